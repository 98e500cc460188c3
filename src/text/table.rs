//! The tables of `gazetteer/` that are compiled in: RFC 4180, one header line.

/// The rows of a table, less the header. What words are read from it live as long as it does: it stands in a static.
pub(crate) struct Table(pub(super) Vec<csv::StringRecord>);

impl Table {
    /// Reads a table. A line that is no row, which the tests of its reader tell of, is left out.
    pub(crate) fn new(text: &str) -> Self {
        let reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        Self(reader.into_records().filter_map(Result::ok).collect())
    }

    /// The cells of each row.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Vec<&str>> {
        self.0.iter().map(|row| row.iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_may_be_quoted_and_rows_of_any_length() {
        let table = Table::new("word,example\n甲,\"甲,乙\"\n\n丙\n");
        assert_eq!(table.rows().collect::<Vec<_>>(), [vec!["甲", "甲,乙"], vec!["丙"]]);
    }
}
