//! Named questions, as JSON, CSV and pages.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::page;
use super::reply::Reply;
use super::rows;
use super::source::Source;
use super::sparql::{chosen, not_acceptable};
use crate::diagnostic::Bilingual;
use crate::graph::GraphStore;
use crate::query::format::{self, Format, IriStyle, Style};
use crate::query::{Catalog, Language, NamedQuery, Outcome, Presence};
use crate::serve::media::Media;
use crate::serve::wire::Request;

/// The most rows of a page.
pub(super) const PAGE_ROWS: usize = 1_000;
/// What an answer can be had in, what programs like best first.
const OFFERED: [Media; 6] =
    [Media::Json, Media::Html, Media::Csv, Media::Tsv, Media::SparqlJson, Media::SparqlXml];

/// In which form a request wants an answer.
pub(in crate::serve) fn question_media(request: &Request) -> Option<Media> {
    chosen(request, &OFFERED)
}

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
    let media = media.or_else(|| question_media(request)).ok_or_else(not_acceptable)?;
    let max_rows = if media == Media::Html { PAGE_ROWS } else { source.limits().rows };
    // A field of a form that was left empty wasn't given.
    let filled: Vec<_> = given.iter().filter(|(_, value)| !value.trim().is_empty()).cloned().collect();
    let answer = source.ask(question, &filled, max_rows);
    let (outcome, names) = answer.map_err(|error| Reply::query_error(&error))?;
    if media == Media::Html {
        let parameters = address(&filled);
        let page = page::question(&names, request, question, given, &parameters, &outcome);
        return Ok(page.lasting(question.is_lasting()));
    }
    let language = if request.chinese { Language::Zh } else { Language::En };
    let body = match media {
        Media::Json => as_json(&names, question, &outcome, language),
        _ => written(&names, &outcome, media, language),
    };
    let body = body.map_err(|error| {
        Reply::error(
            500,
            &Bilingual::new(format!("the store failed: {error}"), format!("存储引擎出错：{error}")),
        )
    })?;
    let reply = Reply::new(200, media, body).lasting(question.is_lasting());
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
fn as_json(
    graph: &GraphStore,
    question: &NamedQuery,
    outcome: &Outcome,
    language: Language,
) -> std::io::Result<Vec<u8>> {
    let mut body = match outcome {
        Outcome::Solutions(solutions) => rows::as_json(graph, question, solutions, language)?,
        Outcome::Boolean(answer) => {
            json!({ "question": question.name, "boolean": answer }).to_string().into()
        }
        Outcome::Graph(triples) => {
            json!({ "question": question.name, "triples": triples.len() }).to_string().into()
        }
    };
    body.push(b'\n');
    Ok(body)
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
