//! Positions.
//!
//! Inside the program positions are UTF-8 byte offsets on character boundaries, half-open, in one
//! of two coordinate systems that only an offset map converts. Outputs count Unicode code points;
//! [`CodePoints`] is the one place that converts.

/// Half-open byte range of the raw decoded document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Half-open byte range of a normalised text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NormalizedSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

macro_rules! span_methods {
    ($span:ident) => {
        impl $span {
            /// The span from `start` to `end`.
            #[must_use]
            #[inline]
            pub fn new(start: usize, end: usize) -> Self {
                debug_assert!(start <= end, "a span must not end before it starts");
                Self { start, end }
            }

            /// Length in bytes.
            #[must_use]
            #[inline]
            pub fn len(self) -> usize {
                self.end - self.start
            }

            /// Whether it holds nothing.
            #[must_use]
            #[inline]
            pub fn is_empty(self) -> bool {
                self.start == self.end
            }

            /// Whether `other` lies inside, or is the same.
            #[must_use]
            #[inline]
            pub fn contains(self, other: Self) -> bool {
                self.start <= other.start && other.end <= self.end
            }

            /// Whether the two share a byte.
            #[must_use]
            #[inline]
            pub fn overlaps(self, other: Self) -> bool {
                self.start < other.end && other.start < self.end
            }

            /// The text it covers.
            ///
            /// # Panics
            ///
            /// When the span is not on character boundaries of `text`.
            #[must_use]
            #[inline]
            pub fn of(self, text: &str) -> &str {
                &text[self.start..self.end]
            }
        }
    };
}

span_methods!(SourceSpan);
span_methods!(NormalizedSpan);

/// Converts byte offsets of a text to code points.
///
/// Holds the count at every 64th byte, so a conversion looks at no more than that.
#[derive(Clone, Debug)]
pub struct CodePoints {
    counts: Vec<u32>,
}

impl CodePoints {
    const STRIDE: usize = 64;

    /// Prepares `text` (at most 4 GiB).
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut counts = Vec::with_capacity(text.len() / Self::STRIDE + 1);
        let mut count = 0_u32;
        for chunk in text.as_bytes().chunks(Self::STRIDE) {
            counts.push(count);
            // A chunk has few enough that a byte can count them, so that many are counted at once.
            count += u32::from(chunk.iter().map(|byte| u8::from(is_first_byte(*byte))).sum::<u8>());
        }
        Self { counts }
    }

    /// The number of code points before byte `offset` of the `text` it was made of.
    #[must_use]
    #[inline]
    pub fn at(&self, text: &str, offset: usize) -> usize {
        let chunk = (offset / Self::STRIDE).min(self.counts.len().saturating_sub(1));
        let base = self.counts.get(chunk).copied().unwrap_or(0) as usize;
        let rest = &text.as_bytes()[chunk * Self::STRIDE..offset];
        // Fewer than 256 bytes, so that a byte holds the count: summed many at a time.
        base + usize::from(rest.iter().map(|byte| u8::from(is_first_byte(*byte))).sum::<u8>())
    }
}

#[inline]
fn is_first_byte(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting_characters() {
        let text = "昭通a𠮷１２".repeat(97);
        let points = CodePoints::new(&text);
        for (count, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(&text, offset), count, "at byte {offset}");
        }
        assert_eq!(points.at(&text, text.len()), text.chars().count());
        assert_eq!(CodePoints::new("").at("", 0), 0);
    }
}
