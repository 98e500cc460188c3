//! The table of contents of a graph directory: `manifest.json`.

use serde::{Deserialize, Serialize};

/// The version of the directory's format that this program writes.
pub const FORMAT: u32 = 1;

/// What a graph directory holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the format.
    pub format: u32,
    /// The base of the IRIs.
    pub base: String,
    /// The number of quads in all files.
    pub quads: u64,
    /// The files, sorted by path.
    pub files: Vec<FileEntry>,
    /// The documents, sorted by identifier.
    pub documents: Vec<DocumentEntry>,
}

/// One file of quads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// The path in the graph directory, with `/`.
    pub path: String,
    /// The size.
    pub bytes: u64,
    /// The SHA-256 in hexadecimal.
    pub sha256: String,
    /// The number of quads, one a line.
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
