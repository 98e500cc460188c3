//! The front's side of the workers: who is asked, who waits, who has taken too long.
//!
//! A request whose work the server knows, a page or a named question, has workers of its own. What
//! clients write themselves has others, with less right to the processors, and what of it takes long goes
//! on in one of a few slow places, with next to none.

mod places;
mod refusal;
mod supervise;
mod workers;

use std::collections::BTreeMap;
use std::io;
use std::net::IpAddr;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream as StdStream;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hyper::body::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::{Instant, timeout, timeout_at};

pub(super) use self::refusal::Refusal;

use self::places::{Place, Places};
use self::supervise::{receive, supervise};
use self::workers::{Busy, Workers};
use super::NURSERY;
use super::control::{Event, Inbox, Lane, Loaded, Order, Task};
use super::error::ServeError;
use super::limits::Limits;
use super::token::TOKEN_VARIABLE;
use super::upstream;
use super::wire::{self, Ask, Head, Request};
use crate::diagnostic::Bilingual;

/// Answers up to this size are kept without being counted: there are as many as connections.
const SMALL: usize = 256 << 10;

/// The workers of one generation of the graph.
pub(super) struct Pool {
    limits: Limits,
    loaded: Mutex<Loaded>,
    /// Since when what is derived from the graph, the index of texts and the counts, lags behind it.
    behind: Mutex<Option<Instant>>,
    workers: Arc<Workers>,
    known: Arc<Places>,
    fast: Arc<Places>,
    slow: Arc<Places>,
    /// Of whom a query had to be ended, and when. The next ones of such a client begin slowly.
    mistrusted: Mutex<BTreeMap<IpAddr, Instant>>,
    in_flight: Arc<Semaphore>,
    orders: mpsc::UnboundedSender<Order>,
}

/// An answer of a worker.
pub(super) struct Answer {
    pub(super) head: Head,
    /// Shared, because one answer may go to many clients.
    pub(super) body: Bytes,
    /// Keeps room for a large body until it is sent.
    pub(super) room: Option<OwnedSemaphorePermit>,
}

/// What a client asks for.
#[derive(Clone, Copy)]
pub(super) struct Question<'q> {
    pub(super) request: &'q Request,
    /// Belongs to the request.
    pub(super) body: &'q [u8],
    pub(super) client: IpAddr,
    pub(super) deadline: Duration,
}

impl Pool {
    /// Starts a nursery and waits until it has loaded the graph.
    pub(super) async fn start(program: &PathBuf, task: &Task) -> Result<Self, ServeError> {
        let (ours, theirs) = StdStream::pair()?;
        let mut command = Command::new(program);
        // Queries run there, and have no business with them.
        for secret in upstream::VARIABLES.into_iter().chain([TOKEN_VARIABLE]) {
            command.env_remove(secret);
        }
        let child = command
            .arg(NURSERY)
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // The allocator takes address space in large pieces, 1 GiB at once by default. What it has taken before a
            // worker is forked doesn't count against the worker's limit, so the pieces must be small.
            .env("MIMALLOC_ARENA_RESERVE", "32M")
            // Ctrl-C is for the front, which lets queries finish.
            .process_group(0)
            .spawn()?;
        ours.set_nonblocking(true)?;
        let mut control = UnixStream::from_std(ours)?;
        control.write_all(&wire::frame(task)?).await?;
        let mut inbox = Inbox::default();
        let loaded = loop {
            match inbox.next()? {
                Some((Event::Loaded(loaded), _)) => break loaded,
                Some((Event::Failed(en, zh), _)) => return Err(ServeError::Graph(Bilingual::new(en, zh))),
                Some(_) => {}
                None => receive(&control, &mut inbox).await?,
            }
        };
        let (orders, received) = mpsc::unbounded_channel();
        let limits = task.limits.clone();
        let workers = Arc::new(Workers::default());
        let channel = (orders.downgrade(), received);
        tokio::spawn(supervise(child, control, inbox, channel, Arc::clone(&workers)));
        Ok(Self {
            known: Places::new(limits.known, limits.queue),
            fast: Places::new(limits.fast, limits.queue),
            slow: Places::new(limits.slow, 0),
            mistrusted: Mutex::default(),
            in_flight: Arc::new(Semaphore::new(limits.in_flight.max(limits.bytes))),
            loaded: Mutex::new(loaded),
            behind: Mutex::default(),
            limits,
            workers,
            orders,
        })
    }

