//! Tables with a row a line below a line of titles.

use std::borrow::Cow;
use std::ops::Range;

use super::{Part, Separator};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: TitledWords = "titled.csv";
    /// What the titles of columns end with.
    title,
    /// Titles that names end with too.
    exact,
    /// Titles of the column that numbers the rows.
    number,
}

/// The signs that part columns, but for white space.
const SIGNS: [char; 4] = ['|', ',', '，', ';'];

/// How many characters a title has at most, without its unit.
const TITLE: usize = 16;

/// The rows of a table with a row a line that begins with the first of `lines`.
pub(super) fn rows(lines: &[Cow<'_, str>]) -> Option<Vec<Part>> {
    let (first, below) = lines.split_first()?;
    let titles = Titles::of(first)?;
    let row = |cells: Vec<Range<usize>>| Part::Row {
        lines: 1,
        cells: cells.into_iter().map(|cell| (0, cell)).collect(),
    };
    let mut parts = vec![row(titles.separator.cells(first))];
    for (at, line) in below.iter().enumerate() {
        let goes_on = || below.get(at + 1).is_some_and(|next| titles.row(next).is_some());
        match titles.row(line) {
            Some(cells) => parts.push(row(cells)),
            // What numbers tell goes on behind a row that was broken.
            None if titles.numbered && at > 0 && may_be_broken_row(line) => parts.push(Part::Line),
            None if may_be_label(line) && goes_on() => parts.push(Part::Line),
            None => break,
        }
    }
    let rows = parts.iter().skip(1).any(|part| matches!(part, Part::Row { .. }));
    rows.then_some(parts)
}

/// Whether a line may say of what the rows below it are: 【青石县】, (二)续建项目.
fn may_be_label(line: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 20;
    let line = line.trim();
    let plain = line.chars().count() <= LONGEST && !line.contains(['。', '，', ',', '；', ';']);
    !line.is_empty() && plain && !line.contains(char::is_whitespace) && Titles::of(line).is_none()
}

/// The titles of a table with a row a line.
#[derive(Clone, Copy, Debug)]
struct Titles {
    separator: Separator,
    count: usize,
    /// Whether the first column numbers the rows.
    numbered: bool,
}

impl Titles {
    /// The titles that a line consists of: two at least, of which half are known.
    fn of(line: &str) -> Option<Self> {
        let line = line.trim();
        // Nearly no line begins or ends as titles do.
        let ends = line.ends_with([')', '）']) || WORDS.title.end(line) || WORDS.exact.end(line);
        let begins = || {
            let end = line.find(|c: char| c.is_whitespace() || SIGNS.contains(&c));
            end.is_some_and(|end| is_title(&line[..end]))
        };
        if !ends && !WORDS.number.begin(line) && !begins() {
            return None;
        }
        let sign = SIGNS.into_iter().find(|sign| line.contains(*sign));
        let separator = sign.map_or(Separator::Space, Separator::Sign);
        let cells = separator.cells(line);
        let words = |cell: &Range<usize>| &line[cell.clone()];
        let numbered = cells.first().is_some_and(|cell| WORDS.number.has(words(cell)));
        let known = cells.iter().filter(|cell| is_title(words(cell))).count();
        let plain = cells.iter().all(|cell| may_be_title(words(cell)));
        // 项目名称 建设地点 建设单位 环评机构
        let closed = || known > 2 || cells.last().is_some_and(|last| is_title(words(last)));
        (known > 1 && 2 * known >= cells.len() && plain && (numbered || closed())).then_some(Self {
            separator,
            count: cells.len(),
            numbered,
        })
    }

    /// The cells of a row, as ranges of `line`; none for a line that is no row.
    fn row(&self, line: &str) -> Option<Vec<Range<usize>>> {
        let cells = self.separator.cells(line);
        let numbers = |cell: &Range<usize>| line[cell.clone()].bytes().all(|byte| byte.is_ascii_digit());
        let fits = cells.len() == self.count
            && (!self.numbered || cells.first().is_some_and(numbers))
            && !line.ends_with(['。', '!', '?', '！', '？']);
        fits.then_some(cells)
    }
}

/// Whether a line may be a part of a row: no sentence, and no titles of another table.
fn may_be_broken_row(line: &str) -> bool {
    !line.is_empty() && !line.contains('。') && Titles::of(line).is_none()
}

/// Whether words are the title of a column: 建设地点, 总投资(亿元).
pub(super) fn is_title(words: &str) -> bool {
    let bare = words.split(['(', '（', '/']).next().unwrap_or(words).trim();
    // Most lines are far longer.
    bare.len() <= TITLE * '字'.len_utf8()
        && (WORDS.number.has(bare) || WORDS.exact.has(bare) || WORDS.title.end(bare))
}

/// Whether words may be a title that isn't known: 法定代表人/实际经营者姓名.
fn may_be_title(words: &str) -> bool {
    is_title(words) || words.chars().count() <= TITLE && words.chars().all(|c| c.is_alphabetic() || c == '/')
}

/// Whether words are the title of the column that numbers the rows.
pub(super) fn is_number(words: &str) -> bool {
    WORDS.number.has(words.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_titles() {
        let cases = [
            ("序号 项目名称 建设地点 总投资（万元）", Some(4)),
            ("企业名称,所在地,主要产品", Some(3)),
            ("企业名称 | 所在地", Some(2)),
            ("企业名称　　所在地", Some(2)),
            ("序号 企业名称 法定代表人/实际经营者姓名 详细地址 环境违法情形", Some(5)),
            ("项目名称 建设地点 建设单位 环评机构", Some(4)),
            ("项目名称", None),
            ("全县加快建设重点项目", None),
            ("青石县 重点项目", None),
            ("", None),
        ];
        for (line, count) in cases {
            assert_eq!(Titles::of(line).map(|titles| titles.count), count, "{line}");
        }
    }
}
