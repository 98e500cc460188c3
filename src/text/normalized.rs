//! The normalised text of a document.

use super::glyph::{Glyph, Glyphs};
use super::landmark::Landmarks;
use super::{BlockKind, NormalizedSpan, OffsetMap, SourceSpan};

/// A stretch of text that belongs together: a heading, a paragraph with its lines joined, a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands; never empty, and it holds no `\n`.
    pub span: NormalizedSpan,
    /// What it is.
    pub kind: BlockKind,
}

/// A document in one spelling, with the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NormalizedText {
    /// The text: the passages, with one `\n` between each two.
    pub text: String,
    /// Its source.
    pub map: OffsetMap,
    /// Its passages, in order.
    pub passages: Vec<Passage>,
    /// The positions in `text` where white space other than a line break was removed inside a passage, in
    /// order. A name that has one inside may be two.
    pub soft_breaks: Vec<usize>,
    /// Its characters.
    pub(crate) glyphs: Glyphs,
    /// Where the characters stand that others look for.
    pub(crate) landmarks: Landmarks,
}

impl NormalizedText {
    /// The first paragraph with a whole sentence, from passage number `from` on: where the body of the document begins.
    pub(crate) fn opening(&self, from: usize) -> Option<&Passage> {
        self.passages.get(from..)?.iter().find(|passage| {
            passage.kind == BlockKind::Paragraph && passage.span.of(&self.text).contains('。')
        })
    }

    /// The number of soft breaks strictly inside `span`.
    #[must_use]
    pub fn soft_breaks_in(&self, span: NormalizedSpan) -> usize {
        let first = self.soft_breaks.partition_point(|at| *at <= span.start);
        self.soft_breaks[first..].partition_point(|at| *at < span.end)
    }

    /// The soft breaks in `span` and at its edges.
    #[inline]
    pub(crate) fn soft_breaks_at(&self, span: NormalizedSpan) -> &[usize] {
        // Most texts have none.
        if self.soft_breaks.is_empty() {
            return &[];
        }
        let from = self.soft_breaks.partition_point(|at| *at < span.start);
        let to = self.soft_breaks.partition_point(|at| *at <= span.end);
        &self.soft_breaks[from..to]
    }

    /// The characters of `span`.
    #[inline]
    pub(crate) fn glyphs_in(&self, span: NormalizedSpan) -> &[Glyph] {
        self.glyphs.within(span)
    }

    /// The source of `span`; see [`OffsetMap::to_source`].
    #[must_use]
    #[inline]
    pub fn to_source(&self, span: NormalizedSpan) -> SourceSpan {
        self.map.to_source(span)
    }

    /// The index in `passages` of the passage that holds the byte at `position`; for a `\n` between two,
    /// the one before it. `None` past the end.
    #[must_use]
    pub fn passage_at(&self, position: usize) -> Option<usize> {
        let after = self.passages.partition_point(|passage| passage.span.start <= position);
        (position < self.text.len()).then(|| after.checked_sub(1)).flatten()
    }
}
