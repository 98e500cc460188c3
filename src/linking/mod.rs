//! Decides which entity a mention means, or says that the text doesn't tell.
//!
//! All mentions of a document are decided together: first those with one meaning, which then speak
//! for their neighbours in the administrative tree; then the rest by a sum of [`Feature`]s. When
//! two candidates come out closer than a margin the mention stays
//! [`Ambiguous`](Resolution::Ambiguous), with every candidate and what spoke for it.

mod candidate;
mod resolve;

pub use candidate::{Candidate, Feature};
pub use resolve::resolve;

use crate::gazetteer::EntityIndex;
use crate::mention::Mention;

/// What a mention means.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolution {
    /// An entity of the gazetteer.
    Linked(EntityIndex),
    /// A name that the gazetteer doesn't have; the fullest form of it in the document.
    New(Box<str>),
    /// Several candidates, best first.
    Ambiguous(Vec<Candidate>),
}

/// A mention with its meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedMention {
    /// The mention.
    pub mention: Mention,
    /// Its meaning.
    pub resolution: Resolution,
    /// The candidates that were compared, best first; empty when there was only one meaning.
    pub compared: Vec<Candidate>,
    /// Between 0 and 1.
    pub confidence: f64,
}
