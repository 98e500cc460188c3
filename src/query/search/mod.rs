//! Chinese full text inside SPARQL.
//!
//! ```sparql
//! SELECT ?entity ?score ?snippet {
//!   SERVICE cp:search { ?entity cp:matches "天麻 加工" ; cp:score ?score ; cp:snippet ?snippet }
//!   ?entity a cp:Company .
//! } ORDER BY DESC(?score)
//! ```
//!
//! The index holds the names and other names of entities, the titles of documents and the sentences.
//! Every two neighbouring characters lead to the texts that contain them, so any word of two or more
//! characters is found, whether or not a dictionary knows it. Several words must all be in the text.
//! `SERVICE` is how standard clients can send this; nothing is asked of another server.

mod index;
mod service;
mod text;

pub use index::{Hit, SearchIndex, Texts};
pub use service::SEARCH;
pub(super) use service::{PatternError, SearchService};
pub use text::Field;
