//! Loads, checks and compiles the dictionary: entities, their names, ordinary words and guards.
//!
//! ```text
//!  files ─ table ─▶ rows ─ load ─▶ Gazetteer { entities, forms, Matcher, Guards, CommonWords, Lexicon }
//!            └──────────┴───────▶ diagnostics
//! ```
//!
//! Names and documents must go through the same normaliser; the loader takes it as a function.

mod alias;
mod borders;
mod builtin;
mod check;
mod common;
mod dictionary;
mod entity;
mod forms;
mod guard;
mod lexicon;
mod load;
mod matcher;
mod period;
mod provenance;
mod report;
mod resolve;
mod rows;
mod source;
mod stats;
mod table;
mod word_rows;

pub use alias::{Alias, AliasKind, Form, FormIndex};
pub use check::{CheckCounts, CheckReport, check};
pub use common::{CommonWord, CommonWords};
pub use dictionary::Gazetteer;
pub use entity::{Entity, EntityIndex, Validity};
pub use guard::{Guard, GuardAction, Guards};
pub use lexicon::{Lexicon, Word, WordClass};
pub use matcher::{Hit, Matcher};
pub use source::{FileRole, GazetteerSource, SourceFile};
pub use stats::{Count, Homonyms, ProvinceStats, Stats, stats};

#[cfg(test)]
mod tests;
