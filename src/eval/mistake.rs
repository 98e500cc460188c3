//! A difference between what people marked and what the program found.

use serde::{Deserialize, Serialize};

/// What kind of item a mistake is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Item {
    /// A mention.
    Mention,
    /// A fact.
    Fact,
    /// An observation.
    Observation,
}

impl Item {
    /// The name in JSON and TSV.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Fact => "fact",
            Self::Observation => "observation",
        }
    }
}

/// In what an item differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum MistakeClass {
    /// Found where people marked nothing.
    Extra,
    /// Marked and not found.
    Missed,
    /// A mention with the right span and another type: counts as one extra and one missed.
    Type,
    /// A mention that shares characters with a marked one: counts as one extra and, unless the marked
    /// one is optional, one missed.
    Boundary,
    /// A mention that was found, but means something else.
    Link,
    /// A fact that is right, but whose evidence isn't in the document where it says.
    Evidence,
    /// An observation with the right subject, value and unit, but another period, modality or change.
    Qualifier,
}

impl MistakeClass {
    /// The name in JSON and TSV.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Extra => "EXTRA",
            Self::Missed => "MISSED",
            Self::Type => "TYPE",
            Self::Boundary => "BOUNDARY",
            Self::Link => "LINK",
            Self::Evidence => "EVIDENCE",
            Self::Qualifier => "QUALIFIER",
        }
    }
}

/// A mistake. The order is that of documents and positions; those without a position come first.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mistake {
    /// The file of the document.
    pub document: String,
    /// The first code point, where a place in the text is known.
    pub start: Option<usize>,
    /// One past the last code point.
    pub end: Option<usize>,
    /// What kind of item.
    pub item: Item,
    /// In what it differs.
    pub class: MistakeClass,
    /// The type of the mention, the predicate of the fact or the unit of the observation.
    #[serde(rename = "type")]
    pub kind: String,
    /// What people marked.
    pub gold: Option<String>,
    /// What the program found.
    pub predicted: Option<String>,
    /// The words, in 【】, with those before and after.
    pub context: String,
}
