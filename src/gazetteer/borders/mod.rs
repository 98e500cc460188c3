//! Which divisions are neighbours, from boundaries that the user has: `borders/*.geojson` in his own dictionary.
//!
//! ```text
//!  *.geojson ─ geojson ─▶ Outline (a division and its rings) ─ touch ─▶ pairs ─ divisions ─▶ Neighbours
//! ```
//!
//! The program has no boundaries of its own: those of the state may not be passed on freely. They change no mention and no
//! fact, so documents needn't be read again when they change.

mod geojson;
#[cfg(test)]
mod tests;
mod touch;

use std::collections::{BTreeMap, BTreeSet};

use super::dictionary::Gazetteer;
use super::report::Reporter;
use super::{EntityIndex, SourceFile};
use crate::diagnostic::Diagnostic;
use crate::entity::{EntityType, PlaceLevel};

use geojson::{Feature, Named};

/// The neighbours of each division.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Neighbours(BTreeMap<EntityIndex, Vec<EntityIndex>>);

impl Neighbours {
    /// Those of one, sorted.
    pub(super) fn of(&self, place: EntityIndex) -> &[EntityIndex] {
        self.0.get(&place).map_or(&[], Vec::as_slice)
    }

    /// Reads boundaries. What can't be used is left out and reported with its file and feature.
    pub(super) fn read<'f>(
        files: impl Iterator<Item = &'f SourceFile>,
        gazetteer: &Gazetteer,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut outlines = Vec::new();
        for file in files {
            let mut reporter = Reporter::new(&file.name, diagnostics);
            for feature in geojson::read(&file.bytes, &mut reporter) {
                if let Some(place) = division(&feature, gazetteer, &mut reporter) {
                    outlines.push((place, feature.rings));
                }
            }
        }
        let mut neighbours: BTreeMap<EntityIndex, BTreeSet<EntityIndex>> = BTreeMap::new();
        for (a, b) in touch::pairs(&outlines) {
            if are_alike(gazetteer, a, b) {
                neighbours.entry(a).or_default().insert(b);
                neighbours.entry(b).or_default().insert(a);
            }
        }
        Self(neighbours.into_iter().map(|(place, others)| (place, others.into_iter().collect())).collect())
    }
}

/// The division that a feature is about.
fn division(feature: &Feature, gazetteer: &Gazetteer, reporter: &mut Reporter<'_>) -> Option<EntityIndex> {
    let number = feature.number;
    let places: Vec<EntityIndex> = match &feature.name {
        Named::Code(code) => {
            let places = gazetteer.entities().filter(|(_, entity)| entity.kind == EntityType::Place);
            let with_code =
                places.filter(|(_, entity)| entity.code.as_ref().is_some_and(|known| known.as_str() == code));
            with_code.map(|(index, _)| index).collect()
        }
        Named::Name(name) => {
            let divisions = gazetteer.entities().filter(|(_, entity)| {
                entity.kind == EntityType::Place && entity.code.is_some() && !entity.validity.has_ended()
            });
            divisions.filter(|(_, entity)| *entity.name == **name).map(|(index, _)| index).collect()
        }
    };
    let shown = feature.name.as_str();
    match places.as_slice() {
        [place] => Some(*place),
        [] => {
            reporter.error(
                None,
                None,
                format!(
                    "feature {number}: no division is called {shown:?}; mend its adcode or name, or add the division to \
                     entities/places.csv"
                ),
                format!(
                    "第 {number} 个要素：没有代码或名称为“{shown}”的区划；请改正其 adcode 或 name，或在 entities/places.csv \
                     中加入该区划"
                ),
            );
            None
        }
        several => {
            let codes: Vec<&str> = several
                .iter()
                .filter_map(|place| gazetteer.entity(*place).code.as_ref().map(|code| code.as_str()))
                .collect();
            let codes = codes.join(", ");
            reporter.error(
                None,
                None,
                format!("feature {number}: several divisions are called {shown:?}; give its adcode, one of {codes}"),
                format!("第 {number} 个要素：有多个名为“{shown}”的区划；请用 adcode 指明，可选 {codes}"),
            );
            None
        }
    }
}

/// Whether two divisions that touch are neighbours: they stand side by side, neither is a part of the other, and they
/// are of one level. A city without counties stands beside counties.
fn are_alike(gazetteer: &Gazetteer, a: EntityIndex, b: EntityIndex) -> bool {
    let lowest = |place: EntityIndex| {
        let level = gazetteer.entity(place).level;
        let has_counties = gazetteer
            .children(place)
            .iter()
            .any(|child| gazetteer.entity(*child).level == Some(PlaceLevel::County));
        if level == Some(PlaceLevel::Prefecture) && !has_counties { Some(PlaceLevel::County) } else { level }
    };
    let is_same_level = gazetteer.entity(a).level == gazetteer.entity(b).level || lowest(a) == lowest(b);
    a != b && is_same_level && !gazetteer.is_within(a, b) && !gazetteer.is_within(b, a)
}
