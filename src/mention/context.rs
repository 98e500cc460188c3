//! What a document as a whole says about the places it speaks of.

use rustc_hash::{FxHashMap, FxHashSet};

use super::licence::is_titled;
use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::{AliasKind, EntityIndex, FormIndex, Gazetteer, Hit};
use crate::text::{BlockKind, NormalizedText};

/// The places that a document names beyond doubt, with their weights.
///
/// A hit counts when its form is the full name of a county or higher division that only one
/// division has, or the usual short name of a province or prefecture. Names in titles and headings
/// count more, because they say what the text is about.
#[derive(Clone, Debug, Default)]
pub struct DocumentContext {
    /// Anchors and all their ancestors, with the sum of the weights below them.
    weights: FxHashMap<EntityIndex, f32>,
    /// Entities whose official full form occurs.
    full: FxHashSet<EntityIndex>,
    /// Names that are those of people here: 县长高安.
    people: FxHashSet<FormIndex>,
}

impl DocumentContext {
    /// Reads the context from all dictionary hits of a document.
    #[must_use]
    pub fn new(text: &NormalizedText, hits: &[Hit], gazetteer: &Gazetteer) -> Self {
        let mut context = Self::default();
        let people = people(text, hits);
        let mut passage = 0;
        // An abbreviation of one character says nothing of itself.
        for hit in hits.iter().filter(|hit| hit.span.len() > 4 && !people.contains(&hit.form)) {
            while passage + 1 < text.passages.len() && text.passages[passage].span.end < hit.span.end {
                passage += 1;
            }
            let weight = match text.passages.get(passage).map(|passage| passage.kind) {
                Some(BlockKind::Title) => 5.0,
                Some(BlockKind::Heading(_)) => 3.0,
                _ => 1.0,
            };
            for alias in &gazetteer.form(hit.form).aliases {
                if alias.kind == AliasKind::Official {
                    context.full.insert(alias.entity);
                }
            }
            // A word such as 来宾 does not speak for itself.
            let doubtful = gazetteer.common_words().of_form(hit.form).is_some()
                && gazetteer.form(hit.form).aliases.iter().all(|alias| alias.kind != AliasKind::Official);
            if let Some(place) = anchor(hit.form, gazetteer).filter(|_| !doubtful) {
                *context.weights.entry(place).or_default() += weight;
                for ancestor in gazetteer.ancestors(place) {
                    *context.weights.entry(ancestor).or_default() += weight;
                }
            }
        }
        Self { people, ..context }
    }

    /// Whether a name is that of a person in the document.
    pub(super) fn is_person(&self, form: FormIndex) -> bool {
        self.people.contains(&form)
    }

    /// How much the document speaks of a place or of places in it; 0 when not at all.
    #[must_use]
    pub fn weight(&self, place: EntityIndex) -> f32 {
        self.weights.get(&place).copied().unwrap_or(0.0)
    }

    /// Whether the official name of the entity occurs in the document.
    #[must_use]
    pub fn has_full_form(&self, entity: EntityIndex) -> bool {
        self.full.contains(&entity)
    }

    /// The counties that are anchors, heaviest first.
    #[must_use]
    pub fn counties(&self, gazetteer: &Gazetteer) -> Vec<EntityIndex> {
        let mut counties: Vec<(EntityIndex, f32)> = self
            .weights
            .iter()
            .filter(|(place, _)| gazetteer.entity(**place).level == Some(PlaceLevel::County))
            .map(|(place, weight)| (*place, *weight))
            .collect();
        counties.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        counties.into_iter().map(|(place, _)| place).collect()
    }
}

/// The names that the text gives to people, by what stands before and behind them.
fn people(text: &NormalizedText, hits: &[Hit]) -> FxHashSet<FormIndex> {
    let name = '吴'.len_utf8() * 2..='吴'.len_utf8() * 3;
    let titled = |hit: &&Hit| {
        let (before, after) = (&text.text[..hit.span.start], &text.text[hit.span.end..]);
        is_titled(before, hit.span.of(&text.text), after)
    };
    hits.iter().filter(|hit| name.contains(&hit.span.len())).filter(titled).map(|hit| hit.form).collect()
}

/// The place that a form names beyond doubt.
fn anchor(form: FormIndex, gazetteer: &Gazetteer) -> Option<EntityIndex> {
    let form = gazetteer.form(form);
    if form.text.chars().nth(2).is_none()
        && form.aliases.iter().all(|alias| alias.kind == AliasKind::Official)
    {
        // 和县, 城区: two characters of which one is a level are too often part of other words.
        return None;
    }
    let mut found = None;
    for alias in &form.aliases {
        let entity = gazetteer.entity(alias.entity);
        if entity.kind != EntityType::Place {
            return None;
        }
        let sure = match (entity.level, alias.kind) {
            (Some(PlaceLevel::Province | PlaceLevel::Prefecture), AliasKind::Official | AliasKind::Short) => {
                form.text.chars().nth(1).is_some()
            }
            (Some(PlaceLevel::County), AliasKind::Official) => true,
            _ => false,
        };
        if !sure {
            // A short county name beside a prefecture's (长沙) does not make the prefecture doubtful.
            continue;
        }
        let rank = entity.level;
        match found {
            None => found = Some((alias.entity, rank)),
            Some((_, seen)) if rank < seen => found = Some((alias.entity, rank)),
            Some((_, seen)) if rank == seen && !entity.validity.has_ended() => return None,
            Some(_) => {}
        }
    }
    found.map(|(place, _)| place)
}
