//! Runs a query.

use std::sync::Arc;

use oxigraph::model::{Term, Triple, Variable};
use oxigraph::sparql::{CancellationToken, PreparedSparqlQuery, QueryResults, SparqlEvaluator};
use spargebra::{Query, SparqlParser, SparqlSyntaxError, Update};

use super::bind::bind;
use super::error::QueryError;
use super::guard::{self, Needs};
use super::header::{NamedQuery, Naming};
use super::parameter::Bindings;
use super::search::{SEARCH, SearchIndex, SearchService};
use crate::diagnostic::Bilingual;
use crate::graph::{GraphStore, Iris};

/// A query within the limits of [`guard`] needs up to 80 megabytes of stack. Only pages that are
/// used cost memory.
const STACK: usize = 256 * 1024 * 1024;

/// How far a query may go.
#[derive(Clone, Default)]
pub struct RunOptions {
    /// The highest number of rows or triples; [`Solutions::truncated`] tells when there are more.
    pub max_rows: Option<usize>,
    /// Lets another thread stop the query.
    pub cancellation: Option<CancellationToken>,
    /// The index for `SERVICE cp:search`; without one it is made when a query needs it.
    pub search: Option<Arc<SearchIndex>>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Of SELECT.
    Solutions(Solutions),
    /// Of ASK.
    Boolean(bool),
    /// Of CONSTRUCT and DESCRIBE, sorted and without duplicates.
    Graph(Vec<Triple>),
}

impl Outcome {
    /// Whether nothing was found: no rows, no triples, or no.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Solutions(solutions) => solutions.rows.is_empty(),
            Self::Boolean(answer) => !answer,
            Self::Graph(triples) => triples.is_empty(),
        }
    }
}

/// The rows of a SELECT query.
#[derive(Clone, Debug, PartialEq)]
pub struct Solutions {
    /// The columns: those that the header lists, or else all that the query selects.
    pub columns: Vec<Column>,
    /// A value for each column, or none.
    pub rows: Vec<Vec<Option<Term>>>,
    /// Whether there would have been more rows than [`RunOptions::max_rows`].
    pub truncated: bool,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The variable.
    pub variable: Variable,
    /// The heading: that of the header, or else the variable's name.
    pub heading: Bilingual,
    /// Whether it has a column of names beside it.
    pub naming: Naming,
}

/// Runs a query with its parameters bound.
///
/// The prefixes of [`Iris::prefixes`] need not be declared.
///
/// # Errors
///
/// When the text is no query, asks another server, is too long or too deep, or can't be answered.
pub fn run(
    graph: &GraphStore,
    query: &NamedQuery,
    bindings: &Bindings,
    options: &RunOptions,
) -> Result<Outcome, QueryError> {
    let needs = guard::check(&query.name, &query.text)?;
    on_large_stack(|| {
        let mut evaluator = evaluator(graph, needs, options.search.as_ref())?;
        if let Some(cancellation) = &options.cancellation {
            evaluator = evaluator.with_cancellation_token(cancellation.clone());
        }
        let prepared = prepare(query, bindings, graph.iris(), evaluator)?;
        collect(graph.evaluate(prepared)?, query, options)
    })
}

