//! Questions to the graph: named queries with typed parameters, and queries of the user's own.
//!
//! ```text
//!  queries/*.rq ─ Catalog ─▶ NamedQuery ─┐
//!                                        ├─ run ─▶ Outcome ─ format ─▶ table, CSV, JSON …
//!  county=彝良县 ─ parameter ─▶ Bindings ─┘
//! ```
//!
//! [`update`] tells what an update would change. Queries see the union of all graphs. Parameters are bound as RDF terms and never become part
//! of the query's text.

mod bind;
mod catalog;
pub mod dossier;
mod error;
pub mod format;
mod guard;
mod header;
mod lookup;
mod parameter;
mod protocol;
mod remote;
pub(crate) mod rows;
mod run;
pub mod search;
pub mod update;

pub use catalog::{Catalog, CatalogError};
pub use error::QueryError;
pub use header::{ColumnHeader, HeaderError, NamedQuery, Naming, Parameter, Presence};
pub use parameter::{Bindings, ParameterType, resolve};
pub use protocol::{ProtocolQuery, Scope, answer};
pub use remote::{GraphElsewhereError, RemoteGraph};
pub use rows::Answers;
pub use run::{Column, Outcome, RunOptions, Solutions, run};

/// The language of labels and headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}
