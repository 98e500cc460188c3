//! Where the characters of a text stand that several modules look for: one pass instead of one for each. The pass is
//! that of normalisation, which looks at every character anyway.

use std::sync::LazyLock;

use super::NormalizedSpan;
use super::quantity;
use super::table::rows;

/// The characters: marks, words that point (该, 全), numbers of lists (前两个), times (投产后, 届时), levels of towns
/// (3个镇), what is told of in numbers (项目, 企业, 工程), 年, what lists, production and business are told with (等, 产, 从, 研, 营,
/// 占), and what is told of firms (董事, 负责, 成立, 客户, 合资, 领域).
const NOTED: &str =
    "\n。,;:!?.、《》…—|【】“”「」\"★●■▲◆(该全我本此园前后届镇乡街项企工年等产从研营占董负立客资签总域";

/// What a character is looked for as: a set, a bit for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Notes(u8);

impl Notes {
    /// One of [`NOTED`].
    const MARK: u8 = 1;
    /// What a quantity may begin with.
    const FIGURE: u8 = 2;
    /// What the head of a name may end with.
    const ENDING: u8 = 4;
    /// All of them.
    pub(super) const ALL: u8 = Self::MARK | Self::FIGURE | Self::ENDING;

    /// What `c` is looked for as, if it is.
    #[inline]
    pub(super) fn of(c: char) -> Option<Self> {
        static TABLE: LazyLock<Box<[u8]>> = LazyLock::new(|| {
            let mut table = vec![0; 0x1_0000].into_boxed_slice();
            let mut add = |c: char, note: u8| table[c as usize] |= note;
            NOTED.chars().for_each(|c| add(c, Notes::MARK));
            quantity::FIRST.chars().for_each(|c| add(c, Notes::FIGURE));
            let heads = rows(include_str!("../../gazetteer/heads.csv"));
            let ends = heads.filter_map(|row| row.first()?.chars().next_back());
            ends.for_each(|c| add(c, Notes::ENDING));
            table
        });
        TABLE.get(c as usize).copied().filter(|notes| *notes > 0).map(Self)
    }

    /// The set with these bits.
    #[inline]
    pub(super) fn of_bits(bits: u8) -> Self {
        Self(bits & Self::ALL)
    }

    #[inline]
    pub(super) fn bits(self) -> u8 {
        self.0
    }

    #[inline]
    fn has(self, note: u8) -> bool {
        self.0 & note != 0
    }
}

/// Whether a character is a landmark: what a module looks for among the landmarks must be.
#[cfg(test)]
pub(crate) fn is_noted(c: char) -> bool {
    Notes::of(c).is_some_and(|notes| notes.has(Notes::MARK))
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
    #[inline]
    pub(crate) fn end(self) -> usize {
        self.at + self.character.len_utf8()
    }
}

/// All landmarks of a text, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Landmarks {
    marks: Vec<Landmark>,
    /// Where a quantity may begin.
    figures: Vec<usize>,
    /// Which characters of the text, by their numbers, the head of a name may end with.
    endings: Vec<usize>,
}

impl Landmarks {
    /// Notes that `character`, of that number in the text, stands at `at`, behind all that were noted before.
    #[inline]
    pub(super) fn note(&mut self, number: usize, at: usize, character: char, notes: Notes) {
        if notes.has(Notes::MARK) {
            self.marks.push(Landmark { at, character });
        }
        if notes.has(Notes::FIGURE) {
            self.figures.push(at);
        }
        if notes.has(Notes::ENDING) {
            self.endings.push(number);
        }
    }

    /// All of them.
    #[inline]
    pub(crate) fn all(&self) -> &[Landmark] {
        &self.marks
    }

    /// Where a quantity may begin.
    #[inline]
    pub(super) fn figures(&self) -> &[usize] {
        &self.figures
    }

    /// The numbers of the characters that heads of names end with, wherever they stand.
    #[inline]
    pub(crate) fn endings(&self) -> &[usize] {
        &self.endings
    }

    /// Those that begin in `span`.
    #[inline]
    pub(crate) fn within(&self, span: NormalizedSpan) -> &[Landmark] {
        let behind = &self.marks[self.marks.partition_point(|landmark| landmark.at < span.start)..];
        // Mostly few: a sentence or a clause has some.
        &behind[..behind.iter().take_while(|landmark| landmark.at < span.end).count()]
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Block, BlockKind, Normalizer, Piece, SourceSpan};
    use super::*;

    #[test]
    fn landmarks_are_found_in_order_and_by_span() {
        let raw = "该县甲、乙。\n　全縣３００家，\r\n十五";
        let block = |start, end| Block {
            kind: BlockKind::Paragraph,
            pieces: vec![Piece { span: SourceSpan::new(start, end), text: None }],
        };
        let end = raw.find('\n').expect("it has two lines");
        let text = Normalizer::builtin().normalize(raw, &[block(0, end), block(end, raw.len())]);
        assert_eq!(text.text, "该县甲、乙。\n全县300家,十五");
        let found =
            |marks: &[Landmark]| marks.iter().map(|mark| (mark.at, mark.character)).collect::<Vec<_>>();
        let landmarks = text.landmarks;
        assert_eq!(
            found(landmarks.all()),
            [(0, '该'), (9, '、'), (15, '。'), (18, '\n'), (19, '全'), (31, ',')]
        );
        assert_eq!(found(landmarks.within(NormalizedSpan::new(9, 18))), [(9, '、'), (15, '。')]);
        assert_eq!(found(landmarks.within(NormalizedSpan::new(1, 9))), []);
        assert_eq!(landmarks.figures(), [25, 26, 27, 32, 35]);
        assert_eq!(landmarks.endings(), [0_usize; 0]);
        for landmark in landmarks.all() {
            assert!(text.text[landmark.at..landmark.end()].starts_with(landmark.character));
        }
    }

    #[test]
    fn no_mark_begins_a_quantity() {
        assert!(NOTED.chars().all(|mark| !quantity::FIRST.contains(mark)));
    }
}
