//! From a normalised text back to its source.
//!
//! Most of a text normalises to itself, so the map holds only the points where the two stop running
//! side by side. At such a point the source may have a gap (white space that was removed, markup), so
//! a point has two source positions: one for a span that ends there and one for a span that starts.
//!
//! ```text
//! source       昭 通 ␣ 市 ， 水        a point after 通: end 6, start 7
//! normalised   昭 通 市 , 水           a point after ',': end = start = 13
//! ```

use super::{NormalizedSpan, SourceSpan};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Point {
    normalized: u32,
    /// Where the source text before this point ends.
    end: u32,
    /// Where the source text after this point starts; from here both run side by side.
    start: u32,
}

/// Converts between the positions of a normalised text and of its source.
///
/// Total on the character boundaries of both texts, and monotone. Texts are at most 4 GiB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetMap {
    points: Vec<Point>,
    /// Normalised positions where a character begins that stands for more than one of the source.
    atoms: Vec<u32>,
}

impl OffsetMap {
    /// The source of a normalised span: exactly the characters that its characters were made of, with
    /// whatever stands between them.
    #[must_use]
    #[inline]
    pub fn to_source(&self, span: NormalizedSpan) -> SourceSpan {
        let start = self.source_start(short(span.start));
        if span.is_empty() {
            return SourceSpan::new(start, start);
        }
        SourceSpan::new(start, self.source_end(short(span.end)).max(start))
    }

    /// The normalised text that was made of a span of the source; `None` when none was.
    #[must_use]
    pub fn to_normalized(&self, span: SourceSpan) -> Option<NormalizedSpan> {
        let (from, to) = (short(span.start), short(span.end));
        // The stretch after point i has the source from its start to the end of point i + 1.
        let first = self.points.get(1..)?.partition_point(|point| point.end <= from);
        let last = self.points.partition_point(|point| point.start < to).min(self.points.len() - 1);
        let (a, a_next) = (*self.points.get(first)?, *self.points.get(first + 1)?);
        let (z, z_next) = (*self.points.get(last.checked_sub(1)?)?, *self.points.get(last)?);
        let start = if from <= a.start || self.is_atom(a) {
            a.normalized
        } else {
            (a.normalized + (from - a.start)).min(a_next.normalized)
        };
        let end = if to >= z_next.end || self.is_atom(z) {
            z_next.normalized
        } else {
            (z.normalized + (to - z.start)).min(z_next.normalized)
        };
        (start < end).then(|| NormalizedSpan::new(start as usize, end as usize))
    }

    fn is_atom(&self, point: Point) -> bool {
        self.atoms.binary_search(&point.normalized).is_ok()
    }

    fn source_start(&self, at: u32) -> usize {
        let after = self.points.partition_point(|point| point.normalized <= at);
        self.along(after, at)
    }

    fn source_end(&self, at: u32) -> usize {
        let after = self.points.partition_point(|point| point.normalized < at);
        match self.points.get(after) {
            Some(point) if point.normalized == at => point.end as usize,
            _ => self.along(after, at),
        }
    }

    /// The source position of `at`, which lies in the stretch that ends at point number `after`.
    fn along(&self, after: usize, at: u32) -> usize {
        let Some(point) = after.checked_sub(1).and_then(|index| self.points.get(index)) else { return 0 };
        let limit = self.points.get(after).map_or(point.start, |next| next.end.max(point.start));
        point.start.saturating_add(at - point.normalized).min(limit) as usize
    }
}

