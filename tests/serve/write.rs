use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use chanpu::graph::{GraphStore, verify};

use super::{Server, TOKEN, encode};
use crate::cli::Chanpu;
use crate::queries::fixture;

const UPDATE: (&str, &str) = ("Content-Type", "application/sparql-update");
const TURTLE: &str = "text/turtle";

/// The number of quads of the graph on the disk, which must be sound.
fn verified(server: &Server) -> u64 {
    let found = verify(server.graph.path()).expect("a graph");
    assert_eq!(found.problems, []);
    found.quads
}

#[test]
fn nobody_writes_without_the_token() {
    let server = Server::writable();
    let insert = b"INSERT DATA { <http://x/a> a <http://x/b> }";
    let token = format!("Bearer {TOKEN}");
    let wrong = format!("Bearer {}", TOKEN.replace('0', "1"));
    for authorization in ["", "Bearer", "Bearer ", &token[..30], &wrong, TOKEN, "Basic Y2hhbnB1OjE="] {
        for (method, target) in [("POST", "/update"), ("PUT", "/store?default"), ("DELETE", "/store/x")] {
            let answer = server.send(method, target, &[("Authorization", authorization), UPDATE], insert);
            assert_eq!(answer.status, 401, "{authorization}: {}", answer.body);
            assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"chanpu\""));
            assert!(!answer.body.contains(TOKEN));
        }
    }
    // The token in the address is none.
    let answer = server.send("POST", &format!("/update?token={TOKEN}"), &[UPDATE], insert);
    assert_eq!(answer.status, 401);
    // Pages of other sites, with or without --cors, which is for reading.
    let server = Server::with(&["--writable", "--cors", "https://editor.example"]);
    for (name, value) in [
        ("Origin", "https://editor.example"),
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ] {
        let headers = [("Authorization", token.as_str()), UPDATE, (name, value)];
        for (method, target) in [("POST", "/update"), ("PUT", "/store?default"), ("DELETE", "/store?default")]
        {
            let answer = server.send(method, target, &headers, insert);
            assert_eq!(answer.status, 403, "{name}: {value}");
            assert_eq!(answer.header("access-control-allow-origin"), None);
        }
    }
    let preflight = |target: &str| {
        let headers = [("Origin", "https://editor.example"), ("Access-Control-Request-Method", "POST")];
        server.send("OPTIONS", target, &headers, &[])
    };
    assert!(preflight("/query").header("access-control-allow-origin").is_some());
    for target in ["/update", "/store", "/store/x"] {
        assert_eq!(preflight(target).header("access-control-allow-origin"), None, "{target}");
        assert_eq!(preflight(target).header("access-control-allow-methods"), None, "{target}");
    }
    assert!(!server.ask("ASK { <http://x/a> ?p ?o }"));
    let own = format!("http://{}", server.address());
    let answer =
        server.send("POST", "/update", &[("Authorization", &token), UPDATE, ("Origin", &own)], insert);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(server.ask("ASK { <http://x/a> a <http://x/b> }"));
}

#[test]
fn it_doesn_t_start_without_a_good_token() {
    let graph = tempfile::tempdir().expect("a directory");
    fixture::write(graph.path());
    let start = |options: &[&str], token: Option<&str>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chanpu"));
        command.args(["--lang", "en", "serve", "--port", "0", "--graph"]).arg(graph.path()).args(options);
        command.env_remove("CHANPU_TOKEN").envs(token.map(|token| ("CHANPU_TOKEN", token)));
        let output = command.output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for (options, token, words) in [
        (&["--writable"][..], None, "needs a token"),
        (&["--writable", "--public", "--bind", "0.0.0.0"], None, "needs a token"),
        (&["--writable"], Some("secret"), "at least 32 characters"),
        (&["--writable"], Some(""), "at least 32 characters"),
        (&["--writable", "--token-file", "/nowhere/token"], Some(TOKEN), "/nowhere/token"),
        (&["--token-file", "x"], Some(TOKEN), "--writable"),
    ] {
        let (code, errors) = start(options, token);
        assert_eq!(code, Some(2), "{options:?}: {errors}");
        assert!(errors.contains(words), "{options:?}: {errors}");
    }
}

