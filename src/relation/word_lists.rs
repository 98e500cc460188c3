//! The word lists that facts and figures are read with, from `gazetteer/reading.csv`; `gazetteer/README.md` says what each is
//! for.

use crate::text::words::Words;

const TABLE: &str = include_str!("../../gazetteer/reading.csv");

/// The words of a list, in the order of the file.
pub(super) fn words(list: &str) -> Vec<&'static str> {
    let rows = TABLE.lines().skip(1).filter_map(|row| row.split_once(','));
    rows.filter(|(name, _)| *name == list).map(|(_, word)| word).collect()
}

/// The words of a list, compiled.
pub(super) fn words_of(list: &str) -> Words {
    Words::of(&words(list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_of_a_list_that_is_read_and_stands_once() {
        const LISTS: [&str; 23] = [
            "leading",
            "trailing",
            "keep-trailing",
            "keep-leading",
            "stop",
            "not-after",
            "not-before",
            "opener",
            "contractor",
            "figure-end",
            "work-noun",
            "told-of-work",
            "general",
            "undertaking",
            "work-end",
            "thing",
            "introduced",
            "field",
            "example",
            "supposed",
            "list-verb",
            "sector-group",
            "sector-rank",
        ];
        let mut rows: Vec<&str> = TABLE.lines().skip(1).collect();
        for row in &rows {
            let known =
                row.split_once(',').is_some_and(|(list, word)| LISTS.contains(&list) && !word.is_empty());
            assert!(known, "gazetteer/reading.csv: {row}");
        }
        assert!(LISTS.iter().all(|list| !words(list).is_empty()));
        let count = rows.len();
        rows.sort_unstable();
        rows.dedup();
        assert_eq!(rows.len(), count, "a row of gazetteer/reading.csv stands twice");
    }
}
