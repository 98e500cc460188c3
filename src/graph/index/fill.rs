//! Makes the store of an index: from all files, or from another store and what has changed since.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::mpsc;

use oxigraph::model::{NamedNodeRef, Quad};
use oxigraph::store::{StorageError, Store};

use super::contents::{Contents, Kind};
use super::{DB, quad_files, rocks, state};
use crate::graph::directory::Directory;
use crate::graph::error::{CommitError, OpenError};
use crate::graph::manifest::{FileEntry, Manifest};
use crate::graph::part::Part;
use crate::graph::store::{parse_quads, read_quads};
use crate::graph::writer::lines_by_graph;

/// Megabytes that loading in bulk may hold, RocksDB's own not counted.
const HELD: usize = 1024;
/// A change of more than one in so many quads costs more than loading all.
const SHARE: u64 = 4;
/// After so many changes the store is put together: each leaves some small files.
const CHANGES: u32 = 32;

/// What an index is made from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) directory: &'a Directory,
    pub(super) after: &'a Manifest,
}

/// Loads all files into a new store below `folder`.
pub(super) fn whole(source: Source<'_>, folder: &Path) -> Result<Contents, CommitError> {
    let Source { directory, after } = source;
    let failed = |error: StorageError| CommitError::store(folder, error);
    let store = rocks::open(&folder.join(DB)).map_err(failed)?;
    let mut loader = store.bulk_loader().with_max_memory_size_in_megabytes(HELD).without_atomicity();
    // One thread reads, checks and parses while others fill the store.
    let (sender, receiver) = mpsc::sync_channel(2);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for file in quad_files(after) {
                // The other side hangs up when the store fails.
                if sender.send(read_quads(directory, file)).is_err() {
                    return;
                }
            }
        });
        let quads =
            receiver.into_iter().flat_map(|quads| -> Box<dyn Iterator<Item = Result<Quad, OpenError>>> {
                match quads {
                    Ok(quads) => Box::new(quads.into_iter().map(Ok)),
                    Err(error) => Box::new(std::iter::once(Err(error))),
                }
            });
        loader.load_ok_quads::<OpenError, Loading>(quads)
    })
    .map_err(|Loading(error)| error)?;
    loader.commit().map_err(failed)?;
    name_graphs(&store, after).map_err(failed)?;
    rocks::optimize(&store).map_err(failed)?;
    rocks::flush(&store).map_err(failed)?;
    drop(store);
    Contents::of(folder, None).map_err(|source| CommitError::Io { path: folder.to_owned(), source })
}

/// Why loading has stopped: a file or the store.
struct Loading(CommitError);

impl From<OpenError> for Loading {
    fn from(error: OpenError) -> Self {
        Self(error.into())
    }
}

impl From<StorageError> for Loading {
    fn from(error: StorageError) -> Self {
        Self(CommitError::store(Path::new(DB), error))
    }
}

/// Makes a store below `folder` from the index in `old`, which is that of `before`, and the difference of
/// the files. None when so much has changed that loading all of it is quicker.
pub(super) fn change(
    source: Source<'_>,
    before: &Manifest,
    old: &Path,
    folder: &Path,
) -> Result<Option<Contents>, CommitError> {
    let Source { directory, after } = source;
    let changed = changed_parts(directory, before, after)?;
    let size = |file: &Option<FileEntry>| file.as_ref().map_or(0, |file| file.quads);
    // As if all of a file were different, which is too much by far where few documents have changed; but
    // then there are few files.
    let most: u64 = changed.values().map(|(old, new)| size(old).max(size(new))).sum();
    if most > before.quads / SHARE && most > 100_000 {
        return Ok(None);
    }
    let io_error = |source| CommitError::Io { path: folder.to_owned(), source };
    let failed = |error: StorageError| CommitError::store(folder, error);
    let contents =
        Contents::read(old, &state(before)).map_err(|_| io_error(io::ErrorKind::InvalidData.into()))?;
    link(old, folder).map_err(io_error)?;
    let store = rocks::open(&folder.join(DB)).map_err(failed)?;
    for (part, (old, new)) in changed {
        let read = |file: Option<FileEntry>| {
            file.map_or_else(|| Ok(String::new()), |file| directory.read_text(&file))
        };
        replace(&store, part, &read(old)?, &read(new)?).map_err(failed)?;
    }
    forget_graphs(&store, before, after).map_err(failed)?;
    name_graphs(&store, after).map_err(failed)?;
    if contents.changes % CHANGES == CHANGES - 1 {
        rocks::optimize(&store).map_err(failed)?;
    }
    rocks::flush(&store).map_err(failed)?;
    drop(store);
    Ok(Some(Contents::of(folder, Some(&contents)).map_err(io_error)?))
}

