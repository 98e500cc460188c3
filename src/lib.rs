//! chanpu (产谱) turns Chinese regional-industry documents into a knowledge graph of projects,
//! companies and places in which every statement can be checked against the sentence it came from.
//!
//! ```text
//!  bytes ─ document ─▶ Document
//!                       │ text::normalize                       (offset map back to the source)
//!                       ▼
//!                     NormalizedText
//!                       │ mention::detect ◀── Gazetteer ◀── gazetteer/
//!                       ▼
//!                     Vec<Mention>
//!                       │ linking::resolve
//!                       ▼
//!                     Vec<LinkedMention>
//!                       │ relation::apply ◀── RuleSet ◀── gazetteer/rules
//!                       ▼
//!                     Extraction                                (facts, each with Evidence)
//!                       │ graph::map ◀── graph/ontology.ttl
//!                       ▼
//!                     quads ─▶ GraphStore ─▶ query ─▶ cli tables | export | serve
//! ```
//!
//! # Layers
//!
//! A module uses only modules of lower layers; `tests/layers.rs` reads the `use` lines and proves it.
//!
//! | layer | module | responsibility |
//! | --- | --- | --- |
//! | 0 | [`text`], [`entity`] | text, positions, normalisation; identifiers and types of entities; diagnostics |
//! | 1 | [`document`], [`gazetteer`] | reads files; loads, checks and compiles the dictionary |
//! | 2 | [`mention`] | finds the names in a text |
//! | 3 | [`linking`] | decides which entity a name means, or says that it can't |
//! | 4 | [`extraction`], [`relation`] | what a document says, as data; the rules that find facts |
//! | 5 | [`graph`], [`remote`] | vocabulary, IRIs, quads, the store, the projection to a labelled graph; SPARQL servers elsewhere |
//! | 6 | [`query`], [`push`], [`export`], [`eval`] | named SPARQL queries; the graph to another server; one file a format; scores against a gold set |
//! | 7 | [`pipeline`] | the only module that knows the order of the stages |
//! | 8 | [`serve`] | the SPARQL endpoint and the pages, over HTTP |
//! | 9 | [`cli`] | arguments, printing, exit codes |

pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod entity;
pub mod eval;
pub mod export;
pub mod extraction;
pub mod gazetteer;
pub mod graph;
pub mod linking;
pub mod mention;
pub mod pipeline;
pub mod push;
pub mod query;
pub mod relation;
pub mod remote;
#[cfg(unix)]
pub mod serve;
pub mod text;
