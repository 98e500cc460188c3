//! What normalisation does to each character.

use rustc_hash::FxHashMap;

use super::landmark::Notes;
use crate::diagnostic::{Bilingual, Diagnostic, Severity};

/// Traditional to simplified, `variant<TAB>standard`, one character each.
const BUILTIN: &str = include_str!("../../gazetteer/variants.tsv");
/// Radicals, compatibility ideographs, vertical and small forms (they come from PDF files and old
/// fonts), and dashes, quotes and dots that differ only in shape. Made from Unicode's NFKC where that
/// gives one character; written by hand where it gives none (the simplified radicals).
const COMPATIBILITY: &str = include_str!("compatibility.tsv");

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// It stays.
    Keep,
    /// Another takes its place.
    Replace(char),
    /// It isn't text: a control, zero-width or variation character.
    Drop,
    /// It is white space.
    Space,
    /// The straight quote, which opens and closes: the one that it stands for takes its place.
    Quote,
}

const KEEP: u16 = 0;
const DROP: u16 = 1;
const SPACE: u16 = 2;
/// The replacement is outside the basic plane.
const RARE: u16 = 3;
const QUOTE: u16 = 4;
/// With the bits of [`Notes`]: it stays, and is looked for.
const NOTED: u16 = 8;
/// No value up to this is a character that anything maps to.
const LAST: u16 = NOTED | Notes::ALL as u16;

/// The action of every character: a direct table for the basic plane, because this is asked of each
/// character of each document, and a map for the few others.
#[derive(Clone, Debug)]
pub(super) struct CharTable {
    basic: Box<[u16]>,
    rare: FxHashMap<char, char>,
}

impl CharTable {
    /// The table of the built-in variants.
    pub(super) fn builtin() -> Self {
        Self::new(BUILTIN, "gazetteer/variants.tsv").0
    }

    /// The table of `variants` (`variant<TAB>standard` lines; empty lines and `#` lines are skipped),
    /// and what is wrong with its lines, which are left out.
    pub(super) fn new(variants: &str, file: &str) -> (Self, Vec<Diagnostic>) {
        let mut table = Self { basic: vec![KEEP; 0x1_0000].into_boxed_slice(), rare: FxHashMap::default() };
        let mut diagnostics = Vec::new();
        for (number, line) in variants.lines().enumerate() {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match pair(line) {
                Some((from, to)) => table.replace(from, to),
                None => diagnostics.push(malformed(file, number as u64 + 1, line)),
            }
        }
        // A radical stands for a character that may itself be traditional.
        for (from, to) in COMPATIBILITY.lines().filter_map(pair) {
            let to = table.standard(to);
            table.replace(from, to);
        }
        for code in 0xFF01_u32..=0xFF5E {
            if let (Some(from), Some(to)) = (char::from_u32(code), char::from_u32(code - 0xFEE0)) {
                table.replace(from, to);
            }
        }
        for code in 0..0x1_0000_u32 {
            if let Some(special) = char::from_u32(code).and_then(special) {
                table.basic[code as usize] = special;
            }
        }
        for code in 0..0x1_0000_u32 {
            let notes = char::from_u32(code).and_then(Notes::of);
            if let (Some(notes), cell @ &mut KEEP) = (notes, &mut table.basic[code as usize]) {
                *cell = NOTED | u16::from(notes.bits());
            }
        }
        (table, diagnostics)
    }

    fn replace(&mut self, from: char, to: char) {
        if from == to {
            return;
        }
        match (self.basic.get_mut(from as usize), u16::try_from(u32::from(to))) {
            (Some(cell), Ok(code)) if code > LAST => *cell = code,
            (Some(cell), _) => {
                *cell = RARE;
                self.rare.insert(from, to);
            }
            (None, _) => {
                self.rare.insert(from, to);
            }
        }
    }

    fn standard(&self, c: char) -> char {
        match self.action(c) {
            Action::Replace(to) => to,
            _ => c,
        }
    }

