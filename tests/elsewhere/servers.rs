//! The same answers from a graph here, from `chanpu serve`, and from Virtuoso.

use std::collections::BTreeSet;
use std::path::Path;

use super::virtuoso::{CREDENTIALS, Virtuoso};
use super::{chanpu, complaint, ok, with_environment};
use crate::queries::fixture;

/// Every case of `tests/queries`: the name of the question and its parameters.
pub(super) fn cases() -> Vec<(String, Vec<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries");
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|extension| extension != "tsv") {
            continue;
        }
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        for line in std::fs::read_to_string(&path).expect("text").lines() {
            if let Some(case) = line.strip_prefix('#') {
                let parameters = case.trim().split("; ").filter(|pair| !pair.is_empty());
                cases.push((name.clone(), parameters.map(|pair| format!("--param={pair}")).collect()));
            }
        }
    }
    cases.sort();
    assert!(cases.len() > 30, "the cases are found");
    cases
}

/// Asks questions here and there, and gives the names of those whose answers aren't the same bytes.
fn different_answers(directory: &Path, there: &[&str], asks: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let mut different = BTreeSet::new();
    for (name, parameters) in cases().into_iter().filter(|(name, _)| asks(name)) {
        let ask = |more: &[&str]| {
            let mut arguments = vec!["query", name.as_str(), "--format", "csv"];
            arguments.extend(parameters.iter().map(String::as_str));
            arguments.extend(more);
            chanpu(directory, &arguments)
        };
        let (here, there) = (ask(&["--graph", "g"]), ask(there));
        if here.stdout != there.stdout || here.status != there.status {
            let [here, there, errors] = [here.stdout, there.stdout, there.stderr]
                .map(|text| String::from_utf8_lossy(&text).into_owned());
            eprintln!("{name} {parameters:?}\n{here}\n{there}\n{errors}");
            different.insert(name);
        }
    }
    different
}

/// What Virtuoso 7.2.5 answers otherwise, by itself: the reasons are its own mistakes.
const VIRTUOSO: [&str; 3] = [
    // A FILTER behind a path and OPTIONAL loses rows.
    "divisions-of-region",
    // MAX over CONCAT of a date and a text isn't that of the text.
    "project-pipeline",
    // REGEX doesn't know Han characters in brackets.
    "stages-of-project",
];

#[test]
fn virtuoso_gives_the_answers_of_the_graph_here() {
    let Some(virtuoso) = Virtuoso::start() else { return };
    let home = tempfile::tempdir().expect("a directory");
    let directory = home.path();
    fixture::write(&directory.join("g"));
    let (update, query) = (virtuoso.url("/sparql-auth"), virtuoso.url("/sparql"));
    let push = |more: &[&str]| {
        let mut arguments = vec!["push", "--graph", "g", "--endpoint"];
        arguments.extend(more);
        ok(with_environment(directory, &arguments, &CREDENTIALS))
    };
    assert!(push(&[&update]).contains("0 removed, 0 unchanged"), "the first push sends everything");
    let there = different_answers(directory, &["--endpoint", &query], |_| true);
    assert_eq!(there.iter().map(String::as_str).collect::<Vec<_>>(), VIRTUOSO);
    let copied =
        different_answers(directory, &["--endpoint", &query, "--copy"], |name| VIRTUOSO.contains(&name));
    assert!(copied.is_empty(), "{copied:?}");
    same_files(directory, &query);

    super::proxy::serves_virtuoso(&query, &VIRTUOSO);

    // Only what changed: the document that goes, and the gazetteer without what only it named.
    ok(chanpu(directory, &["remove", "2024/005.txt", "--graph", "g"]));
    let plan = push(&[&update, "--dry-run"]);
    assert!(plan.contains("remove <https://chanpu.example/document/2024/005.txt>"), "{plan}");
    assert!(push(&[&update]).contains("1 removed"), "the document goes there too");
    assert!(push(&[&update]).starts_with("0 graphs sent"), "nothing is left to send");
    same_files(directory, &query);

    // The other protocol, with a state of its own, in pieces of four kibibytes.
    let store = virtuoso.url("/sparql-graph-crud-auth");
    let options = ["--protocol", "graph-store", "--request-size", "4", "--ask", &query];
    let sent = push(&[&[store.as_str()], options.as_slice()].concat());
    assert!(sent.contains("0 removed, 0 unchanged"), "{sent}");
    same_files(directory, &query);

    // The state is lost, and with it that a document was there.
    ok(chanpu(directory, &["remove", "2023/004.txt", "--graph", "g"]));
    std::fs::remove_dir_all(directory.join("g/push")).expect("it was there");
    assert!(push(&[&update]).contains("1 removed, 0 unchanged"), "the server is asked what it has");
    same_files(directory, &query);

    let wrong = [("CHANPU_ENDPOINT_USER", "dba"), ("CHANPU_ENDPOINT_PASSWORD", "hunter2")];
    let refused =
        with_environment(directory, &["push", "--graph", "g", "--all", "--endpoint", &update], &wrong);
    let message = complaint(&refused);
    assert!(message.contains("401") && message.contains("--credentials"), "{message}");
    assert!(!message.contains("hunter2"), "{message}");
    let search = "SELECT * { SERVICE cp:search { ?s cp:matches \"天麻\" } }";
    std::fs::write(directory.join("search.rq"), search).expect("writable");
    let message = complaint(&chanpu(directory, &["query", "search.rq", "--endpoint", &query]));
    assert!(message.contains("only where `chanpu serve` answers"), "{message}");
}

