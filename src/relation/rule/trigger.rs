//! Which rules may match in a sentence, by the words that they need.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::set::CompiledRule;
use crate::relation::pattern::Pattern;
use crate::text::character_set::CharacterSet;
use crate::text::trie::{Ahead, Trie};
use crate::text::{NormalizedSpan, NormalizedText};

/// A rule that may match in a sentence, and a place of a word that it requires.
#[derive(Clone, Copy, Debug)]
pub(in crate::relation) struct Candidate {
    pub(in crate::relation) rule: usize,
    pub(in crate::relation) word: NormalizedSpan,
}

/// The rules that may match in a sentence; kept from one sentence to the next for its memory.
#[derive(Debug, Default)]
pub(in crate::relation) struct Candidates {
    /// In the order of the file, and for each rule in that of the text.
    pub(in crate::relation) found: Vec<Candidate>,
    /// The words that are there, by their numbers: a bit for each.
    seen: Vec<u64>,
    ahead: Ahead,
}

/// What a pattern can tell something of in a sentence, in which the fewest patterns can match at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::relation) enum Subjects {
    /// The place that the passage is about; nothing else is named or was spoken of.
    Place,
    /// What was spoken of before, too; the sentence names nothing.
    Before,
    /// What the sentence names, too.
    Named,
}

/// Words that patterns look for.
pub(super) struct Triggers {
    words: Trie,
    /// The first characters of the words: few characters of a sentence are.
    begins: CharacterSet,
    /// The rules that require each word, one word after the other, and by word where they are in it: in one piece, of which
    /// the caches keep more.
    starting: Vec<u32>,
    starts: Vec<Range<u32>>,
    /// By rule: the texts that its pattern needs beside, each with the words of which one will do.
    needs: Vec<Vec<Vec<u32>>>,
    /// The numbers of the pattern rules that require no word.
    free: Vec<usize>,
}

impl Triggers {
    /// The words of the patterns that can match with no other subjects than these.
    pub(super) fn new(rules: &[CompiledRule], subjects: Subjects) -> Self {
        let patterns = || {
            let patterns = rules.iter().map(|rule| rule.pattern.as_ref());
            patterns.map(|pattern| pattern.filter(|pattern| pattern.subjects() <= subjects))
        };
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let mut in_order: Vec<&str> = Vec::new();
        for pattern in patterns().flatten() {
            for word in pattern.required.iter().chain(pattern.texts().iter().flatten()) {
                numbers.entry(word).or_insert_with(|| {
                    in_order.push(word);
                    small(in_order.len() - 1)
                });
            }
        }
        let mut words = Trie::with_room(2 * in_order.len());
        for (number, word) in (0..).zip(&in_order) {
            words.number(word, number);
        }
        let mut requiring = vec![Vec::new(); numbers.len()];
        let mut free = Vec::new();
        for (at, pattern) in patterns().enumerate() {
            let Some(pattern) = pattern else { continue };
            free.extend(pattern.required.is_empty().then_some(at));
            for word in &pattern.required {
                requiring[numbers[&**word] as usize].push(at);
            }
        }
        let (mut starting, mut starts) = (Vec::new(), Vec::new());
        for rules in requiring {
            let first = small(starting.len());
            starting.extend(rules.into_iter().map(small));
            starts.push(first..small(starting.len()));
        }
        let numbered = |text: &Vec<String>| text.iter().map(|word| numbers[&**word]).collect();
        let needed = |pattern: &Pattern| pattern.texts().iter().map(numbered).collect();
        let needs = patterns().map(|pattern| pattern.map_or_else(Vec::new, needed)).collect();
        let begins = CharacterSet::new(in_order.iter().filter_map(|word| word.chars().next()));
        Self { words, begins, starting, starts, needs, free }
    }

    /// The rules whose words stand in `sentence`, of those that `fitting` lets pass, with those that require no word.
    pub(super) fn find(
        &self,
        text: &NormalizedText,
        sentence: NormalizedSpan,
        fitting: &[bool],
        out: &mut Candidates,
    ) {
        let Candidates { found, seen, ahead } = out;
        found.clear();
        seen.clear();
        seen.resize(self.starts.len().div_ceil(64), 0);
        let glyphs = text.glyphs_in(sentence);
        let begins = |place: &usize| self.begins.has_code(glyphs[*place].code);
        self.words.scan(glyphs, (0..glyphs.len()).filter(begins), ahead, |place, characters, number| {
            let word = NormalizedSpan::new(glyphs[place].at(), glyphs[place + characters - 1].end());
            seen[number as usize / 64] |= 1 << (number % 64);
            let Range { start, end } = self.starts[number as usize];
            let rules = self.starting[start as usize..end as usize].iter().map(|rule| *rule as usize);
            found.extend(rules.filter(|rule| fitting[*rule]).map(|rule| Candidate { rule, word }));
        });
        let nowhere = NormalizedSpan::new(sentence.start, sentence.start);
        let free = self.free.iter().filter(|rule| fitting[**rule]);
        found.extend(free.map(|&rule| Candidate { rule, word: nowhere }));
        // Few rules are left to be asked for the other texts that they need.
        let is_there = |word: &u32| seen[*word as usize / 64] >> (word % 64) & 1 == 1;
        found.retain(|candidate| self.needs[candidate.rule].iter().all(|text| text.iter().any(is_there)));
        found.sort_unstable_by_key(|candidate| (candidate.rule, candidate.word.start, candidate.word.end));
    }
}

/// The number of a word or rule, of which there are far fewer than this can count.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
