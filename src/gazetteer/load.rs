//! From files to a gazetteer: reads every row, then ties the rows to each other.

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::common::CommonWords;
use super::guard::Guards;
use super::report::Reporter;
use super::rows::{self, AliasRow, EntityRow, GuardRow, Position, SourceKeys};
use super::{
    Alias, AliasKind, Entity, EntityIndex, FileRole, Form, Gazetteer, GazetteerSource, Lexicon, Matcher,
    SourceFile, lexicon,
};
use crate::diagnostic::Diagnostic;

/// The function that documents and names both go through.
pub(super) type Normalize<'n> = &'n dyn Fn(&str) -> String;

/// The files of all sources in order, each with the number of its source.
pub(super) struct Files {
    pub(super) files: Vec<(usize, SourceFile)>,
}

impl Files {
    pub(super) fn of(sources: &[GazetteerSource], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut files = Vec::new();
        for (number, source) in sources.iter().enumerate() {
            files.extend(source.files(diagnostics).into_iter().map(|file| (number, file)));
        }
        Self { files }
    }

    /// Twelve hexadecimal digits of a SHA-256 over the names and bytes of all files, so that a
    /// graph can say which dictionary it was made with.
    fn version(&self) -> String {
        let mut hash = Sha256::new();
        for (_, file) in &self.files {
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

    fn source_of(&self, file: usize) -> usize {
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
            FileRole::Guards => rows::guards(file, number, normalize, reporter, &mut guard_rows),
            FileRole::CommonWords => rows::common_words(file, normalize, reporter, &mut common_words),
            FileRole::Lexicon => lexicon::read(file, normalize, &mut words, reporter),
            FileRole::Sources => {}
        }
    }

    let entity_rows = distinct(entity_rows, files, diagnostics);
    let by_id: FxHashMap<String, EntityIndex> = entity_rows
        .iter()
        .enumerate()
        .map(|(at, row)| (row.id.as_str().to_owned(), EntityIndex::new(at)))
        .collect();
    let positions: Vec<Position> = entity_rows.iter().map(|row| row.at).collect();
    let mut entities: Vec<Entity> =
        entity_rows.into_iter().map(|row| resolve(row, &by_id, files, diagnostics)).collect();
    cut_circles(&mut entities, &positions, files, diagnostics);
    let forms = forms(&entities, &positions, alias_rows, &by_id, normalize, files, diagnostics);
    let matcher = Matcher::new(&forms).unwrap_or_else(|error| {
        let mut reporter = files.reporter(0, diagnostics);
        reporter.error(
            None,
            None,
            format!("the names are too many for one automaton ({error}); split the gazetteer"),
            format!("名称过多，无法建立自动机（{error}）；请拆分词典"),
        );
        Matcher::default()
    });
    let guards = Guards::new(guard_rows.iter().map(|row| row.guard.clone()).collect(), &forms);
    let common_words = CommonWords::new(common_words, &forms);
    let gazetteer =
        Gazetteer::new(entities, forms, matcher, guards, common_words, Lexicon::new(words), files.version());
    Loaded { gazetteer, guards: guard_rows, keys, positions }
}

/// The rows sorted by identifier, each identifier once.
///
/// In one source the first row counts and the others are errors; a later source replaces.
fn distinct<'a>(
    mut rows: Vec<EntityRow<'a>>,
    files: &Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<EntityRow<'a>> {
    // By source from last to first, then as they stand in the files: the row to keep comes first.
    rows.sort_by(|left, right| {
        left.id
            .cmp(&right.id)
            .then_with(|| files.source_of(right.at.file).cmp(&files.source_of(left.at.file)))
            .then_with(|| left.at.cmp(&right.at))
    });
    let mut distinct: Vec<EntityRow<'a>> = Vec::with_capacity(rows.len());
    let mut previous = 0;
    for row in rows {
        let source = files.source_of(row.at.file);
        match distinct.last() {
            Some(kept) if kept.id == row.id => {
                if previous == source {
                    let line = kept.at.line;
                    let name = files.files.get(kept.at.file).map_or("", |(_, file)| &*file.name);
                    files.reporter(row.at.file, diagnostics).error(
                        Some(row.at.line),
                        Some("id"),
                        format!(
                            "{} is already in {name}:{line}; merge the two rows. This one is left out",
                            row.id
                        ),
                        format!("{} 已见于 {name}:{line}；请合并两行。此行未被采用", row.id),
                    );
                }
            }
            _ => distinct.push(row),
        }
        previous = source;
    }
    distinct
}