/// Gives the files of a store a second name where RocksDB never changes them, and copies the others.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to.join(DB))?;
    for entry in fs::read_dir(from.join(DB))? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let to = to.join(DB).join(&name);
        match Kind::of(&name) {
            Kind::None => {}
            // Some file systems have no second names.
            Kind::Data if fs::hard_link(entry.path(), &to).is_ok() => {}
            Kind::Data | Kind::Table => {
                fs::copy(entry.path(), &to)?;
            }
        }
    }
    Ok(())
}

/// The files of a part, before and after.
type Pair = (Option<FileEntry>, Option<FileEntry>);

/// The parts whose quads are different.
fn changed_parts(
    directory: &Directory,
    before: &Manifest,
    after: &Manifest,
) -> Result<BTreeMap<Part, Pair>, CommitError> {
    let (mut old, mut new) = (directory.parts(before)?, directory.parts(after)?);
    let parts: BTreeSet<Part> = old.keys().chain(new.keys()).copied().collect();
    let pairs = parts.into_iter().map(|part| (part, (old.remove(&part), new.remove(&part))));
    Ok(pairs.filter(|(part, (old, new))| part.holds_quads() && old != new).collect())
}

/// Brings the graphs of one file up to date.
fn replace(store: &Store, part: Part, old: &str, new: &str) -> Result<(), StorageError> {
    let graphs = |text| -> BTreeMap<&str, &str> {
        match part {
            Part::ClientsDefault => BTreeMap::from([("", text)]),
            _ => lines_by_graph(text).into_iter().collect(),
        }
    };
    let (old, new) = (graphs(old), graphs(new));
    let mut transaction = store.start_transaction()?;
    for (name, lines) in &old {
        match new.get(name) {
            Some(now) if now == lines => {}
            Some(now) => {
                let kept: BTreeSet<&str> = now.split_inclusive('\n').collect();
                let gone: String = lines.split_inclusive('\n').filter(|line| !kept.contains(line)).collect();
                for quad in parsed(&gone)? {
                    transaction.remove(&quad);
                }
            }
            None => transaction.remove_named_graph(NamedNodeRef::new_unchecked(name))?,
        }
    }
    for (name, lines) in &new {
        if old.get(name) != Some(lines) {
            // All of them, not those alone that are new: two texts of a number are one value, and the other
            // one may have gone.
            transaction.extend(&parsed(lines)?);
        }
    }
    transaction.commit()
}

/// The quads of lines that were read from a sound file.
fn parsed(lines: &str) -> Result<Vec<Quad>, StorageError> {
    parse_quads(lines.as_bytes()).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error).into())
}

/// Makes the graphs of clients that have no quads.
pub(super) fn name_graphs(store: &Store, manifest: &Manifest) -> Result<(), StorageError> {
    names(manifest)
        .into_iter()
        .try_for_each(|name| store.insert_named_graph(NamedNodeRef::new_unchecked(name)))
}

/// Removes the graphs of clients that are no more.
fn forget_graphs(store: &Store, before: &Manifest, after: &Manifest) -> Result<(), StorageError> {
    let (before, after) = (names(before), names(after));
    before.difference(&after).try_for_each(|name| store.remove_named_graph(NamedNodeRef::new_unchecked(name)))
}

fn names(manifest: &Manifest) -> BTreeSet<&str> {
    manifest.clients.iter().filter_map(|entry| entry.graph.as_deref()).collect()
}
