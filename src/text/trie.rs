//! Many words by their characters: which of them begin at a place of a text.
//!
//! The place of a text decides what is looked for next, so that nearly nothing has to be compared; and a trie of a
//! hundred thousand words is made in a fraction of the time that an automaton over them takes.
//!
//! Most of what is looked for is not there, and the tables are far larger than the caches of a processor. Each step
//! therefore has a few bits that tell what may follow it, so that memory is hardly ever asked for what it doesn't have;
//! and where many places are looked at, what they need is asked for together, so that its ways are one way.

use super::glyph::Glyph;

/// Words with a number each.
#[derive(Clone, Debug)]
pub(crate) struct Trie {
    /// By code point, over the basic plane: where a first character leads, and what may follow it, in a line of the cache.
    first: Vec<[u64; LINE]>,
    steps: Steps,
    /// How many branches there are.
    branches: u32,
}

/// How many numbers a line of the cache holds.
const LINE: usize = 8;

/// Where a character leads: a word and a branch, each with one added so that none is zero, as fresh memory is.
#[derive(Clone, Copy, Debug, Default)]
struct Step {
    word: u32,
    branch: u32,
}

impl Step {
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // the two halves
    fn of_bits(bits: u64) -> Self {
        Self { word: (bits >> 32) as u32, branch: bits as u32 }
    }

    fn bits(self) -> u64 {
        (u64::from(self.word) << 32) | u64::from(self.branch)
    }
}

/// Where words begin whose first character is beyond the basic plane.
const ROOT: u32 = 0;

impl Trie {
    /// A trie of no words, with room for about so many of more than one character.
    pub(crate) fn with_room(words: usize) -> Self {
        Self { first: vec![[0; LINE]; 0x1_0000], steps: Steps::with_room(words), branches: ROOT }
    }

    /// The number of `word`; `new` where it has none yet, which it has then. None for the empty word.
    pub(crate) fn number(&mut self, word: &str, new: u32) -> Option<u32> {
        let mut codes = word.chars().map(u32::from).peekable();
        // The first character and the step that were taken last.
        let (mut first, mut last) = (None, None);
        while let Some(code) = codes.next() {
            let (bits, here) = match (last, self.first.get_mut(code as usize)) {
                (None, Some(line)) => {
                    first = Some(code);
                    (&mut line[0], None)
                }
                _ => {
                    let branch = last.map_or(ROOT, |step: Step| step.branch);
                    let at = self.steps.entry(branch, code);
                    (&mut self.steps.slots[at][1], Some(at))
                }
            };
            let mut step = Step::of_bits(*bits);
            let Some(next) = codes.peek() else {
                if step.word == 0 {
                    step.word = new.checked_add(1)?;
                    *bits = step.bits();
                }
                return Some(step.word - 1);
            };
            if step.branch == 0 {
                self.branches += 1;
                step.branch = self.branches;
                *bits = step.bits();
            }
            match (here, first) {
                (Some(at), _) => self.steps.slots[at][2] |= 1 << narrow(*next),
                (None, Some(first)) => {
                    let (word, bit) = wide(*next);
                    self.first[first as usize][word] |= bit;
                }
                (None, None) => {}
            }
            last = Some(step);
        }
        None
    }

    /// The number of the word that is `text`.
    pub(crate) fn get(&self, text: &str) -> Option<u32> {
        let length = text.chars().count();
        let mut whole = None;
        self.at(text.chars().map(u32::from), |characters, word| {
            whole = Some(word).filter(|_| characters == length).or(whole);
        });
        whole
    }

