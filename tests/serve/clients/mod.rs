//! `clients/setup.sh` puts Python's clients into `target/clients`. What isn't installed is skipped with a
//! message; with `CHANPU_REQUIRE_CLIENTS` the tests fail instead.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use super::{Server, TOKEN};
use crate::cli::{Chanpu, corpus};

/// A server over the sample corpus.
fn server() -> (Chanpu, Server) {
    let run = Chanpu::new();
    run.ok(&["build", &corpus(), "--graph", "graph"]);
    let path = run.path("graph");
    // The directory belongs to `run`.
    let unused = Arc::new(tempfile::tempdir().expect("a directory"));
    let server = Server::over_path(unused, &path, &["--writable"]);
    (run, server)
}

/// Runs a script that ends with 0 when the client and the server understand each other.
fn converse(command: &mut Command) {
    let (_run, server) = server();
    let output = command.arg(format!("http://{}/", server.address())).arg(TOKEN).output().expect("it runs");
    let (out, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}{errors}");
    println!("{out}");
}

fn skipped(what: &str, remedy: &str) {
    assert!(std::env::var_os("CHANPU_REQUIRE_CLIENTS").is_none(), "{what} is missing: {remedy}");
    eprintln!("SKIPPED: no {what}; {remedy}");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn curl() {
    let known = ["curl", "bash"].map(|program| Command::new(program).arg("--version").output().is_ok());
    if known != [true, true] {
        return skipped("curl", "install it");
    }
    converse(Command::new("bash").arg(root().join("tests/serve/clients/curl.sh")));
}

#[test]
fn sparqlwrapper_and_rdflib() {
    let python = root().join("target/clients/bin/python");
    if !python.is_file() {
        return skipped(
            "SPARQLWrapper and rdflib in target/clients",
            "tests/serve/clients/setup.sh puts them there",
        );
    }
    let script = root().join("tests/serve/clients/clients.py");
    converse(Command::new(python).arg("-X").arg("utf8").arg(script));
}
