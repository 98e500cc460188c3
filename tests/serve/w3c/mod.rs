//! The W3C's cases for the SPARQL 1.1 Protocol, the Graph Store Protocol and the Service Description.
//!
//! `cases.tsv` lists every case of the suites `sparql11/protocol`, `sparql11/http-rdf-update` and
//! `sparql11/service-description` of `rdf-tests` by its name, with `passes` or why it doesn't apply. The
//! requests are written here anew, from what the cases are about.

mod description;
mod protocol;
mod store;

use super::Server;

const CASES: &str = include_str!("cases.tsv");

/// A case: it panics where the server doesn't do what is asked for.
type Case = fn(&Server);

/// The cases of a suite that are to pass, in its order, and those that don't apply.
fn cases(suite: &str) -> Vec<&str> {
    let rows = CASES.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let of_suite = rows.filter(|row| row[0] == suite);
    of_suite
        .filter_map(|row| {
            assert_eq!(row.len(), 4, "a row has suite, case, result and note: {row:?}");
            assert!(row[2] == "passes" || (row[2] == "not applicable" && !row[3].is_empty()), "{row:?}");
            (row[2] == "passes").then_some(row[1])
        })
        .collect()
}

/// Runs every case of a suite that the table says passes, and no other.
fn run(suite: &str, known: &[(&str, Case)]) {
    let listed = cases(suite);
    let written: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    assert_eq!(written, listed, "the table and the tests of {suite} have the same cases");
    let server = Server::writable();
    for (name, case) in known {
        println!("{suite}: {name}");
        case(&server);
    }
}

#[test]
fn the_protocol() {
    run("protocol", protocol::CASES);
}

#[test]
fn the_graph_store_protocol() {
    run("http-rdf-update", store::CASES);
}

#[test]
fn the_service_description() {
    run("service-description", description::CASES);
}

/// As many as the suites have, so that none is forgotten.
#[test]
fn every_case_is_in_the_table() {
    let count = |suite: &str| CASES.lines().filter(|line| line.split('\t').next() == Some(suite)).count();
    assert_eq!((count("protocol"), count("http-rdf-update"), count("service-description")), (34, 19, 3));
}
