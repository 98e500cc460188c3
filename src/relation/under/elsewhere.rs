//! What a section that is about one place or park names without its being there: a firm known to be elsewhere,
//! a customer, an airport that is near.

use super::{Item, Page, WORDS};
use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::EntityIndex;
use crate::relation::related::{is_distance, is_visit};
use crate::text::{NormalizedSpan, Sentence};

impl Page<'_> {
    /// Whether the dictionary has a firm in another place than the one that the passage is about: a customer or an
    /// investor from far away is named there, too.
    pub(super) fn is_known_elsewhere(&self, item: &Item, place: EntityIndex) -> bool {
        let known = matches!(item.kind, EntityType::Company | EntityType::Park);
        let entity = item.entity.as_ref().filter(|_| known);
        let Some(firm) = entity.and_then(|entity| self.gazetteer.find(&entity.entity)) else { return false };
        let near = |at: &EntityIndex| {
            let wide = self.gazetteer.entity(*at).level == Some(PlaceLevel::Province);
            self.gazetteer.is_within(*at, place) || !wide && self.gazetteer.is_within(place, *at)
        };
        let places = &self.gazetteer.entity(firm).places;
        (item.kind == EntityType::Company || !places.is_empty()) && !places.iter().any(near)
    }

    /// Whether the clause of an item names another county or city before it: 指导|乙县|开展甲项目前期工作.
    pub(super) fn is_of_another(&self, item: &Item, sentence: &Sentence, place: EntityIndex) -> bool {
        let text = &self.text.text;
        let before = &text[sentence.span.start..item.span.start];
        let clause = before.rsplit([',', ';', ':', '、']).next().unwrap_or(before);
        let clause = NormalizedSpan::new(item.span.start - clause.len(), item.span.start);
        self.names_another(clause, place)
    }

    /// The part of a sentence between semicolons in which an item stands.
    pub(super) fn part_of(&self, sentence: NormalizedSpan, item: &Item) -> NormalizedSpan {
        let text = &self.text.text;
        let start = text[sentence.start..item.span.start].rfind(';').map_or(0, |at| at + 1);
        let end = text[item.span.end..sentence.end].find(';').map_or(sentence.end, |at| item.span.end + at);
        NormalizedSpan::new(sentence.start + start, end)
    }

    /// Whether words name a county or city other than `place` and what it lies in.
    pub(super) fn names_another(&self, words: NormalizedSpan, place: EntityIndex) -> bool {
        let others = self.items.within(words).iter();
        let named = others
            .filter(|other| other.kind == EntityType::Place)
            .filter_map(|other| self.gazetteer.find(&other.entity.as_ref()?.entity));
        let mut named = named.filter(|other| {
            let level = self.gazetteer.entity(*other).level;
            matches!(level, Some(PlaceLevel::Prefecture | PlaceLevel::County))
        });
        named.any(|other| {
            other != place
                && !self.gazetteer.is_within(other, place)
                && !self.gazetteer.is_within(place, other)
        })
    }

    /// Whether somebody calls on a firm or invites it, with its project.
    pub(super) fn is_called_on(&self, item: &Item, sentence: &Sentence) -> bool {
        matches!(item.kind, EntityType::Company | EntityType::Project)
            && is_visit(&self.text.text[sentence.span.start..item.span.start])
    }

    /// Whether a clause names something only beside what it tells: 产品被|甲公司、乙公司|采用; 距甲机场60公里、|乙港|30公里.
    pub(super) fn is_aside(&self, item: &Item, sentence: &Sentence) -> bool {
        let text = &self.text.text;
        let start = self.group_start(sentence.span, item);
        let end = self.group_end(sentence.span, item);
        let before = text[sentence.span.start..start].rsplit([',', ';', ':']).next().unwrap_or("");
        let behind = &text[end..sentence.span.end];
        let behind = behind.strip_prefix('等').unwrap_or(behind);
        match item.kind {
            EntityType::Company => {
                let whole = sentence.span;
                // 甲公司董事长……等参加调研; 下设3家子公司:|甲公司、乙公司.
                WORDS.partner_before.end(before)
                    || WORDS.partner_behind.begin(behind)
                    || WORDS.officer.begin(behind) && WORDS.attended.are_in(whole.of(text))
                    || WORDS.role.end(text[whole.start..start].trim_end_matches([':', '为', '是', '有']))
                    || WORDS.family.are_in(&text[whole.start..start])
            }
            // 乙引水工程|以东
            EntityType::Project => WORDS.side.begin(behind),
            EntityType::Infrastructure => {
                WORDS.near_before.end(before) || WORDS.near_behind.begin(behind) || is_distance(behind)
            }
            _ => false,
        }
    }
}
