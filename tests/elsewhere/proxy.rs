//! `chanpu serve --endpoint`: an explorer of, and a proxy before, a graph on another server.

use std::collections::BTreeSet;

use super::scripted::Scripted;
use super::servers::cases;
use crate::serve::{Server, encode};

const JSON: &str = "application/sparql-results+json";
/// What a server says that holds a graph of chanpu and has no full text: its graphs, the union, its description.
const FOUND: [&str; 3] = [
    r#"200|{"head":{"vars":["g"]},"results":{"bindings":[{"g":{"type":"uri","value":"https://chanpu.example/graph/ontology"}}]}}"#,
    r#"200|{"head":{},"boolean":true}"#,
    "404 Not Found",
];

/// One that holds such a graph and then says this.
fn found_and(answers: &[&str]) -> Scripted {
    Scripted::new(&[FOUND.as_slice(), answers].concat())
}

/// The addresses of all questions of `tests/queries`, with the names of the questions.
fn questions() -> Vec<(String, String)> {
    let target = |(name, parameters): (String, Vec<String>)| {
        let pairs = parameters.iter().filter_map(|pair| pair.strip_prefix("--param=")?.split_once('='));
        let pairs: Vec<String> = pairs.map(|(key, value)| format!("{key}={}", encode(value))).collect();
        let target = format!("/api/questions/{name}.csv?{}", pairs.join("&"));
        (name, target)
    };
    cases().into_iter().map(target).collect()
}

/// The names of the questions that two servers don't answer with the same bytes.
fn different(one: &Server, other: &Server) -> BTreeSet<String> {
    let differs = |target: &str| {
        let (one, other) = (one.get(target, "*/*"), other.get(target, "*/*"));
        (one.status, one.body) != (other.status, other.body)
    };
    questions().into_iter().filter(|(_, target)| differs(target)).map(|(name, _)| name).collect()
}

#[test]
fn pages_and_answers_are_those_of_the_server_behind() {
    let upstream = Server::start();
    let proxy = Server::before(&upstream.url("/query"), &[], &[]);
    assert_eq!(different(&upstream, &proxy), BTreeSet::new());
    let query = |text: &str| format!("/query?query={}", encode(text));
    let firm = encode("旗滨集团");
    for (target, accept) in [
        ("/place/530628".to_owned(), "text/html"),
        ("/place/530628?lang=en".to_owned(), "text/html"),
        ("/place/530628.json".to_owned(), "*/*"),
        ("/place/530628.csv".to_owned(), "*/*"),
        ("/place/530628.ttl".to_owned(), "*/*"),
        ("/place/530628.jsonld".to_owned(), "*/*"),
        ("/document/2023/001.txt".to_owned(), "text/html"),
        ("/document/2023/001.txt".to_owned(), "text/turtle"),
        ("/document/nothing".to_owned(), "*/*"),
        ("/place/999999".to_owned(), "*/*"),
        ("/search?q=%E5%85%89%E4%BC%8F".to_owned(), "text/html"),
        ("/search?q=".to_owned(), "text/html"),
        (format!("/api/search?q={firm}&limit=5"), "*/*"),
        ("/questions/leaders".to_owned(), "text/html"),
        ("/api/questions/nothing".to_owned(), "*/*"),
        ("/api/questions".to_owned(), "*/*"),
        ("/api/questions/firms-of-county?county=%E5%A4%B7%E8%89%AF%E5%8E%BF".to_owned(), "*/*"),
        ("/store?default".to_owned(), "application/n-triples"),
        ("/store?graph=https://chanpu.example/graph/gazetteer".to_owned(), "text/turtle"),
        ("/store?graph=https://chanpu.example/graph/nothing".to_owned(), "text/turtle"),
        (query("SELECT * { ?s a cp:Company } ORDER BY ?s LIMIT 3"), JSON),
        (query("SELECT * { ?s a cp:Company } ORDER BY ?s LIMIT 3"), "text/csv"),
        (query("SELECT * { ?s a cp:Company } ORDER BY ?s LIMIT 3"), "text/html"),
        (query("ASK { ?s a cp:Company }"), JSON),
        (query("ASK { ?s a cp:Company }"), "text/html"),
        (query("SELECT ?s { SERVICE cp:search { ?s cp:matches '光伏' } } ORDER BY ?s"), JSON),
        (query("SELECT ?x { ?s a }"), JSON),
    ] {
        let (there, here) = (upstream.get(&target, accept), proxy.get(&target, accept));
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            // Triples have no order of their own.
            lines.sort_unstable_by_key(|line| {
                if target.starts_with("/store") { line.clone() } else { String::new() }
            });
            lines
        };
        assert_eq!((here.status, here.media()), (there.status, there.media()), "{target}: {}", here.body);
        let [there_host, here_host] = [&upstream, &proxy].map(|server| server.address().to_string());
        assert_eq!(
            sorted(&here.body),
            sorted(&there.body.replace(&there_host, &here_host)),
            "{target} {accept}"
        );
    }
    let graph = encode("https://chanpu.example/graph/gazetteer");
    let asked = format!("{}&default-graph-uri={graph}", query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"));
    assert_eq!(proxy.get(&asked, JSON).rows(), upstream.get(&asked, JSON).rows());
    let all = query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }");
    assert_ne!(proxy.get(&asked, JSON).rows(), proxy.get(&all, JSON).rows(), "the graph is taken");
    let start = proxy.get("/", "text/html").body;
    assert!(start.contains("6 documents") && start.contains("on another SPARQL server"), "{start}");
    assert!(!start.contains("no full text"), "this one has it");
    let description = proxy.get("/query", "text/turtle").body;
    assert!(description.contains("cp:search"), "and the description says so: {description}");
    let hidden = "PREFIX cp: <http://127.0.0.1:9/> SELECT * { SERVICE cp:search { ?s ?p ?o } }";
    let hidden = proxy.query(hidden, JSON);
    assert!(hidden.status == 400 && hidden.body.contains("SERVICE is refused"), "{}", hidden.body);
    assert_eq!(proxy.get("/health", "*/*").json()["documents"], serde_json::Value::Null);
}

