//! Tables each of whose cells is a line.

use std::borrow::Cow;

use super::Part;
use super::titled::{is_number, is_title};

/// How many columns a table has at most.
const MOST: usize = 30;

/// The rows of a table each of whose cells is a line that begins with the first of `lines`. The rows are numbered: nothing
/// else tells where one of them lacks a cell.
pub(super) fn rows(lines: &[Cow<'_, str>]) -> Option<Vec<Part>> {
    if !is_number(lines.first()?) {
        return None;
    }
    let columns = lines.iter().take(MOST).take_while(|line| is_title(line)).count();
    if columns < 3 {
        return None;
    }
    let numbered =
        |at: usize, number: usize| lines.get(at).is_some_and(|line| line.trim().parse() == Ok(number));
    let row = |at: usize| Part::Row {
        lines: columns,
        cells: (0..columns).map(|line| (line, 0..lines[at + line].len())).collect(),
    };
    let mut parts = vec![row(0)];
    let mut at = columns;
    let mut number = 1;
    while numbered(at, number) {
        let next = (at + 1..=at + columns).find(|next| numbered(*next, number + 1));
        let count = next.map_or(columns.min(lines.len() - at), |next| next - at);
        if count == columns {
            parts.push(row(at));
        } else {
            parts.extend((0..count).map(|_| Part::Line));
        }
        at += count;
        number += 1;
    }
    let rows = parts.iter().filter(|part| **part != Part::Line).count();
    (rows > 1).then_some(parts)
}
