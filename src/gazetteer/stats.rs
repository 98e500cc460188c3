//! What a gazetteer holds, in numbers.

use serde::Serialize;

use super::{AliasKind, Entity, EntityIndex, Form, Gazetteer};
use crate::entity::{EntityType, PlaceLevel};

/// A name and how many there are of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// What is counted.
    pub name: String,
    /// How many.
    pub count: usize,
}

/// The divisions of one province that exist today, the province not included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProvinceStats {
    /// Identifier of the province.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Prefecture-level divisions.
    pub prefectures: usize,
    /// County-level divisions.
    pub counties: usize,
    /// Township-level divisions.
    pub townships: usize,
}

/// Several entities with one official name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Homonyms {
    /// Names that more than one entity has.
    pub names: usize,
    /// The entities that share them.
    pub entities: usize,
}

/// The numbers of a gazetteer; lists are in a fixed order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// See [`Gazetteer::version`].
    pub version: String,
    /// Entities.
    pub entities: usize,
    /// Entities by type, every type.
    pub by_type: Vec<Count>,
    /// Places by level, every level.
    pub by_level: Vec<Count>,
    /// Entities by data source, sorted.
    pub by_source: Vec<Count>,
    /// Entities that no longer exist.
    pub ended: usize,
    /// Texts that name something.
    pub forms: usize,
    /// Meanings of forms by kind of name, every kind.
    pub by_kind: Vec<Count>,
    /// Forms with more than one meaning.
    pub ambiguous_forms: usize,
    /// The forms with the most meanings, at most twenty.
    pub most_ambiguous: Vec<Count>,
    /// County-level divisions of today with the same name.
    pub homonymous_counties: Homonyms,
    /// Township-level divisions of today with the same name.
    pub homonymous_townships: Homonyms,
    /// Forms that are ordinary words by `common_words.csv`.
    pub common_word_forms: usize,
    /// Forms that are in the lexicon.
    pub lexicon_forms: usize,
    /// Ordinary words.
    pub lexicon_words: usize,
    /// Rules about neighbours of words.
    pub guards: usize,
    /// Divisions by province, sorted by identifier.
    pub provinces: Vec<ProvinceStats>,
}

const MOST_AMBIGUOUS: usize = 20;

/// Counts what `gazetteer` holds.
#[must_use]
pub fn stats(gazetteer: &Gazetteer) -> Stats {
    let count =
        |test: &dyn Fn(&Entity) -> bool| gazetteer.entities().filter(|(_, entity)| test(entity)).count();
    let meanings = |kind: AliasKind| {
        gazetteer.forms().flat_map(|(_, form)| &form.aliases).filter(|a| a.kind == kind).count()
    };
    let ambiguous: Vec<&Form> =
        gazetteer.forms().map(|(_, form)| form).filter(|form| form.is_ambiguous()).collect();
    Stats {
        version: gazetteer.version().to_owned(),
        entities: gazetteer.entities().len(),
        by_type: EntityType::ALL
            .map(|kind| Count { name: kind.to_string(), count: count(&|entity| entity.kind == kind) })
            .into(),
        by_level: PlaceLevel::ALL
            .map(|level| Count {
                name: level.to_string(),
                count: count(&|entity| entity.level == Some(level)),
            })
            .into(),
        by_source: by_source(gazetteer),
        ended: count(&|entity| entity.validity.has_ended()),
        forms: gazetteer.forms().len(),
        by_kind: AliasKind::ALL.map(|kind| Count { name: kind.to_string(), count: meanings(kind) }).into(),
        ambiguous_forms: ambiguous.len(),
        most_ambiguous: most_ambiguous(ambiguous),
        homonymous_counties: homonyms(gazetteer, PlaceLevel::County),
        homonymous_townships: homonyms(gazetteer, PlaceLevel::Township),
        common_word_forms: gazetteer.common_words().forms(),
        lexicon_forms: gazetteer
            .forms()
            .filter(|(_, form)| gazetteer.lexicon().get(&form.text).is_some())
            .count(),
        lexicon_words: gazetteer.lexicon().len(),
        guards: gazetteer.guards().iter().count(),
        provinces: provinces(gazetteer),
    }
}

fn by_source(gazetteer: &Gazetteer) -> Vec<Count> {
    let mut sources: Vec<&str> = gazetteer.entities().map(|(_, entity)| &*entity.source).collect();
    sources.sort_unstable();
    sources
        .chunk_by(|left, right| left == right)
        .filter_map(|group| Some(Count { name: (*group.first()?).to_owned(), count: group.len() }))
        .collect()
}

fn most_ambiguous(mut forms: Vec<&Form>) -> Vec<Count> {
    // Stable, so forms with as many meanings stay sorted by text.
    forms.sort_by_key(|form| std::cmp::Reverse(form.aliases.len()));
    forms
        .into_iter()
        .take(MOST_AMBIGUOUS)
        .map(|form| Count { name: form.text.clone(), count: form.aliases.len() })
        .collect()
}

fn homonyms(gazetteer: &Gazetteer, level: PlaceLevel) -> Homonyms {
    let mut homonyms = Homonyms::default();
    for (_, form) in gazetteer.forms() {
        let entities = form
            .aliases
            .iter()
            .filter(|alias| alias.kind == AliasKind::Official)
            .map(|alias| gazetteer.entity(alias.entity))
            .filter(|entity| entity.level == Some(level) && !entity.validity.has_ended())
            .count();
        if entities > 1 {
            homonyms.names += 1;
            homonyms.entities += entities;
        }
    }
    homonyms
}

fn provinces(gazetteer: &Gazetteer) -> Vec<ProvinceStats> {
    gazetteer
        .entities()
        .filter(|(_, entity)| entity.level == Some(PlaceLevel::Province) && !entity.validity.has_ended())
        .map(|(at, entity)| {
            let mut province = ProvinceStats {
                id: entity.id.to_string(),
                name: entity.name.to_string(),
                prefectures: 0,
                counties: 0,
                townships: 0,
            };
            count_parts(gazetteer, at, &mut province);
            province
        })
        .collect()
}

fn count_parts(gazetteer: &Gazetteer, whole: EntityIndex, province: &mut ProvinceStats) {
    // A stack of its own: the depth of the tree is the data's to choose.
    let mut open = vec![whole];
    while let Some(at) = open.pop() {
        for part in gazetteer.children(at) {
            open.push(*part);
            let entity = gazetteer.entity(*part);
            if entity.validity.has_ended() {
                continue;
            }
            match entity.level {
                Some(PlaceLevel::Prefecture) => province.prefectures += 1,
                Some(PlaceLevel::County) => province.counties += 1,
                Some(PlaceLevel::Township) => province.townships += 1,
                _ => {}
            }
        }
    }
}
