//! Reads the tables of the dictionary row by row.
//!
//! Not with the `csv` crate: there, a quote that is never closed swallows all following rows into
//! one field without an error. Here a row is a line, so a bad row costs one row, and every line of
//! the file is either handed over or reported.

use std::borrow::Cow;

use super::SourceFile;
use super::report::Reporter;
use crate::text::table::{SplitError, split};

/// A column of a table.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// Its place in the list of columns that is given to [`read`].
    pub(super) at: usize,
    /// Its name in the header row.
    pub(super) name: &'static str,
    /// Whether the table is unusable without it.
    pub(super) need: Need,
}

/// Whether a table must have a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Required,
    Optional,
}

impl Column {
    pub(super) const fn required(at: usize, name: &'static str) -> Self {
        Self { at, name, need: Need::Required }
    }

    pub(super) const fn optional(at: usize, name: &'static str) -> Self {
        Self { at, name, need: Need::Optional }
    }
}

/// One row; cells without the blanks around them.
pub(super) struct Row<'a> {
    /// Line in the file, counted from 1.
    pub(super) line: u64,
    cells: Vec<Cow<'a, str>>,
    /// Where in `cells` each column of the list is.
    positions: Vec<Option<usize>>,
}

impl<'a> Row<'a> {
    /// The text of `column`; empty when the table does not have it.
    pub(super) fn cell(&self, column: Column) -> &str {
        self.raw(column).map_or("", |cell| cell.trim())
    }

    /// The same, to keep beyond the row.
    pub(super) fn keep(&self, column: Column) -> Cow<'a, str> {
        match self.raw(column) {
            None => Cow::Borrowed(""),
            Some(Cow::Borrowed(cell)) => Cow::Borrowed(cell.trim()),
            Some(Cow::Owned(cell)) => Cow::Owned(cell.trim().to_owned()),
        }
    }

    fn raw(&self, column: Column) -> Option<&Cow<'a, str>> {
        self.positions.get(column.at).copied().flatten().and_then(|at| self.cells.get(at))
    }
}

/// Hands every usable row of `file` to `each` and reports all others.
pub(super) fn read<'a>(
    file: &'a SourceFile,
    columns: &[Column],
    reporter: &mut Reporter<'_>,
    mut each: impl FnMut(&Row<'a>, &mut Reporter<'_>),
) {
    let mut lines = lines(&file.bytes).filter(|(_, line)| !line.trim_ascii().is_empty());
    let Some((line, header)) = lines.next() else {
        return reporter.error(
            None,
            None,
            "the file is empty; give it a header row with the names of the columns",
            "文件为空；请添加列名行",
        );
    };
    let Some((positions, width)) = header_positions(line, header, columns, reporter) else { return };
    let mut row = Row { line, cells: Vec::with_capacity(width), positions };
    for (line, bytes) in lines {
        row.line = line;
        row.cells.clear();
        let Some(text) = decode(line, bytes, columns, &row.positions, reporter) else { continue };
        match split(text, &mut row.cells) {
            Ok(()) if row.cells.len() == width => each(&row, reporter),
            Ok(()) => {
                let found = row.cells.len();
                reporter.error(
                    Some(line),
                    None,
                    format!("{found} cells where the header has {width} columns; put cells that hold a comma into double quotes, and keep the commas of empty cells"),
                    format!("此行有 {found} 个单元格，列名行有 {width} 列；含逗号的单元格请加双引号，空单元格也要保留逗号"),
                );
            }
            Err(error) => report_split(&error, line, row.cells.len(), columns, &row.positions, reporter),
        }
    }
}

/// The lines of `bytes` with their numbers, without line ends (LF, CRLF or CR) and byte-order mark.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let mut rest = Some(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
    let mut number = 0;
    std::iter::from_fn(move || {
        let text = rest?;
        number += 1;
        let Some(end) = text.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            rest = None;
            return Some((number, text));
        };
        let width = if text[end..].starts_with(b"\r\n") { 2 } else { 1 };
        rest = Some(&text[end + width..]);
        Some((number, &text[..end]))
    })
}

