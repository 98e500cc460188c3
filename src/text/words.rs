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
pub(crate) struct Characters([u64; 16]);

impl FromIterator<char> for Characters {
    fn from_iter<I: IntoIterator<Item = char>>(characters: I) -> Self {
        let mut set = Self::default();
        characters.into_iter().for_each(|c| set.add(c));
        set
    }
}

impl Characters {
    fn add(&mut self, c: char) {
        let (slot, bit) = Self::place(c as usize);
        self.0[slot] |= bit;
    }

    /// Whether `c` may be in the set.
    #[inline]
    pub(crate) fn may_have(&self, c: char) -> bool {
        self.may_have_code(c as usize)
    }

    #[inline]
    fn may_have_code(&self, code: usize) -> bool {
        let (slot, bit) = Self::place(code);
        self.0[slot] & bit != 0
    }

    #[inline]
    fn place(code: usize) -> (usize, u64) {
        let hash = code % 1024;
        (hash / 64, 1 << (hash % 64))
    }

    /// The first place in `text` from `at` on, where a character begins, whose character may be in the set.
    #[inline]
    pub(crate) fn find(&self, text: &str, at: usize) -> Option<(usize, char)> {
        let mut rest = text.as_bytes().get(at..)?;
        loop {
            // Most characters have three bytes, of which the last two hold the ten bits.
            rest = match rest {
                [0xE0..0xF0, second, third, behind @ ..] => {
                    let code = usize::from(second & 0x0F) << 6 | usize::from(third & 0x3F);
                    if self.may_have_code(code) {
                        break;
                    }
                    behind
                }
                [first @ ..0x80, behind @ ..] => {
                    if self.may_have_code(usize::from(*first)) {
                        break;
                    }
                    behind
                }
                // One of two or four bytes is rare enough to be looked up.
                _ => break,
            };
        }
        let at = text.len() - rest.len();
        text[at..].chars().next().map(|c| (at, c))
    }
}

impl Characters {
    /// The last place in `text` whose character may be in the set.
    #[inline]
    fn find_last(&self, text: &str) -> Option<(usize, char)> {
        let mut rest = text.as_bytes();
        loop {
            rest = match rest {
                [before @ .., 0xE0..0xF0, second, third] => {
                    let code = usize::from(second & 0x0F) << 6 | usize::from(third & 0x3F);
                    if self.may_have_code(code) {
                        break;
                    }
                    before
                }
                [before @ .., last @ ..0x80] => {
                    if self.may_have_code(usize::from(*last)) {
                        break;
                    }
                    before
                }
                [] => return None,
                [..] => break,
            };
        }
        text[..rest.len()].char_indices().next_back()
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

    /// The longest word that `rest` begins with, whose first character is `c`.
    fn row_at(&self, rest: &str, c: char) -> Option<(&str, T)> {
        let rows = &self.rows[self.first.get(&c)?.clone()];
        let fits = |row: &&(S, T)| begins(rest, row.0.as_ref());
        rows.iter().find(fits).map(|(word, meaning)| (word.as_ref(), *meaning))
    }

    /// The longest word that `text` begins with.
    #[inline]
    pub(crate) fn beginning(&self, text: &str) -> Option<(&str, T)> {
        let c = text.chars().next().filter(|c| self.begins.may_have(*c))?;
        self.row_at(text, c)
    }

    /// The words, by their first characters.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|(word, _)| word.as_ref())
    }

    /// Whether `text` is one of the words.
    #[inline]
    pub(crate) fn has(&self, text: &str) -> bool {
        text.chars().next().is_some_and(|c| self.begins.may_have(c) && self.is_row(text, c))
    }

    /// Whether `text`, which begins with `c`, is one of the words.
    fn is_row(&self, text: &str, c: char) -> bool {
        let rows = self.first.get(&c).map_or(&[][..], |rows| &self.rows[rows.clone()]);
        rows.iter().any(|(word, _)| word.as_ref() == text)
    }

    /// Whether `text` begins with one of the words.
    #[inline]
    pub(crate) fn begin(&self, text: &str) -> bool {
        self.beginning(text).is_some()
    }

    /// Whether `text` ends with one of the words.
    #[inline]
    pub(crate) fn end(&self, text: &str) -> bool {
        self.without_suffix(text).is_some()
    }

