//! The ontology that is built into the program: `graph/ontology.ttl`.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNodeRef, Quad};

/// The ontology in Turtle.
pub const TURTLE: &str = include_str!("../../graph/ontology.ttl");

/// The JSON-LD context, for exports.
pub const CONTEXT: &str = include_str!("../../graph/context.jsonld");

/// The ontology's quads in the graph of that name.
///
/// A test reads the whole file, so no quad is lost to a syntax error here.
pub(super) fn quads(graph: NamedNodeRef<'_>) -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::Turtle)
        .with_default_graph(graph)
        .for_slice(TURTLE)
        .filter_map(Result::ok)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use oxigraph::model::vocab::{rdf, rdfs};
    use oxigraph::model::{Quad, TermRef};

    use super::*;
    use crate::graph::vocab;

    fn statements() -> Vec<Quad> {
        RdfParser::from_format(RdfFormat::Turtle)
            .for_slice(TURTLE)
            .collect::<Result<_, _>>()
            .expect("the ontology must be valid Turtle")
    }

    fn declared(statements: &[Quad]) -> BTreeSet<String> {
        let kinds = ["Class", "ObjectProperty", "DatatypeProperty"]
            .map(|kind| format!("<http://www.w3.org/2002/07/owl#{kind}>"));
        statements
            .iter()
            .filter(|quad| quad.predicate == rdf::TYPE && kinds.contains(&quad.object.to_string()))
            .map(|quad| quad.subject.to_string())
            .collect()
    }

    #[test]
    fn the_constants_are_the_declared_terms() {
        let constants: BTreeSet<String> = vocab::TERMS.iter().map(ToString::to_string).collect();
        assert_eq!(declared(&statements()), constants);
    }

    #[test]
    fn every_term_is_named_and_explained_in_both_languages() {
        let statements = statements();
        for term in declared(&statements) {
            for property in [rdfs::LABEL, rdfs::COMMENT] {
                let languages: Vec<&str> = statements
                    .iter()
                    .filter(|quad| quad.subject.to_string() == term && quad.predicate == property)
                    .filter_map(|quad| match quad.object.as_ref() {
                        TermRef::Literal(literal) => literal.language(),
                        _ => None,
                    })
                    .collect();
                assert_eq!(languages, ["zh", "en"], "{property} of {term}");
            }
        }
    }

    #[test]
    fn every_property_says_what_it_leads_to() {
        let statements = statements();
        for term in declared(&statements) {
            let has = |property| {
                statements.iter().any(|quad| quad.subject.to_string() == term && quad.predicate == property)
            };
            assert!(has(rdfs::SUB_CLASS_OF) || has(rdfs::RANGE), "{term} has no superclass and no range");
        }
    }

    #[test]
    fn the_context_knows_only_terms_that_exist() {
        let context: serde_json::Value = serde_json::from_str(CONTEXT).expect("the context must be JSON");
        let terms = context["@context"].as_object().expect("the context must be an object");
        for definition in terms.values() {
            let iri = definition.as_str().or_else(|| definition["@id"].as_str()).unwrap_or_default();
            if let Some(name) = iri.strip_prefix("cp:") {
                let iri = format!("{}{name}", vocab::NAMESPACE);
                assert!(vocab::TERMS.iter().any(|term| term.as_str() == iri), "cp:{name} is no term");
            }
        }
    }
}