#[test]
fn limits_gates_and_updates_are_as_ever() {
    let upstream = Server::start();
    let proxy = Server::before(&upstream.url("/query"), &["--max-rows", "5", "--timeout", "5"], &[]);
    let all = "SELECT ?s { ?s ?p ?o }";
    let refused = proxy.query(all, JSON);
    assert_eq!(refused.status, 422, "{}", refused.body);
    let part = proxy.get(&format!("/query?partial=true&query={}", encode(all)), JSON);
    assert_eq!((part.status, part.rows().len()), (200, 5));
    assert_eq!(part.header("chanpu-truncated"), Some("rows=5"));
    let documents = proxy.get("/api/questions/documents", "*/*").json();
    assert_eq!(
        (documents["truncated"].as_bool(), documents["rows"].as_array().map(Vec::len)),
        (Some(true), Some(5))
    );

    let update = proxy.send(
        "POST",
        "/update",
        &[("Content-Type", "application/sparql-update")],
        b"INSERT DATA { <http://x/> <http://x/> 1 }",
    );
    assert_eq!(update.status, 403, "{}", update.body);
    assert_eq!(proxy.query("DROP ALL", JSON).status, 400);
    assert_eq!(proxy.send("DELETE", "/store?default", &[], &[]).status, 403);
    assert_eq!(proxy.send("GET", "/", &[("Host", "evil.example")], &[]).status, 421);
    let post = [("Origin", "https://evil.example"), ("Content-Type", "application/sparql-query")];
    assert_eq!(proxy.send("POST", "/query", &post, all.as_bytes()).status, 403);
    for (text, status) in [
        (format!("SELECT * {{ FILTER({}1{}) }}", "(".repeat(864), ")".repeat(864)), 400),
        (format!("SELECT * {{ FILTER(true {}) }}", "|| false".repeat(4_096)), 0),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }".to_owned(), 0),
    ] {
        let answer = proxy.post(&text);
        assert!(answer.status == status || status == 0, "{}: {}", answer.status, answer.body);
        assert_eq!(proxy.query("ASK { ?s ?p ?o }", JSON).status, 200, "the server goes on after {text:.40}");
    }
}

