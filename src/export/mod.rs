//! Writes the graph in the formats of other programs, one file a format.
//!
//! Pictures and tables are made from a [`Projection`], RDF from quads:
//!
//! ```text
//! Projection ─ view ─┬─ dot, mermaid, graphml, cytoscape
//!                    ├─ layout ─▶ svg, gexf            (positions of our own, no Graphviz needed)
//!                    └─ csv                            (edges or nodes)
//! quads ─────────────── rdf                            (turtle, nquads, trig, jsonld …)
//! ```
//!
//! Every format escapes in its own file and nowhere else; the same input gives the same bytes.

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use crate::graph::Projection;

mod csv;
mod cytoscape;
mod dot;
mod gexf;
mod graphml;
pub mod graphviz;
mod jsonld;
mod layout;
mod mermaid;
mod rdf;
mod style;
mod svg;
mod view;
mod wrap;
pub(crate) mod xml;

#[cfg(test)]
mod tests;

pub use rdf::export_quads;

use view::View;

/// A format that `chanpu export --to` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// A picture or a table of the projection: [`export`].
    Graph(GraphFormat),
    /// The quads themselves: [`export_quads`].
    Rdf(RdfSyntax),
}

/// A format made from a [`Projection`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GraphFormat {
    /// Graphviz's language.
    Dot,
    /// A finished picture.
    Svg,
    /// A flowchart for Markdown.
    Mermaid,
    /// GraphML, for yEd, igraph and NetworkX.
    GraphMl,
    /// GEXF 1.3 with positions and colours, for Gephi.
    Gexf,
    /// Cytoscape's JSON.
    Cytoscape,
    /// The edges as a table.
    EdgesCsv,
    /// The nodes as a table.
    NodesCsv,
}

/// A syntax of RDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RdfSyntax {
    /// Turtle: the union of all graphs.
    Turtle,
    /// N-Triples: the union of all graphs.
    NTriples,
    /// N-Quads.
    NQuads,
    /// TriG.
    TriG,
    /// JSON-LD with a context of prefixes.
    JsonLd,
}

impl ExportFormat {
    /// All formats with their names, in the order in which help lists them.
    pub const ALL: [(&'static str, Self); 13] = [
        ("dot", Self::Graph(GraphFormat::Dot)),
        ("svg", Self::Graph(GraphFormat::Svg)),
        ("jsonld", Self::Rdf(RdfSyntax::JsonLd)),
        ("turtle", Self::Rdf(RdfSyntax::Turtle)),
        ("nquads", Self::Rdf(RdfSyntax::NQuads)),
        ("trig", Self::Rdf(RdfSyntax::TriG)),
        ("ntriples", Self::Rdf(RdfSyntax::NTriples)),
        ("csv", Self::Graph(GraphFormat::EdgesCsv)),
        ("csv-nodes", Self::Graph(GraphFormat::NodesCsv)),
        ("graphml", Self::Graph(GraphFormat::GraphMl)),
        ("gexf", Self::Graph(GraphFormat::Gexf)),
        ("cytoscape", Self::Graph(GraphFormat::Cytoscape)),
        ("mermaid", Self::Graph(GraphFormat::Mermaid)),
    ];

    /// The name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, format)| *format == self).map_or("", |(name, _)| name)
    }

    /// The usual ending of a file's name, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Graph(GraphFormat::Dot) => "dot",
            Self::Graph(GraphFormat::Svg) => "svg",
            Self::Graph(GraphFormat::Mermaid) => "mmd",
            Self::Graph(GraphFormat::GraphMl) => "graphml",
            Self::Graph(GraphFormat::Gexf) => "gexf",
            Self::Graph(GraphFormat::Cytoscape) => "cyjs",
            Self::Graph(GraphFormat::EdgesCsv | GraphFormat::NodesCsv) => "csv",
            Self::Rdf(RdfSyntax::Turtle) => "ttl",
            Self::Rdf(RdfSyntax::NTriples) => "nt",
            Self::Rdf(RdfSyntax::NQuads) => "nq",
            Self::Rdf(RdfSyntax::TriG) => "trig",
            Self::Rdf(RdfSyntax::JsonLd) => "jsonld",
        }
    }
}

impl fmt::Display for ExportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no export format")]
pub struct ParseExportFormatError(pub String);

impl FromStr for ExportFormat {
    type Err = ParseExportFormatError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|(name, _)| *name == text)
            .map(|(_, format)| format)
            .ok_or_else(|| ParseExportFormatError(text.to_owned()))
    }
}

/// The language of names, relations and headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English; names without an English form stay Chinese.
    En,
}

/// What a drawing groups its nodes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClusterBy {
    /// County-level places.
    #[default]
    County,
    /// Parks, or else counties.
    Park,
    /// Nothing.
    None,
}

/// Choices for [`export`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportOptions {
    /// The language.
    pub language: Language,
    /// The grouping of drawings.
    pub cluster: ClusterBy,
    /// Whether drawings explain colours and lines.
    pub legend: bool,
    /// The heading; the projection's own when absent.
    pub title: Option<String>,
    /// Whether tables are meant for Excel: a byte-order mark, and headings in the language.
    pub excel: bool,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self {
            language: Language::default(),
            cluster: ClusterBy::default(),
            legend: true,
            title: None,
            excel: false,
        }
    }
}

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The output can't be written.
    #[error("the export cannot be written: {0}")]
    Write(#[from] io::Error),
    /// A prefix is no IRI.
    #[error("the prefix {prefix:?} does not stand for an IRI: {reason}")]
    Prefix {
        /// The prefix.
        prefix: String,
        /// What is wrong with its IRI.
        reason: String,
    },
}

/// Writes `projection` in `format`.
///
/// # Errors
///
/// When `out` can't be written.
pub fn export(
    projection: &Projection,
    format: GraphFormat,
    options: &ExportOptions,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let view = View::new(projection, options);
    match format {
        GraphFormat::Dot => dot::write(&view, options, out),
        GraphFormat::Svg => svg::write(&view, options, out),
        GraphFormat::Mermaid => mermaid::write(&view, out),
        GraphFormat::GraphMl => graphml::write(&view, out),
        GraphFormat::Gexf => gexf::write(&view, out),
        GraphFormat::Cytoscape => cytoscape::write(&view, out),
        GraphFormat::EdgesCsv => csv::write_edges(&view, options, out),
        GraphFormat::NodesCsv => csv::write_nodes(&view, options, out),
    }?;
    out.flush()?;
    Ok(())
}
