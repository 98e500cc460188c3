//! The process that loads the graph and forks workers. It has one thread, always.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write as _};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;

use rustix::process::{Pid, Signal, WaitOptions};

use super::control::{self, Event, Lane, Order, Task, WorkerId};
use super::fork::{Side, fork};
use super::needs::Needs;
use super::priority;
use super::stock::Stock;
use super::wire;
use super::worker;
use crate::graph::ServedGraph;

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
    let mut stock = match Stock::load(&task) {
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
    let (needs, stock) = match stock {
        Stock::OnDisk(graph) => {
            let needs = Needs::of_disk(is_writer);
            // Before it is opened: the store asks how many files it may have open.
            needs.limit_files()?;
            (needs, Stock::Here(Box::new(graph.library().map_err(io::Error::other)?)))
        }
        other => (Needs::of_memory(), other),
    };
    if lane == Lane::Free {
        priority::free()?;
    }
    needs.limit(&task.limits)?;
    worker::serve(&stock, socket)
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
