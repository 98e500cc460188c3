//! The graph: an Oxigraph store in memory over the files of a directory.
//!
//! Everything that names a place where quads are kept is in this file, so that a store on disk
//! (RocksDB, for graphs past a few million quads) needs a change here only.

mod part;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, Quad, TermRef};
use oxigraph::store::{StorageError, Store};
use rayon::prelude::*;

use self::part::Part;
use crate::entity::EntityId;
use crate::graph::directory::Directory;
use crate::graph::error::{CommitError, Damage, OpenError};
use crate::graph::lock::{LockError, WriterLock};
use crate::graph::manifest::{DocumentEntry, FORMAT, FileEntry, Manifest};
use crate::graph::ontology;
use crate::graph::vocab::{self, external};
use crate::graph::{Describe, DocumentGraph, Iris, gazetteer_quads};

/// What an opened graph may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Queries and exports, by any number of processes.
    Read,
    /// Changes, by one process; makes the graph if there is none.
    Write,
}

/// A graph of documents, the gazetteer's entities and the ontology.
///
/// Changes are seen by queries at once and by other processes after [`GraphStore::commit`].
pub struct GraphStore {
    rdf: Store,
    iris: Iris,
    documents: BTreeMap<String, DocumentEntry>,
    files: BTreeMap<Part, FileEntry>,
    changed: BTreeSet<Part>,
    home: Option<Home>,
}

/// Where a graph that is kept as files lives.
#[derive(Debug)]
struct Home {
    directory: Directory,
    /// Held for as long as the graph may be written.
    lock: Option<WriterLock>,
}

/// What a commit did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CommitReport {
    /// The number of quads in the whole graph.
    pub quads: u64,
    /// The number of documents in the whole graph.
    pub documents: u64,
    /// The number of files that were written, the manifest not counted.
    pub files_written: u64,
}

impl GraphStore {
    /// A graph that is kept nowhere; it holds the ontology.
    ///
    /// # Errors
    ///
    /// When the store can't be made.
    pub fn in_memory(iris: Iris) -> Result<Self, StorageError> {
        let mut graph = Self::empty(iris, None)?;
        graph.put_ontology()?;
        Ok(graph)
    }

    /// Opens the graph in a directory. Without a `base`, the graph's own is used, or the default
    /// for a new one.
    ///
    /// # Errors
    ///
    /// When there is none to read, another process is writing, the directory holds other files,
    /// the base differs, or a file is damaged.
    pub fn open(path: &Path, access: Access, base: Option<&Iris>) -> Result<Self, OpenError> {
        let directory = Directory::new(path);
        // Before anything is created, so that nothing is left in other people's directories.
        let known = directory.manifest()?;
        let lock = match access {
            Access::Read if known.is_none() => return Err(OpenError::Missing { path: path.to_owned() }),
            Access::Read => None,
            Access::Write => {
                let io_error = |source| OpenError::Io { path: path.to_owned(), source };
                std::fs::create_dir_all(path).map_err(io_error)?;
                Some(WriterLock::take(path).map_err(|error| match error {
                    LockError::Held(pid) => OpenError::Locked { path: path.to_owned(), pid },
                    LockError::Io(source) => io_error(source),
                })?)
            }
        };
        let mut graph = Self::load(&directory, base)?;
        if access == Access::Write {
            if known.is_none() {
                // Marks the directory as ours before the first shard is written, so that a killed
                // first run isn't taken for other people's files.
                directory.write_manifest(&graph.manifest())?;
            }
            directory.sweep(&graph.manifest())?;
            graph.put_ontology()?;
        }
        graph.home = Some(Home { directory, lock });
        Ok(graph)
    }

    /// Reads the files that the manifest names. A writer may replace them meanwhile: then the
    /// manifest names others, and reading begins anew.
    fn load(directory: &Directory, base: Option<&Iris>) -> Result<Self, OpenError> {
        loop {
            let manifest = directory.manifest()?;
            match Self::load_manifest(directory, manifest.as_ref(), base) {
                Err(OpenError::Damaged { damage: Damage::Missing, .. })
                    if directory.manifest()? != manifest => {}
                outcome => return outcome,
            }
        }
    }

