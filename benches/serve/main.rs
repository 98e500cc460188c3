//! Measures `chanpu serve`: how long each named question takes that nobody has asked before, how long 32 clients wait who
//! ask 200 mixed ones a second, how many they get answered when they ask as fast as they can, and how long a client waits
//! while others send bombs.
//!
//! `cargo bench --bench serve` makes a graph of the sample corpus; `CHANPU_COPIES=28` makes one of as many
//! copies of it and of the gold documents, each of another year and every fifth with firms and projects of
//! its own (2 million quads); `CHANPU_GRAPH=dir` is another graph, `CHANPU_SECONDS=60` and `CHANPU_ROUNDS=10`
//! other durations. With `CHANPU_FLOOR=1` it fails where one in twenty answers takes longer than 100 ms (300 ms about
//! everything), a client of those 200 a second gets an error or one in a hundred waits longer than 500 ms, or bombs make
//! the slowest hundredth of the answers to others take more than twice as long.
//!
//! What goes over loopback is measured, parsing of the answer excepted:
//!
//! 1. Each question alone, of a server that keeps no answers (`--cache 0`): about each of the twenty things of its type
//!    that most sentences name, in turn, after it was asked once about the last of them. Then of a server as it is started
//!    by default, the second time.
//! 2. Of a server that was started a moment ago: 200 questions a second about those things, in another order for each
//!    client. The wait begins when the question was due, also where the client still waited for the one before.
//! 3. Of the server without kept answers: 32 clients who ask one question after the other.
//! 4. A client that asks on while eight others, from another address, send queries that run until they are stopped.

mod client;
mod questions;
mod server;

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use client::Client;
use questions::{encode, targets};
use server::Server;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const CLIENTS: usize = 32;
/// How many requests a second they send, and how long one in a hundred may wait.
const RATE: u32 = 200;
const FLOOR: Duration = Duration::from_millis(500);
/// How long one in twenty answers to a question may take, and to one about everything.
const FLOOR_OF_ONE: Duration = Duration::from_millis(100);
const FLOOR_OF_ALL: Duration = Duration::from_millis(300);
/// Those that compare or add up everything in the graph.
const OF_ALL: [&str; 3] = ["contradictory-figures", "contradictory-stages", "investment-by-industry"];
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
    let fresh = Server::start(&graph, &["--cache", "0"])?;
    let mut client = Client::connect(&fresh.address)?;
    let all = targets(&mut client)?;
    let targets: BTreeMap<String, String> =
        all.iter().filter_map(|(name, targets)| Some((name.clone(), targets.first()?.clone()))).collect();
    let number = |name| env::var(name).ok().and_then(|text| text.parse().ok());
    let (rounds, seconds) = if is_test { (1, 0) } else { (60, 20) };
    let rounds = number("CHANPU_ROUNDS").unwrap_or(rounds);
    let time = Duration::from_secs(number("CHANPU_SECONDS").unwrap_or(seconds));
    let mut floor = Floor::default();
    {
        let kept = Server::start(&graph, &[])?;
        println!(
            "{:<28} {:>9} {:>9} {:>9} {:>9} {:>9}",
            "question", "p50 ms", "p95 ms", "most ms", "again p95", "bytes"
        );
        for (name, targets) in &all {
            let rounds = usize::try_from(rounds)?;
            let mut first =
                timed(&fresh.address, targets, &targets[targets.len().saturating_sub(1)..], rounds)?;
            let mut again = timed(&kept.address, targets, targets, rounds)?;
            floor.question(name, percentile(&mut first.times, 95));
            println!(
                "{name:<28} {:>9.2} {:>9.2} {:>9.2} {:>9.2} {:>9}",
                milliseconds(percentile(&mut first.times, 50)),
                milliseconds(percentile(&mut first.times, 95)),
                milliseconds(percentile(&mut first.times, 100)),
                milliseconds(percentile(&mut again.times, 95)),
                first.bytes
            );
        }
    }
    let many: Vec<String> = all.into_values().flatten().collect();
    let targets_of_all: Vec<String> = targets.values().cloned().collect();
    {
        let server = Server::start(&graph, &[])?;
        floor.load(&clients(&server.address, &many, time, Pace::Second(RATE))?);
    }
    clients(&fresh.address, &targets_of_all, time, Pace::Unlimited)?;
    disturbed(&fresh.address, &targets, time, &mut floor)?;
    if env::var_os("CHANPU_FLOOR").is_some() && !floor.0.is_empty() {
        return Err(floor.0.join("; ").into());
    }
    Ok(())
}

