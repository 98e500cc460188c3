//! Documents into a graph directory: only what is new or changed is read anew.
//!
//! ```text
//!  files ─ read ─▶ Document ─ same hash and gazetteer? ─▶ kept
//!                     └─ extract ─▶ Extraction ─ map ─▶ quads ─▶ GraphStore ─ commit ─▶ directory
//! ```

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use oxigraph::store::StorageError;

use super::Extractor;
use super::corpus::{Corpus, Failure, Workers};
use crate::diagnostic::Bilingual;
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::graph::{
    Access, CommitError, DocumentEntry, DocumentGraph, GazetteerEntities, GraphStore, Iris, MapContext,
    OpenError, document_graph,
};

/// What to build.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// The graph directory.
    pub graph: PathBuf,
    /// The base of IRIs; the graph's own, or the default, when absent.
    pub base: Option<Iris>,
    /// Whether documents that are no longer among the inputs are removed from the graph.
    pub prune: bool,
    /// Whether everything is done but writing.
    pub dry_run: bool,
}

/// What a build did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildReport {
    /// Documents that the graph didn't have.
    pub new: usize,
    /// Documents that were replaced, because their text or the gazetteer has changed.
    pub changed: usize,
    /// Documents that were kept as they are.
    pub unchanged: usize,
    /// Identifiers of the documents that were removed.
    pub removed: Vec<String>,
    /// Inputs that gave no document.
    pub failed: Vec<Failure>,
    /// Mentions in the new and changed documents.
    pub mentions: usize,
    /// Facts in the new and changed documents.
    pub facts: usize,
    /// Figures in the new and changed documents.
    pub observations: usize,
    /// Documents in the graph.
    pub documents: usize,
    /// Quads in the graph.
    pub quads: usize,
}

impl BuildReport {
    /// Documents that could be read.
    #[must_use]
    pub fn read(&self) -> usize {
        self.new + self.changed + self.unchanged
    }
}

/// Why a graph could not be built or changed.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum BuildError {
    /// The graph can't be opened.
    Open(#[from] OpenError),
    /// The graph can't be changed or written.
    Commit(#[from] CommitError),
}

impl From<StorageError> for BuildError {
    fn from(error: StorageError) -> Self {
        Self::Commit(error.into())
    }
}

impl BuildError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        match self {
            Self::Open(error) => error.message(),
            Self::Commit(error) => error.message(),
        }
    }
}

/// One document, ready to be put into the graph.
enum Prepared {
    Unchanged,
    Read { graph: Box<DocumentGraph>, mentions: usize, facts: usize, observations: usize },
}

/// Brings the graph up to date with `corpus`. `progress` hears of every document that is done.
///
/// Nothing is written when no document could be read.
///
/// # Errors
///
/// When the graph can't be opened or written. Documents that can't be read are no error; they are
/// listed in the report.
pub fn build(
    corpus: &Corpus,
    extractor: &Extractor<'_>,
    workers: &Workers,
    options: &BuildOptions,
    progress: &mut dyn FnMut(&str),
) -> Result<BuildReport, BuildError> {
    let existed = options.graph.exists();
    let mut store = open(options)?;
    let known: Vec<DocumentEntry> = store.documents().cloned().collect();
    let iris = store.iris().clone();
    let descriptions = GazetteerEntities::new(extractor.gazetteer());
    let versions = extractor.versions();
    let context = MapContext { iris: &iris, gazetteer: &descriptions, versions: &versions };
    let reader = versions.to_string();
    let prepare = |document: Document| prepare(&document, &known, &reader, extractor, context);

    let mut report = BuildReport { failed: corpus.skipped.clone(), ..BuildReport::default() };
    corpus.process(workers, prepare, |file, result| -> Result<(), BuildError> {
        match result {
            Ok(Prepared::Unchanged) => report.unchanged += 1,
            Ok(Prepared::Read { graph, mentions, facts, observations }) => {
                let is_known = find(&known, &file.id).is_some();
                *(if is_known { &mut report.changed } else { &mut report.new }) += 1;
                report.mentions += mentions;
                report.facts += facts;
                report.observations += observations;
                store.replace_document(*graph)?;
            }
            Err(failure) => report.failed.push(failure),
        }
        progress(&file.id);
        Ok(())
    })?;

    if report.read() == 0 {
        drop(store);
        if !existed && !options.dry_run {
            take_back(&options.graph);
        }
        return Ok(report);
    }
    if options.prune {
        let wanted: BTreeSet<&str> = corpus.files.iter().map(|file| file.id.as_str()).collect();
        report.removed =
            known.iter().map(|entry| entry.id.clone()).filter(|id| !wanted.contains(id.as_str())).collect();
        for id in &report.removed {
            store.remove_document(id)?;
        }
    }
    store.refresh_gazetteer(&descriptions)?;
    report.documents = store.documents().len();
    report.quads = store.rdf().len()?;
    if !options.dry_run {
        workers.run(|| store.commit())?;
    }
    Ok(report)
}

/// Removes documents from the graph in a directory; returns those that it didn't have.
///
/// # Errors
///
/// When the graph can't be opened or written.
pub fn remove(
    graph: &Path,
    documents: &[String],
    gazetteer: &Gazetteer,
    dry_run: bool,
) -> Result<Vec<String>, BuildError> {
    let access = if dry_run { Access::Read } else { Access::Write };
    let mut store = GraphStore::open(graph, access, None)?;
    let mut unknown = Vec::new();
    for id in documents {
        if !store.remove_document(id)? {
            unknown.push(id.clone());
        }
    }
    if !dry_run && unknown.len() < documents.len() {
        store.refresh_gazetteer(&GazetteerEntities::new(gazetteer))?;
        store.commit()?;
    }
    Ok(unknown)
}

fn open(options: &BuildOptions) -> Result<GraphStore, BuildError> {
    if !options.dry_run {
        return Ok(GraphStore::open(&options.graph, Access::Write, options.base.as_ref())?);
    }
    match GraphStore::open(&options.graph, Access::Read, options.base.as_ref()) {
        Err(OpenError::Missing { .. }) => {
            Ok(GraphStore::in_memory(options.base.clone().unwrap_or_default())?)
        }
        outcome => Ok(outcome?),
    }
}

fn prepare(
    document: &Document,
    known: &[DocumentEntry],
    reader: &str,
    extractor: &Extractor<'_>,
    context: MapContext<'_>,
) -> Prepared {
    let is_same = |entry: &DocumentEntry| entry.sha256 == document.sha256 && entry.reader == reader;
    if find(known, &document.id).is_some_and(is_same) {
        return Prepared::Unchanged;
    }
    let extraction = extractor.extract(document);
    Prepared::Read {
        mentions: extraction.mentions.len(),
        facts: extraction.facts.len(),
        observations: extraction.observations.len(),
        graph: Box::new(document_graph(&extraction, context)),
    }
}

/// The entries are sorted by identifier.
fn find<'a>(known: &'a [DocumentEntry], id: &str) -> Option<&'a DocumentEntry> {
    known.binary_search_by(|entry| entry.id.as_str().cmp(id)).ok().map(|index| &known[index])
}

/// Takes back the directory that opening the graph has made, so that a mistyped input leaves nothing
/// behind. If that fails, an empty graph is left, which the next build takes.
fn take_back(graph: &Path) {
    let _ = std::fs::remove_dir_all(graph);
}
