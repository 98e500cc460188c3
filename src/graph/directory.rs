//! The files of a graph, written so that a killed run or a full disk never costs the old graph.
//!
//! ```text
//! chanpu-graph/
//!   manifest.json                    the table of contents; replaced last, and atomically
//!   documents/3f-<16 hex digits>.nq  the documents whose identifier's hash begins with 3f
//!   gazetteer-<16 hex digits>.nq     the entities that the documents use
//!   ontology-<16 hex digits>.nq      what the terms mean
//!   lock                             held by the process that writes
//! ```
//!
//! A file of quads is named after its content and never changed: a new version is a new file, and
//! until the manifest names it the old one is still there. What no manifest names is a leftover
//! of a killed run and is swept by the next writer. At most 256 shards, because a file a document
//! would mean an fsync a document.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::error::{CommitError, Damage, OpenError};
use super::lock::LOCK;
use super::manifest::{FORMAT, FileEntry, Manifest};

const MANIFEST: &str = "manifest.json";
const DOCUMENTS: &str = "documents";
/// Begins the name of a file that isn't finished; the process that renames it has the lock.
const TEMPORARY: &str = ".chanpu-";

/// A directory that holds a graph or may become one.
#[derive(Clone, Debug)]
pub(super) struct Directory {
    path: PathBuf,
}

impl Directory {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
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
        let manifest: Manifest =
            serde_json::from_slice(&bytes).map_err(|source| OpenError::Manifest { path, source })?;
        if manifest.format == FORMAT {
            Ok(Some(manifest))
        } else {
            Err(OpenError::Format { path: self.path.clone(), found: manifest.format })
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

    /// Reads a file of quads and checks its size and hash.
    pub(super) fn read(&self, entry: &FileEntry) -> Result<Vec<u8>, OpenError> {
        let path = self.path.join(&entry.path);
        let bytes = fs::read(&path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => OpenError::Damaged { path: path.clone(), damage: Damage::Missing },
            _ => OpenError::Io { path: path.clone(), source },
        })?;
        if bytes.len() as u64 != entry.bytes {
            let damage = Damage::Size { expected: entry.bytes, found: bytes.len() as u64 };
            return Err(OpenError::Damaged { path, damage });
        }
        if sha256(&bytes) != entry.sha256 {
            return Err(OpenError::Damaged { path, damage: Damage::Content });
        }
        Ok(bytes)
    }

    /// Writes a file of quads whose name begins with `stem`, unless it is there already.
    pub(super) fn write_quads(
        &self,
        stem: &str,
        content: &[u8],
        quads: u64,
    ) -> Result<FileEntry, CommitError> {
        let sha256 = sha256(content);
        let entry = FileEntry {
            path: format!("{stem}-{}.nq", &sha256[..16]),
            bytes: content.len() as u64,
            sha256,
            quads,
        };
        if self.read(&entry).is_err() {
            self.replace(&entry.path, content)?;
        }
        Ok(entry)
    }

    /// Replaces the manifest: from here on the new graph is the graph.
    pub(super) fn write_manifest(&self, manifest: &Manifest) -> Result<(), CommitError> {
        let mut json = serde_json::to_vec_pretty(manifest)
            .map_err(|source| CommitError::Io { path: self.path.join(MANIFEST), source: source.into() })?;
        json.push(b'\n');
        self.replace(MANIFEST, &json)
    }

    /// Writes a temporary file in the same directory, brings it to the disk and renames it.
    fn replace(&self, relative: &str, content: &[u8]) -> Result<(), CommitError> {
        let path = self.path.join(relative);
        let io_error = |source| CommitError::Io { path: path.clone(), source };
        let parent = path.parent().unwrap_or(&self.path);
        fs::create_dir_all(parent).map_err(io_error)?;
        let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(parent).map_err(io_error)?;
        file.write_all(content).map_err(io_error)?;
        set_readable(file.as_file()).map_err(io_error)?;
        file.as_file().sync_all().map_err(io_error)?;
        file.persist(&path).map_err(|error| io_error(error.error))?;
        sync_directory(parent).map_err(io_error)
    }

    /// Removes what the manifest doesn't name but this program may have written.
    pub(super) fn sweep(&self, manifest: &Manifest) -> Result<(), CommitError> {
        let named: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
        for prefix in ["", DOCUMENTS] {
            let folder = self.path.join(prefix);
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for entry in entries.flatten() {
                let name = entry.file_name();
                let Some(name) = name.to_str() else { continue };
                let relative = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
                if name.starts_with(TEMPORARY)
                    || (is_content_name(name) && !named.contains(relative.as_str()))
                {
                    let path = entry.path();
                    fs::remove_file(&path).map_err(|source| CommitError::Io { path, source })?;
                }
            }
        }
        Ok(())
    }
}

/// The stem of a shard's files.
pub(super) fn shard_stem(shard: u8) -> String {
    format!("{DOCUMENTS}/{shard:02x}")
}

/// `<stem>-<16 hex digits>.nq`
fn is_content_name(name: &str) -> bool {
    name.strip_suffix(".nq")
        .and_then(|name| name.rsplit_once('-'))
        .is_some_and(|(_, hash)| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Temporary files are made for their owner alone; a graph may be read by all.
#[cfg(unix)]
fn set_readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_readable(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Makes a rename survive a power cut.
#[cfg(unix)]
fn sync_directory(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_path: &Path) -> io::Result<()> {
    Ok(())
}
