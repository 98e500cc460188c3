//! The table of contents of a graph directory: `manifest.json`.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::directory::{Directory, sha256};
use super::error::OpenError;
use super::{Backend, Iris};

/// The version of the directory's format that this program writes.
///
/// | version | what is new |
/// | --- | --- |
/// | 1 | |
/// | 2 | `checksum`, `reader` instead of `gazetteer`, a file with the use of entities |
/// | 3 | `clients` and their files |
/// | 4 | `store`; a graph for memory has format 3 still |
///
/// Older ones are read, and brought to this version by the next build.
pub const FORMAT: u32 = 4;

/// What a graph directory holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the format.
    pub format: u32,
    /// The SHA-256 of this manifest, written with an empty checksum.
    #[serde(default)]
    pub checksum: String,
    /// The base of the IRIs.
    pub base: String,
    /// The version of the gazetteer that describes the entities.
    #[serde(default)]
    pub gazetteer: String,
    /// What answers queries.
    #[serde(default, skip_serializing_if = "Backend::is_memory")]
    pub store: Backend,
    /// The number of quads in all files.
    pub quads: u64,
    /// The files, sorted by path.
    pub files: Vec<FileEntry>,
    /// The documents, sorted by identifier.
    pub documents: Vec<DocumentEntry>,
    /// The graphs that clients of a server have written, sorted by name. Builds keep them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clients: Vec<ClientEntry>,
}

/// A graph that clients of a server have written. It may be empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClientEntry {
    /// The name; none for the default graph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub graph: Option<String>,
    /// The number of its quads.
    pub quads: u64,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// The path in the graph directory, with `/`.
    pub path: String,
    /// The size.
    pub bytes: u64,
    /// The SHA-256 in hexadecimal.
    pub sha256: String,
    /// The number of quads, one a line; 0 for a file of other content.
    pub quads: u64,
}

/// One document.
///
/// A build compares the hash and the versions with its own to find out what must be read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentEntry {
    /// The identifier.
    pub id: String,
    /// The SHA-256 of the document's file.
    pub sha256: String,
    /// With what it was read: the text of [`Versions`](super::Versions).
    #[serde(alias = "gazetteer")]
    pub reader: String,
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The date of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<jiff::civil::Date>,
}

impl Manifest {
    /// The manifest of the graph in a directory; none when the directory is missing or empty.
    ///
    /// # Errors
    ///
    /// When it can't be read or is damaged, the directory holds other files, or the base isn't the one
    /// asked for.
    pub fn read(path: &Path, base: Option<&Iris>) -> Result<Option<Self>, OpenError> {
        let directory = Directory::new(path);
        let manifest = directory.manifest()?;
        directory.iris(manifest.as_ref(), base)?;
        Ok(manifest)
    }

    /// Sets the format to the oldest that can say all this, and the checksum to that of the rest.
    pub(super) fn finish(&mut self) {
        self.format = if self.store.is_memory() { 3 } else { FORMAT };
        self.sign();
    }

    fn sign(&mut self) {
        self.checksum.clear();
        // Text and numbers can always be written.
        self.checksum = sha256(&serde_json::to_vec(self).unwrap_or_default());
    }

    /// Whether the checksum is that of the rest; manifests of the first format had none.
    pub(super) fn is_sound(&mut self) -> bool {
        let written = self.checksum.clone();
        if self.format >= 2 {
            self.sign();
        }
        self.checksum == written
    }

    /// The text of the file.
    pub(super) fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut json = serde_json::to_vec_pretty(self)?;
        json.push(b'\n');
        Ok(json)
    }
}
