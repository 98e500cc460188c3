//! Tables: aligned on a terminal, TSV into a pipe, and CSV, JSON or Markdown when asked for.
//!
//! Machine formats have stable English keys as headings and whole cells; only the table for
//! people is translated and wrapped.

use std::io::{self, Write};

use serde_json::Value;

use super::error::{CliError, Result};
use super::terminal::Terminal;
use super::wrap::{one_line, width, wrap};
use crate::diagnostic::Bilingual;

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum TableFormat {
    /// Aligned columns.
    Table,
    /// Tab-separated values.
    Tsv,
    /// Comma-separated values.
    Csv,
    /// An array of objects.
    Json,
    /// Markdown.
    Md,
}

impl TableFormat {
    /// The format asked for, or else the one that suits the reader.
    pub(crate) fn or_suitable(format: Option<Self>, terminal: &Terminal) -> Self {
        format.unwrap_or(if terminal.results_are_read { Self::Table } else { Self::Tsv })
    }
}

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// The heading of machine formats.
    pub(crate) key: &'static str,
    /// The heading for people.
    pub(crate) title: Bilingual,
    /// Whether people see it too.
    shown: bool,
}

impl Column {
    /// A column with its key and the two headings.
    pub(crate) fn new(key: &'static str, en: &str, zh: &str) -> Self {
        Self { key, title: Bilingual::new(en, zh), shown: true }
    }

    /// The same, left out where people read.
    pub(crate) fn for_machines(self) -> Self {
        Self { shown: false, ..self }
    }
}

/// A value in a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    /// A text for people and machines alike.
    Text(String),
    /// A number, aligned to the right.
    Number(usize),
    /// A share from 0 to 1: three decimals for people, four for machines.
    Ratio(f64),
    /// A difference of shares, always with its sign; nothing for people when it is 0.
    Change(f64),
    /// A key for machines and its wording for people.
    Term(&'static str, Bilingual),
    /// All of it for machines, and a shorter form for people.
    Shortened { all: String, short: String },
    /// Nothing; `null` in JSON.
    Empty,
}

impl Cell {
    /// A text, or nothing.
    pub(crate) fn optional(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }

    /// Whether it is aligned to the right.
    fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Ratio(_) | Self::Change(_))
    }

    fn for_machine(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Ratio(ratio) => format!("{ratio:.4}"),
            Self::Change(change) => format!("{change:+.4}"),
            Self::Term(key, _) => (*key).to_owned(),
            Self::Shortened { all, .. } => all.clone(),
            Self::Empty => String::new(),
        }
    }

    fn for_people(&self, terminal: &Terminal) -> String {
        match self {
            Self::Text(text) => one_line(text),
            Self::Ratio(ratio) => format!("{ratio:.3}"),
            Self::Change(change) if *change == 0.0 => String::new(),
            Self::Change(change) => format!("{change:+.3}"),
            Self::Shortened { short, .. } => one_line(short),
            Self::Term(_, wording) => terminal.lang.of(wording).to_owned(),
            other => other.for_machine(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Number(number) => (*number).into(),
            Self::Ratio(number) | Self::Change(number) => (*number).into(),
            Self::Empty => Value::Null,
            other => other.for_machine().into(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

/// Rows under headings.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub(crate) fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    /// Adds a row, a cell a column.
    pub(crate) fn push(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.columns.len(), "a row must have a cell for every column");
        self.rows.push(row);
    }

    /// Whether there is no row.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Prints the table as the result of a command.
    pub(crate) fn print(&self, format: TableFormat, terminal: &Terminal) -> Result<()> {
        let mut out = terminal.results();
        self.write(format, terminal, &mut out).and_then(|()| out.flush()).map_err(CliError::output)
    }

    /// The same for a list of problems: where there is none, only JSON has something to print.
    pub(crate) fn print_problems(&self, format: Option<TableFormat>, terminal: &Terminal) -> Result<()> {
        let format = TableFormat::or_suitable(format, terminal);
        if self.is_empty() && format != TableFormat::Json {
            return Ok(());
        }
        self.print(format, terminal)
    }

    /// Writes the table.
    pub(crate) fn write(
        &self,
        format: TableFormat,
        terminal: &Terminal,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match format {
            TableFormat::Table => self.write_aligned(terminal, out),
            TableFormat::Tsv => self.write_tsv(out),
            TableFormat::Csv => self.write_csv(out),
            TableFormat::Json => self.write_json(out),
            TableFormat::Md => self.write_markdown(terminal, out),
        }
    }

    fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().map(|column| column.key)
    }

    /// The cells that people see.
    fn shown<'r>(&self, row: &'r [Cell]) -> impl Iterator<Item = &'r Cell> {
        self.columns.iter().zip(row).filter(|(column, _)| column.shown).map(|(_, cell)| cell)
    }

    fn titles(&self, terminal: &Terminal) -> Vec<String> {
        let shown = self.columns.iter().filter(|column| column.shown);
        shown.map(|column| terminal.lang.of(&column.title).to_owned()).collect()
    }

    fn write_tsv(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", self.keys().collect::<Vec<_>>().join("\t"))?;
        for row in &self.rows {
            // A tab or line break inside a cell would make another cell or row of the rest.
            let cells: Vec<String> =
                row.iter().map(|cell| cell.for_machine().replace(['\t', '\n', '\r'], " ")).collect();
            writeln!(out, "{}", cells.join("\t"))?;
        }
        Ok(())
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(self.keys())?;
        for row in &self.rows {
            writer.write_record(row.iter().map(Cell::for_machine))?;
        }
        writer.flush()
    }

    /// Writes the keys in the order of the columns, which a map of `serde_json` wouldn't.
    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut before = "[\n";
        for row in &self.rows {
            let members: Vec<String> = self
                .keys()
                .zip(row)
                .map(|(key, cell)| format!("    {}: {}", Value::from(key), cell.json()))
                .collect();
            write!(out, "{before}  {{\n{}\n  }}", members.join(",\n"))?;
            before = ",\n";
        }
        writeln!(out, "{}", if self.rows.is_empty() { "[]" } else { "\n]" })
    }

    fn write_markdown(&self, terminal: &Terminal, out: &mut dyn Write) -> io::Result<()> {
        let titles = self.titles(terminal);
        writeln!(out, "| {} |", titles.join(" | "))?;
        writeln!(out, "|{}", " --- |".repeat(titles.len()))?;
        for row in &self.rows {
            let cells: Vec<String> =
                self.shown(row).map(|cell| cell.for_people(terminal).replace('|', "\\|")).collect();
            writeln!(out, "| {} |", cells.join(" | "))?;
        }
        Ok(())
    }

    fn write_aligned(&self, terminal: &Terminal, out: &mut dyn Write) -> io::Result<()> {
        let titles = self.titles(terminal);
        let rows: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| self.shown(row).map(|cell| cell.for_people(terminal)).collect())
            .collect();
        let widths = fit(&natural_widths(&titles, &rows), terminal.width);
        let heading = line(&titles, &widths, &vec![false; titles.len()]);
        writeln!(out, "{}", terminal.strong(heading.trim_end()))?;
        for (row, cells) in rows.iter().zip(&self.rows) {
            let right: Vec<bool> = self.shown(cells).map(Cell::is_number).collect();
            let wrapped: Vec<Vec<String>> =
                row.iter().zip(&widths).map(|(cell, width)| wrap(cell, *width)).collect();
            let height = wrapped.iter().map(Vec::len).max().unwrap_or(1);
            for at in 0..height {
                let part: Vec<String> =
                    wrapped.iter().map(|lines| lines.get(at).cloned().unwrap_or_default()).collect();
                writeln!(out, "{}", line(&part, &widths, &right).trim_end())?;
            }
        }
        Ok(())
    }
}

