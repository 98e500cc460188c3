//! Decides which entity a mention means, or says that the text doesn't tell.
//!
//! All mentions of a document are decided together: first those with one meaning, which then speak
//! for their neighbours in the administrative tree; then the rest by a sum of [`Feature`]s. When
//! two candidates come out closer than a margin the mention stays
//! [`Ambiguous`](Resolution::Ambiguous), with every candidate and what spoke for it.

mod candidate;
mod firms;
mod namesakes;
mod resolve;
mod works;

use std::sync::Arc;

pub use candidate::{Candidate, Feature};
pub use resolve::resolve;

use crate::entity::{EntityId, EntityType};
use crate::gazetteer::EntityIndex;
use crate::mention::Mention;
use crate::text::NormalizedSpan;

/// What a mention means.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolution {
    /// An entity of the gazetteer.
    Linked(EntityIndex),
    /// A name that the gazetteer doesn't have.
    New(NewEntity),
    /// Several candidates, best first.
    Ambiguous(Vec<Candidate>),
}

/// An entity that only the document knows.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEntity {
    /// Its identifier, made of its type and name.
    pub id: EntityId,
    /// The fullest form of its name in the document.
    pub name: Arc<str>,
}

impl NewEntity {
    /// The entity of `kind` that the document calls `name`.
    #[must_use]
    pub fn new(kind: EntityType, name: &str) -> Self {
        Self { id: EntityId::new(kind, name), name: name.into() }
    }
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

/// How many of `mentions`, which are in the order of the text, begin before `position`.
#[inline]
pub(crate) fn begun_before(mentions: &[LinkedMention], position: usize) -> usize {
    mentions.partition_point(|mention| mention.mention.span.start < position)
}

/// Those of `mentions`, which are in the order of the text, that stand in `span`, up to the first that goes beyond it.
pub(crate) fn within(
    mentions: &[LinkedMention],
    span: NormalizedSpan,
) -> impl Iterator<Item = &LinkedMention> {
    let from = begun_before(mentions, span.start);
    mentions[from..].iter().take_while(move |mention| mention.mention.span.end <= span.end)
}
