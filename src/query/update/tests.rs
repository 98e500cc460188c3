use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::sparql::SparqlEvaluator;
use oxigraph::store::Store;

use super::*;
use crate::graph::Iris;
use crate::graph::clients::EditError;

/// Two graphs of clients and the default graph, beside the ontology.
const DATA: &str = r#"
<http://x/a> <http://x/name> "甲" <http://x/one> .
<http://x/a> <http://x/size> "3"^^<http://www.w3.org/2001/XMLSchema#integer> <http://x/one> .
<http://x/b> <http://x/name> "乙" <http://x/one> .
<http://x/b> <http://x/part> <http://x/a> <http://x/two> .
<http://x/c> <http://x/part> <http://x/b> <http://x/two> .
<http://x/d> <http://x/name> "丁" .
"#;

fn graph() -> GraphStore {
    let graph = GraphStore::in_memory(Iris::default()).expect("memory");
    let quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(DATA);
    graph.rdf().expect("memory").extend(quads.map(|quad| quad.expect("valid"))).expect("memory");
    graph
}

fn run(graph: &GraphStore, text: &str) -> Result<Vec<ClientChange>, UpdateError> {
    let search = Arc::new(SearchIndex::build(graph).expect("memory"));
    try_update(graph, &search, &ProtocolUpdate { text: text.to_owned(), ..ProtocolUpdate::default() })
}

/// All lines of a store, sorted.
fn lines(store: &Store) -> Vec<String> {
    let mut lines: Vec<String> = store.iter().map(|quad| format!("{} .\n", quad.expect("memory"))).collect();
    lines.sort();
    lines
}

/// The lines after the changes.
fn changed(graph: &GraphStore, changes: &[ClientChange]) -> Vec<String> {
    let removed: Vec<&String> = changes.iter().flat_map(|change| &change.removed).collect();
    let mut lines: Vec<String> =
        lines(graph.rdf().expect("memory")).into_iter().filter(|line| !removed.contains(&line)).collect();
    assert!(changes.iter().flat_map(|change| &change.added).all(|line| !lines.contains(line)));
    lines.extend(changes.iter().flat_map(|change| change.added.clone()));
    lines.sort();
    lines
}