    /// Calls `found` with the length in characters and the number of every word that a text begins with, given the code
    /// points of its characters: the shortest first.
    #[inline]
    pub(crate) fn at(&self, codes: impl IntoIterator<Item = u32>, mut found: impl FnMut(usize, u32)) {
        let mut codes = codes.into_iter();
        let Some(first) = codes.next() else { return };
        let (step, followers) = match self.first.get(first as usize) {
            Some(line) => {
                let step = Step::of_bits(line[0]);
                if step.word != 0 {
                    found(1, step.word - 1);
                }
                let Some(second) = codes.next() else { return };
                let (word, bit) = wide(second);
                if line[word] & bit == 0 {
                    return;
                }
                let Some((step, followers)) = self.steps.get(step.branch, second) else { return };
                if step.word != 0 {
                    found(2, step.word - 1);
                }
                (step, followers)
            }
            None => {
                let Some((step, followers)) = self.steps.get(ROOT, first) else { return };
                if step.word != 0 {
                    found(1, step.word - 1);
                }
                (step, followers)
            }
        };
        let characters = if (first as usize) < self.first.len() { 2 } else { 1 };
        self.longer(step, followers, characters, codes, found);
    }

    /// Calls `found` with the number of the place, the length in characters and the number of every word that begins at
    /// one of `places` in `text`: place by place, and at each the shortest first.
    ///
    /// That is what [`Self::at`] tells of each of them. But what that finds decides what it does next, and while it waits
    /// for memory nothing else can begin; here the first two steps are taken for many places without any decision
    /// between, so that a processor waits for all of them at once.
    #[inline]
    pub(crate) fn scan(
        &self,
        text: &[Glyph],
        places: impl IntoIterator<Item = usize>,
        ahead: &mut Ahead,
        mut found: impl FnMut(usize, usize, u32),
    ) {
        let mut places = places.into_iter();
        loop {
            let (block, slots) = self.look_ahead(text, &mut places, ahead);
            if block.is_empty() {
                return;
            }
            for (begun, slot) in block.iter().zip(slots) {
                self.follow(text, *begun, *slot, &mut found);
            }
        }
    }

    /// The next block of places where a word may begin, none where `places` end, each with the first slot that its second
    /// step may be in.
    #[inline]
    fn look_ahead<'a>(
        &self,
        text: &[Glyph],
        places: &mut impl Iterator<Item = usize>,
        ahead: &'a mut Ahead,
    ) -> (&'a [Begun], &'a [[u64; 3]]) {
        let Ahead { begun, slots } = ahead;
        let mut count = 0;
        // Nothing is decided by what is read: a place where no word begins is overwritten by the next.
        for place in places {
            let second = text.get(place + 1).map_or(NO_CHARACTER, |glyph| glyph.code);
            let (step, goes_on, begins) = match self.first.get(text[place].code as usize) {
                Some(line) => {
                    let (word, bit) = wide(second);
                    let (step, goes_on) = (Step::of_bits(line[0]), line[word] & bit != 0);
                    (step, goes_on, goes_on | (step.word != 0))
                }
                // Beyond the basic plane, where nothing can be looked at: no step has no word and no branch.
                None => (Step::default(), true, true),
            };
            begun[count] = Begun { place, second, step, goes_on };
            count += usize::from(begins);
            if count == BLOCK {
                break;
            }
        }
        let begun = &begun[..count];
        for (begun, slot) in begun.iter().zip(slots.iter_mut()) {
            // One that doesn't go on reads what others have read.
            let place = self.steps.home(key(begun.step.branch, begun.second)) * usize::from(begun.goes_on);
            *slot = self.steps.slots[place];
        }
        (begun, &slots[..count])
    }

    /// Calls `found` for the words that begin at a place that was looked at.
    #[inline]
    fn follow(
        &self,
        text: &[Glyph],
        begun: Begun,
        slot: [u64; 3],
        found: &mut impl FnMut(usize, usize, u32),
    ) {
        let Begun { place, second, step, goes_on } = begun;
        let [there, bits, followers] = slot;
        if step.word != 0 {
            found(place, 1, step.word - 1);
        }
        if !goes_on {
            return;
        }
        if step.branch == 0 {
            let codes = text[place..].iter().map(|glyph| glyph.code);
            return self.at(codes, |characters, word| found(place, characters, word));
        }
        let key = key(step.branch, second);
        if there == 0 {
            return;
        }
        let (step, followers) = match there == key {
            true => (Step::of_bits(bits), followers),
            // Another one took its slot.
            false => match self.steps.get(step.branch, second) {
                Some(behind) => behind,
                None => return,
            },
        };
        if step.word != 0 {
            found(place, 2, step.word - 1);
        }
        let codes = text[place + 2..].iter().map(|glyph| glyph.code);
        self.longer(step, followers, 2, codes, |characters, word| found(place, characters, word));
    }

    /// Calls `found` for the words that go on from a step, given the code points of what follows it.
    #[inline]
    fn longer(
        &self,
        mut step: Step,
        mut followers: u64,
        mut characters: usize,
        codes: impl Iterator<Item = u32>,
        mut found: impl FnMut(usize, u32),
    ) {
        for code in codes {
            if (followers >> narrow(code)) & 1 == 0 {
                return;
            }
            let Some(longer) = self.steps.get(step.branch, code) else { return };
            (step, followers) = longer;
            characters += 1;
            if step.word != 0 {
                found(characters, step.word - 1);
            }
        }
    }

    /// Memory in bytes.
    pub(crate) fn heap_bytes(&self) -> usize {
        size_of_val(&*self.first) + size_of_val(&*self.steps.slots)
    }
}

