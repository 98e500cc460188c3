//! Finds the names in a text.
//!
//! [`Detector::detect`] works in two passes over a document. In each, dictionary hits and ordinary
//! words compete on one lattice over each clause; names that no dictionary has are built
//! from their right end by compound grammar and by enumeration; what the first pass finds
//! becomes a small dictionary for the second, so that a short form before or after its full form
//! is caught. Short names that are also ordinary words need a licence.

mod around;
mod brands;
mod clause;
mod compound;
mod context;
mod detect;
mod enumeration;
mod equipment;
mod form;
mod head;
mod introduce;
mod lattice;
mod layout;
mod licence;
mod listed_firms;
mod local;
mod modifier;
mod nested;
mod node;
mod offered;
mod overlay;
mod park_names;
mod pass;
mod quoted;
mod quoted_goods;
mod reading;
mod sector_labels;
mod shorten;
pub(crate) mod table;
mod telling;
mod townships;
mod vocabulary;

pub use context::DocumentContext;
pub use detect::{Detection, Detector};
pub use licence::Refusal;
pub use reading::{Reading, Refused, WordReading};
pub(crate) use sector_labels::behind_noun;

use crate::entity::EntityType;
use crate::gazetteer::{EntityIndex, FormIndex};
use crate::text::NormalizedSpan;

/// Where a mention comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A form of the gazetteer; its aliases are the candidates.
    Form(FormIndex),
    /// The stem of a township in the county that the document speaks of.
    Stem(EntityIndex),
    /// A name in no dictionary, found by the named rule.
    Pattern(&'static str),
    /// A short form of a name that the document gives in full: the full form, normalised.
    ShortOf(Box<str>),
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where in the normalised text.
    pub span: NormalizedSpan,
    /// What it names.
    pub kind: EntityType,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it lies inside a longer mention.
    pub nested: bool,
}
