//! Words that stand where a name could and make none.

use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: NoNameWords = "no_name.csv";
    /// Words before 集团 that tell how a firm stands to others, or of what kind it is.
    relation,
    /// Words before 产业 that say that many sectors are meant.
    any_sector,
    /// Words before 产业 that tell nothing of a sector.
    no_sector,
    /// Words that rank a work among its kind and are in no name.
    rank,
}

/// What a word before 产业 tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// That many sectors are meant: 主导, 特色.
    OfAll,
    /// Nothing of a sector: 企业, 国际.
    Never,
}

/// Whether a word before 产业 tells no sector.
pub(super) fn tells_no_sector(word: &str, told: Told) -> bool {
    match told {
        Told::OfAll => WORDS.any_sector.has(word),
        Told::Never => WORDS.no_sector.has(word),
    }
}

/// Whether a word before 集团 tells how a firm stands to others, or of what kind it is.
pub(super) fn is_relation(word: &str) -> bool {
    WORDS.relation.has(word)
}

/// 中国|第一座|核电站: whether words before a head rank what they are said of among its kind.
pub(super) fn ranks(words: &str) -> bool {
    // A类产业园区
    let class = |at: usize| words[..at].ends_with(|c: char| c.is_ascii_uppercase());
    WORDS.rank.are_in(words) || words.find('类').is_some_and(class)
}
