//! Which of the characters that passes over the words of a clause look for are in the clause. Where a character is not,
//! no word of the clause has it, and the pass that looks for such a word has nothing to do.

use std::ops::{BitOr, BitOrAssign};
use std::sync::LazyLock;

use crate::text::character_set::CharacterSet;

/// The characters.
const CHARACTERS: [char; 47] = [
    '等', '为', '东', '南', '西', '北', ' ', '和', '与', '及', '/', '只', '新', '州', '大', '小', '老', '元',
    '中', '率', '强', '主', '专', '牌', '告', '从', '营', '产', '研', '经', '起', '止', '段', '含', '造',
    '商', '品', '系', '建', '以', '是', '域', '赛', '体', '业', '司', '构',
];

/// A set of them: a bit for each, by its place among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Telling(u64);

impl Telling {
    pub(super) const ETC: Self = Self::of('等');
    pub(super) const FOR: Self = Self::of('为');
    pub(super) const SIDES: Self = Self::all(['东', '南', '西', '北']);
    pub(super) const SPACE: Self = Self::of(' ');
    pub(super) const AND: Self = Self::of('和');
    /// What joins the last two of a list.
    pub(super) const JOINS: Self = Self::all(['和', '与', '及']);
    /// What makes a measure of the word behind it or is one: 26万吨/年, 500万只.
    pub(super) const MEASURES: Self = Self::all(['/', '只']);
    pub(super) const NEW: Self = Self::of('新');
    /// What makes a brand of the character beside it: 并州, 大圩.
    pub(super) const SIZES: Self = Self::all(['州', '大', '小', '老', '新']);
    pub(super) const YUAN: Self = Self::of('元');
    /// What ends the words before it: 项目中, 市长率.
    pub(super) const PARTING: Self = Self::all(['中', '率', '强', '含']);

    /// What ends 政府工作报告.
    pub(super) const REPORT: Self = Self::of('告');
    /// What tells that a clause of its own says what is made: 主要产品为甲, 专业生产甲, 牌甲.
    pub(super) const MADE: Self = Self::all(['主', '专', '牌']);
    /// What tells that the business of a firm may be told: 从事甲, 主营乙.
    pub(super) const BUSINESS: Self = Self::all(['从', '营']);

    /// What tells that goods may stand in a frame of words: 生产的甲, 研制出乙, 丙市场占有率, 从事丁, 等3个品种.
    pub(super) const FRAMED: Self = Self::all(['产', '研', '营', '率', '从', '造', '商', '品', '系']);

    /// What tells that a firm is said to lead: 以甲为链主.
    pub(super) const LEADER: Self = Self::of('以');
    /// What says what something is: 甲是……企业.
    pub(super) const BE: Self = Self::all(['是', '系']);
    /// What ends the words for a field: 印染领域, 新能源赛道.
    pub(super) const FIELD: Self = Self::all(['域', '赛']);
    /// What closes the trades that are rolled into one: 集种植、加工于一体.
    pub(super) const WHOLE: Self = Self::of('体');
    /// What the words for firms have.
    pub(super) const FIRM: Self = Self::all(['业', '司', '构', '商']);

    /// What tells that something is built.
    pub(super) const BUILT: Self = Self::of('建');

    /// What tells where a line begins and ends and what it passes: 起于甲, 途经乙, 止于丙.
    pub(super) const ROUTE: Self = Self::all(['经', '起', '止']);
    /// What ends the words for a section of a line: 甲至乙段.
    pub(super) const SECTION: Self = Self::of('段');

    /// The set of `character`, which must be one of [`CHARACTERS`].
    const fn of(character: char) -> Self {
        let mut place = 0;
        while CHARACTERS[place] != character {
            place += 1;
        }
        Self(1 << place)
    }

    const fn all<const N: usize>(characters: [char; N]) -> Self {
        let (mut set, mut at) = (0, 0);
        while at < N {
            set |= Self::of(characters[at]).0;
            at += 1;
        }
        Self(set)
    }

    /// What a text is scanned for, one character after the other, with [`Self::note`].
    pub(super) fn scanned() -> &'static CharacterSet {
        static SET: LazyLock<CharacterSet> = LazyLock::new(|| CharacterSet::new(CHARACTERS));
        &SET
    }

    /// Notes a character of a clause, by its code point.
    pub(super) fn note(&mut self, code: u32) {
        if let Some(place) = CHARACTERS.iter().position(|other| u32::from(*other) == code) {
            self.0 |= 1 << place;
        }
    }

    /// Whether one of `others` was noted.
    #[inline]
    pub(super) fn any_of(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

impl BitOr for Telling {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Telling {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_told() {
        let mut told = Telling::default();
        assert!(!told.any_of(Telling::SIDES));
        told.note('西'.into());
        told.note('甲'.into());
        assert!(told.any_of(Telling::SIDES) && !told.any_of(Telling::ETC));
        assert!((told | Telling::ETC).any_of(Telling::ETC));
        assert!(CHARACTERS.iter().all(|c| Telling::scanned().has(*c)) && !Telling::scanned().has('甲'));
    }
}
