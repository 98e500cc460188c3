//! Measures `chanpu serve`: the latency of each named question, how long 32 clients wait who ask 200 mixed ones a second,
//! and how many they get answered when they ask as fast as they can.
//!
//! `cargo bench --bench serve` makes a graph of the sample corpus; `CHANPU_COPIES=28` makes one of as many
//! copies of it and of the gold documents, each of another year and every fifth with firms and projects of
//! its own (2 million quads); `CHANPU_GRAPH=dir` is another graph, `CHANPU_SECONDS=60` and `CHANPU_ROUNDS=10`
//! other durations. With `CHANPU_FLOOR=1` it fails where a client of those 200 a second gets an error, or one in a hundred
//! waits longer than 500 ms.
//! What goes over loopback is measured, parsing of the answer excepted: first each question so that no
//! answer can be one that was kept, then asked again. The 200 a second are about many places, firms and projects, each
//! asked again and again as people do. Then a client asks on while eight others, from another
//! address, send queries that run until they are stopped.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const CLIENTS: usize = 32;
/// How many requests a second they send, and how long one in a hundred may wait.
const RATE: u32 = 200;
const FLOOR: Duration = Duration::from_millis(500);
/// How many things of a type the mixed questions are about.
const VALUES: usize = 20;
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/corpus");
const GOLD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gold");

fn main() -> Result<()> {
    // `cargo test` runs benches too, with --test, to see that they still work.
    let is_test = !env::args().any(|argument| argument == "--bench");
    let scratch = tempfile::tempdir()?;
    let graph = match env::var_os("CHANPU_GRAPH") {
        Some(graph) => PathBuf::from(graph),
        None => {
            let graph = scratch.path().join("graph");
            let copies = env::var("CHANPU_COPIES").ok().and_then(|text| text.parse().ok()).unwrap_or(0_u64);
            let corpus =
                if copies == 0 { ROOT.into() } else { copied(&scratch.path().join("corpus"), copies)? };
            let mut build = Command::new(env!("CARGO_BIN_EXE_chanpu"));
            build.arg("build").arg(corpus).arg("--graph").arg(&graph);
            build.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
            graph
        }
    };
    let server = Server::start(&graph)?;
    let mut client = Client::connect(&server.address)?;
    let all = targets(&mut client)?;
    let targets: BTreeMap<String, String> =
        all.iter().filter_map(|(name, targets)| Some((name.clone(), targets.first()?.clone()))).collect();
    let number = |name| env::var(name).ok().and_then(|text| text.parse().ok());
    let (rounds, seconds) = if is_test { (1, 0) } else { (50, 20) };
    let rounds = number("CHANPU_ROUNDS").unwrap_or(rounds);
    let seconds = number("CHANPU_SECONDS").unwrap_or(seconds);
    println!("{:<28} {:>9} {:>9} {:>9} {:>9}", "question", "p50 ms", "p95 ms", "again p95", "bytes");
    for (name, target) in &targets {
        let mut bytes = 0;
        let mut ask = |again: bool| -> Result<Duration> {
            let begin = Instant::now();
            let answer = if again { client.get_as(target, "*/*") } else { client.get(target) };
            let (status, body) = answer?;
            if status != 200 {
                println!("{name}: {status} {body}");
            }
            bytes = body.len();
            Ok(begin.elapsed())
        };
        // The first one warms up.
        ask(true)?;
        let mut fresh = (0..rounds).map(|_| ask(false)).collect::<Result<Vec<_>>>()?;
        let mut again = (0..rounds).map(|_| ask(true)).collect::<Result<Vec<_>>>()?;
        println!(
            "{name:<28} {:>9.2} {:>9.2} {:>9.2} {bytes:>9}",
            milliseconds(percentile(&mut fresh, 50)),
            milliseconds(percentile(&mut fresh, 95)),
            milliseconds(percentile(&mut again, 95))
        );
    }
    let time = Duration::from_secs(seconds);
    let many: Vec<String> = all.into_values().flatten().collect();
    let paced = clients(&server.address, &many, time, Pace::Second(RATE))?;
    let targets_of_all: Vec<String> = targets.values().cloned().collect();
    clients(&server.address, &targets_of_all, time, Pace::Unlimited)?;
    if env::var_os("CHANPU_FLOOR").is_some() && (paced.errors > 0 || paced.p99 > FLOOR) {
        return Err(format!("the floor is no error and a p99 of {FLOOR:?}").into());
    }
    disturbed(&server.address, &targets, Duration::from_secs(seconds))
}