/// What [`Trie::scan`] has looked at; kept from one text to the next for its memory.
#[derive(Clone, Debug)]
pub(crate) struct Ahead {
    begun: Box<[Begun; BLOCK]>,
    slots: Box<[[u64; 3]; BLOCK]>,
}

/// How many places are looked at before the words at the first of them are told: more than a processor waits for at once.
const BLOCK: usize = 64;

impl Default for Ahead {
    fn default() -> Self {
        Self { begun: Box::new([Begun::default(); BLOCK]), slots: Box::new([[0; 3]; BLOCK]) }
    }
}

/// A place where a word may begin.
#[derive(Clone, Copy, Debug, Default)]
struct Begun {
    place: usize,
    /// Where its character leads.
    step: Step,
    /// The character behind it, or [`NO_CHARACTER`].
    second: u32,
    /// Whether that may lead on.
    goes_on: bool,
}

/// Stands where a text ends.
const NO_CHARACTER: u32 = u32::MAX;

/// Where the bit of a character is among those of what follows a first one: behind the step.
#[inline]
fn wide(code: u32) -> (usize, u64) {
    const BITS: u64 = u64::BITS as u64 * (LINE as u64 - 1);
    let bit = (u64::from(code.wrapping_mul(0x9E37_79B9)) * BITS) >> 32;
    #[allow(clippy::cast_possible_truncation)] // it is less than LINE
    let word = (bit / 64) as usize + 1;
    (word, 1 << (bit % 64))
}

/// Where it is among those of what follows a further one.
#[inline]
fn narrow(code: u32) -> u32 {
    code.wrapping_mul(0x9E37_79B9) >> 26
}

/// Steps by their branch and character: a hash table with open addressing. A slot has the key, the step, and the bits of
/// what may follow it.
#[derive(Clone, Debug)]
struct Steps {
    /// A power of two of them, of which at most two thirds are taken; of a free one the key is zero, which no branch and
    /// character have.
    slots: Vec<[u64; 3]>,
    /// By how much a hash is shifted to be one of their numbers.
    shift: u32,
    taken: usize,
}

impl Steps {
    fn with_room(steps: usize) -> Self {
        Self::with_slots((2 * steps).next_power_of_two().max(16))
    }

    /// So many free slots, a power of two.
    fn with_slots(slots: usize) -> Self {
        Self { slots: vec![[0; 3]; slots], shift: u64::BITS - slots.trailing_zeros(), taken: 0 }
    }

    /// The slot where a key is, unless others were there before.
    #[inline]
    fn home(&self, key: u64) -> usize {
        // Multiplicative hashing: the upper bits of the product depend on all of the key.
        #[allow(clippy::cast_possible_truncation)] // it is the number of a slot
        let at = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize;
        at & (self.slots.len() - 1)
    }

