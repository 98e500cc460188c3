//! Words and names on one lattice over the characters of a clause, and the cheapest path.
//!
//! Greedy longest match reads 长沙市 in 长沙市长到访 because it doesn't know the word 市长. Here
//! dictionary names, ordinary words, numbers and single characters are edges between the
//! characters, each with the negative logarithm of its probability as cost, and the path with the
//! lowest sum is taken ([Viterbi](https://doi.org/10.1109/TIT.1967.1054010)).
//!
//! Both automata deliver their hits ordered by end, so the path is found while they run, in time
//! linear in the hits and with one array as long as the clause.

use super::vocabulary::{Vocabulary, WordIndex};
use crate::gazetteer::FormIndex;
use crate::text::NormalizedSpan;

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
    /// Best cost to reach each byte of the clause; infinite inside characters.
    best: Vec<f32>,
    /// The last token of that path: its start, and what it is.
    back: Vec<(u32, TokenKind)>,
}

impl Lattice {
    /// The tokens of the clause `span` of `text`.
    ///
    /// `names` must be ordered by end and lie inside the clause; `soft_breaks` are the sorted
    /// offsets of removed white space inside it.
    pub(crate) fn decode(
        &mut self,
        text: &str,
        span: NormalizedSpan,
        names: &[NameEdge],
        soft_breaks: &[usize],
        vocabulary: &Vocabulary,
        tokens: &mut Vec<Token>,
    ) {
        let clause = span.of(text);
        self.best.clear();
        self.best.resize(clause.len() + 1, f32::INFINITY);
        // What an earlier clause left is never read: each place on the best path has been written.
        if self.back.len() <= clause.len() {
            self.back.resize(clause.len() + 1, (0, TokenKind::Character));
        }
        self.best[0] = 0.0;

        let Some(automaton) = vocabulary.automaton() else { return };
        let mut words = automaton.find_overlapping_iter(clause);
        let mut word = words.next();
        let mut names = names.iter().peekable();
        let mut run: Option<(usize, bool)> = None;
        let mut characters = clause.char_indices().peekable();
        while let Some((start, character)) = characters.next() {
            let end = start + character.len_utf8();
            let next = characters.peek().map(|(_, next)| *next);
            // A run of digits or letters is one token; its inner positions are reached only by names.
            if is_run_character(character) {
                let digits_only = !character.is_ascii_alphabetic();
                let (from, numeric) =
                    run.map_or((start, digits_only), |(from, numeric)| (from, numeric && digits_only));
                if next.is_some_and(is_run_character) {
                    run = Some((from, numeric));
                } else {
                    run = None;
                    let kind = if numeric { TokenKind::Number } else { TokenKind::Latin };
                    self.relax(from, end, RUN, kind);
                }
            } else if is_han(character) {
                match vocabulary.single(character) {
                    Some(word) => self.relax(start, end, vocabulary.cost(word), TokenKind::Word(word)),
                    None => self.relax(start, end, UNKNOWN_CHARACTER, TokenKind::Character),
                }
            } else {
                self.relax(start, end, MARK, TokenKind::Mark(character));
            }
            while let Some(hit) = word.as_ref().filter(|hit| hit.end() <= end) {
                let (from, to) = (hit.start(), hit.end());
                let index = Vocabulary::word(hit.value());
                let cost = vocabulary.cost(index) + broken(soft_breaks, span.start + from, span.start + to);
                self.relax(from, to, cost, TokenKind::Word(index));
                word = words.next();
            }
            while let Some(name) = names.peek() {
                if name.span.end > span.start + end {
                    break;
                }
                let cost = name.cost + broken(soft_breaks, name.span.start, name.span.end) * 0.5;
                self.relax(name.span.start - span.start, name.span.end - span.start, cost, name.kind);
                names.next();
            }
        }
        let first = tokens.len();
        let mut end = clause.len();
        while end > 0 {
            let (start, kind) = self.back[end];
            let start = start as usize;
            tokens.push(Token { span: NormalizedSpan::new(span.start + start, span.start + end), kind });
            end = start;
        }
        tokens[first..].reverse();
    }

    fn relax(&mut self, start: usize, end: usize, cost: f32, kind: TokenKind) {
        let total = self.best[start] + cost;
        // Strictly less: of equal paths the one found first stays, so the result is determined.
        if total < self.best[end] {
            self.best[end] = total;
            // A clause is far shorter than 4 GiB: documents are.
            self.back[end] = (u32::try_from(start).unwrap_or(0), kind);
        }
    }
}

/// The cost of the removed white space strictly inside `start..end`.
#[allow(clippy::cast_precision_loss)]
fn broken(soft_breaks: &[usize], start: usize, end: usize) -> f32 {
    if soft_breaks.is_empty() {
        return 0.0;
    }
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
    matches!(u32::from(character), 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
        || character == '〇'
}
