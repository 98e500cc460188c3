//! Forms written as lines, each with its label, below the name of what they are about, or as one line.
//!
//! ```text
//! 1.甲县绿色建材项目            【项目名称】甲县绿色建材项目      1.甲县绿色建材项目。建设单位:乙公司;
//! 建设单位:乙公司               【投资主体】乙公司              建设地点:丙镇;总投资:5.8亿元。
//! 总投资:5.8亿元                【投资规模】5.8亿元
//! ```

use super::layout::{self, could_be_undertaking, item_name, numbered};
use super::table::{Cell, Column, Head, Table};
use crate::text::landmark::Landmark;
use crate::text::signs::{label, numbered_mark};
use crate::text::word_list::word_lists;
use crate::text::{BlockKind, NormalizedSpan, NormalizedText, Passage};

word_lists! {
    static WORDS: FormWords = "form.csv";
    /// Labels of what is told of a work.
    of_work,
}

/// What has a label.
struct Field {
    label: Head,
    value: Cell,
}

/// The forms of a document. Two labels at least must tell what they name, or one of them, or a line above, the work that
/// others tell of.
pub(super) fn forms(text: &NormalizedText) -> Vec<Table> {
    let mut out = Vec::new();
    // Of the lines that follow each other.
    let mut fields: Vec<Field> = Vec::new();
    let mut marks = text.landmarks.all();
    for (number, passage) in text.passages.iter().enumerate() {
        let count = marks.iter().take_while(|mark| mark.at < passage.span.end).count();
        let (inside, behind) = marks.split_at(count);
        marks = behind;
        let parts = parts(*passage, inside);
        let labelled = |part: &NormalizedSpan| field(text, number, *part);
        let Some((first, rest)) = parts.split_first() else {
            finish(text, std::mem::take(&mut fields), None, &mut out);
            continue;
        };
        if let Some(field) = labelled(first) {
            fields.push(field);
            fields.extend(rest.iter().filter_map(labelled));
            continue;
        }
        finish(text, std::mem::take(&mut fields), None, &mut out);
        let name = name(text, number, *first);
        if name.is_some() {
            finish(text, rest.iter().filter_map(labelled).collect(), name, &mut out);
        }
    }
    finish(text, fields, None, &mut out);
    out
}

/// The parts of a passage in which there are labels, between stops and semicolons; none of another passage. `marks` are
/// its landmarks.
fn parts(passage: Passage, marks: &[Landmark]) -> Vec<NormalizedSpan> {
    let foreign = matches!(passage.kind, BlockKind::TableCell { .. } | BlockKind::Title);
    if foreign || !marks.iter().any(|mark| matches!(mark.character, ':' | '【')) {
        return Vec::new();
    }
    let ends = marks.iter().filter(|mark| matches!(mark.character, ';' | '。'));
    let mut start = passage.span.start;
    let mut parts = Vec::new();
    for (end, next) in ends.map(|mark| (mark.at, mark.end())).chain([(passage.span.end, passage.span.end)]) {
        if start < end {
            parts.push(NormalizedSpan::new(start, end));
        }
        start = next;
    }
    parts
}

fn field(text: &NormalizedText, passage: usize, part: NormalizedSpan) -> Option<Field> {
    let line = part.of(&text.text);
    // 1.项目名称:甲项目
    let mark = numbered_mark(line).unwrap_or(0);
    let line = &line[mark..];
    let (label, value) = label(line)?;
    let cell = |start: usize, len: usize| {
        let start = part.start + mark + start;
        Cell { passage, span: NormalizedSpan::new(start, start + len), column: 0 }
    };
    let head = Head { cell: cell(line.find(label)?, label.len()), tells: Column::of(label) };
    Some(Field { label: head, value: cell(value, line.len() - value) })
}

/// Makes forms of fields: a new one begins with each that has the label of the first. What they are about, where none
/// of them tells, is `name` or what the line before names.
fn finish(text: &NormalizedText, fields: Vec<Field>, name: Option<Field>, out: &mut Vec<Table>) {
    let words = |field: &Field| field.label.cell.span.of(&text.text);
    let known = fields.iter().filter(|field| field.label.tells.is_some()).count();
    // 总投资(万元)
    let is_of_work = |field: &Field| WORDS.of_work.has(words(field).split('(').next().unwrap_or_default());
    let of_work = fields.iter().any(is_of_work);
    let Some(first) = fields.first().filter(|_| known > 0 || of_work) else { return };
    let opener = words(first).to_owned();
    let named = fields.iter().any(|field| field.label.tells == Some(Column::Project));
    let before = first.label.cell.passage.checked_sub(1);
    let work = || name.or_else(|| name_of_work(text, before?));
    let mut name = if named { None } else { work() };
    // 1.甲项目⏎建设单位:乙公司⏎建设规模:……: below the name of a work one label is enough, or what is told of works.
    let about = named || name.is_some();
    if known < 2 && !(about && of_work) && (name.is_none() || fields.len() < 2) {
        return;
    }
    if !named && name.is_none() {
        name = before.and_then(|line| name_of_park(text, line, first));
    }
    for field in fields {
        if words(&field) == opener {
            out.push(Table { caption: None, header: Vec::new(), rows: vec![Vec::new()] });
        }
        let Some(Table { header, rows, .. }) = out.last_mut() else { return };
        let Some(row) = rows.first_mut() else { return };
        for Field { label, value } in name.take().into_iter().chain([field]) {
            let column = u32::try_from(header.len()).unwrap_or(u32::MAX);
            header.push(Head { cell: Cell { column, ..label.cell }, ..label });
            row.push(Cell { column, ..value });
        }
    }
}

/// The name of a project that a line before a form is.
fn name_of_work(text: &NormalizedText, line: usize) -> Option<Field> {
    let passage = text.passages.get(line).filter(|passage| passage.kind != BlockKind::Title)?;
    name(text, line, passage.span)
}

/// The name of a park that a line before a form is, whose first field is `first`: 企业名称 begins the form of a firm.
fn name_of_park(text: &NormalizedText, line: usize, first: &Field) -> Option<Field> {
    let span = text.passages.get(line)?.span;
    if first.label.tells == Some(Column::Company) || !layout::is_park(span.of(&text.text)) {
        return None;
    }
    let value = Cell { passage: line, span, column: 0 };
    Some(Field { label: Head { cell: value, tells: Some(Column::Park) }, value })
}

/// The name of a project that `part` of a passage is.
fn name(text: &NormalizedText, passage: usize, part: NormalizedSpan) -> Option<Field> {
    let line = part.of(&text.text).trim_end_matches(['。', ':']);
    let item = numbered(line);
    let name = item_name(item.unwrap_or(line));
    let ends = layout::WORDS.undertaking.end(name) || layout::WORDS.site.end(name);
    if !could_be_undertaking(name) || item.is_none() && !ends {
        return None;
    }
    let start = part.start + line.find(name)?;
    let value = Cell { passage, span: NormalizedSpan::new(start, start + name.len()), column: 0 };
    Some(Field { label: Head { cell: value, tells: Some(Column::Project) }, value })
}