/// Runs what parses and evaluates a query where it has stack enough.
pub(super) fn on_large_stack<T: Send, E: From<QueryError> + Send>(
    work: impl FnOnce() -> Result<T, E> + Send,
) -> Result<T, E> {
    std::thread::scope(|scope| {
        let worker = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        match worker.map_err(QueryError::Thread)?.join() {
            Ok(outcome) => outcome,
            // What panicked there panics here.
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

fn prepare(
    query: &NamedQuery,
    bindings: &Bindings,
    iris: &Iris,
    evaluator: SparqlEvaluator,
) -> Result<PreparedSparqlQuery, QueryError> {
    let parsed = parse(&query.name, &query.text, iris)?;
    let mut prepared = evaluator.for_query(bind(parsed, bindings));
    if prepared.dataset().is_default_dataset() {
        prepared.dataset_mut().set_default_graph_as_union();
    }
    Ok(prepared)
}

/// What answers a query, with the search where the query needs it.
pub(super) fn evaluator(
    graph: &GraphStore,
    needs: Needs,
    index: Option<&Arc<SearchIndex>>,
) -> Result<SparqlEvaluator, QueryError> {
    let evaluator = SparqlEvaluator::new();
    if needs == Needs::Graph {
        return Ok(evaluator);
    }
    let index = match index {
        Some(index) => Arc::clone(index),
        None => Arc::new(SearchIndex::build(graph)?),
    };
    Ok(evaluator.with_service_handler(SEARCH, SearchService(index)))
}

/// Parses a query that [`guard::check`] has let pass.
pub(super) fn parse(name: &str, text: &str, iris: &Iris) -> Result<Query, QueryError> {
    let parser = parser(iris);
    parser.clone().parse_query(text).map_err(|error| {
        if parser.parse_update(text).is_ok() {
            return QueryError::Update { query: name.to_owned() };
        }
        syntax_error(name, &error)
    })
}

/// Parses an update that [`guard::check_update`] has let pass; relative IRIs are below `base`.
pub(super) fn parse_update(
    name: &str,
    text: &str,
    base: Option<&str>,
    iris: &Iris,
) -> Result<Update, QueryError> {
    let mut parser = parser(iris);
    if let Some(Ok(extended)) = base.map(|base| parser.clone().with_base_iri(base)) {
        parser = extended;
    }
    parser.parse_update(text).map_err(|error| syntax_error(name, &error))
}

/// A parser that knows the usual prefixes.
fn parser(iris: &Iris) -> SparqlParser {
    let mut parser = SparqlParser::new();
    for (prefix, iri) in iris.prefixes() {
        // The prefixes are valid: their base was checked when it was chosen.
        if let Ok(extended) = parser.clone().with_prefix(prefix, iri) {
            parser = extended;
        }
    }
    parser
}

/// The parser says `error at 3:5: expected one of …`.
fn syntax_error(name: &str, error: &SparqlSyntaxError) -> QueryError {
    let message = error.to_string();
    let position = message.strip_prefix("error at ").and_then(|rest| {
        let (position, expected) = rest.split_once(": ")?;
        let (line, column) = position.split_once(':')?;
        Some((
            (line.parse().ok()?, column.parse().ok()?),
            expected.trim_start_matches("expected ").to_owned(),
        ))
    });
    match position {
        Some((position, expected)) => {
            QueryError::Syntax { query: name.to_owned(), position: Some(position), expected }
        }
        None => QueryError::Syntax { query: name.to_owned(), position: None, expected: message },
    }
}

fn collect(
    results: QueryResults<'_>,
    query: &NamedQuery,
    options: &RunOptions,
) -> Result<Outcome, QueryError> {
    let limit = options.max_rows.unwrap_or(usize::MAX);
    match results {
        QueryResults::Boolean(answer) => Ok(Outcome::Boolean(answer)),
        QueryResults::Graph(triples) => {
            let mut triples = triples.take(limit).collect::<Result<Vec<_>, _>>()?;
            triples.sort_by_cached_key(ToString::to_string);
            triples.dedup();
            Ok(Outcome::Graph(triples))
        }
        QueryResults::Solutions(mut solutions) => {
            let columns = columns(solutions.variables(), query);
            let mut rows = Vec::new();
            while rows.len() < limit {
                let Some(solution) = solutions.next() else { break };
                let solution = solution?;
                rows.push(columns.iter().map(|column| solution.get(&column.variable).cloned()).collect());
            }
            let truncated = rows.len() == limit && solutions.next().is_some();
            Ok(Outcome::Solutions(Solutions { columns, rows, truncated }))
        }
    }
}

pub(super) fn columns(variables: &[Variable], query: &NamedQuery) -> Vec<Column> {
    if query.columns.is_empty() {
        return variables
            .iter()
            .map(|variable| Column {
                variable: variable.clone(),
                heading: Bilingual::new(variable.as_str(), variable.as_str()),
                naming: Naming::WhenFound,
            })
            .collect();
    }
    query
        .columns
        .iter()
        .filter_map(|column| {
            let variable = variables.iter().find(|variable| variable.as_str() == column.name)?;
            Some(Column {
                variable: variable.clone(),
                heading: column.heading.clone(),
                naming: column.naming,
            })
        })
        .collect()
}
