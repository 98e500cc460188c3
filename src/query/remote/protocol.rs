//! Queries of the SPARQL Protocol that are sent on.

use std::sync::Arc;

use oxigraph::model::Variable;
use oxigraph::sparql::{QueryResults, QuerySolution, QuerySolutionIter, QueryTripleIter};
use spargebra::Query;
use spargebra::algebra::QueryDataset;

use super::{RemoteGraph, limited, sendable};
use crate::query::error::QueryError;
use crate::query::protocol::{NAME, ProtocolQuery};
use crate::query::run::{on_large_stack, parse};
use crate::remote::Answer;

impl RemoteGraph {
    /// Runs a query, for at most so many rows, and hands what is found to `read`. It is parsed here, so that mistakes
    /// are told as they are of a graph here, and updates and `SERVICE` go nowhere.
    ///
    /// # Errors
    ///
    /// When the text is no query, asks yet another server, is too long or too deep, or can't be answered.
    pub fn query<T: Send>(
        &self,
        query: &ProtocolQuery,
        max_rows: usize,
        read: impl FnOnce(QueryResults<'_>) -> Result<T, QueryError> + Send,
    ) -> Result<T, QueryError> {
        self.check(NAME, &query.text)?;
        on_large_stack(|| {
            let parsed = limited(with_graphs(parse(NAME, &query.text, &self.iris)?, query), max_rows);
            let text = sendable(NAME, &parsed)?;
            if matches!(parsed, Query::Construct { .. } | Query::Describe { .. }) {
                let triples = self.endpoint.construct(&text)?;
                return read(QueryResults::Graph(QueryTripleIter::new(triples.into_iter().map(Ok))));
            }
            match self.endpoint.query(&text)? {
                Answer::Boolean(answer) => read(QueryResults::Boolean(answer)),
                Answer::Solutions(variables, rows) => {
                    let variables: Arc<[Variable]> = variables.into();
                    let header = Arc::clone(&variables);
                    let rows =
                        rows.into_iter().map(|row| Ok(QuerySolution::from((Arc::clone(&variables), row))));
                    read(QueryResults::Solutions(QuerySolutionIter::new(header, rows)))
                }
            }
        })
    }
}

/// The graphs of the request in the place of the query's own.
fn with_graphs(mut query: Query, asked: &ProtocolQuery) -> Query {
    if asked.default_graphs.is_empty() && asked.named_graphs.is_empty() {
        return query;
    }
    let (Query::Select { dataset, .. }
    | Query::Construct { dataset, .. }
    | Query::Describe { dataset, .. }
    | Query::Ask { dataset, .. }) = &mut query;
    *dataset =
        Some(QueryDataset { default: asked.default_graphs.clone(), named: Some(asked.named_graphs.clone()) });
    query
}
