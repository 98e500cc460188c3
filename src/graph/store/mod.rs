//! The graph for queries: an Oxigraph store in memory, filled from the files of a directory, or on the
//! disk, where the manifest says that there is an index.
//!
//! Who asks doesn't see the difference. What changes the files is [`GraphWriter`](super::GraphWriter).

mod change;
mod open;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::OnceLock;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{
    GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, TermRef,
};
use oxigraph::sparql::{PreparedSparqlQuery, QueryEvaluationError, QueryResults};
use oxigraph::store::{StorageError, Store};

pub(super) use self::open::{parse_quads, read_quads};
use super::frozen::Frozen;
use super::header::Header;
use super::index::Hold;
use super::manifest::{ClientEntry, DocumentEntry};
use super::read::literal;
use super::scratch::Scratch;
use super::vocab::{self, external};
use super::writer::sorted_lines;
use super::{Iris, ontology};
use crate::entity::EntityId;

/// A graph of documents, the gazetteer's entities and the ontology.
pub struct GraphStore {
    /// Made anew from the other when that is all there is.
    rdf: OnceLock<Store>,
    /// The same quads for reading, once nothing more changes.
    frozen: Option<Box<Frozen>>,
    header: Header,
    /// When the store is on the disk.
    index: Option<OnDisk>,
}

/// What becomes of a graph that was frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// Nothing but reading: the store may go.
    OnlyRead,
    /// It may be changed again.
    MayChange,
}

/// Where a store on the disk is.
struct OnDisk {
    folder: PathBuf,
    /// Of the directory's own index. Who has a copy holds that.
    _hold: Option<Hold>,
}

impl GraphStore {
    /// A graph that is kept nowhere; it holds the ontology.
    ///
    /// # Errors
    ///
    /// When the store can't be made.
    pub fn in_memory(iris: Iris) -> Result<Self, StorageError> {
        let rdf = Store::new()?;
        rdf.extend(ontology::quads(iris.ontology_graph().as_ref()))?;
        Ok(Self {
            rdf: rdf.into(),
            frozen: None,
            header: Header::nowhere(iris, BTreeMap::new()),
            index: None,
        })
    }

    /// A graph of these quads alone, kept nowhere: a part of a graph elsewhere, or a copy of it.
    ///
    /// # Errors
    ///
    /// When the store can't be made.
    pub fn excerpt(iris: Iris, quads: Vec<Quad>) -> Result<Self, StorageError> {
        let store = Store::new()?;
        store.extend(quads)?;
        let mut documents = BTreeMap::new();
        for quad in store.quads_for_pattern(None, Some(rdf::TYPE), Some(vocab::DOCUMENT.into()), None) {
            let NamedOrBlankNode::NamedNode(document) = quad?.subject else { continue };
            let Some(id) = iris.document_id(document.as_ref()) else { continue };
            let value = |property| literal(&store, document.as_ref(), property);
            let entry = DocumentEntry {
                id: id.clone(),
                sha256: value(vocab::SHA256)?.unwrap_or_default(),
                reader: String::new(),
                title: value(external::DCTERMS_TITLE)?,
                date: value(external::DCTERMS_DATE)?.and_then(|date| date.parse().ok()),
            };
            documents.insert(id, entry);
        }
        Ok(Self { rdf: store.into(), frozen: None, header: Header::nowhere(iris, documents), index: None })
    }

