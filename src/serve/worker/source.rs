//! What a worker answers from: the graph that the nursery has loaded, or one on another server.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use oxigraph::model::{NamedNode, Quad, Triple};
use oxigraph::sparql::QueryResults;

use super::library::Library;
use crate::diagnostic::Bilingual;
use crate::entity::EntityId;
use crate::graph::{GraphStore, Iris};
use crate::query::dossier::Dossier;
use crate::query::search::SearchIndex;
use crate::query::{Catalog, NamedQuery, Outcome, ProtocolQuery, QueryError};
use crate::serve::limits::Limits;

/// A graph that is served.
pub(super) trait Source {
    /// Makes and reads its IRIs.
    fn iris(&self) -> &Iris;

    /// The named questions.
    fn catalog(&self) -> &Catalog;

    /// What a client may ask for.
    fn limits(&self) -> &Limits;

    /// How large it is.
    fn size(&self) -> Result<Size, QueryError>;

    /// What readers should know of it.
    fn notices(&self) -> Vec<Bilingual>;

    /// Whether `SERVICE cp:search` is answered.
    fn has_full_text(&self) -> bool;

    /// The graph that clients may change, if they may.
    fn writable(&self) -> Option<&Library>;

    /// Its named graphs, as far as they are known without asking.
    fn graphs(&self) -> Vec<NamedNode>;

    /// What VoID says of it.
    fn statistics(&self) -> Result<Vec<Triple>, QueryError>;

    /// Runs a client's query and hands what it finds to `read`.
    fn query<T: Send>(
        &self,
        query: &ProtocolQuery,
        read: impl FnOnce(QueryResults<'_>) -> Result<T, QueryError> + Send,
    ) -> Result<T, QueryError>;

    /// The answer to a named question, with at most so many rows.
    fn ask(
        &self,
        question: &NamedQuery,
        given: &[(String, String)],
        max_rows: usize,
    ) -> Result<(Outcome, Names<'_>), QueryError>;

    /// The names of these nodes.
    fn names(&self, nodes: &[&NamedNode]) -> Result<Names<'_>, QueryError>;

    /// Whether something is said of a node.
    fn contains(&self, node: &NamedNode) -> Result<bool, QueryError>;

    /// Whether there is a graph with this name.
    fn contains_graph(&self, name: &NamedNode) -> Result<bool, QueryError>;

    /// What is said of a node, and so many triples at least, where there are as many, of what points to it.
    fn statements(&self, node: &NamedNode, incoming: usize) -> Result<Vec<Quad>, QueryError>;

    /// Everything about an entity, with the titles of the documents that tell it.
    fn dossier(&self, id: &EntityId) -> Result<(Dossier, Names<'_>), QueryError>;

    /// The texts among which those with some words are.
    fn texts(&self, words: &str, limit: usize) -> Result<Texts<'_>, QueryError>;
}

/// How large a graph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) documents: usize,
    /// Unknown where counting them would take long.
    pub(super) quads: Option<u64>,
}

/// A graph in which names and titles can be looked up.
pub(super) enum Names<'s> {
    /// The whole one.
    All(&'s GraphStore),
    /// One with what an answer needs.
    Excerpt(Box<GraphStore>),
}

impl Deref for Names<'_> {
    type Target = GraphStore;

    fn deref(&self) -> &GraphStore {
        match self {
            Self::All(graph) => graph,
            Self::Excerpt(graph) => graph,
        }
    }
}

/// Texts to search, and the names of what they belong to.
pub(super) struct Texts<'s> {
    pub(super) index: Cow<'s, Arc<SearchIndex>>,
    pub(super) names: Names<'s>,
    /// Whether sentences are among them.
    pub(super) has_sentences: bool,
}
