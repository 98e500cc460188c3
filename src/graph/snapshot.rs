//! The named graphs of a directory, read from its files one after the other and not into a store: what
//! documents say, and the gazetteer and ontology. What clients wrote may hold blank nodes and is left out.

use std::path::Path;

use oxigraph::model::NamedNode;

use super::Iris;
use super::damage::Damage;
use super::directory::{Directory, sha256};
use super::disk::Lasting;
use super::error::{CommitError, OpenError};
use super::lock::{LockError, WriterLock};
use super::manifest::{FileEntry, Manifest};
use super::part::Part;
use super::writer::lines_by_graph;

/// A graph directory at one moment. A build may replace its files; then reading one fails, and
/// [`Snapshot::is_outdated`] tells that a new snapshot would do.
pub struct Snapshot {
    directory: Directory,
    manifest: Manifest,
    iris: Iris,
    files: Vec<FileEntry>,
}

/// One named graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedGraph {
    /// Its name.
    pub name: NamedNode,
    /// Its triples, a line of N-Triples each, sorted.
    pub lines: String,
}

/// Holds the right to write what is kept beside a graph.
pub struct CompanionLock {
    _lock: WriterLock,
}

impl Snapshot {
    /// Reads what the directory holds, without reading the graph.
    ///
    /// # Errors
    ///
    /// When there is no graph, or its manifest can't be read.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let directory = Directory::new(path);
        let manifest = directory.manifest()?.ok_or_else(|| OpenError::Missing { path: path.to_owned() })?;
        let iris = directory.iris(Some(&manifest), None)?;
        let mut files: Vec<_> =
            directory.parts(&manifest)?.into_iter().filter(|(part, _)| is_own(*part)).collect();
        // Names and meanings first: documents are no use without them.
        files.sort_by_key(|(part, _)| (matches!(part, Part::Documents(_)), *part));
        let files = files.into_iter().map(|(_, file)| file).collect();
        Ok(Self { directory, manifest, iris, files })
    }

    /// Makes and reads the graph's IRIs.
    #[must_use]
    pub fn iris(&self) -> &Iris {
        &self.iris
    }

    /// The names of all graphs: those of the files, without reading them.
    #[must_use]
    pub fn names(&self) -> Vec<NamedNode> {
        let others = self.files.iter().filter_map(|file| match Part::of_path(&file.path)? {
            Part::Ontology => Some(self.iris.ontology_graph()),
            Part::Gazetteer => Some(self.iris.gazetteer_graph()),
            _ => None,
        });
        others.chain(self.manifest.documents.iter().map(|entry| self.iris.document(&entry.id))).collect()
    }

    /// The files with quads; a file's path changes with its content.
    pub fn files(&self) -> impl Iterator<Item = &FileEntry> {
        self.files.iter()
    }

    /// The graphs of a file, in its order.
    ///
    /// # Errors
    ///
    /// When the file is damaged or gone.
    pub fn graphs(&self, file: &FileEntry) -> Result<Vec<NamedGraph>, OpenError> {
        let text = self.directory.read_text(file)?;
        let named = lines_by_graph(&text).into_iter().map(|(name, lines)| {
            let ending = format!(" <{name}> .\n");
            let triples = lines.split_inclusive('\n').flat_map(|line| {
                // Every line ends so, or it wouldn't be here.
                [line.strip_suffix(ending.as_str()).unwrap_or_default(), " .\n"]
            });
            NamedGraph { lines: triples.collect(), name: NamedNode::new_unchecked(name) }
        });
        Ok(named.collect())
    }

    /// Whether an error comes from a build that has replaced the files meanwhile.
    ///
    /// # Errors
    ///
    /// When the manifest can't be read.
    pub fn is_outdated(&self, error: &OpenError) -> Result<bool, OpenError> {
        let is_missing = matches!(error, OpenError::Damaged { damage: Damage::Missing, .. });
        Ok(is_missing && self.directory.manifest()?.as_ref() != Some(&self.manifest))
    }

    /// Takes the lock of a folder beside the graph.
    ///
    /// # Errors
    ///
    /// When another process has it.
    pub fn lock_companion(&self, folder: &str) -> Result<CompanionLock, OpenError> {
        let path = self.directory.path().join(folder);
        std::fs::create_dir_all(&path).map_err(|source| OpenError::Io { path: path.clone(), source })?;
        match WriterLock::take(&path) {
            Ok(lock) => Ok(CompanionLock { _lock: lock }),
            Err(LockError::Held(pid)) => Err(OpenError::Locked { path, pid }),
            Err(LockError::Io(source)) => Err(OpenError::Io { path, source }),
        }
    }

    /// Writes a file that isn't part of the graph, so that it is the old one or the new one.
    ///
    /// # Errors
    ///
    /// When the disk fails.
    pub fn write_companion(&self, relative: &str, content: &[u8]) -> Result<(), CommitError> {
        self.directory.replace(relative, &[content], Lasting::Always)
    }

    /// Reads such a file; none when it isn't there or can't be read, which is the same as lost.
    #[must_use]
    pub fn read_companion(&self, relative: &str) -> Option<Vec<u8>> {
        std::fs::read(self.directory.path().join(relative)).ok()
    }
}

fn is_own(part: Part) -> bool {
    part.holds_quads() && !part.is_of_clients()
}

/// The SHA-256 of a text in hexadecimal.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    sha256(text.as_bytes())
}
