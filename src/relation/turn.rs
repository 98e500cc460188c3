//! Where a paragraph about several counties turns to the next: what follows is there.
//!
//! ```text
//! 甲县做强竹产业,A公司年加工竹笋6万吨;乙县瞄准磷化工,B公司投产。C公司产品外销。
//! └ A is in 甲县                       └ B and C are in 乙县
//! ```

use super::item::{Item, Items};
use super::pointing::is_timed;
use super::reference::entity_ref;
use crate::entity::{EntityType, PlaceLevel};
use crate::extraction::EntityRef;
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::text::word_list::word_lists;
use crate::text::{NormalizedSpan, NormalizedText, Sentence};

word_lists! {
    static WORDS: TurnWords = "turn.csv";
    /// What stands before a place that a part of a sentence turns to.
    before,
    /// What follows a place that is only one of several, or only named on the way.
    no_turn,
    /// What opens a part of a sentence that is about the whole.
    whole,
}

/// Where the text turns to a place, or to none.
#[derive(Clone, Copy, Debug)]
struct Turn {
    end: usize,
    passage: usize,
    county: Option<EntityIndex>,
    place: Option<EntityIndex>,
}

/// The turns of a document in order, of the passages that turn to more than one county.
#[derive(Debug, Default)]
pub(super) struct Turns(Vec<Turn>);

impl Turns {
    pub(super) fn new(
        text: &NormalizedText,
        sentences: &[Sentence],
        items: &Items,
        gazetteer: &Gazetteer,
    ) -> Self {
        let mut turns: Vec<Turn> = Vec::new();
        for sentence in sentences {
            let mut start = sentence.span.start;
            let parts = memchr::memchr_iter(b';', sentence.span.of(&text.text).as_bytes());
            let ends = parts.map(|mark| sentence.span.start + mark + 1).chain([sentence.span.end]);
            for end in ends {
                let span = NormalizedSpan::new(start, end);
                start = end;
                // What ends with a semicolon has no part behind it.
                if span.is_empty() {
                    continue;
                }
                turns.extend(turn(&text.text, span, sentence.passage, items, gazetteer));
            }
        }
        let mut kept = Vec::new();
        for of_passage in turns.chunk_by(|left, right| left.passage == right.passage) {
            let mut counties = of_passage.iter().filter_map(|turn| turn.county);
            let first = counties.next();
            if counties.any(|county| Some(county) != first) {
                kept.extend_from_slice(of_passage);
            }
        }
        Self(kept)
    }

    /// Whether a clause is about the whole.
    pub(super) fn is_whole(clause: &str) -> bool {
        WORDS.whole.begin(clause)
    }

    /// Whether a passage turns to several counties.
    pub(super) fn are_in(&self, passage: usize) -> bool {
        self.0.binary_search_by_key(&passage, |turn| turn.passage).is_ok()
    }

    /// The place that the text has turned to where `item` stands, and where that is said.
    pub(super) fn at(
        &self,
        item: &Item,
        passage: usize,
        gazetteer: &Gazetteer,
    ) -> Option<(EntityRef, usize)> {
        let to = self.0.partition_point(|turn| turn.end <= item.span.start);
        let turn = self.0[..to].last().filter(|turn| turn.passage == passage)?;
        Some((entity_ref(turn.place?, gazetteer), turn.end))
    }
}

/// The turn that a part of a sentence begins with.
fn turn(
    text: &str,
    part: NormalizedSpan,
    passage: usize,
    items: &Items,
    gazetteer: &Gazetteer,
) -> Option<Turn> {
    let inside = items.within(part);
    let words = part.of(text);
    let none = Turn { end: part.start, passage, county: None, place: None };
    if WORDS.whole.begin(words) {
        return Some(none);
    }
    let first = inside.first()?;
    let before = &text[part.start..first.span.start];
    let opens = is_timed(before) || WORDS.before.has(before);
    if !opens || !matches!(first.kind, EntityType::Place | EntityType::Organization) {
        return None;
    }
    let level = |item: &Item| {
        let place = gazetteer.find(&item.entity.as_ref()?.entity)?;
        Some((place, gazetteer.entity(place).level?))
    };
    // Of 甲市乙县丙镇 the last is meant.
    let mut last = first;
    for next in &inside[1..] {
        if next.kind != EntityType::Place || next.span.start != last.span.end {
            break;
        }
        last = next;
    }
    let behind = &text[last.span.end..part.end];
    // 甲县26个,总投资……;乙园区4个: each is only counted.
    let unit = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = unit.len() < behind.len() && unit.starts_with(['个', '家', '项', '户']);
    if first.kind == EntityType::Organization || counted || WORDS.no_turn.begin(behind) {
        return Some(none);
    }
    let turned =
        |county, place| Turn { end: last.span.end, passage, county: Some(county), place: Some(place) };
    match level(last) {
        Some((place, PlaceLevel::County)) => Some(turned(place, place)),
        Some((place, PlaceLevel::Township)) => {
            let county = gazetteer.entity(place).parent?;
            Some(turned(county, place))
        }
        _ => Some(none),
    }
}
