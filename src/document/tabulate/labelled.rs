//! Forms whose lines have a label and what it labels, with white space between: 项目名称 甲项目.

use std::borrow::Cow;

use super::titled::is_title;
use super::{Part, Separator};

/// So many lines make a form.
const FEWEST: usize = 3;

/// The rows of the form that begins with the first of `lines`.
pub(super) fn rows(lines: &[Cow<'_, str>]) -> Option<Vec<Part>> {
    let row = |line: &Cow<'_, str>| {
        // Most lines are longer than a label.
        if line.ends_with('。') || !is_title(line.split_whitespace().next()?) {
            return None;
        }
        let cells = Separator::Space.cells(line);
        let [label, value] = cells.as_slice() else { return None };
        let labelled = !is_title(&line[value.clone()]);
        labelled.then(|| Part::Row { lines: 1, cells: vec![(0, label.clone()), (0, value.clone())] })
    };
    let rows: Vec<Part> = lines.iter().map_while(row).collect();
    (rows.len() >= FEWEST).then_some(rows)
}