    /// The slot of a key, or the free one where it belongs.
    #[inline]
    fn place(&self, key: u64) -> usize {
        let last = self.slots.len() - 1;
        let mut at = self.home(key);
        while self.slots[at][0] != key && self.slots[at][0] != 0 {
            at = (at + 1) & last;
        }
        at
    }

    /// Where a character leads behind a branch, and what may follow it.
    #[inline]
    fn get(&self, branch: u32, code: u32) -> Option<(Step, u64)> {
        let key = key(branch, code);
        let [found, step, followers] = self.slots[self.place(key)];
        (found == key).then(|| (Step::of_bits(step), followers))
    }

    /// The slot of a character behind a branch; one that leads nowhere where it has none yet.
    fn entry(&mut self, branch: u32, code: u32) -> usize {
        let key = key(branch, code);
        let at = self.place(key);
        if self.slots[at][0] == key {
            return at;
        }
        if 3 * self.taken >= 2 * self.slots.len() {
            self.grow();
        }
        let at = self.place(key);
        self.slots[at][0] = key;
        self.taken += 1;
        at
    }

    fn grow(&mut self) {
        let larger = Self { taken: self.taken, ..Self::with_slots(2 * self.slots.len()) };
        for slot in std::mem::replace(self, larger).slots {
            if slot[0] != 0 {
                let at = self.place(slot[0]);
                self.slots[at] = slot;
            }
        }
    }
}

/// What is read at a branch: the character `code`.
#[inline]
fn key(branch: u32, code: u32) -> u64 {
    (u64::from(branch) << 32) | u64::from(code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::glyph::glyphs;

    /// The words with the places where they stand in a text.
    fn found<'t>(trie: &Trie, text: &'t str) -> Vec<(usize, &'t str, u32)> {
        let mut found = Vec::new();
        for (start, _) in text.char_indices() {
            let rest = &text[start..];
            trie.at(rest.chars().map(u32::from), |characters, number| {
                let end = rest.char_indices().nth(characters).map_or(rest.len(), |(at, _)| at);
                found.push((start, &rest[..end], number));
            });
        }
        found
    }

    proptest! {
        #[test]
        fn the_words_in_a_text_are_found(
            words in prop::collection::btree_set("[a甲乙𠮷]{1,4}", 0..40),
            text in "[a甲乙𠮷\u{0}]{0,8}",
        ) {
            let mut trie = Trie::with_room(0);
            for (number, word) in (0..).zip(&words) {
                prop_assert_eq!(trie.number(word, number), Some(number));
                prop_assert_eq!(trie.number(word, number + 100), Some(number));
            }
            prop_assert_eq!(trie.number("", 7), None);
            let mut expected = Vec::new();
            for (start, _) in text.char_indices() {
                let ends = text[start..].char_indices().map(|(at, c)| start + at + c.len_utf8());
                let number = |word: &str| (0..).zip(&words).find(|(_, other)| *other == word).map(|(at, _)| at);
                expected.extend(ends.filter_map(|end| Some((start, &text[start..end], number(&text[start..end])?))));
            }
            prop_assert_eq!(found(&trie, &text), expected);
            let (glyphs, mut scanned) = (glyphs(&text.repeat(20)), Vec::new());
            let mut ahead = Ahead::default();
            trie.scan(&glyphs, 0..glyphs.len(), &mut ahead, |place, characters, number| {
                scanned.push((place, characters, number));
            });
            let mut each = Vec::new();
            for place in 0..glyphs.len() {
                trie.at(glyphs[place..].iter().map(|glyph| glyph.code), |characters, number| {
                    each.push((place, characters, number));
                });
            }
            prop_assert_eq!(scanned, each);
            for (number, word) in (0..).zip(&words) {
                prop_assert_eq!(trie.get(word), Some(number));
            }
            prop_assert_eq!(trie.get(&text).is_some(), words.contains(&text));
        }
    }
}