/// Where each of `columns` is in the header, and how many cells a row has.
fn header_positions(
    line: u64,
    header: &[u8],
    columns: &[Column],
    reporter: &mut Reporter<'_>,
) -> Option<(Vec<Option<usize>>, usize)> {
    let header = decode(line, header, &[], &[], reporter)?;
    let mut names = Vec::new();
    if let Err(error) = split(header, &mut names) {
        report_split(&error, line, names.len(), &[], &[], reporter);
        return None;
    }
    let mut positions = vec![None; columns.len()];
    for (at, name) in names.iter().enumerate() {
        let name = name.trim();
        match columns.iter().find(|column| column.name == name) {
            None => reporter.warning(
                Some(line),
                None,
                format!("unknown column {name:?}; it is not read. Known: {}", listed(columns)),
                format!("未知的列 {name:?}，不会被读取。可用的列：{}", listed(columns)),
            ),
            Some(column) => match positions.get_mut(column.at) {
                Some(position @ None) => *position = Some(at),
                _ => reporter.warning(
                    Some(line),
                    Some(column.name),
                    "the header names this column twice; only the first is read",
                    "列名行中此列出现两次；只读取第一个",
                ),
            },
        }
    }
    let mut complete = true;
    for column in columns {
        if column.need == Need::Required && positions.get(column.at).is_none_or(Option::is_none) {
            complete = false;
            reporter.error(
                Some(line),
                Some(column.name),
                "the header lacks this required column, so the file can't be used; separate columns by commas",
                "列名行缺少此必需列，文件无法使用；各列请用英文逗号分隔",
            );
        }
    }
    complete.then_some((positions, names.len()))
}

fn listed(columns: &[Column]) -> String {
    columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ")
}

/// The line as text, or a report about the cell that is not UTF-8.
fn decode<'a>(
    line: u64,
    bytes: &'a [u8],
    columns: &[Column],
    positions: &[Option<usize>],
    reporter: &mut Reporter<'_>,
) -> Option<&'a str> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Some(text),
        Err(error) => error,
    };
    let valid = &bytes[..error.valid_up_to()];
    let mut cells = Vec::new();
    let at = match split(std::str::from_utf8(valid).unwrap_or_default(), &mut cells) {
        Ok(()) => cells.len().saturating_sub(1),
        Err(_) => cells.len(),
    };
    reporter.error(
        Some(line),
        column_at(at, columns, positions),
        "this is not UTF-8 text; save the file as UTF-8 (in Excel: CSV UTF-8)",
        "不是 UTF-8 文本；请将文件另存为 UTF-8（Excel 中选择“CSV UTF-8”）",
    );
    None
}

fn column_at(cell: usize, columns: &[Column], positions: &[Option<usize>]) -> Option<&'static str> {
    columns.iter().find(|column| positions.get(column.at) == Some(&Some(cell))).map(|column| column.name)
}

