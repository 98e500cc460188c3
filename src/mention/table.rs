//! Tables as records: what the header of a table, or the labels of a form, say that each cell tells.
//!
//! ```text
//! | 项目名称 | 建设单位 | 进度 |        | 项目名称 | 甲项目 |
//! | 甲项目   | 乙公司   | 在建 |        | 建设单位 | 乙公司 |
//! ```
//!
//! Both are one record: project 甲项目, company 乙公司.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::form;
use super::layout::could_be_undertaking;
use crate::text::listed::LISTED;
use crate::text::table::Table as Rows;
use crate::text::{BlockKind, NormalizedSpan, NormalizedText};

/// The headers that are known, with what they tell.
static COLUMNS: LazyLock<Rows> = LazyLock::new(|| Rows::new(include_str!("../../gazetteer/columns.csv")));

/// What a cell tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Project,
    /// A road or railway, which is a work like a project, but no project by name.
    Route,
    Company,
    Place,
    Park,
    Industry,
    Product,
    /// How far a project is.
    Stage,
    /// What was granted to the firm or the park of the row.
    Honour,
    /// More about what the row is about, in words.
    Note,
}

/// A cell of a header or of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    /// The number of its (first) passage.
    pub(crate) passage: usize,
    pub(crate) span: NormalizedSpan,
    /// The same for a header and the cells that it types.
    pub(crate) column: u32,
}

/// A cell of the header, or a label.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    pub(crate) cell: Cell,
    /// What the cells of its column tell, if it is known.
    pub(crate) tells: Option<Column>,
}

impl Head {
    /// Whether the cells of its column name works.
    pub(crate) fn is_of_works(&self) -> bool {
        matches!(self.tells, Some(Column::Project | Column::Route))
    }

    fn of(cell: Cell, text: &str) -> Self {
        Self { cell, tells: Column::of(cell.span.of(text)) }
    }
}

/// A table with its header. A form is one with a single row, whose header are the labels.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// The number of the passage right before the table, which may be its caption.
    pub(crate) caption: Option<usize>,
    /// None for a list whose first row is no header.
    pub(crate) header: Vec<Head>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Table {
    /// What the rows tell: the cells with a known header, or those of a list without one, each by what it ends with.
    pub(crate) fn records(&self, text: &str) -> Vec<Record> {
        let columns: FxHashMap<u32, Column> =
            self.header.iter().filter_map(|head| Some((head.cell.column, head.tells?))).collect();
        let tells = |cell: &Cell| match self.header.is_empty() {
            true => Some(Column::of_cell(cell.span.of(text))),
            false => columns.get(&cell.column).copied(),
        };
        let mut above: Vec<Told> = Vec::new();
        let mut records = Vec::new();
        for row in &self.rows {
            let told: Vec<_> =
                row.iter().filter_map(|cell| Some((cell.column, tells(cell)?, cell.span))).collect();
            let Some(about) = told.iter().find(|(_, column, _)| column.may_be_about()) else {
                above.clone_from(&told);
                records.push(Record::of(&told, &[]));
                continue;
            };
            // 甲县 | 乙项目 above |  | 丙项目: one county of several rows stands before the first.
            let shared = |at: u32, column: Column| at < about.0 && column.may_be_of_several();
            above.retain(|(at, column, _)| !self.header.is_empty() && shared(*at, *column));
            let inherited: Vec<_> =
                above.iter().filter(|(at, ..)| told.iter().all(|(own, ..)| own != at)).copied().collect();
            records.push(Record::of(&told, &inherited));
            above = [inherited, told].concat();
        }
        records.retain(|record| !record.cells.is_empty());
        records
    }
}

/// A cell that is known: where it stands, and what it tells.
type Told = (u32, Column, NormalizedSpan);

/// What belongs together: the cells of a row that a header types, in order.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    cells: Vec<(Column, NormalizedSpan)>,
    /// Those of rows above that are also of this one.
    inherited: Vec<(Column, NormalizedSpan)>,
}

impl Record {
    fn of(own: &[Told], inherited: &[Told]) -> Self {
        let told = |cells: &[Told]| cells.iter().map(|(_, column, span)| (*column, *span)).collect();
        Self { cells: told(own), inherited: told(inherited) }
    }

    /// The cells of the row itself.
    pub(crate) fn cells(&self) -> &[(Column, NormalizedSpan)] {
        &self.cells
    }

    /// From its first cell to its last; none for a record without cells.
    pub(crate) fn span(&self) -> Option<NormalizedSpan> {
        let ((_, first), (_, last)) = (self.cells.first()?, self.cells.last()?);
        Some(NormalizedSpan::new(first.start, last.end))
    }

    /// The cells of a column, also of those that are of several rows.
    pub(crate) fn of_column(&self, column: Column) -> impl Iterator<Item = NormalizedSpan> + '_ {
        let cells = self.inherited.iter().chain(&self.cells);
        cells.filter(move |(found, _)| *found == column).map(|(_, span)| *span)
    }
}

/// How many rows may stand above a header: a title that is a row of its table.
const ABOVE: usize = 2;

