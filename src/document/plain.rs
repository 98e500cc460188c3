//! Plain text: a block a line. Which lines belong together is decided when the text is normalised.
//!
//! Text files often keep a little Markdown, so `#`, `>`, `-`, pairs of `**` and rows of `|` mean here what they mean
//! there; anything else is text.

use std::ops::Range;

use super::assemble::{Assembly, block, trim_start};
use super::{html, spaced};
use crate::text::{Block, BlockKind, signs};

/// The blocks of `raw` from byte `from`.
pub(super) fn blocks(raw: &str, from: usize) -> Vec<Block> {
    let mut reader = Reader { raw, blocks: Vec::new(), tables: 0, row: None };
    let holds = Holds::of(&raw[from..]);
    let mut lines = lines(&raw[from..]).map(|text| Line::of(text, holds)).peekable();
    let mut at = from;
    let mut before = Line::default();
    while let Some(line) = lines.next() {
        if holds.marks && has_tags(line.text) {
            let start = at;
            at += line.text.len();
            // As in Markdown, markup that begins a line goes on up to the next blank one.
            while begins_markup(line.text)
                && let Some(next) = lines.next_if(|next| !next.text.trim().is_empty())
            {
                at += next.text.len();
            }
            reader.markup(start..at);
            before = Line::default();
            continue;
        }
        let none = Line::default();
        let after = lines.peek().unwrap_or(&none);
        // One line with a tab may be a slip; two alike are rows.
        if line.tabs > 0 && (line.tabs == before.tabs || line.tabs == after.tabs) {
            reader.row(at, line.text, '\t');
        } else if line.is_row_with(&before) || line.is_row_with(after) {
            reader.cells(at, line.text, line.columns.iter().cloned());
        } else {
            reader.line(at, line.text);
        }
        at += line.text.len();
        before = line;
    }
    reader.blocks
}

/// What a text holds at all of that which its lines are looked through for.
#[derive(Clone, Copy, Debug)]
struct Holds {
    /// What begins tags.
    marks: bool,
    tabs: bool,
    /// Gaps between columns.
    gaps: bool,
}

impl Holds {
    fn of(text: &str) -> Self {
        let has = |byte: u8| memchr::memchr(byte, text.as_bytes()).is_some();
        Self { marks: has(b'<'), tabs: has(b'\t'), gaps: spaced::has_gap(text) }
    }
}

/// A line with what makes it a row of a table.
#[derive(Debug, Default)]
struct Line<'a> {
    text: &'a str,
    /// The tabs in it that don't indent it.
    tabs: usize,
    /// The columns that white space keeps apart.
    columns: Vec<Range<usize>>,
}

impl<'a> Line<'a> {
    fn of(text: &'a str, holds: Holds) -> Self {
        let tabs = if holds.tabs { inner_tabs(text) } else { 0 };
        let columns = if holds.gaps { spaced::columns(text) } else { Vec::new() };
        Self { text, tabs, columns }
    }

    fn is_row_with(&self, other: &Self) -> bool {
        spaced::are_rows(self.text, &self.columns, &other.columns, other.text)
    }
}

/// The lines of `text` with their ends: `\n`, `\r\n`, or `\r` alone, as very old files have it.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let end = memchr::memchr2(b'\n', b'\r', bytes);
        let len = match end {
            Some(at) if bytes[at..].starts_with(b"\r\n") => at + 2,
            Some(at) => at + 1,
            None => rest.len(),
        };
        let (line, after) = rest.split_at(len);
        rest = after;
        (len > 0).then_some(line)
    })
}

/// Whether a line has a tag of HTML: what ends an element, or a line break.
fn has_tags(line: &str) -> bool {
    line.match_indices('<').any(|(at, _)| {
        let tag = &line[at + 1..];
        tag.strip_prefix('/').map_or_else(
            || ["br>", "br/>", "br />"].iter().any(|name| tag.starts_with(name)) || is_container(tag),
            |name| name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.contains('>'),
        )
    })
}

/// Whether `tag` begins an element that holds others.
fn is_container(tag: &str) -> bool {
    ["p", "div", "ul", "ol", "table", "tr", "section", "article"].iter().any(|name| {
        tag.strip_prefix(name).is_some_and(|rest| rest.starts_with(['>', ' ']) && rest.contains('>'))
    })
}

