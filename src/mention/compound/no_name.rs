//! Words that stand where a name could and make none.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

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
    let list = match told {
        Told::OfAll => "any-sector",
        Told::Never => "no-sector",
    };
    has(list, word)
}

/// Whether a word before 集团 tells how a firm stands to others, or of what kind it is.
pub(super) fn is_relation(word: &str) -> bool {
    has("relation", word)
}

fn has(list: &str, word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<(&str, &str)>> = LazyLock::new(|| {
        let rows = include_str!("../../../gazetteer/no_names.csv").lines().skip(1);
        rows.filter_map(|row| row.split_once(',')).collect()
    });
    WORDS.contains(&(list, word))
}
