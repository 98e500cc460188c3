//! Graphs conform to `graph/shapes.ttl`, as an established validator (pySHACL) sees it.
//!
//! `graph/shacl/setup.sh` puts the validator into `target/shacl`. Without it the tests here say that they
//! skip and pass; with `CHANPU_REQUIRE_SHACL` they fail instead. `CHANPU_GOLD` names further directories
//! of documents, separated by `:`, whose graph has to conform.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cli::{Chanpu, corpus};
use crate::queries::fixture;

const CP: &str = "https://chanpu.example/ontology#";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The validator's Python; says so when there is none.
fn python() -> Option<PathBuf> {
    let python = root().join("target/shacl/bin/python");
    if python.is_file() {
        return Some(python);
    }
    assert!(
        std::env::var_os("CHANPU_REQUIRE_SHACL").is_none(),
        "{} is missing: run graph/shacl/setup.sh",
        python.display()
    );
    eprintln!("SKIPPED: no pySHACL in target/shacl; graph/shacl/setup.sh puts it there");
    None
}

/// What is wrong in each file: shape, constraint, path, node, value and message, tab-separated.
fn violations(python: &Path, files: &[PathBuf]) -> BTreeMap<PathBuf, Vec<String>> {
    let output = Command::new(python)
        .arg(root().join("graph/shacl/validate.py"))
        .args(files)
        .env("PYTHONIOENCODING", "utf-8")
        .output()
        .expect("Python runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{errors}");
    let mut found: BTreeMap<PathBuf, Vec<String>> =
        files.iter().map(|file| (file.clone(), Vec::new())).collect();
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    for (file, violation) in lines.lines().filter_map(|line| line.split_once('\t')) {
        found.entry(file.into()).or_default().push(violation.to_owned());
    }
    found
}

#[test]
fn graphs_of_real_documents_conform() {
    let Some(python) = python() else { return };
    let run = Chanpu::new();
    let gold = root().join("tests/gold").display().to_string();
    let mut inputs = vec![corpus(), gold];
    match std::env::var("CHANPU_GOLD") {
        Ok(more) => inputs.extend(more.split(':').map(|path| root().join(path).display().to_string())),
        Err(_) => eprintln!("CHANPU_GOLD is not set: only tests/gold and examples/corpus are checked"),
    }
    let mut build = vec!["build"];
    build.extend(inputs.iter().map(String::as_str));
    run.ok(&build);
    run.ok(&["export", "--to", "nquads", "-o", "graph.nq"]);
    let file = run.path("graph.nq");
    let found = violations(&python, std::slice::from_ref(&file));
    assert!(found[&file].is_empty(), "{}", found[&file].join("\n"));
}

/// One thing that is wrong: its name, what a changed line must hold, what in it is replaced by what (the
/// whole line goes when that is empty), and the beginning of the violation.
const BROKEN: [(&str, &str, (&str, &str), &str); 17] = [
    ("no-evidence", "/statement/", ("ontology#evidence>", ""), "Statement\tMinCount\tcp:evidence"),
    (
        "figure-without-evidence",
        "/observation/",
        ("ontology#evidence>", ""),
        "Observation\tMinCount\tcp:evidence",
    ),
    ("start-no-integer", "oa#start>", ("XMLSchema#integer", "XMLSchema#decimal"), "Span\tDatatype\toa:start"),
    ("end-before-start", "oa#end>", ("\"", "\"-"), "Span\tLessThan\toa:start"),
    ("text-too-long", "oa#exact>", ("\"彝良县\"", "\"彝良县的\""), "Length\tSPARQL"),
    (
        "unknown-predicate",
        "syntax-ns#predicate>",
        ("ontology#undertakes", "ontology#likes"),
        "Statement\tIn\trdf:predicate",
    ),
    ("unknown-stage", "ontology#status>", ("\"started\"", "\"begun\""), "Stage\tIn\tcp:status"),
    ("unknown-modality", "ontology#modality>", ("\"actual\"", "\"hoped\""), "Observation\tIn\tcp:modality"),
    (
        "money-no-decimal",
        "hasSimpleResult>",
        ("XMLSchema#decimal", "XMLSchema#double"),
        "Observation\tDatatype\tsosa:hasSimpleResult",
    ),
    ("no-rule", "/statement/", ("ontology#rule>", ""), "Statement\tXone"),
    ("no-triple", "> <https://chanpu.example/ontology#undertakes>", ("/company/", ""), "Triple\tSPARQL"),
    (
        "foreign-evidence",
        "/statement/",
        (
            "wasDerivedFrom> <https://chanpu.example/document/2023/001.txt>",
            "wasDerivedFrom> <https://chanpu.example/document/2023/002.txt>",
        ),
        "OwnEvidence\tSPARQL",
    ),
    ("unknown-class", "syntax-ns#type>", ("ontology#Company>", "ontology#Firm>"), "Typed\tIn\trdf:type"),
    ("nothing-mentioned", "/mention/", ("ontology#mentions>", ""), "Mention\tXone"),
    ("bad-code", "ontology#code>", ("\"530628\"", "\"53062\""), "Place\tPattern\tcp:code"),
    ("no-rules-version", "/reading>", ("ontology#rulesVersion>", ""), "Reading\tMinCount\tcp:rulesVersion"),
    ("no-hash", "ontology#sha256>", ("2023/001.txt", ""), "Document\tMinCount\tcp:sha256"),
];

/// The graph with every line that `part` and `change` fit changed or left out.
fn broken(nquads: &str, part: &str, change: (&str, &str)) -> String {
    let (old, new) = change;
    let mut out = String::new();
    for line in nquads.lines() {
        match line.contains(part) && line.contains(old) {
            true if new.is_empty() => {}
            true => {
                out.push_str(&line.replacen(old, new, 1));
                out.push('\n');
            }
            false => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

#[test]
fn what_is_broken_is_found_by_the_expected_shape() {
    let Some(python) = python() else { return };
    let home = tempfile::tempdir().expect("a directory");
    let mut nquads = Vec::new();
    fixture::graph().write_nquads(&mut nquads).expect("writing to memory");
    let nquads = String::from_utf8(nquads).expect("UTF-8");
    let sound = home.path().join("sound.nq");
    std::fs::write(&sound, &nquads).expect("writable");
    let mut files = vec![sound.clone()];
    for (name, part, change, _) in BROKEN {
        let changed = broken(&nquads, part, change);
        assert_ne!(changed, nquads, "{name} changes nothing");
        let file = home.path().join(format!("{name}.nq"));
        std::fs::write(&file, changed).expect("writable");
        files.push(file);
    }
    let found = violations(&python, &files);
    assert!(found[&sound].is_empty(), "{}", found[&sound].join("\n"));
    for (name, _, _, expected) in BROKEN {
        let prefixes = [
            ("cp:", CP),
            ("oa:", "http://www.w3.org/ns/oa#"),
            ("rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
            ("sosa:", "http://www.w3.org/ns/sosa/"),
        ];
        let expected = prefixes.iter().fold(expected.to_owned(), |text, (prefix, iri)| {
            text.replacen(&format!("\t{prefix}"), &format!("\t{iri}"), 1)
        });
        let violations = &found[&home.path().join(format!("{name}.nq"))];
        assert!(
            violations.iter().any(|violation| violation.starts_with(&expected)),
            "{name}: expected {expected:?} in\n{}",
            violations.join("\n")
        );
    }
}