fn report_split(
    error: &SplitError,
    line: u64,
    cell: usize,
    columns: &[Column],
    positions: &[Option<usize>],
    reporter: &mut Reporter<'_>,
) {
    let column = column_at(cell, columns, positions);
    match error {
        SplitError::Unclosed => reporter.error(
            Some(line),
            column,
            "the quote opened here is never closed on this line; close it, or write it twice when it belongs to the text (a cell holds no line break)",
            "此处的双引号在本行没有关闭；请补上，若是文字内容请写两个双引号（单元格内不能换行）",
        ),
        SplitError::BehindQuote => reporter.error(
            Some(line),
            column,
            "text follows the closing quote of this cell; write a quote that belongs to the text twice",
            "此单元格的右引号之后还有文字；属于文字内容的双引号请写两个",
        ),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::FileRole;
    use super::*;

    const A: Column = Column::required(0, "a");
    const B: Column = Column::optional(1, "b");

    /// Name, file, expected rows, expected diagnostics.
    type Case = (&'static str, &'static [u8], &'static [&'static str], &'static [&'static str]);

    /// What a table gives: its rows as `line:a/b` and its diagnostics as displayed, cut short.
    fn read_text(text: &[u8]) -> (Vec<String>, Vec<String>) {
        let file =
            SourceFile { name: "t.csv".into(), role: FileRole::Entities, bytes: Cow::Owned(text.to_vec()) };
        let (mut rows, mut diagnostics) = (Vec::new(), Vec::new());
        read(&file, &[A, B], &mut Reporter::new(&file.name, &mut diagnostics), |row, _| {
            rows.push(format!("{}:{}/{}", row.line, row.cell(A), row.keep(B)));
        });
        let shown = |text: String| text.split([';', ',']).next().unwrap_or_default().to_owned();
        (rows, diagnostics.into_iter().map(|diagnostic| shown(diagnostic.to_string())).collect())
    }

    #[test]
    fn every_line_is_read_or_reported() {
        let cases: [Case; 16] = [
            ("plain", "a,b\n昭,通\n".as_bytes(), &["2:昭/通"], &[]),
            ("no line end, CRLF, blanks, empty lines", b"a,b\r\n x , y \r\n\r\nz,", &["2:x/y", "4:z/"], &[]),
            ("lone CR", b"a,b\rx,y\rz,w", &["2:x/y", "3:z/w"], &[]),
            ("byte-order mark", b"\xEF\xBB\xBFa,b\nx,y", &["2:x/y"], &[]),
            ("columns by name", b"b,a\nx,y", &["2:y/x"], &[]),
            ("optional column missing", b"a\nx", &["2:x/"], &[]),
            ("quotes", b"a,b\n\"x,1\",\"say \"\"y\"\"\"\n", &["2:x,1/say \"y\""], &[]),
            ("quote inside a plain cell", b"a,b\n5\" pipe,y\n", &["2:5\" pipe/y"], &[]),
            (
                "unclosed quote costs one row",
                b"a,b\n1,2\n3,\"4\n5,6\n",
                &["2:1/2", "4:5/6"],
                &["t.csv:3 [b]: the quote opened here is never closed on this line"],
            ),
            (
                "text behind a quote",
                b"a,b\n\"x\"y,z\nu,v\n",
                &["3:u/v"],
                &["t.csv:2 [a]: text follows the closing quote of this cell"],
            ),
            (
                "wrong number of cells",
                b"a,b\n1\n1,2,3\n4,5\n",
                &["4:4/5"],
                &[
                    "t.csv:2: 1 cells where the header has 2 columns",
                    "t.csv:3: 3 cells where the header has 2 columns",
                ],
            ),
            (
                "not UTF-8",
                b"a,b\nx,\xD5\xD1\nu,v\n\xD5\xD1,y\n",
                &["3:u/v"],
                &["t.csv:2 [b]: this is not UTF-8 text", "t.csv:4 [a]: this is not UTF-8 text"],
            ),
            ("unknown column", b"a,c\nx,y", &["2:x/"], &["t.csv:1: unknown column \"c\""]),
            ("column twice", b"a,a\nx,y", &["2:x/"], &["t.csv:1 [a]: the header names this column twice"]),
            (
                "required column missing",
                b"b\nx",
                &[],
                &["t.csv:1 [a]: the header lacks this required column"],
            ),
            ("empty file", b"\n \n", &[], &["t.csv: the file is empty"]),
        ];
        for (name, text, rows, diagnostics) in cases {
            let (found_rows, found_diagnostics) = read_text(text);
            assert_eq!(found_rows, rows, "{name}");
            assert_eq!(found_diagnostics, diagnostics, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic_and_no_line_is_lost(text in prop::collection::vec(
            prop::sample::select(b"ab,\"\n\r \xE6\x98\xAD\xFF".to_vec()), 0..60)) {
            let mut bytes = b"a,b\n".to_vec();
            bytes.extend(&text);
            let (rows, diagnostics) = read_text(&bytes);
            let filled = lines(&bytes).filter(|(_, line)| !line.trim_ascii().is_empty()).count();
            prop_assert_eq!(rows.len() + diagnostics.len() + 1, filled);
        }
    }
}
