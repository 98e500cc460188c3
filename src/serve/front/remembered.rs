//! Answers of named questions that were given a moment ago.
//!
//! Pages and clients ask the same questions again and again, and those about everything take a second
//! on a graph of millions. An answer is kept for a minute at most, because a question of the user's own may
//! ask for the time, and never beyond a change of the graph.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

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
}

/// From what an answer was made: each change by clients gives the graph another checksum, each build and
/// each index another pool.
#[derive(Clone, Default)]
pub(super) struct Graph {
    pool: Weak<Pool>,
    checksum: String,
}

/// A question that may be asked again.
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
    body: Vec<u8>,
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
    /// The answer, if it was given a moment ago from this graph.
    pub(super) fn get(&self, question: &Repeatable) -> Option<Answer> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.keep_for(&question.graph);
        let entry = kept.answers.iter().find(|entry| entry.request == question.request)?;
        Some(Answer { head: entry.head.clone(), body: entry.body.clone(), room: None })
    }

    /// Keeps an answer. What was asked of an older graph is forgotten at once.
    pub(super) fn put(&self, question: Repeatable, answer: &Answer) {
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
