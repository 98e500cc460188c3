//! Words and names on one lattice over the characters of a clause, and the cheapest path.
//!
//! Greedy longest match reads 长沙市 in 长沙市长到访 because it doesn't know the word 市长. Here
//! dictionary names, ordinary words, numbers and single characters are edges between the
//! characters, each with the negative logarithm of its probability as cost, and the path with the
//! lowest sum is taken ([Viterbi](https://doi.org/10.1109/TIT.1967.1054010)).
//!
//! The characters are taken in order: when one is reached, the cheapest path to it is known, and what begins there is
//! added to it, in time linear in what begins anywhere and with arrays as long as the clause.

use super::telling::Telling;
use super::vocabulary::{Vocabulary, WordIndex};
use crate::gazetteer::FormIndex;
use crate::text::glyph::Glyph;
use crate::text::trie::Ahead;
use crate::text::{NormalizedSpan, NormalizedText};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum TokenKind {
    /// A word of the vocabulary.
    Word(WordIndex),
    /// A name of the gazetteer.
    Name(FormIndex),
    /// A name that this document introduced, by its place in the document's dictionary.
    Local(u32),
    /// A number: digits with a decimal point or percent sign.
    Number,
    /// Latin letters, with digits: `G247`.
    Latin,
    /// A Han character on its own that the vocabulary doesn't have.
    Character,
    /// A bracket, quote or other mark.
    Mark(char),
}

/// A token of a clause.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// Where, in bytes of the whole normalised text.
    pub(crate) span: NormalizedSpan,
    /// What.
    pub(crate) kind: TokenKind,
}

/// A name that may stand at a place, with what it costs to read it there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameEdge {
    /// Where.
    pub(crate) span: NormalizedSpan,
    /// [`TokenKind::Name`] or [`TokenKind::Local`].
    pub(crate) kind: TokenKind,
    /// Its cost.
    pub(crate) cost: f32,
}

/// Cost of a Han character that is no word: rarer than any word of the lexicon.
const UNKNOWN_CHARACTER: f32 = 13.0;
/// Cost of a number or a run of Latin letters.
const RUN: f32 = 8.0;
/// Cost of a mark.
const MARK: f32 = 3.0;
/// Added for each removed space or line break that an edge spans.
const SOFT_BREAK: f32 = 3.0;

/// Finds cheapest paths; holds the arrays that one clause after the other uses.
#[derive(Default)]
pub(crate) struct Lattice {
    /// The cheapest path so far to each character of the clause, by their numbers, and to its end.
    paths: Vec<Path>,
    /// The names by their beginnings.
    names: Vec<NameEdge>,
    /// The words by their beginnings, with the same one the shorter first.
    words: Vec<WordEdge>,
    ahead: Ahead,
}

/// A word that may stand at a place.
#[derive(Clone, Copy)]
struct WordEdge {
    /// The number of its first character.
    first: usize,
    /// How many characters it has.
    characters: usize,
    word: WordIndex,
    cost: f32,
}

/// A path to a place in the clause.
#[derive(Clone, Copy)]
struct Path {
    /// Infinite where nothing ends, as inside a run.
    cost: f32,
    /// The number of the character that the last token begins with. A clause is far shorter than 4 GiB.
    start: u32,
    /// What the last token is.
    kind: TokenKind,
}

impl Path {
    const NONE: Self = Self { cost: f32::INFINITY, start: 0, kind: TokenKind::Character };

    /// Takes another path if it costs less.
    #[inline]
    fn relax(&mut self, other: Self) {
        if other.cost < self.cost {
            *self = other;
        }
    }

    /// Takes a path with a longer word at its end if it costs less, or no more than one with a name there.
    #[inline]
    fn relax_word(&mut self, other: Self) {
        let name = matches!(self.kind, TokenKind::Name(_) | TokenKind::Local(_));
        if other.cost < self.cost || name && other.cost <= self.cost {
            *self = other;
        }
    }

    /// Takes a path with a single character or a run at its end if it costs no more.
    #[inline]
    fn relax_single(&mut self, other: Self) {
        if other.cost <= self.cost {
            *self = other;
        }
    }
}

