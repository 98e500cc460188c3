//! What a worker knows: loaded once by the nursery, shared by all workers. Workers never change it; the
//! nursery reads what has been written since.

use std::path::Path;
use std::sync::Arc;

use oxigraph::store::StorageError;

use super::metadata;
use crate::graph::{GraphStore, OpenError};
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
    /// Whether clients may change the graph.
    pub(super) writable: bool,
    /// The number of quads that clients haven't written. Counting them anew would touch every page of the
    /// graph, which the workers share.
    steady_quads: u64,
}

impl Library {
    pub(in crate::serve) fn new(
        graph: GraphStore,
        catalog: Catalog,
        limits: Limits,
        writable: bool,
    ) -> Result<Self, StorageError> {
        let quads = graph.rdf().len()? as u64;
        let steady_quads = quads.saturating_sub(client_quads(&graph));
        let search = Arc::new(SearchIndex::build(&graph)?);
        graph.rdf().extend(metadata::quads(&graph, &catalog)?)?;
        Ok(Self { graph, catalog, search, limits, writable, steady_quads })
    }

    /// Reads what clients have written since; none when more than that has changed. What is derived from
    /// the graph, the index of texts and the counts, stays as it was.
    pub(in crate::serve) fn refresh(&mut self, path: &Path) -> Result<Option<Loaded>, OpenError> {
        Ok(self.graph.refresh(path)?.then(|| self.loaded()))
    }

    /// What the front wants to know of it.
    pub(in crate::serve) fn loaded(&self) -> Loaded {
        Loaded {
            documents: self.graph.documents().len(),
            quads: self.steady_quads + client_quads(&self.graph),
            base: self.graph.iris().base().to_owned(),
            checksum: self.graph.checksum().to_owned(),
        }
    }
}

/// The number of quads that clients have written.
fn client_quads(graph: &GraphStore) -> u64 {
    graph.clients().iter().map(|entry| entry.quads).sum()
}
