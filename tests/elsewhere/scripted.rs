//! Errors, pauses and challenges, from a server that gives the answers of a list one after the other.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::{chanpu, complaint, ok, with_environment};
use crate::queries::fixture;

/// A request as it came.
#[derive(Clone, Debug)]
pub(super) struct Received {
    /// Method and target.
    pub(super) line: String,
    /// The value of `Authorization`.
    pub(super) proof: Option<String>,
    pub(super) body: String,
}

/// Answers the first request with the first answer and so on, and all others with 200.
pub(super) struct Scripted {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Scripted {
    pub(super) fn new(answers: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let received = Arc::new(Mutex::new(Vec::new()));
        let (seen, answers) =
            (Arc::clone(&received), answers.iter().map(|text| (*text).to_owned()).collect());
        // It ends with the process.
        thread::spawn(move || serve(&listener, answers, &seen));
        Self { address, received }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/update?key=s3cret", self.address)
    }

    pub(super) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn serve(listener: &TcpListener, answers: Vec<String>, seen: &Mutex<Vec<Received>>) {
    let mut answers = answers.into_iter();
    // Clients to whom nothing is ever said.
    let mut waiting = Vec::new();
    for stream in listener.incoming() {
        let Ok(stream) = stream else { return };
        let Some(request) = read(&stream) else { continue };
        seen.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        let answer = answers.next().unwrap_or_else(|| "200".to_owned());
        if answer == "hang up" {
            continue;
        }
        if answer == "say nothing" {
            waiting.push(stream);
            continue;
        }
        let (head, body) = answer.split_once('|').unwrap_or((answer.as_str(), ""));
        let length = body.len();
        let text = format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}");
        // The client may be gone.
        let _ = (&stream).write_all(text.as_bytes());
    }
}

fn read(stream: &TcpStream) -> Option<Received> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let (mut length, mut proof) = (0, None);
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().ok()?,
            "authorization" => proof = Some(value.to_owned()),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let line = line.trim().trim_end_matches(" HTTP/1.1").to_owned();
    Some(Received { line, proof, body: String::from_utf8(body).ok()? })
}

/// The small graph in a directory of its own.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a directory");
    fixture::write(&home.path().join("g"));
    home
}

/// In one request, so that the scripts stay short.
fn push<'a>(url: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["push", "--graph", "g", "--endpoint", url, "--request-size", "1000"], more].concat()
}

#[test]
fn a_busy_server_is_asked_again() {
    let home = home();
    // The first request asks which documents there are; it is no SPARQL server that answers.
    let server = Scripted::new(&["200|{}", "503 Busy\r\nRetry-After: 0", "502 Bad Gateway", "hang up"]);
    let text = ok(chanpu(home.path(), &push(&server.url(), &[])));
    assert!(text.contains("8 graphs sent"), "{text}");
    let received = server.received();
    // Once more after each of three failures, with the same bytes, and the second part.
    let bodies: Vec<&str> = received.iter().skip(1).map(|request| request.body.as_str()).collect();
    assert!(bodies.len() > 4, "{}", bodies.len());
    assert!(
        bodies[1] == bodies[0] && bodies[2] == bodies[0] && bodies[3] == bodies[0],
        "sent again as it was"
    );
    assert!(
        bodies[0].starts_with("DROP SILENT GRAPH <https://chanpu.example/graph/gazetteer> ;"),
        "{}",
        bodies[0]
    );
    assert_eq!(received[1].line, "POST /update?key=s3cret");
}

#[test]
fn the_same_graph_gives_the_same_requests() {
    let bodies = || {
        let (home, server) = (home(), Scripted::new(&["200|{}"]));
        ok(chanpu(home.path(), &push(&server.url(), &[])));
        server.received().into_iter().map(|request| request.body).collect::<Vec<_>>()
    };
    assert_eq!(bodies(), bodies());
}

#[test]
fn requests_are_no_longer_than_they_may_be() {
    let (home, server) = (home(), Scripted::new(&["200|{}"]));
    let url = server.url();
    ok(chanpu(home.path(), &["push", "--graph", "g", "--endpoint", &url, "--request-size", "8"]));
    let requests = server.received();
    assert!(requests.len() > 20, "{}", requests.len());
    for request in &requests {
        assert!(request.body.len() <= 8 * 1024, "{}", request.body.len());
    }
    let inserted: usize = requests.iter().map(|request| request.body.matches("> .\n").count()).sum();
    assert!(inserted > 500, "{inserted}");
}

#[test]
fn what_was_done_before_a_failure_is_not_done_again() {
    let home = home();
    let small = |url: &str| {
        let arguments = ["push", "--graph", "g", "--endpoint", url, "--request-size", "16"];
        chanpu(home.path(), &arguments)
    };
    let mut script = vec!["200|{}"];
    script.extend(["200"; 16]);
    script.push("400 Bad Request\r\nContent-Type: text/plain|line 3: no");
    let server = Scripted::new(&script);
    let message = complaint(&small(&server.url()));
    assert!(message.contains("400") && message.contains("it says: line 3: no"), "{message}");
    assert!(message.contains("of 8 graphs were done; the next push does the rest"), "{message}");
    assert!(!message.contains("s3cret"), "a key in the address isn't shown: {message}");
    let before = server.received().len();
    let text = ok(small(&server.url()));
    assert!(!text.starts_with("8 graphs sent") && !text.contains("0 unchanged"), "{text}");
    assert!(server.received().len() > before, "the rest is sent");
    assert!(ok(small(&server.url())).starts_with("0 graphs sent"), "and then nothing");
}

