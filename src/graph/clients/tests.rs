use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, GraphNameRef, Literal, NamedNode, Quad};

use super::*;
use crate::entity::EntityId;
use crate::graph::EntityDescription;
use crate::graph::writer::tests::store;
use crate::graph::{Backend, Descriptions, GraphStore, GraphWriter, OpenError, verify};

fn node(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://client.example/{name}"))
}

fn quad(object: &str, graph: Option<&str>) -> Quad {
    let graph = graph.map_or(GraphName::DefaultGraph, |graph| node(graph).into());
    Quad::new(node("s"), node("p"), Literal::new_simple_literal(object), graph)
}

/// A graph without documents.
fn directory() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a directory");
    build(home.path());
    home
}

fn build(path: &std::path::Path) {
    let gazetteer = std::collections::BTreeMap::<EntityId, EntityDescription>::new();
    let mut writer = GraphWriter::open(path, None).expect("writable");
    writer.set_store(store());
    writer.commit(Descriptions { gazetteer: &gazetteer, version: "1" }).expect("it is written");
}

fn change(path: &std::path::Path, work: impl FnOnce(&mut Edit<'_>)) -> Vec<ClientChange> {
    let store = GraphStore::open(path).expect("it opens");
    let scratch = store.scratch().expect("a copy");
    let mut edit = Edit::begin(&store, &scratch).expect("a transaction");
    work(&mut edit);
    let changes = edit.finish().expect("a difference");
    ClientWriter::open(path).expect("nobody writes").commit(&changes).expect("it is written");
    changes
}

fn lines(path: &std::path::Path) -> Vec<String> {
    let mut text = Vec::new();
    GraphStore::open(path).expect("it opens").write_nquads(&mut text).expect("memory");
    let text = String::from_utf8(text).expect("UTF-8");
    text.lines().filter(|line| line.contains("client.example")).map(str::to_owned).collect()
}

#[test]
fn what_is_written_reads_back_and_outlives_a_build() {
    let home = directory();
    let path = home.path();
    let mut served = GraphStore::open(path).expect("it opens");
    change(path, |edit| {
        for quad in [quad("a", Some("g")), quad("b", Some("g")), quad("\"> <x>\n\t", None)] {
            edit.insert(quad.as_ref()).expect("allowed");
        }
        edit.create(&node("empty")).expect("allowed");
    });
    let written = lines(path);
    assert_eq!(written.len(), 3, "{written:?}");
    assert!(served.refresh(path).expect("it is read"));
    assert_eq!(served.clients(), GraphStore::open(path).expect("it opens").clients());
    assert!(served.contains_named_graph(&node("empty")).expect("memory"));
    assert_eq!(verify(path).expect("a graph").problems, []);

    build(path);
    assert_eq!(lines(path), written, "a build keeps it");
    change(path, |edit| {
        edit.drop(GraphNameRef::NamedNode(node("empty").as_ref())).expect("allowed");
        edit.remove(quad("a", Some("g")).as_ref()).expect("allowed");
        edit.clear(GraphNameRef::DefaultGraph).expect("allowed");
    });
    assert_eq!(lines(path).len(), 1);
    assert!(served.refresh(path).expect("it is read"));
    assert_eq!(
        served.count().expect("memory"),
        GraphStore::open(path).expect("it opens").count().expect("memory")
    );
    assert!(!served.contains_named_graph(&node("empty")).expect("memory"));
    let problems = verify(path).expect("a graph");
    assert_eq!(problems.problems, []);
    // An index that was read while the next one was made is for the next writer to remove.
    assert!(problems.leftovers.is_empty() || store() == Backend::RocksDb);
}

#[test]
fn an_empty_graph_stays_when_others_of_its_file_change() {
    let home = directory();
    change(home.path(), |edit| edit.insert(quad("a", Some("g")).as_ref()).expect("allowed"));
    change(home.path(), |edit| edit.remove(quad("a", Some("g")).as_ref()).expect("allowed"));
    let mut served = GraphStore::open(home.path()).expect("it opens");
    assert!(served.contains_named_graph(&node("g")).expect("memory"), "it is empty, not gone");
    change(home.path(), |edit| edit.create(&node("h")).expect("allowed"));
    assert!(served.refresh(home.path()).expect("it is read"));
    assert!(served.contains_named_graph(&node("g")).expect("memory"));
}

#[test]
fn values_are_compared_as_the_store_keeps_them() {
    let home = directory();
    let number = |text: &str| {
        Quad::new(node("s"), node("p"), Literal::new_typed_literal(text, xsd::INTEGER), node("g"))
    };
    change(home.path(), |edit| edit.insert(number("01").as_ref()).expect("allowed"));
    let changes = change(home.path(), |edit| edit.remove(number("1").as_ref()).expect("allowed"));
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(lines(home.path()), Vec::<String>::new());
}

#[test]
fn what_comes_and_goes_is_no_change() {
    let home = directory();
    let changes = change(home.path(), |edit| {
        edit.insert(quad("a", None).as_ref()).expect("allowed");
        edit.remove(quad("a", None).as_ref()).expect("allowed");
        edit.create(&node("g")).expect("allowed");
        edit.drop(GraphNameRef::NamedNode(node("g").as_ref())).expect("allowed");
    });
    assert_eq!(changes, []);
}

#[test]
fn the_programs_own_graphs_are_protected() {
    let home = directory();
    let store = GraphStore::open(home.path()).expect("it opens");
    let scratch = store.scratch().expect("a copy");
    let mut edit = Edit::begin(&store, &scratch).expect("a transaction");
    let iris = store.iris();
    for own in [iris.document("1.txt"), iris.gazetteer_graph(), iris.ontology_graph()] {
        let mut quad = quad("a", None);
        quad.graph_name = own.clone().into();
        assert!(matches!(edit.insert(quad.as_ref()), Err(EditError::Protected { .. })), "{own}");
        assert!(matches!(edit.remove(quad.as_ref()), Err(EditError::Protected { .. })), "{own}");
        assert!(
            edit.create(&own).is_err() && edit.drop(GraphNameRef::NamedNode(own.as_ref())).is_err(),
            "{own}"
        );
    }
    assert!(edit.named_graphs().expect("memory").is_empty());
}

#[test]
fn writers_exclude_each_other_and_lines_are_checked() {
    let home = directory();
    let mut writer = ClientWriter::open(home.path()).expect("nobody writes");
    assert!(matches!(GraphWriter::open(home.path(), None), Err(OpenError::Locked { .. })));
    assert!(matches!(ClientWriter::open(home.path()), Err(OpenError::Locked { .. })));
    let before = lines(home.path());
    for line in ["no quad\n", "<http://x/s> <http://x/p> <http://x/o> <http://x/other> .\n", ""] {
        let graph = Some("http://x/g".to_owned());
        let change = ClientChange { graph, exists: true, removed: Vec::new(), added: vec![line.to_owned()] };
        assert!(writer.commit(&[change]).is_err(), "{line:?}");
    }
    assert_eq!(lines(home.path()), before);
    drop(writer);
    let nowhere = home.path().join("nowhere");
    assert!(matches!(ClientWriter::open(&nowhere), Err(OpenError::Missing { .. })));
    assert!(!nowhere.exists());
}

/// Every step of a commit that can fail does; each time the graph is the one before or the one after.
#[test]
fn a_commit_that_fails_loses_nothing() {
    let home = directory();
    change(home.path(), |edit| edit.insert(quad("a", Some("g")).as_ref()).expect("allowed"));
    let before = lines(home.path());
    for steps in 0.. {
        let store = GraphStore::open(home.path()).expect("it opens");
        let scratch = store.scratch().expect("a copy");
        let mut edit = Edit::begin(&store, &scratch).expect("a transaction");
        edit.insert(quad(&format!("b{steps}"), Some("g")).as_ref()).expect("allowed");
        let changes = edit.finish().expect("a difference");
        let faults = std::sync::Arc::new(crate::graph::disk::tests::Faults::after(steps));
        let mut writer = ClientWriter::open(home.path()).expect("nobody writes");
        writer.directory_mut().disk.faults = Some(std::sync::Arc::clone(&faults));
        let outcome = writer.commit(&changes);
        drop(writer);
        assert_eq!(verify(home.path()).expect("a graph").problems, [], "step {steps}");
        let found = lines(home.path());
        let Some(step) = faults.struck() else {
            assert!(outcome.is_ok());
            return;
        };
        if found != before {
            assert_eq!(found.len(), before.len() + 1, "step {steps}: {step:?}");
            // The names may be lost in a power cut, or leftovers stay; the change itself is whole.
            ClientWriter::open(home.path())
                .expect("nobody writes")
                .commit(&[ClientChange {
                    graph: Some(node("g").into_string()),
                    exists: true,
                    removed: changes[0].added.clone(),
                    added: Vec::new(),
                }])
                .expect("it is written");
        }
        assert!(steps < 50, "it ends");
    }
}
