//! The same questions to a graph on a SPARQL server elsewhere, where `chanpu push` has put it.
//!
//! ```text
//!  county=彝良县 ─ names ─▶ excerpt ─ parameter ─▶ Bindings
//!                                                    │ bind
//!  queries/*.rq ─ parse ─────────────────────────────┴─▶ SPARQL ─▶ server ─▶ Outcome
//!                                                                               │ names
//!  table, CSV, JSON … ◀─ format ◀─ excerpt ◀────────────────────────────────────┘
//! ```
//!
//! An excerpt is a small graph in memory with those names that a question or an answer needs. So
//! parameters and formats are the same for a graph here and a graph elsewhere.
//!
//! Nothing of this can be reached from a query: the engine that answers queries has no HTTP client.

mod browse;
mod copy;
mod error;
mod names;
mod protocol;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Term, Variable};
use oxigraph::sparql::QuerySolution;
use spargebra::Query;
use spargebra::algebra::GraphPattern;

use super::bind::bind_all;
use super::error::QueryError;
use super::guard::{self, Needs};
use super::header::NamedQuery;
use super::parameter::{Bindings, resolve};
use super::rows::Answers;
use super::run::{Outcome, Solutions, columns, on_large_stack, parse};
use super::search::SEARCH;
use crate::entity::EntityType;
use crate::graph::{GraphStore, Iris, vocab};
use crate::remote::{Answer, Endpoint};

pub use error::GraphElsewhereError;

/// `sd:feature`, with which a server tells what it can do beside the standard.
const FEATURE: &str = "http://www.w3.org/ns/sparql-service-description#feature";

/// The highest limit that is put on a query. Virtuoso refuses to sort more rows than that, and leaves the others out
/// of an answer where nobody asks for a number.
const SORTED: usize = 10_000;

/// A graph of chanpu on a server.
#[derive(Debug)]
pub struct RemoteGraph {
    endpoint: Endpoint,
    iris: Iris,
}

impl RemoteGraph {
    /// Looks for the graph; `base` tells which when there are several.
    ///
    /// # Errors
    ///
    /// When the server can't be reached or has no such graph.
    pub fn open(endpoint: Endpoint, base: Option<&str>) -> Result<Self, QueryError> {
        let class = vocab::class(EntityType::Company);
        let rows = endpoint
            .rows(&format!("SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ {class} {} ?type }} }}", rdf::TYPE))?;
        let mut bases: Vec<String> = rows
            .iter()
            .flatten()
            .filter_map(|graph| match graph {
                Some(Term::NamedNode(name)) => {
                    name.as_str().strip_suffix("graph/ontology").map(str::to_owned)
                }
                _ => None,
            })
            .collect();
        bases.sort();
        let url = || endpoint.address().to_string();
        let found = match (base, bases.as_slice()) {
            (Some(base), bases) if bases.iter().any(|found| found == base) => base.to_owned(),
            (None, [base]) => base.clone(),
            (_, []) => return Err(GraphElsewhereError::None { url: url() }.into()),
            _ => return Err(GraphElsewhereError::Several { url: url(), bases }.into()),
        };
        let iris = Iris::new(&found).map_err(|_| GraphElsewhereError::None { url: url() })?;
        // Queries are about the union of all graphs.
        let union = endpoint.query(&format!("ASK {{ {class} {} ?type }}", rdf::TYPE))?;
        if union != Answer::Boolean(true) {
            return Err(GraphElsewhereError::NoUnion { url: url() }.into());
        }
        Ok(Self { endpoint, iris })
    }

    /// The same graph over a connection of one's own, for another process than the one that has found it.
    #[must_use]
    pub fn found(endpoint: Endpoint, iris: Iris) -> Self {
        Self { endpoint, iris }
    }

    /// Makes and reads the graph's IRIs.
    #[must_use]
    pub fn iris(&self) -> &Iris {
        &self.iris
    }

    /// Answers a question, with at most so many rows and an excerpt that has the names for them.
    ///
    /// # Errors
    ///
    /// When a parameter has no meaning, or the server can't answer.
    pub fn ask(
        &self,
        question: &NamedQuery,
        given: &[(String, String)],
        max_rows: Option<usize>,
    ) -> Result<(Outcome, GraphStore), QueryError> {
        let excerpt = self.names_of(question, given)?;
        let bindings = resolve(&excerpt, question, given)?;
        let outcome = self.run(question, &bindings, max_rows)?;
        let named = self.names_in(&outcome)?;
        Ok((outcome, named))
    }

