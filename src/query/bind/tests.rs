use oxigraph::model::{Literal, NamedNode};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use spargebra::SparqlParser;

use super::*;

const DATA: &str = "<e:a> <e:p> <e:b> . <e:b> <e:p> <e:c> . <e:x> <e:p> <e:y> . <e:a> <e:q> 'n' .";

/// The rows of a query whose parameter `?k` is bound.
fn rows(text: &str, term: impl Into<Term>) -> Vec<String> {
    let store = Store::new().expect("a store");
    store.load_from_slice(oxigraph::io::RdfFormat::Turtle, DATA).expect("valid data");
    let query = SparqlParser::new().parse_query(text).expect(text);
    let query = bind(query, &[(Variable::new_unchecked("k"), term.into())]);
    let results = SparqlEvaluator::new().for_query(query).on_store(&store).execute().expect(text);
    let QueryResults::Solutions(solutions) = results else { return vec!["no rows".to_owned()] };
    let mut rows: Vec<String> = solutions
        .map(|solution| {
            let solution = solution.expect(text);
            let values: Vec<String> =
                solution.iter().map(|(name, value)| format!("{}={value}", name.as_str())).collect();
            values.join(" ")
        })
        .collect();
    rows.sort();
    rows
}

#[test]
fn parameters_are_bound_wherever_a_variable_may_stand() {
    let a = || NamedNode::new_unchecked("e:a");
    for (text, expected) in [
        ("SELECT ?k ?o { ?k <e:p> ?o }", vec!["k=<e:a> o=<e:b>"]),
        ("SELECT ?o { ?k <e:p> ?o }", vec!["o=<e:b>"]),
        ("SELECT ?k ?o { ?k <e:p>* ?o }", vec!["k=<e:a> o=<e:a>", "k=<e:a> o=<e:b>", "k=<e:a> o=<e:c>"]),
        ("SELECT ?k ?s { ?s <e:p> ?o FILTER(BOUND(?k) && ?s = ?k) }", vec!["k=<e:a> s=<e:a>"]),
        (
            "SELECT ?k ?o { VALUES (?k ?o) { (<e:a> 1) (<e:b> 2) (UNDEF 3) } }",
            vec![
                "k=<e:a> o=\"1\"^^<http://www.w3.org/2001/XMLSchema#integer>",
                "k=<e:a> o=\"3\"^^<http://www.w3.org/2001/XMLSchema#integer>",
            ],
        ),
        ("SELECT ?k ?s { ?s <e:p> ?o BIND(?s AS ?k) }", vec!["k=<e:a> s=<e:a>"]),
        (
            "SELECT ?k (COUNT(?o) AS ?n) { ?k <e:p> ?o } GROUP BY ?k",
            vec!["k=<e:a> n=\"1\"^^<http://www.w3.org/2001/XMLSchema#integer>"],
        ),
        ("SELECT ?k (COUNT(?o) AS ?n) { ?k <e:none> ?o } GROUP BY ?k", vec![]),
        (
            "SELECT ?k ?o { { SELECT ?o { ?k <e:p> ?o } } FILTER(?o != <e:b>) ?k <e:p> <e:b> }",
            vec!["k=<e:a> o=<e:c>", "k=<e:a> o=<e:y>"],
        ),
        (
            "SELECT ?k ?o { ?o <e:p> ?z FILTER NOT EXISTS { ?k <e:p> ?o } } ORDER BY ?k",
            vec!["k=<e:a> o=<e:a>", "k=<e:a> o=<e:x>"],
        ),
        (
            "SELECT ?k ?o { { ?k <e:p> ?o } UNION { ?k <e:q> ?o } } ORDER BY ?k",
            vec!["k=<e:a> o=\"n\"", "k=<e:a> o=<e:b>"],
        ),
        ("SELECT ?k ?o { OPTIONAL { ?k <e:none> ?o } }", vec!["k=<e:a>"]),
        ("SELECT ?k ?o { <e:x> ?k ?o }", vec![]),
    ] {
        assert_eq!(rows(text, a()), expected, "{text}");
    }
}

#[test]
fn bound_queries_are_valid_sparql() {
    for text in [
        "SELECT ?k ?o { { SELECT DISTINCT ?k ?o { ?k <e:p> ?o } } ?o <e:p> ?x }",
        "SELECT ?k (COUNT(?o) AS ?n) { { SELECT ?k ?o (MAX(?x) AS ?m) { ?k <e:p> ?o, ?x } GROUP BY ?k ?o } } \
         GROUP BY ?k ORDER BY ?k",
    ] {
        let query = SparqlParser::new().parse_query(text).expect(text);
        let term = Term::from(NamedNode::new_unchecked("e:a"));
        let bound = bind(query, &[(Variable::new_unchecked("k"), term)]).to_string();
        SparqlParser::new().parse_query(&bound).expect(&bound);
    }
}

#[test]
fn what_nothing_can_give_a_value_is_left_out() {
    let bound = |text: &str| {
        let query = SparqlParser::new().parse_query(text).expect(text);
        bind_all(query, &[], &[Variable::new_unchecked("k")]).to_string()
    };
    let text = bound("SELECT ?k ?o { ?s <e:p> ?o FILTER(COALESCE(?k, 'x') = ?o && !BOUND(?k)) }");
    assert!(!text.contains("COALESCE") && !text.contains("BOUND"), "{text}");
    let text = bound("SELECT ?k ?o { ?s <e:p> ?o OPTIONAL { ?s <e:q> ?k } FILTER(COALESCE(?k, 'x') = ?o) }");
    assert!(text.contains("COALESCE(?k"), "{text}");
}

#[test]
fn a_literal_cannot_be_a_predicate_or_subject() {
    let literal = || Literal::from("e:p");
    assert!(rows("SELECT ?k ?o { <e:a> ?k ?o }", literal()).is_empty(), "as a predicate");
    assert!(rows("SELECT ?k ?o { ?k <e:p> ?o }", literal()).is_empty(), "as a subject");
    assert!(rows("SELECT ?k ?o { GRAPH ?k { ?s ?p ?o } }", literal()).is_empty(), "as a graph");
}