/// The tables of a document, in order, and then the forms that are written as lines; of a form that tells of several
/// things, one for each.
pub(crate) fn tables(text: &NormalizedText) -> Vec<Table> {
    let mut cells: Vec<((u32, u32), Cell)> = Vec::new();
    for (passage, found) in text.passages.iter().enumerate() {
        let BlockKind::TableCell { table, row, column } = found.kind else { continue };
        match cells.last_mut() {
            // A cell of several lines: 总投资 above (亿元).
            Some((place, cell)) if (*place, cell.column) == ((table, row), column) => {
                cell.span.end = found.span.end;
            }
            _ => cells.push(((table, row), Cell { passage, span: found.span, column })),
        }
    }
    let mut out = Vec::new();
    for table in cells.chunk_by(|((a, _), _), ((b, _), _)| a == b) {
        let rows = table.chunk_by(|(a, _), (b, _)| a == b);
        let rows: Vec<Vec<Cell>> = rows.map(|row| row.iter().map(|(_, cell)| *cell).collect()).collect();
        // The line right before: 表1 甲工业园部分项目.
        let before = table.first().and_then(|(_, cell)| cell.passage.checked_sub(1));
        let is_line = |at: &usize| !matches!(text.passages[*at].kind, BlockKind::TableCell { .. });
        let caption = before.filter(is_line);
        let forms = forms(&text.text, &rows, caption);
        if forms.is_empty() {
            out.extend(headed(&text.text, rows, caption));
        } else {
            out.extend(forms);
        }
    }
    out.extend(form::forms(text));
    out
}

/// A table whose first row, but for titles, is its header.
fn headed(text: &str, mut rows: Vec<Vec<Cell>>, caption: Option<usize>) -> Option<Table> {
    let typed = |row: &Vec<Cell>| row.iter().filter(|cell| Column::of(cell.span.of(text)).is_some()).count();
    let above = rows.iter().take(ABOVE + 1).position(|row| typed(row) > 1);
    // 在建工程 is a header, and no sentence is.
    let names = |cell: &Cell| {
        let words = cell.span.of(text);
        let named = Column::of_cell(words) != Column::Place
            && Column::of(words).is_none()
            && words.chars().nth(4).is_some();
        named || words.ends_with('。')
    };
    if above.is_none() && rows.first().is_some_and(|row| row.iter().any(names)) {
        return Some(Table { caption, header: Vec::new(), rows });
    }
    let above = above.unwrap_or(0);
    let header = rows.drain(..=above).next_back()?;
    let header = header.into_iter().map(|cell| Head::of(cell, text)).collect();
    Some(Table { caption, header, rows })
}

/// The forms that a table of pairs of a label and what it labels is: a new one begins with each label that the first one
/// began with. None for a table of another shape.
fn forms(text: &str, rows: &[Vec<Cell>], caption: Option<usize>) -> Vec<Table> {
    let column = |cell: &Cell| Column::of(cell.span.of(text));
    let mut out: Vec<Table> = Vec::new();
    let mut opener = None;
    let mut labelled = 0;
    for row in rows {
        let mut known = false;
        for pair in row.chunks(2) {
            let [label, value] = pair else { continue };
            // Two headers side by side are the header of columns, and so is a known one where a value stands: 序号 | 项目名称.
            let headed = || out.len() <= 1 && labelled == 0 && Column::is_header(value.span.of(text));
            if column(label).is_some() && column(value).is_some() || headed() {
                return Vec::new();
            }
            known |= column(label).is_some();
            let words = label.span.of(text);
            if *opener.get_or_insert(words) == words {
                out.push(Table { caption, header: Vec::new(), rows: vec![Vec::new()] });
            }
            if let Some(Table { header, rows, .. }) = out.last_mut()
                && let (Some(row), Ok(number)) = (rows.first_mut(), u32::try_from(header.len()))
            {
                header.push(Head::of(Cell { column: number, ..*label }, text));
                row.push(Cell { column: number, ..*value });
            }
        }
        labelled += usize::from(known);
    }
    // The labels of one row alone are a header: 项目名称 | 总投资 | 建设单位 | 工期.
    if labelled > 1 { out } else { Vec::new() }
}

/// The headers that are known: whether words may stand before them, and what they tell.
static HEADERS: LazyLock<FxHashMap<&str, (bool, Column)>> = LazyLock::new(|| {
    let rows = COLUMNS.rows();
    rows.filter_map(|row| {
        let [header, how, tells, ..] = row[..] else { return None };
        Some((header, (how == "ends", Column::parse(tells)?)))
    })
    .collect()
});

impl Column {
    /// Whether words are a known header and nothing else.
    fn is_header(words: &str) -> bool {
        HEADERS.contains_key(words.trim())
    }

    /// What the cells below or behind a header tell: 建设单位(盖章), 所属行业.
    pub(crate) fn of(header: &str) -> Option<Self> {
        let bare = header.split(['(', '/', ':', '\n']).next().unwrap_or(header).trim();
        if let Some((_, column)) = HEADERS.get(bare) {
            return Some(*column);
        }
        if bare.chars().count() > LONGEST {
            return None;
        }
        let tails = bare.char_indices().skip(1).map(|(at, _)| &bare[at..]);
        tails.filter_map(|tail| HEADERS.get(tail)).find(|(ends, _)| *ends).map(|(_, column)| *column)
    }

