//! Which rules may match in a sentence, by the words that they need.

use std::collections::BTreeMap;

use super::set::CompiledRule;
use crate::relation::pattern::Seen;
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
    /// By rule: which of the texts that its pattern needs are there.
    pub(in crate::relation) seen: Vec<Seen>,
}

/// What a word means for a rule.
#[derive(Clone, Copy, Debug)]
enum Trigger {
    /// It is the required one.
    Starts(usize),
    /// It is one of the texts of that number that the rule needs.
    Serves(usize, usize),
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
    /// By the places in `triggered`.
    words: Trie,
    /// The first characters of the words: few characters of a sentence are.
    begins: CharacterSet,
    /// What each word can do.
    triggered: Vec<Vec<Trigger>>,
    /// The numbers of the pattern rules that require no word.
    free: Vec<usize>,
}

impl Triggers {
    /// The words of the patterns that can match with no other subjects than these.
    pub(super) fn new(rules: &[CompiledRule], subjects: Subjects) -> Self {
        let mut by_word: BTreeMap<&str, Vec<Trigger>> = BTreeMap::new();
        let mut free = Vec::new();
        for (at, compiled) in rules.iter().enumerate() {
            let pattern = compiled.pattern.as_ref().filter(|pattern| pattern.subjects() <= subjects);
            let Some(pattern) = pattern else { continue };
            free.extend(pattern.required.is_empty().then_some(at));
            for word in &pattern.required {
                by_word.entry(word).or_default().push(Trigger::Starts(at));
            }
            for (number, text) in pattern.texts().iter().enumerate() {
                for word in text {
                    by_word.entry(word).or_default().push(Trigger::Serves(at, number));
                }
            }
        }
        let mut words = Trie::with_room(2 * by_word.len());
        for (number, word) in (0..).zip(by_word.keys()) {
            words.number(word, number);
        }
        let begins = CharacterSet::new(by_word.keys().filter_map(|word| word.chars().next()));
        Self { words, begins, triggered: by_word.into_values().collect(), free }
    }

    /// The rules whose words stand in `sentence`, of those that `fitting` lets pass, with those that need no word.
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
        seen.resize(fitting.len(), Seen::default());
        let glyphs = text.glyphs_in(sentence);
        for (at, first) in glyphs.iter().enumerate().filter(|(_, first)| self.begins.has_code(first.code)) {
            let rest = &glyphs[at..];
            self.words.at(rest.iter().map(|glyph| glyph.code), |characters, number| {
                let word = NormalizedSpan::new(first.at(), rest[characters - 1].end());
                for trigger in &self.triggered[number as usize] {
                    match *trigger {
                        Trigger::Starts(rule) if fitting[rule] => found.push(Candidate { rule, word }),
                        Trigger::Starts(_) => {}
                        Trigger::Serves(rule, text) => seen[rule].add(text),
                    }
                }
            });
        }
        let nowhere = NormalizedSpan::new(sentence.start, sentence.start);
        let free = self.free.iter().filter(|rule| fitting[**rule]);
        found.extend(free.map(|&rule| Candidate { rule, word: nowhere }));
        found.sort_unstable_by_key(|candidate| (candidate.rule, candidate.word.start, candidate.word.end));
    }
}
