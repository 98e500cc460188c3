//! The words that names are weighed against: the lexicon, the heads and the boundary words, in
//! one automaton.

use std::sync::LazyLock;

use daachorse::{CharwiseDoubleArrayAhoCorasick, DoubleArrayAhoCorasick};
use rustc_hash::{FxHashMap, FxHashSet};

use super::head::{Boundary, Grammar, Head};
use crate::entity::EntityType;
use crate::gazetteer::{Lexicon, WordClass};
use crate::text::table::Table;

/// The rows of `gazetteer/heads.csv`.
static HEADS: LazyLock<Table> = LazyLock::new(|| Table::new(include_str!("../../gazetteer/heads.csv")));
/// The rows of `gazetteer/boundaries.csv`.
static BOUNDARIES: LazyLock<Table> =
    LazyLock::new(|| Table::new(include_str!("../../gazetteer/boundaries.csv")));

/// What one word can be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// Negative logarithm of its probability.
    pub(crate) cost: f32,
    /// Its class in the lexicon.
    pub(crate) class: WordClass,
    /// What it means for the boundary of a name; of several meanings the strictest.
    pub(crate) boundary: Option<Boundary>,
    /// The head it is.
    pub(crate) head: Option<Head>,
}

/// The index of an [`Entry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WordIndex(u32);

/// All words, compiled.
pub(crate) struct Vocabulary {
    entries: Vec<Entry>,
    /// The costs of `entries`, apart because the lattice needs nothing else of most words it meets.
    costs: Vec<f32>,
    /// By code point, over the basic plane: the word of that one character, or [`NO_WORD`].
    single: Box<[u32]>,
    heads: FxHashMap<&'static str, Head>,
    /// The words of two characters of which one is a head by itself.
    pairs: FxHashSet<[char; 2]>,
    /// Over the heads alone, to tell quickly which clauses can hold a name that no dictionary has.
    head_automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// Over bytes: built five times as fast as one over characters, and fast enough here.
    automaton: Option<DoubleArrayAhoCorasick<u32>>,
}

/// Marks a character that is no word.
const NO_WORD: u32 = u32::MAX;

/// Frequency given to heads and boundary words that the lexicon lacks.
const OWN_FREQUENCY: u32 = 300;
/// Least frequency of a head: 望变电气 is 望变|电气, although the corpus prefers 变电.
const HEAD_FREQUENCY: u32 = 3000;
/// Least frequency of a boundary word of two or more characters.
const BOUNDARY_FREQUENCY: u32 = 1000;
/// Size of the corpus that the frequencies come from (jieba's dictionary sums to this).
const CORPUS: f32 = 60_101_967.0;