    /// Whether a row may be about what a cell of the column names.
    fn may_be_about(self) -> bool {
        matches!(self, Self::Project | Self::Route | Self::Company)
    }

    /// Whether a cell of the column may be of several rows.
    fn may_be_of_several(self) -> bool {
        matches!(self, Self::Place | Self::Park | Self::Company | Self::Industry)
    }

    /// What a cell tells that has no header.
    fn of_cell(words: &str) -> Self {
        if LISTED.undertaking.end(words) && could_be_undertaking(words) {
            Self::Project
        } else if LISTED.firm.end(words) {
            Self::Company
        } else {
            Self::Place
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "project" => Self::Project,
            "route" => Self::Route,
            "company" => Self::Company,
            "place" => Self::Place,
            "park" => Self::Park,
            "industry" => Self::Industry,
            "product" => Self::Product,
            "stage" => Self::Stage,
            "honour" => Self::Honour,
            "note" => Self::Note,
            _ => return None,
        })
    }
}

/// Headers are shorter, in characters.
const LONGEST: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Block, Normalizer, Piece, SourceSpan};

    /// A table whose rows are lines and whose cells are parted by `|`.
    fn read(raw: &str) -> Vec<Vec<Vec<(Column, String)>>> {
        let (mut blocks, mut start) = (Vec::new(), 0);
        for (row, line) in raw.split('\n').enumerate() {
            for (column, cell) in line.split('|').enumerate() {
                let piece = Piece { span: SourceSpan::new(start, start + cell.len()), text: None };
                let (row, column) = (row as u32, column as u32);
                let kind = BlockKind::TableCell { table: 0, row, column };
                blocks.push(Block { kind, pieces: vec![piece] });
                start += cell.len() + 1;
            }
        }
        let text = Normalizer::builtin().normalize(raw, &blocks);
        let told = |record: &Record| {
            let cells = record.cells().iter();
            cells.map(|(column, span)| (*column, span.of(&text.text).to_owned())).collect()
        };
        tables(&text).iter().map(|table| table.records(&text.text).iter().map(told).collect()).collect()
    }

    /// The cells of a record.
    type Cells = &'static [(Column, &'static str)];

    #[test]
    fn rows_below_a_header_and_forms_are_records() {
        use Column::{Company, Industry, Place, Project, Stage};
        let cases: [(&str, &[&[Cells]]); 5] = [
            (
                "序号|项目名称|业主单位(盖章)|总投资\n1|甲项目|乙公司|3",
                &[&[&[(Project, "甲项目"), (Company, "乙公司")]]],
            ),
            // A title is a row of the table.
            (
                "某县汇总表| |\n项目名称|企业名称|所在乡镇(园区)\n甲项目|乙公司|丙镇",
                &[&[&[(Project, "甲项目"), (Company, "乙公司"), (Place, "丙镇")]]],
            ),
            // A form has its labels in several rows.
            (
                "项目名称|甲项目|总投资|3亿元\n建设单位|乙公司|所属行业|化工\n项目进度|在建",
                &[&[&[(Project, "甲项目"), (Company, "乙公司"), (Industry, "化工"), (Stage, "在建")]]],
            ),
            // One form after the other.
            (
                "项目名称|甲项目\n建设单位|乙公司\n项目名称|丙项目\n建设单位|丁公司",
                &[
                    &[&[(Project, "甲项目"), (Company, "乙公司")]],
                    &[&[(Project, "丙项目"), (Company, "丁公司")]],
                ],
            ),
            // Figures of firms are no firms.
            ("地区|企业数|产值\n甲县|12|3", &[&[&[(Place, "甲县")]]]),
        ];
        for (raw, expected) in cases {
            let expected: Vec<Vec<Vec<_>>> = expected
                .iter()
                .map(|table| {
                    let record = |cells: &&[(Column, &str)]| {
                        cells.iter().map(|(column, words)| (*column, (*words).to_owned())).collect()
                    };
                    table.iter().map(record).collect()
                })
                .collect();
            assert_eq!(read(raw), expected, "{raw}");
        }
    }

    #[test]
    fn the_headers_of_the_table_of_columns_tell_what_it_says() {
        let mut seen = std::collections::HashSet::new();
        for row in COLUMNS.rows() {
            let [header, how, tells, example] = row[..] else { panic!("{row:?}: four cells are needed") };
            assert!(matches!(how, "is" | "ends"), "{row:?}");
            assert_eq!(Column::of(example), Column::parse(tells), "{row:?}");
            assert!(Column::parse(tells).is_some() && seen.insert(header), "{row:?}");
        }
        for header in ["企业数(家)", "投资额", "从业人员", "计量单位", "序号", ""] {
            assert_eq!(Column::of(header), None, "{header}");
        }
    }
}