/// What stands before and behind words in bold.
const STRONG: &str = "**";

/// Whether a line has words in bold: **甲水电站**位于乙县, but not the names that 张**、李** hides.
fn has_strong_words(line: &str) -> bool {
    let Some(first) = memchr::memmem::find(line.as_bytes(), STRONG.as_bytes()) else { return false };
    let words = &line[first + STRONG.len()..];
    words.starts_with(char::is_alphanumeric) && words.contains(STRONG)
}

fn begins_markup(line: &str) -> bool {
    let line = trim_start(line);
    line.starts_with('<') && !line.starts_with("<br")
}

/// The tabs in a line that don't indent it.
fn inner_tabs(line: &str) -> usize {
    line.trim_start().bytes().filter(|byte| *byte == b'\t').count()
}

struct Reader<'a> {
    raw: &'a str,
    blocks: Vec<Block>,
    /// How many tables have begun.
    tables: u32,
    /// The number of the next row, inside a table.
    row: Option<u32>,
}

impl Reader<'_> {
    /// Lines with tags of HTML in them, as a program or an editor of web pages has left them.
    fn markup(&mut self, range: Range<usize>) {
        self.row = None;
        self.blocks.extend(html::fragment(self.raw, range, &mut self.tables));
    }

    fn line(&mut self, at: usize, line: &str) {
        let text = trim_start(line);
        let mut start = at + line.len() - text.len();
        let text = text.trim_end();
        if text.is_empty() {
            self.row = None;
            return;
        }
        if text.len() > 2 && text.starts_with('|') && text.ends_with('|') {
            return self.row(start, text, '|');
        }
        self.row = None;
        if text.starts_with(['-', '=', '*', '_'])
            && text.bytes().all(|byte| byte == text.as_bytes()[0] || byte == b' ')
        {
            return;
        }
        let quoted = text.strip_prefix('>').map_or(text, str::trim_start);
        start += text.len() - quoted.len();
        let (kind, range) = classify(quoted);
        let mut assembly = Assembly::default();
        assembly.verbatim(self.raw, start + range.start, start + range.end);
        if has_strong_words(quoted) {
            assembly.cut(self.raw, STRONG);
        }
        self.blocks.extend(assembly.finish(self.raw, kind));
    }

    fn row(&mut self, at: usize, line: &str, separator: char) {
        let is_rule = line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\n' | '\r' | '\t'));
        if is_rule && line.contains('-') {
            return;
        }
        let inner = line.strip_prefix('|').unwrap_or(line);
        let mut start = line.len() - inner.len();
        let cells = inner.split(separator).map(|cell| {
            let from = start;
            start += cell.len() + 1;
            from..from + cell.len()
        });
        self.cells(at, line, cells);
    }

    /// A row of a table with its cells as ranges of the line.
    fn cells(&mut self, at: usize, line: &str, cells: impl Iterator<Item = Range<usize>>) {
        if self.row.is_none() {
            self.tables += 1;
        }
        let row = self.row.unwrap_or(0);
        for (column, cell) in (0_u32..).zip(cells) {
            let kind = BlockKind::TableCell { table: self.tables - 1, row, column };
            let end = at + cell.end.min(line.len());
            self.blocks.extend(block(self.raw, at + cell.start, end, kind));
        }
        self.row = Some(row + 1);
    }
}

