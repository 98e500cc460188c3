//! What a worker knows. Workers never change it; the nursery reads what has been written since.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, TermRef, Triple};
use oxigraph::sparql::QueryResults;
use oxigraph::store::StorageError;

use super::metadata;
use super::source::{Names, Size, Source, Texts};
use crate::diagnostic::Bilingual;
use crate::entity::EntityId;
use crate::graph::vocab::external;
use crate::graph::{GraphStore, Iris, Later, OpenError};
use crate::query::dossier::Dossier;
use crate::query::search::SearchIndex;
use crate::query::{self, Catalog, NamedQuery, Outcome, ProtocolQuery, QueryError, RunOptions};
use crate::serve::control::Loaded;
use crate::serve::limits::Limits;

/// The most named graphs that are listed.
const MAX_GRAPHS: usize = 1_000;

/// The graph with what is derived from it.
pub(in crate::serve) struct Library {
    pub(super) graph: GraphStore,
    pub(super) catalog: Catalog,
    pub(super) search: Arc<SearchIndex>,
    pub(super) limits: Limits,
    /// Whether clients may change the graph.
    pub(super) writable: bool,
    /// The number of quads that clients haven't written. Counting them anew would touch every page of the
    /// graph, which the workers share.
    pub(super) steady_quads: u64,
}

impl Library {
    pub(in crate::serve) fn new(
        mut graph: GraphStore,
        catalog: Catalog,
        limits: Limits,
        writable: bool,
    ) -> Result<Self, StorageError> {
        let quads = graph.count()? as u64;
        let steady_quads = quads.saturating_sub(graph.header().client_quads());
        let search = Arc::new(SearchIndex::build(&graph)?);
        let metadata = metadata::quads(&graph, &catalog)?;
        graph.extend(metadata)?;
        graph.freeze(if writable { Later::MayChange } else { Later::OnlyRead })?;
        Ok(Self { graph, catalog, search, limits, writable, steady_quads })
    }

    /// Reads what clients have written since; none when more than that has changed. What is derived from
    /// the graph, the index of texts and the counts, stays as it was.
    pub(in crate::serve) fn refresh(&mut self, path: &Path) -> Result<Option<Loaded>, OpenError> {
        Ok(self.graph.refresh(path)?.then(|| self.loaded()))
    }

    /// What the front wants to know of it.
    pub(in crate::serve) fn loaded(&self) -> Loaded {
        Loaded::of(self.graph.header(), self.steady_quads)
    }
}

impl Source for Library {
    fn iris(&self) -> &Iris {
        self.graph.iris()
    }

    fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    fn limits(&self) -> &Limits {
        &self.limits
    }

    fn size(&self) -> Result<Size, QueryError> {
        let quads = self.steady_quads + self.graph.header().client_quads();
        Ok(Size { documents: self.graph.documents().len(), quads: Some(quads) })
    }

    fn notices(&self) -> Vec<Bilingual> {
        Vec::new()
    }

    fn has_full_text(&self) -> bool {
        true
    }

    fn writable(&self) -> Option<&Library> {
        self.writable.then_some(self)
    }

    fn graphs(&self) -> Vec<NamedNode> {
        let iris = self.graph.iris();
        let documents = self.graph.documents().take(MAX_GRAPHS).map(|entry| iris.document(&entry.id));
        let own = [iris.gazetteer_graph(), iris.ontology_graph(), metadata::graph_name(iris)];
        let clients = self.graph.clients().iter().filter_map(|entry| entry.graph.as_ref());
        let clients = clients.take(MAX_GRAPHS).map(NamedNode::new_unchecked);
        own.into_iter().chain(documents).chain(clients).collect()
    }

    /// The VoID of the service's graph.
    fn statistics(&self) -> Result<Vec<Triple>, QueryError> {
        let iris = self.graph.iris();
        let name = metadata::graph_name(iris);
        let quads = self.graph.quads(None, None, None, Some(name.as_ref()));
        let quads = quads.collect::<Result<Vec<_>, _>>()?;
        let dataset = metadata::node(iris, "dataset");
        Ok(quads.into_iter().filter(|quad| is_statistic(quad, &dataset)).map(Triple::from).collect())
    }

    fn query<T: Send>(
        &self,
        query: &ProtocolQuery,
        read: impl FnOnce(QueryResults<'_>) -> Result<T, QueryError> + Send,
    ) -> Result<T, QueryError> {
        query::answer(&self.graph, &self.search, query, read)
    }

    fn ask(
        &self,
        question: &NamedQuery,
        given: &[(String, String)],
        max_rows: usize,
    ) -> Result<(Outcome, Names<'_>), QueryError> {
        let options = RunOptions {
            max_rows: Some(max_rows),
            search: Some(Arc::clone(&self.search)),
            ..RunOptions::default()
        };
        let bindings = query::resolve(&self.graph, question, given)?;
        Ok((query::run(&self.graph, question, &bindings, &options)?, Names::All(&self.graph)))
    }

    fn names(&self, _: &[&NamedNode]) -> Result<Names<'_>, QueryError> {
        Ok(Names::All(&self.graph))
    }

    fn contains(&self, node: &NamedNode) -> Result<bool, QueryError> {
        let of_node = self.graph.quads(Some(node.as_ref().into()), None, None, None).next();
        Ok(of_node.transpose()?.is_some())
    }

    fn contains_graph(&self, name: &NamedNode) -> Result<bool, QueryError> {
        Ok(self.graph.contains_named_graph(name)?)
    }

    fn statements(&self, node: &NamedNode, incoming: usize) -> Result<Vec<Quad>, QueryError> {
        let own = self.graph.quads(Some(node.as_ref().into()), None, None, None);
        let mut quads = own.collect::<Result<Vec<_>, _>>()?;
        let most = quads.len() + incoming;
        for quad in self.graph.quads(None, None, Some(TermRef::NamedNode(node.as_ref())), None) {
            let quad = quad?;
            // A document says which entities it mentions; that it has a place in a sentence is its own affair.
            if quad.predicate == external::SCHEMA_MENTIONS
                || !matches!(quad.subject, NamedOrBlankNode::NamedNode(_))
            {
                continue;
            }
            quads.push(quad);
            if quads.len() > most {
                break;
            }
        }
        Ok(quads)
    }

    fn dossier(&self, id: &EntityId) -> Result<(Dossier, Names<'_>), QueryError> {
        Ok((Dossier::read(&self.graph, id)?, Names::All(&self.graph)))
    }

    fn texts(&self, _: &str, _: usize) -> Result<Texts<'_>, QueryError> {
        let (index, names) = (Cow::Borrowed(&self.search), Names::All(&self.graph));
        Ok(Texts { index, names, has_sentences: true })
    }
}

/// Whether a quad is of VoID, and not of a query or prefix.
fn is_statistic(quad: &Quad, dataset: &NamedNode) -> bool {
    let is_void = |node: NamedNodeRef<'_>| node.as_str().starts_with("http://rdfs.org/ns/void#");
    let is_about = matches!(&quad.subject, NamedOrBlankNode::NamedNode(node) if node == dataset);
    is_void(quad.predicate.as_ref()) || is_about
}
