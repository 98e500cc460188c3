//! Brings changes of clients' graphs to the disk, as [`GraphWriter`](crate::graph::GraphWriter) does
//! those of documents.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParser};

use super::ClientChange;
use crate::graph::damage::Damage;
use crate::graph::directory::Directory;
use crate::graph::error::{CommitError, OpenError};
use crate::graph::index;
use crate::graph::lock::WriterLock;
use crate::graph::manifest::{ClientEntry, FORMAT, FileEntry, Manifest};
use crate::graph::part::Part;
use crate::graph::writer::lines_by_graph;

/// The one process that changes a graph directory; builds wait or fail meanwhile.
#[derive(Debug)]
pub struct ClientWriter {
    directory: Directory,
    /// Held for as long as the graph may be written.
    _lock: WriterLock,
    manifest: Manifest,
}

impl ClientWriter {
    /// Opens the graph in a directory.
    ///
    /// # Errors
    ///
    /// When there is none, another process is writing, or the manifest is damaged.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let directory = Directory::new(path);
        let missing = || OpenError::Missing { path: path.to_owned() };
        // Before the lock's file is made: nothing is left where no graph is.
        directory.manifest()?.ok_or_else(missing)?;
        let lock = WriterLock::take(path).map_err(|error| error.in_directory(path))?;
        let manifest = directory.manifest()?.ok_or_else(missing)?;
        if !manifest.store.is_available() {
            return Err(OpenError::Unavailable { path: path.to_owned() });
        }
        Ok(Self { directory, _lock: lock, manifest })
    }

    /// The graph as it is on the disk.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// For tests that let the disk fail.
    #[cfg(test)]
    pub(super) fn directory_mut(&mut self) -> &mut Directory {
        &mut self.directory
    }

    /// Brings changes to the disk. Until it returns, the graph as it was stays valid.
    ///
    /// # Errors
    ///
    /// When a file can't be read or written, or a line is no quad of its graph.
    pub fn commit(&mut self, changes: &[ClientChange]) -> Result<(), CommitError> {
        let mut files: BTreeMap<Part, FileEntry> = self.directory.parts(&self.manifest)?;
        let mut clients: BTreeMap<Option<String>, u64> =
            self.manifest.clients.iter().map(|entry| (entry.graph.clone(), entry.quads)).collect();
        let mut by_part: BTreeMap<Part, Vec<&ClientChange>> = BTreeMap::new();
        for change in changes {
            self.check(change)?;
            by_part.entry(Part::of_client(change.graph.as_deref())).or_default().push(change);
        }
        for (part, changes) in by_part {
            let old = match files.get(&part) {
                Some(file) => self.directory.read_text(file)?,
                None => String::new(),
            };
            let mut graphs = graphs(part, &old);
            for change in changes {
                let lines = graphs.entry(change.graph.clone()).or_default();
                for line in &change.removed {
                    lines.remove(line.as_str());
                }
                lines.extend(change.added.iter().map(String::as_str));
                let quads = lines.len() as u64;
                if change.exists && (quads > 0 || change.graph.is_some()) {
                    clients.insert(change.graph.clone(), quads);
                } else {
                    clients.remove(&change.graph);
                    graphs.remove(&change.graph);
                }
            }
            let text: String = graphs.into_values().flatten().collect();
            match self.directory.write(part, &[&text])? {
                Some(file) => files.insert(part, file),
                None => files.remove(&part),
            };
        }
        self.directory.sync()?;
        let mut manifest = Manifest {
            format: FORMAT,
            quads: files.values().map(|file| file.quads).sum(),
            files: files.into_values().collect(),
            clients: clients.into_iter().map(|(graph, quads)| ClientEntry { graph, quads }).collect(),
            ..self.manifest.clone()
        };
        manifest.files.sort_by(|a, b| a.path.cmp(&b.path));
        manifest.finish();
        index::ensure(&self.directory, Some(&self.manifest), &manifest)?;
        self.directory.write_manifest(&manifest)?;
        // The change is made. What can't be removed now the next writer removes.
        let _ = self.directory.sweep(&manifest);
        self.manifest = manifest;
        Ok(())
    }

    /// What comes from a process that may be killed is believed only after it was read: a line that is no
    /// quad of its graph would make the whole file unreadable.
    fn check(&self, change: &ClientChange) -> Result<(), CommitError> {
        let damaged = |message: String| CommitError::Damaged {
            path: self.directory.path().join(Part::CLIENTS),
            damage: Damage::Syntax(message),
        };
        for line in &change.added {
            let mut quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(line);
            let quad = match (quads.next(), quads.next()) {
                (Some(Ok(quad)), None) => quad,
                (Some(Err(error)), _) => return Err(damaged(error.to_string())),
                _ => return Err(damaged(line.clone())),
            };
            let graph = match &quad.graph_name {
                oxigraph::model::GraphName::NamedNode(name) => Some(name.as_str()),
                _ => None,
            };
            if graph != change.graph.as_deref() || line.find('\n') != Some(line.len() - 1) {
                return Err(damaged(line.clone()));
            }
        }
        Ok(())
    }
}

/// The graphs of a file with their lines.
fn graphs(part: Part, text: &str) -> BTreeMap<Option<String>, BTreeSet<&str>> {
    if part == Part::ClientsDefault {
        return [(None, text.split_inclusive('\n').collect())].into();
    }
    let graphs = lines_by_graph(text).into_iter();
    graphs.map(|(name, lines)| (Some(name.to_owned()), lines.split_inclusive('\n').collect())).collect()
}
