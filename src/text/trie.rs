//! Many words by their characters: which of them begin at a place of a text.
//!
//! The place of a text decides what is looked for next, so that nearly nothing has to be compared; and a trie of a
//! hundred thousand words is made in a fraction of the time that an automaton over them takes.

use super::glyph::Glyph;

/// Words with a number each.
#[derive(Clone, Debug)]
pub(crate) struct Trie {
    /// By code point, over the basic plane: where a first character leads.
    first: Box<[Step]>,
    /// Where each further character leads.
    steps: Steps,
    /// How many branches there are.
    branches: u32,
}

/// Where a character leads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
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
    pub(crate) fn word(self) -> Option<u32> {
        (self.word != NONE).then_some(self.word)
    }
}

impl Trie {
    /// A trie of no words, with room for about so many of more than one character.
    pub(crate) fn with_room(words: usize) -> Self {
        let first = vec![NOWHERE; 0x1_0000].into_boxed_slice();
        Self { first, steps: Steps::with_room(words), branches: ROOT + 1 }
    }

    /// The number of `word`; `new` where it has none yet, which it has then. None for the empty word.
    pub(crate) fn number(&mut self, word: &str, new: u32) -> Option<u32> {
        let mut characters = word.chars().peekable();
        let mut branch = ROOT;
        while let Some(character) = characters.next() {
            let step = match self.first.get_mut(character as usize) {
                Some(first) if branch == ROOT => first,
                _ => self.steps.entry(key(branch, character.into())),
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

    /// The number of the word that is `text`.
    pub(crate) fn get(&self, text: &str) -> Option<u32> {
        let mut characters = text.chars();
        let first = self.first(characters.next()?.into());
        characters.try_fold(first, |step, character| self.next(step, character.into()))?.word()
    }

    /// Where the first character of a text leads, by its code point.
    #[inline]
    pub(crate) fn first(&self, code: u32) -> Step {
        match self.first.get(code as usize) {
            Some(step) => *step,
            None => self.steps.get(key(ROOT, code)).unwrap_or(NOWHERE),
        }
    }

    /// Where the next character behind a step leads, by its code point.
    #[inline]
    pub(crate) fn next(&self, step: Step, code: u32) -> Option<Step> {
        if step.branch == NONE { None } else { self.steps.get(key(step.branch, code)) }
    }

    /// Calls `found` with the last character and the number of every word that `glyphs` begin with, the shortest first.
    #[inline]
    pub(crate) fn at(&self, glyphs: &[Glyph], mut found: impl FnMut(Glyph, u32)) {
        let [first, rest @ ..] = glyphs else { return };
        let mut step = self.first(first.code);
        if step.word != NONE {
            found(*first, step.word);
        }
        for glyph in rest {
            let Some(longer) = self.next(step, glyph.code) else { return };
            step = longer;
            if step.word != NONE {
                found(*glyph, step.word);
            }
        }
    }

    /// Calls `found` with the first and the last character and the number of every word in a text, ordered by the
    /// beginnings.
    #[inline]
    pub(crate) fn find(&self, glyphs: &[Glyph], mut found: impl FnMut(Glyph, Glyph, u32)) {
        for (at, first) in glyphs.iter().enumerate() {
            self.at(&glyphs[at..], |last, word| found(*first, last, word));
        }
    }

    /// Memory in bytes.
    pub(crate) fn heap_bytes(&self) -> usize {
        size_of_val(&*self.first) + size_of_val(&*self.steps.slots)
    }
}

/// What is read at a branch: the character `code`.
#[inline]
fn key(branch: u32, code: u32) -> u64 {
    u64::from(branch) << 32 | u64::from(code)
}

/// Steps by their keys: a hash table with open addressing, because a lookup is nearly all that the search does, and most
/// find nothing.
#[derive(Clone, Debug)]
struct Steps {
    /// A power of two of them, of which at most two thirds are taken.
    slots: Box<[(u64, Step)]>,
    /// By how much a hash is shifted to be one of their numbers.
    shift: u32,
    taken: usize,
}

/// The key of a free slot, which no branch and character have.
const FREE: u64 = u64::MAX;

impl Steps {
    fn with_room(steps: usize) -> Self {
        Self::with_slots((2 * steps).next_power_of_two().max(16))
    }

    /// So many free slots, a power of two.
    fn with_slots(slots: usize) -> Self {
        let shift = u64::BITS - slots.trailing_zeros();
        Self { slots: vec![(FREE, NOWHERE); slots].into_boxed_slice(), shift, taken: 0 }
    }

    /// The slot of a key, or the free one where it belongs.
    #[inline]
    fn place(&self, key: u64) -> usize {
        // Multiplicative hashing: the upper bits of the product depend on all of the key.
        let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift;
        let last = self.slots.len() - 1;
        #[allow(clippy::cast_possible_truncation)] // it is the number of a slot
        let mut at = hash as usize & last;
        while self.slots[at].0 != key && self.slots[at].0 != FREE {
            at = (at + 1) & last;
        }
        at
    }

    #[inline]
    fn get(&self, key: u64) -> Option<Step> {
        let (found, step) = self.slots[self.place(key)];
        (found == key).then_some(step)
    }

    /// The step of a key; one that leads nowhere where it has none yet.
    fn entry(&mut self, key: u64) -> &mut Step {
        let mut at = self.place(key);
        if self.slots[at].0 == FREE {
            if 3 * self.taken >= 2 * self.slots.len() {
                self.grow();
                at = self.place(key);
            }
            self.slots[at].0 = key;
            self.taken += 1;
        }
        &mut self.slots[at].1
    }

    fn grow(&mut self) {
        let larger = Self { taken: self.taken, ..Self::with_slots(2 * self.slots.len()) };
        for (key, step) in std::mem::replace(self, larger).slots {
            if key != FREE {
                let at = self.place(key);
                self.slots[at] = (key, step);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::glyph::glyphs;

    proptest! {
        #[test]
        fn the_words_in_a_text_are_found(
            words in prop::collection::btree_set("[a甲乙𠮷]{1,4}", 0..12),
            text in "[a甲乙𠮷]{0,8}",
        ) {
            let mut trie = Trie::with_room(0);
            for (number, word) in (0..).zip(&words) {
                prop_assert_eq!(trie.number(word, number), Some(number));
                prop_assert_eq!(trie.number(word, number + 100), Some(number));
            }
            prop_assert_eq!(trie.number("", 7), None);
            let mut found = Vec::new();
            trie.find(&glyphs(&text), |first, last, number| {
                found.push((first.at(), &text[first.at()..last.end()], number));
            });
            let mut expected = Vec::new();
            for (start, _) in text.char_indices() {
                let ends = text[start..].char_indices().map(|(at, c)| start + at + c.len_utf8());
                let number = |word: &str| (0..).zip(&words).find(|(_, other)| *other == word).map(|(at, _)| at);
                expected.extend(ends.filter_map(|end| Some((start, &text[start..end], number(&text[start..end])?))));
            }
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn a_word_has_its_number_at_its_last_character(words in prop::collection::btree_set("[a甲𠮷]{1,3}", 1..8)) {
            let mut trie = Trie::with_room(0);
            for (number, word) in (0..).zip(&words) {
                trie.number(word, number);
            }
            for (number, word) in (0..).zip(&words) {
                let mut characters = word.chars();
                let mut step = trie.first(characters.next().expect("it has one").into());
                for character in characters {
                    step = trie.next(step, character.into()).expect("the word goes on");
                }
                prop_assert_eq!(step.word(), Some(number));
                prop_assert_eq!(trie.get(word), Some(number));
            }
        }
    }
}
