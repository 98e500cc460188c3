//! Which rules may match in a sentence, by the words that they need.

use rustc_hash::FxHashMap;

use super::set::CompiledRule;
use crate::relation::pattern::Pattern;
use crate::text::character_set::CharacterSet;
use crate::text::trie::Trie;
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
    /// By word: the rules that require it.
    starts: Vec<Vec<usize>>,
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
                    u32::try_from(in_order.len() - 1).unwrap_or(u32::MAX)
                });
            }
        }
        let mut words = Trie::with_room(2 * in_order.len());
        for (number, word) in (0..).zip(&in_order) {
            words.number(word, number);
        }
        let mut starts = vec![Vec::new(); numbers.len()];
        let mut free = Vec::new();
        for (at, pattern) in patterns().enumerate() {
            let Some(pattern) = pattern else { continue };
            free.extend(pattern.required.is_empty().then_some(at));
            for word in &pattern.required {
                starts[numbers[&**word] as usize].push(at);
            }
        }
        let numbered = |text: &Vec<String>| text.iter().map(|word| numbers[&**word]).collect();
        let needed = |pattern: &Pattern| pattern.texts().iter().map(numbered).collect();
        let needs = patterns().map(|pattern| pattern.map_or_else(Vec::new, needed)).collect();
        let begins = CharacterSet::new(in_order.iter().filter_map(|word| word.chars().next()));
        Self { words, begins, starts, needs, free }
    }

    /// The rules whose words stand in `sentence`, of those that `fitting` lets pass, with those that require no word.
    pub(super) fn find(
        &self,
        text: &NormalizedText,
        sentence: NormalizedSpan,
        fitting: &[bool],
        out: &mut Candidates,
    ) {
        let Candidates { found, seen } = out;
        found.clear();
        seen.clear();
        seen.resize(self.starts.len().div_ceil(64), 0);
        let glyphs = text.glyphs_in(sentence);
        for (at, first) in glyphs.iter().enumerate().filter(|(_, first)| self.begins.has_code(first.code)) {
            let rest = &glyphs[at..];
            self.words.at(rest.iter().map(|glyph| glyph.code), |characters, number| {
                let word = NormalizedSpan::new(first.at(), rest[characters - 1].end());
                seen[number as usize / 64] |= 1 << (number % 64);
                for &rule in &self.starts[number as usize] {
                    if fitting[rule] {
                        found.push(Candidate { rule, word });
                    }
                }
            });
        }
        let nowhere = NormalizedSpan::new(sentence.start, sentence.start);
        let free = self.free.iter().filter(|rule| fitting[**rule]);
        found.extend(free.map(|&rule| Candidate { rule, word: nowhere }));
        // Few rules are left to be asked for the other texts that they need.
        let is_there = |word: &u32| seen[*word as usize / 64] >> (word % 64) & 1 == 1;
        found.retain(|candidate| self.needs[candidate.rule].iter().all(|text| text.iter().any(is_there)));
        found.sort_unstable_by_key(|candidate| (candidate.rule, candidate.word.start, candidate.word.end));
    }
}
