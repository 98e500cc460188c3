//! Writes answers: for people with names, for programs as the standards say.

mod plain;
mod standard;
mod table;
mod value;

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use super::{Language, Outcome};
use crate::graph::GraphStore;

pub use value::{IriStyle, Labels};

/// A format of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns for a terminal.
    Table,
    /// Comma-separated, RFC 4180.
    Csv,
    /// Tab-separated.
    Tsv,
    /// SPARQL 1.1 results in JSON.
    Json,
    /// SPARQL 1.1 results in XML.
    Xml,
    /// For CONSTRUCT and DESCRIBE.
    Turtle,
    /// For CONSTRUCT and DESCRIBE.
    NTriples,
    /// For CONSTRUCT and DESCRIBE.
    RdfXml,
    /// For CONSTRUCT and DESCRIBE.
    JsonLd,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 9] = [
        Self::Table,
        Self::Csv,
        Self::Tsv,
        Self::Json,
        Self::Xml,
        Self::Turtle,
        Self::NTriples,
        Self::RdfXml,
        Self::JsonLd,
    ];

    /// The name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Turtle => "turtle",
            Self::NTriples => "ntriples",
            Self::RdfXml => "rdfxml",
            Self::JsonLd => "jsonld",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|format| format.as_str() == text).ok_or_else(|| text.to_owned())
    }
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The format. A graph is written as Turtle and a table as JSON when the format is none of
    /// theirs.
    pub format: Format,
    /// What tables, CSV and TSV show of an IRI. JSON and XML always have the IRI.
    pub iris: IriStyle,
    /// The language of names and headings.
    pub language: Language,
    /// The width of the terminal in columns; longer cells are cut with `…`. `None` cuts nothing.
    pub width: Option<usize>,
}

impl Style {
    /// The style that fits a format: a table shows names, the others names beside IRIs.
    #[must_use]
    pub fn of(format: Format, language: Language) -> Self {
        let iris = if format == Format::Table { IriStyle::Label } else { IriStyle::IriAndLabel };
        Self { format, iris, language, width: None }
    }
}

/// Writes an answer.
///
/// # Errors
///
/// When the writer or the store fails.
pub fn write(graph: &GraphStore, outcome: &Outcome, style: Style, mut out: impl Write) -> io::Result<()> {
    match outcome {
        Outcome::Boolean(answer) => standard::boolean(*answer, style, &mut out),
        Outcome::Graph(triples) => standard::triples(graph.iris(), triples, style.format, &mut out),
        Outcome::Solutions(solutions) => match (style.format, style.iris) {
            (Format::Table, _) => table::write(&plain::rows(graph, solutions, style)?, style.width, &mut out),
            // Who wants bare IRIs wants the standard's formats.
            (Format::Csv | Format::Tsv, IriStyle::Iri) => {
                standard::solutions(solutions, style.format, &mut out)
            }
            (Format::Csv, _) => plain::csv(&plain::rows(graph, solutions, style)?, &mut out),
            (Format::Tsv, _) => plain::tsv(&plain::rows(graph, solutions, style)?, &mut out),
            (format, _) => standard::solutions(solutions, format, &mut out),
        },
    }
}
