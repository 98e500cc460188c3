//! The words that names are weighed against: the lexicon, the heads and the boundary words, in
//! one trie.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::head::{Boundary, Grammar, Head};
use super::node::Class;
use crate::entity::EntityType;
use crate::gazetteer::{Lexicon, WordClass};
use crate::text::character_set::CharacterSet;
use crate::text::glyph::{Glyph, glyphs};
use crate::text::table::Table;
use crate::text::trie::Trie;
use crate::text::{NormalizedSpan, NormalizedText};

/// The rows of `gazetteer/heads.csv`.
static HEADS: LazyLock<Table> = LazyLock::new(|| Table::new(include_str!("../../gazetteer/heads.csv")));
/// The rows of `gazetteer/boundaries.csv`.
static BOUNDARIES: LazyLock<Table> =
    LazyLock::new(|| Table::new(include_str!("../../gazetteer/boundaries.csv")));

/// What one word is on the lattice and as a node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// Negative logarithm of its probability.
    pub(crate) cost: f32,
    pub(crate) class: Class,
    /// The head it is.
    pub(crate) head: Option<Head>,
    /// Whether it stands less than once in 100,000 words.
    pub(crate) rare: bool,
}

/// What is known of one word.
struct Known {
    /// Negative logarithm of its probability.
    cost: f32,
    /// Its class in the lexicon.
    class: WordClass,
    /// What it means for the boundary of a name; of several meanings the strictest.
    boundary: Option<Boundary>,
    head: Option<Head>,
}

/// The index of an [`Entry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WordIndex(u32);

/// All words, compiled.
pub(crate) struct Vocabulary {
    entries: Vec<Entry>,
    words: Trie,
    heads: FxHashMap<&'static str, Head>,
    /// The words that tell what a firm deals in, as a head or as a part of its name.
    trades: FxHashSet<&'static str>,
    /// The words of two characters of which one is a head by itself.
    pairs: FxHashSet<[char; 2]>,
    /// The heads alone, to tell quickly which clauses can hold a name that no dictionary has. By their characters from
    /// the last to the first: few characters end a head, and many begin one.
    heads_backwards: Trie,
    /// The last characters of heads.
    head_ends: CharacterSet,
}

/// Frequency given to heads and boundary words that the lexicon lacks.
const OWN_FREQUENCY: u32 = 300;
/// Least frequency of a head: 望变电气 is 望变|电气, although the corpus prefers 变电.
const HEAD_FREQUENCY: u32 = 3000;
/// Least frequency of a boundary word of two or more characters.
const BOUNDARY_FREQUENCY: u32 = 1000;
/// A character has no more bytes than this.
const SHORT: usize = 4;
/// Size of the corpus that the frequencies come from (jieba's dictionary sums to this).
const CORPUS: f32 = 60_101_967.0;

