//! A store in which a change is tried.

use std::ops::Deref;
use std::path::Path;

use oxigraph::store::{StorageError, Store};

use super::index::View;

/// The store of a graph, or a copy of it where the graph's own can't be written.
pub struct Scratch<'g>(Kind<'g>);

enum Kind<'g> {
    Shared(&'g Store),
    /// The store is closed before its folder is removed.
    Copy(Option<Store>, View),
}

impl<'g> Scratch<'g> {
    pub(super) fn shared(store: &'g Store) -> Self {
        Self(Kind::Shared(store))
    }

    /// A copy of the store in this folder.
    pub(super) fn copy(folder: &Path) -> Result<Self, StorageError> {
        let view = View::of(folder)?;
        Ok(Self(Kind::Copy(Some(view.write()?), view)))
    }
}

impl Drop for Scratch<'_> {
    fn drop(&mut self) {
        if let Kind::Copy(store, view) = &mut self.0 {
            drop(store.take());
            // What can't be removed now the next writer removes.
            let _ = std::fs::remove_dir_all(view.folder());
        }
    }
}

impl Deref for Scratch<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        match &self.0 {
            Kind::Shared(store) => store,
            Kind::Copy(Some(store), _) => store,
            Kind::Copy(None, _) => unreachable!("it is there until this is dropped"),
        }
    }
}
