//! The table of contents of an index: `contents.json`.
//!
//! RocksDB opens a store with cut or missing files without a word, with fewer quads.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::DB;
use crate::graph::damage::{Damage, IndexDamage};
use crate::graph::directory::{Directory, sha256};
use crate::graph::error::CommitError;

/// The name of the file.
pub(super) const CONTENTS: &str = "contents.json";

/// What a file of a store is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Quads; never changed.
    Data,
    /// Which of them are the store.
    Table,
    /// RocksDB's own log, and the file by which it keeps out a second writer.
    None,
}

impl Kind {
    /// That of a file of this name.
    pub(super) fn of(name: &str) -> Self {
        match name.split_once('.').unwrap_or((name, "")) {
            ("LOG" | "LOCK", _) => Self::None,
            (_, "sst") => Self::Data,
            _ => Self::Table,
        }
    }
}

/// What an index holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Contents {
    /// The hash of what the index was made from.
    state: String,
    /// How often it was changed since all of it was written.
    pub(super) changes: u32,
    /// The files of the store, sorted.
    pub(super) files: Vec<StoreFile>,
    /// The hash of this table, written with an empty checksum.
    checksum: String,
}

/// A file of the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoreFile {
    pub(super) path: String,
    bytes: u64,
    sha256: String,
}

impl Contents {
    /// Reads the table of the index in a folder; it has to be that of this state.
    pub(super) fn read(folder: &Path, state: &str) -> Result<Self, IndexDamage> {
        let damaged = |damage| IndexDamage::File(CONTENTS.to_owned(), damage);
        let text = fs::read(folder.join(CONTENTS)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => IndexDamage::Missing,
            _ => damaged(Damage::Syntax(error.to_string())),
        })?;
        let found: Self =
            serde_json::from_slice(&text).map_err(|error| damaged(Damage::Syntax(error.to_string())))?;
        if found.state != state || found.checksum != found.signature() {
            return Err(damaged(Damage::Checksum));
        }
        Ok(found)
    }

    /// Whether the files are there with the right sizes, which costs next to nothing.
    pub(super) fn check_sizes(&self, folder: &Path) -> Result<(), IndexDamage> {
        for file in &self.files {
            let found = fs::metadata(folder.join(DB).join(&file.path)).map(|metadata| metadata.len());
            let damage = match found {
                Ok(found) if found == file.bytes => continue,
                Ok(found) => Damage::Size { expected: file.bytes, found },
                Err(_) => Damage::Missing,
            };
            return Err(IndexDamage::File(file.path.clone(), damage));
        }
        Ok(())
    }

    /// The table of the store in a folder that nobody has open any more. The files of data that `before`
    /// knows are not read again.
    pub(super) fn of(folder: &Path, before: Option<&Self>) -> io::Result<Self> {
        let known: BTreeMap<&str, &StoreFile> = before
            .iter()
            .flat_map(|contents| &contents.files)
            .filter(|file| Kind::of(&file.path) == Kind::Data)
            .map(|file| (file.path.as_str(), file))
            .collect();
        let mut files = Vec::new();
        for entry in fs::read_dir(folder.join(DB))? {
            let entry = entry?;
            let Ok(path) = entry.file_name().into_string() else { continue };
            if Kind::of(&path) == Kind::None {
                fs::remove_file(entry.path())?;
                continue;
            }
            let bytes = entry.metadata()?.len();
            let sha256 = match known.get(path.as_str()).filter(|file| file.bytes == bytes) {
                Some(file) => file.sha256.clone(),
                None => {
                    // RocksDB has done this for most of them.
                    File::open(entry.path())?.sync_all()?;
                    hash(&entry.path())?
                }
            };
            files.push(StoreFile { path, bytes, sha256 });
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let changes = before.map_or(0, |before| before.changes + 1);
        Ok(Self { files, changes, ..Self::default() })
    }

    /// Writes the table, and makes the names in the folder survive a power cut.
    pub(super) fn write(
        mut self,
        directory: &Directory,
        folder: &Path,
        state: &str,
    ) -> Result<(), CommitError> {
        state.clone_into(&mut self.state);
        self.checksum = self.signature();
        let path = folder.join(CONTENTS);
        let io_error = |source| CommitError::Io { path: path.clone(), source };
        let mut json = serde_json::to_vec_pretty(&self).map_err(|error| io_error(error.into()))?;
        json.push(b'\n');
        directory.disk.write(&path, &json).map_err(io_error)?;
        directory.disk.sync_directory(&folder.join(DB)).map_err(io_error)?;
        directory.disk.sync_directory(folder).map_err(io_error)
    }

    fn signature(&self) -> String {
        let unsigned = Self { checksum: String::new(), ..self.clone() };
        // Text and numbers can always be written.
        sha256(&serde_json::to_vec(&unsigned).unwrap_or_default())
    }
}

impl StoreFile {
    /// Reads the file at `path` and says how it differs from this one.
    pub(super) fn check(&self, path: &Path) -> io::Result<Result<(), Damage>> {
        let found = match fs::metadata(path) {
            Ok(metadata) => metadata.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Err(Damage::Missing)),
            Err(error) => return Err(error),
        };
        if found != self.bytes {
            return Ok(Err(Damage::Size { expected: self.bytes, found }));
        }
        let is_same = hash(path)? == self.sha256;
        Ok(if is_same { Ok(()) } else { Err(Damage::Content) })
    }
}

fn hash(path: &Path) -> io::Result<String> {
    let (mut file, mut hasher) = (File::open(path)?, Sha256::new());
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()),
            length => hasher.update(&buffer[..length]),
        }
    }
}