    /// Runs a query with its parameters bound, for at most so many rows.
    ///
    /// # Errors
    ///
    /// When the text is no query, or the server can't answer.
    pub fn run(
        &self,
        query: &NamedQuery,
        bindings: &Bindings,
        max_rows: Option<usize>,
    ) -> Result<Outcome, QueryError> {
        self.check(&query.name, &query.text)?;
        on_large_stack(|| {
            let parsed = parse(&query.name, &query.text, &self.iris)?;
            let optional =
                query.parameters.iter().filter_map(|parameter| Variable::new(&parameter.name).ok());
            let optional: Vec<Variable> =
                optional.filter(|name| !bindings.iter().any(|(bound, _)| bound == name)).collect();
            let mut parsed = bind_all(parsed, bindings, &optional);
            if let Some(rows) = max_rows {
                // One more tells whether that is all.
                parsed = limited(parsed, rows.saturating_add(1));
            }
            let text = sendable(&query.name, &parsed)?;
            if matches!(parsed, Query::Construct { .. } | Query::Describe { .. }) {
                let mut triples = self.endpoint.construct(&text)?;
                triples.sort_by_cached_key(ToString::to_string);
                triples.dedup();
                return Ok(Outcome::Graph(triples));
            }
            Ok(match self.endpoint.query(&text)? {
                Answer::Boolean(answer) => Outcome::Boolean(answer),
                Answer::Solutions(variables, rows) => {
                    let columns = columns(&variables, query);
                    let limit = max_rows.unwrap_or(usize::MAX);
                    let truncated = rows.len() > limit;
                    let rows = rows.into_iter().map(|row| QuerySolution::from((variables.clone(), row)));
                    let rows = rows
                        .map(|row| columns.iter().map(|column| row.get(&column.variable).cloned()).collect())
                        .take(limit)
                        .collect();
                    Outcome::Solutions(Solutions { columns, rows, truncated })
                }
            })
        })
    }

    /// Refuses what must not be sent, and what that server can't answer.
    fn check(&self, name: &str, text: &str) -> Result<(), QueryError> {
        if guard::check(name, text)? == Needs::Search && !self.can_search()? {
            let url = self.endpoint.address().to_string();
            return Err(GraphElsewhereError::NoSearch { url }.into());
        }
        Ok(())
    }

    /// Whether the server is one that answers some questions differently from the standard, without a
    /// word. Copying its graph and asking here helps.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.endpoint.software().starts_with("Virtuoso/07")
    }

    /// Whether the server is chanpu, which alone knows `SERVICE cp:search`.
    ///
    /// # Errors
    ///
    /// Never, as it stands: who doesn't describe himself doesn't have it.
    pub fn can_search(&self) -> Result<bool, QueryError> {
        let search = Term::from(NamedNode::from(SEARCH));
        // Who doesn't describe himself doesn't have it.
        let description = self.endpoint.description().unwrap_or_default();
        Ok(description.iter().any(|triple| triple.predicate.as_str() == FEATURE && triple.object == search))
    }
}

impl Answers for RemoteGraph {
    fn iris(&self) -> &Iris {
        &self.iris
    }

    fn answer(&self, question: &NamedQuery, bindings: &Bindings) -> Result<Outcome, QueryError> {
        self.run(question, bindings, None)
    }
}

/// The text of a query for the server. No query makes it, or anybody, ask yet another one.
fn sendable(name: &str, query: &Query) -> Result<String, QueryError> {
    let text = query.to_string();
    if guard::asks_elsewhere(&text) {
        return Err(QueryError::Service { query: name.to_owned() });
    }
    Ok(text)
}

/// The query for at most so many rows: what nobody will read needn't be sent.
fn limited(query: Query, rows: usize) -> Query {
    if rows > SORTED {
        return query;
    }
    let Query::Select { dataset, pattern, base_iri } = query else { return query };
    let pattern = match pattern {
        GraphPattern::Slice { inner, start, length } => {
            GraphPattern::Slice { inner, start, length: Some(length.unwrap_or(rows).min(rows)) }
        }
        other => GraphPattern::Slice { inner: Box::new(other), start: 0, length: Some(rows) },
    };
    Query::Select { dataset, pattern, base_iri }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(text: &str) -> Result<String, QueryError> {
        let iris = Iris::new("https://chanpu.example/").expect("a base");
        sendable("q", &limited(parse("q", text, &iris).expect("a query"), 11))
    }

    #[test]
    fn rows_are_limited_and_no_prefix_hides_a_service() {
        for (text, limit) in [
            ("SELECT ?s { ?s ?p ?o }", "LIMIT 11"),
            ("SELECT ?s { ?s ?p ?o } OFFSET 5", "LIMIT 11"),
            ("SELECT ?s { ?s ?p ?o } LIMIT 3", "LIMIT 3"),
            ("SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 300", "LIMIT 11"),
            ("ASK { ?s ?p ?o }", ""),
            ("SELECT ?s { SERVICE cp:search { ?s cp:matches '厂' } }", "LIMIT 11"),
        ] {
            let sent = sent(text).expect("it may be sent");
            assert!(sent.contains(limit) && sent.matches("LIMIT").count() <= 1, "{text}: {sent}");
        }
        let text = "PREFIX cp: <http://evil.example/> SELECT * { SERVICE cp:search { ?s ?p ?o } }";
        assert!(guard::check("q", text).is_ok(), "the text alone doesn't show it");
        assert!(matches!(sent(text), Err(QueryError::Service { .. })));
        let nested =
            "PREFIX cp: <http://evil.example/> ASK { FILTER NOT EXISTS { SERVICE cp:search { ?s ?p ?o } } }";
        assert!(matches!(sent(nested), Err(QueryError::Service { .. })));
    }
}