/// What is slower than it may be.
#[derive(Default)]
struct Floor(Vec<String>);

impl Floor {
    fn question(&mut self, name: &str, p95: Duration) {
        let most = if OF_ALL.contains(&name) { FLOOR_OF_ALL } else { FLOOR_OF_ONE };
        if p95 > most {
            self.0.push(format!("{name} took {:.0} ms", milliseconds(p95)));
        }
    }

    fn load(&mut self, waits: &Waits) {
        if waits.errors > 0 || waits.p99 > FLOOR {
            self.0.push(format!("{} errors and a p99 of {:.0} ms", waits.errors, milliseconds(waits.p99)));
        }
    }

    fn bombs(&mut self, name: &str, alone: &Waits, disturbed: &Waits) {
        if disturbed.errors > 0 || disturbed.p99 > 2 * alone.p99 {
            self.0.push(format!("{name} took more than twice as long under bombs"));
        }
    }
}

/// What asking took, and how long the longest answer was.
struct Timed {
    times: Vec<Duration>,
    bytes: usize,
}

/// Asks so often, about one after the other, after some were asked about to warm up.
fn timed(address: &str, targets: &[String], first: &[String], rounds: usize) -> Result<Timed> {
    let mut timed = Timed { times: Vec::new(), bytes: 0 };
    // A new connection: one that nothing is asked over is closed after ten seconds.
    let mut client = Client::connect(address)?;
    for target in first {
        client.get(target)?;
    }
    for target in targets.iter().cycle().take(rounds) {
        let begin = Instant::now();
        let (status, body) = client.get(target)?;
        timed.times.push(begin.elapsed());
        timed.bytes = timed.bytes.max(body.len());
        if status != 200 {
            println!("{target}: {status} {body}");
        }
    }
    Ok(timed)
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
fn disturbed(
    address: &str,
    targets: &BTreeMap<String, String>,
    time: Duration,
    floor: &mut Floor,
) -> Result<()> {
    let short = "SELECT ?name { place:530628 rdfs:label ?name }";
    let short = BTreeMap::from([("query".to_owned(), format!("/query?query={}", encode(short)))]);
    for (name, targets) in [("named questions", targets), ("a short query", &short)] {
        let mut alone = waits(address, targets, time)?;
        let stop = AtomicBool::new(false);
        let mut under_bombs = thread::scope(|scope| {
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
        println!("{name:<16} alone {}; under bombs {}", alone.summary(), under_bombs.summary());
        floor.bombs(name, &alone, &under_bombs);
    }
    Ok(())
}

/// What one client has to wait for.
fn waits(address: &str, targets: &BTreeMap<String, String>, time: Duration) -> Result<Waits> {
    let begin = Instant::now();
    let (mut client, mut waits) = (Client::connect(address)?, Waits::default());
    for target in targets.values().cycle().take_while(|_| begin.elapsed() < time) {
        waits.ask(&mut client, target, Instant::now())?;
    }
    Ok(waits)
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
    /// One after the other.
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
    /// Asks, and notes how long after it was due the answer is there.
    fn ask(&mut self, client: &mut Client, target: &str, due: Instant) -> Result<()> {
        let (status, _) = client.get(target)?;
        self.times.push(due.elapsed());
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
                        let due = match pace {
                            Pace::Second(rate) => {
                                let due = next;
                                thread::sleep(due.saturating_duration_since(Instant::now()));
                                next += Duration::from_secs(CLIENTS as u64) / rate;
                                due
                            }
                            Pace::Unlimited => Instant::now(),
                        };
                        at += 7919 + 2 * number;
                        let Some(target) = targets.get(at % targets.len().max(1)) else { break };
                        waits.ask(&mut client, target, due)?;
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
            Pace::Unlimited => "one after the other, no answer kept".to_owned(),
        };
        let count = targets.len();
        println!(
            "{CLIENTS} clients, {elapsed:.0} s, {count} questions, {kind}: {rate:.0} a second, {}",
            waits.summary()
        );
    }
    Ok(waits)
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
