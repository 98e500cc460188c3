//! Tables of plain text whose columns are kept apart by white space.

use std::ops::Range;

use memchr::memmem;

/// So many full-width spaces, or so many others, keep columns apart.
const WIDE: usize = 2;
const NARROW: usize = 3;

/// Whether `text` has anything that may keep columns apart.
pub(super) fn has_gap(text: &str) -> bool {
    memmem::find(text.as_bytes(), "\u{3000}\u{3000}".as_bytes()).is_some()
        || memmem::find(text.as_bytes(), b"   ").is_some()
}

/// The columns of a line, as ranges of it; none when it has fewer than three.
pub(super) fn columns(line: &str) -> Vec<Range<usize>> {
    let text = line.trim_end();
    // What indents a line is no gap; most lines have none at all.
    if !has_gap(text.trim_start()) {
        return Vec::new();
    }
    let mut columns = Vec::new();
    let mut start = text.len() - text.trim_start().len();
    let mut gap: Option<(usize, usize)> = None;
    let inner = start;
    for (at, c) in text[inner..].char_indices().map(|(at, c)| (inner + at, c)) {
        match (c, gap) {
            ('\u{3000}', found) => {
                gap = found.map_or(Some((at, NARROW)), |(from, n)| Some((from, n + NARROW)))
            }
            (' ', found) => gap = found.map_or(Some((at, WIDE)), |(from, n)| Some((from, n + WIDE))),
            (_, Some((from, width))) => {
                if width >= WIDE * NARROW {
                    columns.push(start..from);
                    start = at;
                }
                gap = None;
            }
            (_, None) => {}
        }
    }
    columns.push(start..text.len());
    if columns.len() < 3 { Vec::new() } else { columns }
}

/// Whether two lines that follow each other are rows of one table: as many columns, and a number alone in one of
/// them. Names in columns are no table.
pub(super) fn are_rows(line: &str, columns: &[Range<usize>], other: &[Range<usize>], beside: &str) -> bool {
    let numeric = |line: &str, columns: &[Range<usize>]| {
        columns.iter().skip(1).any(|cell| line.get(cell.clone()).is_some_and(is_number))
    };
    !columns.is_empty() && columns.len() == other.len() && (numeric(line, columns) || numeric(beside, other))
}

fn is_number(cell: &str) -> bool {
    cell.bytes().any(|byte| byte.is_ascii_digit())
        && cell.chars().all(|c| {
            c.is_ascii_digit()
                || matches!(c, '.' | ',' | '-' | '%' | '％' | '，' | '－' | '±' | '０'..='９' | '．')
        })
}
