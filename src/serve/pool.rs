//! The front's side of the workers: who is free, who waits, who has taken too long.

use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream as StdStream;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, Interest};
use tokio::net::UnixStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::time::{Instant, timeout, timeout_at};

use super::NURSERY;
use super::control::{Event, Inbox, Loaded, Order, Task, WorkerId};
use super::error::ServeError;
use super::limits::Limits;
use super::token::TOKEN_VARIABLE;
use super::wire::{self, Head, Request};
use crate::diagnostic::Bilingual;

/// Answers up to this size are kept without being counted: there are as many as connections.
const SMALL: usize = 256 << 10;

/// The workers of one generation of the graph.
pub(super) struct Pool {
    limits: Limits,
    loaded: Mutex<Loaded>,
    /// Since when what is derived from the graph, the index of texts and the counts, lags behind it.
    behind: Mutex<Option<Instant>>,
    idle: Arc<Idle>,
    fast: Arc<Semaphore>,
    slow: Arc<Semaphore>,
    in_flight: Arc<Semaphore>,
    waiting: AtomicUsize,
    orders: mpsc::UnboundedSender<Order>,
}

/// The workers that have nothing to do; the semaphore counts them.
struct Idle {
    workers: Mutex<Vec<Worker>>,
    count: Semaphore,
    /// How often the graph was refreshed. Workers of earlier times don't know what was written since.
    generation: AtomicU64,
    /// Who waits for the graph to be refreshed.
    refreshing: Mutex<Option<oneshot::Sender<Option<Loaded>>>>,
}

struct Worker {
    id: WorkerId,
    socket: UnixStream,
    answered: u32,
    generation: u64,
}

/// An answer of a worker.
pub(super) struct Answer {
    pub(super) head: Head,
    pub(super) body: Vec<u8>,
    /// Keeps room for a large body until it is sent.
    pub(super) room: Option<OwnedSemaphorePermit>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Too many wait already, or this one has waited too long.
    Busy,
    /// It isn't finished and the places for long queries are taken.
    Crowded,
    /// It wasn't finished at the deadline.
    Deadline(Duration),
    /// The worker ended: it wanted too much memory or stack.
    Died(u64),
}

impl Refusal {
    /// What is wrong and how to mend it.
    pub(super) fn message(self) -> Bilingual {
        match self {
            Self::Busy => Bilingual::new(
                "too many queries are waiting; try again in a few seconds",
                "排队的查询太多；请过几秒再试",
            ),
            Self::Crowded => Bilingual::new(
                "the query takes long, and as many long ones as this server allows are running; make it \
                 simpler or try again in some seconds",
                "此查询耗时较长，而同时运行的长查询已达上限；请简化查询，或过一会儿再试",
            ),
            Self::Deadline(deadline) => {
                let seconds = deadline.as_secs_f32();
                Bilingual::new(
                    format!(
                        "the query wasn't finished after {seconds} s and was stopped; narrow it: begin with \
                         a place or name, avoid OPTIONAL and patterns that share no variable"
                    ),
                    format!(
                        "查询运行 {seconds} 秒仍未完成，已被终止；请缩小范围：先限定地点或名称，避免 OPTIONAL \
                         和没有共同变量的模式"
                    ),
                )
            }
            Self::Died(memory) => {
                let mib = memory >> 20;
                Bilingual::new(
                    format!(
                        "the query needed more memory than {mib} MiB, or was too deeply nested, and was \
                         stopped; make it simpler or narrow it"
                    ),
                    format!("查询所需内存超过 {mib} MiB，或嵌套过深，已被终止；请简化查询或缩小范围"),
                )
            }
        }
    }
}

