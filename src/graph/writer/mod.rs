//! Changes the files of a graph directory without loading them into a store.
//!
//! A document is in one of 256 files, which follows from its identifier. To change it, that one file is
//! read, its lines are replaced, and the file is written anew under another name; the manifest then
//! names the new one. So the cost of a change is that of 1/256 of the graph, and of the manifest.
//!
//! ```text
//!  replace_document ─▶ pending ─ commit ─▶ files of documents ─▶ uses, gazetteer, ontology ─▶ manifest
//! ```

mod block;
mod pending;
mod shard;
#[cfg(test)]
pub(super) mod tests;
mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub use block::DocumentBlock;
pub(super) use block::{documents as documents_of, entities as entities_of, lines_by_graph, sorted_lines};
pub(super) use uses::Uses;

use self::pending::{Change, Changes, Spill};
use self::shard::Rewritten;
use super::directory::Directory;
use super::disk::Lasting;
use super::error::{CommitError, OpenError};
use super::index;
use super::lock::{LOCK, WriterLock};
use super::manifest::{ClientEntry, DocumentEntry, FORMAT, FileEntry, Manifest};
use super::part::Part;
use super::{Backend, Describe, Iris, gazetteer_quads, ontology};
use crate::entity::EntityId;

/// So many bytes of changes are held in memory; more go into temporary files until the commit.
const HELD: usize = 256 << 20;

/// The one process that changes a graph directory.
///
/// Nothing is seen by others before [`GraphWriter::commit`].
#[derive(Debug)]
pub struct GraphWriter {
    directory: Directory,
    /// Held for as long as the graph may be written.
    _lock: WriterLock,
    iris: Iris,
    /// What the manifest on the disk says.
    committed: Option<Arc<Manifest>>,
    documents: BTreeMap<String, DocumentEntry>,
    files: BTreeMap<Part, FileEntry>,
    /// Kept as they are, with their files.
    clients: Vec<ClientEntry>,
    store: Backend,
    pending: BTreeMap<Part, Changes>,
    spill: Spill,
    /// The size of what is pending.
    held: usize,
    /// Entities of documents that were put in and taken out by files already written.
    added: Vec<BTreeSet<EntityId>>,
    removed: Vec<BTreeSet<EntityId>>,
}

/// What a commit did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CommitReport {
    /// The number of quads in the whole graph.
    pub quads: u64,
    /// The number of documents in the whole graph.
    pub documents: u64,
    /// The number of files that are new, the manifest not counted.
    pub files_written: u64,
}

/// What the entities are described with.
#[derive(Clone, Copy)]
pub struct Descriptions<'a> {
    /// Knows them.
    pub gazetteer: &'a dyn Describe,
    /// Tells one state of it from another.
    pub version: &'a str,
}

impl GraphWriter {
    /// Opens the graph in a directory, or makes it. Without a `base`, the graph's own is used, or the
    /// default for a new one.
    ///
    /// # Errors
    ///
    /// When another process is writing, the directory holds other files, the base differs, or the
    /// manifest is damaged.
    pub fn open(path: &Path, base: Option<&Iris>) -> Result<Self, OpenError> {
        Self::open_in(Directory::new(path), base)
    }

    pub(super) fn open_in(directory: Directory, base: Option<&Iris>) -> Result<Self, OpenError> {
        let path = directory.path().to_owned();
        // Before anything is created, so that nothing is left in other people's directories.
        directory.check_is_ours()?;
        let io_error = |source| OpenError::Io { path: path.clone(), source };
        std::fs::create_dir_all(&path).map_err(io_error)?;
        let lock = WriterLock::take(&path).map_err(|error| error.in_directory(&path))?;
        let committed = directory.manifest()?;
        let iris = directory.iris(committed.as_ref(), base)?;
        let mut writer = Self {
            iris,
            documents: BTreeMap::new(),
            files: BTreeMap::new(),
            clients: Vec::new(),
            store: Backend::default(),
            pending: BTreeMap::new(),
            spill: Spill::default(),
            held: 0,
            added: Vec::new(),
            removed: Vec::new(),
            _lock: lock,
            committed: None,
            directory,
        };
        match committed {
            Some(manifest) => {
                writer.files = writer.directory.parts(&manifest)?;
                let entries = manifest.documents.iter();
                writer.documents = entries.map(|entry| (entry.id.clone(), entry.clone())).collect();
                writer.clients.clone_from(&manifest.clients);
                writer.store = manifest.store;
                writer.committed = Some(manifest.into());
            }
            None => {
                // Marks the directory as ours before the first file is written, so that a killed first
                // run isn't taken for other people's files.
                let manifest = writer.manifest("");
                writer.directory.write_manifest(&manifest)?;
                writer.committed = Some(manifest.into());
            }
        }
        if let Some(manifest) = &writer.committed {
            writer.directory.sweep(manifest)?;
        }
        Ok(writer)
    }

