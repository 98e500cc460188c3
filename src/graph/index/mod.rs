//! The index of a graph on the disk: an Oxigraph store on RocksDB that is derived from the graph's files.
//!
//! ```text
//! chanpu-graph/
//!   index-<16 hex digits>/     the index of the files that the manifest names, and of no others
//!     contents.json            the files of the store with size and SHA-256
//!     db/                      the store
//!     in-use                   locked by those that read, so that a writer doesn't remove it
//!   .chanpu-…/                 an index that is being made, or a server's own copy
//! ```
//!
//! The files of N-Quads stay what the graph is. RocksDB alone would save their room, but a store that opens
//! cleanly may have lost its last commits, its bytes differ from run to run, and it can't be written while
//! others read it. With the files beside it an index needs no trust: its name is the hash of what it was
//! made from, so a manifest can't name the index of another state; it is complete before the manifest
//! names it, and never changed afterwards; and whatever is wrong with it, it is made again.
//!
//! A small change costs little: the next index is a second set of names for the files of the last one
//! (RocksDB never changes a file of data), opened and brought up to date by what is different in the
//! files. What is new is on the disk before the manifest is replaced.
//!
//! ```text
//!  old index ─ hard links ─▶ .chanpu-… ─ the difference of the files ─▶ flush, hashes ─▶ index-… ─▶ manifest
//!  no index ───────────────▶ .chanpu-… ─ all files, in bulk ──────────▶
//! ```

mod check;
mod contents;
mod fill;
mod hold;
mod rocks;
mod view;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use oxigraph::store::{StorageError, Store};

pub(super) use check::check;
pub(super) use hold::Hold;
pub(super) use view::View;

use self::contents::Contents;
use super::Backend;
use super::damage::{Damage, IndexDamage};
use super::directory::{Directory, sha256};
use super::disk::{TEMPORARY, readable_by_all};
use super::error::{CommitError, OpenError, ReadError};
use super::manifest::{FileEntry, Manifest};
use super::part::Part;

/// The folder of the store.
const DB: &str = "db";
/// Begins the name of an index.
const PREFIX: &str = "index-";

/// The name of the index of this state of a graph; none when the graph is queried in memory.
pub(super) fn name(manifest: &Manifest) -> Option<String> {
    (manifest.store == Backend::RocksDb).then(|| format!("{PREFIX}{}", &state(manifest)[..16]))
}

