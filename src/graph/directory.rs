//! The files of a graph, written so that a killed run or a full disk never costs the old graph.
//!
//! ```text
//! chanpu-graph/
//!   manifest.json                    the table of contents; replaced last, and atomically
//!   documents/3f-<16 hex digits>.nq  the documents whose identifier's hash begins with 3f
//!   clients/0a-<16 hex digits>.nq    the graphs of clients whose name's hash begins with 0a
//!   clients/default-<16 digits>.nq   what clients have put into the default graph
//!   entities-<16 hex digits>.tsv     in how many documents each entity occurs
//!   gazetteer-<16 hex digits>.nq     the entities that the documents use
//!   ontology-<16 hex digits>.nq      what the terms mean
//!   index-<16 hex digits>/           the store of all these quads, when it is on the disk: src/graph/index
//!   lock                             held by the process that writes
//! ```
//!
//! A file is named after its content and never changed: a new version is a new file, and until the
//! manifest names it the old one is still there. What no manifest names is a leftover of a killed run
//! and is swept by the next writer. At most 256 files of documents, because a file a document would
//! mean an fsync a document.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::Iris;
use super::damage::Damage;
use super::disk::{Disk, Lasting, TEMPORARY};
use super::error::{CommitError, OpenError, ReadError};
use super::index;
use super::lock::LOCK;
use super::manifest::{FORMAT, FileEntry, Manifest};
use super::part::Part;
use super::writer::Uses;

pub(super) const MANIFEST: &str = "manifest.json";

/// A directory that holds a graph or may become one.
#[derive(Clone, Debug)]
pub(super) struct Directory {
    path: PathBuf,
    pub(super) disk: Disk,
}

