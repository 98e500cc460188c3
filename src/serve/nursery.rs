//! The process that loads the graph and forks workers. It has one thread, always.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write as _};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;

use rustix::process::{Pid, Resource, Rlimit, Signal, WaitOptions};

use super::control::{self, Event, Lane, Loaded, Order, Origin, Task, WorkerId};
use super::fork::{Side, fork};
use super::limits::Limits;
use super::priority;
use super::wire;
use super::worker::{self, Elsewhere, Library, OnDisk, Stock};
use crate::diagnostic::Bilingual;
use crate::graph::{GraphStore, Later, ServedGraph};
use crate::query::Catalog;

/// What a query's thread may use as its stack; see [`crate::query::run`].
const STACK: u64 = 256 << 20;
/// How many files a worker may have open, and one with a store on the disk.
const FILES: u64 = 64;
const STORE_FILES: u64 = 1024;
/// Address space for what a store on the disk keeps of its files, and for that of the copy in which a
/// change is tried, with what it holds to be written.
const STORE_CACHE: u64 = 256 << 20;
const STORE_COPY: u64 = 512 << 20;
/// What a nursery says to a person who starts it.
const NOT_FOR_PEOPLE: &str =
    "this is a part of `chanpu serve`, which starts it / 此命令由 `chanpu serve` 自动启动";

/// Runs the process until the front is gone.
#[must_use]
pub fn main() -> ExitCode {
    let control = rustix::io::dup(rustix::stdio::stdin()).map_err(io::Error::from).and_then(|stdin| {
        let control = UnixStream::from(stdin);
        // Nobody but a front starts us with a socket.
        control.peer_addr()?;
        // The socket must close when the nursery ends, so workers must not have it as their input.
        rustix::stdio::dup2_stdin(File::open("/dev/null")?)?;
        Ok(control)
    });
    match control {
        Ok(control) => serve(control).unwrap_or(ExitCode::FAILURE),
        Err(_) => {
            let _ = writeln!(io::stderr().lock(), "{NOT_FOR_PEOPLE}");
            ExitCode::from(2)
        }
    }
}

fn serve(control: UnixStream) -> io::Result<ExitCode> {
    let Some(task) = wire::read::<Task>(&mut &control)? else { return Ok(ExitCode::SUCCESS) };
    let mut stock = match load(&task) {
        Ok(stock) => stock,
        Err(message) => {
            control::send(&control, &Event::Failed(message.en, message.zh), None)?;
            return Ok(ExitCode::SUCCESS);
        }
    };
    control::send(&control, &Event::Loaded(stock.loaded()), None)?;
    let mut nursery = Nursery { workers: BTreeMap::new(), next: 0, ended: Vec::new() };
    let (known, free) = (task.limits.known, task.limits.free_workers());
    let mut missing = [vec![Lane::Known; known], vec![Lane::Free; free]].concat();
    loop {
        for lane in std::mem::take(&mut missing) {
            if let Some(socket) = nursery.start(&control, lane)? {
                drop(control);
                return work(stock, &task, lane, socket);
            }
        }
        match wire::read::<Order>(&mut &control)? {
            Some(Order::Refresh) => {
                let loaded = stock.refresh(&task.graph);
                control::send(&control, &Event::Refreshed(loaded), None)?;
            }
            Some(Order::Replace(id)) => missing.extend(nursery.end(id)),
            Some(Order::Start(lane)) => missing.push(lane),
            Some(Order::Slow(id)) => nursery.slow(id),
            None => break,
        }
        nursery.reap(WaitOptions::NOHANG);
    }
    nursery.end_all();
    drop(stock);
    if let Some(path) = task.graph.directory() {
        ServedGraph::sweep(path);
    }
    Ok(ExitCode::SUCCESS)
}

/// In a worker: takes away what a query doesn't need, and answers.
fn work(stock: Stock, task: &Task, lane: Lane, socket: UnixStream) -> io::Result<ExitCode> {
    // To try a change, a copy of a store on the disk is written.
    let is_writer = task.writable && lane == Lane::Known;
    let (store, stock) = match stock {
        Stock::OnDisk(graph) => {
            let memory = if is_writer { STORE_CACHE + STORE_COPY } else { STORE_CACHE };
            let needs = StoreNeeds { files: STORE_FILES, memory, writes: is_writer };
            at_most(Resource::Nofile, needs.files)?;
            (needs, Stock::Here(Box::new(graph.library().map_err(io::Error::other)?)))
        }
        other => (StoreNeeds { files: FILES, memory: 0, writes: false }, other),
    };
    limit_resources(&task.limits, lane, &store)?;
    worker::serve(&stock, socket)
}

/// What a worker's store needs beside what queries do.
struct StoreNeeds {
    files: u64,
    memory: u64,
    writes: bool,
}

impl Stock {
    fn loaded(&self) -> Loaded {
        match self {
            Self::Here(library) => library.loaded(),
            Self::OnDisk(graph) => graph.loaded(),
            Self::Elsewhere(elsewhere) => elsewhere.loaded(),
        }
    }

