//! From files to a gazetteer: reads every row, then ties the rows to each other.

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::borders::Neighbours;
use super::common::CommonWords;
use super::forms::{Names, forms};
use super::guard::Guards;
use super::report::Reporter;
use super::resolve::{cut_circles, distinct, resolve};
use super::rows::{self, Position, SourceKeys};
use super::word_rows::{self, GuardRow};
use super::{
    Entity, EntityIndex, FileRole, Gazetteer, GazetteerSource, Lexicon, Matcher, SourceFile, lexicon,
};
use crate::diagnostic::Diagnostic;
use crate::entity::EntityId;

/// The function that documents and names both go through.
pub(super) type Normalize<'n> = &'n dyn Fn(&str) -> String;

/// Finds the handle of an identifier while the gazetteer is being made.
pub(super) type ById<'i> = FxHashMap<&'i str, EntityIndex>;

/// The files of all sources in order, each with the number of its source.
pub(super) struct Files {
    pub(super) files: Vec<(usize, SourceFile)>,
}

impl Files {
    pub(super) fn of(sources: &[GazetteerSource], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut files: Vec<(usize, SourceFile)> = Vec::new();
        for (number, source) in sources.iter().enumerate() {
            for file in source.files(diagnostics) {
                // In the project's own directory `./gazetteer` is what is built in: reading a copy
                // would cost the time of starting twice and change the version for nothing.
                let is_copy =
                    |(_, known): &(usize, SourceFile)| known.role == file.role && known.bytes == file.bytes;
                if !files.iter().any(is_copy) {
                    files.push((number, file));
                }
            }
        }
        Self { files }
    }

    /// Twelve hexadecimal digits of a SHA-256 over the names and bytes of all files that are `wanted`, so that a
    /// graph can say which dictionary it was made with.
    fn version(&self, wanted: impl Fn(FileRole) -> bool) -> String {
        let mut hash = Sha256::new();
        for (_, file) in self.files.iter().filter(|(_, file)| wanted(file.role)) {
            // Role and length keep two different sets of files from giving the same bytes.
            hash.update(format!("{:?} {}\n", file.role, file.bytes.len()));
            hash.update(&file.bytes);
        }
        hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }

    pub(super) fn reporter<'d>(&self, file: usize, diagnostics: &'d mut Vec<Diagnostic>) -> Reporter<'d> {
        match self.files.get(file) {
            Some((_, file)) => Reporter::new(&file.name, diagnostics),
            None => Reporter::new(&"".into(), diagnostics),
        }
    }

    /// `file:line`, for messages that point at a second row.
    pub(super) fn place(&self, at: Position) -> String {
        format!("{}:{}", self.files.get(at.file).map_or("", |(_, file)| &*file.name), at.line)
    }

    pub(super) fn source_of(&self, file: usize) -> usize {
        self.files.get(file).map_or(0, |(source, _)| *source)
    }
}

/// Everything that the loader learns; the check looks at more of it than the gazetteer keeps.
pub(super) struct Loaded<'a> {
    pub(super) gazetteer: Gazetteer,
    pub(super) guards: Vec<GuardRow<'a>>,
    pub(super) keys: SourceKeys,
    /// Where the row of each entity is.
    pub(super) positions: Vec<Position>,
    /// Where the row of each meaning of each form is, form by form.
    pub(super) name_rows: Vec<Position>,
}

/// Loads `files`; every row that is left out is in `diagnostics` as an error.
pub(super) fn load<'a>(
    files: &'a Files,
    normalize: Normalize<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Loaded<'a> {
    let mut keys = SourceKeys::default();
    let mut entity_rows = Vec::new();
    let mut alias_rows = Vec::new();
    let mut guard_rows = Vec::new();
    let mut common_words = Vec::new();
    let mut words = Vec::new();
    for (number, (_, file)) in files.files.iter().enumerate() {
        let reporter = &mut Reporter::new(&file.name, diagnostics);
        match file.role {
            FileRole::Entities => rows::entities(file, number, &mut keys, reporter, &mut entity_rows),
            FileRole::Aliases => rows::aliases(file, number, &mut keys, reporter, &mut alias_rows),
            FileRole::Guards => word_rows::guards(file, number, normalize, reporter, &mut guard_rows),
            FileRole::CommonWords => word_rows::common_words(file, normalize, reporter, &mut common_words),
            FileRole::Lexicon => lexicon::read(file, normalize, &mut words, reporter),
            // Borders are between divisions, which have to be known first.
            FileRole::Sources | FileRole::Borders => {}
        }
    }

    let entity_rows = distinct(entity_rows, files, diagnostics);
    let ids: Vec<EntityId> = entity_rows.iter().map(|row| row.id.clone()).collect();
    let by_id: ById<'_> =
        ids.iter().enumerate().map(|(at, id)| (id.as_str(), EntityIndex::new(at))).collect();
    let positions: Vec<Position> = entity_rows.iter().map(|row| row.at).collect();
    let mut entities: Vec<Entity> =
        entity_rows.into_iter().map(|row| resolve(row, &by_id, files, diagnostics)).collect();
    cut_circles(&mut entities, &positions, files, diagnostics);
    let Names { forms, rows: name_rows } =
        forms(&entities, &positions, alias_rows, &by_id, normalize, files, diagnostics);
    let matcher = Matcher::new(&forms);
    let guards = Guards::new(guard_rows.iter().map(|row| row.guard.clone()).collect(), &forms);
    let common_words = CommonWords::new(common_words, &forms);
    // What borders say is of no consequence for what is found in a document.
    let version = files.version(|role| role != FileRole::Borders);
    let mut gazetteer =
        Gazetteer::new(entities, forms, matcher, guards, common_words, Lexicon::new(words), version);
    let mut borders = files.files.iter().map(|(_, file)| file).filter(|file| file.role == FileRole::Borders);
    if borders.clone().next().is_some() {
        let neighbours = Neighbours::read(&mut borders, &gazetteer, diagnostics);
        gazetteer.set_neighbours(neighbours, files.version(|role| role == FileRole::Borders));
    }
    Loaded { gazetteer, guards: guard_rows, keys, positions, name_rows }
}
