//! The cases build upon each other, as in the suite: a graph of a person is put, put again, added to.

use std::collections::BTreeSet;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;

use super::super::{Answer, Server, encode};
use super::Case;

const TURTLE: &str = "text/turtle; charset=utf-8";
const FIRST: &str = "/store/person/1.ttl";

pub(super) const CASES: &[(&str, Case)] = &[
    ("put__initial_state", |server| has(&put(server, FIRST, &person("John Doe", "")), 201)),
    ("get_of_put__initial_state", |server| {
        // The address is the graph's name.
        let name = format!("http://{}{FIRST}", server.address());
        same(&get(server, &format!("/store?graph={}", encode(&name))), &person("John Doe", ""));
    }),
    ("put__graph_already_in_store", |server| has(&put(server, FIRST, &person("Jane Doe", "")), 204)),
    ("get_of_put__graph_already_in_store", |server| same(&get(server, FIRST), &person("Jane Doe", ""))),
    ("put__default_graph", |server| has(&put(server, "/store?default", ALICE), 201)),
    ("get_of_put__default_graph", |server| same(&get(server, "/store?default"), ALICE)),
    ("put__mismatched_payload", |server| {
        let xml =
            "<?xml version=\"1.0\"?><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>";
        has(&put(server, "/store?default", xml), 400);
        same(&get(server, "/store?default"), ALICE);
    }),
    ("delete__existing_graph", |server| {
        has(&put(server, "/store/person/2.ttl", &person("Jim", "")), 201);
        has(&server.write("DELETE", "/store/person/2.ttl", "", ""), 200);
    }),
    ("get_of_delete__existing_graph", |server| has(&get(server, "/store/person/2.ttl"), 404)),
    ("delete__nonexistent_graph", |server| has(&server.write("DELETE", "/store/person/2.ttl", "", ""), 404)),
    ("post__existing_graph", |server| {
        has(
            &server.write("POST", FIRST, TURTLE, "<http://people.example/1> <http://x/name> \"Jane Doe\""),
            400,
        );
        has(
            &server.write("POST", FIRST, TURTLE, "<http://people.example/1> <http://x/name> \"Jane Doe\" ."),
            200,
        );
    }),
    ("get_of_post__existing_graph", |server| {
        same(&get(server, FIRST), &person("Jane Doe", "; <http://x/name> \"Jane Doe\""));
    }),
    ("post__multipart_formdata", |server| {
        let part = |name: &str, property: &str, value: &str| {
            format!(
                "--a6fe4cd6\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}\"\r\n\
                 Content-Type: {TURTLE}\r\n\r\n<http://people.example/1> <http://x/{property}> \"{value}\" .\r\n"
            )
        };
        let body = format!(
            "{}{}--a6fe4cd6--\r\n",
            part("last.ttl", "family", "Doe"),
            part("first.ttl", "given", "Jane")
        );
        has(&server.write("POST", FIRST, "multipart/form-data; boundary=a6fe4cd6", &body), 200);
    }),
    ("get_of_post__multipart_formdata", |server| {
        let more = "; <http://x/name> \"Jane Doe\" ; <http://x/family> \"Doe\" ; <http://x/given> \"Jane\"";
        same(&get(server, FIRST), &person("Jane Doe", more));
    }),
    ("post__create__new_graph", |server| {
        let answer = server.write("POST", "/store", TURTLE, ALICE);
        has(&answer, 201);
        let location = answer.header("location").expect("it says where the graph is");
        assert!(location.starts_with(&format!("http://{}/store/", server.address())), "{location}");
        // Another one has another name.
        let other = server.write("POST", "/store", TURTLE, ALICE);
        assert_ne!(other.header("location"), Some(location));
        has(&server.write("DELETE", &path(&other), "", ""), 200);
    }),
    ("get_of_post__create__new_graph", |server| same(&get(server, &new_path(server)), ALICE)),
    ("get_of_post__after_noop", |server| {
        let path = new_path(server);
        has(&server.write("POST", &path, TURTLE, ""), 200);
        same(&get(server, &path), ALICE);
    }),
    ("head_on_an_existing_graph", |server| {
        let answer = server.send("HEAD", FIRST, &[("Accept", "text/turtle")], &[]);
        has(&answer, 200);
        assert_eq!((answer.media(), answer.body.as_str()), ("text/turtle", ""));
    }),
    ("head_on_a_nonexisting_graph", |server| has(&server.send("HEAD", "/store/person/4.ttl", &[], &[]), 404)),
];

const ALICE: &str =
    "[] a <http://x/Person> ; <http://x/card> [ a <http://x/VCard> ; <http://x/given> \"Alice\" ] .";

fn person(name: &str, more: &str) -> String {
    format!(
        "<http://people.example/1> a <http://x/Person> ; <http://x/card> [ a <http://x/VCard> ; <http://x/fn> \"{name}\" ] {more} ."
    )
}

fn put(server: &Server, target: &str, body: &str) -> Answer {
    server.write("PUT", target, TURTLE, body)
}

fn get(server: &Server, target: &str) -> Answer {
    server.get(target, "text/turtle")
}

fn has(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{}", answer.body);
}

/// The path of the graph in `Location`.
fn path(answer: &Answer) -> String {
    let location = answer.header("location").expect("it says where the graph is");
    location.splitn(4, '/').nth(3).map(|path| format!("/{path}")).expect("a path")
}

/// The path of the graph to which the server gave a name.
fn new_path(server: &Server) -> String {
    let text = format!(
        "SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(REGEX(STR(?g), '^http://{}/store/[0-9a-f]+$')) }}",
        server.address()
    );
    let rows = server.query(&text, "application/sparql-results+json").rows();
    assert_eq!(rows.len(), 1);
    let name = rows[0]["g"]["value"].as_str().expect("an IRI");
    name.splitn(4, '/').nth(3).map(|path| format!("/{path}")).expect("a path")
}

/// Whether a graph is what some Turtle says. Blank nodes are all alike here: no case has two that differ
/// only in which of them is meant.
fn same(answer: &Answer, expected: &str) {
    has(answer, 200);
    assert_eq!(answer.media(), "text/turtle");
    let triples = |text: &str| -> BTreeSet<String> {
        let quads =
            RdfParser::from_format(RdfFormat::Turtle).for_slice(text).collect::<Result<Vec<Quad>, _>>();
        let line = |quad: &Quad| {
            let words = quad.to_string();
            let words = words.split(' ').map(|word| if word.starts_with("_:") { "_:b" } else { word });
            words.collect::<Vec<_>>().join(" ")
        };
        quads.expect("Turtle").iter().map(line).collect()
    };
    assert_eq!(triples(&answer.body), triples(expected));
}
