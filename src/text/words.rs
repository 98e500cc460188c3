//! Lists of words that are looked for at many places: one pass over the text, whatever their number.

use std::ops::Range;

use serde::{Deserialize, Deserializer};

/// Words with what they mean.
#[derive(Clone, Debug)]
pub(crate) struct Words<T = (), S = &'static str> {
    /// By the buckets of their first characters, and in each longer words first: the first that fits is the longest.
    rows: Vec<Row<T, S>>,
    begins: Buckets,
    /// The numbers of the rows by the buckets of their last characters, longer words first in each.
    by_end: Vec<u32>,
    ends: Buckets,
}

/// A word and its edges: they nearly always tell that it isn't the one looked for, and stand here, while the word itself is
/// elsewhere in memory.
#[derive(Clone, Debug)]
struct Row<T, S> {
    word: S,
    meaning: T,
    /// How many bytes it has.
    length: u32,
    first: Edge,
    last: Edge,
}

/// The bytes of a character, or of what is shorter.
type Edge = [u8; 3];

#[inline]
fn first_edge(bytes: &[u8]) -> Edge {
    match bytes {
        [first, second, third, ..] => [*first, *second, *third],
        [first, ..] => [*first, 0, 0],
        [] => [0; 3],
    }
}

#[inline]
fn last_edge(bytes: &[u8]) -> Edge {
    match bytes {
        [.., third, second, last] => [*third, *second, *last],
        [.., last] => [0, 0, *last],
        [] => [0; 3],
    }
}

impl<T, S: AsRef<str>> Row<T, S> {
    #[inline]
    fn begins(&self, text: &str) -> bool {
        let beginning = text.as_bytes().get(..self.length as usize);
        beginning.is_some_and(|bytes| last_edge(bytes) == self.last && bytes == self.word.as_ref().as_bytes())
    }

    #[inline]
    fn ends(&self, text: &str) -> bool {
        let start = text.len().checked_sub(self.length as usize);
        let end = start.and_then(|start| text.as_bytes().get(start..));
        end.is_some_and(|bytes| first_edge(bytes) == self.first && bytes == self.word.as_ref().as_bytes())
    }

    #[inline]
    fn is(&self, text: &str) -> bool {
        text.len() == self.length as usize && self.begins(text)
    }
}

/// What stands in the order of [`Characters::bucket`], by the characters of which there are any.
#[derive(Clone, Debug, Default)]
struct Buckets {
    characters: Characters,
    /// How many bits are set before each slot of them.
    before: [u16; 16],
    /// By the number of a bit that is set: where what belongs to it begins; and the end of all.
    starts: Vec<u32>,
}

impl Buckets {
    /// The buckets of what belongs to `characters`, which are in the order of their buckets.
    fn new(characters: impl Iterator<Item = char> + Clone) -> Self {
        let mut buckets = Self { characters: characters.clone().collect(), ..Self::default() };
        let mut before = 0;
        for (slot, bits) in buckets.characters.0.iter().enumerate() {
            buckets.before[slot] = before;
            before += u16::try_from(bits.count_ones()).unwrap_or(u16::MAX);
        }
        let (mut last, mut count) = (None, 0);
        for c in characters {
            let bucket = Characters::bucket(c);
            if last.replace(bucket) != Some(bucket) {
                buckets.starts.push(count);
            }
            count += 1;
        }
        buckets.starts.push(count);
        buckets
    }

