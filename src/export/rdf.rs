//! RDF, written by Oxigraph's serializers, except for JSON-LD.
//!
//! Statements are sorted by graph, subject and predicate, with the type first: a store returns
//! them in an order of its own, and sorted statements give short Turtle and the same bytes.

use std::io::Write;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, Quad};

use super::{ExportError, RdfSyntax, jsonld};

/// Writes `quads` in `syntax`. `prefixes` are pairs of a prefix and the IRI it stands for.
///
/// Duplicates are written once. Turtle and N-Triples have no named graphs: they get the union.
///
/// # Errors
///
/// When `out` can't be written or a prefix doesn't stand for an IRI.
pub fn export_quads(
    quads: impl IntoIterator<Item = Quad>,
    syntax: RdfSyntax,
    prefixes: &[(&str, &str)],
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let mut quads: Vec<Quad> = quads.into_iter().collect();
    if !format(syntax).supports_datasets() {
        for quad in &mut quads {
            quad.graph_name = GraphName::DefaultGraph;
        }
    }
    quads.sort_by_cached_key(|quad| {
        (
            quad.graph_name.to_string(),
            quad.subject.to_string(),
            quad.predicate != rdf::TYPE,
            quad.predicate.as_str().to_owned(),
            quad.object.to_string(),
        )
    });
    quads.dedup();
    let mut serializer = RdfSerializer::from_format(format(syntax));
    for (prefix, iri) in prefixes {
        serializer = serializer.with_prefix(*prefix, *iri).map_err(|error| ExportError::Prefix {
            prefix: (*prefix).to_owned(),
            reason: error.to_string(),
        })?;
    }
    if syntax == RdfSyntax::JsonLd {
        jsonld::write(&quads, prefixes, out)?;
    } else {
        let mut writer = serializer.for_writer(&mut *out);
        for quad in &quads {
            writer.serialize_quad(quad)?;
        }
        writer.finish()?;
    }
    out.flush()?;
    Ok(())
}

fn format(syntax: RdfSyntax) -> RdfFormat {
    match syntax {
        RdfSyntax::Turtle => RdfFormat::Turtle,
        RdfSyntax::NTriples => RdfFormat::NTriples,
        RdfSyntax::NQuads => RdfFormat::NQuads,
        RdfSyntax::TriG => RdfFormat::TriG,
        RdfSyntax::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
    }
}
