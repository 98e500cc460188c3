//! Documents into a graph directory: only what is new or changed is read anew.
//!
//! ```text
//!  files ─▶ bytes ─ same hash and versions? ─▶ kept
//!             └─ read, extract ─▶ Extraction ─ map ─▶ lines ─▶ GraphWriter ─ commit ─▶ directory
//! ```

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Extractor;
use super::corpus::{Corpus, Failure, Workers};
use super::seen::{self, Seen};
use super::versions::describes;
use crate::diagnostic::Bilingual;
use crate::document::{DocumentError, Input, Unread};
use crate::gazetteer::Gazetteer;
use crate::graph::{
    Backend, CommitError, Descriptions, DocumentBlock, DocumentEntry, GazetteerEntities, GraphWriter, Iris,
    Manifest, MapContext, OpenError, document_graph,
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
    /// What answers queries; the graph's own, or memory, when absent.
    pub store: Option<Backend>,
    /// Whether every file is hashed again, also those that seem untouched.
    pub rehash: bool,
}

/// What a build did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildReport {
    /// Documents that the graph didn't have.
    pub new: Vec<String>,
    /// Documents that were replaced, because their text, the gazetteer, the rules or the program has
    /// changed.
    pub changed: Vec<String>,
    /// The number of those among the changed documents whose text is the same: they were read again
    /// because the gazetteer, the rules or the program has changed.
    pub reread: usize,
    /// The number of documents that were kept as they are.
    pub unchanged: usize,
    /// Documents that were removed.
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
    pub documents: u64,
    /// Quads in the graph.
    pub quads: u64,
}

