//! What a nursery has for its workers: a graph in memory, on the disk, or elsewhere.

use super::control::{Loaded, Origin, Task};
use super::worker::{Elsewhere, Library, OnDisk};
use crate::diagnostic::Bilingual;
use crate::graph::{GraphStore, Later, ServedGraph};
use crate::query::Catalog;

/// What a nursery has for its workers.
pub(super) enum Stock {
    /// A graph in memory, whose pages workers share.
    Here(Box<Library>),
    /// One on the disk, which each worker opens for itself.
    OnDisk(Box<OnDisk>),
    /// One on another server.
    Elsewhere(Box<Elsewhere>),
}

impl Stock {
    /// Loads it, in a process with one thread.
    pub(super) fn load(task: &Task) -> Result<Self, Bilingual> {
        let mut catalog = Catalog::embedded().map_err(|error| error.message())?;
        if let Some(own) = &task.queries {
            catalog.add_directory(own).map_err(|error| error.message())?;
        }
        let graph = match &task.graph {
            Origin::Directory(path) => {
                ServedGraph::sweep(path);
                if let Some(graph) = ServedGraph::open(path).map_err(|error| error.message())? {
                    let graph = OnDisk::derive(graph, catalog, task.clone());
                    return Ok(Self::OnDisk(Box::new(graph.map_err(|error| failed(&error))?)));
                }
                let later = if task.writable { Later::MayChange } else { Later::OnlyRead };
                GraphStore::open_for(path, later).map_err(|error| error.message())?
            }
            Origin::Endpoint(upstream) if upstream.copy => {
                let copy = upstream.find().and_then(|found| found.copy(&mut |_, _| {}));
                copy.map_err(|error| error.message())?
            }
            Origin::Endpoint(upstream) => {
                let found = Elsewhere::find(upstream, catalog, task.limits.clone());
                return Ok(Self::Elsewhere(Box::new(found.map_err(|error| error.message())?)));
            }
        };
        let library = Library::new(graph, catalog, task.limits.clone(), task.writable);
        Ok(Self::Here(Box::new(library.map_err(|error| failed(&error))?)))
    }

    /// What the front wants to know of it.
    pub(super) fn loaded(&self) -> Loaded {
        match self {
            Self::Here(library) => library.loaded(),
            Self::OnDisk(graph) => graph.loaded(),
            Self::Elsewhere(elsewhere) => elsewhere.loaded(),
        }
    }

    /// Reads what clients have written; none when the graph has to be loaded anew.
    pub(super) fn refresh(&mut self, origin: &Origin) -> Option<Loaded> {
        match (self, origin) {
            (Self::Here(library), Origin::Directory(path)) => library.refresh(path).unwrap_or_default(),
            (Self::OnDisk(graph), Origin::Directory(path)) => graph.refresh(path).unwrap_or_default(),
            _ => None,
        }
    }
}

fn failed(error: &dyn std::error::Error) -> Bilingual {
    Bilingual::new(format!("the store failed: {error}"), format!("存储引擎出错：{error}"))
}
