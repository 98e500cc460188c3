//! Searching, as JSON and as a page.

use serde_json::{Value, json};

use super::page;
use super::reply::Reply;
use super::source::Source;
use super::sparql::{chosen, not_acceptable};
use crate::graph::Iris;
use crate::query::search::{Field, Hit};
use crate::serve::media::Media;
use crate::serve::wire::Request;

/// The most that is found at once.
const MAX: usize = 1_000;

/// Finds texts that contain all words.
pub(super) fn search(
    source: &impl Source,
    request: &Request,
    words: &str,
    limit: usize,
) -> Result<Reply, Reply> {
    let limit = limit.clamp(1, MAX);
    match chosen(request, &[Media::Json, Media::Html]).ok_or_else(not_acceptable)? {
        Media::Html => {
            let texts = source.texts(words, limit).map_err(|error| Reply::query_error(&error))?;
            Ok(page::search(&texts, request, words, limit))
        }
        _ => {
            let texts = source.texts(words, limit + 1).map_err(|error| Reply::query_error(&error))?;
            let fields = [Field::Label, Field::Alias, Field::Title, Field::Sentence];
            let hits = texts.index.search(words, &fields, limit + 1);
            let found: Vec<Value> = hits.iter().take(limit).map(|hit| as_json(source.iris(), hit)).collect();
            let body = json!({ "query": words, "hits": found, "truncated": hits.len() > limit });
            Ok(Reply::new(200, Media::Json, format!("{body}\n").into_bytes()))
        }
    }
}

fn as_json(iris: &Iris, hit: &Hit<'_>) -> Value {
    let field = match hit.field {
        Field::Label => "label",
        Field::Alias => "alias",
        Field::Title => "title",
        Field::Sentence => "sentence",
    };
    json!({
        "iri": hit.node.as_str(),
        "entity": iris.entity_id(hit.node.as_ref()).map(|id| id.to_string()),
        "field": field, "score": hit.score, "snippet": hit.snippet,
    })
}
