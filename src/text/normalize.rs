//! Normalisation: one spelling of each text for matching, with the way back to the source.

use super::glyph::{Glyph, Glyphs};
use super::landmark::{Landmarks, Notes};
use super::offset_map::OffsetMapBuilder;
use super::variants::{Action, CharTable};
use super::width::Width;
use super::{Block, BlockKind, NormalizedSpan, NormalizedText, OffsetMap, Passage, Piece, join, numbering};
use crate::diagnostic::Diagnostic;

/// Normalises documents and names in the same way.
///
/// - full-width ASCII to half-width (`，；：（）` become `,;:()`), vertical and small forms, radicals and
///   compatibility ideographs to the ordinary character, `「」『』` to `“”‘’`, dashes to `—`;
/// - straight quotes to `“` and `”` by turns within a passage, but not the sign of inches (`12"`);
/// - traditional to simplified, character by character; the case of letters stays;
/// - zero-width, variation and control characters are dropped;
/// - the point between the number of a list item and a digit to `、` (`4.10万吨…` behind an item 3);
/// - white space is removed at the edges and wherever it touches a Han character or other wide one;
///   between two narrow words one space stays (`ABC  Steel` → `ABC Steel`); a line break between two digits is removed.
#[derive(Clone, Debug)]
pub struct Normalizer {
    table: CharTable,
}

impl Normalizer {
    /// With the built-in table of variants.
    #[must_use]
    pub fn builtin() -> Self {
        Self { table: CharTable::builtin() }
    }

    /// The built-in one, made once: tests on random texts ask for it thousands of times.
    #[cfg(test)]
    pub(crate) fn builtin_for_tests() -> &'static Self {
        static BUILTIN: std::sync::LazyLock<Normalizer> = std::sync::LazyLock::new(Normalizer::builtin);
        &BUILTIN
    }

    /// With a table of variants instead of the built-in one: lines of `variant<TAB>standard`, one
    /// character each. Lines that are not so are left out and reported under the name `file`.
    #[must_use]
    pub fn from_variants(variants: &str, file: &str) -> (Self, Vec<Diagnostic>) {
        let (table, diagnostics) = CharTable::new(variants, file);
        (Self { table }, diagnostics)
    }

    /// Normalises a name, as [`Self::normalize`] does a passage.
    #[must_use]
    pub fn normalize_str(&self, name: &str) -> String {
        if kept_prefix(name, &self.table, |_, _, _| {}) == name.len() {
            return name.to_owned();
        }
        let mut writer = Writer::new(&self.table, name, name.len());
        writer.verbatim(name, 0);
        writer.text
    }

    /// Normalises a document.
    ///
    /// The pieces of `blocks` are spans of `raw`, in order of position and not overlapping; a piece that
    /// isn't on character boundaries of `raw` is left out.
    #[must_use]
    pub fn normalize(&self, raw: &str, blocks: &[Block]) -> NormalizedText {
        self.normalize_joining(raw, blocks, &|_, _| false)
    }

    /// As [`normalize`](Self::normalize), with the help of someone who knows words: `one_word(left, right)`
    /// says whether a word goes on from the end of one line, `left`, to the beginning of the next. Both
    /// are normalised and at most a dozen characters long.
    #[must_use]
    pub fn normalize_joining(
        &self,
        raw: &str,
        blocks: &[Block],
        one_word: &dyn Fn(&str, &str) -> bool,
    ) -> NormalizedText {
        let flows = join::flows(raw, blocks, &|left, right| {
            one_word(&self.normalize_str(left.trim_end()), &self.normalize_str(right.trim_start()))
        });
        let mut writer = Writer::new(&self.table, raw, raw.len());
        writer.points = numbering::points(raw, blocks, &flows);
        for (block, flow) in blocks.iter().zip(flows) {
            match flow {
                join::Flow::Continues => writer.line_break(),
                join::Flow::Begins(kind) => writer.begin(kind),
            }
            for piece in &block.pieces {
                writer.piece(piece);
            }
        }
        writer.finish()
    }
}

/// White space that was met and not yet decided on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    LineBreak,
}

struct Writer<'a> {
    table: &'a CharTable,
    raw: &'a str,
    text: String,
    glyphs: Vec<Glyph>,
    map: OffsetMapBuilder,
    passages: Vec<Passage>,
    soft_breaks: Vec<usize>,
    landmarks: Landmarks,
    /// The kind of the passage that begins with the next character.
    next: Option<BlockKind>,
    gap: Gap,
    last: Width,
    /// Whether a straight quote stands open.
    quoted: bool,
    /// Where points stand that end the number of an item and are no decimal points, in order.
    points: Vec<usize>,
}

