//! The word lists of names of trade, from `gazetteer/trade.csv`; `gazetteer/README.md` says what each is for.

use std::sync::LazyLock;

use crate::text::words::Words;

/// The lists.
pub(super) struct Lists {
    /// Nouns of undertakings and what they are part of: 项目, 技改.
    pub(super) works: Words,
    /// What goods undergo where they are made: 生产线, 深加工.
    pub(super) making: Words,
    /// What names of goods end with: 玻璃, 酸.
    pub(super) goods: Words,
    /// Units in which goods are counted or weighed.
    pub(super) units: Words,
    /// What is done with what is no product of the work: 处理, 物流.
    pub(super) not_made: Words,
    /// Words that name a kind of park rather than its sector: 生态, 高新技术.
    pub(super) generic: Words,
    /// Sectors that parks are called after.
    pub(super) sectors: Words,
    /// The nouns that parks of a sector end with. Bases are mostly those of one firm or one crop.
    pub(super) parks: Words,
    /// What follows a verb of making and is no name of goods: 生产|经营.
    pub(super) no_names: Words,
    /// What makes a part of the goods before it: 电机|端盖.
    pub(super) parts: Words,
}

const TABLE: &str = include_str!("../../../gazetteer/trade.csv");

pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    works: list("work"),
    making: list("making"),
    goods: list("goods"),
    units: list("unit"),
    not_made: list("not-made"),
    generic: list("generic"),
    sectors: list("sector"),
    parks: list("park"),
    no_names: list("no-name"),
    parts: list("part"),
});

fn list(name: &str) -> Words {
    let rows = TABLE.lines().skip(1).filter_map(|row| row.split_once(','));
    let words: Vec<&'static str> = rows.filter(|(list, _)| *list == name).map(|(_, word)| word).collect();
    Words::of(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_of_a_list_that_is_read_and_stands_once() {
        let lists =
            ["work", "making", "goods", "unit", "not-made", "generic", "sector", "park", "no-name", "part"];
        let mut rows: Vec<&str> = TABLE.lines().skip(1).collect();
        for row in &rows {
            let known =
                row.split_once(',').is_some_and(|(list, word)| lists.contains(&list) && !word.is_empty());
            assert!(known, "gazetteer/trade.csv: {row}");
        }
        let count = rows.len();
        rows.sort_unstable();
        rows.dedup();
        assert_eq!(rows.len(), count, "a row of gazetteer/trade.csv stands twice");
    }
}
