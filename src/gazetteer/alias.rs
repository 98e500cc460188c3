//! Names, and what they can mean.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::EntityIndex;

/// Handle of a form of one [`Gazetteer`](super::Gazetteer): dense from 0, and ordered like the
/// normalised texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormIndex(u32);

impl FormIndex {
    /// The handle of the form at `position`. The loader keeps positions below 2³².
    pub(super) fn new(position: usize) -> Self {
        Self(u32::try_from(position).unwrap_or(u32::MAX))
    }

    /// The handle that the automaton holds as a plain number.
    pub(super) fn from_raw(raw: u32) -> Self {
        Self(raw)
    }

    /// The plain number.
    pub(super) fn raw(self) -> u32 {
        self.0
    }

    /// The position, counted from 0.
    #[must_use]
    pub fn get(self) -> usize {
        self.0 as usize
    }
}

/// How a name relates to its entity; the more formal, the earlier in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AliasKind {
    /// The official name: the `name` of the entity's row.
    Official,
    /// The name without generic parts: 昭阳 for 昭阳区.
    Short,
    /// A name of the past.
    Former,
    /// An abbreviation: 滇, BYD.
    Abbreviation,
    /// Another spelling or wording in use.
    Variant,
}

impl AliasKind {
    /// All kinds, in order.
    pub const ALL: [Self; 5] = [Self::Official, Self::Short, Self::Former, Self::Abbreviation, Self::Variant];

    /// The name used in outputs and, but for `official`, in `aliases/*.csv`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Short => "short",
            Self::Former => "former",
            Self::Abbreviation => "abbreviation",
            Self::Variant => "variant",
        }
    }
}

impl fmt::Display for AliasKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for AliasKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| text.to_owned())
    }
}

/// One meaning of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Alias {
    /// The entity meant.
    pub entity: EntityIndex,
    /// How the form relates to it.
    pub kind: AliasKind,
}

/// A text that names at least one entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The normalised text; never empty.
    pub text: String,
    /// All its meanings, sorted, one an entity (the most formal kind); never empty.
    pub aliases: Vec<Alias>,
}

impl Form {
    /// Whether it names more than one entity.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        self.aliases.len() > 1
    }
}