/// What a line is, and where in it its text is, without the mark that says so.
fn classify(line: &str) -> (BlockKind, Range<usize>) {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    if level > 0 && !title.trim().is_empty() {
        // There is no level 7; and `#标签#`, a tag of a social medium, is no less a heading.
        let kind = BlockKind::Heading(u8::try_from(level).unwrap_or(6).min(6));
        return (kind, level..line.trim_end_matches(['#', ' ']).len());
    }
    let item = line.strip_prefix(['-', '*', '+', '•', '●', '·']);
    if let Some(item) = item.filter(|item| item.starts_with([' ', '\u{3000}'])) {
        return (BlockKind::ListItem, line.len() - item.len()..line.len());
    }
    let kind = if signs::is_caption(line) {
        BlockKind::Caption
    } else if signs::is_byline(line) {
        BlockKind::Byline
    } else {
        BlockKind::Paragraph
    };
    (kind, 0..line.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(raw: &str) -> Vec<(BlockKind, String)> {
        blocks(raw, 0).iter().map(|block| (block.kind, block.text(raw).into_owned())).collect()
    }

    fn cell(table: u32, row: u32, column: u32) -> BlockKind {
        BlockKind::TableCell { table, row, column }
    }

    #[test]
    fn lines_by_kind() {
        use BlockKind::{Byline, Caption, Heading, ListItem, Paragraph};
        let cases: [(&str, &[(BlockKind, &str)]); 16] = [
            ("", &[]),
            (" \t\r\n\u{3000}\n", &[]),
            ("\u{FEFF}  一行 \r\n\r\n二行", &[(Paragraph, "一行"), (Paragraph, "二行")]),
            ("一行\r二行\r", &[(Paragraph, "一行"), (Paragraph, "二行")]),
            (
                "# 标题\n### 小标题 ##\n####### 七级\n#",
                &[(Heading(1), "标题"), (Heading(3), "小标题"), (Heading(6), "七级"), (Paragraph, "#")],
            ),
            (
                "- 一\n* 二\n-5度\n——三",
                &[(ListItem, "一"), (ListItem, "二"), (Paragraph, "-5度"), (Paragraph, "——三")],
            ),
            // What a program has taken out of a web page, tags and all.
            (
                "青石园区\n  <h3>概况</h3>\n  <p>面积<b>3</b>平方公里，\n产值5亿元。</p>\n\n产值<3亿元<br/>利润1亿元",
                &[
                    (Paragraph, "青石园区"),
                    (Heading(3), "概况"),
                    (Paragraph, "面积3平方公里，\n产值5亿元。"),
                    (Paragraph, "产值<3亿元"),
                    (Paragraph, "利润1亿元"),
                ],
            ),
            (
                "**青崖水电站**位于**平利**\n张**、李**",
                &[(Paragraph, "青崖水电站位于平利"), (Paragraph, "张**、李**")],
            ),
            ("> 引文\n>引文", &[(Paragraph, "引文"), (Paragraph, "引文")]),
            (
                "记者 王某\n车间。王某 摄\n来源：日报",
                &[(Byline, "记者 王某"), (Caption, "车间。王某 摄"), (Byline, "来源：日报")],
            ),
            ("---\n一段\n* * *\n====", &[(Paragraph, "一段")]),
            (
                "| 县 | 产值 |\n|---|:-:|\r\n| 青石 | 3 |\n\n| 白水 |",
                &[
                    (cell(0, 0, 0), "县"),
                    (cell(0, 0, 1), "产值"),
                    (cell(0, 1, 0), "青石"),
                    (cell(0, 1, 1), "3"),
                    (cell(1, 0, 0), "白水"),
                ],
            ),
            (
                "县\t产值\r\n青石\t\r\n白水\t5\r\n一\t行",
                &[
                    (cell(0, 0, 0), "县"),
                    (cell(0, 0, 1), "产值"),
                    (cell(0, 1, 0), "青石"),
                    (cell(0, 2, 0), "白水"),
                    (cell(0, 2, 1), "5"),
                    (cell(0, 3, 0), "一"),
                    (cell(0, 3, 1), "行"),
                ],
            ),
            (
                "产品　　单位　　产量\n砂石　　万吨　　31.5\n　　次年　　再看",
                &[
                    (cell(0, 0, 0), "产品"),
                    (cell(0, 0, 1), "单位"),
                    (cell(0, 0, 2), "产量"),
                    (cell(0, 1, 0), "砂石"),
                    (cell(0, 1, 1), "万吨"),
                    (cell(0, 1, 2), "31.5"),
                    (Paragraph, "次年　　再看"),
                ],
            ),
            (
                "甲　　乙　　丙\n丁　　戊　　己",
                &[(Paragraph, "甲　　乙　　丙"), (Paragraph, "丁　　戊　　己")],
            ),
            ("\t缩进一行\n中间\t一格", &[(Paragraph, "缩进一行"), (Paragraph, "中间\t一格")]),
        ];
        for (raw, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect();
            assert_eq!(found(raw), expected, "{raw:?}");
        }
    }
}
