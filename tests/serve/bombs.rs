//! Queries that would end a server that runs them itself, and clients that would wear it out.

use std::io::Write as _;
use std::thread;
use std::time::{Duration, Instant};

use super::Server;

const GOOD: &str = "SELECT ?name { place:530628 rdfs:label ?name }";

/// Every bomb, each with a name.
fn bombs() -> Vec<(&'static str, String)> {
    let repeat = |open: &str, count: usize, middle: &str, close: &str| {
        format!("{}{middle}{}", open.repeat(count), close.repeat(count))
    };
    let doubling = |count: usize| {
        let steps: String =
            (0..count).map(|n| format!("BIND(CONCAT(?v{n}, ?v{n}) AS ?v{}) ", n + 1)).collect();
        format!("SELECT (STRLEN(?v{count}) AS ?n) {{ VALUES ?v0 {{ 'aaaaaaaaaaaaaaaa' }} {steps}}}")
    };
    let values = |lists: usize| {
        let lists: String = (0..lists)
            .map(|n| {
                format!("VALUES ?v{n} {{ {} }} ", (0..10).map(|v| v.to_string() + " ").collect::<String>())
            })
            .collect();
        format!("SELECT (COUNT(*) AS ?n) {{ {lists} }}")
    };
    vec![
        ("864 brackets", format!("SELECT * {{ FILTER({}) }}", repeat("(", 864, "1", ")"))),
        ("20,000 brackets", format!("SELECT * {{ FILTER({}) }}", repeat("(", 20_000, "1", ")"))),
        ("864 braces", format!("SELECT * {}", repeat("{", 864, "?s ?p ?o", "}"))),
        ("704 sub-queries", format!("SELECT * {}", repeat("{ SELECT * ", 704, "{}", "}"))),
        ("120 brackets", format!("SELECT * {{ FILTER({}) }}", repeat("(", 120, "true", ")"))),
        ("128 nodes in nodes", format!("SELECT * {{ {} ?p ?o }}", repeat("[ ?p ", 126, "1", "]"))),
        ("120 lists in lists", format!("SELECT * {{ {} ?p ?o }}", repeat("(", 120, "1", ")"))),
        ("1,024 UNIONs", format!("SELECT * {{ {{ ?s ?p ?o }} {} }}", "UNION { ?s ?p 1 }".repeat(1_024))),
        ("4,096 ||", format!("SELECT * {{ FILTER(true {}) }}", "|| false".repeat(4_096))),
        ("4,096 &&", format!("SELECT * {{ FILTER(true {}) }}", "&& true".repeat(4_096))),
        ("8,000 +", format!("SELECT (1 {} AS ?n) {{}}", "+ 1".repeat(8_000))),
        ("8,000 !", format!("SELECT * {{ FILTER({}true) }}", "!".repeat(8_000))),
        ("1,216 BINDs", {
            let binds: String = (0..1_216).map(|n| format!("BIND({n} AS ?v{n}) ")).collect();
            format!("SELECT * {{ {binds} }}")
        }),
        ("512 OPTIONALs", format!("SELECT * {{ ?s ?p ?o {} }}", "OPTIONAL { ?s ?p ?o }".repeat(512))),
        ("500 MINUS", format!("SELECT * {{ ?s ?p ?o {} }}", "MINUS { ?s ?p ?o }".repeat(500))),
        ("500 EXISTS", format!("SELECT * {{ ?s ?p ?o {} }}", "FILTER EXISTS { ?s ?p ?o }".repeat(500))),
        ("3,000 path steps", format!("SELECT * {{ ?s {}cp:partOf ?o }}", "cp:partOf/".repeat(3_000))),
        ("120 stars", format!("SELECT * {{ ?s {} ?o }}", repeat("(", 60, "cp:partOf", ")*"))),
        ("8 lists of 10", values(8)),
        ("12 lists of 10", values(12)),
        ("doubling 20 times", doubling(20)),
        ("doubling 34 times", doubling(34)),
        ("doubling 60 times", doubling(60)),
        ("product of 3", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }".to_owned()),
        ("product of 5", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }".to_owned()),
        ("sorted product", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a LIMIT 1".to_owned()),
        (
            "all paths",
            "SELECT * { ?a (!cp:x|^!cp:x)* ?b . ?b (!cp:x|^!cp:x)* ?c . ?c (!cp:x)* ?d }".to_owned(),
        ),
        ("all concatenated", {
            "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
                .to_owned()
        }),
        ("replaced", {
            let steps: String =
                (0..12).map(|n| format!("BIND(REPLACE(?v{n}, 'a', 'aaaaaaaa') AS ?v{}) ", n + 1)).collect();
            format!("SELECT (STRLEN(?v12) AS ?n) {{ VALUES ?v0 {{ 'a' }} {steps} }}")
        }),
        (
            "slow pattern",
            "SELECT * { ?s ?p ?o FILTER REGEX(STR(?o), '(a*)*(b*)*(a|b|ab)*c{1,900}') }".to_owned(),
        ),
    ]
}

/// The memory of the server and its workers in MiB, what they share counted for each.
fn memory(server: &Server) -> u64 {
    let front = server.pid();
    let table = std::process::Command::new("ps").args(["-eo", "pid=,ppid=,rss="]).output();
    let table = String::from_utf8(table.expect("ps is there").stdout).expect("numbers");
    let rows: Vec<[u64; 3]> = table
        .lines()
        .filter_map(|line| {
            let mut numbers = line.split_whitespace().filter_map(|number| number.parse().ok());
            Some([numbers.next()?, numbers.next()?, numbers.next()?])
        })
        .collect();
    let mut family = vec![u64::from(front)];
    for _ in 0..2 {
        let children: Vec<u64> =
            rows.iter().filter(|[_, parent, _]| family.contains(parent)).map(|[pid, ..]| *pid).collect();
        family.extend(children.iter().filter(|pid| !family.contains(pid)).copied().collect::<Vec<_>>());
    }
    rows.iter().filter(|[pid, ..]| family.contains(pid)).map(|[.., rss]| rss / 1024).sum()
}

#[test]
fn each_alone_ends_in_an_answer_or_a_refusal() {
    let server = Server::with(&["--timeout", "1", "--memory", "128"]);
    for (name, bomb) in bombs() {
        let begin = Instant::now();
        let answer = server.post(&bomb);
        let time = begin.elapsed();
        assert!(
            [200, 400, 413, 422, 503].contains(&answer.status),
            "{name}: {} {}",
            answer.status,
            answer.body
        );
        assert!(time < Duration::from_secs(10), "{name}: {time:?}");
        if answer.status == 503 {
            assert!(answer.header("retry-after").is_some(), "{name} says when to come back");
        }
        // On a busy machine even this may take longer than a second; then it is asked again.
        let served = (0..5).any(|_| server.post(GOOD).rows().len() == 1);
        assert!(served, "nobody is served after {name}");
    }
}

/// What the allocator has taken before a worker is forked doesn't count against its limit, so it must
/// not be much.
#[test]
fn a_worker_has_the_memory_that_was_said_and_no_more() {
    let steps: String = (0..23).map(|n| format!("BIND(CONCAT(?v{n}, ?v{n}) AS ?v{}) ", n + 1)).collect();
    let query = format!("SELECT (STRLEN(?v23) AS ?n) {{ VALUES ?v0 {{ 'aaaaaaaaaaaaaaaa' }} {steps}}}");
    // A string of 128 MiB, with time enough on a busy machine.
    let answer = |memory: &str| Server::with(&["--timeout", "120", "--memory", memory]).post(&query);
    let generous = answer("2048");
    assert_eq!(generous.status, 200, "{}", generous.body);
    assert_eq!(generous.rows()[0]["n"]["value"], "134217728");
    let frugal = answer("64");
    assert_eq!(frugal.status, 503, "{}", frugal.body);
    assert!(frugal.body.contains("64 MiB"), "{}", frugal.body);
}

#[test]
fn all_at_once_leave_the_others_served() {
    let server = Server::with(&["--timeout", "2", "--memory", "128"]);
    let begin = Instant::now();
    let (mut slowest, mut served, mut highest) = (Duration::ZERO, 0, 0);
    thread::scope(|scope| {
        let target = &server;
        let handles: Vec<_> =
            bombs().into_iter().map(|(_, bomb)| scope.spawn(move || target.post(&bomb).status)).collect();
        // Clients that begin and say no more.
        let silent: Vec<_> = (0..100)
            .map(|_| {
                let mut stream = target.connect();
                let _ = stream.write_all(b"POST /query HTTP/1.1\r\nHost: localhost\r\nContent-Le");
                stream
            })
            .collect();
        while handles.iter().any(|handle| !handle.is_finished()) {
            let asked = Instant::now();
            let answer = target.post(GOOD);
            assert!([200, 503].contains(&answer.status), "{} {}", answer.status, answer.body);
            served += u32::from(answer.status == 200);
            slowest = slowest.max(asked.elapsed());
            highest = highest.max(memory(target));
            thread::sleep(Duration::from_millis(20));
        }
        for handle in handles {
            let status = handle.join().expect("no client panics");
            assert!([200, 400, 413, 422, 503].contains(&status), "{status}");
        }
        drop(silent);
    });
    assert!(begin.elapsed() < Duration::from_secs(60), "{:?}", begin.elapsed());
    assert!(served >= 5, "others are served meanwhile: {served}");
    assert!(slowest < Duration::from_secs(10), "{slowest:?}");
    // The workers with what each may have, the front and the nursery.
    let cores = thread::available_parallelism().map_or(2, usize::from) as u64;
    assert!(highest < (4 * cores.max(2) + 4) * 128 + 512, "{highest} MiB");
    println!("served {served} others, the slowest in {slowest:?}; {highest} MiB at most");
}

/// Linux has many addresses for this machine, so there can be two clients.
#[cfg(target_os = "linux")]
#[test]
fn who_sends_bombs_keeps_no_other_client_waiting() {
    let server = Server::with(&["--timeout", "3", "--memory", "128"]);
    let product = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let head = format!(
        "POST /query HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n\
         Content-Length: {}\r\n\r\n{product}",
        product.len()
    );
    let bombs: Vec<_> = (0..24)
        .map(|_| {
            let mut stream = connect_from("127.0.0.2:0", server.address());
            stream.write_all(head.as_bytes()).expect("it listens");
            stream
        })
        .collect();
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(2) {
        let answer = server.post(GOOD);
        assert_eq!(answer.status, 200, "a short query: {}", answer.body);
        let answer = server.get("/api/questions/leaders", "application/json");
        assert_eq!(answer.status, 200, "a named question: {}", answer.body);
    }
    for bomb in bombs {
        assert_eq!(super::answer(bomb).status, 503);
    }
}

#[cfg(target_os = "linux")]
fn connect_from(own: &str, address: std::net::SocketAddr) -> std::net::TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().expect("a runtime");
    let stream = runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4()?;
        socket.bind(own.parse().expect("an address"))?;
        socket.connect(address).await?.into_std()
    });
    let stream = stream.expect("it listens");
    stream.set_nonblocking(false).expect("a socket");
    stream
}

#[test]
fn a_client_that_hangs_up_frees_its_worker() {
    let server = Server::with(&["--timeout", "30"]);
    let product = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    for _ in 0..20 {
        let mut stream = server.connect();
        let head = format!(
            "POST /query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n\
             Content-Length: {}\r\n\r\n{product}",
            product.len()
        );
        stream.write_all(head.as_bytes()).expect("it listens");
        thread::sleep(Duration::from_millis(30));
    }
    let begin = Instant::now();
    let answer = server.post(GOOD);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
}