    fn load_manifest(
        directory: &Directory,
        manifest: Option<&Manifest>,
        base: Option<&Iris>,
    ) -> Result<Self, OpenError> {
        let Some(manifest) = manifest else {
            return Ok(Self::empty(base.cloned().unwrap_or_default(), None)?);
        };
        let damaged = |message: String| OpenError::Damaged {
            path: directory.path().join("manifest.json"),
            damage: Damage::Syntax(message),
        };
        let iris = Iris::new(&manifest.base).map_err(|error| damaged(error.to_string()))?;
        if let Some(asked) = base.filter(|asked| **asked != iris) {
            return Err(OpenError::Base {
                path: directory.path().to_owned(),
                found: manifest.base.clone(),
                asked: asked.base().to_owned(),
            });
        }
        let mut graph = Self::empty(iris, None)?;
        // One thread reads, checks and parses while this one fills the store.
        let (sender, receiver) = mpsc::sync_channel(2);
        std::thread::scope(|scope| -> Result<(), OpenError> {
            scope.spawn(move || {
                for file in &manifest.files {
                    // The other side hangs up when the store fails.
                    if sender.send(read_quads(directory, file)).is_err() {
                        return;
                    }
                }
            });
            receiver.into_iter().try_for_each(|quads| Ok(graph.rdf.extend(quads?)?))
        })?;
        for file in &manifest.files {
            let part = Part::of_path(&file.path).ok_or_else(|| damaged(format!("{:?}", file.path)))?;
            graph.files.insert(part, file.clone());
        }
        graph.documents = manifest.documents.iter().map(|entry| (entry.id.clone(), entry.clone())).collect();
        Ok(graph)
    }

    fn empty(iris: Iris, home: Option<Home>) -> Result<Self, StorageError> {
        Ok(Self {
            rdf: Store::new()?,
            iris,
            documents: BTreeMap::new(),
            files: BTreeMap::new(),
            changed: BTreeSet::new(),
            home,
        })
    }

    /// The RDF store, for queries.
    #[must_use]
    pub fn rdf(&self) -> &Store {
        &self.rdf
    }

    /// Makes and reads this graph's IRIs.
    #[must_use]
    pub fn iris(&self) -> &Iris {
        &self.iris
    }

