use std::collections::BTreeSet;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Quad, Term};

use super::super::Server;
use super::Case;

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";

pub(super) const CASES: &[(&str, Case)] = &[
    ("has_endpoint_triple", |server| {
        let address = format!("http://{}/query", server.address());
        let property = format!("{SD}endpoint");
        let is_it = |quad: &Quad| {
            quad.predicate.as_str() == property && quad.object.to_string() == format!("<{address}>")
        };
        assert!(description(server).iter().any(is_it));
    }),
    ("returns_rdf", |server| assert!(!description(server).is_empty())),
    ("conforms_to_schema", |server| {
        let quads = description(server);
        // What the vocabulary has, of what is used here.
        let properties = [
            "endpoint",
            "supportedLanguage",
            "feature",
            "resultFormat",
            "defaultDataset",
            "defaultGraph",
            "namedGraph",
            "name",
        ];
        let known: BTreeSet<String> = properties.iter().map(|name| format!("{SD}{name}")).collect();
        for quad in &quads {
            assert!(known.contains(quad.predicate.as_str()) || quad.predicate == rdf::TYPE, "{quad}");
            assert!(matches!(quad.object, Term::NamedNode(_)), "{quad}");
        }
        let of =
            |name: &str| quads.iter().filter(|quad| quad.predicate.as_str() == format!("{SD}{name}")).count();
        assert_eq!((of("endpoint"), of("defaultGraph")), (2, 1), "queries and updates have an address each");
        let services =
            quads.iter().filter(|quad| quad.object.to_string() == format!("<{SD}Service>")).count();
        assert_eq!(services, 2);
    }),
];

fn description(server: &Server) -> Vec<Quad> {
    let answer = server.get("/query", "application/n-triples");
    assert_eq!((answer.status, answer.media()), (200, "application/n-triples"));
    let quads = RdfParser::from_format(RdfFormat::NTriples).for_slice(&answer.body).collect::<Result<_, _>>();
    quads.expect("N-Triples")
}
