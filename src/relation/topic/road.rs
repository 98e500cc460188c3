//! The road or railway that a document is about, and what says that a sentence goes on about it.

use super::super::item::Items;
use super::{WORDS, family};
use crate::entity::EntityType;
use crate::text::{NormalizedSpan, NormalizedText};

/// Whether a sentence goes on about the road of the document: 据了解,|沿线经过甲县.
pub(super) fn goes_on(words: &str) -> bool {
    let words = match words.split_once(',') {
        Some((said, rest)) if said.starts_with(['据', '其']) && said.chars().count() <= 6 => rest,
        _ => words,
    };
    WORDS.goes_on.begin(words)
}

/// The road that a document is about, the number of its first item: it is named first of all works, in the title or the
/// first lines, and most often.
pub(super) fn main_road(text: &NormalizedText, items: &Items) -> Option<usize> {
    /// Where the first lines end, in bytes.
    const LEAD: usize = 600;
    let whole = NormalizedSpan::new(0, text.text.len());
    let works =
        items.within(whole).iter().enumerate().filter(|(_, item)| family(item.kind) == EntityType::Project);
    let (first, road) = works.clone().next()?;
    let name = road.span.of(&text.text);
    let is_road = road.kind == EntityType::Infrastructure && WORDS.road.end(name);
    if !is_road || road.span.start > LEAD || road.entity.is_none() {
        return None;
    }
    let all = works.clone().count();
    let own = works.filter(|(_, item)| item.entity == road.entity).count();
    (2 * own > all).then_some(first)
}