#[test]
fn an_update_is_seen_at_once_and_kept() {
    let server = Server::writable();
    let before = verified(&server);
    for number in 0..5 {
        let insert = format!("INSERT DATA {{ GRAPH <http://x/g> {{ <http://x/a> <http://x/n> {number} }} }}");
        assert_eq!(server.update(&insert), serde_json::json!({ "added": 1, "removed": 0, "graphs": 1 }));
        assert!(
            server.ask(&format!("ASK {{ <http://x/a> <http://x/n> {number} }}")),
            "{number} is seen at once"
        );
        assert_eq!(verified(&server), before + number + 1);
    }
    // Twice is once.
    assert_eq!(
        server.update("INSERT DATA { GRAPH <http://x/g> { <http://x/a> <http://x/n> 4 } }")["added"],
        0
    );
    let health = server.get("/health", "*/*").json();
    assert_eq!(health["quads"], before + 5);
    let graph = Arc::clone(&server.graph);
    drop(server);
    let server = Server::over(Arc::clone(&graph), &[]);
    assert!(server.ask("ASK { GRAPH <http://x/g> { <http://x/a> <http://x/n> 4 } }"), "it is still there");
    let answer = server.write("POST", "/update", "application/sparql-update", "CLEAR ALL");
    assert_eq!(answer.status, 403, "without --writable the token is of no use");
    drop(server);
    let server = Server::over(graph, &["--writable"]);
    // A pattern sees the documents, and what is made of them goes where the client says.
    let copied =
        server.update("INSERT { GRAPH <http://x/h> { ?s a <http://x/Firm> } } WHERE { ?s a cp:Company }");
    assert!(copied["added"].as_u64() > Some(3), "{copied}");
    let gone = server.update("DROP ALL");
    assert_eq!(
        (gone["removed"].as_u64(), gone["graphs"].as_u64()),
        (copied["added"].as_u64().map(|n| n + 5), Some(2))
    );
    assert_eq!(verified(&server), before, "what documents say is still there");
}

/// The index of texts and the counts follow when nothing was written for some seconds.
#[test]
fn full_text_follows_what_is_written() {
    let server = Server::writable();
    server.update("INSERT DATA { GRAPH <http://x/g> { <https://chanpu.example/company/x> rdfs:label '白鹤滩试验厂'@zh } }");
    let found =
        || server.get("/api/search?q=%E8%AF%95%E9%AA%8C%E5%8E%82", "application/json").json()["hits"].clone();
    let deadline = Instant::now() + Duration::from_secs(60);
    while found().as_array().is_none_or(Vec::is_empty) {
        assert!(Instant::now() < deadline, "it is never found");
        thread::sleep(Duration::from_millis(500));
    }
    assert_eq!(found()[0]["entity"], "company/x");
    // What is written after the new generation was loaded goes on from there.
    server.update("INSERT DATA { <http://x/a> a <http://x/b> }");
    assert!(server.ask("ASK { <http://x/a> a <http://x/b> . <https://chanpu.example/company/x> ?p ?o }"));
    verified(&server);
}

#[test]
fn what_documents_say_can_t_be_written() {
    let server = Server::writable();
    let before = verified(&server);
    let graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }";
    let graphs: Vec<String> = server
        .query(graphs, "application/sparql-results+json")
        .rows()
        .iter()
        .filter_map(|row| row["g"]["value"].as_str().map(str::to_owned))
        .collect();
    assert!(graphs.len() > 4, "documents, gazetteer, ontology, service: {graphs:?}");
    for graph in &graphs {
        let update = format!("INSERT DATA {{ GRAPH <{graph}> {{ <http://x/a> a <http://x/b> }} }}");
        let answers = [
            server.write("POST", "/update", "application/sparql-update", &update),
            server.write("PUT", &format!("/store?graph={}", encode(graph)), TURTLE, ""),
            server.write(
                "POST",
                &format!("/store?graph={}", encode(graph)),
                TURTLE,
                "<http://x/a> a <http://x/b> .",
            ),
            server.write("DELETE", &format!("/store?graph={}", encode(graph)), "", ""),
        ];
        for answer in answers {
            assert_eq!(answer.status, 403, "{graph}: {}", answer.body);
            assert!(answer.body.contains("evidence") && answer.body.contains("文档依据"), "{}", answer.body);
        }
    }
    // One operation that fails undoes those before it.
    let both =
        "INSERT DATA { <http://x/a> a <http://x/b> } ; CLEAR GRAPH <https://chanpu.example/graph/gazetteer>";
    assert_eq!(server.write("POST", "/update", "application/sparql-update", both).status, 403);
    for (text, status) in [
        ("LOAD <http://127.0.0.1:1/x>", 403),
        ("LOAD SILENT <file:///etc/passwd> INTO GRAPH <http://x/g>", 403),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE SILENT ?x { ?s ?p ?o } }", 400),
        ("DROP GRAPH <http://x/nothing>", 404),
    ] {
        let answer = server.write("POST", "/update", "application/sparql-update", text);
        assert_eq!(answer.status, status, "{text}: {}", answer.body);
    }
    assert_eq!(verified(&server), before);
    assert!(!server.ask("ASK { <http://x/a> ?p ?o }"));
}

