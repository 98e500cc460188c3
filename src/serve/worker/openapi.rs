//! The OpenAPI description of the JSON API. Each named question is a path of its own.

use serde_json::{Map, Value, json};

use super::reply::Reply;
use super::source::Source;
use crate::query::{NamedQuery, ParameterType, Presence};
use crate::serve::media::Media;
use crate::serve::wire::Request;

/// The description.
pub(super) fn openapi(source: &impl Source, request: &Request) -> Reply {
    let mut paths = Map::new();
    paths.insert(
        "/query".to_owned(),
        json!({ "get": operation(
            "A SPARQL 1.1 query",
            &json!([
                parameter("query", "query", true, "the text of the query"),
                parameter("default-graph-uri", "query", false, "in place of FROM; may be repeated"),
                parameter("named-graph-uri", "query", false, "in place of FROM NAMED; may be repeated"),
                parameter("timeout", "query", false, "seconds after which to stop; at most the server's"),
                parameter("partial", "query", false, "true: the first part of a long answer will do"),
            ]),
            "application/sparql-results+json",
        )}),
    );
    paths.insert(
        "/api/search".to_owned(),
        json!({ "get": operation(
            "Names, titles and sentences that contain all words",
            &json!([
                parameter("q", "query", true, "words, separated by spaces"),
                parameter("limit", "query", false, "at most 1000"),
            ]),
            "application/json",
        )}),
    );
    paths.insert(
        "/api/entities/{id}".to_owned(),
        json!({ "get": operation(
            "One entity with facts, figures, mentions and the sentences that say so",
            &json!([parameter("id", "path", true, "such as place/530628")]),
            "application/json",
        )}),
    );
    paths.insert(
        "/api/questions".to_owned(),
        json!({ "get": operation("All named questions", &json!([]), "application/json") }),
    );
    for question in source.catalog().iter() {
        paths.insert(format!("/api/questions/{}", question.name), named(question));
    }
    paths.insert(
        "/health".to_owned(),
        json!({ "get": operation("How the server is", &json!([]), "application/json") }),
    );
    if source.writable().is_some() {
        paths.extend(writing());
    }
    let body = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "chanpu 产谱", "version": env!("CARGO_PKG_VERSION"),
            "description": "A knowledge graph of regional industry, each statement with its sentence. / \
                            区域产业知识图谱，每条陈述都附原文句子。",
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": request.origin }],
        "paths": paths,
        "components": { "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } }, "schemas": { "Error": {
            "type": "object",
            "properties": { "error": {
                "type": "object",
                "required": ["status", "en", "zh"],
                "properties": {
                    "status": { "type": "integer" },
                    "en": { "type": "string" }, "zh": { "type": "string" },
                    "line": { "type": "integer" }, "column": { "type": "integer" },
                },
            }},
        }}},
    });
    Reply::new(200, Media::Json, format!("{body}\n").into_bytes())
}

/// What those may do who know the token.
fn writing() -> Map<String, Value> {
    let triples = json!({ "content": { "text/turtle": {}, "application/n-triples": {}, "application/rdf+xml": {},
                                       "application/ld+json": {} } });
    let graph = json!([
        parameter("graph", "query", false, "the name of the graph, an absolute IRI"),
        parameter("default", "query", false, "the default graph, instead of graph"),
    ]);
    let change = |summary: &str, parameters: &Value, body: Option<&Value>| {
        let mut operation = operation(summary, parameters, "application/json");
        operation["security"] = json!([{ "token": [] }]);
        if let Some(body) = body {
            operation["requestBody"] = body.clone();
        }
        operation
    };
    let using = json!([
        parameter("using-graph-uri", "query", false, "in place of USING; may be repeated"),
        parameter("using-named-graph-uri", "query", false, "in place of USING NAMED; may be repeated"),
    ]);
    let text = json!({ "content": { "application/sparql-update": {} } });
    let mut paths = Map::new();
    paths.insert(
        "/update".to_owned(),
        json!({ "post": change("A SPARQL 1.1 update of the graphs of clients", &using, Some(&text)) }),
    );
    paths.insert(
        "/store".to_owned(),
        json!({
            "get": operation("The triples of a graph", &graph, "text/turtle"),
            "put": change("Replaces a graph", &graph, Some(&triples)),
            "post": change("Adds to a graph; without a name, to a new one", &graph, Some(&triples)),
            "delete": change("Removes a graph", &graph, None),
        }),
    );
    paths
}

fn named(question: &NamedQuery) -> Value {
    let parameters: Vec<Value> = question
        .parameters
        .iter()
        .map(|known| {
            let description = format!("{} / {}", known.description.en, known.description.zh);
            let is_required = known.presence == Presence::Required;
            let mut described = parameter(&known.name, "query", is_required, &description);
            described["example"] = known.kind.example().into();
            if known.kind == ParameterType::Integer {
                described["schema"] = json!({ "type": "integer" });
            }
            described
        })
        .collect();
    let summary = format!("{} / {}", question.question.en, question.question.zh);
    json!({ "get": operation(&summary, &parameters.into(), "application/json") })
}

fn parameter(name: &str, place: &str, is_required: bool, description: &str) -> Value {
    json!({
        "name": name, "in": place, "required": is_required, "description": description,
        "schema": { "type": "string" },
    })
}

fn operation(summary: &str, parameters: &Value, media: &str) -> Value {
    let error = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } });
    json!({
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": { "description": "the answer", "content": { media: {} } },
            "400": { "description": "the request is wrong; the error says where", "content": error },
            "503": { "description": "busy, or the query took too long or too much memory", "content": error },
        },
    })
}