    /// A store like [`GraphStore::rdf`] for changes that are never committed.
    ///
    /// # Errors
    ///
    /// When the store is on the disk and can't be copied.
    pub fn scratch(&self) -> Result<Scratch<'_>, StorageError> {
        match &self.index {
            Some(index) => Scratch::copy(&index.folder),
            None => Ok(Scratch::shared(self.rdf()?)),
        }
    }

    /// What is known of the graph without its quads.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The checksum of the manifest that was loaded: it tells one state of the directory from another.
    #[must_use]
    pub fn checksum(&self) -> &str {
        &self.header.checksum
    }

    /// The graphs that clients have written, sorted by name.
    #[must_use]
    pub fn clients(&self) -> &[ClientEntry] {
        &self.header.clients
    }

    /// The RDF store. Questions are better put to [`GraphStore::evaluate`] and [`GraphStore::quads`].
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn rdf(&self) -> Result<&Store, StorageError> {
        if self.rdf.get().is_none() {
            let store = Store::new()?;
            if let Some(frozen) = &self.frozen {
                store.extend(frozen.quads_for_pattern([const { None }; 4]))?;
                frozen.named_graphs().try_for_each(|name| store.insert_named_graph(&name))?;
            }
            // Another thread may have been as quick; then it is the same.
            let _ = self.rdf.set(store);
        }
        Ok(self.rdf.get_or_init(|| unreachable!("it was set just now")))
    }

    /// Makes reading faster until the graph changes: a store in memory writes to what it reads, and so do processes
    /// that share it. A store on the disk stays as it is.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn freeze(&mut self, later: Later) -> Result<(), StorageError> {
        if self.index.is_none() && self.frozen.is_none() {
            self.frozen = Some(Frozen::of(self.rdf()?)?.into());
            if later == Later::OnlyRead {
                self.rdf = OnceLock::new();
            }
        }
        Ok(())
    }

    /// Answers a query.
    ///
    /// # Errors
    ///
    /// When it can't be answered.
    pub fn evaluate(&self, query: PreparedSparqlQuery) -> Result<QueryResults<'_>, QueryEvaluationError> {
        match &self.frozen {
            Some(frozen) => query.on_queryable_dataset(frozen.view()).execute(),
            None => {
                let store = self.rdf().map_err(|error| QueryEvaluationError::Dataset(error.into()))?;
                query.on_store(store).execute()
            }
        }
    }

    /// The quads with these terms.
    #[must_use]
    pub fn quads(
        &self,
        subject: Option<NamedOrBlankNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
        graph: Option<NamedNodeRef<'_>>,
    ) -> Box<dyn Iterator<Item = Result<Quad, StorageError>> + '_> {
        let Some(frozen) = &self.frozen else {
            return match self.rdf() {
                Ok(store) => {
                    Box::new(store.quads_for_pattern(subject, predicate, object, graph.map(Into::into)))
                }
                Err(error) => Box::new(std::iter::once(Err(error))),
            };
        };
        let terms = [
            subject.map(|node| node.into_owned().into()),
            predicate.map(|node| node.into_owned().into()),
            object.map(TermRef::into_owned),
            graph.map(|node| node.into_owned().into()),
        ];
        Box::new(frozen.quads_for_pattern(terms).map(Ok))
    }

    /// The number of quads.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn count(&self) -> Result<usize, StorageError> {
        self.frozen.as_ref().map_or_else(|| self.rdf()?.len(), |frozen| Ok(frozen.len()))
    }

    /// Whether there is a graph with this name. It may be empty.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn contains_named_graph(&self, name: &NamedNode) -> Result<bool, StorageError> {
        match &self.frozen {
            Some(frozen) => Ok(frozen.contains_named_graph(name)),
            None => self.rdf()?.contains_named_graph(name),
        }
    }

    /// Makes and reads this graph's IRIs.
    #[must_use]
    pub fn iris(&self) -> &Iris {
        &self.header.iris
    }

    /// The documents, sorted by identifier.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = &DocumentEntry> {
        self.header.documents.values()
    }

    /// The document with this identifier.
    #[must_use]
    pub fn document(&self, id: &str) -> Option<&DocumentEntry> {
        self.header.documents.get(id)
    }

    /// The entities that documents mention or speak of.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn used_entities(&self) -> Result<BTreeSet<EntityId>, StorageError> {
        self.entities_under(external::SCHEMA_MENTIONS)
    }

    fn entities_under(&self, property: NamedNodeRef<'_>) -> Result<BTreeSet<EntityId>, StorageError> {
        let mut entities = BTreeSet::new();
        for quad in self.quads(None, Some(property), None, None) {
            if let TermRef::NamedNode(entity) = quad?.object.as_ref() {
                entities.extend(self.header.iris.entity_id(entity));
            }
        }
        Ok(entities)
    }

    /// Writes the whole graph as N-Quads: documents by identifier, then the gazetteer, the ontology, and
    /// the graphs of clients by name; sorted lines in each.
    ///
    /// # Errors
    ///
    /// When the store or the writer fails.
    pub fn write_nquads(&self, mut out: impl Write) -> io::Result<()> {
        let documents = self.header.documents.keys().map(|id| self.header.iris.document(id));
        for graph in documents.chain([self.header.iris.gazetteer_graph(), self.header.iris.ontology_graph()])
        {
            out.write_all(self.lines(GraphNameRef::NamedNode(graph.as_ref()))?.as_bytes())?;
        }
        for entry in self.clients() {
            let graph = entry.graph.as_deref().map_or(GraphNameRef::DefaultGraph, |name| {
                GraphNameRef::NamedNode(NamedNodeRef::new_unchecked(name))
            });
            out.write_all(self.lines(graph)?.as_bytes())?;
        }
        Ok(())
    }

    /// The sorted lines of a graph.
    fn lines(&self, graph: GraphNameRef<'_>) -> Result<String, StorageError> {
        let quads = self.rdf()?.quads_for_pattern(None, None, None, Some(graph));
        let quads = quads.collect::<Result<Vec<Quad>, StorageError>>()?;
        Ok(sorted_lines(quads.iter()))
    }
}
