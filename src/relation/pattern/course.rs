//! What a match passes from left to right: where a sentence does not hold it in this order behind a place, no match begins
//! there, and the elements need not be tried.

use super::{Element, Start};
use crate::relation::item::{Item, Kinds, Stretch};
use crate::relation::rule::Candidate;

/// The types of the mentions before and behind the required text of a pattern.
#[derive(Clone, Debug, Default)]
pub(super) struct Course {
    before: Vec<Kinds>,
    /// Whether there is such a text.
    text: bool,
    behind: Vec<Kinds>,
}

impl Course {
    /// The course of a pattern, of which element number `required` is the required text.
    pub(super) fn new(elements: &[Element], required: Option<usize>) -> Self {
        let kinds = |elements: &[Element]| {
            let wanted = elements.iter().filter_map(|element| match element {
                Element::Mention { kinds, .. } => Some(*kinds),
                _ => None,
            });
            wanted.collect()
        };
        let (before, behind) = elements.split_at(required.unwrap_or(elements.len()));
        Self { before: kinds(before), text: required.is_some(), behind: kinds(behind) }
    }

    /// Whether a match may begin at `start`, given the items of the sentence and the places of the required text.
    pub(super) fn may_begin(&self, start: &Start<'_>, items: Stretch<'_>, words: &[Candidate]) -> bool {
        let mut at = start.at;
        let mut ahead = items.iter().skip_while(|item| item.span.start < start.at);
        if !pass(&self.before, &mut ahead, start.limit, &mut at) {
            return false;
        }
        if self.text {
            let mut words = words.iter().map(|candidate| candidate.word);
            let Some(word) = words.find(|word| at <= word.start && word.end <= start.limit) else {
                return false;
            };
            at = word.end;
        }
        pass(&self.behind, &mut ahead, start.limit, &mut at)
    }
}

/// Goes behind a mention of each of `wanted`, the nearest ones from `at` on; whether they are there.
fn pass<'a>(
    wanted: &[Kinds],
    ahead: &mut impl Iterator<Item = &'a Item>,
    limit: usize,
    at: &mut usize,
) -> bool {
    wanted.iter().all(|kinds| {
        let fits = |item: &&Item| *at <= item.span.start && kinds.has(item.kind);
        let found = ahead.find(fits).filter(|item| item.span.end <= limit);
        found.is_some_and(|item| {
            *at = item.span.end;
            true
        })
    })
}