impl Vocabulary {
    /// Compiles the lexicon with the built-in heads and boundary words.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut heads = FxHashMap::default();
        let mut trades = FxHashSet::default();
        let mut words = Words { trie: Trie::with_room(lexicon.len()), texts: Vec::new(), known: Vec::new() };
        for (text, word) in lexicon.iter() {
            words.entry(text, Known::plain(word.frequency, word.class));
        }
        for row in HEADS.rows() {
            let [text, kind, grammar, ..] = row[..] else { continue };
            let (Ok(kind), Ok(grammar)) = (kind.parse::<EntityType>(), grammar.parse::<Grammar>()) else {
                continue;
            };
            let Some(entry) = words.entry(text, Known::plain(OWN_FREQUENCY, WordClass::Noun)) else {
                continue;
            };
            entry.head = Some(Head { kind, grammar });
            heads.insert(text, Head { kind, grammar });
            if grammar == Grammar::BrandTrade {
                trades.insert(text);
            }
            // A head must be found as a word even where the corpus hardly knows it.
            entry.cost = entry.cost.min(cost(HEAD_FREQUENCY));
        }
        for row in BOUNDARIES.rows() {
            let [text, class, ..] = row[..] else { continue };
            let Ok(class) = class.parse::<Boundary>() else { continue };
            if class == Boundary::Trade {
                trades.insert(text);
            }
            let Some(entry) = words.entry(text, Known::plain(OWN_FREQUENCY, WordClass::Noun)) else {
                continue;
            };
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
        let pairs = pairs_with_heads(&words.texts, &heads);
        let head_ends = CharacterSet::new(heads.keys().filter_map(|head| head.chars().next_back()));
        let mut heads_backwards = Trie::with_room(heads.len());
        for head in heads.keys() {
            heads_backwards.number(&head.chars().rev().collect::<String>(), 0);
        }
        let entries = words.known.iter().zip(&words.texts).map(|(word, text)| Entry {
            cost: word.cost,
            class: Class::of(word.class, word.boundary, text.len() <= SHORT),
            head: word.head,
            rare: word.cost > RARE,
        });
        let entries = entries.collect();
        Self { entries, words: words.trie, heads, trades, pairs, heads_backwards, head_ends }
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

    /// Whether a word tells what a firm deals in: 锂业, 传媒.
    pub(super) fn is_trade(&self, text: &str) -> bool {
        self.trades.contains(text)
    }

    /// Where heads stand in the text of a document, overlapping ones included, ordered by end.
    pub(crate) fn heads_of(&self, text: &NormalizedText) -> Vec<NormalizedSpan> {
        self.heads_at(&text.glyphs, text.landmarks.endings().iter().copied())
    }

    /// Where heads stand in any text.
    pub(crate) fn heads_in(&self, text: &[Glyph]) -> Vec<NormalizedSpan> {
        let ends = text.iter().enumerate().filter(|(_, glyph)| self.head_ends.has_code(glyph.code));
        self.heads_at(text, ends.map(|(number, _)| number))
    }

    /// Where heads stand in a text whose last characters have the numbers `ends`.
    fn heads_at(&self, text: &[Glyph], ends: impl Iterator<Item = usize>) -> Vec<NormalizedSpan> {
        let mut heads = Vec::new();
        for number in ends {
            let last = text[number];
            self.heads_backwards.at(text[..=number].iter().rev().map(|glyph| glyph.code), |characters, _| {
                let first = text[number + 1 - characters];
                heads.push(NormalizedSpan::new(first.at(), last.end()));
            });
        }
        heads
    }

    /// Whether a word of three or more characters, or a head of any length, stands across `middle` of `text`.
    pub(crate) fn crosses(&self, text: &str, middle: usize) -> bool {
        let across = |start: usize, end: usize| start < middle && middle < end;
        let glyphs = glyphs(text);
        let mut word = false;
        for (number, first) in glyphs.iter().enumerate() {
            let rest = &glyphs[number..];
            self.words.at(rest.iter().map(|glyph| glyph.code), |characters, _| {
                word |= characters > 2 && across(first.at(), rest[characters - 1].end());
            });
        }
        word || self.heads_in(&glyphs).iter().any(|head| across(head.start, head.end))
    }

    /// The words by their characters.
    #[inline]
    pub(super) fn words(&self) -> &Trie {
        &self.words
    }

    /// The word that a number in [`Self::words`] stands for.
    #[inline]
    pub(crate) fn word(number: u32) -> WordIndex {
        WordIndex(number)
    }

    /// Whether the head at `start..end` of `text` can end a name: something stands before it, and a head of one
    /// character is no part of a word with its neighbour (道路, 水平).
    pub(crate) fn can_end_a_name(&self, text: &str, start: usize, end: usize) -> bool {
        // 省道|S220: the class of a road may stand before its code.
        let Some(before) = text[..start].chars().next_back() else {
            return text[..end].ends_with('道')
                && text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
        };
        let mut head = text[start..end].chars();
        let (Some(only), None) = (head.next(), head.next()) else { return true };
        let after = text[end..].chars().next();
        !self.pairs.contains(&[before, only])
            && !after.is_some_and(|after| self.pairs.contains(&[only, after]))
    }
}

/// The words while they are collected.
struct Words<'a> {
    trie: Trie,
    texts: Vec<&'a str>,
    known: Vec<Known>,
}

impl<'a> Words<'a> {
    /// What is known of a word, which is `new` where nothing is yet.
    fn entry(&mut self, text: &'a str, new: Known) -> Option<&mut Known> {
        let next = u32::try_from(self.known.len()).ok()?;
        let number = self.trie.number(text, next)?;
        if number == next {
            self.texts.push(text);
            self.known.push(new);
        }
        self.known.get_mut(number as usize)
    }
}

impl Known {
    fn plain(frequency: u32, class: WordClass) -> Self {
        Self { cost: cost(frequency), class, boundary: None, head: None }
    }
}

/// The words of two characters of which one is a head by itself.
fn pairs_with_heads(words: &[&str], heads: &FxHashMap<&'static str, Head>) -> FxHashSet<[char; 2]> {
    let single: FxHashSet<char> = heads
        .keys()
        .filter_map(|head| {
            let mut characters = head.chars();
            characters.next().filter(|_| characters.next().is_none())
        })
        .collect();
    words
        .iter()
        .filter_map(|text| {
            let mut characters = text.chars();
            let pair = [characters.next()?, characters.next()?];
            let fits = characters.next().is_none() && pair.iter().any(|character| single.contains(character));
            fits.then_some(pair)
        })
        .collect()
}

/// The cost of a word that stands once in 100,000 words.
const RARE: f32 = 11.5;

#[allow(clippy::cast_precision_loss)] // a probability needs no more than f32 holds
fn cost(frequency: u32) -> f32 {
    (CORPUS / frequency.max(1) as f32).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Block, BlockKind, Normalizer, Piece, SourceSpan};

    /// Of two rows the later one would count, and the earlier one would say nothing.
    #[test]
    fn no_head_stands_twice() {
        let mut seen = FxHashSet::default();
        let twice: Vec<&str> = HEADS.rows().map(|row| row[0]).filter(|head| !seen.insert(*head)).collect();
        assert_eq!(twice, Vec::<&str>::new());
    }

    #[test]
    fn heads_end_where_the_landmarks_of_a_text_say() {
        let heads: Vec<&str> = HEADS.rows().map(|row| row[0]).collect();
        let raw = heads.join("、");
        let piece = Piece { span: SourceSpan::new(0, raw.len()), text: None };
        let block = Block { kind: BlockKind::Paragraph, pieces: vec![piece] };
        let text = Normalizer::builtin().normalize(&raw, &[block]);
        let vocabulary = Vocabulary::new(&Lexicon::default());
        let found = vocabulary.heads_of(&text);
        assert_eq!(found, vocabulary.heads_in(&text.glyphs));
        assert!(found.len() >= heads.len());
    }
}