/// Whether a folder of this name is an index.
pub(super) fn is_name(name: &str) -> bool {
    let hash = name.strip_prefix(PREFIX).unwrap_or_default();
    hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What an index is made from: the quads, and the graphs of clients that have none.
fn state(manifest: &Manifest) -> String {
    let mut text = String::from("chanpu index 1\n");
    for file in quad_files(manifest) {
        text.extend([file.path.as_str(), " ", &file.sha256, "\n"]);
    }
    for graph in manifest.clients.iter().filter_map(|entry| entry.graph.as_deref()) {
        text.extend([graph, "\n"]);
    }
    sha256(text.as_bytes())
}

fn quad_files(manifest: &Manifest) -> impl Iterator<Item = &FileEntry> {
    let holds_quads = |file: &&FileEntry| Part::of_path(&file.path).is_some_and(Part::holds_quads);
    manifest.files.iter().filter(holds_quads)
}

/// Opens the index for reading.
///
/// # Errors
///
/// When it is missing or damaged, as far as sizes tell.
pub(super) fn open(directory: &Directory, manifest: &Manifest) -> Result<(Store, PathBuf, Hold), OpenError> {
    let (path, hold) = hold(directory, manifest)?;
    let store = rocks::open_read_only(&path.join(DB)).map_err(|error| index_error(&path, &error))?;
    Ok((store, path, hold))
}

/// Keeps the index from being removed, and looks whether it is whole.
pub(super) fn hold(directory: &Directory, manifest: &Manifest) -> Result<(PathBuf, Hold), OpenError> {
    let path = directory.path().join(name(manifest).unwrap_or_default());
    let damaged = |damage| OpenError::Index { path: path.clone(), damage };
    let hold = Hold::take(&path).map_err(|_| damaged(IndexDamage::Missing))?;
    let contents = Contents::read(&path, &state(manifest)).map_err(damaged)?;
    contents.check_sizes(&path).map_err(damaged)?;
    Ok((path, hold))
}

/// Brings what was written into a store to the disk.
pub(super) fn flush(store: &Store) -> Result<(), StorageError> {
    rocks::flush(store)
}

fn index_error(path: &Path, error: &StorageError) -> OpenError {
    OpenError::Index { path: path.to_owned(), damage: IndexDamage::Store(error.to_string()) }
}

/// Makes the index of `after` unless it is there: from that of `before` when it is there and little has
/// changed. Everything is on the disk when this returns.
pub(super) fn ensure(
    directory: &Directory,
    before: Option<&Manifest>,
    after: &Manifest,
) -> Result<(), CommitError> {
    let Some(name) = name(after) else { return Ok(()) };
    let path = directory.path().join(name);
    let state = state(after);
    if Contents::read(&path, &state).is_ok_and(|contents| contents.check_sizes(&path).is_ok()) {
        return Ok(());
    }
    let io_error = |source| CommitError::Io { path: path.clone(), source };
    let work = tempfile::Builder::new().prefix(TEMPORARY).tempdir_in(directory.path()).map_err(io_error)?;
    let source = fill::Source { directory, after };
    let old = before.and_then(|before| {
        // What is wrong with the old one, the new one needn't have.
        let (old, _hold) = hold(directory, before).ok()?;
        fill::change(source, before, &old, work.path()).ok().flatten()
    });
    let contents = match old {
        Some(contents) => contents,
        None => {
            let db = work.path().join(DB);
            match fs::remove_dir_all(&db) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(io_error(error)),
                _ => {}
            }
            fill::whole(source, work.path())?
        }
    };
    directory.disk.write(&work.path().join(hold::IN_USE), b"").map_err(io_error)?;
    contents.write(directory, work.path(), &state)?;
    readable_by_all(work.path()).map_err(io_error)?;
    // One that is damaged.
    if path.is_dir() {
        fs::remove_dir_all(&path).map_err(io_error)?;
    }
    let finished = work.keep();
    directory.disk.rename(&finished, &path).map_err(io_error)?;
    directory.disk.sync_directory(directory.path()).map_err(io_error)
}

/// Copies the index for a backup; the files are checked on the way.
pub(super) fn copy(directory: &Directory, manifest: &Manifest, copy: &Directory) -> Result<(), OpenError> {
    let Some(name) = name(manifest) else { return Ok(()) };
    let (path, _hold) = hold(directory, manifest)?;
    let destination = copy.path().join(name);
    let io_error = |source| OpenError::Io { path: destination.clone(), source };
    let state = state(manifest);
    let contents =
        Contents::read(&path, &state).map_err(|damage| OpenError::Index { path: path.clone(), damage })?;
    fs::create_dir_all(destination.join(DB)).map_err(io_error)?;
    for file in &contents.files {
        let (from, to) = (path.join(DB).join(&file.path), destination.join(DB).join(&file.path));
        fs::copy(&from, &to).map_err(io_error)?;
        let damaged = |damage| OpenError::Index {
            path: path.clone(),
            damage: IndexDamage::File(file.path.clone(), damage),
        };
        file.check(&to).map_err(io_error)?.map_err(damaged)?;
        fs::File::open(&to).and_then(|file| file.sync_all()).map_err(io_error)?;
    }
    copy.disk.write(&destination.join(hold::IN_USE), b"").map_err(io_error)?;
    contents.write(copy, &destination, &state)?;
    Ok(())
}

/// The folders of this program that no manifest names: indexes of other states, and what killed processes
/// have left. Those that somebody reads are not among them.
pub(super) fn leftovers(directory: &Path, named: Option<&str>) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    let is_left = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_ours = is_name(name) || name.starts_with(TEMPORARY);
        is_ours && Some(name) != named && path.is_dir() && Hold::alone(path).is_some()
    };
    entries.flatten().map(|entry| entry.path()).filter(is_left).collect()
}

/// Removes such a folder unless somebody has begun to read it.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match Hold::alone(path) {
        Some(_alone) => fs::remove_dir_all(path),
        None => Ok(()),
    }
}

impl From<ReadError> for IndexDamage {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Damaged { path, damage } => Self::File(path.display().to_string(), damage),
            ReadError::Io { path, source } => {
                Self::File(path.display().to_string(), Damage::Syntax(source.to_string()))
            }
        }
    }
}
