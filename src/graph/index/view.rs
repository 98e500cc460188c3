//! Copies of an index that may be written: a server's own, and that in which a change is tried.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use oxigraph::store::{StorageError, Store};

use super::hold::{Hold, IN_USE};
use super::{DB, fill, rocks};
use crate::graph::disk::TEMPORARY;

/// A copy of an index. It costs next to no room: most of its files are those of the index under a second
/// name. Its folder stays until nobody holds it and somebody sweeps.
#[derive(Debug)]
pub(in crate::graph) struct View {
    folder: PathBuf,
    _hold: Hold,
}

impl View {
    /// Copies the index, or another copy, in the folder `from`.
    pub(in crate::graph) fn of(from: &Path) -> io::Result<Self> {
        let beside = from.parent().unwrap_or(Path::new("."));
        let folder = tempfile::Builder::new().prefix(&prefix()).tempdir_in(beside)?;
        // Before anything else, so that no writer takes it for what a killed process has left.
        fs::write(folder.path().join(IN_USE), b"")?;
        let hold = Hold::take(folder.path())?;
        fill::link(from, folder.path())?;
        Ok(Self { folder: folder.keep(), _hold: hold })
    }

    /// Its folder.
    pub(in crate::graph) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens it for reading; others may do the same.
    pub(in crate::graph) fn read(&self) -> Result<Store, StorageError> {
        rocks::open_read_only(&self.folder.join(DB))
    }

    /// Opens it for writing; nobody may read it meanwhile.
    pub(in crate::graph) fn write(&self) -> Result<Store, StorageError> {
        rocks::open(&self.folder.join(DB))
    }

    /// Removes the copies beside this one that nobody holds any more.
    pub(in crate::graph) fn sweep(beside: &Path) {
        let Ok(entries) = fs::read_dir(beside) else { return };
        for entry in entries.flatten() {
            let is_copy = entry.file_name().to_str().is_some_and(|name| name.starts_with(&prefix()));
            // One without this file is being made.
            if is_copy && entry.path().join(IN_USE).is_file() {
                // What can't be removed now the next writer removes.
                let _ = super::remove(&entry.path());
            }
        }
    }
}

fn prefix() -> String {
    format!("{TEMPORARY}view-")
}
