//! Any other node: a document, a sentence, a statement, a term.

use oxigraph::model::{NamedOrBlankNode, Quad, Term};

use super::{Page, Text};
use crate::graph::GraphStore;
use crate::query::Language;
use crate::query::format::Labels;
use crate::serve::media::Media;
use crate::serve::wire::Request;
use crate::serve::worker::reply::Reply;

/// The most rows of a table.
const ROWS: usize = 500;

/// The page: what is said of the node, and what says it.
pub(in crate::serve::worker) fn resource(
    graph: &GraphStore,
    request: &Request,
    path: &str,
    title: &str,
    quads: &[Quad],
    about: &str,
) -> Reply {
    let mut page = Page::new(graph, request, path, title);
    page.html(format_args!("<h1><bdi>{}</bdi></h1>\n", Text(title)));
    page.formats(path, &[Media::Turtle, Media::JsonLd, Media::NTriples], "");
    let language = if request.chinese { Language::Zh } else { Language::En };
    let mut labels = Labels::new(graph, language);
    page.html(format_args!("<table><tbody>\n"));
    for quad in quads.iter().take(ROWS) {
        let property = labels.label(&quad.predicate).ok().flatten();
        let property = property.unwrap_or_else(|| labels.short(quad.predicate.as_ref()));
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
        let (direction, end) = if subject.as_str() == about {
            ("", quad.object.clone())
        } else {
            ("← ", Term::from(subject.clone()))
        };
        let cell = match &end {
            Term::NamedNode(iri) => {
                let label = labels.label(iri).ok().flatten().unwrap_or_else(|| labels.short(iri.as_ref()));
                page.link(iri.as_str(), &label)
            }
            Term::Literal(literal) => Text(literal.value()).to_string(),
            other => Text(&other.to_string()).to_string(),
        };
        page.html(format_args!("<tr><th>{direction}{}</th><td>{cell}</td></tr>\n", Text(&property)));
    }
    page.html(format_args!("</tbody></table>\n"));
    if quads.len() > ROWS {
        let (all, notice) = (quads.len(), page.say("Shown of", "仅显示部分，共"));
        page.html(format_args!("<p class=\"notice\">{notice} {all}: {ROWS}</p>\n"));
    }
    page.finish()
}
