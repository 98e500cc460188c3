//! What is known of a graph without its quads.

use std::collections::BTreeMap;

use super::Iris;
use super::directory::Directory;
use super::error::OpenError;
use super::manifest::{ClientEntry, DocumentEntry, FileEntry, Manifest};
use super::part::Part;

/// What makes the graph's IRIs, its documents, and which state of a directory it is.
#[derive(Clone, Debug)]
pub struct Header {
    pub(super) iris: Iris,
    pub(super) documents: BTreeMap<String, DocumentEntry>,
    /// The checksum of the manifest; empty for a graph that is kept nowhere.
    pub(super) checksum: String,
    pub(super) files: BTreeMap<Part, FileEntry>,
    pub(super) clients: Vec<ClientEntry>,
}

impl Header {
    /// That of a graph that is kept nowhere.
    pub(super) fn nowhere(iris: Iris, documents: BTreeMap<String, DocumentEntry>) -> Self {
        Self { iris, documents, checksum: String::new(), files: BTreeMap::new(), clients: Vec::new() }
    }

    /// That of a graph in a directory.
    pub(super) fn new(directory: &Directory, manifest: &Manifest) -> Result<Self, OpenError> {
        let documents = manifest.documents.iter().map(|entry| (entry.id.clone(), entry.clone()));
        Ok(Self {
            iris: directory.iris(Some(manifest), None)?,
            documents: documents.collect(),
            checksum: manifest.checksum.clone(),
            files: directory.parts(manifest)?,
            clients: manifest.clients.clone(),
        })
    }

    /// The number of documents.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.documents.len()
    }

    /// How the IRIs begin.
    #[must_use]
    pub fn base(&self) -> &str {
        self.iris.base()
    }

    /// The checksum of the manifest that was read: it tells one state of the directory from another.
    #[must_use]
    pub fn checksum(&self) -> &str {
        &self.checksum
    }

    /// The number of quads that clients have written.
    #[must_use]
    pub fn client_quads(&self) -> u64 {
        self.clients.iter().map(|entry| entry.quads).sum()
    }

    /// Whether the other is the same graph but for what clients have written.
    pub(super) fn differs_by_clients_alone(&self, other: &Self) -> bool {
        let own = |header: &Self| -> Vec<FileEntry> {
            let files = header.files.iter().filter(|(part, _)| !part.is_of_clients());
            files.map(|(_, file)| file.clone()).collect()
        };
        self.iris == other.iris && own(self) == own(other)
    }
}
