use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};

use super::*;

/// Two documents that say the same, a client's default graph with a blank node, numbers in other forms.
const QUADS: &str = r#"
<http://e/a> <http://e/in> <http://e/x> <http://e/g1> .
<http://e/a> <http://e/in> <http://e/x> <http://e/g2> .
<http://e/a> <http://e/name> "甲"@zh <http://e/g1> .
<http://e/a> <http://e/name> "甲" <http://e/g1> .
<http://e/b> <http://e/in> <http://e/x> <http://e/g2> .
<http://e/b> <http://e/size> "07"^^<http://www.w3.org/2001/XMLSchema#integer> <http://e/g2> .
<http://e/x> <http://e/size> "7.50"^^<http://www.w3.org/2001/XMLSchema#decimal> <http://e/g2> .
<http://e/x> <http://e/on> "2023-07-11"^^<http://www.w3.org/2001/XMLSchema#date> <http://e/g2> .
<http://e/x> <http://e/code> "7"^^<http://e/code> <http://e/g2> .
_:n <http://e/in> <http://e/b> .
"#;

fn store() -> Store {
    let store = Store::new().expect("a store");
    let quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(QUADS);
    store.extend(quads.collect::<Result<Vec<_>, _>>().expect("valid")).expect("in");
    store.insert_named_graph(oxigraph::model::NamedNodeRef::new_unchecked("http://e/empty")).expect("in");
    store
}

#[test]
fn every_pattern_finds_what_the_store_finds() {
    let store = store();
    let frozen = Frozen::of(&store).expect("frozen");
    let all: Vec<Quad> = store.iter().collect::<Result<_, _>>().expect("quads");
    assert_eq!(all.len(), 10);
    let text = |quads: &mut dyn Iterator<Item = Quad>| {
        let mut lines: Vec<String> = quads.map(|quad| quad.to_string()).collect();
        lines.sort();
        lines
    };
    for quad in &all {
        for known in 0..8_u8 {
            let is_known = |place: u8| known & 1 << place != 0;
            let (subject, predicate, object) = (&quad.subject, &quad.predicate, &quad.object);
            let mut of_store = store
                .quads_for_pattern(
                    is_known(0).then_some(subject.as_ref()),
                    is_known(1).then_some(predicate.as_ref()),
                    is_known(2).then_some(object.as_ref()),
                    None,
                )
                .map(|quad| quad.expect("a quad"));
            let terms = [subject.clone().into(), predicate.clone().into(), object.clone()];
            let mut place = 0..;
            let [subject, predicate, object] =
                terms.map(|term: Term| is_known(place.next().unwrap_or_default()).then_some(term));
            let mut found = frozen.quads_for_pattern([subject, predicate, object, None]);
            assert_eq!(text(&mut found), text(&mut of_store), "{quad} {known:b}");
        }
    }
    assert_eq!(text(&mut frozen.quads_for_pattern([None, None, None, None])), text(&mut all.into_iter()));
    let unknown = Term::from(oxigraph::model::NamedNode::new_unchecked("http://e/none"));
    assert_eq!(frozen.quads_for_pattern([Some(unknown), None, None, None]).count(), 0);
}

#[test]
fn more_can_be_put_in() {
    let store = store();
    let quads: Vec<Quad> = store.iter().collect::<Result<_, _>>().expect("quads");
    let parsed = RdfParser::from_format(RdfFormat::NQuads).for_slice(QUADS);
    let parsed: Vec<Quad> = parsed.collect::<Result<_, _>>().expect("valid");
    let (before, after) = parsed.split_at(4);
    let mut filling = Frozen::default().fill();
    before.iter().for_each(|quad| filling.put(quad.clone()));
    let mut filling = filling.finish().fill();
    // Some of them again.
    parsed[2..5].iter().chain(after).for_each(|quad| filling.put(quad.clone()));
    let frozen = filling.finish();
    assert_eq!(frozen.len(), quads.len());
    let mut found: Vec<String> =
        frozen.quads_for_pattern([const { None }; 4]).map(|quad| quad.to_string()).collect();
    let mut expected: Vec<String> = quads.iter().map(ToString::to_string).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "numbers are as the store keeps them");
}

#[test]
fn queries_have_the_answers_of_the_store() {
    let store = store();
    let frozen = Frozen::of(&store).expect("frozen");
    for (query, rows) in [
        // Patterns with graphs, known or not.
        ("SELECT * { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o", 9),
        ("SELECT * { GRAPH <http://e/g2> { ?s <http://e/in> ?o } } ORDER BY ?s", 2),
        ("SELECT * { GRAPH <http://e/g1> { ?s ?p <http://e/x> } } ORDER BY ?s", 1),
        ("SELECT ?g { GRAPH ?g {} } ORDER BY ?g", 3),
        ("SELECT * { GRAPH <http://e/empty> {} }", 1),
        ("SELECT * { GRAPH <http://e/none> {} }", 0),
        // The default graph alone.
        ("SELECT ?o { ?s <http://e/in> ?o }", 1),
        ("SELECT ?s FROM <http://e/g1> FROM <http://e/g2> { ?s <http://e/in> ?o } ORDER BY ?s", 3),
        ("SELECT * FROM NAMED <http://e/g1> { GRAPH ?g { ?s <http://e/in> ?o } }", 1),
        // Terms that the graph doesn't have, and numbers in the forms of which it has one.
        ("SELECT ?n ?t { BIND(1 + 6 AS ?n) BIND(CONCAT('x', STR(?n)) AS ?t) }", 1),
        ("SELECT ?s { GRAPH ?g { ?s <http://e/size> 007 } }", 1),
        ("SELECT ?s { GRAPH ?g { ?s <http://e/size> 7.5 } }", 1),
        ("SELECT ?s { GRAPH ?g { ?s <http://e/size> ?n } FILTER(?n > 7) }", 1),
        ("SELECT ?s { BIND(8 - 1 AS ?n) GRAPH ?g { ?s <http://e/size> ?n } }", 1),
        ("SELECT ?s { GRAPH ?g { ?s <http://e/code> '7'^^<http://e/code> } }", 1),
        ("SELECT ?s { GRAPH ?g { ?s <http://e/name> '甲'@zh } }", 1),
        ("SELECT ?s { VALUES ?s { <http://e/none> <http://e/a> } GRAPH ?g { ?s <http://e/in> ?o } }", 2),
        (
            "SELECT (SUM(?n) AS ?sum) (MAX(?d) AS ?day) { GRAPH ?g { ?s <http://e/size> ?n . ?x <http://e/on> ?d } }",
            1,
        ),
        ("SELECT ?a ?b { GRAPH ?g { ?a <http://e/in>+ ?b } } ORDER BY ?a ?b ?g", 3),
    ] {
        let prepared = || SparqlEvaluator::new().parse_query(query).expect(query);
        let rows_of = |results: QueryResults<'_>| {
            let QueryResults::Solutions(solutions) = results else { panic!("{query} selects") };
            solutions.map(|row| format!("{:?}", row.expect(query).values())).collect::<Vec<_>>()
        };
        let of_store = rows_of(prepared().on_store(&store).execute().expect(query));
        let found = rows_of(prepared().on_queryable_dataset(frozen.view()).execute().expect(query));
        assert_eq!(found, of_store, "{query}");
        assert_eq!(found.len(), rows, "{query}");
    }
}
