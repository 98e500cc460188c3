//! What a worker knows: loaded once by the nursery, shared by all workers, never changed.

use std::sync::Arc;

use oxigraph::store::StorageError;

use super::metadata;
use crate::graph::GraphStore;
use crate::query::Catalog;
use crate::query::search::SearchIndex;
use crate::serve::control::Loaded;
use crate::serve::limits::Limits;

/// The graph with what is derived from it.
pub(in crate::serve) struct Library {
    pub(super) graph: GraphStore,
    pub(super) catalog: Catalog,
    pub(super) search: Arc<SearchIndex>,
    pub(super) limits: Limits,
    quads: usize,
}

impl Library {
    pub(in crate::serve) fn new(
        graph: GraphStore,
        catalog: Catalog,
        limits: Limits,
    ) -> Result<Self, StorageError> {
        let quads = graph.rdf().len()?;
        let search = Arc::new(SearchIndex::build(&graph)?);
        graph.rdf().extend(metadata::quads(&graph, &catalog)?)?;
        Ok(Self { graph, catalog, search, limits, quads })
    }

    /// What the front wants to know of it.
    pub(in crate::serve) fn loaded(&self) -> Loaded {
        Loaded {
            documents: self.graph.documents().len(),
            quads: self.quads,
            base: self.graph.iris().base().to_owned(),
        }
    }
}
