//! Forms written as lines, each with its label, below the name of what they are about.
//!
//! ```text
//! 1.甲县绿色建材项目            【项目名称】甲县绿色建材项目
//! 建设单位:乙公司               【投资主体】乙公司
//! 总投资:5.8亿元                【投资规模】5.8亿元
//! ```

use super::layout::{could_be_undertaking, item_name, numbered};
use super::table::{Cell, Column, Head, Table};
use crate::text::signs::label;
use crate::text::{BlockKind, NormalizedSpan, NormalizedText, Passage};

/// What a project's name ends with where no number stands before it.
const UNDERTAKINGS: [&str; 9] = ["项目", "工程", "建设", "改造", "扩建", "技改", "基地", "生产线", "产业园"];

/// A line with its label.
struct Field {
    label: Head,
    value: Cell,
}

/// The forms of a document: lines that follow each other, of which two have labels that tell what they name.
pub(super) fn forms(text: &NormalizedText) -> Vec<Table> {
    let mut out = Vec::new();
    let mut fields: Vec<Field> = Vec::new();
    for (number, passage) in text.passages.iter().enumerate() {
        match field(&text.text, number, passage) {
            Some(field) => fields.push(field),
            None => finish(text, &mut fields, &mut out),
        }
    }
    finish(text, &mut fields, &mut out);
    out
}

fn field(text: &str, number: usize, passage: &Passage) -> Option<Field> {
    if matches!(passage.kind, BlockKind::TableCell { .. } | BlockKind::Title) {
        return None;
    }
    let line = passage.span.of(text).trim_end_matches(['。', ';']);
    let (label, value) = label(line)?;
    let cell = |start: usize, len: usize| {
        let start = passage.span.start + start;
        Cell { passage: number, span: NormalizedSpan::new(start, start + len), column: 0 }
    };
    let at = line.find(label)?;
    let head = Head { cell: cell(at, label.len()), tells: Column::of(label) };
    Some(Field { label: head, value: cell(value, line.len() - value) })
}

/// Makes forms of lines with labels: a new one begins with each line that has the label of the first.
fn finish(text: &NormalizedText, fields: &mut Vec<Field>, out: &mut Vec<Table>) {
    let fields = std::mem::take(fields);
    let words = |field: &Field| field.label.cell.span.of(&text.text);
    let known = fields.iter().filter(|field| field.label.tells.is_some()).count();
    let Some(first) = fields.first().filter(|_| known > 1) else { return };
    let opener = words(first).to_owned();
    let named = fields.iter().any(|field| field.label.tells == Some(Column::Project));
    let mut name = if named { None } else { name_before(text, first.label.cell.passage) };
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

/// The name of a project in the line before a form.
fn name_before(text: &NormalizedText, first: usize) -> Option<Field> {
    let number = first.checked_sub(1)?;
    let passage = text.passages.get(number)?;
    let line = passage.span.of(&text.text).trim_end_matches(['。', ':']);
    let item = numbered(line);
    let name = item_name(item.unwrap_or(line));
    let ends = UNDERTAKINGS.iter().find(|end| name.ends_with(**end));
    if passage.kind == BlockKind::Title || !could_be_undertaking(name) || item.is_none() && ends.is_none() {
        return None;
    }
    let start = passage.span.start + line.find(name)?;
    let value = Cell { passage: number, span: NormalizedSpan::new(start, start + name.len()), column: 0 };
    Some(Field { label: Head { cell: value, tells: Some(Column::Project) }, value })
}
