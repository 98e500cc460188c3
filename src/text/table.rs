//! The tables of `gazetteer/` that are compiled in: RFC 4180 with a row a line, one header line.

use std::borrow::Cow;

/// The rows of a table, less the header. What words are read from it live as long as it does: it stands in a static.
pub(crate) struct Table(Vec<Vec<Cow<'static, str>>>);

impl Table {
    /// Reads a table.
    pub(crate) fn new(text: &'static str) -> Self {
        Self(rows(text).collect())
    }

    /// The cells of each row.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Vec<&str>> {
        self.0.iter().map(|row| row.iter().map(AsRef::as_ref).collect())
    }
}

/// The rows of the text of a table, less the header. A line that is no row, which the tests of its reader tell of, is left
/// out.
pub(super) fn rows(text: &str) -> impl Iterator<Item = Vec<Cow<'_, str>>> {
    text.lines().skip(1).filter(|line| !line.is_empty()).filter_map(|line| {
        let mut cells = Vec::new();
        split(line, &mut cells).ok().map(|()| cells)
    })
}

/// Why a line can't be split.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SplitError {
    /// A quote is opened and not closed on the line.
    Unclosed,
    /// Something other than a separator follows a closing quote.
    BehindQuote,
}

/// Splits one line at commas. After an error `cells` holds the cells before the bad one.
pub(crate) fn split<'a>(line: &'a str, cells: &mut Vec<Cow<'a, str>>) -> Result<(), SplitError> {
    let mut rest = line;
    loop {
        if let Some(quoted) = rest.strip_prefix('"') {
            let (cell, behind) = quoted_cell(quoted)?;
            if !(behind.is_empty() || behind.starts_with(',')) {
                return Err(SplitError::BehindQuote);
            }
            cells.push(cell);
            match behind.strip_prefix(',') {
                Some(next) => rest = next,
                None => return Ok(()),
            }
        } else if let Some(end) = rest.bytes().position(|byte| byte == b',') {
            cells.push(Cow::Borrowed(&rest[..end]));
            rest = &rest[end + 1..];
        } else {
            cells.push(Cow::Borrowed(rest));
            return Ok(());
        }
    }
}

/// The cell that ends with the first single quote of `text`, and what follows that quote.
fn quoted_cell(text: &str) -> Result<(Cow<'_, str>, &str), SplitError> {
    let mut from = 0;
    loop {
        let Some(at) = text[from..].find('"').map(|at| from + at) else { return Err(SplitError::Unclosed) };
        let behind = &text[at + 1..];
        if behind.starts_with('"') {
            from = at + 2;
            continue;
        }
        let cell = &text[..at];
        let cell =
            if cell.contains('"') { Cow::Owned(cell.replace("\"\"", "\"")) } else { Cow::Borrowed(cell) };
        return Ok((cell, behind));
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cells_may_be_quoted_and_rows_of_any_length() {
        let table = Table::new("word,example\n甲,\"甲,乙\"\n\n丙\n丁,\"戊\n");
        assert_eq!(table.rows().collect::<Vec<_>>(), [vec!["甲", "甲,乙"], vec!["丙"]]);
    }

    #[test]
    fn the_tables_are_read_as_the_csv_crate_reads_them() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteer");
        let files = walkdir::WalkDir::new(root).max_depth(2).into_iter().filter_map(Result::ok);
        let files = files.filter(|file| file.path().extension().is_some_and(|extension| extension == "csv"));
        let mut count = 0;
        for file in files.filter(|file| file.depth() == 1 || file.path().to_string_lossy().contains("words"))
        {
            let text = std::fs::read_to_string(file.path()).expect("it is UTF-8");
            let reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
            let expected: Vec<csv::StringRecord> =
                reader.into_records().collect::<Result<_, _>>().expect("each line is a row");
            let found: Vec<csv::StringRecord> =
                rows(&text).map(|row| row.iter().map(AsRef::as_ref).collect()).collect();
            assert!(!found.is_empty() && found == expected, "{}", file.path().display());
            count += 1;
        }
        assert!(count > 70, "the tables are found");
    }

    proptest! {
        #[test]
        fn lines_that_split_split_as_in_the_csv_crate(line in "[a昭,\" ]{1,12}") {
            let mut cells = Vec::new();
            if split(&line, &mut cells).is_ok() {
                let mut reader =
                    csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
                let record = reader.records().next().expect("one record").expect("valid");
                prop_assert_eq!(record.iter().collect::<Vec<_>>(), cells);
            }
        }
    }
}
