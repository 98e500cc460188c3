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

mod copy;
mod error;
mod names;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Term, Variable};
use oxigraph::sparql::QuerySolution;
use spargebra::Query;

use super::bind::bind_all;
use super::error::QueryError;
use super::guard::{self, Needs};
use super::header::NamedQuery;
use super::parameter::{Bindings, resolve};
use super::rows::{Rows, own_question};
use super::run::{Outcome, Solutions, columns, on_large_stack, parse};
use super::search::SEARCH;
use crate::entity::{EntityId, EntityType};
use crate::graph::{GraphStore, Iris, vocab};
use crate::remote::{Answer, Endpoint};

pub use error::GraphElsewhereError;

/// `sd:feature`, with which a server tells what it can do beside the standard.
const FEATURE: &str = "http://www.w3.org/ns/sparql-service-description#feature";

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

    /// Makes and reads the graph's IRIs.
    #[must_use]
    pub fn iris(&self) -> &Iris {
        &self.iris
    }

    /// Answers a question, with an excerpt that has the names for the answer.
    ///
    /// # Errors
    ///
    /// When a parameter has no meaning, or the server can't answer.
    pub fn ask(
        &self,
        question: &NamedQuery,
        given: &[(String, String)],
    ) -> Result<(Outcome, GraphStore), QueryError> {
        let excerpt = self.names_of(question, given)?;
        let bindings = resolve(&excerpt, question, given)?;
        let outcome = self.run(question, &bindings)?;
        let named = self.names_in(&outcome)?;
        Ok((outcome, named))
    }

    /// Runs a query with its parameters bound.
    ///
    /// # Errors
    ///
    /// When the text is no query, or the server can't answer.
    pub fn run(&self, query: &NamedQuery, bindings: &Bindings) -> Result<Outcome, QueryError> {
        if guard::check(&query.name, &query.text)? == Needs::Search && !self.can_search()? {
            let url = self.endpoint.address().to_string();
            return Err(GraphElsewhereError::NoSearch { url }.into());
        }
        on_large_stack(|| {
            let parsed = parse(&query.name, &query.text, &self.iris)?;
            let optional =
                query.parameters.iter().filter_map(|parameter| Variable::new(&parameter.name).ok());
            let optional: Vec<Variable> =
                optional.filter(|name| !bindings.iter().any(|(bound, _)| bound == name)).collect();
            let parsed = bind_all(parsed, bindings, &optional);
            let text = parsed.to_string();
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
                    let rows = rows.into_iter().map(|row| QuerySolution::from((variables.clone(), row)));
                    let rows = rows
                        .map(|row| columns.iter().map(|column| row.get(&column.variable).cloned()).collect())
                        .collect();
                    Outcome::Solutions(Solutions { columns, rows, truncated: false })
                }
            })
        })
    }

    /// Answers a question that is part of the program.
    pub(crate) fn ask_own(
        &self,
        text: &str,
        about: Option<(&str, &EntityId)>,
    ) -> Result<Rows<'_>, QueryError> {
        let (question, bindings) = own_question(&self.iris, text, about)?;
        Ok(Rows::new(&self.iris, self.run(&question, &bindings)?))
    }

    /// Whether the server is one that answers some questions differently from the standard, without a
    /// word. Copying its graph and asking here helps.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.endpoint.software().starts_with("Virtuoso/07")
    }

    /// Whether the server is chanpu, which alone knows `SERVICE cp:search`.
    fn can_search(&self) -> Result<bool, QueryError> {
        let search = Term::from(NamedNode::from(SEARCH));
        // Who doesn't describe himself doesn't have it.
        let description = self.endpoint.description().unwrap_or_default();
        Ok(description.iter().any(|triple| triple.predicate.as_str() == FEATURE && triple.object == search))
    }
}