/// Queries that run until they are stopped: in the evaluation, in the optimiser, or for want of memory.
fn bombs() -> Vec<String> {
    let doubling: String = (0..34).map(|n| format!("BIND(CONCAT(?v{n}, ?v{n}) AS ?v{}) ", n + 1)).collect();
    let lists: String = (0..12).map(|n| format!("VALUES ?v{n} {{ 0 1 2 3 4 5 6 7 8 9 }} ")).collect();
    vec![
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }".to_owned(),
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a LIMIT 1".to_owned(),
        format!("SELECT (STRLEN(?v34) AS ?n) {{ VALUES ?v0 {{ 'aaaaaaaaaaaaaaaa' }} {doubling}}}"),
        format!("SELECT (COUNT(*) AS ?n) {{ {lists} }}"),
        "SELECT * { ?a (!cp:x|^!cp:x)* ?b . ?b (!cp:x|^!cp:x)* ?c }".to_owned(),
    ]
}

/// How long a client waits for answers to named questions and to a short query, alone and while others
/// send bombs.
fn disturbed(address: &str, targets: &BTreeMap<String, String>, time: Duration) -> Result<()> {
    let short = "SELECT ?name { place:530628 rdfs:label ?name }";
    let short = BTreeMap::from([("query".to_owned(), format!("/query?query={}", encode(short)))]);
    for (name, targets) in [("named questions", targets), ("a short query", &short)] {
        let alone = waits(address, targets, time)?;
        let stop = AtomicBool::new(false);
        let under_bombs = thread::scope(|scope| {
            for number in 0..8 {
                let stop = &stop;
                scope.spawn(move || {
                    for bomb in bombs().iter().cycle().skip(number) {
                        if stop.load(Ordering::Relaxed) {
                            return;
                        }
                        let target = format!("/query?query={}", encode(bomb));
                        let client = Client::connect_from("127.0.0.2", address);
                        // Most are refused, which is what they are for.
                        let _ = client.and_then(|mut client| client.get(&target));
                    }
                });
            }
            let waits = waits(address, targets, time);
            stop.store(true, Ordering::Relaxed);
            waits
        })?;
        println!("{name:<16} alone {alone}; under bombs {under_bombs}");
    }
    Ok(())
}

/// What one client has to wait for.
fn waits(address: &str, targets: &BTreeMap<String, String>, time: Duration) -> Result<String> {
    let begin = Instant::now();
    let (mut client, mut waits) = (Client::connect(address)?, Waits::default());
    for target in targets.values().cycle().take_while(|_| begin.elapsed() < time) {
        waits.ask(&mut client, target, None)?;
    }
    Ok(waits.summary())
}

/// As many copies of the documents that are here, which differ in years, and some in firms and projects.
fn copied(directory: &Path, copies: u64) -> Result<PathBuf> {
    for copy in 0..copies {
        let folder = directory.join(format!("{copy:03}"));
        std::fs::create_dir_all(&folder)?;
        for entry in std::fs::read_dir(ROOT)?.chain(std::fs::read_dir(GOLD)?) {
            let path = entry?.path();
            let is_document = path
                .extension()
                .is_some_and(|extension| ["txt", "md", "html"].iter().any(|known| extension == *known));
            // Some are in an encoding of their own.
            let Some(text) = std::fs::read_to_string(&path).ok().filter(|_| is_document) else { continue };
            let mut text = text.replace("2023", &(2000 + copy).to_string());
            if copy % 5 == 4 {
                let sign = ["甲", "乙", "丙", "丁", "戊", "己"][(copy / 5 % 6) as usize];
                text = text.replace("有限公司", &format!("{sign}业有限公司"));
                text = text.replace("项目", &format!("{sign}期项目"));
            }
            std::fs::write(folder.join(path.file_name().ok_or("no name")?), text)?;
        }
    }
    Ok(directory.to_owned())
}