impl Lattice {
    /// The tokens of the clause `span` of `text`, and what passes over them look for.
    ///
    /// `names` must lie inside the clause.
    ///
    /// Of paths that cost the same that with a single character or a run at its end is taken, then that with a longer
    /// word, then that with a name, and of two alike the longer, so that the result is determined.
    pub(super) fn decode(
        &mut self,
        text: &NormalizedText,
        span: NormalizedSpan,
        names: &[NameEdge],
        vocabulary: &Vocabulary,
        tokens: &mut Vec<Token>,
    ) -> Telling {
        let glyphs = text.glyphs_in(span);
        let soft_breaks = text.soft_breaks_at(span);
        self.begin(glyphs, names, vocabulary);
        let Self { paths, names, words, .. } = self;
        let (mut names, mut words) = (&names[..], &words[..]);
        let (scanned, mut telling) = (Telling::scanned(), Telling::default());
        let mut in_run = false;
        for (number, glyph) in glyphs.iter().enumerate() {
            let code = glyph.code;
            if scanned.has_code(code) {
                telling.note(code);
            }
            let cost = paths[number].cost;
            let start = u32::try_from(number).unwrap_or(u32::MAX);
            let path = |more: f32, kind: TokenKind| Path { cost: cost + more, start, kind };
            let mut single = None;
            while let Some((edge, behind)) = words.split_first().filter(|(edge, _)| edge.first == number) {
                words = behind;
                if edge.characters == 1 {
                    single = Some(edge);
                } else if cost < f32::INFINITY {
                    // The places inside a run are reached by names only.
                    let last = number + edge.characters - 1;
                    let more = edge.cost + broken(soft_breaks, *glyph, glyphs[last]);
                    paths[last + 1].relax_word(path(more, TokenKind::Word(edge.word)));
                }
            }
            if is_han_code(code) {
                in_run = false;
                let (more, kind) = match single {
                    Some(edge) => (edge.cost, TokenKind::Word(edge.word)),
                    None => (UNKNOWN_CHARACTER, TokenKind::Character),
                };
                paths[number + 1].relax_single(path(more, kind));
            } else {
                let character = char::from_u32(code).unwrap_or_default();
                let is_run = is_run_character(character);
                if !is_run {
                    paths[number + 1].relax_single(path(MARK, TokenKind::Mark(character)));
                } else if !in_run {
                    let (length, kind) = run(&glyphs[number..]);
                    paths[number + length].relax_single(path(RUN, kind));
                }
                in_run = is_run;
            }
            while let Some((name, behind)) =
                names.split_first().filter(|(name, _)| name.span.start == glyph.at())
            {
                names = behind;
                let inside = glyphs[number..].iter().take_while(|glyph| glyph.at() < name.span.end);
                let end = number + inside.count();
                let more = name.cost + broken(soft_breaks, *glyph, glyphs[end - 1]) * 0.5;
                paths[end].relax(path(more, name.kind));
            }
        }
        let first = tokens.len();
        let mut end = glyphs.len();
        while end > 0 {
            let Path { start, kind, .. } = paths[end];
            let start = start as usize;
            tokens.push(Token { span: NormalizedSpan::new(glyphs[start].at(), glyphs[end - 1].end()), kind });
            end = start;
        }
        tokens[first..].reverse();
        telling
    }

    /// Begins a clause of these characters.
    fn begin(&mut self, glyphs: &[Glyph], names: &[NameEdge], vocabulary: &Vocabulary) {
        let Self { paths, names: sorted, words, ahead } = self;
        paths.clear();
        paths.resize(glyphs.len() + 1, Path::NONE);
        paths[0].cost = 0.0;
        sorted.clear();
        sorted.extend_from_slice(names);
        sorted.sort_by_key(|name| name.span.start);
        words.clear();
        vocabulary.words().scan(glyphs, 0..glyphs.len(), ahead, |first, characters, word| {
            let word = Vocabulary::word(word);
            words.push(WordEdge { first, characters, word, cost: vocabulary.entry(word).cost });
        });
    }
}

/// How many characters the run has that `glyphs` begin with, and its kind.
fn run(glyphs: &[Glyph]) -> (usize, TokenKind) {
    let characters = glyphs.iter().map(|glyph| char::from_u32(glyph.code).unwrap_or_default());
    let run = characters.take_while(|character| is_run_character(*character));
    if let Some(length) = item_number(run.clone()) {
        return (length, TokenKind::Number);
    }
    let (mut length, mut latin) = (0, false);
    for character in run {
        length += 1;
        latin |= character.is_ascii_alphabetic();
    }
    (length, if latin { TokenKind::Latin } else { TokenKind::Number })
}

/// How many characters the number of an item has that letters follow, of which no decimal is: 1.|LED灯珠项目.
fn item_number(run: impl Iterator<Item = char> + Clone) -> Option<usize> {
    let digits = run.clone().take_while(char::is_ascii_digit).count();
    let mut behind = run.skip(digits);
    let numbered = (1..=2).contains(&digits) && behind.next() == Some('.');
    (numbered && behind.next().is_some_and(|next| next.is_ascii_alphabetic())).then_some(digits + 1)
}

/// The cost of the removed white space between two characters.
#[inline]
#[allow(clippy::cast_precision_loss)]
fn broken(soft_breaks: &[usize], first: Glyph, last: Glyph) -> f32 {
    if soft_breaks.is_empty() {
        return 0.0;
    }
    let (start, end) = (first.at(), last.end());
    let from = soft_breaks.partition_point(|at| *at <= start);
    let to = soft_breaks.partition_point(|at| *at < end);
    to.saturating_sub(from) as f32 * SOFT_BREAK
}

/// Digits, letters and what holds them together.
fn is_run_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '.' | '×' | '%' | '-' | '_' | '/' | '±')
}

/// Whether the character is a Han ideograph.
#[inline]
pub(crate) fn is_han(character: char) -> bool {
    is_han_code(character.into())
}

#[inline]
fn is_han_code(code: u32) -> bool {
    const ZERO: u32 = '〇' as u32;
    // Nearly all are of the first range.
    matches!(code, 0x3400..=0x9FFF) || matches!(code, 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF | ZERO)
}