impl Pool {
    /// Starts a nursery and waits until it has loaded the graph.
    pub(super) async fn start(program: &PathBuf, task: &Task) -> Result<Self, ServeError> {
        let (ours, theirs) = StdStream::pair()?;
        let child = Command::new(program)
            .arg(NURSERY)
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // The allocator takes address space in large pieces, 1 GiB at once by default. What it has taken before a
            // worker is forked doesn't count against the worker's limit, so the pieces must be small.
            .env("MIMALLOC_ARENA_RESERVE", "32M")
            // Queries run there, and have no business with it.
            .env_remove(TOKEN_VARIABLE)
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
                None => {
                    receive(&control, &mut inbox).await?;
                }
            }
        };
        let (orders, received) = mpsc::unbounded_channel();
        let limits = task.limits.clone();
        let idle = Arc::new(Idle::new());
        let channel = (orders.downgrade(), received);
        tokio::spawn(supervise(child, control, inbox, channel, Arc::clone(&idle)));
        Ok(Self {
            fast: Arc::new(Semaphore::new(limits.fast)),
            slow: Arc::new(Semaphore::new(limits.slow)),
            in_flight: Arc::new(Semaphore::new(limits.in_flight.max(limits.bytes))),
            waiting: AtomicUsize::new(0),
            limits,
            loaded: Mutex::new(loaded),
            behind: Mutex::default(),
            idle,
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
        let (sender, receiver) = oneshot::channel();
        *lock(&self.idle.refreshing) = Some(sender);
        if self.orders.send(Order::Refresh).is_err() {
            return false;
        }
        let Ok(Some(loaded)) = receiver.await else { return false };
        *lock(&self.loaded) = loaded;
        *lock(&self.behind) = Some(Instant::now());
        true
    }

    /// Workers that have nothing to do, and requests that wait.
    pub(super) fn load(&self) -> (usize, usize) {
        (self.idle.count.available_permits(), self.waiting.load(Ordering::Relaxed))
    }

    /// Whether the nursery still runs.
    pub(super) fn is_alive(&self) -> bool {
        !self.orders.is_closed()
    }

    /// Asks a worker; `body` belongs to the request. When the future is dropped, the worker is killed.
    pub(super) async fn ask(
        &self,
        request: &Request,
        body: &[u8],
        deadline: Duration,
    ) -> Result<Answer, Refusal> {
        let deadline = deadline.min(self.limits.deadline);
        if !self.is_alive() {
            // Another nursery is being started.
            return Err(Refusal::Busy);
        }
        let fast = self.place().await?;
        let mut busy =
            Busy { worker: Some(self.worker().await?), orders: self.orders.clone(), is_spent: true };
        let answer = self.within_lanes(&mut busy, request, body, fast, deadline).await?;
        if let Some(mut worker) = busy.worker.take() {
            worker.answered += 1;
            busy.is_spent |= answer.head.retire
                || worker.answered >= self.limits.queries_a_worker
                || worker.generation != self.idle.generation.load(Ordering::Relaxed);
            if busy.is_spent {
                busy.worker = Some(worker);
            } else {
                self.idle.put(worker);
            }
        }
        Ok(answer)
    }

    /// Waits for the answer: in the fast lane, then in the slow one.
    async fn within_lanes(
        &self,
        busy: &mut Busy,
        request: &Request,
        body: &[u8],
        fast: OwnedSemaphorePermit,
        deadline: Duration,
    ) -> Result<Answer, Refusal> {
        let Some(worker) = busy.worker.as_mut() else { return Err(Refusal::Busy) };
        let id = worker.id;
        let until = Instant::now() + deadline;
        busy.is_spent = true;
        let mut exchange = std::pin::pin!(self.exchange(&mut worker.socket, request, body));
        if let Ok(answer) = timeout(self.limits.lane.min(deadline), &mut exchange).await {
            busy.is_spent = answer.is_err();
            return answer;
        }
        if Instant::now() >= until {
            return Err(Refusal::Deadline(deadline));
        }
        let Ok(_slow) = Arc::clone(&self.slow).try_acquire_owned() else { return Err(Refusal::Crowded) };
        drop(fast);
        // Its priority can't be raised again, so the worker is replaced afterwards.
        let _ = self.orders.send(Order::Slow(id));
        timeout_at(until, exchange).await.map_err(|_| Refusal::Deadline(deadline))?
    }

    /// A place among the queries that run.
    async fn place(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        let waits = Waits::new(&self.waiting);
        if waits.others >= self.limits.queue + self.limits.fast {
            return Err(Refusal::Busy);
        }
        match timeout(self.limits.deadline, Arc::clone(&self.fast).acquire_owned()).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(Refusal::Busy),
        }
    }

    async fn worker(&self) -> Result<Worker, Refusal> {
        loop {
            let permit = timeout(self.limits.deadline, self.idle.count.acquire()).await;
            let Ok(Ok(permit)) = permit else { return Err(Refusal::Busy) };
            permit.forget();
            let Some(worker) = lock(&self.idle.workers).pop() else {
                continue;
            };
            // One that has ended since has nothing to say.
            match worker.socket.try_read(&mut [0]) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(worker),
                _ => {
                    let _ = self.orders.send(Order::Replace(worker.id));
                }
            }
        }
    }

    async fn exchange(
        &self,
        socket: &mut UnixStream,
        request: &Request,
        asked: &[u8],
    ) -> Result<Answer, Refusal> {
        let died = |_| Refusal::Died(self.limits.memory);
        let head = begin(socket, request, asked).await.map_err(died)?;
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
        Ok(Answer { head, body, room })
    }
}

