//! Named questions, as JSON, CSV and pages.

use oxigraph::model::Term;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::page;
use super::reply::Reply;
use super::source::Source;
use super::sparql::{chosen, not_acceptable};
use crate::diagnostic::Bilingual;
use crate::graph::GraphStore;
use crate::query::format::{self, Format, IriStyle, Labels, Style};
use crate::query::{Catalog, Language, NamedQuery, Outcome, Presence, Solutions};
use crate::serve::media::Media;
use crate::serve::wire::Request;

/// The most rows of a page.
pub(super) const PAGE_ROWS: usize = 1_000;
/// What an answer can be had in, what programs like best first.
const OFFERED: [Media; 6] =
    [Media::Json, Media::Html, Media::Csv, Media::Tsv, Media::SparqlJson, Media::SparqlXml];

/// Answers a named question.
pub(super) fn ask(
    source: &impl Source,
    request: &Request,
    name: &str,
    given: &[(String, String)],
    media: Option<Media>,
) -> Result<Reply, Reply> {
    let question = source.catalog().get(name).ok_or_else(|| {
        Reply::error(
            404,
            &Bilingual::new(
                format!("no question is called {name:?}; /api/questions lists them"),
                format!("没有名为 {name:?} 的查询；全部查询见 /api/questions"),
            ),
        )
    })?;
    let media = media.or_else(|| chosen(request, &OFFERED)).ok_or_else(not_acceptable)?;
    let max_rows = if media == Media::Html { PAGE_ROWS } else { source.limits().rows };
    // A field of a form that was left empty wasn't given.
    let filled: Vec<_> = given.iter().filter(|(_, value)| !value.trim().is_empty()).cloned().collect();
    let answer = source.ask(question, &filled, max_rows);
    let (outcome, names) = answer.map_err(|error| Reply::query_error(&error))?;
    if media == Media::Html {
        let parameters = address(&filled);
        return Ok(page::question(&names, request, question, given, &parameters, &outcome));
    }
    let language = if request.chinese { Language::Zh } else { Language::En };
    let body = match media {
        Media::Json => Ok(as_json(&names, question, &outcome, language)),
        _ => written(&names, &outcome, media, language),
    };
    let body = body.map_err(|error| {
        Reply::error(
            500,
            &Bilingual::new(format!("the store failed: {error}"), format!("存储引擎出错：{error}")),
        )
    })?;
    let reply = Reply::new(200, media, body);
    Ok(match &outcome {
        Outcome::Solutions(solutions) if solutions.truncated => {
            reply.with("chanpu-truncated", format!("rows={max_rows}"))
        }
        _ => reply,
    })
}

/// The parameters as they stand in an address.
fn address(given: &[(String, String)]) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs: Vec<String> =
        given.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

fn written(
    names: &GraphStore,
    outcome: &Outcome,
    media: Media,
    language: Language,
) -> std::io::Result<Vec<u8>> {
    let (format, iris) = match media {
        Media::Tsv => (Format::Tsv, IriStyle::IriAndLabel),
        Media::SparqlJson => (Format::Json, IriStyle::Iri),
        Media::SparqlXml => (Format::Xml, IriStyle::Iri),
        _ => (Format::Csv, IriStyle::IriAndLabel),
    };
    let mut body = Vec::new();
    format::write(names, outcome, Style { format, iris, language, width: None }, &mut body)?;
    Ok(body)
}

/// `{"question": …, "columns": […], "rows": [{"firm": {"iri": …, "id": …, "label": …}}], "truncated": false}`.
fn as_json(graph: &GraphStore, question: &NamedQuery, outcome: &Outcome, language: Language) -> Vec<u8> {
    let body = match outcome {
        Outcome::Solutions(solutions) => json!({
            "question": question.name,
            "columns": solutions.columns.iter().map(|column| json!({
                "name": column.variable.as_str(), "en": column.heading.en, "zh": column.heading.zh,
            })).collect::<Vec<_>>(),
            "rows": rows(graph, solutions, language),
            "truncated": solutions.truncated,
        }),
        Outcome::Boolean(answer) => json!({ "question": question.name, "boolean": answer }),
        Outcome::Graph(triples) => json!({ "question": question.name, "triples": triples.len() }),
    };
    format!("{body}\n").into_bytes()
}

fn rows(graph: &GraphStore, solutions: &Solutions, language: Language) -> Vec<Value> {
    let mut labels = Labels::new(graph, language);
    let mut value = |term: &Term| match term {
        Term::NamedNode(iri) => {
            let id = labels.short(iri.as_ref());
            json!({ "iri": iri.as_str(), "id": id, "label": labels.label(iri).ok().flatten() })
        }
        Term::Literal(literal) => literal.value().into(),
        other => other.to_string().into(),
    };
    let names: Vec<&str> = solutions.columns.iter().map(|column| column.variable.as_str()).collect();
    let row = |row: &Vec<Option<Term>>| {
        let cells = names.iter().zip(row);
        cells
            .map(|(name, term)| ((*name).to_owned(), term.as_ref().map_or(Value::Null, &mut value)))
            .collect::<Map<_, _>>()
            .into()
    };
    solutions.rows.iter().map(row).collect()
}

/// The list of questions.
pub(super) fn list(catalog: &Catalog) -> Reply {
    let questions: Vec<Value> = catalog
        .iter()
        .map(|question| {
            json!({
                "name": question.name,
                "title": { "en": question.title.en, "zh": question.title.zh },
                "question": { "en": question.question.en, "zh": question.question.zh },
                "parameters": question.parameters.iter().map(|parameter| json!({
                    "name": parameter.name,
                    "type": parameter.kind.to_string(),
                    "required": parameter.presence == Presence::Required,
                    "default": match &parameter.presence {
                        Presence::Default(value) => Some(value.as_str()),
                        Presence::Required | Presence::Optional => None,
                    },
                    "description": { "en": parameter.description.en, "zh": parameter.description.zh },
                })).collect::<Vec<_>>(),
                "href": format!("/api/questions/{}", question.name),
            })
        })
        .collect();
    Reply::new(200, Media::Json, format!("{}\n", json!({ "questions": questions })).into_bytes())
}
