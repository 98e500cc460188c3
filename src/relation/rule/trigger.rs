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
    /// The words that are there with their numbers, in the order of the text.
    words: Vec<(u32, NormalizedSpan)>,
    /// A bit for each number: whether the word is there.
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
    /// The rules that require each word, by family and one word after the other: in one piece, of which the caches keep more.
    starting: Vec<u32>,
    /// The families among them, by word.
    families: Vec<Family>,
    /// By word: where its families are.
    starts: Vec<Range<u32>>,
    /// By rule: the texts that its pattern needs beside the required one, each with the words of which one will do.
    needs: Vec<Vec<Vec<u32>>>,
    /// The pattern rules that require no word, with their families.
    free: Vec<(u32, u32)>,
}

/// The rules of one family that require a word: they need the same types, so that one look tells of all of them whether a
/// sentence has these.
struct Family {
    number: u32,
    rules: Range<u32>,
}

impl Triggers {
    /// The words of the patterns that can match with no other subjects than these; `families` are those of the rules.
    pub(super) fn new(rules: &[CompiledRule], families: &[u32], subjects: Subjects) -> Self {
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
            free.extend(pattern.required.is_empty().then(|| (small(at), families[at])));
            for word in &pattern.required {
                requiring[numbers[&**word] as usize].push(at);
            }
        }
        let (mut starting, mut by_family, mut starts) = (Vec::new(), Vec::new(), Vec::new());
        for mut rules in requiring {
            let first = small(by_family.len());
            rules.sort_by_key(|rule| families[*rule]);
            for family in rules.chunk_by(|a, b| families[*a] == families[*b]) {
                let start = small(starting.len());
                starting.extend(family.iter().copied().map(small));
                let rules = start..small(starting.len());
                by_family.push(Family { number: families[family[0]], rules });
            }
            starts.push(first..small(by_family.len()));
        }
        let numbered = |text: &Vec<String>| text.iter().map(|word| numbers[&**word]).collect();
        let needed = |pattern: &Pattern| {
            let beside = pattern.texts().iter().filter(|text| **text != pattern.required);
            beside.map(numbered).collect()
        };
        let needs = patterns().map(|pattern| pattern.map_or_else(Vec::new, needed)).collect();
        let begins = CharacterSet::new(in_order.iter().filter_map(|word| word.chars().next()));
        Self { words, begins, starting, families: by_family, starts, needs, free }
    }

    /// The rules whose words stand in `sentence`, of the families that `fitting` lets pass, with those that require no word.
    pub(super) fn find(
        &self,
        text: &NormalizedText,
        sentence: NormalizedSpan,
        fitting: &[bool],
        out: &mut Candidates,
    ) {
        let Candidates { found, words, seen, ahead } = out;
        found.clear();
        words.clear();
        seen.clear();
        seen.resize(self.starts.len().div_ceil(64), 0);
        let glyphs = text.glyphs_in(sentence);
        let begins = |place: &usize| self.begins.has_code(glyphs[*place].code);
        self.words.scan(glyphs, (0..glyphs.len()).filter(begins), ahead, |place, characters, number| {
            let word = NormalizedSpan::new(glyphs[place].at(), glyphs[place + characters - 1].end());
            seen[number as usize / 64] |= 1 << (number % 64);
            words.push((number, word));
        });
        // Few rules have all of their other texts there.
        let is_there = |word: &u32| seen[*word as usize / 64] >> (word % 64) & 1 == 1;
        let may_match = |rule: &u32| self.needs[*rule as usize].iter().all(|text| text.iter().any(is_there));
        let candidate = |rule: &u32, word: NormalizedSpan| Candidate { rule: *rule as usize, word };
        let range = |range: &Range<u32>| range.start as usize..range.end as usize;
        for (number, word) in words {
            let families = &self.families[range(&self.starts[*number as usize])];
            for family in families.iter().filter(|family| fitting[family.number as usize]) {
                let rules = self.starting[range(&family.rules)].iter().filter(|rule| may_match(rule));
                found.extend(rules.map(|rule| candidate(rule, *word)));
            }
        }
        let nowhere = NormalizedSpan::new(sentence.start, sentence.start);
        let free = self.free.iter().filter(|(rule, family)| fitting[*family as usize] && may_match(rule));
        found.extend(free.map(|(rule, _)| candidate(rule, nowhere)));
        // The words of each rule are in order.
        found.sort_by_key(|candidate| candidate.rule);
    }
}

/// The number of a word or rule, of which there are far fewer than this can count.
pub(super) fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
