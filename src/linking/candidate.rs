//! Candidates and what speaks for them.

use crate::entity::PlaceLevel;
use crate::gazetteer::EntityIndex;

/// Something that speaks for or against a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Feature {
    /// How likely a place of this level is meant when nothing else is known.
    Level(PlaceLevel),
    /// The mention is the official name.
    Official,
    /// The mention is a former name.
    Former,
    /// A place that the candidate lies in stands directly before the mention.
    ParentBefore,
    /// A neighbour in an enumeration has the same parent.
    Sibling,
    /// The document speaks of the candidate's prefecture or province.
    ParentInDocument,
    /// The document names the candidate beyond doubt elsewhere.
    NamedInDocument,
    /// The candidate did not exist, or no longer, at the date of the document.
    OutOfDate,
    /// The document speaks of the candidate's seat.
    SeatInDocument,
    /// The candidate is no part of another firm.
    Group,
    /// The candidate contains, or lies in, the place named last before.
    Near,
}

impl Feature {
    /// The name shown to users.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Level(_) => "level",
            Self::Official => "official-name",
            Self::Former => "former-name",
            Self::ParentBefore => "parent-before",
            Self::Sibling => "sibling-in-enumeration",
            Self::ParentInDocument => "parent-in-document",
            Self::NamedInDocument => "named-in-document",
            Self::OutOfDate => "out-of-date",
            Self::SeatInDocument => "seat-in-document",
            Self::Group => "group",
            Self::Near => "near-last-place",
        }
    }
}

/// One thing that a mention can mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The entity.
    pub entity: EntityIndex,
    /// The sum of its features.
    pub score: f32,
    /// What spoke for or against it.
    pub features: Vec<Feature>,
}
