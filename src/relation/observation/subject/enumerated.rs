//! What stands for several things that were enumerated before: 三市, 前者.

use super::Subjects;
use crate::entity::EntityType;
use crate::extraction::EntityRef;
use crate::linking::LinkedMention;
use crate::relation::reference::meaning;

/// How many mentions before are looked through.
const REACH: usize = 60;

/// The number of places that `words` begin with, and the length: 三市.
pub(in crate::relation::observation) fn counted_noun(words: &str) -> Option<(usize, usize)> {
    const NUMBERS: [(char, usize); 8] =
        [('两', 2), ('二', 2), ('三', 3), ('四', 4), ('五', 5), ('六', 6), ('七', 7), ('八', 8)];
    let mut chars = words.chars();
    let (number, noun) = (chars.next()?, chars.next()?);
    let (_, count) = NUMBERS.iter().find(|(c, _)| *c == number)?;
    matches!(noun, '市' | '县' | '区' | '地' | '州' | '镇' | '乡')
        .then_some((*count, number.len_utf8() + noun.len_utf8()))
}

impl Subjects<'_> {
    /// The places that 三市 at the beginning of `words` means, when they are `count`: those enumerated last before
    /// `position`.
    pub(in crate::relation::observation) fn counted_places(
        &self,
        words: &str,
        count: usize,
        position: usize,
    ) -> Option<Vec<EntityRef>> {
        let (number, _) = counted_noun(words).filter(|(number, _)| *number == count)?;
        let group = self.enumerated(position, |kind| kind == EntityType::Place, |len| len == number)?;
        group.iter().map(|mention| meaning(mention, self.source.gazetteer)).collect()
    }

    /// What 前者 or 后者 at `position` means: the first or the last of the two things that were enumerated last.
    pub(super) fn former(&self, latter: bool, position: usize) -> Option<EntityRef> {
        let group = self.enumerated(position, |_| true, |len| len == 2)?;
        meaning(if latter { group.last()? } else { group.first()? }, self.source.gazetteer)
    }

    /// The last enumeration before `position` of mentions of a type that `kind` takes, of a length that `fits`.
    fn enumerated(
        &self,
        position: usize,
        kind: impl Fn(EntityType) -> bool,
        fits: impl Fn(usize) -> bool,
    ) -> Option<Vec<&LinkedMention>> {
        let text = &self.source.text.text;
        let mentions = self.source.mentions;
        let to = mentions.partition_point(|mention| mention.mention.span.end <= position);
        let before: Vec<&LinkedMention> =
            mentions[..to].iter().rev().filter(|mention| !mention.mention.nested).take(REACH).collect();
        let joined = |later: &LinkedMention, earlier: &LinkedMention| {
            let gap = text.get(earlier.mention.span.end..later.mention.span.start);
            later.mention.kind == earlier.mention.kind
                && gap.is_some_and(|gap| matches!(gap, "、" | "和" | "与" | "及"))
        };
        let found = before
            .chunk_by(|later, earlier| joined(later, earlier))
            .find(|group| fits(group.len()) && group.first().is_some_and(|first| kind(first.mention.kind)))?;
        Some(found.iter().rev().copied().collect())
    }
}