#[test]
fn builds_keep_what_clients_have_written() {
    let run = Chanpu::new();
    for (name, county) in [("1.txt", "彝良县"), ("2.txt", "威信县")] {
        run.write(&format!("in/{name}"), format!("{county}的白水江水电站已经开工建设，总投资3亿元。\n"));
    }
    run.ok(&["build", "in", "--graph", "graph"]);
    let home = tempfile::tempdir().expect("a directory");
    let graph = home.path().join("graph");
    std::fs::rename(run.path("graph"), &graph).expect("the same disk");
    let server = Server::over_path(Arc::new(home), &graph, &["--writable"]);
    server.update("INSERT DATA { <http://x/a> <http://x/p> '默认' . GRAPH <http://x/g> { <http://x/a> <http://x/p> '甲' } }");
    let path = graph.display().to_string();
    let documents = |server: &Server| {
        let rows = server.query("SELECT ?d { ?d a cp:Document } ORDER BY ?d", "text/csv").body;
        rows.lines()
            .skip(1)
            .map(|line| line.rsplit('/').next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(documents(&server), ["1.txt", "2.txt"]);

    // A document changes, another goes, and the program says that it prunes.
    run.write("in/1.txt", "昭阳区的白水江水电站已经建成。\n");
    std::fs::remove_file(run.path("in/2.txt")).expect("it is there");
    run.ok(&["build", "in", "--graph", &path, "--prune"]);
    let found = verify(&graph).expect("a graph");
    assert_eq!((found.problems, found.documents), (vec![], 1));
    // A write before the server has noticed the build is made over the new graph.
    server.update("INSERT DATA { GRAPH <http://x/g> { <http://x/a> <http://x/p> '乙' } }");
    assert_eq!(documents(&server), ["1.txt"]);
    assert!(server.ask(
        "ASK { <http://x/a> <http://x/p> '默认' GRAPH <http://x/g> { <http://x/a> <http://x/p> '甲', '乙' } }"
    ));
    let old = "ASK { GRAPH <https://chanpu.example/document/1.txt> { ?s oa:exact ?text FILTER(CONTAINS(?text, '彝良')) } }";
    assert!(!server.ask(old), "the document's graph was replaced");
    run.ok(&["remove", "1.txt", "--graph", &path]);
    run.ok(&["verify", "--graph", &path]);
    let store = GraphStore::open(&graph).expect("it opens");
    assert_eq!((store.documents().len(), store.clients().len()), (0, 2));
    // A copy has them too.
    run.ok(&["backup", "copy", "--graph", &path]);
    assert_eq!(GraphStore::open(&run.path("copy")).expect("it opens").clients(), store.clients());
}

#[test]
fn a_build_and_an_update_exclude_each_other() {
    let server = Server::with(&["--writable", "--timeout", "5"]);
    let writer = chanpu::graph::GraphWriter::open(server.graph.path(), None).expect("nobody writes");
    let answer = server.write("POST", "/update", "application/sparql-update", "CLEAR ALL");
    assert_eq!(answer.status, 503, "{}", answer.body);
    let pid = std::process::id();
    assert!(answer.body.contains(&format!("process {pid} is writing")), "{}", answer.body);
    assert!(answer.header("retry-after").is_some());
    drop(writer);
    server.update("CLEAR ALL");
    // While the server finds out what a long update does, nobody else may begin.
    thread::scope(|scope| {
        let slow = scope.spawn(|| {
            let text = "INSERT { <http://x/a> <http://x/n> ?n } WHERE { SELECT (COUNT(*) AS ?n) \
                        { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } }";
            server.write("POST", "/update", "application/sparql-update", text)
        });
        let deadline = Instant::now() + Duration::from_secs(4);
        let error = loop {
            // Not at once, so that the server has the lock before it is asked for.
            thread::sleep(Duration::from_millis(500));
            match chanpu::graph::GraphWriter::open(server.graph.path(), None) {
                Err(error) => break error.to_string(),
                Ok(_) => assert!(Instant::now() < deadline, "it is never locked"),
            }
        };
        assert!(error.contains(&format!("process {} is writing", server.pid())), "{error}");
        assert_eq!(slow.join().expect("no panic").status, 503, "its deadline has come");
    });
    assert!(!server.ask("ASK { <http://x/a> <http://x/n> ?n }"));
    chanpu::graph::GraphWriter::open(server.graph.path(), None).expect("nobody writes any more");
}

#[test]
fn bombs_change_nothing() {
    let server = Server::with(&["--writable", "--timeout", "1", "--memory", "128"]);
    let before = verified(&server);
    let doubling: String = (0..40).map(|n| format!("BIND(CONCAT(?v{n}, ?v{n}) AS ?v{}) ", n + 1)).collect();
    for text in [
        format!("INSERT {{ <http://x/a> <http://x/n> ?v40 }} WHERE {{ BIND('aaaaaaaa' AS ?v0) {doubling} }}"),
        "INSERT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }".to_owned(),
        format!("INSERT {{ ?s ?p ?o }} WHERE {}{{ ?s ?p ?o }}{}", "{".repeat(2_000), "}".repeat(2_000)),
        format!("DELETE WHERE {{ {} }}", "?s ?p ?o . ".repeat(20_000)),
    ] {
        let answer = server.write("POST", "/update", "application/sparql-update", &text);
        assert!([400, 503].contains(&answer.status), "{}: {}", answer.status, answer.body);
    }
    let long = "x".repeat((8 << 20) + 1);
    assert_eq!(server.write("POST", "/update", "application/sparql-update", &long).status, 413);
    // An RDF/XML bomb of entities, which its parser expands without end.
    let entities: String =
        (1..12).map(|n| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10))).collect();
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rdf:RDF [<!ENTITY e0 \"aaaaaaaaaa\">{entities}]>\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:x=\"http://x/\">\
         <rdf:Description rdf:about=\"http://x/a\"><x:p>&e11;</x:p></rdf:Description></rdf:RDF>"
    );
    let answer = server.write("PUT", "/store?graph=http://x/g", "application/rdf+xml", &bomb);
    assert!([400, 503].contains(&answer.status), "{}: {}", answer.status, answer.body);
    assert_eq!(verified(&server), before);
    server.update("INSERT DATA { <http://x/a> a <http://x/b> }");
    assert_eq!(verified(&server), before + 1);
}

