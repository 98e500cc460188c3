//! The formats of the W3C.

use std::io::{self, Write};

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::{GraphNameRef, QuadRef, Triple, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use super::{Format, Style};
use crate::graph::Iris;
use crate::query::{Language, Solutions};

/// Rows in one of the formats of SPARQL.
pub(super) fn solutions(solutions: &Solutions, format: Format, out: &mut impl Write) -> io::Result<()> {
    let variables: Vec<Variable> = solutions.columns.iter().map(|column| column.variable.clone()).collect();
    let serializer = QueryResultsSerializer::from_format(results_format(format));
    let mut writer = serializer.serialize_solutions_to_writer(out, variables.clone())?;
    for row in &solutions.rows {
        let bound = variables.iter().zip(row);
        writer.serialize(
            bound.filter_map(|(variable, term)| Some((variable.as_ref(), term.as_ref()?.as_ref()))),
        )?;
    }
    writeln!(writer.finish()?)
}

/// Yes or no.
pub(super) fn boolean(answer: bool, style: Style, out: &mut impl Write) -> io::Result<()> {
    if style.format == Format::Table {
        let word = match (style.language, answer) {
            (Language::Zh, true) => "是",
            (Language::Zh, false) => "否",
            (Language::En, true) => "yes",
            (Language::En, false) => "no",
        };
        return writeln!(out, "{word}");
    }
    let serializer = QueryResultsSerializer::from_format(results_format(style.format));
    writeln!(serializer.serialize_boolean_to_writer(out, answer)?)
}

/// Triples in one of the formats of RDF.
pub(super) fn triples(
    iris: &Iris,
    triples: &[Triple],
    format: Format,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut serializer = RdfSerializer::from_format(rdf_format(format));
    for (prefix, iri) in iris.prefixes() {
        // The prefixes are valid: their base was checked when it was chosen.
        if let Ok(extended) = serializer.clone().with_prefix(prefix, iri) {
            serializer = extended;
        }
    }
    let mut writer = serializer.for_writer(out);
    for triple in triples {
        writer.serialize_quad(QuadRef::new(
            triple.subject.as_ref(),
            triple.predicate.as_ref(),
            triple.object.as_ref(),
            GraphNameRef::DefaultGraph,
        ))?;
    }
    writer.finish()?;
    Ok(())
}

fn results_format(format: Format) -> QueryResultsFormat {
    match format {
        Format::Csv => QueryResultsFormat::Csv,
        Format::Tsv => QueryResultsFormat::Tsv,
        Format::Xml => QueryResultsFormat::Xml,
        Format::Table
        | Format::Json
        | Format::Turtle
        | Format::NTriples
        | Format::RdfXml
        | Format::JsonLd => QueryResultsFormat::Json,
    }
}

fn rdf_format(format: Format) -> RdfFormat {
    match format {
        Format::NTriples => RdfFormat::NTriples,
        Format::RdfXml | Format::Xml => RdfFormat::RdfXml,
        Format::JsonLd | Format::Json => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        Format::Table | Format::Csv | Format::Tsv | Format::Turtle => RdfFormat::Turtle,
    }
}
