//! Merges names and aliases into forms.

use super::load::{ById, Files, Normalize};
use super::rows::{AliasRow, Position};
use super::{Alias, AliasKind, Entity, EntityIndex, Form};
use crate::diagnostic::Diagnostic;

/// All forms, and where their meanings are written.
pub(super) struct Names {
    /// Sorted by text.
    pub(super) forms: Vec<Form>,
    /// One for each meaning, in the order of the forms and of the meanings in them.
    pub(super) rows: Vec<Position>,
}

/// All names and aliases, one form a normalised text.
pub(super) fn forms(
    entities: &[Entity],
    positions: &[Position],
    aliases: Vec<AliasRow<'_>>,
    by_id: &ById<'_>,
    normalize: Normalize<'_>,
    files: &Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Names {
    let mut names: Vec<(String, Alias, Position)> = Vec::with_capacity(entities.len() + aliases.len());
    for ((at, entity), position) in entities.iter().enumerate().zip(positions) {
        let text = normalize(&entity.name);
        if text.trim().is_empty() {
            files.reporter(position.file, diagnostics).warning(
                Some(position.line),
                Some("name"),
                "nothing is left of this name after normalisation, so it can't be found in texts; correct it",
                "此名称规范化后为空，无法在文本中匹配；请更正",
            );
            continue;
        }
        let alias = Alias { entity: EntityIndex::new(at), kind: AliasKind::Official };
        names.push((text, alias, *position));
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
        names.push((text, Alias { entity, kind: row.kind }, row.at));
    }
    // Most are told apart by their first bytes, which are compared at once and without a look at the text.
    names.sort_unstable_by(|left, right| (beginning(&left.0), left).cmp(&(beginning(&right.0), right)));
    merge(names, files, diagnostics)
}

/// The first bytes of a text as a number: of two texts the one with the smaller number comes first.
fn beginning(text: &str) -> u64 {
    let text = text.as_bytes();
    text.first_chunk().map_or_else(
        || text.iter().chain([0; 8].iter()).take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)),
        |first| u64::from_be_bytes(*first),
    )
}

/// Groups sorted names by text; of several rows that give one entity the same text, the most
/// formal counts, which is the first.
fn merge(names: Vec<(String, Alias, Position)>, files: &Files, diagnostics: &mut Vec<Diagnostic>) -> Names {
    let mut forms: Vec<Form> = Vec::with_capacity(names.len());
    let mut rows: Vec<Position> = Vec::with_capacity(names.len());
    for (text, alias, at) in names {
        match forms.last_mut() {
            Some(form) if form.text == text => match (form.aliases.last(), rows.last()) {
                (Some(last), Some(first)) if last.entity == alias.entity => {
                    repeated(&text, *last, *first, at, files, diagnostics);
                }
                _ => {
                    form.aliases.push(alias);
                    rows.push(at);
                }
            },
            _ => {
                forms.push(Form { text, aliases: vec![alias] });
                rows.push(at);
            }
        }
    }
    Names { forms, rows }
}

/// A row that adds nothing; a later source may well repeat an earlier one.
fn repeated(
    text: &str,
    known: Alias,
    first: Position,
    at: Position,
    files: &Files,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if files.source_of(first.file) != files.source_of(at.file) {
        return;
    }
    let place = files.place(first);
    let mut reporter = files.reporter(at.file, diagnostics);
    if known.kind == AliasKind::Official {
        reporter.warning(
            Some(at.line),
            Some("alias"),
            format!("{text:?} is the name of the entity ({place}) already; delete the row"),
            format!("{text:?} 已是该实体的名称（{place}）；请删除此行"),
        );
    } else {
        reporter.warning(
            Some(at.line),
            Some("alias"),
            format!("{text:?} is given for this entity in {place} already; delete the row"),
            format!("{text:?} 已在 {place} 中列为该实体的别名；请删除此行"),
        );
    }
}