/// Sends a request and reads the beginning of the answer.
async fn begin(socket: &mut UnixStream, request: &Request, body: &[u8]) -> io::Result<Head> {
    socket.write_all(&wire::frame(request)?).await?;
    socket.write_all(body).await?;
    let mut length = [0; 4];
    socket.read_exact(&mut length).await?;
    let mut frame = vec![0; wire::checked(length)?];
    socket.read_exact(&mut frame).await?;
    Ok(serde_json::from_slice(&frame)?)
}

impl Idle {
    fn new() -> Self {
        Self {
            workers: Mutex::default(),
            count: Semaphore::new(0),
            generation: AtomicU64::new(0),
            refreshing: Mutex::default(),
        }
    }

    /// Takes out the workers that don't know what was written, and tells who waits for that.
    fn refreshed(&self, loaded: Option<Loaded>, orders: Option<mpsc::UnboundedSender<Order>>) {
        if loaded.is_some() {
            self.generation.fetch_add(1, Ordering::Relaxed);
            for worker in lock(&self.workers).drain(..) {
                if let Ok(permit) = self.count.try_acquire() {
                    permit.forget();
                }
                let _ = orders.as_ref().map(|orders| orders.send(Order::Replace(worker.id)));
            }
        }
        if let Some(waiting) = lock(&self.refreshing).take() {
            let _ = waiting.send(loaded);
        }
    }

    /// Takes a new worker in.
    fn admit(&self, id: WorkerId, socket: OwnedFd) {
        let socket = StdStream::from(socket);
        if socket.set_nonblocking(true).is_ok()
            && let Ok(socket) = UnixStream::from_std(socket)
        {
            let generation = self.generation.load(Ordering::Relaxed);
            self.put(Worker { id, socket, answered: 0, generation });
        }
    }

    fn put(&self, worker: Worker) {
        lock(&self.workers).push(worker);
        self.count.add_permits(1);
    }
}

/// Counts those who wait, also when they give up.
struct Waits<'a> {
    waiting: &'a AtomicUsize,
    others: usize,
}

impl<'a> Waits<'a> {
    fn new(waiting: &'a AtomicUsize) -> Self {
        Self { waiting, others: waiting.fetch_add(1, Ordering::Relaxed) }
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A worker with a query; it is replaced unless it has answered.
struct Busy {
    worker: Option<Worker>,
    orders: mpsc::UnboundedSender<Order>,
    is_spent: bool,
}

impl Drop for Busy {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take().filter(|_| self.is_spent) {
            let _ = self.orders.send(Order::Replace(worker.id));
        }
    }
}

/// What a panic elsewhere has left is whole: nothing here panics with a lock.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Receives what is there, and waits until something is.
async fn receive(control: &UnixStream, inbox: &mut Inbox) -> io::Result<()> {
    loop {
        control.readable().await?;
        match control.try_io(Interest::READABLE, || inbox.receive(control)) {
            Ok(true) => return Ok(()),
            Ok(false) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
}

/// Passes orders on and takes new workers in, until the pool or the nursery is gone.
async fn supervise(
    mut child: Child,
    control: UnixStream,
    mut inbox: Inbox,
    orders: (mpsc::WeakUnboundedSender<Order>, mpsc::UnboundedReceiver<Order>),
    idle: Arc<Idle>,
) {
    let (read, mut write) = control.into_split();
    let (again, mut orders) = orders;
    let sender = tokio::spawn(async move {
        while let Some(order) = orders.recv().await {
            let Ok(frame) = wire::frame(&order) else { continue };
            if write.write_all(&frame).await.is_err() {
                return;
            }
        }
        // Dropping its half of the socket tells the nursery to end.
    });
    'open: loop {
        loop {
            match inbox.next() {
                Ok(Some((Event::Started(id), Some(socket)))) => idle.admit(id, socket),
                Ok(Some((Event::Refreshed(loaded), _))) => idle.refreshed(loaded, again.upgrade()),
                Ok(Some((Event::NotStarted(_), _))) => {
                    let again = again.clone();
                    tokio::spawn(async move {
                        tokio::time::sleep(Duration::from_secs(1)).await;
                        again.upgrade().map(|orders| orders.send(Order::Start))
                    });
                }
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(_) => break 'open,
            }
        }
        if receive(read.as_ref(), &mut inbox).await.is_err() {
            break;
        }
    }
    sender.abort();
    // Nobody will tell.
    idle.refreshed(None, None);
    let _ = tokio::task::spawn_blocking(move || child.wait()).await;
}
