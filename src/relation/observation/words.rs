//! Lists of words that are looked for at many places: one pass over the text, whatever their number.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// Words with what they mean.
#[derive(Clone, Debug)]
pub(super) struct Words<T> {
    /// By first character, and with the same one longer words first: the first that fits is the longest.
    rows: Vec<(&'static str, T)>,
    /// Where the rows of each first character are.
    first: FxHashMap<char, Range<usize>>,
    /// Bit `c % 1024` is set for each first character `c`: most characters begin no word.
    begins: [u64; 16],
    /// The same for last characters.
    ends: [u64; 16],
}

impl<T: Copy> Words<T> {
    pub(super) fn new(mut rows: Vec<(&'static str, T)>) -> Self {
        rows.sort_by_key(|(word, _)| (word.chars().next(), std::cmp::Reverse(word.len())));
        let mut begins = [0; 16];
        let mut first: FxHashMap<char, Range<usize>> = FxHashMap::default();
        for (at, (word, _)) in rows.iter().enumerate() {
            let Some(c) = word.chars().next() else { continue };
            let (slot, bit) = place(c);
            begins[slot] |= bit;
            first.entry(c).or_insert(at..at).end = at + 1;
        }
        let mut ends = [0; 16];
        for last in rows.iter().filter_map(|(word, _)| word.chars().next_back()) {
            let (slot, bit) = place(last);
            ends[slot] |= bit;
        }
        Self { rows, first, begins, ends }
    }

    /// The longest word that `text` begins with at `at`, where `c` stands.
    fn at(&self, text: &str, at: usize, c: char) -> Option<(&'static str, T)> {
        let (slot, bit) = place(c);
        if self.begins[slot] & bit == 0 {
            return None;
        }
        let rest = &text[at..];
        self.rows[self.first.get(&c)?.clone()].iter().find(|(word, _)| rest.starts_with(word)).copied()
    }

    /// `text` without the longest word that it begins with.
    pub(super) fn without_prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (word, _) = self.at(text, 0, text.chars().next()?)?;
        text.get(word.len()..)
    }

    /// `text` without the longest word that it ends with.
    pub(super) fn without_suffix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (slot, bit) = place(text.chars().next_back()?);
        if self.ends[slot] & bit == 0 {
            return None;
        }
        let fitting = self.rows.iter().filter_map(|(word, _)| text.strip_suffix(word));
        fitting.min_by_key(|rest| rest.len())
    }

    /// The word that begins first, with its offset.
    pub(super) fn first(&self, text: &str) -> Option<(usize, &'static str, T)> {
        text.char_indices()
            .find_map(|(at, c)| self.at(text, at, c).map(|(word, meaning)| (at, word, meaning)))
    }

    /// The word that begins last and that `accept` takes, with its offset.
    pub(super) fn last(
        &self,
        text: &str,
        accept: impl Fn(usize, &'static str) -> bool,
    ) -> Option<(usize, &'static str, T)> {
        text.char_indices().rev().find_map(|(at, c)| {
            let (word, meaning) = self.at(text, at, c).filter(|(word, _)| accept(at, word))?;
            Some((at, word, meaning))
        })
    }

    /// The word that ends last, of two the longer.
    pub(super) fn last_ending(&self, text: &str) -> Option<(&'static str, T)> {
        let found = text
            .char_indices()
            .filter_map(|(at, c)| self.at(text, at, c).map(|found| (at + found.0.len(), found)));
        found.max_by_key(|(end, (word, _))| (*end, word.len())).map(|(_, found)| found)
    }
}

fn place(c: char) -> (usize, u64) {
    let hash = c as usize % 1024;
    (hash / 64, 1 << (hash % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_at_the_first_or_last_place() {
        let words = Words::new(vec![("产", 1), ("产能", 2), ("能力", 3)]);
        assert_eq!(words.first("年产能力"), Some((3, "产能", 2)));
        assert_eq!(words.last("年产能力", |_, _| true), Some((6, "能力", 3)));
        assert_eq!(words.last("年产能力", |_, word| word != "能力"), Some((3, "产能", 2)));
        assert_eq!(words.first("投资"), None);
    }
}
