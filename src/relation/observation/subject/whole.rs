//! Words for the whole of a division: 全县, 该市, 全区, 全镇.

use std::sync::LazyLock;

use super::Subjects;
use super::pointing::park_noun;
use super::time::time_prefix;
use crate::entity::{EntityType, PlaceLevel};
use crate::extraction::EntityRef;
use crate::gazetteer::EntityIndex;
use crate::linking::{LinkedMention, Resolution};
use crate::relation::deixis::{Pointer, Target, is_neighbour};
use crate::relation::reference::{entity_ref, meaning};
use crate::text::words::Words;
use crate::text::{NormalizedSpan, Sentence};

/// Words for the whole of a division, and what its name ends in.
pub(super) static WHOLES: LazyLock<Words<&str>> = LazyLock::new(|| {
    Words::new(vec![
        ("全地区", "地区"),
        ("全盟", "盟"),
        ("我盟", "盟"),
        ("全旗", "旗"),
        ("我旗", "旗"),
        ("全省", "省"),
    ])
});

impl Subjects<'_> {
    /// The division whose name ends in `suffix`, of those that a passage is about and those above.
    pub(super) fn whole(&self, passage: usize, suffix: &str) -> Option<EntityRef> {
        let gazetteer = self.source.gazetteer;
        let prefecture = self.source.scopes.prefecture(passage).map(|focus| focus.place);
        let places = [self.focus.county(passage), self.focus.place(passage), prefecture];
        places.into_iter().flatten().find_map(|place| {
            std::iter::once(place)
                .chain(gazetteer.ancestors(place))
                .find(|place| gazetteer.entity(*place).name.ends_with(suffix))
                .map(|place| entity_ref(place, gazetteer))
        })
    }

    /// The park of the title, when it is a zone that 全区 can mean.
    fn area(&self) -> Option<&EntityRef> {
        self.focus.park.as_ref().filter(|park| park.label.ends_with('区'))
    }

    /// What 全县, 该市 or 全区 at `position` means: the division that was just named, a zone or region that 全区 may be, or
    /// what the passage is about.
    pub(super) fn whole_division(
        &self,
        pointer: &Pointer,
        sentence: &Sentence,
        position: usize,
    ) -> Option<EntityRef> {
        let zones = pointer.target == Target::County && pointer.word.ends_with('区');
        let ends: &[char] = match pointer.target {
            Target::Prefecture => &['市', '州', '盟'],
            _ => &['县', '区', '旗', '市'],
        };
        self.named_before(pointer.word, sentence, position)
            .or_else(|| zones.then(|| self.opening_zone(sentence, position)).flatten())
            // In the profile of a zone 全区 is the zone, whatever region is named on the way.
            .or_else(|| {
                let region = pointer.word == "全区" && self.area().is_none();
                region.then(|| self.region(sentence.passage)).flatten()
            })
            .or_else(|| {
                let before = NormalizedSpan::new(sentence.span.start, position);
                // A district that the section has turned to is nearer than the zone of the title.
                let turned = || self.focus.county(sentence.passage).and_then(|county| self.district(county));
                zones.then(|| self.zone(before).or_else(turned).or_else(|| self.area().cloned())).flatten()
            })
            .or_else(|| self.division(sentence.passage, ends))
            .or_else(|| self.division_of_park(pointer.word))
    }

    /// The division that the name of the park begins with which the document is a profile of: 青石县|玉米产业园.
    fn division_of_park(&self, word: &str) -> Option<EntityRef> {
        let park = self.focus.park.as_ref()?;
        let is_park = |mention: &LinkedMention| {
            mention.mention.kind == EntityType::Park
                && meaning(mention, self.source.gazetteer).is_some_and(|other| other.entity == park.entity)
        };
        let mut pairs = self.source.mentions.windows(2);
        pairs.find_map(|pair| {
            let [outer, inner] = pair else { return None };
            let begins = inner.mention.kind == EntityType::Place
                && inner.mention.span.start == outer.mention.span.start
                && is_park(outer);
            let place = begins.then(|| meaning(inner, self.source.gazetteer)).flatten()?;
            place.label.ends_with(word.chars().next_back()?).then_some(place)
        })
    }

    /// A county-level place as what 全区 means, where it is called so.
    fn district(&self, county: EntityIndex) -> Option<EntityRef> {
        let gazetteer = self.source.gazetteer;
        gazetteer.entity(county).name.ends_with('区').then(|| entity_ref(county, gazetteer))
    }

    /// The division that 该市 or, in its own sentence, 全市 at `position` means: the last one before it that is called so.
    fn named_before(&self, word: &str, sentence: &Sentence, position: usize) -> Option<EntityRef> {
        let level = word.chars().next_back().filter(|c| matches!(c, '县' | '区' | '市' | '州' | '旗'))?;
        let text = &self.source.text.text;
        let passage = self.source.text.passages.get(sentence.passage)?;
        let from = match word.chars().next()? {
            '该' => passage.span.start,
            '全' => sentence.span.start,
            _ => return None,
        };
        let before = NormalizedSpan::new(from, position);
        let called = |mention: &&LinkedMention| {
            let aside = ["与", "比", "距", "从", "赴", "到", "向", "由", "全国", "、"];
            let left = &text[from..mention.mention.span.start];
            mention.mention.kind == EntityType::Place
                && mention.mention.span.of(text).ends_with(level)
                && !aside.iter().any(|word| left.ends_with(word))
        };
        let named = self.outermost(before).filter(called).last()?;
        meaning(named, self.source.gazetteer).filter(|place| place.label.ends_with(level))
    }

    /// The town or village whose name ends in `kind` that was named last before `position`; none where a name stands there.
    pub(super) fn town_before(&self, kind: &str, position: usize) -> Option<EntityRef> {
        let text = &self.source.text.text;
        let mentions = self.source.mentions;
        let to = mentions.partition_point(|mention| mention.mention.span.start <= position);
        let mut before = mentions[..to].iter().rev();
        if before.clone().take(4).any(|mention| position < mention.mention.span.end) {
            return None;
        }
        let town = before.find(|mention| {
            let span = mention.mention.span;
            let called = mention.mention.kind == EntityType::Place && span.of(text).ends_with(kind);
            called && !is_neighbour(&text[..span.start])
        })?;
        meaning(town, self.source.gazetteer)
    }

    /// The autonomous region that 全区 means where the passage is about one, or where the document names one and no
    /// district.
    fn region(&self, passage: usize) -> Option<EntityRef> {
        let gazetteer = self.source.gazetteer;
        let is_region = |place: &EntityIndex| gazetteer.entity(*place).name.ends_with("自治区");
        let county = self.focus.county(passage);
        if let Some(region) = self.focus.place(passage).filter(is_region).filter(|_| county.is_none()) {
            return Some(entity_ref(region, gazetteer));
        }
        let mut found = None;
        for mention in self.source.mentions.iter().filter(|mention| mention.mention.kind == EntityType::Place)
        {
            let Resolution::Linked(place) = mention.resolution else { continue };
            let entity = gazetteer.entity(place);
            match entity.level {
                Some(PlaceLevel::Province) if entity.name.ends_with("自治区") => {
                    found = found.or(Some(place));
                }
                Some(PlaceLevel::County) if entity.name.ends_with(['区', '旗']) => return None,
                _ => {}
            }
        }
        found.map(|place| entity_ref(place, gazetteer))
    }

    /// The zone that a sentence begins with by its noun alone: 2018年,|开发区|实现全区收入…….
    fn opening_zone(&self, sentence: &Sentence, position: usize) -> Option<EntityRef> {
        let words = &self.source.text.text[sentence.span.start..position];
        let words = &words[time_prefix(words)..];
        let (_, noun) = park_noun(words).filter(|(_, noun)| noun.ends_with('区'))?;
        self.park(noun, words.chars().next(), sentence.passage, position)
    }

    /// The zone that a sentence has named before its 全区: 甲度假区…,全区占地.
    fn zone(&self, before: NormalizedSpan) -> Option<EntityRef> {
        let parks = self.outermost(before).filter(|mention| mention.mention.kind == EntityType::Park);
        let zone =
            parks.last().filter(|park| park.mention.span.of(&self.source.text.text).ends_with('区'))?;
        meaning(zone, self.source.gazetteer)
    }
}
