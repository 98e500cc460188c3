//! In the context of which county a company or park appears.

use rustc_hash::FxHashMap;

use super::reference::{entity_ref, meaning};
use super::scope::Scopes;
use super::{Directness, Statement};
use crate::entity::{EntityId, EntityType, PlaceLevel};
use crate::extraction::{AppearanceBasis, EntityRef, Object, Predicate};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::linking::{LinkedMention, Resolution, begun_before};
use crate::text::{NormalizedSpan, Sentence};

/// One row for every mention of a company or park that has a county in its context: the company,
/// the county, why, and the sentence.
#[must_use]
pub fn appearances(
    sentences: &[Sentence],
    mentions: &[LinkedMention],
    statements: &[Statement],
    scopes: &Scopes,
    gazetteer: &Gazetteer,
) -> Vec<(EntityRef, EntityRef, AppearanceBasis, NormalizedSpan)> {
    let mut stated: FxHashMap<&EntityId, EntityIndex> = FxHashMap::default();
    // What only the section tells is told below.
    let located = |statement: &&Statement| {
        statement.predicate == Predicate::LocatedIn && statement.directness > Directness::Section
    };
    for statement in statements.iter().filter(located) {
        if let Object::Entity(place) = &statement.object
            && let Some(county) = gazetteer.find(&place.entity).and_then(|place| county_of(place, gazetteer))
        {
            stated.entry(&statement.subject.entity).or_insert(county);
        }
    }
    let mut out = Vec::new();
    for sentence in sentences {
        let from = begun_before(mentions, sentence.span.start);
        let here: Vec<&LinkedMention> = mentions[from..]
            .iter()
            .take_while(|mention| mention.mention.span.start < sentence.span.end)
            .collect();
        let counties: Vec<(usize, EntityIndex)> = here
            .iter()
            .filter(|mention| mention.mention.kind == EntityType::Place && !mention.mention.nested)
            .filter_map(|mention| match mention.resolution {
                Resolution::Linked(place) => Some((mention.mention.span.start, county_of(place, gazetteer)?)),
                _ => None,
            })
            .collect();
        for mention in here {
            if mention.mention.nested
                || !matches!(mention.mention.kind, EntityType::Company | EntityType::Park)
            {
                continue;
            }
            let Some(subject) = meaning(mention, gazetteer) else { continue };
            let start = mention.mention.span.start;
            let nearest = counties.iter().min_by_key(|(at, _)| at.abs_diff(start)).map(|(_, county)| *county);
            let found = stated
                .get(&subject.entity)
                .map(|county| (*county, AppearanceBasis::Stated))
                .or_else(|| nearest.map(|county| (county, AppearanceBasis::SameSentence)))
                .or_else(|| {
                    scopes.county(sentence.passage).map(|focus| (focus.place, AppearanceBasis::Section))
                });
            if let Some((county, basis)) = found {
                out.push((subject, entity_ref(county, gazetteer), basis, sentence.span));
            }
        }
    }
    out
}

/// The county-level division that a place is or lies in.
fn county_of(place: EntityIndex, gazetteer: &Gazetteer) -> Option<EntityIndex> {
    std::iter::once(place)
        .chain(gazetteer.ancestors(place))
        .find(|place| gazetteer.entity(*place).level == Some(PlaceLevel::County))
}
