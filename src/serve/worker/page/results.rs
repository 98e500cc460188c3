//! The answer to a query that somebody typed into a page.

use super::question::{notice, table};
use super::start::sparql_form;
use super::{Page, Text};
use crate::query::Solutions;
use crate::serve::wire::Request;
use crate::serve::worker::library::Library;
use crate::serve::worker::reply::Reply;

/// What was found.
pub(in crate::serve::worker) enum Found {
    /// By SELECT; at most so many rows as a page has.
    Solutions(Solutions),
    /// By ASK.
    Boolean(bool),
}

/// The page.
pub(in crate::serve::worker) fn results(
    library: &Library,
    request: &Request,
    text: &str,
    found: &Found,
) -> Reply {
    let title = if request.chinese { "查询结果" } else { "Results" };
    let mut page = Page::new(library, request, "/", title);
    page.html(format_args!("<h1>{title}</h1>\n"));
    sparql_form(&mut page, text);
    match found {
        Found::Boolean(answer) => {
            let word = if *answer { page.say("yes", "是") } else { page.say("no", "否") };
            page.html(format_args!("<p>{}</p>\n", Text(word)));
        }
        Found::Solutions(solutions) => {
            if solutions.truncated {
                let all = page.say("Programs get all rows at /query", "程序可从 /query 取得全部结果");
                notice(&mut page, solutions.rows.len(), all);
            }
            table(&mut page, solutions);
        }
    }
    page.finish()
}