impl Directory {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), disk: Disk::default() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Fails when the directory holds other files and no graph.
    pub(super) fn check_is_ours(&self) -> Result<(), OpenError> {
        if !self.path.join(MANIFEST).is_file() && self.has_foreign_files()? {
            return Err(OpenError::Foreign { path: self.path.clone() });
        }
        Ok(())
    }

    /// Reads the manifest; `None` when there is none and the directory is missing or empty.
    pub(super) fn manifest(&self) -> Result<Option<Manifest>, OpenError> {
        let path = self.path.join(MANIFEST);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return if self.has_foreign_files()? {
                    Err(OpenError::Foreign { path: self.path.clone() })
                } else {
                    Ok(None)
                };
            }
            Err(source) => return Err(OpenError::Io { path, source }),
        };
        let mut manifest: Manifest = match serde_json::from_slice(&bytes) {
            Ok(manifest) => manifest,
            Err(source) => {
                return Err(match newer_format(&bytes) {
                    Some(found) => OpenError::Format { path: self.path.clone(), found },
                    None => OpenError::Manifest { path, source },
                });
            }
        };
        if manifest.format > FORMAT || manifest.format == 0 {
            return Err(OpenError::Format { path: self.path.clone(), found: manifest.format });
        }
        if manifest.is_sound(&bytes) {
            Ok(Some(manifest))
        } else {
            Err(ReadError::Damaged { path, damage: Damage::Checksum }.into())
        }
    }

    /// Whether there is anything that a killed first run can't have left behind.
    fn has_foreign_files(&self) -> Result<bool, OpenError> {
        let io_error = |source| OpenError::Io { path: self.path.clone(), source };
        let entries = match fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(source) => return Err(io_error(source)),
        };
        for entry in entries {
            let name = entry.map_err(io_error)?.file_name();
            let name = name.to_string_lossy();
            if name != LOCK && !name.starts_with(TEMPORARY) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The files by what they hold.
    pub(super) fn parts(&self, manifest: &Manifest) -> Result<BTreeMap<Part, FileEntry>, ReadError> {
        let part = |file: &FileEntry| {
            Part::of_path(&file.path)
                .map(|part| (part, file.clone()))
                .ok_or_else(|| self.damaged_manifest(format!("{:?}", file.path)))
        };
        manifest.files.iter().map(part).collect()
    }

    /// What makes the graph's IRIs, if it is what was asked for.
    pub(super) fn iris(&self, manifest: Option<&Manifest>, asked: Option<&Iris>) -> Result<Iris, OpenError> {
        let Some(manifest) = manifest else { return Ok(asked.cloned().unwrap_or_default()) };
        let iris = Iris::new(&manifest.base).map_err(|error| self.damaged_manifest(error.to_string()))?;
        match asked.filter(|asked| **asked != iris) {
            Some(asked) => Err(OpenError::Base {
                path: self.path.clone(),
                found: manifest.base.clone(),
                asked: asked.base().to_owned(),
            }),
            None => Ok(iris),
        }
    }

    fn damaged_manifest(&self, message: String) -> ReadError {
        ReadError::Damaged { path: self.path.join(MANIFEST), damage: Damage::Syntax(message) }
    }

    /// Reads a file and checks its size and hash.
    pub(super) fn read(&self, entry: &FileEntry) -> Result<Vec<u8>, ReadError> {
        let path = self.path.join(&entry.path);
        let bytes = fs::read(&path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => ReadError::Damaged { path: path.clone(), damage: Damage::Missing },
            _ => ReadError::Io { path: path.clone(), source },
        })?;
        if bytes.len() as u64 != entry.bytes {
            let damage = Damage::Size { expected: entry.bytes, found: bytes.len() as u64 };
            return Err(ReadError::Damaged { path, damage });
        }
        if sha256(&bytes) != entry.sha256 {
            return Err(ReadError::Damaged { path, damage: Damage::Content });
        }
        Ok(bytes)
    }

    /// The same as text.
    pub(super) fn read_text(&self, entry: &FileEntry) -> Result<String, ReadError> {
        String::from_utf8(self.read(entry)?).map_err(|error| ReadError::Damaged {
            path: self.path.join(&entry.path),
            damage: Damage::Syntax(error.to_string()),
        })
    }

    /// The table of the use of entities.
    pub(super) fn uses(&self, entry: &FileEntry) -> Result<Uses, ReadError> {
        Uses::parse(&self.read_text(entry)?)
            .ok_or_else(|| ReadError::Damaged { path: self.path.join(&entry.path), damage: Damage::Entities })
    }

    /// Writes a file of these pieces, unless it is there already; none for no content. Its name is safe after
    /// [`Directory::sync`].
    pub(super) fn write(&self, part: Part, pieces: &[&str]) -> Result<Option<FileEntry>, CommitError> {
        let bytes = pieces.iter().map(|piece| piece.len() as u64).sum();
        if bytes == 0 {
            return Ok(None);
        }
        let quads = if part.holds_quads() { pieces.iter().map(|piece| count_lines(piece)).sum() } else { 0 };
        let pieces: Vec<&[u8]> = pieces.iter().map(|piece| piece.as_bytes()).collect();
        let sha256 = sha256_of(pieces.iter().copied());
        let entry = FileEntry { path: part.path(&sha256), bytes, sha256, quads };
        if self.read(&entry).is_err() {
            self.replace(&entry.path, &pieces, Lasting::Always)?;
        }
        Ok(Some(entry))
    }

    /// Makes the names of all files that were written survive a power cut.
    pub(super) fn sync(&self) -> Result<(), CommitError> {
        for folder in [self.path.join(Part::DOCUMENTS), self.path.join(Part::CLIENTS), self.path.clone()] {
            if folder.is_dir() {
                self.disk
                    .sync_directory(&folder)
                    .map_err(|source| CommitError::Io { path: folder, source })?;
            }
        }
        Ok(())
    }

    /// Replaces the manifest: from here on the new graph is the graph.
    pub(super) fn write_manifest(&self, manifest: &Manifest) -> Result<(), CommitError> {
        let json = manifest
            .to_json()
            .map_err(|error| CommitError::Io { path: self.path.join(MANIFEST), source: error.into() })?;
        self.replace(MANIFEST, &[&json], Lasting::Always)?;
        self.sync()
    }

    /// Writes a file of these pieces at this path in the directory.
    pub(super) fn replace(
        &self,
        relative: &str,
        pieces: &[&[u8]],
        lasting: Lasting,
    ) -> Result<(), CommitError> {
        let path = self.path.join(relative);
        self.disk.replace(&path, pieces, lasting).map_err(|source| CommitError::Io { path, source })
    }

    /// Removes what the manifest doesn't name but this program may have written.
    pub(super) fn sweep(&self, manifest: &Manifest) -> Result<(), CommitError> {
        for path in self.leftovers(manifest) {
            self.disk.remove(&path).map_err(|source| CommitError::Io { path, source })?;
        }
        Ok(())
    }

    /// The files of this program that the manifest doesn't name.
    pub(super) fn leftovers(&self, manifest: &Manifest) -> Vec<PathBuf> {
        let named: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
        let mut found = index::leftovers(&self.path, index::name(manifest).as_deref());
        for prefix in ["", Part::DOCUMENTS, Part::CLIENTS] {
            let Ok(entries) = fs::read_dir(self.path.join(prefix)) else { continue };
            for entry in entries.flatten() {
                let name = entry.file_name();
                let Some(name) = name.to_str() else { continue };
                let relative = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
                let is_ours = name.starts_with(TEMPORARY) || Part::of_path(&relative).is_some();
                if is_ours && !entry.path().is_dir() && !named.contains(relative.as_str()) {
                    found.push(entry.path());
                }
            }
        }
        found.sort();
        found
    }
}

/// The format of a manifest that this version can't read otherwise.
fn newer_format(manifest: &[u8]) -> Option<u32> {
    #[derive(serde::Deserialize)]
    struct Version {
        format: u32,
    }
    let Version { format } = serde_json::from_slice(manifest).ok()?;
    (format > FORMAT).then_some(format)
}

/// The number of lines, each of which is a quad.
pub(super) fn count_lines(text: &str) -> u64 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u64
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    sha256_of([bytes])
}

/// The SHA-256 of the parts, one after the other.
pub(super) fn sha256_of<'b>(parts: impl IntoIterator<Item = &'b [u8]>) -> String {
    let mut hash = Sha256::new();
    parts.into_iter().for_each(|part| hash.update(part));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
