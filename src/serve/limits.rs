//! How much a client may ask for.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The limits of a server. All of them are reported to the client that meets them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// How long a query may take until its worker is killed.
    pub deadline: Duration,
    /// How much memory a worker may use beside the graph, in bytes.
    pub memory: u64,
    /// The highest number of rows or triples of an answer.
    pub rows: usize,
    /// The highest number of bytes of an answer.
    pub bytes: usize,
    /// How many requests run at once whose work the server knows.
    pub known: usize,
    /// How many queries of clients run at once.
    pub fast: usize,
    /// How many queries run at once beside those, with the time that others leave.
    pub slow: usize,
    /// How many workers beside those wait for the next query of a client: to start one in place of one that was killed
    /// takes longer than most queries.
    pub spare: usize,
    /// After what time a query goes to a slow place, if there is one, or gives way to another client's.
    pub probation: Duration,
    /// For how long each query of a client has only the time that others leave, from its beginning, after one had to be
    /// ended.
    pub mistrust: Duration,
    /// After what time it gives way to any that waits.
    pub lane: Duration,
    /// How many requests of one client may wait.
    pub queue: usize,
    /// The highest number of bytes of a request's body.
    pub body: usize,
    /// The same for a change of the graph.
    pub write_body: usize,
    /// How many changes may wait for the one that is made.
    pub write_queue: usize,
    /// How many clients may be connected.
    pub connections: usize,
    /// How many bytes of answers may be on their way at once.
    pub in_flight: usize,
    /// How many bytes of answers are kept for those who ask the same.
    pub remembered: usize,
    /// How long a client may take for the head of a request.
    pub head_time: Duration,
    /// How long a client may take for the body of a request, or to take a part of the answer.
    pub body_time: Duration,
    /// After how many queries a worker is replaced.
    pub queries_a_worker: u32,
}

impl Default for Limits {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            deadline: Duration::from_secs(10),
            memory: 512 << 20,
            rows: 100_000,
            bytes: 64 << 20,
            // More than cores, so that a short query needn't wait for the long ones before it to be
            // told from it; the system shares the processors.
            fast: 2 * cores.max(2),
            known: 2 * cores.max(2),
            slow: 4,
            spare: 2,
            probation: Duration::from_millis(50),
            mistrust: Duration::from_secs(5),
            lane: Duration::from_millis(300),
            queue: 64,
            body: 128 << 10,
            write_body: 8 << 20,
            write_queue: 16,
            connections: 512,
            in_flight: 256 << 20,
            remembered: 128 << 20,
            head_time: Duration::from_secs(10),
            body_time: Duration::from_secs(30),
            queries_a_worker: 2_000,
        }
    }
}

impl Limits {
    /// For a graph on another server: a query that waits for it takes nothing from others here.
    #[must_use]
    pub fn for_endpoint() -> Self {
        Self { probation: Duration::from_secs(1), lane: Duration::from_secs(3), ..Self::default() }
    }

    /// How many workers there are.
    #[must_use]
    pub fn workers(&self) -> usize {
        self.known + self.free_workers()
    }

    /// How many of them are for what clients write themselves.
    #[must_use]
    pub fn free_workers(&self) -> usize {
        self.fast + self.slow + self.spare
    }
}
