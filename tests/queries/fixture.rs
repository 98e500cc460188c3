//! The small graph: a few documents, made by hand, and the entities that a gazetteer would know.

use std::collections::BTreeMap;
use std::path::Path;

use chanpu::entity::EntityId;
use chanpu::extraction::{Extraction, TextSpan};
use chanpu::graph::{
    Backend, Descriptions, DocumentGraph, EntityDescription, GraphStore, GraphWriter, Iris, MapContext,
    Versions, document_graph,
};

use crate::stores;

/// What the documents say, one JSON object a line.
pub(crate) fn extractions() -> Vec<Extraction> {
    let lines = include_str!("documents.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).expect("a valid extraction")).collect()
}

/// What the gazetteer knows, one JSON object a line.
pub(crate) fn gazetteer() -> BTreeMap<EntityId, EntityDescription> {
    let lines = include_str!("gazetteer.jsonl").lines();
    let entities = lines.map(|line| serde_json::from_str::<EntityDescription>(line).expect("a valid entity"));
    entities.map(|entity| (entity.id.clone(), entity)).collect()
}

/// What read the documents.
pub(crate) fn versions() -> Versions {
    Versions { program: "1.0".into(), gazetteer: "test".into(), rules: "r1".into() }
}

/// The graph.
pub(crate) fn graph() -> GraphStore {
    if stores::under_test() == Backend::RocksDb {
        let home = tempfile::tempdir().expect("a directory");
        write(home.path());
        // Who has the store open reads on when the directory is gone.
        return GraphStore::open(home.path()).expect("it opens");
    }
    let mut graph = GraphStore::in_memory(Iris::default()).expect("a store in memory");
    for document in documents() {
        graph.replace_document(document).expect("the document must go in");
    }
    graph.refresh_gazetteer(&gazetteer()).expect("the gazetteer must go in");
    graph
}

/// Writes the graph into a directory.
pub(crate) fn write(directory: &Path) {
    write_for(directory, stores::under_test());
}

/// Writes the graph for this store.
pub(crate) fn write_for(directory: &Path, store: Backend) {
    let mut writer = GraphWriter::open(directory, None).expect("the graph must open");
    writer.set_store(store);
    for document in documents() {
        writer.replace_document(document.into()).expect("the document must go in");
    }
    let descriptions = Descriptions { gazetteer: &gazetteer(), version: "test" };
    writer.commit(descriptions).expect("the graph must be written");
}

fn documents() -> Vec<DocumentGraph> {
    let (iris, gazetteer, versions) = (Iris::default(), gazetteer(), versions());
    let context = MapContext { iris: &iris, gazetteer: &gazetteer, versions: &versions };
    extractions().iter().map(|extraction| document_graph(extraction, context)).collect()
}

/// A fixture that nobody checks proves nothing: each position must be that of the text.
#[test]
fn positions_are_those_of_the_text() {
    for extraction in extractions() {
        let check = |span: &TextSpan| {
            let sentence = extraction.sentences.iter().find(|s| s.start <= span.start && span.end <= s.end);
            let sentence = sentence.unwrap_or_else(|| panic!("{span:?} is in no sentence"));
            let slice: String =
                sentence.text.chars().skip(span.start - sentence.start).take(span.end - span.start).collect();
            assert_eq!(slice, span.text, "{}", extraction.document);
        };
        extraction.mentions.iter().for_each(|mention| check(&mention.span));
        extraction.facts.iter().flat_map(|fact| &fact.evidence).for_each(check);
        extraction.observations.iter().flat_map(|observation| &observation.evidence).for_each(check);
    }
}
