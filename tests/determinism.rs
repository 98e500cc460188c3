//! The same input gives the same bytes.

use std::path::Path;

use crate::cli::{Chanpu, corpus};

fn nquads(graph: &Path, run: &Chanpu, threads: &str) -> Vec<u8> {
    let graph = graph.to_str().expect("the path is Unicode");
    run.ok(&["build", &corpus(), "--graph", graph, "--threads", threads]);
    run.ok(&["export", "--to", "nquads", "--graph", graph]).stdout
}

/// The files of a directory with their content.
fn files(directory: &Path) -> Vec<(String, Vec<u8>)> {
    walkdir::WalkDir::new(directory)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("it can be read"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(directory).expect("it is below").display().to_string();
            (name, std::fs::read(entry.path()).expect("it can be read"))
        })
        .collect()
}

#[test]
fn threads_change_nothing() {
    let run = Chanpu::new();
    let (one, two) = (run.path("one"), run.path("two"));
    let first = nquads(&one, &run, "1");
    assert!(first.len() > 100_000, "the corpus gives a graph: {} bytes", first.len());
    assert!(first == nquads(&two, &run, "2"), "N-Quads with one and with two threads differ");
    assert!(files(&one) == files(&two), "graph directories with one and with two threads differ");
    // A second build over the same documents changes nothing either.
    assert!(first == nquads(&one, &run, "2"), "N-Quads after building again differ");
}

#[test]
fn extraction_keeps_the_order_of_the_inputs() {
    let run = Chanpu::new();
    let one = run.ok(&["extract", &corpus(), "--threads", "1"]).stdout;
    let two = run.ok(&["extract", &corpus(), "--threads", "2"]).stdout;
    assert!(one == two, "extractions with one and with two threads differ");
}