    /// Reads what clients have written; none when the graph has to be loaded anew.
    fn refresh(&mut self, origin: &Origin) -> Option<Loaded> {
        match (self, origin) {
            (Self::Here(library), Origin::Directory(path)) => library.refresh(path).unwrap_or_default(),
            (Self::OnDisk(graph), Origin::Directory(path)) => graph.refresh(path).unwrap_or_default(),
            _ => None,
        }
    }
}

fn load(task: &Task) -> Result<Stock, Bilingual> {
    let mut catalog = Catalog::embedded().map_err(|error| error.message())?;
    if let Some(own) = &task.queries {
        catalog.add_directory(own).map_err(|error| error.message())?;
    }
    let graph = match &task.graph {
        Origin::Directory(path) => {
            ServedGraph::sweep(path);
            if let Some(graph) = ServedGraph::open(path).map_err(|error| error.message())? {
                let graph = OnDisk::derive(graph, catalog, task.clone());
                return Ok(Stock::OnDisk(Box::new(graph.map_err(|error| failed(&error))?)));
            }
            let later = if task.writable { Later::MayChange } else { Later::OnlyRead };
            GraphStore::open_for(path, later).map_err(|error| error.message())?
        }
        Origin::Endpoint(upstream) if upstream.copy => {
            let copy = upstream.find().and_then(|found| found.copy(&mut |_, _| {}));
            copy.map_err(|error| error.message())?
        }
        Origin::Endpoint(upstream) => {
            let found = Elsewhere::find(upstream, catalog, task.limits.clone());
            return Ok(Stock::Elsewhere(Box::new(found.map_err(|error| error.message())?)));
        }
    };
    let library = Library::new(graph, catalog, task.limits.clone(), task.writable);
    Ok(Stock::Here(Box::new(library.map_err(|error| failed(&error))?)))
}

fn failed(error: &dyn std::error::Error) -> Bilingual {
    Bilingual::new(format!("the store failed: {error}"), format!("存储引擎出错：{error}"))
}

struct Nursery {
    /// Those that have been started and not waited for, so that each number is still theirs.
    workers: BTreeMap<WorkerId, (Pid, Lane)>,
    next: u64,
    /// Those that are killed. What they held is given back with the little time that they have a right
    /// to, and nobody should wait for that.
    ended: Vec<Pid>,
}

impl Nursery {
    /// Starts a worker. In the worker, returns its socket.
    fn start(&mut self, control: &UnixStream, lane: Lane) -> io::Result<Option<UnixStream>> {
        let id = WorkerId(self.next);
        self.next += 1;
        let (ours, theirs) = UnixStream::pair()?;
        match fork() {
            Ok(Side::Child) => return Ok(Some(ours)),
            Ok(Side::Parent(pid)) => {
                self.workers.insert(id, (pid, lane));
                control::send(control, &Event::Started(id, lane), Some(&theirs))?;
            }
            Err(error) => control::send(control, &Event::NotStarted(lane, error.to_string()), None)?,
        }
        Ok(None)
    }

    /// Kills a worker; says what it was for.
    fn end(&mut self, id: WorkerId) -> Option<Lane> {
        let (pid, lane) = self.workers.remove(&id)?;
        // It may have ended by itself; it isn't waited for yet, so the number is still its own.
        let _ = rustix::process::kill_process(pid, Signal::KILL);
        self.ended.push(pid);
        Some(lane)
    }

    /// Waits for those that are killed, or looks which are gone.
    fn reap(&mut self, options: WaitOptions) {
        self.ended.retain(|pid| matches!(rustix::process::waitpid(Some(*pid), options), Ok(None)));
    }

    fn slow(&self, id: WorkerId) {
        let Some((pid, _)) = self.workers.get(&id) else { return };
        priority::slow(*pid);
    }

    fn end_all(&mut self) {
        while let Some((id, _)) = self.workers.first_key_value() {
            let id = *id;
            self.end(id);
        }
        self.reap(WaitOptions::empty());
    }
}

fn at_most(resource: Resource, value: u64) -> io::Result<()> {
    Ok(rustix::process::setrlimit(resource, Rlimit { current: Some(value), maximum: Some(value) })?)
}

/// In a worker: takes away what a query doesn't need.
fn limit_resources(limits: &Limits, lane: Lane, store: &StoreNeeds) -> io::Result<()> {
    if lane == Lane::Free {
        priority::free()?;
    }
    at_most(Resource::Core, 0)?;
    at_most(Resource::Nofile, store.files)?;
    if !store.writes {
        at_most(Resource::Fsize, 0)?;
    }
    if let Some(size) = address_space() {
        at_most(Resource::As, size + STACK + limits.memory + store.memory)?;
    }
    #[cfg(target_os = "linux")]
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
    Ok(())
}

/// The bytes of address space in use, the graph's among them; unknown where there is no `/proc`.
fn address_space() -> Option<u64> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = pages.split(' ').next()?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}
