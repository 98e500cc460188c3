//! From real text to an answer: the stages fit together.

use std::path::Path;

use chanpu::document::Document;
use chanpu::gazetteer::Gazetteer;
use chanpu::graph::{GazetteerEntities, GraphStore, Iris, MapContext, document_graph, vocab};
use chanpu::pipeline::Extractor;
use chanpu::query::{Catalog, Outcome, RunOptions, run};
use chanpu::text::Normalizer;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;

#[test]
fn gold_documents_become_a_graph_that_answers() {
    let normalizer = Normalizer::builtin();
    let (gazetteer, _) = Gazetteer::builtin(|text| normalizer.normalize_str(text));
    let extractor = Extractor::new(&gazetteer).expect("the rules compile");
    let entities = GazetteerEntities::new(&gazetteer);
    let iris = Iris::default();
    let versions = extractor.versions();
    let context = MapContext { iris: &iris, gazetteer: &entities, versions: &versions };
    let mut graph = GraphStore::in_memory(iris.clone()).expect("a store in memory");
    let mut mentions = 0;
    for name in ["000.txt", "003.txt", "006.txt"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(name);
        let extraction = extractor.extract(&Document::read(&path, name).expect("a readable document"));
        mentions += extraction.mentions.len();
        graph.replace_document(document_graph(&extraction, context)).expect("the document must go in");
    }
    graph.refresh_gazetteer(&entities).expect("the gazetteer must go in");
    assert!(mentions > 50, "the documents name something");

    let mut nquads = Vec::new();
    graph.write_nquads(&mut nquads).expect("writing to memory");
    // Not lenient: every IRI and language tag is checked.
    let quads: Vec<Quad> = RdfParser::from_format(RdfFormat::NQuads)
        .for_slice(&nquads)
        .collect::<Result<_, _>>()
        .expect("valid");
    assert_eq!(quads.len(), graph.count().expect("the store works"));
    let ontology = iris.ontology_graph();
    for quad in quads.iter().filter(|quad| quad.graph_name != ontology.clone().into()) {
        let predicate = quad.predicate.as_ref();
        let is_known = vocab::TERMS.contains(&predicate) || !predicate.as_str().starts_with(vocab::NAMESPACE);
        assert!(is_known, "{predicate} is not declared");
    }

    let catalog = Catalog::embedded().expect("the headers must be valid");
    let query = catalog.get("most-mentioned").expect("the query is there");
    let answer = run(&graph, query, &Vec::new(), &RunOptions::default()).expect("it must run");
    let Outcome::Solutions(solutions) = answer else { panic!("rows were asked for") };
    assert!(solutions.rows.len() > 20, "{} rows", solutions.rows.len());
}
