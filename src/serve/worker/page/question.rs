//! The answer to a named question.

use oxigraph::model::Term;

use super::start::form;
use super::{Page, Text};
use crate::query::format::Labels;
use crate::query::{Language, NamedQuery, Outcome};
use crate::serve::media::Media;
use crate::serve::wire::Request;
use crate::serve::worker::library::Library;
use crate::serve::worker::reply::Reply;

/// The page. `parameters` is what stands behind `?` in the address.
pub(in crate::serve::worker) fn question(
    library: &Library,
    request: &Request,
    question: &NamedQuery,
    given: &[(String, String)],
    parameters: &str,
    outcome: &Outcome,
) -> Reply {
    let path = format!("/questions/{}", question.name);
    let here = format!("{path}{parameters}");
    let title = if request.chinese { question.title.zh.clone() } else { question.title.en.clone() };
    let mut page = Page::new(library, request, &here, &title);
    page.html(format_args!("<h1>{}</h1>\n", Text(&title)));
    form(&mut page, question, given);
    page.formats(
        &path,
        &[Media::Csv, Media::Tsv, Media::Json, Media::SparqlJson, Media::SparqlXml],
        parameters,
    );
    let Outcome::Solutions(solutions) = outcome else { return page.finish() };
    let language = if request.chinese { Language::Zh } else { Language::En };
    let mut labels = Labels::new(&library.graph, language);
    let count = solutions.rows.len();
    if solutions.truncated {
        let (first, all) = (
            page.say("Only the first rows are shown:", "仅显示前若干行："),
            page.say("CSV has all", "全部结果请下载 CSV"),
        );
        page.html(format_args!("<p class=\"notice\">{first} {count}. {all}.</p>\n"));
    } else if count == 0 {
        let nothing = page.say("Nothing was found.", "没有结果。");
        page.html(format_args!("<p class=\"notice\">{nothing}</p>\n"));
        return page.finish();
    }
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
    page.finish()
}