    /// Whether one of the words is in `text`.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        self.first(text).is_some()
    }

    /// `text` without the longest word that it begins with.
    #[inline]
    pub(crate) fn without_prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (word, _) = self.beginning(text)?;
        text.get(word.len()..)
    }

    /// `text` without the longest word that it ends with.
    #[inline]
    pub(crate) fn without_suffix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let tail = text.chars().next_back().filter(|tail| self.ends.may_have(*tail))?;
        self.without_row(text, tail)
    }

    /// The same of a text that ends with `tail`.
    fn without_row<'t>(&self, text: &'t str, tail: char) -> Option<&'t str> {
        let mut words = self.last.get(&tail)?.iter().map(|at| self.rows[*at].0.as_ref());
        words.find(|word| ends(text, word)).map(|word| &text[..text.len() - word.len()])
    }

    /// The longest word that `text` ends with.
    pub(crate) fn ending_with(&self, text: &str) -> Option<(&str, T)> {
        let rows = self.ending(text).iter().map(|at| &self.rows[*at]);
        let mut rows = rows.filter(|(word, _)| text.ends_with(word.as_ref()));
        rows.next().map(|(word, meaning)| (word.as_ref(), *meaning))
    }

    /// The numbers of the words that may end `text`, longer ones first.
    #[inline]
    fn ending(&self, text: &str) -> &[usize] {
        match text.chars().next_back() {
            Some(tail) if self.ends.may_have(tail) => self.last.get(&tail).map_or(&[], Vec::as_slice),
            _ => &[],
        }
    }

    /// `text` without each of the words that it ends with, the longest word first.
    pub(crate) fn before<'w, 't>(
        &'w self,
        text: &'t str,
    ) -> impl Iterator<Item = &'t str> + use<'w, 't, T, S> {
        self.ending(text).iter().filter_map(move |at| text.strip_suffix(self.rows[*at].0.as_ref()))
    }

    /// The words in `text` with their offsets: at each place the longest that begins there.
    pub(crate) fn all<'w, 't>(
        &'w self,
        text: &'t str,
    ) -> impl Iterator<Item = (usize, &'w str, T)> + use<'w, 't, T, S> {
        let mut next = 0;
        std::iter::from_fn(move || {
            loop {
                let (at, c) = self.begins.find(text, next)?;
                next = at + c.len_utf8();
                if let Some((word, meaning)) = self.row_at(&text[at..], c) {
                    return Some((at, word, meaning));
                }
            }
        })
    }

    /// The word that begins first, with its offset.
    pub(crate) fn first(&self, text: &str) -> Option<(usize, &str, T)> {
        self.all(text).next()
    }

    /// Where the first end of a word in `text` is: one is in whatever of it reaches as far.
    pub(crate) fn first_end(&self, text: &str) -> Option<usize> {
        let mut first = None;
        let mut next = 0;
        while let Some((at, c)) =
            self.begins.find(text, next).filter(|(at, _)| first.is_none_or(|end| *at < end))
        {
            next = at + c.len_utf8();
            let rows = self.first.get(&c).map_or(&[][..], |rows| &self.rows[rows.clone()]);
            let shortest = rows.iter().rfind(|(word, _)| text[at..].starts_with(word.as_ref()));
            let end = shortest.map(|(word, _)| at + word.as_ref().len());
            first = first.into_iter().chain(end).min();
        }
        first
    }

    /// The word that begins last and that `accept` takes, with its offset.
    pub(crate) fn last(&self, text: &str, accept: impl Fn(usize, &str) -> bool) -> Option<(usize, &str, T)> {
        let mut end = text.len();
        loop {
            let (at, c) = self.begins.find_last(&text[..end])?;
            if let Some((word, meaning)) = self.row_at(&text[at..], c).filter(|(word, _)| accept(at, word)) {
                return Some((at, word, meaning));
            }
            end = at;
        }
    }

    /// The word that ends last, of two the longer.
    pub(crate) fn last_ending(&self, text: &str) -> Option<(&str, T)> {
        let found = self.all(text).map(|(at, word, meaning)| (at + word.len(), (word, meaning)));
        found.max_by_key(|(end, (word, _))| (*end, word.len())).map(|(_, found)| found)
    }
}

/// Whether `text` begins with `word`: as `str::starts_with`, which without link-time optimisation is a call of its own, and
/// so is any comparison; one byte of the last character nearly always settles it.
#[inline]
pub(crate) fn begins(text: &str, word: &str) -> bool {
    let word = word.as_bytes();
    text.as_bytes().get(..word.len()).is_some_and(|text| text.last() == word.last() && text == word)
}

/// Whether `text` ends with `word`, likewise.
#[inline]
fn ends(text: &str, word: &str) -> bool {
    /// The last byte of a Han character, here of the first.
    const LAST: usize = 2;
    let word = word.as_bytes();
    let end = text.len().checked_sub(word.len()).and_then(|at| text.as_bytes().get(at..));
    end.is_some_and(|end| end.get(LAST) == word.get(LAST) && end == word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn words_are_found_where_they_stand(text in "[a甲é𠮷乙产]{0,8}", word in "[a甲é𠮷乙产]{1,2}") {
            let words = Words::new(vec![(word.as_str(), ())]);
            let end = text.find(&word).map(|at| at + word.len());
            prop_assert_eq!(words.first_end(&text), end);
            let expected: Vec<usize> =
                text.char_indices().map(|(at, _)| at).filter(|at| text[*at..].starts_with(&word)).collect();
            prop_assert_eq!(words.last(&text, |_, _| true).map(|found| found.0), expected.last().copied());
            prop_assert_eq!(words.all(&text).map(|found| found.0).collect::<Vec<_>>(), expected);
        }
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