#[test]
fn only_that_address_is_spoken_to() {
    let elsewhere = Scripted::new(&[]);
    let evil = elsewhere.url();
    let redirect = format!("302 Found\r\nLocation: {evil}");
    let upstream = found_and(&[&redirect]);
    let proxy = Server::before(&upstream.url(), &[], &[]);
    let moved = proxy.query("ASK { ?s ?p ?o }", JSON);
    assert_eq!(moved.status, 502, "{}", moved.body);
    assert!(!moved.body.contains("127.0.0.1"), "{}", moved.body);
    let before = upstream.received().len();
    for text in [
        format!("SELECT * {{ SERVICE <{evil}> {{ ?s ?p ?o }} }}"),
        format!("SELECT * {{ SERVICE SILENT <{evil}> {{ ?s ?p ?o }} }}"),
        "SELECT * { ?s ?p ?o SERVICE ?o { ?a ?b ?c } }".to_owned(),
        format!("PREFIX cp: <{evil}/> SELECT * {{ SERVICE cp:search {{ ?s ?p ?o }} }}"),
        format!("LOAD <{evil}>"),
        "SELECT * { SERVICE cp:search { ?s cp:matches '光伏' } }".to_owned(),
    ] {
        let answer = proxy.query(&text, JSON);
        assert_eq!(answer.status, 400, "{text}: {}", answer.body);
        let expected = match text.as_str() {
            text if text.starts_with("LOAD") => "queries only read",
            // With another prefix it is no search either, which a server that can search would notice next.
            text if text.contains("cp:search") => "no full text",
            _ => "SERVICE is refused",
        };
        assert!(answer.body.contains(expected), "{text}: {}", answer.body);
    }
    let sent = upstream.received();
    assert!(sent.iter().skip(before).all(|request| !request.body.contains("SERVICE")), "{sent:?}");
    assert!(elsewhere.received().is_empty(), "{:?}", elsewhere.received());
}

#[test]
fn a_server_that_fails_is_told_without_its_secrets() {
    let upstream = found_and(&["500 Oops|at /srv/secret", "say nothing"]);
    let token = [("CHANPU_ENDPOINT_TOKEN", "t0p-s3cret")];
    let proxy = Server::before(&upstream.url(), &["--timeout", "2"], &token);
    let failed = proxy.query("ASK { ?s ?p ?o }", JSON);
    assert_eq!(failed.status, 502, "{}", failed.body);
    assert!(!failed.body.contains("/srv") && !failed.body.contains("127.0.0.1"), "{}", failed.body);
    let silent = proxy.query("ASK { ?s ?p ?o }", JSON);
    assert_eq!(silent.status, 504, "{}", silent.body);
    assert!(upstream.received().iter().all(|request| request.proof.as_deref() == Some("Bearer t0p-s3cret")));
    let log = proxy.log();
    assert!(log.contains("500: the server failed"), "the log says why: {log}");
    assert!(!log.contains("t0p") && !log.contains("s3cret"), "{log}");
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        assert!(!String::from_utf8_lossy(&line).contains("t0p-s3cret"), "no command line shows it");
    }
    let start = proxy.get("/", "text/html");
    assert!(start.status == 200 || start.status == 502, "{}", start.status);
}

#[test]
fn what_a_server_without_full_text_cannot_do_is_said() {
    let upstream = found_and(&[]);
    let proxy = Server::before(&upstream.url(), &[], &[]);
    assert!(proxy.log().contains("no full text"), "{}", proxy.log());
    let description = proxy.get("/query", "text/turtle");
    assert!(description.status == 200 && !description.body.contains("cp:search"), "{}", description.body);
}

#[test]
fn a_copy_is_answered_here() {
    let upstream = Server::start();
    let url = upstream.url("/query");
    let copy = Server::before(&url, &["--copy"], &[]);
    let local = Server::over(std::sync::Arc::clone(&upstream.graph), &[]);
    drop(upstream);
    assert_eq!(different(&local, &copy), BTreeSet::new());
    let found = copy.get("/api/search?q=%E5%85%89%E4%BC%8F", "*/*").json();
    assert!(found["hits"].as_array().is_some_and(|hits| hits.len() > 2), "{found}");
    assert_eq!(copy.get("/health", "*/*").json()["documents"], 6);
}

/// Over a server that isn't ours, whose answers to some questions are its own.
pub(super) fn serves_virtuoso(endpoint: &str, own: &[&str]) {
    let local = Server::start();
    let proxy = Server::before(endpoint, &[], &[]);
    let log = proxy.log();
    assert!(log.contains("no full text") && log.contains("differently from the standard"), "{log}");
    let found: Vec<String> = different(&local, &proxy).into_iter().collect();
    assert_eq!(found, own);
    for target in ["/place/530628.json", "/place/530628", "/api/questions"] {
        assert_eq!(proxy.get(target, "*/*").body, local.get(target, "*/*").body, "{target}");
    }
    let search = proxy.get("/search?q=%E6%97%97%E6%BB%A8", "text/html").body;
    assert!(search.contains("旗滨光伏项目") && search.contains("has no full text"), "{search}");
    let copy = Server::before(endpoint, &["--copy"], &[]);
    assert_eq!(different(&local, &copy), BTreeSet::new());
}