    /// What becomes of `c`.
    #[inline]
    pub(super) fn action(&self, c: char) -> Action {
        match self.basic.get(c as usize) {
            Some(&(KEEP | NOTED..=LAST)) => Action::Keep,
            Some(&DROP) => Action::Drop,
            Some(&SPACE) => Action::Space,
            Some(&QUOTE) => Action::Quote,
            Some(&code) if code != RARE => char::from_u32(code.into()).map_or(Action::Keep, Action::Replace),
            None if matches!(c as u32, 0xE_0000..=0xE_0FFF) => Action::Drop,
            _ => self.rare.get(&c).map_or(Action::Keep, |to| Action::Replace(*to)),
        }
    }

    /// Whether the character of the basic plane with this code stays as it is; and then what it is looked for as.
    #[inline]
    pub(super) fn kept(&self, code: usize) -> Option<Option<Notes>> {
        match self.basic.get(code) {
            Some(&KEEP) => Some(None),
            #[allow(clippy::cast_possible_truncation)] // LAST is small
            Some(&noted @ NOTED..=LAST) => Some(Some(Notes::of_bits(noted as u8))),
            _ => None,
        }
    }
}

fn pair(line: &str) -> Option<(char, char)> {
    let (from, to) = line.split_once('\t')?;
    let (mut from, mut to) = (from.chars(), to.chars());
    match (from.next(), from.next(), to.next(), to.next()) {
        (Some(from), None, Some(to), None) => Some((from, to)),
        _ => None,
    }
}

fn special(c: char) -> Option<u16> {
    match c {
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => Some(DROP),
        '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => Some(DROP),
        '\u{FFF9}'..='\u{FFFB}' | '\u{180B}'..='\u{180E}' => Some(DROP),
        c if c.is_whitespace() || c == '\u{2800}' || c == '\u{3164}' => Some(SPACE),
        c if c.is_control() => Some(DROP),
        '"' | '\u{FF02}' => Some(QUOTE),
        _ => None,
    }
}

fn malformed(file: &str, line: u64, text: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        file: file.into(),
        line: Some(line),
        column: None,
        message: Bilingual::new(
            format!("\"{text}\" is not a pair; write one character, a tab, and one character"),
            format!("“{text}”不是一对字符；请写：一个字符、制表符、一个字符"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions() {
        let (table, diagnostics) = CharTable::new("# 繁\n鎮\t镇\n⻋\t车\n車\t车\n𠮷\t吉\n吉\t𠮷\n", "t.tsv");
        assert_eq!(diagnostics, vec![]);
        for (c, expected) in [
            ('镇', Action::Keep),
            ('鎮', Action::Replace('镇')),
            ('⾞', Action::Replace('车')),
            ('𠮷', Action::Replace('吉')),
            ('吉', Action::Replace('𠮷')),
            ('，', Action::Replace(',')),
            ('Ａ', Action::Replace('A')),
            ('。', Action::Keep),
            ('–', Action::Replace('—')),
            ('「', Action::Replace('“')),
            ('"', Action::Quote),
            ('＂', Action::Quote),
            ('\u{3000}', Action::Space),
            ('\u{A0}', Action::Space),
            ('\n', Action::Space),
            ('\0', Action::Drop),
            ('\u{FEFF}', Action::Drop),
            ('\u{E0100}', Action::Drop),
            ('\u{10FFFF}', Action::Keep),
        ] {
            assert_eq!(table.action(c), expected, "{c:?}");
        }
    }

    #[test]
    fn malformed_lines_are_named() {
        let (_, diagnostics) = CharTable::new("鎮\t镇\n鎮镇\n昭通\t昭\n", "own.tsv");
        let lines: Vec<_> = diagnostics.iter().map(Diagnostic::location).collect();
        assert_eq!(lines, ["own.tsv:2", "own.tsv:3"]);
    }

    #[test]
    fn the_tables_have_no_malformed_lines_and_no_chains() {
        let (table, diagnostics) = CharTable::new(BUILTIN, "gazetteer/variants.tsv");
        assert_eq!(diagnostics, vec![]);
        assert!(COMPATIBILITY.lines().all(|line| pair(line).is_some()));
        for (from, to) in BUILTIN.lines().chain(COMPATIBILITY.lines()).filter_map(pair) {
            let standard = table.standard(to);
            assert_eq!(table.standard(standard), standard, "{from} leads to {to}");
            assert_eq!(table.standard(from), standard, "{from} should end where {to} does");
        }
    }
}
