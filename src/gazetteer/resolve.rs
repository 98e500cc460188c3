//! Ties the rows of entities to each other.

use super::load::{ById, Files};
use super::rows::{EntityRow, Position};
use super::{Entity, EntityIndex};
use crate::diagnostic::Diagnostic;

/// The rows sorted by identifier, each identifier once.
///
/// In one source the first row counts and the others are errors; a later source replaces.
pub(super) fn distinct<'a>(
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
                    let place = files.place(kept.at);
                    files.reporter(row.at.file, diagnostics).error(
                        Some(row.at.line),
                        Some("id"),
                        format!("{} is already in {place}; merge the two rows. This one is left out", row.id),
                        format!("{} 已见于 {place}；请合并两行。此行未被采用", row.id),
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
pub(super) fn resolve(
    row: EntityRow<'_>,
    by_id: &ById<'_>,
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
        name: row.name.into(),
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
pub(super) fn cut_circles(
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
