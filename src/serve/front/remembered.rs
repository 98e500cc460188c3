//! Answers of named questions that were given before.
//!
//! Pages and clients ask the same questions again and again, and those about everything take a moment on a graph of
//! millions. An answer is kept while the graph stays as it is; for a minute at most where the question asks for the
//! time or for chance. When there is no more room, those go that nobody has asked for longest. Where many ask the
//! same at once, one is answered and the others wait for that answer.

use std::future::Future;
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

use hyper::body::Bytes;
use rustc_hash::FxHashMap;
use tokio::sync::watch;

use crate::serve::media::Media;
use crate::serve::pool::{Answer, Pool, lock};
use crate::serve::wire::{Ask, Head, Request};
use crate::serve::worker::question_media;

/// An answer is kept that fits in so many times.
const SHARES: usize = 4;
/// How long an answer is kept that may be another one soon.
const AGE: Duration = Duration::from_secs(60);
/// What is counted for an answer beside its bytes.
const ENTRY: usize = 1 << 10;

/// Keeps answers.
pub(super) struct Remembered {
    /// How many bytes of them.
    room: usize,
    kept: Mutex<Kept>,
    asked: Mutex<Vec<Asked>>,
}

/// A question that is being answered. Its other end closes when it is.
struct Asked {
    graph: Graph,
    request: Request,
    done: watch::Receiver<()>,
}

/// From what an answer was made: each change by clients gives the graph another checksum, each build and
/// each index another pool.
#[derive(Clone, Default)]
pub(super) struct Graph {
    pool: Weak<Pool>,
    checksum: String,
}

/// A question that may be asked again.
#[derive(Clone)]
pub(super) struct Repeatable {
    graph: Graph,
    request: Request,
}

#[derive(Default)]
struct Kept {
    graph: Graph,
    answers: FxHashMap<Request, Entry>,
    bytes: usize,
    /// How often an answer was kept or given again.
    uses: u64,
}

struct Entry {
    head: Head,
    body: Bytes,
    since: Instant,
    /// The last use.
    used: u64,
}

impl PartialEq for Graph {
    fn eq(&self, other: &Self) -> bool {
        Weak::ptr_eq(&self.pool, &other.pool) && self.checksum == other.checksum
    }
}

impl Repeatable {
    /// None for what isn't a named question: a client's own query may be asked once and never again.
    pub(super) fn of(request: &Request, pool: &Arc<Pool>) -> Option<Self> {
        let graph = Graph { pool: Arc::downgrade(pool), checksum: pool.loaded().checksum };
        let Ask::Question { .. } = request.ask else { return None };
        let mut request = request.clone();
        // Clients ask for the same in many ways.
        if let Some(media) = question_media(&request) {
            request.accept = None;
            request.suffix = None;
            request.format = Some(media.content_type().to_owned());
            if media != Media::Html {
                request.origin.clear();
            }
        }
        Some(Self { graph, request })
    }
}

impl Remembered {
    /// Keeps so many bytes of answers.
    pub(super) fn new(room: usize) -> Self {
        Self { room, kept: Mutex::default(), asked: Mutex::default() }
    }

    /// The answer that was given a moment ago from this graph, or that is being given to somebody else, or else that of
    /// `answer`.
    pub(super) async fn or_ask<E>(
        &self,
        question: Repeatable,
        answer: impl Future<Output = Result<Answer, E>>,
    ) -> Result<Answer, E> {
        if let Some(answer) = self.get(&question) {
            return Ok(answer);
        }
        let turn = match self.begin(&question) {
            Ok(turn) => Some(turn),
            Err(mut other) => {
                while other.changed().await.is_ok() {}
                if let Some(answer) = self.get(&question) {
                    return Ok(answer);
                }
                // The other one was refused or has gone. Nobody waits twice, since that could go on.
                None
            }
        };
        let answer = answer.await;
        if let Ok(answer) = &answer {
            self.put(question, answer);
        }
        drop(turn);
        answer
    }

    /// Says that a question is being asked until what is returned is dropped; or how to wait for who does so already.
    fn begin(&self, question: &Repeatable) -> Result<watch::Sender<()>, watch::Receiver<()>> {
        let mut asked = lock(&self.asked);
        asked.retain(|other| other.done.has_changed().is_ok());
        let same = |other: &&Asked| other.graph == question.graph && other.request == question.request;
        if let Some(other) = asked.iter().find(same) {
            return Err(other.done.clone());
        }
        let (turn, done) = watch::channel(());
        asked.push(Asked { graph: question.graph.clone(), request: question.request.clone(), done });
        Ok(turn)
    }