    /// The documents, sorted by identifier.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = &DocumentEntry> {
        self.documents.values()
    }

    /// The document with this identifier.
    #[must_use]
    pub fn document(&self, id: &str) -> Option<&DocumentEntry> {
        self.documents.get(id)
    }

    /// Puts a document in, in place of the one with the same identifier.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn replace_document(&mut self, document: DocumentGraph) -> Result<(), StorageError> {
        let name = self.iris.document(&document.entry.id);
        if self.documents.contains_key(&document.entry.id) {
            self.rdf.remove_named_graph(&name)?;
        }
        self.rdf.extend(document.quads)?;
        self.changed.insert(Part::of_document(&document.entry.id));
        self.documents.insert(document.entry.id.clone(), document.entry);
        Ok(())
    }

    /// Forgets a document; `false` when it wasn't there.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn remove_document(&mut self, id: &str) -> Result<bool, StorageError> {
        if self.documents.remove(id).is_none() {
            return Ok(false);
        }
        self.rdf.remove_named_graph(&self.iris.document(id))?;
        self.changed.insert(Part::of_document(id));
        Ok(true)
    }

    /// The entities that documents mention or speak of.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn used_entities(&self) -> Result<BTreeSet<EntityId>, StorageError> {
        self.entities_under(external::SCHEMA_MENTIONS)
    }

    fn entities_under(&self, property: NamedNodeRef<'_>) -> Result<BTreeSet<EntityId>, StorageError> {
        let mut entities = BTreeSet::new();
        for quad in self.rdf.quads_for_pattern(None, Some(property), None, None) {
            if let TermRef::NamedNode(entity) = quad?.object.as_ref() {
                entities.extend(self.iris.entity_id(entity));
            }
        }
        Ok(entities)
    }

    /// Describes the entities that the documents use or may mean, as the gazetteer knows them. To
    /// be called after the documents have changed and before the commit.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn refresh_gazetteer(&mut self, gazetteer: &dyn Describe) -> Result<(), StorageError> {
        let mut used = self.used_entities()?;
        used.extend(self.entities_under(vocab::CANDIDATE)?);
        let quads = gazetteer_quads(&used, gazetteer, &self.iris);
        self.replace_graph(Part::Gazetteer, &self.iris.gazetteer_graph(), quads)
    }

    fn put_ontology(&mut self) -> Result<(), StorageError> {
        let quads = ontology::quads(self.iris.ontology_graph().as_ref());
        self.replace_graph(Part::Ontology, &self.iris.ontology_graph(), quads)
    }

    fn replace_graph(&mut self, part: Part, graph: &NamedNode, quads: Vec<Quad>) -> Result<(), StorageError> {
        self.rdf.remove_named_graph(graph)?;
        self.rdf.extend(quads)?;
        self.changed.insert(part);
        Ok(())
    }

    /// Brings all changes to the disk. Until it returns, the graph as it was stays valid.
    ///
    /// # Errors
    ///
    /// When the graph was opened for reading or a file can't be written.
    pub fn commit(&mut self) -> Result<CommitReport, CommitError> {
        let Some(Home { directory, lock: Some(_) }) = &self.home else {
            return Err(CommitError::ReadOnly);
        };
        let written = self
            .changed_graphs()
            .into_par_iter()
            .map(|(part, graphs)| {
                let (content, quads) = self.serialize(&graphs)?;
                if content.is_empty() {
                    return Ok((part, None));
                }
                directory.write_quads(&part.stem(), &content, quads).map(|file| (part, Some(file)))
            })
            .collect::<Result<Vec<_>, CommitError>>()?;
        let mut files = self.files.clone();
        let mut report = CommitReport::default();
        for (part, file) in written {
            if files.get(&part) == file.as_ref() {
                continue;
            }
            match file {
                Some(file) => {
                    report.files_written += 1;
                    files.insert(part, file);
                }
                None => {
                    files.remove(&part);
                }
            }
        }
        let before = std::mem::replace(&mut self.files, files);
        let manifest = self.manifest();
        if let Err(error) = directory.write_manifest(&manifest) {
            self.files = before;
            return Err(error);
        }
        directory.sweep(&manifest)?;
        self.changed.clear();
        report.quads = manifest.quads;
        report.documents = manifest.documents.len() as u64;
        Ok(report)
    }

    fn manifest(&self) -> Manifest {
        let mut files: Vec<FileEntry> = self.files.values().cloned().collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Manifest {
            format: FORMAT,
            base: self.iris.base().to_owned(),
            quads: files.iter().map(|file| file.quads).sum(),
            files,
            documents: self.documents.values().cloned().collect(),
        }
    }

    /// Writes the whole graph as N-Quads: documents by identifier, then the gazetteer, then the
    /// ontology; sorted lines in each.
    ///
    /// # Errors
    ///
    /// When the store or the writer fails.
    pub fn write_nquads(&self, mut out: impl Write) -> io::Result<()> {
        let documents = self.documents.keys().map(|id| self.iris.document(id));
        for graph in documents.chain([self.iris.gazetteer_graph(), self.iris.ontology_graph()]) {
            for line in self.lines(&graph)? {
                out.write_all(line.as_bytes())?;
            }
        }
        Ok(())
    }

    /// The N-Quads of some graphs, and their number.
    fn serialize(&self, graphs: &[NamedNode]) -> Result<(Vec<u8>, u64), StorageError> {
        let mut content = Vec::new();
        let mut quads = 0;
        for graph in graphs {
            for line in self.lines(graph)? {
                content.extend_from_slice(line.as_bytes());
                quads += 1;
            }
        }
        Ok((content, quads))
    }

    /// The changed parts with the names of their graphs, in the order in which they are written.
    fn changed_graphs(&self) -> Vec<(Part, Vec<NamedNode>)> {
        let mut graphs: BTreeMap<Part, Vec<NamedNode>> =
            self.changed.iter().map(|part| (*part, Vec::new())).collect();
        for id in self.documents.keys() {
            if let Some(of_part) = graphs.get_mut(&Part::of_document(id)) {
                of_part.push(self.iris.document(id));
            }
        }
        for (part, graph) in
            [(Part::Gazetteer, self.iris.gazetteer_graph()), (Part::Ontology, self.iris.ontology_graph())]
        {
            if let Some(of_part) = graphs.get_mut(&part) {
                of_part.push(graph);
            }
        }
        graphs.into_iter().collect()
    }

    /// The sorted lines of a graph.
    fn lines(&self, graph: &NamedNode) -> Result<Vec<String>, StorageError> {
        let name = GraphNameRef::NamedNode(NamedNodeRef::from(graph));
        let mut lines = self
            .rdf
            .quads_for_pattern(None, None, None, Some(name))
            .map(|quad| Ok(format!("{} .\n", quad?)))
            .collect::<Result<Vec<_>, StorageError>>()?;
        lines.sort_unstable();
        Ok(lines)
    }
}

/// The quads of a file that is as the manifest says.
fn read_quads(directory: &Directory, file: &FileEntry) -> Result<Vec<Quad>, OpenError> {
    let bytes = directory.read(file)?;
    // The hash has been checked, so these are the bytes that this program wrote.
    let parser = RdfParser::from_format(RdfFormat::NQuads).lenient();
    parser.for_slice(&bytes).collect::<Result<_, _>>().map_err(|error| OpenError::Damaged {
        path: directory.path().join(&file.path),
        damage: Damage::Syntax(error.to_string()),
    })
}
