//! Lists of words that are looked for at many places: one pass over the text, whatever their number.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer};

/// Words with what they mean.
#[derive(Clone, Debug)]
pub(crate) struct Words<T = (), S = &'static str> {
    /// By first character, and with the same one longer words first: the first that fits is the longest.
    rows: Vec<(S, T)>,
    /// Where the rows of each first character are.
    first: FxHashMap<char, Range<usize>>,
    /// The numbers of the rows of each last character, longer words first.
    last: FxHashMap<char, Vec<usize>>,
    /// Most characters begin no word.
    begins: Characters,
    /// Nor do they end one.
    ends: Characters,
}

/// Characters by the last ten bits of each: enough to pass over most that are not in the set.
#[derive(Clone, Copy, Debug, Default)]
struct Characters([u64; 16]);

impl Characters {
    fn add(&mut self, c: char) {
        let (slot, bit) = Self::place(c);
        self.0[slot] |= bit;
    }

    #[inline]
    fn may_have(&self, c: char) -> bool {
        let (slot, bit) = Self::place(c);
        self.0[slot] & bit != 0
    }

    #[inline]
    fn place(c: char) -> (usize, u64) {
        let hash = c as usize % 1024;
        (hash / 64, 1 << (hash % 64))
    }
}

impl<T, S> Default for Words<T, S> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            first: FxHashMap::default(),
            last: FxHashMap::default(),
            begins: Characters::default(),
            ends: Characters::default(),
        }
    }
}

/// A list in a file.
impl<'de> Deserialize<'de> for Words<(), String> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = Vec::<String>::deserialize(deserializer)?;
        Ok(Self::new(words.into_iter().map(|word| (word, ())).collect()))
    }
}

impl<T: Copy, S: AsRef<str>> Words<T, S> {
    pub(crate) fn new(mut rows: Vec<(S, T)>) -> Self {
        rows.retain(|(word, _)| !word.as_ref().is_empty());
        rows.sort_by_key(|(word, _)| (word.as_ref().chars().next(), std::cmp::Reverse(word.as_ref().len())));
        let (mut begins, mut ends) = (Characters::default(), Characters::default());
        let mut first: FxHashMap<char, Range<usize>> = FxHashMap::default();
        let mut last: FxHashMap<char, Vec<usize>> = FxHashMap::default();
        for (at, (word, _)) in rows.iter().enumerate() {
            let word = word.as_ref();
            if let (Some(head), Some(tail)) = (word.chars().next(), word.chars().next_back()) {
                begins.add(head);
                ends.add(tail);
                first.entry(head).or_insert(at..at).end = at + 1;
                last.entry(tail).or_default().push(at);
            }
        }
        for numbers in last.values_mut() {
            numbers.sort_by_key(|at| std::cmp::Reverse(rows[*at].0.as_ref().len()));
        }
        Self { rows, first, last, begins, ends }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The longest word that `text` begins with at `at`, where `c` stands.
    #[inline]
    fn at(&self, text: &str, at: usize, c: char) -> Option<(&str, T)> {
        if self.begins.may_have(c) { self.row_at(&text[at..], c) } else { None }
    }

    fn row_at(&self, rest: &str, c: char) -> Option<(&str, T)> {
        let rows = &self.rows[self.first.get(&c)?.clone()];
        let fits = |row: &&(S, T)| rest.as_bytes().starts_with(row.0.as_ref().as_bytes());
        rows.iter().find(fits).map(|(word, meaning)| (word.as_ref(), *meaning))
    }

    /// The longest word that `text` begins with.
    #[inline]
    pub(crate) fn beginning(&self, text: &str) -> Option<(&str, T)> {
        self.at(text, 0, text.chars().next()?)
    }

    /// The words, by their first characters.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|(word, _)| word.as_ref())
    }

    /// Whether `text` is one of the words.
    pub(crate) fn has(&self, text: &str) -> bool {
        let Some(c) = text.chars().next().filter(|c| self.begins.may_have(*c)) else { return false };
        let Some(rows) = self.first.get(&c) else { return false };
        self.rows[rows.clone()].iter().any(|(word, _)| word.as_ref() == text)
    }

    /// Whether `text` begins with one of the words.
    pub(crate) fn begin(&self, text: &str) -> bool {
        self.beginning(text).is_some()
    }

    /// Whether `text` ends with one of the words.
    pub(crate) fn end(&self, text: &str) -> bool {
        self.without_suffix(text).is_some()
    }

    /// Whether one of the words is in `text`.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        self.first(text).is_some()
    }

    /// `text` without the longest word that it begins with.
    pub(crate) fn without_prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (word, _) = self.beginning(text)?;
        text.get(word.len()..)
    }

    /// `text` without the longest word that it ends with.
    pub(crate) fn without_suffix<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.before(text).next()
    }

    /// `text` without each of the words that it ends with, the longest word first.
    pub(crate) fn before<'w, 't>(
        &'w self,
        text: &'t str,
    ) -> impl Iterator<Item = &'t str> + use<'w, 't, T, S> {
        let tail = text.chars().next_back().filter(|tail| self.ends.may_have(*tail));
        let rows = tail.and_then(|tail| self.last.get(&tail)).into_iter().flatten();
        rows.filter_map(move |at| text.strip_suffix(self.rows[*at].0.as_ref()))
    }

    /// The words in `text` with their offsets: at each place the longest that begins there.
    pub(crate) fn all<'w, 't>(
        &'w self,
        text: &'t str,
    ) -> impl Iterator<Item = (usize, &'w str, T)> + use<'w, 't, T, S> {
        text.char_indices()
            .filter_map(move |(at, c)| self.at(text, at, c).map(|(word, meaning)| (at, word, meaning)))
    }

    /// The word that begins first, with its offset.
    pub(crate) fn first(&self, text: &str) -> Option<(usize, &str, T)> {
        self.all(text).next()
    }

    /// The word that begins last and that `accept` takes, with its offset.
    pub(crate) fn last(&self, text: &str, accept: impl Fn(usize, &str) -> bool) -> Option<(usize, &str, T)> {
        text.char_indices().rev().find_map(|(at, c)| {
            let (word, meaning) = self.at(text, at, c).filter(|(word, _)| accept(at, word))?;
            Some((at, word, meaning))
        })
    }

    /// The word that ends last, of two the longer.
    pub(crate) fn last_ending(&self, text: &str) -> Option<(&str, T)> {
        let found = self.all(text).map(|(at, word, meaning)| (at + word.len(), (word, meaning)));
        found.max_by_key(|(end, (word, _))| (*end, word.len())).map(|(_, found)| found)
    }
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
        assert_eq!(words.all("产能力产").map(|found| found.0).collect::<Vec<_>>(), [0, 3, 9]);
        assert_eq!(words.without_suffix("年产能"), Some("年"));
    }

    #[test]
    fn at_the_beginning_at_the_end_and_anywhere() {
        let words = Words::new(vec![("产", ()), ("产能", ()), ("", ())]);
        for (text, begin, end, inside) in [
            ("产能大", true, false, true),
            ("年产", false, true, true),
            ("年", false, false, false),
            ("", false, false, false),
        ] {
            assert!(!words.has(text), "{text}");
            assert_eq!(
                (words.begin(text), words.end(text), words.are_in(text)),
                (begin, end, inside),
                "{text}"
            );
        }
        assert!(words.has("产") && words.has("产能"));
    }
}
