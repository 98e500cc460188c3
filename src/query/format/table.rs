//! Aligned columns for terminals, where a Han character is two columns wide.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::plain::{Rows, one_line};

/// The space between columns.
const GAP: usize = 2;
/// No column is cut to less than this.
const NARROWEST: usize = 8;

/// Writes the rows, cut to the width of the terminal if there is one.
pub(super) fn write(rows: &Rows, width: Option<usize>, out: &mut impl Write) -> io::Result<()> {
    let lines: Vec<Vec<String>> = std::iter::once(&rows.headings)
        .chain(&rows.cells)
        .map(|row| row.iter().map(|cell| one_line(cell)).collect())
        .collect();
    let mut widths = vec![0; rows.headings.len()];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.width());
        }
    }
    if let Some(width) = width {
        shrink(&mut widths, width);
    }
    for (index, line) in lines.iter().enumerate() {
        write_line(line, &widths, out)?;
        if index == 0 {
            let rules: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
            writeln!(out, "{}", rules.join(&" ".repeat(GAP)))?;
        }
    }
    Ok(())
}

/// Takes from the widest columns until the whole fits.
fn shrink(widths: &mut [usize], total: usize) {
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > total {
        match widths.iter_mut().max() {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => return,
        }
    }
}

fn write_line(line: &[String], widths: &[usize], out: &mut impl Write) -> io::Result<()> {
    let mut text = String::new();
    let mut missing = 0;
    for (cell, width) in line.iter().zip(widths) {
        text.push_str(&" ".repeat(missing));
        let cut = cut(cell, *width);
        missing = width.saturating_sub(cut.width()) + GAP;
        text.push_str(&cut);
    }
    writeln!(out, "{text}")
}

/// The beginning of the text that fits, with `…` if something is missing.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    // The ellipsis is one column wide in all but some old East-Asian fonts.
    let mut left = width.saturating_sub(1);
    for char in text.chars() {
        let needed = char.width().unwrap_or_default();
        if needed > left {
            break;
        }
        left -= needed;
        out.push(char);
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(headings: &[&str], cells: &[&[&str]], width: Option<usize>) -> String {
        let owned = |row: &[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        let rows = Rows { headings: owned(headings), cells: cells.iter().map(|row| owned(row)).collect() };
        let mut out = Vec::new();
        write(&rows, width, &mut out).expect("writing to memory");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn wide_characters_are_aligned() {
        let expected = "企业    n\n──────  ─\n旗滨    1\nA公司B  2\n";
        assert_eq!(table(&["企业", "n"], &[&["旗滨", "1"], &["A公司B", "2"]], None), expected);
    }

    #[test]
    fn long_cells_are_cut_to_the_terminal() {
        let text = table(&["句子", "页"], &[&["云南能投威信信源有限公司位于威信县", "12"]], Some(20));
        for line in text.lines() {
            assert!(line.width() <= 20, "{line:?} is wider than the terminal");
        }
        assert!(text.contains('…'), "{text}");
    }

    #[test]
    fn a_table_without_columns_is_no_trouble() {
        assert_eq!(table(&[], &[], Some(10)), "\n\n");
    }
}
