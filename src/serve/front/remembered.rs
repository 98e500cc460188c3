//! Answers of named questions that were given a moment ago.
//!
//! Pages and clients ask the same questions again and again, and those about everything take a second
//! on a graph of millions. An answer is kept for a minute at most, because a question of the user's own may
//! ask for the time, and never beyond a change of the graph. Where many ask the same at once, one is answered and the
//! others wait for that answer.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use hyper::body::Bytes;
use tokio::sync::watch;

use crate::serve::pool::{Answer, Pool};
use crate::serve::wire::{Ask, Head, Request};

/// The highest number of bytes of all answers that are kept.
const ALL: usize = 32 << 20;
/// The highest number of bytes of one.
const ONE: usize = 8 << 20;
/// How long one is kept.
const AGE: Duration = Duration::from_secs(60);

/// Keeps answers.
#[derive(Default)]
pub(super) struct Remembered {
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
    /// The oldest first.
    answers: VecDeque<Entry>,
    bytes: usize,
}

struct Entry {
    request: Request,
    head: Head,
    body: Bytes,
    since: Instant,
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
        matches!(request.ask, Ask::Question { .. }).then(|| Self { graph, request: request.clone() })
    }
}

impl Remembered {
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
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.retain(|other| other.done.has_changed().is_ok());
        let same = |other: &&Asked| other.graph == question.graph && other.request == question.request;
        if let Some(other) = asked.iter().find(same) {
            return Err(other.done.clone());
        }
        let (turn, done) = watch::channel(());
        asked.push(Asked { graph: question.graph.clone(), request: question.request.clone(), done });
        Ok(turn)
    }

    /// The answer, if it was given a moment ago from this graph.
    fn get(&self, question: &Repeatable) -> Option<Answer> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.keep_for(&question.graph);
        let entry = kept.answers.iter().find(|entry| entry.request == question.request)?;
        Some(Answer { head: entry.head.clone(), body: entry.body.clone(), room: None })
    }

    /// Keeps an answer. What was asked of an older graph is forgotten at once.
    fn put(&self, question: Repeatable, answer: &Answer) {
        let is_whole = answer.head.status == 200 && answer.head.note.is_none();
        if !is_whole || answer.body.len() > ONE {
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.graph != question.graph || kept.answers.iter().any(|entry| entry.request == question.request)
        {
            return;
        }
        let (head, body) = (answer.head.clone(), answer.body.clone());
        kept.bytes += body.len();
        kept.answers.push_back(Entry { request: question.request, head, body, since: Instant::now() });
        while kept.bytes > ALL {
            kept.forget_oldest();
        }
    }
}

impl Kept {
    /// Forgets what is too old, and all when the graph is another.
    fn keep_for(&mut self, graph: &Graph) {
        if self.graph != *graph {
            *self = Self { graph: graph.clone(), ..Self::default() };
        }
        while self.answers.front().is_some_and(|entry| entry.since.elapsed() > AGE) {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        if let Some(entry) = self.answers.pop_front() {
            self.bytes -= entry.body.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn question() -> Repeatable {
        let ask = Ask::Question { name: "leaders".to_owned(), given: Vec::new() };
        let request = Request {
            ask,
            accept: None,
            suffix: None,
            format: None,
            origin: String::new(),
            chinese: true,
            length: 0,
        };
        Repeatable { graph: Graph::default(), request }
    }

    #[test]
    fn what_many_ask_at_once_is_answered_once() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            for (first, asks) in [(Ok("first"), 1), (Err(()), 3)] {
                let (remembered, asked) = (Arc::new(Remembered::default()), Arc::new(AtomicUsize::new(0)));
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
}