impl Vocabulary {
    /// Compiles the lexicon with the built-in heads and boundary words.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut heads = FxHashMap::default();
        let mut words: FxHashMap<&str, Entry> = FxHashMap::default();
        words.reserve(lexicon.len() + 1500);
        for (text, word) in lexicon.iter() {
            words.insert(text, Entry::plain(word.frequency, word.class));
        }
        for row in HEADS.rows() {
            let [text, kind, grammar, ..] = row[..] else { continue };
            let (Ok(kind), Ok(grammar)) = (kind.parse::<EntityType>(), grammar.parse::<Grammar>()) else {
                continue;
            };
            let entry = words.entry(text).or_insert_with(|| Entry::plain(OWN_FREQUENCY, WordClass::Noun));
            entry.head = Some(Head { kind, grammar });
            heads.insert(text, Head { kind, grammar });
            // A head must be found as a word even where the corpus hardly knows it.
            entry.cost = entry.cost.min(cost(HEAD_FREQUENCY));
        }
        for row in BOUNDARIES.rows() {
            let [text, class, ..] = row[..] else { continue };
            let Ok(class) = class.parse::<Boundary>() else { continue };
            let entry = words.entry(text).or_insert_with(|| Entry::plain(OWN_FREQUENCY, WordClass::Noun));
            entry.boundary = Some(match entry.boundary {
                Some(Boundary::Stop) if class == Boundary::Trade => Boundary::TradeVerb,
                Some(Boundary::Trade) if class == Boundary::Stop => Boundary::TradeVerb,
                Some(other) => other.min(class),
                None => class,
            });
            // Words of the business press are far commoner here than in the corpus: 入驻|华羚, not 入|驻华.
            if text.chars().nth(1).is_some() {
                entry.cost = entry.cost.min(cost(BOUNDARY_FREQUENCY));
            }
        }
        let mut sorted: Vec<(&str, Entry)> = words.into_iter().collect();
        sorted.sort_unstable_by_key(|(text, _)| *text);
        let mut entries = Vec::with_capacity(sorted.len());
        let mut single = vec![NO_WORD; 0x1_0000].into_boxed_slice();
        let mut patterns = Vec::with_capacity(sorted.len());
        for (position, (text, entry)) in sorted.into_iter().enumerate() {
            let index = u32::try_from(position).unwrap_or(u32::MAX);
            entries.push(entry);
            let mut characters = text.chars();
            match (characters.next(), characters.next()) {
                (Some(only), None) => {
                    if let Some(slot) = single.get_mut(only as usize) {
                        *slot = index;
                    }
                }
                (Some(_), Some(_)) => patterns.push((text, index)),
                _ => {}
            }
        }
        let pairs = pairs_with_heads(&patterns, &heads);
        let mut head_patterns: Vec<&str> = heads.keys().copied().collect();
        head_patterns.sort_unstable();
        let head_automaton = CharwiseDoubleArrayAhoCorasick::new(head_patterns).ok();
        // Fails only without patterns or beyond the automaton's limits; then there are no words.
        let automaton = DoubleArrayAhoCorasick::with_values(patterns).ok();
        let costs = entries.iter().map(|entry| entry.cost).collect();
        Self { entries, costs, single, heads, pairs, head_automaton, automaton }
    }

    /// The cost of the word at `index`.
    #[inline]
    pub(crate) fn cost(&self, index: WordIndex) -> f32 {
        self.costs[index.0 as usize]
    }

    /// The entry at `index`.
    #[inline]
    pub(crate) fn entry(&self, index: WordIndex) -> &Entry {
        &self.entries[index.0 as usize]
    }

    /// The head that a name is at the same time: 水泥 is goods and the end of 华新水泥.
    pub(crate) fn head(&self, text: &str) -> Option<Head> {
        self.heads.get(text).copied()
    }

    /// Where heads stand in `text`: `(start, end)` in bytes, overlapping ones included, ordered by end.
    pub(crate) fn heads_in(&self, text: &str, out: &mut Vec<(usize, usize)>) {
        out.clear();
        if let Some(automaton) = &self.head_automaton {
            out.extend(automaton.find_overlapping_iter(text).map(|hit| (hit.start(), hit.end())));
        }
    }

    /// Whether the head at `start..end` of `text` can end a name: something stands before it, and a head of one
    /// character is no part of a word with its neighbour (道路, 水平).
    pub(crate) fn can_end_a_name(&self, text: &str, start: usize, end: usize) -> bool {
        let Some(before) = text[..start].chars().next_back() else { return false };
        let mut head = text[start..end].chars();
        let (Some(only), None) = (head.next(), head.next()) else { return true };
        let after = text[end..].chars().next();
        !self.pairs.contains(&[before, only])
            && !after.is_some_and(|after| self.pairs.contains(&[only, after]))
    }

    /// The entry of a word of one character.
    #[inline]
    pub(crate) fn single(&self, character: char) -> Option<WordIndex> {
        self.single.get(character as usize).filter(|index| **index != NO_WORD).map(|index| WordIndex(*index))
    }

    /// The automaton over all words of two or more characters; a hit's value goes to [`Self::word`].
    pub(crate) fn automaton(&self) -> Option<&DoubleArrayAhoCorasick<u32>> {
        self.automaton.as_ref()
    }

    /// The word that a hit of the automaton stands for.
    #[inline]
    pub(crate) fn word(value: u32) -> WordIndex {
        WordIndex(value)
    }
}

impl Entry {
    fn plain(frequency: u32, class: WordClass) -> Self {
        Self { cost: cost(frequency), class, boundary: None, head: None }
    }
}

/// The patterns of two characters of which one is a head by itself.
fn pairs_with_heads(patterns: &[(&str, u32)], heads: &FxHashMap<&'static str, Head>) -> FxHashSet<[char; 2]> {
    let single: FxHashSet<char> = heads
        .keys()
        .filter_map(|head| {
            let mut characters = head.chars();
            characters.next().filter(|_| characters.next().is_none())
        })
        .collect();
    patterns
        .iter()
        .filter_map(|(text, _)| {
            let mut characters = text.chars();
            let pair = [characters.next()?, characters.next()?];
            let fits = characters.next().is_none() && pair.iter().any(|character| single.contains(character));
            fits.then_some(pair)
        })
        .collect()
}

#[allow(clippy::cast_precision_loss)] // a probability needs no more than f32 holds
fn cost(frequency: u32) -> f32 {
    (CORPUS / frequency.max(1) as f32).ln()
}
