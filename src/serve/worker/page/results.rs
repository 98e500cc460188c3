//! The answer to a query that somebody typed into a page.

use oxigraph::model::{NamedNode, Term};

use super::question::{notice, table};
use super::start::sparql_form;
use super::{Page, Text};
use crate::graph::GraphStore;
use crate::query::Solutions;
use crate::serve::wire::Request;
use crate::serve::worker::reply::Reply;

/// What was found.
pub(in crate::serve::worker) enum Found {
    /// By SELECT; at most so many rows as a page has.
    Solutions(Solutions),
    /// By ASK.
    Boolean(bool),
}

impl Found {
    /// The nodes that have names.
    pub(in crate::serve::worker) fn nodes(&self) -> Vec<&NamedNode> {
        let Self::Solutions(solutions) = self else { return Vec::new() };
        let nodes = solutions.rows.iter().flatten().filter_map(|term| match term {
            Some(Term::NamedNode(node)) => Some(node),
            _ => None,
        });
        nodes.collect()
    }
}

/// The page.
pub(in crate::serve::worker) fn results(
    graph: &GraphStore,
    request: &Request,
    text: &str,
    found: &Found,
) -> Reply {
    let title = if request.chinese { "查询结果" } else { "Results" };
    let mut page = Page::new(graph, request, "/", title);
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