/// A server of ours takes the graph of somebody else: its own documents are written by builds alone.
#[test]
fn chanpu_takes_a_graph_with_another_base() {
    let server = crate::serve::Server::writable();
    let home = tempfile::tempdir().expect("a directory");
    let directory = home.path();
    std::fs::write(directory.join("1.txt"), "彝良县的合盛硅业股份有限公司增产。\n").expect("writable");
    std::fs::write(directory.join("2.txt"), "威信县里，代表团与杜氏（集团）有限公司座谈。\n")
        .expect("writable");
    let base = "https://other.example/";
    ok(chanpu(directory, &["build", "1.txt", "2.txt", "--graph", "g", "--base", base]));
    let query = server.url("/query");
    let token = [("CHANPU_ENDPOINT_TOKEN", crate::serve::TOKEN)];
    let push = |url: &str, more: &[&str]| {
        let arguments = [&["push", "--graph", "g", "--ask", &query, "--endpoint", url], more].concat();
        with_environment(directory, &arguments, &token)
    };
    let same = || {
        let here = ok(chanpu(directory, &["export", "--to", "nquads", "--graph", "g"]));
        let there =
            ok(chanpu(directory, &["export", "--to", "nquads", "--endpoint", &query, "--base", base]));
        assert!(here == there, "{here}\n{there}");
    };
    assert!(ok(push(&server.url("/update"), &[])).starts_with("4 graphs sent"), "the first push");
    same();
    let message = complaint(&chanpu(directory, &["query", "documents", "--endpoint", &query]));
    assert!(message.contains("choose a graph with --base"), "{message}");
    ok(chanpu(directory, &["remove", "2.txt", "--graph", "g"]));
    assert!(ok(push(&server.url("/update"), &[])).contains("1 removed"), "the document goes");
    same();
    let store = ok(push(&server.url("/store"), &["--protocol", "graph-store"]));
    assert!(store.starts_with("3 graphs sent"), "{store}");
    same();
    fixture::write(&directory.join("own"));
    let arguments = ["push", "--graph", "own", "--endpoint", &server.url("/update")];
    let message = complaint(&with_environment(directory, &arguments, &token));
    assert!(message.contains("403: the server doesn't allow it"), "{message}");
}

/// Compares exports and firms, here and there.
fn same_files(directory: &Path, endpoint: &str) {
    for arguments in [
        ["export", "--to", "nquads"].as_slice(),
        &["export", "--to", "gexf"],
        &["export", "--to", "csv", "--county", "彝良县"],
        &["firms", "--evidence", "--format", "csv"],
        &["firms", "--county", "昭通市", "--format", "csv"],
    ] {
        let here = ok(chanpu(directory, &[arguments, &["--graph", "g"]].concat()));
        let there = ok(chanpu(directory, &[arguments, &["--endpoint", endpoint]].concat()));
        let different = here.lines().zip(there.lines()).find(|(here, there)| here != there);
        assert_eq!(different, None, "{arguments:?}");
        assert_eq!(here.len(), there.len(), "{arguments:?}");
    }
}

#[test]
fn chanpu_gives_the_answers_of_the_graph_here() {
    let server = crate::serve::Server::start();
    let directory = tempfile::tempdir().expect("a directory");
    let directory = directory.path();
    fixture::write(&directory.join("g"));
    let endpoint = server.url("/query");
    let different = different_answers(directory, &["--endpoint", &endpoint], |_| true);
    assert!(different.is_empty(), "{different:?}");
    same_files(directory, &endpoint);

    // Full text, since this server has it.
    let search =
        "SELECT ?s ?score { SERVICE cp:search { ?s cp:matches \"光伏\" ; cp:score ?score } } ORDER BY ?s";
    std::fs::write(directory.join("search.rq"), search).expect("writable");
    let here = ok(chanpu(directory, &["query", "search.rq", "--format", "csv", "--graph", "g"]));
    let there = ok(chanpu(directory, &["query", "search.rq", "--format", "csv", "--endpoint", &endpoint]));
    assert_eq!(here, there);
    assert!(here.lines().count() > 2, "{here}");

    // Mistakes are found as they are in a graph here.
    for (parameter, expected) in [
        ("county=夷良县", "did you mean 彝良县 (place/530628)"),
        ("county=朝阳", "朝阳区 (place/110105)"),
        ("town=x", "has no parameter \"town\""),
    ] {
        let arguments = ["query", "firms-of-county", "--param", parameter];
        let here = complaint(&chanpu(directory, &[&arguments, ["--graph", "g"].as_slice()].concat()));
        let there =
            complaint(&chanpu(directory, &[&arguments, ["--endpoint", &endpoint].as_slice()].concat()));
        assert_eq!(here, there);
        assert!(there.contains(expected), "{there}");
    }
    let message = complaint(&chanpu(directory, &["query", "-", "--endpoint", &server.url("/nowhere")]));
    assert!(message.contains("405"), "{message}");
}