impl<'a> Writer<'a> {
    fn new(table: &'a CharTable, raw: &'a str, capacity: usize) -> Self {
        Self {
            table,
            raw,
            text: String::with_capacity(capacity),
            // Most characters have three bytes.
            glyphs: Vec::with_capacity(capacity / 2),
            map: OffsetMapBuilder::new(),
            passages: Vec::new(),
            soft_breaks: Vec::new(),
            landmarks: Landmarks::default(),
            next: Some(BlockKind::Paragraph),
            gap: Gap::None,
            last: Width::Wide,
            quoted: false,
            points: Vec::new(),
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        self.next = Some(kind);
        self.gap = Gap::None;
        self.quoted = false;
    }

    fn line_break(&mut self) {
        if self.next.is_none() {
            self.gap = Gap::LineBreak;
        }
    }

    fn white_space(&mut self, c: char) {
        if self.next.is_none() && self.gap != Gap::LineBreak {
            self.gap = if matches!(c, '\n' | '\r') { Gap::LineBreak } else { Gap::Space };
        }
    }

    fn piece(&mut self, piece: &Piece) {
        let (start, end) = (piece.span.start, piece.span.end);
        if start > end || start < self.map.source_end() {
            return;
        }
        let Some(raw) = self.raw.get(start..end) else { return };
        match &piece.text {
            None => self.numbered(raw, start),
            Some(text) => {
                for c in text.chars() {
                    match self.table.action(c) {
                        Action::Drop => {}
                        Action::Space => self.white_space(c),
                        Action::Keep => self.atom(start, end, c, c),
                        Action::Replace(to) => self.atom(start, end, c, to),
                        Action::Quote => {
                            let quote = self.quote("");
                            self.atom(start, end, c, quote);
                        }
                    }
                }
            }
        }
    }

    /// Writes source text that stands at `offset`; the mark behind the number of an item becomes one that ends it.
    fn numbered(&mut self, source: &str, offset: usize) {
        let at = self.points.partition_point(|point| *point < offset);
        let point = self.points.get(at).map_or(source.len(), |point| point - offset);
        let Some(mark) = source.get(point..).and_then(|rest| rest.chars().next()) else {
            self.verbatim(source, offset);
            return;
        };
        let behind = point + mark.len_utf8();
        self.verbatim(&source[..point], offset);
        self.character(offset + point, mark, '、');
        self.last = Width::Wide;
        self.verbatim(&source[behind..], offset + behind);
    }

    /// Writes source text that stands at `offset`.
    fn verbatim(&mut self, source: &str, offset: usize) {
        let mut rest = source;
        while let Some(c) = rest.chars().next() {
            let at = offset + source.len() - rest.len();
            match self.table.action(c) {
                Action::Drop => {}
                Action::Space => self.white_space(c),
                Action::Keep => {
                    rest = &rest[self.run(rest, at, c)..];
                    continue;
                }
                Action::Replace(to) => self.character(at, c, to),
                Action::Quote => {
                    let quote = self.quote(&rest[c.len_utf8()..]);
                    self.character(at, c, quote);
                }
            }
            rest = &rest[c.len_utf8()..];
        }
    }

    /// Writes the characters at the beginning of `source` that stay as they are, of which `first` is one. Their length.
    fn run(&mut self, source: &str, at: usize, first: char) -> usize {
        if self.gap != Gap::None || self.next.is_some() {
            self.before(at, Width::of(first, first));
        }
        let (start, glyphs, landmarks) = (self.text.len(), &mut self.glyphs, &mut self.landmarks);
        let kept = kept_prefix(source, self.table, |at, code, notes| {
            glyphs.push(Glyph::new(start + at, code));
            if let Some(notes) = notes {
                let number = glyphs.len() - 1;
                landmarks.note(number, start + at, char::from_u32(code).unwrap_or_default(), notes);
            }
        });
        if kept == 0 {
            self.character(at, first, first);
            return first.len_utf8();
        }
        let run = &source[..kept];
        self.map.run(at, kept);
        self.text.push_str(run);
        self.last = run.chars().next_back().map_or(Width::Wide, |c| Width::of(c, c));
        kept
    }

    /// What a straight quote stands for, of which `behind` follows.
    fn quote(&mut self, behind: &str) -> char {
        // 8"与12"晶圆: inches; but not 实现2025"开门红"
        let next = behind.find(['"', '＂']).map(|at| &behind[..at]);
        let is_quoted = |inside: &str| !inside.ends_with(|c: char| c.is_ascii_digit());
        if !self.quoted && self.last == Width::Digit && !next.is_some_and(is_quoted) {
            return '"';
        }
        self.quoted = !self.quoted;
        if self.quoted { '“' } else { '”' }
    }

    fn character(&mut self, at: usize, from: char, to: char) {
        let width = Width::of(from, to);
        if self.gap != Gap::None || self.next.is_some() {
            self.before(at, width);
        }
        self.map.character(at, at + from.len_utf8(), to.len_utf8());
        self.push(to);
        self.last = width;
    }

    fn push(&mut self, c: char) {
        if let Some(notes) = Notes::of(c) {
            self.landmarks.note(self.glyphs.len(), self.text.len(), c, notes);
        }
        self.glyphs.push(Glyph::new(self.text.len(), c.into()));
        self.text.push(c);
    }

    fn atom(&mut self, start: usize, end: usize, from: char, to: char) {
        let width = Width::of(from, to);
        self.before(start, width);
        self.map.atom(start, end, to.len_utf8());
        self.push(to);
        self.last = width;
    }

    /// Decides on the gap or passage boundary before a character whose source starts at `source`.
    fn before(&mut self, source: usize, next: Width) {
        if let Some(kind) = self.next.take() {
            if let Some(passage) = self.passages.last_mut() {
                passage.span.end = self.text.len();
                self.separate('\n', source);
            }
            let start = self.text.len();
            self.passages.push(Passage { span: NormalizedSpan::new(start, start), kind });
        } else {
            let words = self.last != Width::Wide && next != Width::Wide;
            let number = self.last == Width::Digit && next == Width::Digit && self.gap == Gap::LineBreak;
            match self.gap {
                Gap::None => {}
                _ if words && !number => self.separate(' ', source),
                Gap::Space => self.soft_breaks.push(self.text.len()),
                // A line that wraps breaks words anywhere and says nothing about their ends.
                Gap::LineBreak => {}
            }
        }
        self.gap = Gap::None;
    }

    /// Writes a separator for the source between what was written and what comes.
    fn separate(&mut self, separator: char, source: usize) {
        let start = self.map.source_end().min(source);
        if source - start == 1 {
            self.map.character(start, source, 1);
        } else {
            self.map.atom(start, source, 1);
        }
        self.push(separator);
    }

    fn finish(mut self) -> NormalizedText {
        if let Some(passage) = self.passages.last_mut() {
            passage.span.end = self.text.len();
        }
        let map: OffsetMap = self.map.finish();
        NormalizedText {
            text: self.text,
            glyphs: Glyphs::new(self.glyphs),
            landmarks: self.landmarks,
            map,
            passages: self.passages,
            soft_breaks: self.soft_breaks,
        }
    }
}

/// The length in bytes of the longest beginning of `text` that normalises to itself and has no white
/// space; each of its characters goes to `keep`, with its offset and code point and what it is looked for as.
///
/// Nearly all of a Chinese text goes through here, so it looks at bytes: three of them are a character
/// of the basic plane, where the table is direct.
#[inline]
fn kept_prefix(text: &str, table: &CharTable, mut keep: impl FnMut(usize, u32, Option<Notes>)) -> usize {
    let mut rest = text.as_bytes();
    loop {
        let (code, behind) = match rest {
            [first @ 0..0x80, behind @ ..] => (u32::from(*first), behind),
            [first @ 0xE0..0xF0, second, third, behind @ ..] => {
                let high = u32::from(first & 0x0F) << 12 | u32::from(second & 0x3F) << 6;
                (high | u32::from(third & 0x3F), behind)
            }
            _ => break,
        };
        let Some(notes) = table.kept(code as usize) else { break };
        keep(text.len() - rest.len(), code, notes);
        rest = behind;
    }
    text.len() - rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SourceSpan;

    #[test]
    fn straight_quotes_open_and_close_by_turns_within_a_passage() {
        for (raw, expected) in [
            (r#"获评"石斛之乡"称号"#, "获评“石斛之乡”称号"),
            ("＂十四五＂期间", "“十四五”期间"),
            (r#"实现2025"开门红""#, "实现2025“开门红”"),
            (r#"年产8"与12"晶圆"#, r#"年产8"与12"晶圆"#),
            (r#"建设"8"字环路"#, "建设“8”字环路"),
            // One that nothing closes ends with its passage.
            ("甲\"乙\n丙\"丁\"戊", "甲“乙\n丙“丁”戊"),
        ] {
            let mut at = 0;
            let lines = raw.split_inclusive('\n').map(|line| {
                let span = SourceSpan::new(at, at + line.len());
                at = span.end;
                Block { kind: BlockKind::ListItem, pieces: vec![Piece { span, text: None }] }
            });
            let blocks: Vec<_> = lines.collect();
            assert_eq!(Normalizer::builtin_for_tests().normalize(raw, &blocks).text, expected, "{raw}");
        }
    }
}
