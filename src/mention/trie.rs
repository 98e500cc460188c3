//! Very many words by their characters: which of them begin at a place of a text.
//!
//! The place of a text decides what is looked for next, so that nearly nothing has to be compared; and a trie of a
//! hundred thousand words is made in a fraction of the time that an automaton over them takes.

use rustc_hash::FxHashMap;

/// Words with a number each.
pub(super) struct Trie {
    /// By code point, over the basic plane: where a first character leads.
    first: Box<[Step]>,
    /// Where each further character leads: by the branch that it is read at, and the character.
    steps: FxHashMap<u64, Step>,
    /// How many branches there are.
    branches: u32,
}

/// Where a character leads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    word: u32,
    branch: u32,
}

/// Marks that there is no word, or that no longer one goes on.
const NONE: u32 = u32::MAX;

const NOWHERE: Step = Step { word: NONE, branch: NONE };

/// Where words begin whose first character is beyond the basic plane.
const ROOT: u32 = 0;

impl Step {
    /// The number of the word that ends here.
    #[inline]
    pub(super) fn word(self) -> Option<u32> {
        (self.word != NONE).then_some(self.word)
    }

    /// Whether a longer word goes on from here.
    #[inline]
    pub(super) fn goes_on(self) -> bool {
        self.branch != NONE
    }
}

impl Trie {
    pub(super) fn new() -> Self {
        let first = vec![NOWHERE; 0x1_0000].into_boxed_slice();
        Self { first, steps: FxHashMap::default(), branches: ROOT + 1 }
    }

    /// The number of `word`; `new` where it has none yet, which it has then. None for the empty word.
    pub(super) fn number(&mut self, word: &str, new: u32) -> Option<u32> {
        let mut characters = word.chars().peekable();
        let mut branch = ROOT;
        while let Some(character) = characters.next() {
            let step = match self.first.get_mut(character as usize) {
                Some(first) if branch == ROOT => first,
                _ => self.steps.entry(key(branch, character)).or_insert(NOWHERE),
            };
            if characters.peek().is_none() {
                if step.word == NONE {
                    step.word = new;
                }
                return Some(step.word);
            }
            if step.branch == NONE {
                step.branch = self.branches;
                self.branches += 1;
            }
            branch = step.branch;
        }
        None
    }

    /// Where the first character of a text leads.
    #[inline]
    pub(super) fn first(&self, character: char) -> Step {
        match self.first.get(character as usize) {
            Some(step) => *step,
            None => self.steps.get(&key(ROOT, character)).copied().unwrap_or(NOWHERE),
        }
    }

    /// Where the next character behind a step leads.
    #[inline]
    pub(super) fn next(&self, step: Step, character: char) -> Option<Step> {
        if step.branch == NONE { None } else { self.steps.get(&key(step.branch, character)).copied() }
    }

    /// Calls `found` with the beginning and the end of every word in `text`, ordered by the beginnings.
    #[inline]
    pub(super) fn find(&self, text: &str, mut found: impl FnMut(usize, usize)) {
        for (start, first) in text.char_indices() {
            let mut end = start + first.len_utf8();
            let mut last = Some(self.first(first));
            while let Some(step) = last {
                if step.word != NONE {
                    found(start, end);
                }
                if step.branch == NONE {
                    break;
                }
                last = text[end..].chars().next().and_then(|character| {
                    end += character.len_utf8();
                    self.next(step, character)
                });
            }
        }
    }
}

#[inline]
fn key(branch: u32, character: char) -> u64 {
    u64::from(branch) << 32 | u64::from(character)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_words_in_a_text_are_found(
            words in prop::collection::btree_set("[a甲乙𠮷]{1,4}", 0..12),
            text in "[a甲乙𠮷]{0,8}",
        ) {
            let mut trie = Trie::new();
            for (number, word) in (0..).zip(&words) {
                prop_assert_eq!(trie.number(word, number), Some(number));
                prop_assert_eq!(trie.number(word, number + 100), Some(number));
            }
            prop_assert_eq!(trie.number("", 7), None);
            let mut found = Vec::new();
            trie.find(&text, |start, end| found.push((start, &text[start..end])));
            let mut expected = Vec::new();
            for (start, _) in text.char_indices() {
                let ends = text[start..].char_indices().map(|(at, c)| start + at + c.len_utf8());
                let spans = ends.map(|end| (start, &text[start..end]));
                expected.extend(spans.filter(|(_, word)| words.contains(*word)));
            }
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn a_word_has_its_number_at_its_last_character(words in prop::collection::btree_set("[a甲𠮷]{1,3}", 1..8)) {
            let mut trie = Trie::new();
            for (number, word) in (0..).zip(&words) {
                trie.number(word, number);
            }
            for (number, word) in (0..).zip(&words) {
                let mut characters = word.chars();
                let mut step = trie.first(characters.next().expect("it has one"));
                for character in characters {
                    step = trie.next(step, character).expect("the word goes on");
                }
                prop_assert_eq!(step.word(), Some(number));
            }
        }
    }
}
