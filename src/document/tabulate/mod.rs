//! Tables that are written as lines, as they are copied from pages and PDF files: of any format, once it is read.
//!
//! ```text
//! 序号 项目名称 建设地点      企业名称,所在地,产品      序号           甲公司 乙县      项目名称 甲项目
//! 1 甲项目 乙县              甲公司,乙县,丙            项目名称       丙公司 丁县      建设地点 乙县
//! 2 丙项目 丁县              戊公司,丁县,己            建设地点       戊公司 己县      总投资 3亿元
//!                                                     1
//!                                                     甲项目
//! ```

mod labelled;
mod named;
mod stacked;
mod titled;

use std::borrow::Cow;
use std::ops::Range;

use super::assemble::Assembly;
use crate::text::{Block, BlockKind, Piece};

/// Makes cells of the paragraphs that are rows of such tables. The numbers of these follow those that there are.
pub(super) fn apply(raw: &str, blocks: Vec<Block>) -> Vec<Block> {
    let found = tables(raw, &blocks);
    if found.is_empty() {
        return blocks;
    }
    let numbers = blocks.iter().filter_map(|block| match block.kind {
        BlockKind::TableCell { table, .. } => Some(table + 1),
        _ => None,
    });
    let first = numbers.max().unwrap_or(0);
    let mut out = Vec::with_capacity(blocks.len());
    let mut at = 0;
    for (table, (start, parts)) in (first..).zip(found) {
        out.extend_from_slice(&blocks[at..start]);
        at = start;
        let mut row = 0;
        for part in parts {
            match part {
                Part::Line => {
                    out.push(blocks[at].clone());
                    at += 1;
                }
                Part::Row { lines, cells } => {
                    for (column, (line, range)) in (0_u32..).zip(cells) {
                        let kind = BlockKind::TableCell { table, row, column };
                        out.extend(cut(raw, &blocks[at + line], range, kind));
                    }
                    row += 1;
                    at += lines;
                }
            }
        }
    }
    out.extend_from_slice(&blocks[at..]);
    out
}

/// The tables, each with the number of its first block.
fn tables(raw: &str, blocks: &[Block]) -> Vec<(usize, Vec<Part>)> {
    let lines: Vec<Cow<'_, str>> = blocks.iter().map(|block| line(raw, block)).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let rest = &lines[at..];
        let parts = titled::rows(rest)
            .or_else(|| stacked::rows(rest))
            .or_else(|| labelled::rows(rest))
            .or_else(|| named::rows(rest));
        let Some(parts) = parts else {
            at += 1;
            continue;
        };
        let start = at;
        at += parts.iter().map(Part::lines).sum::<usize>();
        found.push((start, parts));
    }
    found
}

/// What a paragraph or an item says; nothing for another block, which is in no such table.
fn line<'a>(raw: &'a str, block: &'a Block) -> Cow<'a, str> {
    match block.kind {
        BlockKind::Paragraph | BlockKind::ListItem => block.text(raw),
        _ => Cow::Borrowed(""),
    }
}

/// A part of the text of a block as a block of its own.
fn cut(raw: &str, block: &Block, range: Range<usize>, kind: BlockKind) -> Option<Block> {
    let mut cell = Assembly::default();
    let mut at = 0;
    for piece in &block.pieces {
        let text = piece.text(raw);
        let (from, to) = (range.start.max(at), range.end.min(at + text.len()));
        if from < to {
            match piece {
                Piece { span, text: None } => {
                    cell.verbatim(raw, span.start + from - at, span.start + to - at)
                }
                Piece { span, .. } => cell.replaced(span.start, span.end, &text[from - at..to - at]),
            }
        }
        at += text.len();
    }
    cell.finish(raw, kind)
}

/// A part of a table.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// A row of some lines, with its cells: each the number of its line in the row and a range of that.
    Row { lines: usize, cells: Vec<(usize, Range<usize>)> },
    /// A line that belongs to no row.
    Line,
}

impl Part {
    /// How many lines it takes.
    fn lines(&self) -> usize {
        match self {
            Self::Row { lines, .. } => *lines,
            Self::Line => 1,
        }
    }
}

/// What parts the columns of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    Space,
    Sign(char),
}

