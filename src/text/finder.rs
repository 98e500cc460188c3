//! Finds very many words at once: every place of each, also those inside others.
//!
//! Most places of a text begin none of the words, which the two characters there tell: an automaton, which looks at each
//! character as closely as at any other, takes several times as long.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::words::Characters;

/// Words that are looked for together.
#[derive(Debug, Default)]
pub(crate) struct Finder {
    /// In order, so that those with the same beginning are neighbours.
    words: Vec<Box<str>>,
    /// What words begin with; most places of a text are passed over by it.
    first: Characters,
    /// The numbers of the words of one character, by it.
    single: FxHashMap<char, usize>,
    /// Most characters are no word.
    singles: Characters,
    /// The numbers of the others by their first two characters.
    longer: FxHashMap<(char, char), Range<usize>>,
    /// The pairs of characters that these may begin with: bits by a hash of the two.
    pairs: Box<[u64]>,
}

/// How many times 64 bits there are for the hashes of pairs.
const SLOTS: usize = 256;

impl Finder {
    /// `words` are in order, and each is there once.
    pub(crate) fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let words: Vec<Box<str>> = words.into_iter().map(Box::from).collect();
        let first = words.iter().filter_map(|word| word.chars().next()).collect();
        let mut finder = Self { first, pairs: vec![0; SLOTS].into(), ..Self::default() };
        for (number, word) in words.iter().enumerate() {
            let mut characters = word.chars();
            match (characters.next(), characters.next()) {
                (Some(first), Some(second)) => {
                    let (slot, bit) = place(first, second);
                    finder.pairs[slot] |= bit;
                    finder.longer.entry((first, second)).or_insert(number..number).end = number + 1;
                }
                (Some(only), None) => {
                    finder.single.insert(only, number);
                }
                (None, _) => {}
            }
        }
        let singles = finder.single.keys().copied().collect();
        Self { words, singles, ..finder }
    }

    /// Calls `found` for each word in `text` with its number and where it begins and ends.
    pub(crate) fn find(&self, text: &str, mut found: impl FnMut(usize, Range<usize>)) {
        let mut next = 0;
        while let Some((at, first)) = self.first.find(text, next) {
            next = at + first.len_utf8();
            if self.singles.may_have(first)
                && let Some(number) = self.single.get(&first)
            {
                found(*number, at..next);
            }
            let Some(second) = text[next..].chars().next() else { break };
            let (slot, bit) = place(first, second);
            if self.pairs[slot] & bit == 0 {
                continue;
            }
            for number in self.longer.get(&(first, second)).cloned().into_iter().flatten() {
                let word = &self.words[number];
                if text.as_bytes()[at..].starts_with(word.as_bytes()) {
                    found(number, at..at + word.len());
                }
            }
        }
    }
}

/// The place of the bit of two characters.
#[inline]
fn place(first: char, second: char) -> (usize, u64) {
    /// Spreads what differs in any of the bits over the upper ones, which are looked at.
    const SPREAD: u32 = 0x9E37_79B1;
    let hash = (u32::from(first).rotate_left(8) ^ u32::from(second)).wrapping_mul(SPREAD);
    (hash as usize >> 24, 1 << (hash >> 18 & 63))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_place_of_every_word_is_found(
            words in prop::collection::btree_set("[a甲乙𠮷]{1,3}", 0..6),
            text in "[a甲乙𠮷]{0,12}",
        ) {
            let finder = Finder::new(words.iter().map(String::as_str));
            let mut found = BTreeSet::new();
            finder.find(&text, |number, span| {
                let new = found.insert((number, span.start, span.end));
                assert!(new, "each place once");
            });
            let mut expected = BTreeSet::new();
            for (number, word) in words.iter().enumerate() {
                for (at, _) in text.char_indices().filter(|(at, _)| text[*at..].starts_with(word.as_str())) {
                    expected.insert((number, at, at + word.len()));
                }
            }
            prop_assert_eq!(found, expected);
        }
    }
}