/// Turns the references of a row into handles; those that lead nowhere are dropped and reported.
fn resolve(
    row: EntityRow<'_>,
    by_id: &FxHashMap<String, EntityIndex>,
    files: &Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Entity {
    let mut find = |id: &str, column: &'static str| {
        let found = by_id.get(id).copied();
        if found.is_none() && !id.is_empty() {
            files.reporter(row.at.file, diagnostics).warning(
                Some(row.at.line),
                Some(column),
                format!(
                    "no entity has the id {id:?}; correct it or add the entity. The row is used without it"
                ),
                format!("没有标识为 {id:?} 的实体；请更正或补充该实体。此行仍被采用，但不含此项"),
            );
        }
        found
    };
    let parent = find(&row.parent, "parent");
    let successor = find(&row.successor, "successor");
    let mut places: Vec<EntityIndex> =
        row.places.split('|').filter_map(|place| find(place.trim(), "place")).collect();
    places.sort_unstable();
    places.dedup();
    Entity {
        id: row.id,
        kind: row.kind,
        name: row.name.into_owned(),
        name_en: row.name_en,
        level: row.level,
        code: row.code,
        parent,
        places,
        validity: row.validity,
        successor,
        source: row.source,
    }
}

/// Cuts parents that lead back to their own child; walking up would never end.
fn cut_circles(
    entities: &mut [Entity],
    positions: &[Position],
    files: &Files,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // The number of the walk that reached each entity; 0: none yet.
    let mut reached = vec![0_usize; entities.len()];
    for start in 0..entities.len() {
        let mut at = start;
        while let Some(parent) = entities.get(at).and_then(|entity| entity.parent) {
            if let Some(mark) = reached.get_mut(at) {
                *mark = start + 1;
            }
            match reached.get(parent.get()) {
                Some(0) => at = parent.get(),
                Some(walk) if *walk == start + 1 => {
                    if let (Some(entity), Some(position)) = (entities.get_mut(at), positions.get(at)) {
                        entity.parent = None;
                        files.reporter(position.file, diagnostics).warning(
                            Some(position.line),
                            Some("parent"),
                            format!("{} is part of itself by way of its parents; correct the parent. It is ignored", entity.id),
                            format!("{} 经由上级又回到自身；请更正上级。此项已忽略", entity.id),
                        );
                    }
                    break;
                }
                _ => break,
            }
        }
    }
}

/// All names and aliases, one form a normalised text.
fn forms(
    entities: &[Entity],
    positions: &[Position],
    aliases: Vec<AliasRow<'_>>,
    by_id: &FxHashMap<String, EntityIndex>,
    normalize: Normalize<'_>,
    files: &Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Form> {
    let mut names: Vec<(String, Alias)> = Vec::with_capacity(entities.len() + aliases.len());
    for (at, entity) in entities.iter().enumerate() {
        let text = normalize(&entity.name);
        if text.trim().is_empty() {
            if let Some(position) = positions.get(at) {
                files.reporter(position.file, diagnostics).warning(
                    Some(position.line),
                    Some("name"),
                    "nothing is left of this name after normalisation, so it can't be found in texts; correct it",
                    "此名称规范化后为空，无法在文本中匹配；请更正",
                );
            }
            continue;
        }
        names.push((text, Alias { entity: EntityIndex::new(at), kind: AliasKind::Official }));
    }
    for row in aliases {
        let Some(entity) = by_id.get(&*row.entity).copied() else {
            files.reporter(row.at.file, diagnostics).error(
                Some(row.at.line),
                Some("entity"),
                format!(
                    "no entity has the id {:?}; correct it or add the entity. The row is left out",
                    row.entity
                ),
                format!("没有标识为 {:?} 的实体；请更正或补充该实体。此行未被采用", row.entity),
            );
            continue;
        };
        let text = normalize(&row.alias);
        if text.trim().is_empty() {
            files.reporter(row.at.file, diagnostics).error(
                Some(row.at.line),
                Some("alias"),
                "nothing is left of this alias after normalisation; correct or delete it. The row is left out",
                "此别名规范化后为空；请更正或删除。此行未被采用",
            );
            continue;
        }
        names.push((text, Alias { entity, kind: row.kind }));
    }
    names.sort_unstable();
    let mut forms: Vec<Form> = Vec::with_capacity(names.len());
    for (text, alias) in names {
        match forms.last_mut() {
            Some(form) if form.text == text => {
                // Sorted by entity, then kind: the first of an entity is its most formal kind.
                if form.aliases.last().is_none_or(|last| last.entity != alias.entity) {
                    form.aliases.push(alias);
                }
            }
            _ => forms.push(Form { text, aliases: vec![alias] }),
        }
    }
    forms
}