impl BuildReport {
    /// Documents that could be read.
    #[must_use]
    pub fn read(&self) -> usize {
        self.new.len() + self.changed.len() + self.unchanged
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
struct Prepared {
    block: DocumentBlock,
    mentions: usize,
    facts: usize,
    observations: usize,
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
    check_store(options.store, &options.graph)?;
    let open = || GraphWriter::open(&options.graph, options.base.as_ref());
    let (writer, seen) = workers.both(open, || seen(options));
    let mut writer = writer?;
    if let Some(store) = options.store {
        writer.set_store(store);
    }
    writer.check_store()?;
    let begun = seen::moment(&writer.lock_file());
    let committed = writer.committed();
    let known = committed.as_ref().map_or_else(<&[_]>::default, |manifest| manifest.documents.as_slice());
    let iris = writer.iris().clone();
    let gazetteer = GazetteerEntities::new(extractor.gazetteer());
    let versions = extractor.versions();
    let context = MapContext { iris: &iris, gazetteer: &gazetteer, versions: &versions };
    let prepare = |unread: Unread| {
        let document = unread.parse()?;
        let extraction = extractor.extract(&document);
        Ok(Prepared {
            mentions: extraction.mentions.len(),
            facts: extraction.facts.len(),
            observations: extraction.observations.len(),
            block: document_graph(&extraction, context).into(),
        })
    };
    let mut report = compare(
        corpus,
        workers,
        Known { documents: known, seen: &seen },
        &versions.to_string(),
        prepare,
        |file, prepared, report| {
            if let Some(Prepared { block, mentions, facts, observations }) = prepared {
                report.mentions += mentions;
                report.facts += facts;
                report.observations += observations;
                workers.run(|| writer.replace_document(block))?;
            }
            progress(file);
            Ok(())
        },
    )?;
    if report.read() == 0 {
        drop(writer);
        if !existed {
            take_back(&options.graph);
        }
        return Ok(report);
    }
    report.removed = pruned(corpus, known, options);
    for id in &report.removed {
        writer.remove_document(id);
    }
    let version = describes(extractor.gazetteer());
    let descriptions = Descriptions { gazetteer: &gazetteer, version: &version };
    let commit = workers.run(|| writer.commit(descriptions))?;
    (report.documents, report.quads) = (commit.documents, commit.quads);
    if let Some(table) = seen.table(writer.documents(), begun) {
        // It only saves time, and what has to be safe is.
        let _ = writer.write_cache(seen::FILE, table.as_bytes());
    }
    Ok(report)
}

/// What [`build`] would change, without the numbers of what it would find: documents are read, but
/// nothing is extracted or written.
///
/// # Errors
///
/// When the graph can't be read.
pub fn plan(
    corpus: &Corpus,
    extractor: &Extractor<'_>,
    workers: &Workers,
    options: &BuildOptions,
    progress: &mut dyn FnMut(&str),
) -> Result<BuildReport, BuildError> {
    let manifest = Manifest::read(&options.graph, options.base.as_ref())?;
    check_store(options.store.or(manifest.as_ref().map(|manifest| manifest.store)), &options.graph)?;
    let known = manifest.map(|manifest| manifest.documents).unwrap_or_default();
    let reader = extractor.versions().to_string();
    let readable = |unread: Unread| unread.parse().map(|_| ());
    let seen = seen(options);
    let knowledge = Known { documents: &known, seen: &seen };
    let mut report = compare(corpus, workers, knowledge, &reader, readable, |file, _, _| {
        progress(file);
        Ok(())
    })?;
    report.removed = pruned(corpus, &known, options);
    Ok(report)
}

/// Before anything is written or read for a store that this program doesn't know.
fn check_store(store: Option<Backend>, graph: &Path) -> Result<(), OpenError> {
    match store {
        Some(store) if !store.is_available() => Err(OpenError::Unavailable { path: graph.to_owned() }),
        _ => Ok(()),
    }
}

/// The files that earlier builds have hashed.
fn seen(options: &BuildOptions) -> Seen {
    if options.rehash {
        return Seen::default();
    }
    Seen::parse(std::fs::read(options.graph.join(seen::FILE)).ok())
}

/// What an earlier build has left.
#[derive(Clone, Copy)]
struct Known<'a> {
    documents: &'a [DocumentEntry],
    seen: &'a Seen,
}

/// Does `prepare` with each document that is new or changed and notes what became of it; `deliver`
/// hears of every document, those that are kept first, the others in the order of the inputs.
fn compare<T: Send>(
    corpus: &Corpus,
    workers: &Workers,
    Known { documents: known, seen }: Known<'_>,
    reader: &str,
    prepare: impl Fn(Unread) -> Result<T, DocumentError> + Sync,
    mut deliver: impl FnMut(&str, Option<T>, &mut BuildReport) -> Result<(), BuildError>,
) -> Result<BuildReport, BuildError> {
    let mut report = BuildReport { failed: corpus.skipped.clone(), ..BuildReport::default() };
    let has_text = |unread: &Unread| {
        let entry = find(known, unread.id());
        entry.is_some_and(|entry| entry.sha256 == unread.sha256())
    };
    // Most documents of most builds are kept: they are only looked at, and many at a time, because handing
    // over each one would cost more than that.
    let (kept, rest) = corpus.divide(workers, |file, open| {
        let entry = find(known, &file.id);
        let is_untouched = match &file.input {
            Input::File(path) => seen.is_untouched(&file.id, path, entry.map_or("", |entry| &entry.sha256)),
            Input::Stdin => false,
        };
        let is_current = entry.is_some_and(|entry| entry.reader == reader);
        is_current && (is_untouched || open().is_ok_and(|unread| has_text(&unread)))
    });
    report.unchanged = kept.len();
    for file in &kept {
        deliver(&file.id, None, &mut report)?;
    }
    let work = |unread: Unread| {
        let is_reread = has_text(&unread);
        prepare(unread).map(|prepared| (prepared, is_reread))
    };
    rest.process_unread(workers, work, |file, result| {
        let prepared = match result {
            Ok((prepared, is_reread)) => {
                report.reread += usize::from(is_reread);
                let is_known = find(known, &file.id).is_some();
                (if is_known { &mut report.changed } else { &mut report.new }).push(file.id.clone());
                Some(prepared)
            }
            Err(failure) => {
                report.failed.push(failure);
                None
            }
        };
        deliver(&file.id, prepared, &mut report)
    })?;
    Ok(report)
}

/// The documents of the graph that are not among the inputs, when those are to go.
fn pruned(corpus: &Corpus, known: &[DocumentEntry], options: &BuildOptions) -> Vec<String> {
    if !options.prune {
        return Vec::new();
    }
    let wanted: BTreeSet<&str> = corpus.files.iter().map(|file| file.id.as_str()).collect();
    known.iter().map(|entry| entry.id.clone()).filter(|id| !wanted.contains(id.as_str())).collect()
}

/// Removes documents from the graph in a directory; returns those that it didn't have.
///
/// # Errors
///
/// When the graph can't be opened or written.
pub fn remove(graph: &Path, documents: &[String], gazetteer: &Gazetteer) -> Result<Vec<String>, BuildError> {
    let mut writer = GraphWriter::open(graph, None)?;
    writer.check_store()?;
    let unknown: Vec<String> = documents.iter().filter(|id| !writer.remove_document(id)).cloned().collect();
    if unknown.len() < documents.len() {
        let version = describes(gazetteer);
        writer.commit(Descriptions { gazetteer: &GazetteerEntities::new(gazetteer), version: &version })?;
    }
    Ok(unknown)
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
