//! A graph with its index on the disk, for many processes that each open it for themselves.
//!
//! Opening starts threads, and a process that has threads can't be forked. So whoever forks holds this,
//! which has none, and the new process opens it.

use std::path::Path;

use oxigraph::model::Quad;
use oxigraph::store::StorageError;

use super::Backend;
use super::directory::Directory;
use super::error::OpenError;
use super::header::Header;
use super::index::{self, View};
use super::manifest::Manifest;
use super::store::GraphStore;

/// A copy of the index, to which a server may add what it says of itself.
pub struct ServedGraph {
    header: Header,
    view: View,
}

impl ServedGraph {
    /// Copies the index of the graph in a directory; none when it has none that this program can open.
    ///
    /// # Errors
    ///
    /// When there is no graph, the index is damaged, or no folder can be made beside it.
    pub fn open(path: &Path) -> Result<Option<Self>, OpenError> {
        let directory = Directory::new(path);
        // As in `GraphStore::open`.
        loop {
            let Some(manifest) = directory.manifest()? else {
                return Err(OpenError::Missing { path: path.to_owned() });
            };
            if manifest.store == Backend::Memory || !manifest.store.is_available() {
                return Ok(None);
            }
            match Self::of(&directory, &manifest) {
                Err(error)
                    if error.may_be_outdated() && directory.manifest()?.as_ref() != Some(&manifest) => {}
                outcome => return outcome.map(Some),
            }
        }
    }

    fn of(directory: &Directory, manifest: &Manifest) -> Result<Self, OpenError> {
        let header = Header::new(directory, manifest)?;
        let (folder, _hold) = index::hold(directory, manifest)?;
        let view = View::of(&folder).map_err(|source| OpenError::Io { path: folder, source })?;
        Ok(Self { header, view })
    }

    /// Copies the index anew when nothing but graphs of clients has changed; `false` otherwise.
    ///
    /// # Errors
    ///
    /// As [`ServedGraph::open`].
    pub fn refresh(&mut self, path: &Path) -> Result<bool, OpenError> {
        let Some(new) = Self::open(path)? else { return Ok(false) };
        let is_same = new.header.differs_by_clients_alone(&self.header);
        if is_same {
            *self = new;
        }
        View::sweep(path);
        Ok(is_same)
    }

    /// What is known without opening it.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Opens it for reading. From here on the process has threads.
    ///
    /// # Errors
    ///
    /// When the store can't be opened.
    pub fn read(&self) -> Result<GraphStore, StorageError> {
        Ok(GraphStore::on_disk(self.view.read()?, self.header.clone(), self.view.folder()))
    }

    /// Lets a process read it, and puts in what that says of the graph, before others read it.
    ///
    /// # Errors
    ///
    /// When the store can't be opened or written.
    pub fn extend<E: From<StorageError>>(
        &self,
        quads: impl FnOnce(&GraphStore) -> Result<Vec<Quad>, E>,
    ) -> Result<(), E> {
        let graph = GraphStore::on_disk(self.view.write()?, self.header.clone(), self.view.folder());
        let quads = quads(&graph)?;
        graph.rdf()?.extend(quads)?;
        Ok(index::flush(graph.rdf()?)?)
    }

    /// Removes the copies of servers that have ended.
    pub fn sweep(path: &Path) {
        View::sweep(path);
    }
}
