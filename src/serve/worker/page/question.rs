//! The answer to a named question.

use oxigraph::model::Term;

use super::start::form;
use super::{Page, Text};
use crate::graph::GraphStore;
use crate::query::format::Labels;
use crate::query::{Language, NamedQuery, Outcome, Solutions};
use crate::serve::media::Media;
use crate::serve::wire::Request;
use crate::serve::worker::reply::Reply;

/// The page. `parameters` is what stands behind `?` in the address.
pub(in crate::serve::worker) fn question(
    graph: &GraphStore,
    request: &Request,
    question: &NamedQuery,
    given: &[(String, String)],
    parameters: &str,
    outcome: &Outcome,
) -> Reply {
    let path = format!("/questions/{}", question.name);
    let here = format!("{path}{parameters}");
    let title = if request.chinese { question.title.zh.clone() } else { question.title.en.clone() };
    let mut page = Page::new(graph, request, &here, &title);
    page.html(format_args!("<h1>{}</h1>\n", Text(&title)));
    form(&mut page, question, given);
    page.formats(
        &path,
        &[Media::Csv, Media::Tsv, Media::Json, Media::SparqlJson, Media::SparqlXml],
        parameters,
    );
    let Outcome::Solutions(solutions) = outcome else { return page.finish() };
    if solutions.truncated {
        let all = page.say("CSV has all", "全部结果请下载 CSV");
        notice(&mut page, solutions.rows.len(), all);
    }
    table(&mut page, solutions);
    page.finish()
}

/// Says that a table is only a beginning.
pub(super) fn notice(page: &mut Page<'_>, rows: usize, where_all: &str) {
    let first = page.say("Only the first rows are shown:", "仅显示前若干行：");
    page.html(format_args!("<p class=\"notice\">{first} {rows}. {where_all}.</p>\n"));
}

/// The rows, with names that lead to their pages.
pub(super) fn table(page: &mut Page<'_>, solutions: &Solutions) {
    if solutions.rows.is_empty() {
        let nothing = page.say("Nothing was found.", "没有结果。");
        page.html(format_args!("<p class=\"notice\">{nothing}</p>\n"));
        return;
    }
    let language = if page.chinese { Language::Zh } else { Language::En };
    let mut labels = Labels::new(page.graph, language);
    page.html(format_args!("<table><thead><tr>"));
    for column in &solutions.columns {
        let heading = Text(page.of(&column.heading)).to_string();
        page.html(format_args!("<th>{heading}</th>"));
    }
    page.html(format_args!("</tr></thead><tbody>\n"));
    for row in &solutions.rows {
        page.html(format_args!("<tr>"));
        for term in row {
            let cell = match term {
                None => String::new(),
                Some(Term::NamedNode(iri)) => {
                    let label =
                        labels.label(iri).ok().flatten().unwrap_or_else(|| labels.short(iri.as_ref()));
                    page.link(iri.as_str(), &label)
                }
                Some(Term::Literal(literal)) => Text(literal.value()).to_string(),
                Some(other) => Text(&other.to_string()).to_string(),
            };
            page.html(format_args!("<td>{cell}</td>"));
        }
        page.html(format_args!("</tr>\n"));
    }
    page.html(format_args!("</tbody></table>\n"));
}