    /// Where what belongs to `c` is, and maybe to others.
    #[inline]
    fn of(&self, c: char) -> Range<usize> {
        let (slot, bit) = Characters::place(c as usize);
        let bits = self.characters.0[slot];
        if bits & bit == 0 {
            return 0..0;
        }
        let number = usize::from(self.before[slot]) + (bits & (bit - 1)).count_ones() as usize;
        self.starts[number] as usize..self.starts[number + 1] as usize
    }
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
    /// The number of the bit of a character.
    fn bucket(c: char) -> usize {
        c as usize % 1024
    }

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
        Self { rows: Vec::new(), begins: Buckets::default(), by_end: Vec::new(), ends: Buckets::default() }
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
    pub(crate) fn new(words: Vec<(S, T)>) -> Self {
        let row = |(word, meaning): (S, T)| {
            let bytes = word.as_ref().as_bytes();
            let (first, last) = (first_edge(bytes), last_edge(bytes));
            let length = u32::try_from(bytes.len()).ok().filter(|length| *length > 0)?;
            Some(Row { word, meaning, length, first, last })
        };
        let mut rows: Vec<Row<T, S>> = words.into_iter().filter_map(row).collect();
        let first = |row: &Row<T, S>| row.word.as_ref().chars().next().unwrap_or_default();
        let last = |row: &Row<T, S>| row.word.as_ref().chars().next_back().unwrap_or_default();
        rows.sort_by_cached_key(|row| (Characters::bucket(first(row)), std::cmp::Reverse(row.length)));
        let mut by_end: Vec<u32> = (0..).take(rows.len()).collect();
        by_end.sort_by_cached_key(|at| {
            let row = &rows[*at as usize];
            (Characters::bucket(last(row)), std::cmp::Reverse(row.length))
        });
        let begins = Buckets::new(rows.iter().map(first));
        let ends = Buckets::new(by_end.iter().map(|at| last(&rows[*at as usize])));
        Self { rows, begins, by_end, ends }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The longest word that `rest` begins with, whose first character is `c`.
    fn row_at(&self, rest: &str, c: char) -> Option<(&str, T)> {
        let rows = &self.rows[self.begins.of(c)];
        rows.iter().find(|row| row.begins(rest)).map(|row| (row.word.as_ref(), row.meaning))
    }

    /// The longest word that `text` begins with.
    #[inline]
    pub(crate) fn beginning(&self, text: &str) -> Option<(&str, T)> {
        let c = text.chars().next().filter(|c| self.begins.characters.may_have(*c))?;
        self.row_at(text, c)
    }

    /// The words, in no order of theirs.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| row.word.as_ref())
    }

    /// Whether `text` is one of the words.
    #[inline]
    pub(crate) fn has(&self, text: &str) -> bool {
        let first = text.chars().next().filter(|c| self.begins.characters.may_have(*c));
        first.is_some_and(|c| self.is_row(text, c))
    }

    /// Whether `text`, which begins with `c`, is one of the words.
    fn is_row(&self, text: &str, c: char) -> bool {
        self.rows[self.begins.of(c)].iter().any(|row| row.is(text))
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
        let tail = text.chars().next_back().filter(|tail| self.ends.characters.may_have(*tail))?;
        self.without_row(text, tail)
    }

    /// The same of a text that ends with `tail`.
    fn without_row<'t>(&self, text: &'t str, tail: char) -> Option<&'t str> {
        let row = self.ending(text, tail).next()?;
        Some(&text[..text.len() - row.length as usize])
    }

    /// The longest word that `text` ends with.
    pub(crate) fn ending_with(&self, text: &str) -> Option<(&str, T)> {
        let row = self.ending(text, text.chars().next_back()?).next()?;
        Some((row.word.as_ref(), row.meaning))
    }

    /// The words that `text` ends with, whose last character is `tail`, longer ones first.
    #[inline]
    fn ending<'w, 't>(
        &'w self,
        text: &'t str,
        tail: char,
    ) -> impl Iterator<Item = &'w Row<T, S>> + use<'w, 't, T, S> {
        let numbers = &self.by_end[self.ends.of(tail)];
        numbers.iter().map(|at| &self.rows[*at as usize]).filter(move |row| row.ends(text))
    }

    /// `text` without each of the words that it ends with, the longest word first.
    pub(crate) fn before<'w, 't>(
        &'w self,
        text: &'t str,
    ) -> impl Iterator<Item = &'t str> + use<'w, 't, T, S> {
        let words = text.chars().next_back().into_iter().flat_map(move |tail| self.ending(text, tail));
        words.map(move |row| &text[..text.len() - row.length as usize])
    }

    /// The words in `text` with their offsets: at each place the longest that begins there.
    pub(crate) fn all<'w, 't>(
        &'w self,
        text: &'t str,
    ) -> impl Iterator<Item = (usize, &'w str, T)> + use<'w, 't, T, S> {
        let mut next = 0;
        std::iter::from_fn(move || {
            loop {
                let (at, c) = self.begins.characters.find(text, next)?;
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
            self.begins.characters.find(text, next).filter(|(at, _)| first.is_none_or(|end| *at < end))
        {
            next = at + c.len_utf8();
            let shortest = self.rows[self.begins.of(c)].iter().rfind(|row| row.begins(&text[at..]));
            let end = shortest.map(|row| at + row.length as usize);
            first = first.into_iter().chain(end).min();
        }
        first
    }

    /// The word that begins last and that `accept` takes, with its offset.
    pub(crate) fn last(&self, text: &str, accept: impl Fn(usize, &str) -> bool) -> Option<(usize, &str, T)> {
        let mut end = text.len();
        loop {
            let (at, c) = self.begins.characters.find_last(&text[..end])?;
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
