//! Where the characters of a text stand that several modules look for: one pass instead of one for each.

use std::sync::LazyLock;

use super::NormalizedSpan;

/// The characters: marks, words that point (该, 全), numbers of lists (前两个), times (投产后, 届时), levels of towns
/// (3个镇), 项目.
const NOTED: &str = "\n。,;:!?.、《》…—|【】“”「」\"★●■▲◆该全我本此园前后届镇乡街项";

/// By code point, over the basic plane: whether the character is one of [`NOTED`].
static TABLE: LazyLock<Box<[u64]>> = LazyLock::new(|| {
    let mut table = vec![0; 0x1_0000 / 64];
    for c in NOTED.chars() {
        table[c as usize / 64] |= 1 << (c as usize % 64);
    }
    table.into_boxed_slice()
});

/// Whether a character is a landmark: what a module looks for among the landmarks must be.
pub(crate) fn is_noted(c: char) -> bool {
    TABLE.get(c as usize / 64).is_some_and(|bits| bits >> (c as usize % 64) & 1 == 1)
}

/// A character that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Landmark {
    /// Its first byte in the normalised text.
    pub(crate) at: usize,
    pub(crate) character: char,
}

impl Landmark {
    /// The byte behind it.
    pub(crate) fn end(self) -> usize {
        self.at + self.character.len_utf8()
    }
}

/// All landmarks of a text, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Landmarks(Vec<Landmark>);

impl Landmarks {
    pub(super) fn of(text: &str) -> Self {
        let noted = text.char_indices().filter(|(_, c)| is_noted(*c));
        Self(noted.map(|(at, character)| Landmark { at, character }).collect())
    }

    /// All of them.
    pub(crate) fn all(&self) -> &[Landmark] {
        &self.0
    }

    /// Those that begin in `span`.
    pub(crate) fn within(&self, span: NormalizedSpan) -> &[Landmark] {
        let behind = &self.0[self.0.partition_point(|landmark| landmark.at < span.start)..];
        &behind[..behind.partition_point(|landmark| landmark.at < span.end)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn landmarks_are_found_in_order_and_by_span() {
        let text = "该县甲、乙。全县";
        let landmarks = Landmarks::of(text);
        let found =
            |marks: &[Landmark]| marks.iter().map(|mark| (mark.at, mark.character)).collect::<Vec<_>>();
        assert_eq!(found(landmarks.all()), [(0, '该'), (9, '、'), (15, '。'), (18, '全')]);
        assert_eq!(found(landmarks.within(NormalizedSpan::new(9, 18))), [(9, '、'), (15, '。')]);
        assert_eq!(found(landmarks.within(NormalizedSpan::new(1, 9))), []);
        for landmark in landmarks.all() {
            assert!(text[landmark.at..landmark.end()].starts_with(landmark.character));
        }
    }
}
