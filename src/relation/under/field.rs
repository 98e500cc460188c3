//! The sector that a part of a sentence builds up, of which the firms and works are that it goes on with:
//!
//! ```text
//! 推动甲县|食品产业|做大做强,加快推进乙项目,建成丙二期;延伸|钢铁产业|链条,支持丁公司扩产
//! ```

use super::{Page, WORDS};
use crate::entity::EntityType;
use crate::relation::item::Item;
use crate::relation::section::WORDS as SECTION;
use crate::text::NormalizedSpan;

/// How long what stands before the sector, and what is said of it, may be, in bytes (some twelve characters).
const LONGEST: usize = 36;

impl Page<'_> {
    /// The sectors that the part of a sentence builds up in which `item` stands.
    pub(super) fn built_up(&self, sentence: NormalizedSpan, item: &Item) -> Option<&[Item]> {
        let text = &self.text.text;
        let before = &text[sentence.start..item.span.start];
        let part = sentence.start + before.rfind(';').map_or(0, |at| at + 1);
        let mut end = item.span.start;
        let mut own = true;
        loop {
            let start = part + text.get(part..end)?.rfind(',').map_or(0, |at| at + 1);
            let clause = NormalizedSpan::new(start, end);
            if !own && let Some(sectors) = self.sectors(clause, start == part) {
                return Some(sectors);
            }
            if !self.goes_on(clause, own) || start == part {
                return None;
            }
            own = false;
            end = start - 1;
        }
    }

    /// The sectors that a clause is about: 做强|新材料产业, or, where a part begins, 新材料产业|加快发展.
    fn sectors(&self, clause: NormalizedSpan, first: bool) -> Option<&[Item]> {
        let text = &self.text.text;
        let items = self.items.within(clause);
        let from = items.iter().position(|item| item.kind != EntityType::Place)?;
        let (places, sectors) = items.split_at(from);
        let start = sectors.first()?.span.start;
        let verb = &text[clause.start..places.first().map_or(start, |place| place.span.start)];
        let adjoined = places.last().is_none_or(|place| place.span.end == start);
        let led = verb.is_empty() && first || SECTION.builds_up.end(verb);
        let tail = &text[sectors.last()?.span.end..clause.end];
        let told = |c: char| c.is_alphabetic() && !matches!(c, '的' | '和' | '与' | '及');
        let about = sectors.iter().all(|item| item.kind == EntityType::Industry)
            && adjoined
            && led
            && verb.len() <= LONGEST
            && tail.len() <= LONGEST
            && tail.chars().all(told);
        about.then_some(sectors)
    }

    /// Whether a clause goes on about the sector before: it names firms or works and turns to nothing else, or tells an
    /// amount. `own`: it is the one before the name that is asked for.
    fn goes_on(&self, clause: NormalizedSpan, own: bool) -> bool {
        let words = clause.of(&self.text.text);
        let items = self.items.within(clause);
        let works =
            |item: &Item| matches!(item.kind, EntityType::Project | EntityType::Company | EntityType::Park);
        let names = items.iter().any(works) || words.contains(|c: char| c.is_ascii_digit());
        !WORDS.besides.begin(words)
            && (own || names)
            && items.iter().all(|item| works(item) || item.kind == EntityType::Product)
    }
}