    /// The answer, if it was given before from this graph.
    fn get(&self, question: &Repeatable) -> Option<Answer> {
        let mut kept = lock(&self.kept);
        kept.keep_for(&question.graph);
        if kept.answers.get(&question.request)?.is_too_old() {
            kept.forget(&question.request);
            return None;
        }
        kept.uses += 1;
        let used = kept.uses;
        let entry = kept.answers.get_mut(&question.request)?;
        entry.used = used;
        Some(Answer { head: entry.head.clone(), body: entry.body.clone(), room: None })
    }

    /// Keeps an answer. What was asked of an older graph is forgotten at once.
    fn put(&self, question: Repeatable, answer: &Answer) {
        let is_whole = answer.head.status == 200 && answer.head.note.is_none();
        let size = ENTRY + answer.body.len();
        if !is_whole || size > self.room / SHARES {
            return;
        }
        let mut kept = lock(&self.kept);
        if kept.graph != question.graph {
            return;
        }
        kept.forget(&question.request);
        while kept.bytes + size > self.room {
            kept.forget_least_used();
        }
        kept.bytes += size;
        kept.uses += 1;
        let (head, body) = (answer.head.clone(), answer.body.clone());
        let entry = Entry { head, body, since: Instant::now(), used: kept.uses };
        kept.answers.insert(question.request, entry);
    }
}

impl Entry {
    fn size(&self) -> usize {
        ENTRY + self.body.len()
    }

    fn is_too_old(&self) -> bool {
        !self.head.lasting && self.since.elapsed() > AGE
    }
}

impl Kept {
    /// Forgets all when the graph is another.
    fn keep_for(&mut self, graph: &Graph) {
        if self.graph != *graph {
            *self = Self { graph: graph.clone(), ..Self::default() };
        }
    }

    fn forget(&mut self, request: &Request) {
        if let Some(entry) = self.answers.remove(request) {
            self.bytes -= entry.size();
        }
    }

    fn forget_least_used(&mut self) {
        let least =
            self.answers.iter().min_by_key(|(_, entry)| entry.used).map(|(request, _)| request.clone());
        match least {
            Some(request) => self.forget(&request),
            None => self.bytes = 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn question() -> Repeatable {
        named("leaders")
    }

    fn named(name: &str) -> Repeatable {
        let ask = Ask::Question { name: name.to_owned(), given: Vec::new() };
        Repeatable { graph: Graph::default(), request: Request::plain(ask, true) }
    }

    #[test]
    fn what_many_ask_at_once_is_answered_once() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            for (first, asks) in [(Ok("first"), 1), (Err(()), 3)] {
                let (remembered, asked) = (Arc::new(Remembered::new(1 << 20)), Arc::new(AtomicUsize::new(0)));
                let mut clients = Vec::new();
                for outcome in [first, Ok("first"), Ok("first")] {
                    let (remembered, asked) = (Arc::clone(&remembered), Arc::clone(&asked));
                    clients.push(tokio::spawn(async move {
                        let answer = async {
                            asked.fetch_add(1, Ordering::Relaxed);
                            tokio::task::yield_now().await;
                            let head = Head { status: 200, ..Head::default() };
                            outcome.map(|body| Answer { head, body: body.into(), room: None })
                        };
                        remembered.or_ask(question(), answer).await.map(|answer| answer.body)
                    }));
                }
                let mut answers = Vec::new();
                for client in clients {
                    answers.push(client.await.expect("no panic"));
                }
                let good = Ok(Bytes::from("first"));
                assert_eq!(
                    answers,
                    [first.map(Bytes::from), good.clone(), good],
                    "a refusal is for one alone"
                );
                assert_eq!(asked.load(Ordering::Relaxed), asks);
            }
        });
    }

    #[test]
    fn what_was_asked_last_is_kept() {
        let remembered = Remembered::new(4 * (ENTRY + 100));
        let answer = |bytes: usize, lasting: bool| {
            let head = Head { status: 200, lasting, ..Head::default() };
            Answer { head, body: vec![b'x'; bytes].into(), room: None }
        };
        for name in ["a", "b", "c", "d"] {
            assert!(remembered.get(&named(name)).is_none());
            remembered.put(named(name), &answer(100, true));
        }
        assert!(remembered.get(&named("a")).is_some());
        remembered.put(named("e"), &answer(100, false));
        assert!(remembered.get(&named("b")).is_none(), "nobody has asked this for longest");
        assert!(["a", "c", "d", "e"].iter().all(|name| remembered.get(&named(name)).is_some()));
        remembered.put(named("f"), &answer(101, true));
        assert!(remembered.get(&named("f")).is_none(), "it is too large");
        let mut kept = remembered.kept.lock().expect("no panic");
        let Some(before) = Instant::now().checked_sub(AGE + Duration::from_secs(1)) else { return };
        kept.answers.values_mut().for_each(|entry| entry.since = before);
        drop(kept);
        assert!(remembered.get(&named("e")).is_none(), "it may be another one by now");
        assert!(remembered.get(&named("a")).is_some(), "it is the same as long as the graph is");
    }
}
