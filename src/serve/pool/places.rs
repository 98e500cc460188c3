//! Places for requests that run, shared out between clients.
//!
//! No client holds all of them, and of those that wait the one goes first that holds the fewest. So who
//! sends many requests waits behind the others and not before them.

use std::collections::{BTreeMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use tokio::sync::oneshot;

use super::lock;

/// A number of places.
pub(super) struct Places {
    total: usize,
    /// How many requests of one client may wait.
    queue: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// How many places each client holds; none with 0.
    held: BTreeMap<IpAddr, usize>,
    waiting: VecDeque<(IpAddr, oneshot::Sender<Place>)>,
}

/// One of them, given back when it is dropped.
pub(super) struct Place {
    places: Arc<Places>,
    client: IpAddr,
}

impl Places {
    pub(super) fn new(total: usize, queue: usize) -> Arc<Self> {
        Arc::new(Self { total, queue, state: Mutex::default() })
    }

    /// A place, if there is one.
    pub(super) fn try_take(self: &Arc<Self>, client: IpAddr) -> Option<Place> {
        let mut state = lock(&self.state);
        let has_room = state.has_room(self.total, client);
        has_room.then(|| {
            state.hold(client);
            self.place(client)
        })
    }

    /// A place, as soon as there is one; none when too many requests of the client wait already.
    pub(super) async fn take(self: &Arc<Self>, client: IpAddr) -> Option<Place> {
        if let Some(place) = self.try_take(client) {
            return Some(place);
        }
        let receiver = {
            let mut state = lock(&self.state);
            state.waiting.retain(|(_, sender)| !sender.is_closed());
            if state.waiting.iter().filter(|(known, _)| *known == client).count() >= self.queue {
                return None;
            }
            let (sender, receiver) = oneshot::channel();
            state.waiting.push_back((client, sender));
            receiver
        };
        receiver.await.ok()
    }

    /// How many wait.
    pub(super) fn waiting(&self) -> usize {
        lock(&self.state).waiting.iter().filter(|(_, sender)| !sender.is_closed()).count()
    }

    /// Whether another client that holds fewer places waits for one.
    pub(super) fn is_wanted_more(&self, client: IpAddr) -> bool {
        let state = lock(&self.state);
        let others = state.waiting.iter().filter(|(known, sender)| *known != client && !sender.is_closed());
        others.into_iter().any(|(known, _)| state.held_by(*known) < state.held_by(client))
    }

    fn place(self: &Arc<Self>, client: IpAddr) -> Place {
        Place { places: Arc::clone(self), client }
    }

    /// Hands free places to those who wait.
    fn hand_on(self: &Arc<Self>) {
        loop {
            let next = {
                let mut state = lock(&self.state);
                state.waiting.retain(|(_, sender)| !sender.is_closed());
                let chosen = state.next(self.total);
                let next = chosen.and_then(|index| state.waiting.remove(index));
                if let Some((client, _)) = &next {
                    state.hold(*client);
                }
                next
            };
            let Some((client, sender)) = next else { return };
            // Whoever has given up meanwhile gives it back at once.
            let _ = sender.send(self.place(client));
        }
    }
}

impl State {
    fn held_by(&self, client: IpAddr) -> usize {
        self.held.get(&client).copied().unwrap_or_default()
    }

    fn hold(&mut self, client: IpAddr) {
        *self.held.entry(client).or_default() += 1;
    }

    fn has_room(&self, total: usize, client: IpAddr) -> bool {
        let most = total.saturating_sub(1).max(1);
        self.held.values().sum::<usize>() < total && self.held_by(client) < most
    }

    /// Who waits and goes next.
    fn next(&self, total: usize) -> Option<usize> {
        let clients = self.waiting.iter().map(|(client, _)| *client).enumerate();
        let able = clients.filter(|(_, client)| self.has_room(total, *client));
        able.min_by_key(|(index, client)| (self.held_by(*client), *index)).map(|(index, _)| index)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        {
            let mut state = lock(&self.places.state);
            if let Some(held) = state.held.get_mut(&self.client) {
                *held -= 1;
                if *held == 0 {
                    state.held.remove(&self.client);
                }
            }
        }
        self.places.hand_on();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(work: impl Future<Output = ()>) {
        tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(work);
    }

    fn client(number: u8) -> IpAddr {
        IpAddr::from([127, 0, 0, number])
    }

    #[test]
    fn no_client_holds_all_places() {
        run(async {
            let places = Places::new(3, 2);
            let held: Vec<Place> = (0..3).filter_map(|_| places.try_take(client(1))).collect();
            assert_eq!(held.len(), 2);
            let other = places.try_take(client(2)).expect("one is left for others");
            assert!(places.try_take(client(3)).is_none(), "there are three");
            drop(other);
            drop(held);
            assert!(places.take(client(1)).await.is_some());
            assert!(Places::new(1, 0).try_take(client(1)).is_some(), "a single one may be had");
        });
    }

    #[test]
    fn who_holds_fewer_goes_first() {
        run(async {
            let places = Places::new(2, 8);
            let first = places.take(client(1)).await.expect("free");
            let second = places.take(client(2)).await.expect("free");
            let order = Arc::new(Mutex::new(Vec::new()));
            let mut tasks = Vec::new();
            for number in [1, 1, 3] {
                let (places, order) = (Arc::clone(&places), Arc::clone(&order));
                tasks.push(tokio::spawn(async move {
                    let place = places.take(client(number)).await.expect("there is room to wait");
                    lock(&order).push(number);
                    drop(place);
                }));
                tokio::task::yield_now().await;
            }
            assert_eq!(places.waiting(), 3);
            assert!(places.is_wanted_more(client(1)) && !places.is_wanted_more(client(3)));
            drop(second);
            tokio::task::yield_now().await;
            drop(first);
            for task in tasks {
                task.await.expect("no panic");
            }
            assert_eq!(*lock(&order), [3, 1, 1]);
            assert_eq!(places.waiting(), 0);
        });
    }

    #[test]
    fn who_gives_up_leaves_nothing_behind() {
        run(async {
            let places = Places::new(1, 1);
            let held = places.take(client(1)).await.expect("free");
            let waits = {
                let places = Arc::clone(&places);
                tokio::spawn(async move { places.take(client(1)).await.is_some() })
            };
            tokio::task::yield_now().await;
            assert!(places.take(client(1)).await.is_none(), "one waits already");
            waits.abort();
            let _ = waits.await;
            drop(held);
            assert!(places.try_take(client(2)).is_some());
        });
    }
}
