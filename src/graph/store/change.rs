//! What changes in a graph after it was opened: what clients have written since, and what is put in and kept nowhere.

use std::collections::BTreeSet;
use std::path::Path;

use oxigraph::model::{GraphNameRef, NamedNodeRef, Quad};
use oxigraph::store::{StorageError, Store};

use super::GraphStore;
use super::open::read_quads;
use crate::graph::directory::Directory;
use crate::graph::error::OpenError;
use crate::graph::header::Header;
use crate::graph::manifest::ClientEntry;
use crate::graph::part::Part;
use crate::graph::{Describe, DocumentGraph, gazetteer_quads, vocab};

impl GraphStore {
    /// Reads the graphs of clients anew where they have changed; `false` when something else has
    /// changed too, and the directory has to be opened again.
    ///
    /// # Errors
    ///
    /// When a file can't be read or is damaged. Then the store may hold a part of the change.
    pub fn refresh(&mut self, path: &Path) -> Result<bool, OpenError> {
        let directory = Directory::new(path);
        let Some(manifest) = directory.manifest()? else {
            return Err(OpenError::Missing { path: path.to_owned() });
        };
        let new = Header::new(&directory, &manifest)?;
        if !new.differs_by_clients_alone(&self.header) {
            return Ok(false);
        }
        if self.index.is_some() || self.rdf.get().is_none() {
            *self = Self::open(path)?;
            return Ok(true);
        }
        let store = self.thawed()?.clone();
        let (loaded, files) = (&self.header, &new.files);
        let has_changed = |part: Part| loaded.files.get(&part) != files.get(&part);
        let part = |entry: &ClientEntry| Part::of_client(entry.graph.as_deref());
        for entry in loaded.clients.iter().filter(|entry| has_changed(part(entry))) {
            match &entry.graph {
                Some(name) => store.remove_named_graph(NamedNodeRef::new_unchecked(name))?,
                None => store.clear_graph(GraphNameRef::DefaultGraph)?,
            }
        }
        for (_, file) in files.iter().filter(|(part, _)| part.is_of_clients() && has_changed(**part)) {
            store.extend(read_quads(&directory, file)?)?;
        }
        // Graphs that are or were empty have no file that could have changed.
        let names = |clients: &[ClientEntry]| -> BTreeSet<String> {
            clients.iter().filter_map(|entry| entry.graph.clone()).collect()
        };
        let (before, after) = (names(&loaded.clients), names(&new.clients));
        for name in before.difference(&after) {
            store.remove_named_graph(NamedNodeRef::new_unchecked(name))?;
        }
        for name in &after {
            store.insert_named_graph(NamedNodeRef::new_unchecked(name))?;
        }
        self.header = new;
        Ok(true)
    }

    /// Puts quads in that aren't kept in the directory.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn extend(&mut self, quads: Vec<Quad>) -> Result<(), StorageError> {
        if self.rdf.get().is_some() {
            return self.thawed()?.extend(quads);
        }
        let mut filling = self.frozen.take().map(|frozen| *frozen).unwrap_or_default().fill();
        quads.into_iter().for_each(|quad| filling.put(quad));
        self.frozen = Some(filling.finish().into());
        Ok(())
    }

    /// The store, to be changed.
    fn thawed(&mut self) -> Result<&Store, StorageError> {
        self.rdf()?;
        self.frozen = None;
        self.rdf()
    }

    /// Puts a document in, in place of the one with the same identifier, in memory only.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn replace_document(&mut self, document: DocumentGraph) -> Result<(), StorageError> {
        let graph = self.header.iris.document(&document.entry.id);
        let store = self.thawed()?;
        store.remove_named_graph(&graph)?;
        store.extend(document.quads)?;
        self.header.documents.insert(document.entry.id.clone(), document.entry);
        Ok(())
    }

    /// Describes the entities that the documents use or may mean, as the gazetteer knows them, in
    /// memory only. To be called after documents were put in.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn refresh_gazetteer(&mut self, gazetteer: &dyn Describe) -> Result<(), StorageError> {
        let mut used = self.used_entities()?;
        used.extend(self.entities_under(vocab::CANDIDATE)?);
        let graph = self.header.iris.gazetteer_graph();
        let quads = gazetteer_quads(&used, gazetteer, &self.header.iris);
        let store = self.thawed()?;
        store.remove_named_graph(&graph)?;
        store.extend(quads)
    }
}