impl Separator {
    /// The cells of a line, without the white space around them.
    fn cells(self, line: &str) -> Vec<Range<usize>> {
        let mut cells = Vec::new();
        let mut at = 0;
        let parts = line.split_inclusive(|c: char| match self {
            Self::Space => c.is_whitespace(),
            Self::Sign(sign) => c == sign,
        });
        for part in parts {
            let words = match self {
                Self::Space => part,
                Self::Sign(sign) => part.strip_suffix(sign).unwrap_or(part),
            };
            let start = at + words.len() - words.trim_start().len();
            let cell = start..start + words.trim().len();
            if self != Self::Space || !cell.is_empty() {
                cells.push(cell);
            }
            at += part.len();
        }
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables in `raw`, a block a line: the cells of each row between `|`, other lines as they are.
    fn read(raw: &str) -> Vec<String> {
        let blocks = super::super::plain::blocks(raw, 0);
        let mut out: Vec<String> = Vec::new();
        let mut last = None;
        for block in apply(raw, blocks) {
            let text = block.text(raw).into_owned();
            match (block.kind, out.last_mut()) {
                (BlockKind::TableCell { table, row, .. }, Some(line)) if last == Some((table, row)) => {
                    line.push('|');
                    line.push_str(&text);
                }
                (BlockKind::TableCell { table, row, .. }, _) => {
                    last = Some((table, row));
                    out.push(format!("{table}: {text}"));
                }
                _ => out.push(text),
            }
        }
        out
    }

    #[test]
    fn tables_of_lines() {
        let cases: [(&str, &[&str]); 14] = [
            (
                "名单\n序号 企业名称 所在地\n\n1 甲公司\t乙县\n2 丙公司 丁县\n\n以上企业。",
                &["名单", "0: 序号|企业名称|所在地", "0: 1|甲公司|乙县", "0: 2|丙公司|丁县", "以上企业。"],
            ),
            // Other titles begin another table.
            (
                "序号 企业名称\n1 甲公司\n序号 项目名称\n1 乙项目",
                &["0: 序号|企业名称", "0: 1|甲公司", "1: 序号|项目名称", "1: 1|乙项目"],
            ),
            // A row that was broken is left as it is.
            (
                "序号 企业名称 所在地\n1 甲公司 乙县\n2 丙 公司 丁县\n3 戊公司 己县",
                &["0: 序号|企业名称|所在地", "0: 1|甲公司|乙县", "2 丙 公司 丁县", "0: 3|戊公司|己县"],
            ),
            ("企业名称, 所在地\n甲公司, 乙县\n完", &["0: 企业名称|所在地", "0: 甲公司|乙县", "完"]),
            (
                "序号\n项目名称\n建设地点\n\n1\n甲项目\n乙县\n2\n丙项目\n3\n戊项目\n己县\n完",
                &["0: 序号|项目名称|建设地点", "0: 1|甲项目|乙县", "2", "丙项目", "0: 3|戊项目|己县", "完"],
            ),
            ("序号\n项目名称\n1\n甲项目", &["序号", "项目名称", "1", "甲项目"]),
            ("序号\n项目名称\n建设地点\n完", &["序号", "项目名称", "建设地点", "完"]),
            // A list without titles.
            (
                "名单\n1.甲有限公司 乙县\n2.丙公司 丁县\n3.戊公司 己县 庚镇\n完",
                &["名单", "0: 甲有限公司|乙县", "0: 丙公司|丁县", "0: 戊公司|己县|庚镇", "完"],
            ),
            (
                "- 甲有限公司，乙县，丙\n- 丁公司，戊县，己\n- 庚厂，辛县，壬\n",
                &["0: 甲有限公司|乙县|丙", "0: 丁公司|戊县|己", "0: 庚厂|辛县|壬"],
            ),
            ("甲公司 乙县\n丙公司 丁县", &["甲公司 乙县", "丙公司 丁县"]),
            // No firms, but the lines of a title.
            (
                "甲县 狠抓重大项目\n乙县 再建三个项目\n丙县 谋划一批项目",
                &["甲县 狠抓重大项目", "乙县 再建三个项目", "丙县 谋划一批项目"],
            ),
            // A form.
            (
                "项目名称 甲项目\n建设地点 乙开发区\n总投资 3亿元\n完",
                &["0: 项目名称|甲项目", "0: 建设地点|乙开发区", "0: 总投资|3亿元", "完"],
            ),
            ("建设地点 甲县\n工期 一年", &["建设地点 甲县", "工期 一年"]),
            ("重点项目 重点企业\n甲县建成一个项目。", &["重点项目 重点企业", "甲县建成一个项目。"]),
        ];
        for (raw, expected) in cases {
            assert_eq!(read(raw), expected, "{raw}");
        }
    }
}
