//! The characters of a text with their places: decoded once for all that look at each of them.

use std::ops::Deref;

use super::NormalizedSpan;

/// A character and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glyph {
    /// Its code point.
    pub(crate) code: u32,
    /// Its first byte in the text; texts are at most 4 GiB.
    at: u32,
}

impl Glyph {
    #[inline]
    pub(super) fn new(at: usize, code: u32) -> Self {
        Self { code, at: u32::try_from(at).unwrap_or(u32::MAX) }
    }

    /// Its first byte in the text.
    #[inline]
    pub(crate) fn at(self) -> usize {
        self.at as usize
    }

    /// The byte behind it.
    #[inline]
    pub(crate) fn end(self) -> usize {
        // Nearly every character has three bytes.
        let length = match self.code {
            0x800..0x1_0000 => 3,
            0..0x80 => 1,
            0x80..0x800 => 2,
            _ => 4,
        };
        self.at() + length
    }
}

/// The characters of `text`.
pub(crate) fn glyphs(text: &str) -> Vec<Glyph> {
    text.char_indices().map(|(at, c)| Glyph::new(at, c.into())).collect()
}

/// The characters of a whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Glyphs {
    all: Vec<Glyph>,
    /// The numbers of the first characters at or behind each multiple of [`STRIDE`]: a place is found with a few steps from
    /// the one before it, where halving all of a document would take a dozen, each of which waits for the last.
    marks: Vec<u32>,
}

/// How many bytes are between two marks.
const STRIDE: usize = 32;

impl Glyphs {
    /// The characters of a text, in order.
    pub(super) fn new(all: Vec<Glyph>) -> Self {
        /// At least so many characters behind the first one of a stretch begin in it: none has more than four bytes.
        const SURE: usize = (STRIDE - 4) / 4;
        let count = all.last().map_or(0, |last| last.at() / STRIDE + 1);
        let mut number = 0;
        let marks = (0..count).map(|mark| {
            let before = |glyph: &&Glyph| glyph.at() < mark * STRIDE;
            let skipped = if mark > 0 { SURE } else { 0 };
            number += skipped + all[number + skipped..].iter().take_while(before).count();
            u32::try_from(number).unwrap_or(u32::MAX)
        });
        let marks = marks.collect();
        Self { all, marks }
    }

    /// The number of the first character at or behind the byte `position`.
    #[inline]
    fn number_at(&self, position: usize) -> usize {
        let Some(mark) = self.marks.get(position / STRIDE) else { return self.all.len() };
        let mark = *mark as usize;
        mark + self.all[mark..].iter().take_while(|glyph| glyph.at() < position).count()
    }

    /// Those that stand in `span`.
    #[inline]
    pub(crate) fn within(&self, span: NormalizedSpan) -> &[Glyph] {
        &self.all[self.number_at(span.start)..self.number_at(span.end)]
    }
}

impl Deref for Glyphs {
    type Target = [Glyph];

    #[inline]
    fn deref(&self) -> &[Glyph] {
        &self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Block, BlockKind, Normalizer, Piece, SourceSpan};

    #[test]
    fn the_glyphs_of_a_document_are_those_of_its_text() {
        let raw =
            "昭　通，ＡＴ Ｔ\u{200B} é𠮷\r\n鎮。a bcdefghijklmnopqrstuvwxyz甲乙丙丁戊己庚辛壬癸子丑寅卯";
        let piece = |start, end, text: Option<&str>| Piece {
            span: SourceSpan::new(start, end),
            text: text.map(Into::into),
        };
        let end = raw.find('\n').expect("it has two lines");
        let blocks = [
            Block { kind: BlockKind::Paragraph, pieces: vec![piece(0, end, None)] },
            Block {
                kind: BlockKind::Heading(1),
                pieces: vec![piece(end, end + 1, Some("½鎮")), piece(end + 1, raw.len(), None)],
            },
        ];
        let text = Normalizer::builtin().normalize(raw, &blocks);
        assert_eq!(*text.glyphs, glyphs(&text.text));
        for (at, c) in text.text.char_indices() {
            let span = NormalizedSpan::new(at, at + c.len_utf8());
            let found = text.glyphs.within(span);
            assert_eq!(found, [Glyph::new(at, c.into())]);
            assert_eq!((found[0].at(), found[0].end()), (span.start, span.end));
        }
        let all = NormalizedSpan::new(0, text.text.len());
        assert_eq!(text.glyphs.within(all), &*text.glyphs);
        assert_eq!(text.glyphs.within(NormalizedSpan::new(3, 3)), []);
    }
}