/// How fast clients ask.
#[derive(Clone, Copy)]
enum Pace {
    /// So many requests a second, of all clients; what was asked a moment ago may be asked again.
    Second(u32),
    /// One after the other, each as if nobody had asked it before.
    Unlimited,
}

/// What clients had to wait for.
#[derive(Default)]
struct Waits {
    times: Vec<Duration>,
    errors: usize,
    p99: Duration,
}

impl Waits {
    /// Asks, and notes how long that takes.
    fn ask(&mut self, client: &mut Client, target: &str, accept: Option<&str>) -> Result<()> {
        let asked = Instant::now();
        let (status, _) = match accept {
            Some(accept) => client.get_as(target, accept)?,
            None => client.get(target)?,
        };
        self.times.push(asked.elapsed());
        self.errors += usize::from(status != 200);
        Ok(())
    }

    fn summary(&mut self) -> String {
        let [p50, p99, max] = [50, 99, 100].map(|percent| percentile(&mut self.times, percent));
        self.p99 = p99;
        let [p50, p99, max] = [p50, p99, max].map(milliseconds);
        let (errors, all) = (self.errors, self.times.len());
        format!("p50 {p50:.1}, p99 {p99:.1}, at most {max:.1} ms, {errors} errors of {all}")
    }
}

/// Many clients, each with its own order of questions.
fn clients(address: &str, targets: &[String], time: Duration, pace: Pace) -> Result<Waits> {
    let begin = Instant::now();
    let outcomes: Vec<Result<Waits>> = thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|number| {
                scope.spawn(move || -> Result<Waits> {
                    let (mut client, mut waits) = (Client::connect(address)?, Waits::default());
                    // Steps through all of them that are no multiple of their number, for another order each.
                    let mut at = number * 7919;
                    let mut next = begin;
                    while begin.elapsed() < time {
                        let accept = match pace {
                            Pace::Second(rate) => {
                                thread::sleep(next.saturating_duration_since(Instant::now()));
                                next += Duration::from_secs(CLIENTS as u64) / rate;
                                Some("*/*")
                            }
                            Pace::Unlimited => None,
                        };
                        at += 7919 + 2 * number;
                        let Some(target) = targets.get(at % targets.len().max(1)) else { break };
                        waits.ask(&mut client, target, accept)?;
                    }
                    Ok(waits)
                })
            })
            .collect();
        clients
            .into_iter()
            .map(|client| client.join().unwrap_or_else(|_| Err("a client panicked".into())))
            .collect()
    });
    let elapsed = begin.elapsed().as_secs_f64();
    let mut waits = Waits::default();
    for outcome in outcomes {
        let of_client = outcome?;
        waits.times.extend(of_client.times);
        waits.errors += of_client.errors;
    }
    if !waits.times.is_empty() {
        let rate = waits.times.len() as f64 / elapsed;
        let kind = match pace {
            Pace::Second(asked) => format!("{asked} a second"),
            Pace::Unlimited => "no answer kept".to_owned(),
        };
        let count = targets.len();
        println!(
            "{CLIENTS} clients, {elapsed:.0} s, {count} questions, {kind}: {rate:.0} a second, {}",
            waits.summary()
        );
    }
    Ok(waits)
}