    /// What it has loaded.
    pub(super) fn loaded(&self) -> Loaded {
        lock(&self.loaded).clone()
    }

    /// Since when texts and counts lag behind the graph.
    pub(super) fn behind(&self) -> Option<Instant> {
        *lock(&self.behind)
    }

    /// What lags behind can't be brought up to date now.
    pub(super) fn stay_behind(&self) {
        *lock(&self.behind) = None;
    }

    /// Lets the nursery read what clients have written. Who asks afterwards sees it. `false` when the
    /// graph has to be loaded anew.
    pub(super) async fn refresh(&self) -> bool {
        let refreshed = self.workers.when_refreshed();
        if self.orders.send(Order::Refresh).is_err() {
            return false;
        }
        let Ok(Some(loaded)) = refreshed.await else { return false };
        *lock(&self.loaded) = loaded;
        *lock(&self.behind) = Some(Instant::now());
        true
    }

    /// Workers that have nothing to do, and requests that wait.
    pub(super) fn load(&self) -> (usize, usize) {
        (self.workers.count(), self.known.waiting() + self.fast.waiting())
    }

    /// Whether the nursery still runs.
    pub(super) fn is_alive(&self) -> bool {
        !self.orders.is_closed()
    }

    /// Asks a worker. When the future is dropped, the worker is killed.
    pub(super) async fn ask(&self, question: Question<'_>) -> Result<Answer, Refusal> {
        if !self.is_alive() {
            // Another nursery is being started.
            return Err(Refusal::Busy);
        }
        let (lane, places) = match lane(&question.request.ask) {
            Lane::Known => (Lane::Known, &self.known),
            Lane::Free => (Lane::Free, &self.fast),
        };
        let patience = self.limits.deadline;
        let place = timeout(patience, places.take(question.client)).await.ok().flatten();
        let place = place.ok_or(Refusal::Busy)?;
        let mut busy = self.workers.take(lane, patience, &self.orders).await.ok_or(Refusal::Busy)?;
        let answer = match lane {
            Lane::Known => self.within_deadline(&mut busy, question).await?,
            Lane::Free => {
                let begins_slow = self.is_mistrusted(question.client);
                let answer = self.within_lanes(&mut busy, question, place, begins_slow).await;
                if let Err(refusal) = &answer {
                    self.note(question.client, *refusal, begins_slow);
                }
                answer?
            }
        };
        self.workers.give_back(busy, answer.head.retire, self.limits.queries_a_worker);
        Ok(answer)
    }

    /// Waits for the answer until the deadline.
    async fn within_deadline(&self, busy: &mut Busy, question: Question<'_>) -> Result<Answer, Refusal> {
        let deadline = question.deadline.min(self.limits.deadline);
        let Some(worker) = busy.worker.as_mut() else { return Err(Refusal::Busy) };
        let answer = timeout(deadline, self.exchange(&mut worker.socket, question)).await;
        let answer = answer.map_err(|_| Refusal::Deadline(deadline))?;
        busy.is_spent = answer.is_err();
        answer
    }

