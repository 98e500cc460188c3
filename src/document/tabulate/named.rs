//! Lists without titles whose lines have a name and more in columns: 1.甲公司 乙县, 2023 甲公司丙项目 丁省 戊市; or
//! 甲公司,乙县,丙产品.

use std::borrow::Cow;
use std::ops::Range;

use super::{Part, Separator};
use crate::text::listed::LISTED;
use crate::text::signs;

/// So many lines make a list.
const FEWEST: usize = 3;

/// What only sentences and labels have.
const STOPS: [char; 8] = ['。', '；', ';', '！', '？', '：', ':', '“'];

/// The signs that part columns, but for white space.
const SIGNS: [char; 2] = ['，', ','];

/// How many bytes a line has at most.
const LONGEST: usize = 400;

/// How many columns a line has at most.
const MOST: usize = 9;

/// So many lines are looked through for the whole name of a firm.
const NEAR: usize = 20;

/// The rows of the list that begins with the first of `lines`: each has a name in the same column, and whole names
/// of firms are among these.
pub(super) fn rows(lines: &[Cow<'_, str>]) -> Option<Vec<Part>> {
    let column = cells(lines.first()?)?.iter().position(|cell| cell.end.is_some())?;
    let row = |line: &Cow<'_, str>| cells(line).filter(|cells| ends(cells, column).is_some());
    let is_list = || {
        let near: Vec<Vec<Cell>> = lines.iter().take(NEAR).map_while(row).collect();
        near.len() >= FEWEST && near.iter().any(|row| ends(row, column) == Some(End::LegalForm))
    };
    let part = |cells: Vec<Cell>| Part::Row {
        lines: 1,
        cells: cells.into_iter().map(|cell| (0, cell.range)).collect(),
    };
    is_list().then(|| lines.iter().map_while(row).map(part).collect())
}

/// What a name ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// As only the whole name of a firm does.
    LegalForm,
    /// As other names do, and some sentences.
    Name,
}

/// A cell of a line.
struct Cell {
    range: Range<usize>,
    /// How it ends, if that is how names do.
    end: Option<End>,
}

/// How the cell of a column ends.
fn ends(cells: &[Cell], column: usize) -> Option<End> {
    cells.get(column)?.end
}

/// The cells of a line that may be a row; none for a sentence.
fn cells(line: &str) -> Option<Vec<Cell>> {
    // Nearly all lines are one column, or have a stop.
    if line.len() > LONGEST || !line.contains([' ', '\t', '\u{3000}', '，', ',']) || line.contains(STOPS) {
        return None;
    }
    let sign = SIGNS.into_iter().find(|sign| line.contains(*sign));
    let cells = sign.map_or(Separator::Space, Separator::Sign).cells(line);
    let cell = |range: Range<usize>| {
        let words = &line[range.clone()];
        let end = if LISTED.legal_form.end(words) {
            Some(End::LegalForm)
        } else {
            (LISTED.firm.end(words) || LISTED.undertaking.end(words)).then_some(End::Name)
        };
        Cell { range: range.start + signs::numbered_mark(words).unwrap_or(0)..range.end, end }
    };
    (2..=MOST).contains(&cells.len()).then(|| cells.into_iter().map(cell).collect())
}