/// Every named question that has an answer, with values from the graph, those that many sentences name first.
fn targets(client: &mut Client) -> Result<BTreeMap<String, Vec<String>>> {
    let (_, body) = client.get("/api/questions")?;
    let list: serde_json::Value = serde_json::from_str(&body)?;
    let mut known: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut targets = BTreeMap::new();
    for question in list["questions"].as_array().into_iter().flatten() {
        let name = question["name"].as_str().unwrap_or_default();
        let mut all = vec![Vec::new()];
        for parameter in question["parameters"].as_array().into_iter().flatten() {
            if parameter["required"] != true {
                continue;
            }
            let kind = parameter["type"].as_str().unwrap_or_default();
            if !known.contains_key(kind) {
                known.insert(kind.to_owned(), values(client, kind)?);
            }
            let values = &known[kind];
            let key = parameter["name"].as_str().unwrap_or_default();
            all.resize(values.len(), all.first().cloned().unwrap_or_default());
            for (pairs, value) in all.iter_mut().zip(values) {
                pairs.push(format!("{key}={}", encode(value)));
            }
        }
        let target = |pairs: Vec<String>| format!("/api/questions/{name}?{}", pairs.join("&"));
        targets.insert(name.to_owned(), all.into_iter().map(target).collect());
    }
    Ok(targets)
}

/// Things of this type, those that many sentences name first.
fn values(client: &mut Client, kind: &str) -> Result<Vec<String>> {
    let kind = if kind == "entity" { "company" } else { kind };
    let class = kind[..1].to_uppercase() + &kind[1..];
    let text = format!(
        "SELECT ?e (COUNT(?m) AS ?n) {{ ?m cp:mentions ?e FILTER EXISTS {{ ?e a cp:{class} }} }} GROUP BY ?e ORDER BY \
         DESC(?n) ?e LIMIT {VALUES}"
    );
    let (_, body) = client.get(&format!("/query?query={}", encode(&text)))?;
    let found: serde_json::Value = serde_json::from_str(&body)?;
    let rows = found["results"]["bindings"].as_array().into_iter().flatten();
    let iris = rows.filter_map(|row| row["e"]["value"].as_str());
    let value = |iri: &str| {
        let at = iri.find(&format!("/{kind}/")).map_or(0, |at| at + 1);
        if kind == "document" { iri[at..].trim_start_matches("document/").to_owned() } else { iri.to_owned() }
    };
    Ok(iris.map(value).collect())
}

struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(graph: &std::path::Path) -> Result<Self> {
        let mut child = Command::new(env!("CARGO_BIN_EXE_chanpu"))
            .args(["serve", "--port", "0", "--log", "off", "--graph"])
            .arg(graph)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        Ok(Self { child, address })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A client that keeps its connection.
struct Client {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Client {
    fn connect(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), host: address.to_owned() })
    }

    /// A client with another address of this machine.
    fn connect_from(own: &str, address: &str) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        let stream = runtime.block_on(async {
            let socket = tokio::net::TcpSocket::new_v4()?;
            socket.bind(format!("{own}:0").parse().map_err(std::io::Error::other)?)?;
            let address = address.parse().map_err(std::io::Error::other)?;
            socket.connect(address).await?.into_std()
        })?;
        stream.set_nonblocking(false)?;
        Ok(Self { stream: BufReader::new(stream), host: address.to_owned() })
    }

    /// Asks in a way in which nobody has asked before, so that no answer can be one that was kept.
    fn get(&mut self, target: &str) -> Result<(u16, String)> {
        static ASKED: AtomicUsize = AtomicUsize::new(0);
        let number = ASKED.fetch_add(1, Ordering::Relaxed);
        self.get_as(target, &format!("*/*, text/x-{number};q=0.1"))
    }

    fn get_as(&mut self, target: &str, accept: &str) -> Result<(u16, String)> {
        let request = format!("GET {target} HTTP/1.1\r\nHost: {}\r\nAccept: {accept}\r\n\r\n", self.host);
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no status")?;
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let header = line.trim().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok((status, String::from_utf8(body)?))
    }
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