#[test]
fn the_difference_is_what_oxigraph_itself_would_do() {
    for text in [
        "INSERT DATA { GRAPH <http://x/one> { <http://x/e> <http://x/p> 01, 1, 'x'@EN } <http://x/e> <http://x/p> 2.50 }",
        "DELETE DATA { GRAPH <http://x/one> { <http://x/a> <http://x/size> 03 . <http://x/zz> a <http://x/zz> } }",
        "DELETE WHERE { GRAPH <http://x/one> { ?s <http://x/name> ?o } }",
        "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o FILTER(ISIRI(?o)) } VALUES ?g { <http://x/two> } }",
        "INSERT { GRAPH <http://x/new> { ?o ?q ?s } } WHERE { GRAPH ?g { ?s ?p ?o } VALUES ?g { <http://x/one> <http://x/two> } BIND(<http://x/back> AS ?q) }",
        "INSERT { GRAPH <http://x/new> { ?s <http://x/is> ?missing . ?s a <http://x/T> } } WHERE { GRAPH <http://x/one> { ?s ?p ?o } }",
        "WITH <http://x/one> DELETE { ?s <http://x/name> ?o } INSERT { ?s <http://x/label> ?o } WHERE { ?s <http://x/name> ?o }",
        "DELETE { ?s ?p ?o } INSERT { GRAPH <http://x/one> { ?s ?p ?o } } USING <http://x/two> WHERE { ?s ?p ?o }",
        "INSERT { <http://x/all> <http://x/n> ?n } USING NAMED <http://x/two> WHERE { { SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } } }",
        "INSERT { <http://x/z> <http://x/n> ?o } WHERE { GRAPH <http://x/two> { <http://x/c> <http://x/part>+ ?o } }",
        "CLEAR GRAPH <http://x/one> ; INSERT DATA { GRAPH <http://x/one> { <http://x/a> <http://x/name> '甲' } }",
        "DROP GRAPH <http://x/one> ; DROP SILENT GRAPH <http://x/one> ; CREATE GRAPH <http://x/one>",
        "COPY <http://x/one> TO <http://x/two>",
        "MOVE <http://x/one> TO DEFAULT",
        "ADD DEFAULT TO <http://x/one>",
        "COPY DEFAULT TO <http://x/new> ; MOVE DEFAULT TO <http://x/two>",
        "INSERT DATA { <http://x/a> a <http://x/b> } ; DELETE DATA { <http://x/a> a <http://x/b> } ; CLEAR DEFAULT",
        "PREFIX own: <http://x/> INSERT DATA { GRAPH own:one { place:530628 cp:mentions own:a } }",
    ] {
        let graph = graph();
        let changes = run(&graph, text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let ours = changed(&graph, &changes);
        let theirs = Store::new().expect("memory");
        theirs.extend(graph.quads(None, None, None, None).map(|quad| quad.expect("memory"))).expect("memory");
        let prefixed = Iris::default().prefixes();
        let declared: String =
            prefixed.iter().map(|(prefix, iri)| format!("PREFIX {prefix}: <{iri}> ")).collect();
        let update = SparqlEvaluator::new().parse_update(&format!("{declared}{text}")).expect(text);
        update.on_store(&theirs).execute().expect(text);
        assert!(ours == lines(&theirs), "{text}: {changes:?}");
        assert!(ours != lines(graph.rdf().expect("memory")), "{text} changes something");
    }
}

#[test]
fn graphs_come_and_go() {
    let graph = graph();
    let outcome = |text: &str| {
        let changes = run(&graph, text).expect(text);
        changes
            .into_iter()
            .map(|change| (change.graph.unwrap_or_default(), change.exists))
            .collect::<Vec<_>>()
    };
    let one = |exists| vec![("http://x/one".to_owned(), exists)];
    assert_eq!(outcome("DROP GRAPH <http://x/one>"), one(false));
    assert_eq!(outcome("CLEAR GRAPH <http://x/one>"), one(true));
    assert_eq!(outcome("CREATE GRAPH <http://x/new>"), [("http://x/new".to_owned(), true)]);
    assert_eq!(outcome("CLEAR GRAPH <http://x/none>"), [], "there is nothing to clear");
    assert_eq!(outcome("DROP ALL").len(), 3, "the ontology isn't among them");
    assert_eq!(outcome("CLEAR NAMED").len(), 2);
    assert_eq!(outcome("INSERT DATA {} ; DELETE DATA {}"), []);
}

#[test]
fn a_pattern_sees_all_graphs_and_blank_nodes_are_new() {
    let graph = graph();
    let changes = run(
        &graph,
        "INSERT { GRAPH <http://x/new> { ?s <http://x/seen> [ a <http://x/T> ] } } WHERE { ?s <http://x/name> ?o }",
    );
    let changes = changes.expect("allowed");
    let added = &changes[0].added;
    assert_eq!(added.len(), 6, "{added:?}");
    let blank: std::collections::BTreeSet<&str> =
        added.iter().filter_map(|line| line.split(' ').find(|part| part.starts_with("_:"))).collect();
    assert_eq!(blank.len(), 3, "one for each solution: {added:?}");
}

#[test]
fn what_is_refused_is_refused_in_words() {
    let graph = graph();
    let before = lines(graph.rdf().expect("memory"));
    for (text, words) in [
        ("LOAD <http://x/y>", "LOAD"),
        ("LOAD SILENT <file:///etc/passwd> INTO GRAPH <http://x/one>", "LOAD"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE"),
        (
            "INSERT DATA { GRAPH <https://chanpu.example/document/1.txt> { <http://x/a> a <http://x/b> } }",
            "evidence",
        ),
        ("DROP GRAPH <https://chanpu.example/graph/ontology>", "evidence"),
        ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", "evidence"),
        ("COPY <http://x/one> TO <https://chanpu.example/graph/gazetteer>", "evidence"),
        ("DROP GRAPH <http://x/none>", "no graph"),
        ("CREATE GRAPH <http://x/one>", "already"),
        ("SELECT * { ?s ?p ?o }", "not valid SPARQL"),
        ("INSERT DATA { <http://x/a> a", "not valid SPARQL"),
        (
            "INSERT DATA { GRAPH <http://x/one> { <http://x/new> a <http://x/b> } } ; DROP GRAPH <http://x/none>",
            "no graph",
        ),
    ] {
        let error = run(&graph, text).expect_err(text);
        assert!(error.message().en.contains(words), "{text}: {error}");
        assert!(lines(graph.rdf().expect("memory")) == before, "{text} changes nothing");
    }
    assert!(matches!(
        run(&graph, "CLEAR GRAPH <https://chanpu.example/document/x>"),
        Err(UpdateError::Edit(EditError::Protected { .. }))
    ));
    let search = Arc::new(SearchIndex::build(&graph).expect("memory"));
    let one = NamedNode::new_unchecked("http://x/one");
    let conflict = ProtocolUpdate {
        text: "WITH <http://x/two> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }".to_owned(),
        named_graphs: vec![one],
        ..ProtocolUpdate::default()
    };
    assert!(matches!(try_update(&graph, &search, &conflict), Err(UpdateError::TwoDatasets)));
}

#[test]
fn the_request_may_name_the_graphs_that_a_pattern_sees() {
    let graph = graph();
    let search = Arc::new(SearchIndex::build(&graph).expect("memory"));
    let update = ProtocolUpdate {
        text: "INSERT { GRAPH <new> { ?s ?p ?o } } WHERE { ?s ?p ?o }".to_owned(),
        base: Some("http://host/update".to_owned()),
        default_graphs: vec![NamedNode::new_unchecked("http://x/two")],
        named_graphs: Vec::new(),
    };
    let changes = try_update(&graph, &search, &update).expect("allowed");
    assert_eq!(changes[0].graph.as_deref(), Some("http://host/new"));
    assert_eq!(changes[0].added.len(), 2);
}
