//! What was found for some words.

use oxigraph::model::NamedNode;

use super::{Page, Text};
use crate::query::Language;
use crate::query::format::Labels;
use crate::query::search::{Field, Hit};
use crate::serve::wire::Request;
use crate::serve::worker::reply::Reply;
use crate::serve::worker::source::Texts;

/// The page.
pub(in crate::serve::worker) fn search(
    texts: &Texts<'_>,
    request: &Request,
    words: &str,
    limit: usize,
) -> Reply {
    let here = format!("/search?q={}", super::escaped_path(words).replace('&', "%26").replace('+', "%2B"));
    let title = if request.chinese { format!("搜索：{words}") } else { format!("Search: {words}") };
    let mut page = Page::new(&texts.names, request, &here, &title);
    page.search_box(words);
    let names = texts.index.search(words, &[Field::Label, Field::Alias, Field::Title], limit);
    let sentences = texts.index.search(words, &[Field::Sentence], limit);
    let language = if request.chinese { Language::Zh } else { Language::En };
    let mut labels = Labels::new(&texts.names, language);
    for (heading, hits, is_searched) in [
        (page.say("Names", "名称"), names, true),
        (page.say("Sentences", "原文句子"), sentences, texts.has_sentences),
    ] {
        if !is_searched {
            page.heading(heading, None);
            let notice = page.say(
                "The server that holds this graph has no full text, so sentences can't be searched.",
                "此图谱所在的服务器不支持全文检索，无法搜索原文句子。",
            );
            page.html(format_args!("<p class=\"notice\">{notice}</p>\n"));
            continue;
        }
        page.heading(heading, Some(hits.len()));
        if hits.len() == limit {
            let notice = page.say("Only the best are shown.", "仅显示最相关的结果。");
            page.html(format_args!("<p class=\"notice\">{notice}</p>\n"));
        }
        page.html(format_args!("<ul class=\"hits\">\n"));
        for hit in &hits {
            let owner = owner(texts, hit);
            let label = labels.label(&owner).ok().flatten().unwrap_or_else(|| labels.short(owner.as_ref()));
            let link = page.link(owner.as_str(), &label);
            let snippet = marked(&hit.snippet);
            page.html(format_args!("<li>{link}<br><q>{snippet}</q></li>\n"));
        }
        page.html(format_args!("</ul>\n"));
    }
    page.finish()
}

/// What a reader wants to see: of a sentence its document.
fn owner(texts: &Texts<'_>, hit: &Hit<'_>) -> NamedNode {
    let document = hit.node.as_str().rsplit_once("/sentence/").filter(|_| hit.field == Field::Sentence);
    let id = document.and_then(|(document, _)| {
        texts.names.iris().document_id(NamedNode::new_unchecked(document).as_ref())
    });
    id.map_or_else(|| hit.node.clone(), |id| texts.names.iris().document(&id))
}

/// The snippet with its words marked.
fn marked(snippet: &str) -> String {
    Text(snippet).to_string().replace('«', "<mark>").replace('»', "</mark>")
}
