//! Workers that have nothing to do, and those that have.

use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream as StdStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::net::UnixStream;
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio::time::timeout;

use super::lock;
use crate::serve::control::{Lane, Loaded, Order, WorkerId};

/// The workers of a pool that have nothing to do.
#[derive(Default)]
pub(super) struct Workers {
    known: Idle,
    free: Idle,
    /// How often the graph was refreshed. Workers of earlier times don't know what was written since.
    generation: AtomicU64,
    /// Who waits for the graph to be refreshed.
    refreshing: Mutex<Option<oneshot::Sender<Option<Loaded>>>>,
}

/// Those of one lane; the semaphore counts them.
struct Idle {
    workers: Mutex<Vec<Worker>>,
    count: Semaphore,
}

impl Default for Idle {
    fn default() -> Self {
        Self { workers: Mutex::default(), count: Semaphore::new(0) }
    }
}

impl Idle {
    /// Takes all out.
    fn drain(&self) -> Vec<Worker> {
        let workers = std::mem::take(&mut *lock(&self.workers));
        for _ in &workers {
            if let Ok(permit) = self.count.try_acquire() {
                permit.forget();
            }
        }
        workers
    }
}

/// One of each, until both are empty.
fn next_of_each<T>(
    a: &mut impl Iterator<Item = T>,
    b: &mut impl Iterator<Item = T>,
) -> Option<[Option<T>; 2]> {
    let pair = [a.next(), b.next()];
    pair.iter().any(Option::is_some).then_some(pair)
}

pub(super) struct Worker {
    pub(super) id: WorkerId,
    pub(super) socket: UnixStream,
    lane: Lane,
    answered: u32,
    generation: u64,
}

/// A worker with a request; it is replaced unless it has answered.
pub(super) struct Busy {
    pub(super) worker: Option<Worker>,
    pub(super) orders: mpsc::UnboundedSender<Order>,
    pub(super) is_spent: bool,
}

impl Drop for Busy {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take().filter(|_| self.is_spent) {
            let _ = self.orders.send(Order::Replace(worker.id));
        }
    }
}

impl Workers {
    fn idle(&self, lane: Lane) -> &Idle {
        match lane {
            Lane::Known => &self.known,
            Lane::Free => &self.free,
        }
    }

    /// How many have nothing to do.
    pub(super) fn count(&self) -> usize {
        self.known.count.available_permits() + self.free.count.available_permits()
    }

    /// Takes a new worker in.
    pub(super) fn admit(&self, id: WorkerId, lane: Lane, socket: OwnedFd) {
        let socket = StdStream::from(socket);
        if socket.set_nonblocking(true).is_ok()
            && let Ok(socket) = UnixStream::from_std(socket)
        {
            let generation = self.generation.load(Ordering::Relaxed);
            self.put(Worker { id, socket, lane, answered: 0, generation });
        }
    }

    fn put(&self, worker: Worker) {
        let idle = self.idle(worker.lane);
        lock(&idle.workers).push(worker);
        idle.count.add_permits(1);
    }

    /// Takes one that still runs; none when there is none for so long.
    pub(super) async fn take(
        &self,
        lane: Lane,
        patience: Duration,
        orders: &mpsc::UnboundedSender<Order>,
    ) -> Option<Busy> {
        let idle = self.idle(lane);
        loop {
            let permit = timeout(patience, idle.count.acquire()).await.ok()?.ok()?;
            permit.forget();
            let Some(worker) = lock(&idle.workers).pop() else { continue };
            // One that has ended since has nothing to say.
            let is_silent = matches!(
                worker.socket.try_read(&mut [0]),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock
            );
            let busy = Busy { worker: Some(worker), orders: orders.clone(), is_spent: true };
            if is_silent {
                return Some(busy);
            }
        }
    }

    /// Takes one back that has answered, or lets it be replaced.
    pub(super) fn give_back(&self, mut busy: Busy, wants_to_retire: bool, most: u32) {
        let Some(mut worker) = busy.worker.take() else { return };
        worker.answered += 1;
        let is_old = worker.generation != self.generation.load(Ordering::Relaxed);
        if busy.is_spent || wants_to_retire || worker.answered >= most || is_old {
            busy.is_spent = true;
            busy.worker = Some(worker);
        } else {
            self.put(worker);
        }
    }

    /// Tells whoever gets the other end when the graph was refreshed.
    pub(super) fn when_refreshed(&self) -> oneshot::Receiver<Option<Loaded>> {
        let (sender, receiver) = oneshot::channel();
        *lock(&self.refreshing) = Some(sender);
        receiver
    }

    /// Takes out the workers that don't know what was written, and tells who waits for that.
    pub(super) fn refreshed(&self, loaded: Option<Loaded>, orders: Option<&mpsc::UnboundedSender<Order>>) {
        if loaded.is_some() {
            self.generation.fetch_add(1, Ordering::Relaxed);
            // In turn, because a fork takes its time: neither lane is to wait for all of the other.
            let (mut known, mut free) = (self.known.drain().into_iter(), self.free.drain().into_iter());
            while let Some(pair) = next_of_each(&mut known, &mut free) {
                for worker in pair.into_iter().flatten() {
                    let _ = orders.map(|orders| orders.send(Order::Replace(worker.id)));
                }
            }
        }
        if let Some(waiting) = lock(&self.refreshing).take() {
            let _ = waiting.send(loaded);
        }
    }
}
