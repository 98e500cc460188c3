//! Sectors that are too general to be names by themselves and are some in a list of sectors: 涉及金融、零售等行业.

use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: ListedSectorWords = "listed_sector.csv";
    /// General words that are sectors in a list of sectors only.
    sector,
}

/// Whether a member of a list of sectors is one by its words alone.
pub(super) fn is_listed_sector(member: &str) -> bool {
    WORDS.sector.has(member)
}