#[test]
fn the_server_says_how_it_wants_to_be_shown_the_password() {
    let variables = [("CHANPU_ENDPOINT_USER", "mei"), ("CHANPU_ENDPOINT_PASSWORD", "hunter2")];
    let challenge = "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"";
    let (here, server) = (home(), Scripted::new(&[challenge, "200|{}"]));
    ok(with_environment(here.path(), &push(&server.url(), &[]), &variables));
    let proofs: Vec<Option<String>> = server.received().into_iter().map(|request| request.proof).collect();
    assert_eq!(proofs[0], None, "nothing is sent unasked");
    assert_eq!(proofs[1].as_deref(), Some("Basic bWVpOmh1bnRlcjI="));
    assert_eq!(proofs[2], proofs[1]);

    let challenge =
        "401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"SPARQL\", nonce=\"n\", qop=\"auth\"";
    let (here, server) = (home(), Scripted::new(&[challenge, "200|{}"]));
    ok(with_environment(here.path(), &push(&server.url(), &[]), &variables));
    let proof = server.received()[2].proof.clone().expect("it is shown");
    assert!(proof.starts_with("Digest username=\"mei\", realm=\"SPARQL\""), "{proof}");
    assert!(proof.contains("uri=\"/update?key=s3cret\"") && proof.contains("nc=00000002"), "{proof}");
    assert!(!proof.contains("hunter2"), "{proof}");
}

#[test]
fn a_token_comes_from_a_file_and_is_never_shown() {
    let (here, server) = (home(), Scripted::new(&["200|{}", "403 Forbidden|no"]));
    std::fs::write(here.path().join("secret"), "token = t0p\n").expect("writable");
    let message = complaint(&chanpu(here.path(), &push(&server.url(), &["--credentials", "secret"])));
    assert!(message.contains("403: the server doesn't allow it"), "{message}");
    assert!(!message.contains("t0p"), "{message}");
    assert_eq!(server.received()[1].proof.as_deref(), Some("Bearer t0p"));
    std::fs::write(here.path().join("secret"), "t0p\n").expect("writable");
    let message = complaint(&chanpu(here.path(), &push(&server.url(), &["--credentials", "secret"])));
    assert!(message.contains("secret: line 1 isn't understood") && !message.contains("t0p"), "{message}");
    for entry in walkdir::WalkDir::new(here.path().join("g")) {
        let path = entry.expect("readable").into_path();
        if path.is_file() {
            let text = std::fs::read_to_string(&path).expect("text");
            assert!(!text.contains("s3cret") && !text.contains("t0p"), "{}", path.display());
        }
    }
}

#[test]
fn messages_say_what_to_do() {
    let home = home();
    let asked = |answers: &[&str]| {
        let server = Scripted::new(answers);
        complaint(&chanpu(home.path(), &["query", "documents", "--endpoint", &server.url()]))
    };
    for (answer, expected) in [
        ("301 Moved\r\nLocation: https://other.example/q?key=1", "points to https://other.example/q;"),
        ("200|<html>", "isn't that of a SPARQL server"),
        (
            "200 OK\r\nX-SPARQL-MaxRows: 10|{\"head\":{\"vars\":[]},\"results\":{\"bindings\":[]}}",
            "left out a part",
        ),
        ("200|{\"head\":{\"vars\":[\"g\"]},\"results\":{\"bindings\":[]}}", "send one with `chanpu push`"),
        ("404 Not Found", "there is nothing of that kind"),
        ("500 Oops\r\nContent-Type: text/html|<b>trace</b>", "500: the server failed; its log tells why\n"),
    ] {
        let message = asked(&[answer]);
        assert!(message.contains(expected), "{answer}: {message}");
    }
    let two = r#"200|{"head":{"vars":["g"]},"results":{"bindings":[
        {"g":{"type":"uri","value":"https://a.example/graph/ontology"}},
        {"g":{"type":"uri","value":"https://b.example/graph/ontology"}}]}}"#;
    let message = asked(&[two]);
    assert!(message.contains("--base; there are: https://a.example/ https://b.example/"), "{message}");
    for (url, expected) in [
        ("http://127.0.0.1:9/x", "can't be reached"),
        ("http://mei:hunter2@127.0.0.1:9/x", "must not hold a user name or password"),
        ("sparql.example", "must begin with http:// or https://"),
    ] {
        let message = complaint(&chanpu(home.path(), &["query", "documents", "--endpoint", url]));
        assert!(message.contains(expected) && !message.contains("hunter2"), "{url}: {message}");
    }
}

#[test]
fn no_query_reaches_another_server() {
    let (home, server) = (home(), Scripted::new(&[]));
    let url = server.url();
    std::fs::write(home.path().join("service.rq"), format!("SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"))
        .expect("writable");
    for more in [["--graph", "g"], ["--endpoint", &url]] {
        // Elsewhere too: the text isn't sent on, since the first answer is no graph of chanpu.
        complaint(&chanpu(home.path(), &[&["query", "service.rq"], more.as_slice()].concat()));
    }
    assert!(
        server.received().iter().all(|request| !request.body.contains("SERVICE")),
        "{:?}",
        server.received()
    );
}