    /// Waits for the answer: in the fast lane, then in the slow one.
    async fn within_lanes(
        &self,
        busy: &mut Busy,
        question: Question<'_>,
        fast: Place,
        begins_slow: bool,
    ) -> Result<Answer, Refusal> {
        let deadline = question.deadline.min(self.limits.deadline);
        let Some(worker) = busy.worker.as_mut() else { return Err(Refusal::Busy) };
        let id = worker.id;
        let begin = Instant::now();
        let until = begin + deadline;
        let slow = begins_slow.then(|| Request { slow: true, ..question.request.clone() });
        let question = Question { request: slow.as_ref().unwrap_or(question.request), ..question };
        let mut exchange = std::pin::pin!(self.exchange(&mut worker.socket, question));
        let mut look = begin + self.limits.probation;
        loop {
            if let Ok(answer) = timeout_at(look.min(until), &mut exchange).await {
                // A low priority can't be raised again, so such a worker is replaced afterwards.
                busy.is_spent = answer.is_err() || begins_slow || look > begin + self.limits.probation;
                return answer;
            }
            if look >= until {
                return Err(Refusal::Deadline(deadline));
            }
            if look == begin + self.limits.probation {
                let _ = self.orders.send(Order::Slow(id));
            }
            if let Some(_slow) = self.slow.try_take(question.client) {
                drop(fast);
                return timeout_at(until, exchange).await.map_err(|_| Refusal::Deadline(deadline))?;
            }
            // It may stay while nobody waits for its place who has a better right to it.
            let is_long = begin.elapsed() >= self.limits.lane;
            if self.fast.is_wanted_more(question.client) || (is_long && self.fast.waiting() > 0) {
                return Err(Refusal::Crowded);
            }
            look += self.limits.probation;
        }
    }

    /// Remembers who had to be refused for what his query did. One that others' queries kept from going on may be short.
    fn note(&self, client: IpAddr, refusal: Refusal, began_slow: bool) {
        let is_own = match refusal {
            Refusal::Busy => false,
            Refusal::Crowded => !began_slow,
            Refusal::Deadline(_) | Refusal::Died(_) => true,
        };
        if is_own {
            lock(&self.mistrusted).insert(client, Instant::now());
        }
    }

    /// Whether a query of the client had to be ended lately.
    fn is_mistrusted(&self, client: IpAddr) -> bool {
        let mut clients = lock(&self.mistrusted);
        clients.retain(|_, since| since.elapsed() < self.limits.mistrust);
        clients.contains_key(&client)
    }

    async fn exchange(&self, socket: &mut UnixStream, question: Question<'_>) -> Result<Answer, Refusal> {
        let died = |_| Refusal::Died(self.limits.memory);
        let head = begin(socket, question).await.map_err(died)?;
        // Clients that don't take their answers must not make others wait.
        let room = match u32::try_from(head.length) {
            Ok(length) if head.length > SMALL => {
                let room = Arc::clone(&self.in_flight).try_acquire_many_owned(length);
                Some(room.map_err(|_| Refusal::Busy)?)
            }
            _ => None,
        };
        let mut body = vec![0; head.length];
        socket.read_exact(&mut body).await.map_err(|_| Refusal::Died(self.limits.memory))?;
        Ok(Answer { head, body: body.into(), room })
    }
}

/// Whether the server knows what work a request is. Who may change the graph has the better right too.
fn lane(ask: &Ask) -> Lane {
    match ask {
        Ask::Query { .. } => Lane::Free,
        Ask::ServiceDescription
        | Ask::Void
        | Ask::Graph { .. }
        | Ask::Update { .. }
        | Ask::Store { .. }
        | Ask::Start
        | Ask::Search { .. }
        | Ask::Questions
        | Ask::Question { .. }
        | Ask::Resource { .. }
        | Ask::OpenApi => Lane::Known,
    }
}

/// Sends a request and reads the beginning of the answer.
async fn begin(socket: &mut UnixStream, question: Question<'_>) -> io::Result<Head> {
    socket.write_all(&wire::frame(question.request)?).await?;
    socket.write_all(question.body).await?;
    let mut length = [0; 4];
    socket.read_exact(&mut length).await?;
    let mut frame = vec![0; wire::checked(length)?];
    socket.read_exact(&mut frame).await?;
    Ok(serde_json::from_slice(&frame)?)
}

/// What a panic elsewhere has left is whole: nothing in the front panics with a lock.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
