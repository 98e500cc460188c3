//! `chanpu serve`: the real program on a port of its own, asked over loopback.

/// The JSON API, graphs, full text.
mod api;
/// Queries that would end a server that runs them itself.
mod bombs;
/// Clients of others: curl, SPARQLWrapper, rdflib.
mod clients;
/// Hosts, sites, sizes, times: what needs no graph.
mod gate;
/// What stands behind an IRI, and the pages around it.
mod pages;
/// The SPARQL 1.1 Protocol.
mod protocol;
/// The cases of the W3C.
mod w3c;
/// Clients that change the graph.
mod write;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use crate::queries::fixture;

/// A running server over the small graph of the queries' tests.
pub(crate) struct Server {
    child: Child,
    address: SocketAddr,
    pub(crate) graph: Arc<tempfile::TempDir>,
}

/// What clients must know who write.
pub(crate) const TOKEN: &str = "0123456789abcdef0123456789abcdef";

/// What it answered.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The media type without its parameters.
    pub(crate) fn media(&self) -> &str {
        self.header("content-type").and_then(|value| value.split(';').next()).unwrap_or_default()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect(&self.body)
    }

    /// The rows of SPARQL results in JSON.
    pub(crate) fn rows(&self) -> Vec<serde_json::Value> {
        self.json()["results"]["bindings"].as_array().cloned().unwrap_or_default()
    }
}

/// Puts the small graph into a directory.
fn write_graph(directory: &Path) {
    fixture::write(directory);
}

impl Server {
    pub(crate) fn start() -> Self {
        Self::with(&[])
    }

    /// With options of its own.
    pub(crate) fn with(options: &[&str]) -> Self {
        let graph = tempfile::tempdir().expect("a directory");
        write_graph(graph.path());
        Self::over(Arc::new(graph), options)
    }

    /// One that clients may write to.
    pub(crate) fn writable() -> Self {
        Self::with(&["--writable"])
    }

    /// Over a graph that is there. The token is for those that are started with `--writable`.
    pub(crate) fn over(graph: Arc<tempfile::TempDir>, options: &[&str]) -> Self {
        let path = graph.path().to_owned();
        Self::over_path(graph, &path, options)
    }

    /// Over a graph somewhere in a directory.
    pub(crate) fn over_path(graph: Arc<tempfile::TempDir>, path: &Path, options: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chanpu"));
        command.args(["serve", "--log", "off", "--graph"]).arg(path).args(options);
        command.env("CHANPU_TOKEN", TOKEN).current_dir(path).stderr(Stdio::null());
        Self::run(command, graph)
    }

    /// Before the SPARQL server at an address. What it logs can be read.
    pub(crate) fn before(endpoint: &str, options: &[&str], variables: &[(&str, &str)]) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let log = std::fs::File::create(directory.path().join("log")).expect("writable");
        let mut command = Command::new(env!("CARGO_BIN_EXE_chanpu"));
        command.args(["serve", "--log", "json", "--endpoint", endpoint]).args(options);
        command.env_remove("http_proxy").envs(variables.iter().copied());
        command.current_dir(directory.path()).stderr(log);
        Self::run(command, Arc::new(directory))
    }

    /// What a server that was started with [`Server::before`] has logged.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.graph.path().join("log")).expect("it has one")
    }

    fn run(mut command: Command, graph: Arc<tempfile::TempDir>) -> Self {
        let mut child = command
            .args(["--port", "0"])
            .env("LC_ALL", "C.UTF-8")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut line = String::new();
        let out = child.stdout.take().expect("it is piped");
        BufReader::new(out).read_line(&mut line).expect("it says where it listens");
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/');
        let address = address.parse().expect("an address");
        Self { child, address, graph }
    }

    /// An address on it.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a socket");
        stream
    }

    /// Sends a request and reads the answer to its end.
    pub(crate) fn send(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            request.push_str(&format!("Host: {}\r\n", self.address));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() && !headers.iter().any(|(name, _)| *name == "Content-Length") {
            request.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        request.push_str("\r\n");
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("it reads the head");
        // A server that has seen enough may close before all is sent.
        let _ = stream.write_all(body);
        answer(stream)
    }

    pub(crate) fn get(&self, target: &str, accept: &str) -> Answer {
        self.send("GET", target, &[("Accept", accept)], &[])
    }

    /// A request of somebody who knows the token.
    pub(crate) fn write(&self, method: &str, target: &str, content_type: &str, body: &str) -> Answer {
        let token = format!("Bearer {TOKEN}");
        let mut headers = vec![("Authorization", token.as_str())];
        if !content_type.is_empty() {
            headers.push(("Content-Type", content_type));
        }
        self.send(method, target, &headers, body.as_bytes())
    }

    /// An update, which has to succeed.
    pub(crate) fn update(&self, text: &str) -> serde_json::Value {
        let answer = self.write("POST", "/update", "application/sparql-update", text);
        assert_eq!(answer.status, 200, "{text}: {}", answer.body);
        answer.json()
    }

    /// The answer to a question of yes or no.
    pub(crate) fn ask(&self, text: &str) -> bool {
        let answer = self.query(text, "application/sparql-results+json");
        assert_eq!(answer.status, 200, "{text}: {}", answer.body);
        answer.json()["boolean"].as_bool().expect("yes or no")
    }

    /// A query by GET.
    pub(crate) fn query(&self, text: &str, accept: &str) -> Answer {
        self.get(&format!("/query?query={}", encode(text)), accept)
    }

    /// A query in the body, which may be longer than an address.
    pub(crate) fn post(&self, text: &str) -> Answer {
        self.send("POST", "/query", &[("Content-Type", "application/sparql-query")], text.as_bytes())
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The number of the process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The process, for signals.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads an answer until the server closes.
pub(crate) fn answer(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8(bytes).expect("the answer is UTF-8");
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or_default();
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    Answer { status, headers, body: body.to_owned() }
}

/// Percent-encodes everything but letters and digits.
pub(crate) fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
