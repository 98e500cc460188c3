//! `chanpu serve`: the graph over HTTP, to any SPARQL client and to browsers.
//!
//! ```text
//!  client ── HTTP ──▶ front process            one thread; reads requests, never touches the graph
//!                      │  gate     host, origin, sizes, times
//!                      │  route    path and parameters ─▶ Request
//!                      │  pool     a free worker, a deadline, lanes
//!                      ▼
//!                     worker processes         forked copies of the loaded graph; answer Requests
//!                      ▲
//!                      │  fork
//!                     nursery process          loads the graph; one thread; forks and kills workers
//! ```
//!
//! # Why processes
//!
//! A query of two kilobytes can overflow the stack of the thread that parses it, a product of lists
//! can't be cancelled, and doubling a string uses up all memory. Inside one process each of these
//! ends the server. So a query runs in a worker that may be killed: at the deadline, when it wants
//! more memory than it may have, or when the client hangs up. The next query gets another worker.
//!
//! `fork` is safe only in a process with one thread. The front has a runtime, so it doesn't fork: at
//! its start it runs this program again as the *nursery*, which loads the graph, starts no thread,
//! and forks workers that share the graph's pages with it. The two talk over a socket that is the
//! nursery's standard input; each worker's own socket is handed to the front over it. A worker lives
//! for many queries, because forking a process with a gigabyte of pages takes some milliseconds.
//! Where a process ends, the others notice: a nursery ends when the front is gone, a worker when its
//! nursery or its socket is.
//!
//! # Lanes
//!
//! Requests whose work the server knows, pages and named questions, have places and workers of their own.
//! A query that a client writes itself has a tenth of their right to the processors; after 50 ms next to
//! none, never on the first processor, and it moves to one of a few slow places. Of whom one had to be ended begins like that
//! for some seconds. When these places are taken it gives way as soon as another
//! client waits that holds fewer places. No client holds all places. So long queries keep neither short
//! ones nor other clients waiting.
//!
//! # Writing
//!
//! Off, unless the server is started with a token. A change is tried by a worker, under the same limits
//! as a query, which tells what would be different and changes nothing. The front holds the lock of the
//! graph directory meanwhile, brings the difference to the disk, and lets the nursery read it; workers
//! that don't know it are replaced before the client is told.
//!
//! # A graph elsewhere
//!
//! With `--endpoint` the nursery loads no graph. It looks whether there is one at that address, and each worker sends
//! the queries that a request needs there, under the same limits of time, memory and number. Queries of clients are
//! parsed here first. Updates and `SERVICE` are refused as ever, and no other address is ever spoken to: where
//! the server there points elsewhere, nobody follows.
//!
//! # What the server never does
//!
//! It has no HTTP client but that for `--endpoint`: `SERVICE` and `LOAD` of anything elsewhere are refused in words. It cuts no
//! answer silently: one that is too long is refused, or marked where the client asked for a part. It
//! listens to this machine only, unless told otherwise. Pages of other sites change nothing, whatever
//! they send.

mod control;
mod error;
mod fork;
mod front;
mod limits;
mod media;
mod needs;
mod nursery;
mod pool;
mod priority;
mod stock;
mod token;
mod upstream;
mod wire;
mod worker;

pub use control::Origin;
pub use error::ServeError;
pub use front::{Listening, LogStyle, Options, run};
pub use limits::Limits;
pub use nursery::main as nursery_main;
pub use token::{TOKEN_VARIABLE, Token, TokenError};
pub use upstream::Upstream;

/// The argument that starts the program as a nursery. It is no command of the user's.
pub const NURSERY: &str = "serve-nursery";
