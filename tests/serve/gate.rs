//! Who may ask, how much at once, and for how long.

use std::io::Write as _;
use std::time::{Duration, Instant};

use chanpu::graph::{Descriptions, GraphWriter};

use super::{Server, answer};

const JSON: &str = "application/sparql-results+json";

#[test]
fn only_this_machine_is_served_under_its_names() {
    let server = Server::with(&["--host", "graph.example"]);
    for (host, status) in [
        ("localhost", 200),
        ("localhost:7878", 200),
        ("[::1]:80", 200),
        ("graph.example", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
    ] {
        assert_eq!(server.send("GET", "/health", &[("Host", host)], &[]).status, status, "{host}");
    }
}

#[test]
fn pages_of_other_sites_are_kept_out() {
    let server = Server::with(&["--cors", "https://editor.example"]);
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    let post =
        |origin: &str| server.send("POST", "/query", &[form, ("Origin", origin)], b"query=ASK%20%7B%7D");
    assert_eq!(post("https://evil.example").status, 403);
    assert_eq!(post("null").status, 403);
    let known = post("https://editor.example");
    assert_eq!(
        (known.status, known.header("access-control-allow-origin")),
        (200, Some("https://editor.example"))
    );
    // A page may send a GET, but not read what comes back.
    let get = server.send("GET", "/query?query=ASK%20%7B%7D", &[("Origin", "https://evil.example")], &[]);
    assert_eq!((get.status, get.header("access-control-allow-origin")), (200, None));
    let preflight = |path: &str, origin: &str| {
        let answer = server.send("OPTIONS", path, &[("Origin", origin)], &[]);
        answer.header("access-control-allow-origin").map(str::to_owned)
    };
    assert_eq!(preflight("/query", "https://editor.example").as_deref(), Some("https://editor.example"));
    assert_eq!(preflight("/update", "https://editor.example"), None);
    assert_eq!(preflight("/query", "https://evil.example"), None);
}

#[test]
fn every_answer_is_protected() {
    let server = Server::start();
    for target in
        ["/health", "/query?query=ASK%20%7B%7D", "/query?query=x", "/nothing", "/../etc/passwd", "/%00"]
    {
        let answer = server.get(target, "*/*");
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{target}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{target}");
        assert!(!answer.body.contains("root:"), "{target}");
    }
}

#[test]
fn large_requests_are_refused() {
    let server = Server::start();
    let length = |length: &str, body: &[u8]| {
        let headers = [("Content-Type", "application/sparql-query"), ("Content-Length", length)];
        server.send("POST", "/query", &headers, body).status
    };
    // Before a byte of the body is read.
    assert_eq!(length("104857600", b"ASK"), 413);
    assert_eq!(length("-1", b"ASK"), 400);
    assert_eq!(server.post(&format!("ASK {{}} #{}", "x".repeat(70_000))).status, 413);
    // In pieces, without saying how many.
    let mut stream = server.connect();
    let head = "POST /query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n\
                Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    stream.write_all(head.as_bytes()).expect("it listens");
    let piece = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    for _ in 0..1600 {
        if stream.write_all(piece.as_bytes()).is_err() {
            break;
        }
    }
    let refused = answer(stream).status;
    assert!(refused == 413 || refused == 0, "100 MB are not read: {refused}");
    let headers: Vec<(String, String)> = (0..200).map(|n| (format!("X-{n}"), "x".to_owned())).collect();
    let headers: Vec<(&str, &str)> =
        headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(server.send("GET", "/health", &headers, &[]).status, 431);
    assert_eq!(server.send("GET", "/health", &[("X", &"x".repeat(1 << 20))], &[]).status, 431);
    assert_eq!(server.get("/health", "*/*").status, 200);
}

#[test]
fn clients_that_say_too_little_are_sent_away() {
    let server = Server::start();
    let begin = Instant::now();
    let head = "POST /query HTTP/1.1\r\nHost: localhost\r\n";
    let mut silent: Vec<_> = ["", "GE", head]
        .map(|beginning| {
            let mut stream = server.connect();
            stream.write_all(beginning.as_bytes()).expect("it listens");
            stream
        })
        .into();
    // One that sends a line every second.
    let mut dripping = server.connect();
    dripping.write_all(head.as_bytes()).expect("it listens");
    while dripping.write_all(b"X: y\r\n").is_ok() && begin.elapsed() < Duration::from_secs(25) {
        std::thread::sleep(Duration::from_secs(1));
    }
    assert!(begin.elapsed() < Duration::from_secs(25), "the dripping client is still served");
    for stream in &mut silent {
        stream.set_read_timeout(Some(Duration::from_secs(15))).expect("a socket");
        // What comes, if anything, is the end or a refusal and the end.
        let mut bytes = Vec::new();
        let outcome = std::io::Read::read_to_end(stream, &mut bytes);
        let is_closed = outcome.as_ref().is_ok()
            || outcome.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::ConnectionReset);
        assert!(is_closed, "{outcome:?}");
    }
    assert_eq!(server.get("/health", "*/*").status, 200);
}

#[test]
fn it_stops_when_asked_to() {
    let mut server = Server::start();
    assert_eq!(server.query("ASK {}", JSON).status, 200);
    let begin = Instant::now();
    let pid = server.child().id().to_string();
    std::process::Command::new("kill").args(["-TERM", &pid]).status().expect("kill is there");
    let status = server.child().wait().expect("it ends");
    assert_eq!(status.code(), Some(0));
    assert!(begin.elapsed() < Duration::from_secs(8), "{:?}", begin.elapsed());
}

#[test]
fn other_machines_need_a_word() {
    let run = crate::cli::Chanpu::new();
    let open = ["serve", "--bind", "0.0.0.0", "--port", "0"];
    run.says(&open, 2, &["--public"], &["--public", "其他机器"]);
    let missing = ["serve", "--port", "0", "--graph", "nothing"];
    run.says(&missing, 2, &["no graph here"], &["nothing"]);
}

#[test]
fn a_new_build_is_served() {
    let server = Server::start();
    let documents = || server.get("/health", "*/*").json()["documents"].as_u64();
    let all = crate::queries::fixture::extractions().len() as u64;
    assert_eq!(documents(), Some(all));
    let mut writer = GraphWriter::open(server.graph.path(), None).expect("the graph must open");
    let first = writer.documents().next().expect("a document").id.clone();
    assert!(writer.remove_document(&first));
    let gazetteer = crate::queries::fixture::gazetteer();
    let descriptions = Descriptions { gazetteer: &gazetteer, version: "test" };
    writer.commit(descriptions).expect("the commit must succeed");
    let begin = Instant::now();
    while documents() != Some(all - 1) {
        assert!(begin.elapsed() < Duration::from_secs(30), "the new graph is never served");
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(server.query("ASK {}", JSON).status, 200);
}
