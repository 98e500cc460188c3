//! A SPARQL server elsewhere: the only place from which chanpu speaks HTTP to others.
//!
//! ```text
//!  Endpoint ─┬─ select, graph        SPARQL 1.1 Protocol, query
//!            ├─ update               SPARQL 1.1 Protocol, update
//!            └─ put, add, delete     Graph Store Protocol
//!               │
//!              Http ── Credentials (basic, digest, bearer), deadlines, retries
//! ```
//!
//! `chanpu push` and `--endpoint` lead here and nothing else does: the engine that answers queries has
//! no HTTP client, and `tests/layers.rs` proves that neither it nor the server names this module.
//!
//! Every request may be sent twice. Queries only read; what is written has no blank nodes, so putting,
//! adding or deleting it again changes nothing. That is why a request that a busy server or a broken
//! connection left in doubt is simply sent again.

mod address;
mod credentials;
mod digest;
mod endpoint;
mod error;
mod http;

pub use address::Address;
pub use credentials::{Credentials, CredentialsError};
pub use endpoint::{Answer, Endpoint};
pub use error::RemoteError;
pub use http::Patience;
