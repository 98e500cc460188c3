//! Rows of text, for people and for tools that know no RDF.

use std::io::{self, Write};

use oxigraph::model::Term;
use oxigraph::store::StorageError;

use super::Style;
use super::value::{IriStyle, Labels};
use crate::graph::GraphStore;
use crate::query::{Column, Language, Naming, Solutions};

/// Headings and cells.
pub(super) struct Rows {
    pub(super) headings: Vec<String>,
    pub(super) cells: Vec<Vec<String>>,
}

/// The rows with names for IRIs, as the style wants them.
pub(super) fn rows(graph: &GraphStore, solutions: &Solutions, style: Style) -> Result<Rows, StorageError> {
    let mut labels = Labels::new(graph, style.language);
    let mut named = Vec::with_capacity(solutions.columns.len());
    for (index, column) in solutions.columns.iter().enumerate() {
        named.push(match (style.iris, column.naming) {
            (IriStyle::Label | IriStyle::Iri, _) | (_, Naming::Never) => false,
            (IriStyle::IriAndLabel, Naming::Always) => true,
            (IriStyle::IriAndLabel, Naming::WhenFound) => has_names(solutions, index, &mut labels)?,
        });
    }
    let mut headings = Vec::new();
    for (column, named) in solutions.columns.iter().zip(&named) {
        let heading = heading(column, style.language);
        headings.push(heading.to_owned());
        if *named {
            headings.push(match style.language {
                Language::Zh => format!("{heading}名称"),
                Language::En => format!("{heading} name"),
            });
        }
    }
    let mut cells = Vec::with_capacity(solutions.rows.len());
    for row in &solutions.rows {
        let mut line = Vec::with_capacity(headings.len());
        for (term, named) in row.iter().zip(&named) {
            line.push(cell(term.as_ref(), style.iris, &mut labels)?);
            if *named {
                line.push(match term {
                    Some(Term::NamedNode(iri)) => labels.label(iri)?.unwrap_or_default(),
                    _ => String::new(),
                });
            }
        }
        cells.push(line);
    }
    Ok(Rows { headings, cells })
}

/// Whether anything in the column has a name.
fn has_names(solutions: &Solutions, column: usize, labels: &mut Labels<'_>) -> Result<bool, StorageError> {
    for row in &solutions.rows {
        if let Some(Some(Term::NamedNode(iri))) = row.get(column)
            && labels.label(iri)?.is_some()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn heading(column: &Column, language: Language) -> &str {
    match language {
        Language::Zh => &column.heading.zh,
        Language::En => &column.heading.en,
    }
}

fn cell(term: Option<&Term>, style: IriStyle, labels: &mut Labels<'_>) -> Result<String, StorageError> {
    Ok(match term {
        None => String::new(),
        Some(Term::NamedNode(iri)) => match style {
            IriStyle::Iri => iri.as_str().to_owned(),
            IriStyle::IriAndLabel => labels.short(iri.as_ref()),
            IriStyle::Label => match labels.label(iri)? {
                Some(label) => label,
                None => labels.short(iri.as_ref()),
            },
        },
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(other) => other.to_string(),
    })
}

/// Comma-separated, with quotes where RFC 4180 wants them.
pub(super) fn csv(rows: &Rows, out: &mut impl Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(&rows.headings)?;
    for row in &rows.cells {
        writer.write_record(row)?;
    }
    writer.flush()
}

/// Tab-separated without quotes, for `cut` and `awk`: tabs and line breaks in cells become spaces.
pub(super) fn tsv(rows: &Rows, out: &mut impl Write) -> io::Result<()> {
    for row in std::iter::once(&rows.headings).chain(&rows.cells) {
        let cells: Vec<String> = row.iter().map(|cell| one_line(cell)).collect();
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(())
}

/// The text without line breaks, tabs and other control characters. A break inside Chinese text
/// leaves nothing behind: it stands in the middle of a word.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        if !char.is_control() {
            out.push(char);
            continue;
        }
        while chars.next_if(|next| next.is_control() || *next == ' ').is_some() {}
        let between_ascii = out.chars().next_back().is_some_and(|before| before.is_ascii())
            && chars.peek().is_some_and(char::is_ascii);
        if char == '\t' || between_ascii {
            out.push(' ');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_no_line_breaks() {
        for (text, expected) in [
            ("昭通新机\n\n场", "昭通新机场"),
            ("New\r\n  York", "New York"),
            ("a\tb", "a b"),
            ("\u{1b}[31m红", "[31m红"),
            ("甲\n", "甲"),
        ] {
            assert_eq!(one_line(text), expected, "{text:?}");
        }
    }

    #[test]
    fn commas_and_quotes_are_quoted() {
        let rows = Rows {
            headings: vec!["a".to_owned(), "b".to_owned()],
            cells: vec![vec!["1,2".to_owned(), "\"x\"".to_owned()]],
        };
        let mut out = Vec::new();
        csv(&rows, &mut out).expect("writing to memory");
        assert_eq!(String::from_utf8_lossy(&out), "a,b\r\n\"1,2\",\"\"\"x\"\"\"\r\n");
    }
}