/// A text over 4 GiB has positions past this; they all become the last.
#[inline]
fn short(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Makes an [`OffsetMap`] while the normalised text is written, from its beginning to its end.
#[derive(Debug)]
pub(super) struct OffsetMapBuilder {
    map: OffsetMap,
    normalized: u32,
    /// Where the source of what was written ends.
    source_end: u32,
    /// What was written last is an atom, so the next stretch needs a point of its own.
    after_atom: bool,
}

impl OffsetMapBuilder {
    pub(super) fn new() -> Self {
        let origin = Point { normalized: 0, end: 0, start: 0 };
        let map = OffsetMap { points: vec![origin], atoms: Vec::new() };
        Self { map, normalized: 0, source_end: 0, after_atom: false }
    }

    /// How much of the source has been written.
    pub(super) fn source_end(&self) -> usize {
        self.source_end as usize
    }

    /// Source text from `start` that was written as it is, or with other characters of the same size.
    #[inline]
    pub(super) fn run(&mut self, start: usize, len: usize) {
        self.meet(short(start));
        self.normalized = self.normalized.saturating_add(short(len));
        self.source_end = short(start + len);
    }

    /// One character of the source that was written as one character of `len` bytes.
    #[inline]
    pub(super) fn character(&mut self, start: usize, end: usize, len: usize) {
        self.run(start, len);
        self.source_end = short(end);
    }

    /// Source text that was written as one character of `len` bytes, or part of what it was written as.
    pub(super) fn atom(&mut self, start: usize, end: usize, len: usize) {
        let source_end = self.source_end.max(short(end));
        self.after_atom = true;
        self.run(start, len);
        self.map.atoms.push(self.normalized - short(len));
        self.source_end = source_end;
        self.after_atom = true;
    }

    #[inline]
    fn meet(&mut self, start: u32) {
        let Some(last) = self.map.points.last_mut() else { return };
        let straight = last.start.saturating_add(self.normalized - last.normalized);
        if straight == start && self.source_end == start && !self.after_atom {
            return;
        }
        self.after_atom = false;
        if last.normalized == self.normalized {
            if self.normalized == 0 {
                last.end = start;
            }
            last.start = start;
        } else {
            self.map.points.push(Point { normalized: self.normalized, end: self.source_end, start });
        }
    }

    pub(super) fn finish(mut self) -> OffsetMap {
        // The last point closes the last stretch, so that each has two ends.
        let end = self.source_end;
        self.after_atom = self.normalized > 0;
        self.meet(end);
        self.map.points.shrink_to_fit();
        self.map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source `昭　通，AT&amp;T½` (with an ideographic space) to `昭通,AT&T1/2`.
    fn sample() -> OffsetMap {
        let mut builder = OffsetMapBuilder::new();
        builder.run(0, 3);
        builder.run(6, 3);
        builder.character(9, 12, 1);
        builder.run(12, 2);
        builder.atom(14, 19, 1);
        builder.run(19, 1);
        for _ in 0..3 {
            builder.atom(20, 22, 1);
        }
        builder.finish()
    }

    #[test]
    fn to_source_and_back() {
        let map = sample();
        // (normalised, its source, the normalised text of that source)
        for (normalized, source, back) in [
            ((0, 3), (0, 3), (0, 3)),
            ((0, 6), (0, 9), (0, 6)),
            ((3, 6), (6, 9), (3, 6)),
            ((6, 7), (9, 12), (6, 7)),
            ((3, 7), (6, 12), (3, 7)),
            ((7, 9), (12, 14), (7, 9)),
            ((9, 10), (14, 19), (9, 10)),
            ((7, 11), (12, 20), (7, 11)),
            ((11, 12), (20, 22), (11, 14)),
            ((12, 13), (20, 22), (11, 14)),
            ((13, 14), (20, 22), (11, 14)),
            ((0, 14), (0, 22), (0, 14)),
        ] {
            let span = map.to_source(NormalizedSpan::new(normalized.0, normalized.1));
            assert_eq!((span.start, span.end), source, "source of {normalized:?}");
            let span = map.to_normalized(span).map(|span| (span.start, span.end));
            assert_eq!(span, Some(back), "back from {source:?}");
        }
    }

    #[test]
    fn parts_of_the_source() {
        let map = sample();
        for (source, expected) in [
            ((3, 6), None),
            ((3, 9), Some((3, 6))),
            ((0, 6), Some((0, 3))),
            ((15, 16), Some((9, 10))),
            ((13, 15), Some((8, 10))),
            ((16, 20), Some((9, 11))),
            ((22, 22), None),
            ((30, 40), None),
        ] {
            let span = map.to_normalized(SourceSpan::new(source.0, source.1));
            assert_eq!(span.map(|span| (span.start, span.end)), expected, "{source:?}");
        }
    }

    #[test]
    fn empty_and_too_long_spans_do_not_panic() {
        let map = OffsetMapBuilder::new().finish();
        assert_eq!(map.to_source(NormalizedSpan::new(0, 0)), SourceSpan::new(0, 0));
        assert_eq!(map.to_source(NormalizedSpan::new(3, 9)), SourceSpan::new(0, 0));
        assert_eq!(map.to_normalized(SourceSpan::new(0, 9)), None);
        assert_eq!(sample().to_source(NormalizedSpan::new(9, 99)), SourceSpan::new(14, 22));
    }
}
