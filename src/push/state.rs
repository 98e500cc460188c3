//! What a server has, as far as we know: `push/<16 hex digits>/state.json` in the graph directory.
//!
//! It may be lost or old at any time: then more is sent than needed, and nothing is wrong.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::NamedNode;
use serde::{Deserialize, Serialize};

use crate::graph::{CommitError, Snapshot, fingerprint};
use crate::remote::Address;

/// The version of the file.
const FORMAT: u32 = 1;
/// After how many graphs the file is written on the way.
const OFTEN: usize = 500;

/// Which graphs a server has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    format: u32,
    /// Of the server, for people who look into the file.
    address: String,
    /// The files of the graph that the server has in full.
    files: BTreeSet<String>,
    /// The names of the graphs with their fingerprints; none while a graph may be half there.
    graphs: BTreeMap<String, Option<String>>,
    #[serde(skip)]
    unwritten: usize,
}

impl State {
    /// The folder for a server.
    pub(super) fn folder(address: &Address) -> String {
        format!("push/{}", &fingerprint(address.as_str())[..16])
    }

    pub(super) fn new(address: &Address) -> Self {
        Self {
            format: FORMAT,
            address: address.to_string(),
            files: BTreeSet::new(),
            graphs: BTreeMap::new(),
            unwritten: 0,
        }
    }

    /// The state of the last push; none when there is none that can be understood.
    pub(super) fn read(snapshot: &Snapshot, folder: &str) -> Option<Self> {
        let bytes = snapshot.read_companion(&path(folder))?;
        serde_json::from_slice(&bytes).ok().filter(|state: &Self| state.format == FORMAT)
    }

    pub(super) fn write(&mut self, snapshot: &Snapshot, folder: &str) -> Result<(), CommitError> {
        self.unwritten = 0;
        // Text and numbers can always be written.
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        snapshot.write_companion(&path(folder), &json)
    }

    /// Writes the file when much has happened since the last time.
    pub(super) fn write_sometimes(&mut self, snapshot: &Snapshot, folder: &str) -> Result<(), CommitError> {
        self.unwritten += 1;
        if self.unwritten < OFTEN { Ok(()) } else { self.write(snapshot, folder) }
    }

    /// The fingerprint of the graph that the server has.
    pub(super) fn get(&self, name: &NamedNode) -> Option<&str> {
        self.graphs.get(name.as_str())?.as_deref()
    }

    /// The graphs that the server has or may have.
    pub(super) fn names(&self) -> impl Iterator<Item = NamedNode> {
        self.graphs.keys().map(NamedNode::new_unchecked)
    }

    pub(super) fn has_file(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    pub(super) fn mark_unknown(&mut self, name: &NamedNode) {
        self.graphs.insert(name.as_str().to_owned(), None);
    }

    pub(super) fn set(&mut self, name: &NamedNode, fingerprint: String) {
        self.graphs.insert(name.as_str().to_owned(), Some(fingerprint));
    }

    pub(super) fn remove(&mut self, name: &NamedNode) {
        self.graphs.remove(name.as_str());
    }

    /// The server has these files, and no others, in full.
    pub(super) fn set_files<'p>(&mut self, paths: impl Iterator<Item = &'p str>) {
        self.files = paths.map(str::to_owned).collect();
    }

    /// Files with other paths are no longer part of the graph.
    pub(super) fn keep_files<'p>(&mut self, paths: impl Iterator<Item = &'p str>) {
        let paths: BTreeSet<&str> = paths.collect();
        self.files.retain(|file| paths.contains(file.as_str()));
    }
}

fn path(folder: &str) -> String {
    format!("{folder}/state.json")
}