    /// Makes and reads this graph's IRIs.
    #[must_use]
    pub fn iris(&self) -> &Iris {
        &self.iris
    }

    /// Chooses what answers queries from the next commit on; otherwise that stays as it is.
    pub fn set_store(&mut self, store: Backend) {
        self.store = store;
    }

    /// Whether this program can bring changes to the disk.
    ///
    /// # Errors
    ///
    /// When the graph has an index of a kind that it doesn't know: it would be left behind.
    pub fn check_store(&self) -> Result<(), OpenError> {
        if self.store.is_available() {
            return Ok(());
        }
        Err(OpenError::Unavailable { path: self.directory.path().to_owned() })
    }

    /// A file that was written when the graph was opened.
    #[must_use]
    pub fn lock_file(&self) -> PathBuf {
        self.directory.path().join(LOCK)
    }

    /// Writes a file that isn't part of the graph and may be lost: after a power cut there may be nothing, or
    /// rubbish.
    ///
    /// # Errors
    ///
    /// When the disk fails.
    pub fn write_cache(&self, relative: &str, content: &[u8]) -> Result<(), CommitError> {
        self.directory.replace(relative, &[content], Lasting::UntilPowerCut)
    }

    /// The documents, sorted by identifier.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = &DocumentEntry> {
        self.documents.values()
    }

    /// What the graph was at the last commit; none before the first.
    #[must_use]
    pub fn committed(&self) -> Option<Arc<Manifest>> {
        self.committed.clone()
    }

    /// Puts a document in, in place of the one with the same identifier.
    ///
    /// # Errors
    ///
    /// When there is so much to hold that a temporary file has to be written, and can't be.
    pub fn replace_document(&mut self, document: DocumentBlock) -> Result<(), CommitError> {
        let id = document.entry.id.clone();
        self.held += document.lines.len();
        self.documents.insert(id.clone(), document.entry);
        self.pending.entry(Part::of_document(&id)).or_default().insert(id, Change::Held(document.lines));
        if self.held > HELD {
            let path = self.directory.path();
            for changes in self.pending.values_mut() {
                let io_error = |source| CommitError::Io { path: path.to_owned(), source };
                self.spill.take(changes, path).map_err(io_error)?;
            }
            self.held = 0;
        }
        Ok(())
    }

    /// Forgets a document; `false` when it wasn't there.
    pub fn remove_document(&mut self, id: &str) -> bool {
        let was_there = self.documents.remove(id).is_some();
        if was_there {
            self.pending.entry(Part::of_document(id)).or_default().insert(id.to_owned(), Change::Removed);
        }
        was_there
    }

    /// Writes the files with the pending changes. No manifest names them yet.
    fn flush(&mut self) -> Result<(), CommitError> {
        let source = shard::Source { directory: &self.directory, iris: &self.iris, spill: &self.spill };
        let files = &self.files;
        let rewritten = self
            .pending
            .par_iter()
            .map(|(part, changes)| shard::rewrite(source, *part, files.get(part), changes))
            .collect::<Result<Vec<Rewritten>, CommitError>>()?;
        for Rewritten { part, file, added, removed } in rewritten {
            self.set_file(part, file);
            self.added.extend(added);
            self.removed.extend(removed);
        }
        self.pending.clear();
        self.spill = Spill::default();
        self.held = 0;
        Ok(())
    }

    fn set_file(&mut self, part: Part, file: Option<FileEntry>) {
        match file {
            Some(file) => self.files.insert(part, file),
            None => self.files.remove(&part),
        };
    }

    /// Brings all changes to the disk, and describes the entities that the documents use or may mean as
    /// the gazetteer knows them. Until it returns, the graph as it was stays valid.
    ///
    /// # Errors
    ///
    /// When a file can't be read or written. The commit may be tried again.
    pub fn commit(&mut self, descriptions: Descriptions<'_>) -> Result<CommitReport, CommitError> {
        self.check_store()?;
        let before = self.committed.clone();
        // Before the flush: a graph of the first format is counted as it was.
        let mut uses = self.uses()?;
        self.flush()?;
        let used: BTreeSet<EntityId> = uses.entities().cloned().collect();
        self.added.iter().for_each(|entities| uses.add(entities.iter().cloned()));
        self.removed.iter().for_each(|entities| uses.subtract(entities.iter().cloned()));
        let is_described = self.files.contains_key(&Part::Gazetteer)
            && before.as_ref().is_some_and(|manifest| manifest.gazetteer == descriptions.version)
            && uses.entities().eq(&used);
        let mut files = self.files.clone();
        let mut put = |part: Part, content: String| -> Result<(), CommitError> {
            match self.directory.write(part, &[&content])? {
                Some(file) => files.insert(part, file),
                None => files.remove(&part),
            };
            Ok(())
        };
        put(Part::Entities, uses.to_text())?;
        if !is_described {
            let used = uses.entities().cloned().collect();
            let quads = gazetteer_quads(&used, descriptions.gazetteer, &self.iris);
            put(Part::Gazetteer, sorted_lines(quads.iter()))?;
        }
        let quads = ontology::quads(self.iris.ontology_graph().as_ref());
        put(Part::Ontology, sorted_lines(quads.iter()))?;
        self.directory.sync()?;

        let flushed = std::mem::replace(&mut self.files, files);
        let manifest = self.manifest(descriptions.version);
        let old_files = before.iter().flat_map(|manifest| &manifest.files);
        let old_files: BTreeSet<&str> = old_files.map(|file| file.path.as_str()).collect();
        let is_new = |file: &&FileEntry| !old_files.contains(file.path.as_str());
        let files_written = manifest.files.iter().filter(is_new).count() as u64;
        let written = index::ensure(&self.directory, before.as_deref(), &manifest).and_then(|()| {
            if before.as_deref() == Some(&manifest) {
                Ok(())
            } else {
                self.directory.write_manifest(&manifest)
            }
        });
        if let Err(error) = written {
            self.files = flushed;
            return Err(error);
        }
        self.added.clear();
        self.removed.clear();
        let report =
            CommitReport { quads: manifest.quads, documents: manifest.documents.len() as u64, files_written };
        // Before what was replaced is removed: another try must not look for it.
        let committed = self.committed.insert(manifest.into());
        self.directory.sweep(committed)?;
        Ok(report)
    }

    /// The use of entities in the files that are committed.
    fn uses(&self) -> Result<Uses, CommitError> {
        let Some(committed) = &self.committed else { return Ok(Uses::default()) };
        let files = self.directory.parts(committed)?;
        if let Some(file) = files.get(&Part::Entities) {
            return Ok(self.directory.uses(file)?);
        }
        let mut uses = Uses::default();
        for (part, file) in files {
            if matches!(part, Part::Documents(_)) {
                for (_, lines) in documents_of(&self.directory.read_text(&file)?, &self.iris) {
                    uses.add(entities_of(lines, &self.iris));
                }
            }
        }
        Ok(uses)
    }

    fn manifest(&self, gazetteer: &str) -> Manifest {
        let mut files: Vec<FileEntry> = self.files.values().cloned().collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut manifest = Manifest {
            format: FORMAT,
            checksum: String::new(),
            base: self.iris.base().to_owned(),
            gazetteer: gazetteer.to_owned(),
            quads: files.iter().map(|file| file.quads).sum(),
            files,
            documents: self.documents.values().cloned().collect(),
            clients: self.clients.clone(),
            store: self.store,
        };
        manifest.finish();
        manifest
    }
}
