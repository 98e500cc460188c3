//! Queries of the SPARQL Protocol: with graphs of their own, and with answers that are read while
//! they are found.

use std::sync::Arc;

use oxigraph::model::{GraphName, NamedNode};
use oxigraph::sparql::QueryResults;

use super::error::QueryError;
use super::guard;
use super::run::{evaluator, on_large_stack, parse};
use super::search::SearchIndex;
use crate::graph::GraphStore;

/// The name of such a query in messages.
pub(super) const NAME: &str = "query";

/// What a query sees that names no graphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The union of all graphs.
    #[default]
    Union,
    /// What has been put into no named graph.
    DefaultGraph,
}

/// A query as a client sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProtocolQuery {
    /// The text.
    pub text: String,
    /// What takes the place of the query's `FROM`.
    pub default_graphs: Vec<NamedNode>,
    /// What takes the place of the query's `FROM NAMED`.
    pub named_graphs: Vec<NamedNode>,
    /// What it sees without any of these.
    pub scope: Scope,
}

/// Runs a query and hands what it finds to `read`, which need not read all of it.
///
/// Without graphs of its own a query sees the union of all.
///
/// # Errors
///
/// When the text is no query, asks another server, is too long or too deep, or can't be answered.
pub fn answer<T: Send>(
    graph: &GraphStore,
    search: &Arc<SearchIndex>,
    query: &ProtocolQuery,
    read: impl FnOnce(QueryResults<'_>) -> Result<T, QueryError> + Send,
) -> Result<T, QueryError> {
    let needs = guard::check(NAME, &query.text)?;
    on_large_stack(|| {
        let parsed = parse(NAME, &query.text, graph.iris())?;
        let mut prepared = evaluator(graph, needs, Some(search))?.for_query(parsed);
        let dataset = prepared.dataset_mut();
        if !query.default_graphs.is_empty() || !query.named_graphs.is_empty() {
            dataset.set_default_graph(query.default_graphs.iter().cloned().map(GraphName::from).collect());
            dataset.set_available_named_graphs(query.named_graphs.iter().cloned().map(Into::into).collect());
        } else if dataset.is_default_dataset() && query.scope == Scope::Union {
            dataset.set_default_graph_as_union();
        }
        read(graph.evaluate(prepared)?)
    })
}