/// Two spaces between columns.
const GAP: usize = 2;
/// No column becomes narrower to make room for others.
const LEAST: usize = 10;

fn natural_widths(titles: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let mut widths: Vec<usize> = titles.iter().map(|title| width(title)).collect();
    for row in rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(width(cell));
        }
    }
    widths
}

/// Narrows the widest columns until the table fits.
fn fit(natural: &[usize], room: usize) -> Vec<usize> {
    let mut widths = natural.to_vec();
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > room {
        match widths.iter_mut().max() {
            Some(widest) if *widest > LEAST => *widest -= 1,
            _ => break,
        }
    }
    widths
}

fn line(cells: &[String], widths: &[usize], right: &[bool]) -> String {
    let mut out = String::new();
    for ((cell, columns), right) in cells.iter().zip(widths).zip(right) {
        let padding = " ".repeat(columns.saturating_sub(width(cell)));
        if !out.is_empty() {
            out.push_str(&" ".repeat(GAP));
        }
        if *right {
            out.push_str(&padding);
            out.push_str(cell);
        } else {
            out.push_str(cell);
            out.push_str(&padding);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::messages::Lang;

    fn written(format: TableFormat, columns: usize) -> String {
        let mut table = Table::new(vec![
            Column::new("firm", "Firm", "企业"),
            Column::new("basis", "Basis", "依据"),
            Column::new("documents", "Documents", "文档数"),
        ]);
        let stated = Cell::Term("stated", Bilingual::new("stated", "明言"));
        table.push(vec!["云南能投\n公司".into(), stated, 12.into()]);
        table.push(vec!["a|b\t\"c\"".into(), Cell::Empty, 3.into()]);
        let mut terminal = Terminal::detect(Lang::Zh);
        terminal.width = columns;
        let mut out = Vec::new();
        table.write(format, &terminal, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_table_for_people_is_aligned_by_columns_of_the_terminal() {
        let text = written(TableFormat::Table, 80);
        assert_eq!(
            text,
            "企业          依据  文档数\n云南能投公司  明言      12\na|b \"c\"                  3\n"
        );
        assert!(written(TableFormat::Table, 20).lines().all(|line| width(line) <= 26));
    }

    #[test]
    fn tables_for_machines_have_whole_cells() {
        assert_eq!(
            written(TableFormat::Tsv, 80),
            "firm\tbasis\tdocuments\n云南能投 公司\tstated\t12\na|b \"c\"\t\t3\n"
        );
        assert_eq!(
            written(TableFormat::Csv, 80),
            "firm,basis,documents\n\"云南能投\n公司\",stated,12\n\"a|b\t\"\"c\"\"\",,3\n"
        );
        let json: Value = serde_json::from_str(&written(TableFormat::Json, 80)).unwrap();
        assert_eq!(json[0]["documents"], 12);
        assert_eq!(json[1]["basis"], Value::Null);
    }

    #[test]
    fn markdown_escapes_bars() {
        assert!(written(TableFormat::Md, 80).contains("| a\\|b \"c\" |  | 3 |"));
    }
}