#[test]
fn many_writers_lose_nothing() {
    let server = Server::writable();
    let before = verified(&server);
    thread::scope(|scope| {
        for writer in 0..4 {
            let server = &server;
            scope.spawn(move || {
                for number in 0..5 {
                    // Each adds one to what it reads.
                    server.update(&format!(
                        "DELETE {{ <http://x/all> <http://x/n> ?n }} INSERT {{ <http://x/all> <http://x/n> ?m . \
                         GRAPH <http://x/{writer}> {{ <http://x/a> <http://x/n> {number} }} }} \
                         WHERE {{ OPTIONAL {{ <http://x/all> <http://x/n> ?n }} BIND(COALESCE(?n, 0) + 1 AS ?m) }}"
                    ));
                }
            });
        }
    });
    assert!(server.ask("ASK { <http://x/all> <http://x/n> 20 }"));
    assert_eq!(verified(&server), before + 21);
}

/// Kills the server while a client writes one number after the other.
#[test]
fn a_killed_server_keeps_what_it_has_confirmed() {
    let kills = std::env::var("CHANPU_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(4_u32);
    let home = tempfile::tempdir().expect("a directory");
    fixture::write(home.path());
    let home = Arc::new(home);
    let mut confirmed = 0_u64;
    for kill in 0..kills {
        let mut server = Server::over(Arc::clone(&home), &["--writable"]);
        let moment = Duration::from_secs_f64(0.1 + (f64::from(kill) * 0.618_034).fract());
        let (address, pid) = (server.address(), server.pid());
        let killer = thread::spawn(move || {
            thread::sleep(moment);
            let _ = Command::new("kill").args(["-9", &pid.to_string()]).status();
        });
        while let Some(status) = try_insert(address, confirmed) {
            assert_eq!(status, 200);
            confirmed += 1;
        }
        killer.join().expect("no panic");
        server.child().wait().expect("it has ended");
        let store = GraphStore::open(home.path()).expect("it opens");
        assert_eq!(verify(home.path()).expect("a graph").problems, [], "after {confirmed}");
        let quads: u64 = store.clients().iter().map(|entry| entry.quads).sum();
        // The one that was cut off may be there or not.
        assert!((confirmed..=confirmed + 1).contains(&quads), "{quads} of {confirmed}");
        confirmed = quads;
    }
    assert!(confirmed > 0);
}

/// Inserts a number; none when the server is gone.
fn try_insert(address: std::net::SocketAddr, number: u64) -> Option<u16> {
    use std::io::{Read as _, Write as _};
    let text = format!("INSERT DATA {{ <http://x/a> <http://x/n> {number} }}");
    let mut stream = std::net::TcpStream::connect(address).ok()?;
    let request = format!(
        "POST /update HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nAuthorization: Bearer {TOKEN}\r\n\
         Content-Type: application/sparql-update\r\nContent-Length: {}\r\n\r\n{text}",
        text.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    answer.split(' ').nth(1)?.parse().ok()
}
