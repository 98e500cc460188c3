//! The entities of the dictionary.

use std::sync::Arc;

use jiff::civil::Date;

use crate::entity::{DivisionCode, EntityId, EntityType, PlaceLevel};

/// Handle of an entity of one [`Gazetteer`](super::Gazetteer): dense from 0, and ordered like the
/// identifiers, whatever files the entities came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityIndex(u32);

impl EntityIndex {
    /// The handle of the entity at `position`. The loader keeps positions below 2³².
    pub(super) fn new(position: usize) -> Self {
        Self(u32::try_from(position).unwrap_or(u32::MAX))
    }

    /// The position, counted from 0.
    #[must_use]
    pub fn get(self) -> usize {
        self.0 as usize
    }
}

/// The days on which an entity exists, both included; `None` is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Validity {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

impl Validity {
    /// Whether the entity exists on `day`.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the entity has ended, on whatever day.
    #[must_use]
    pub fn has_ended(self) -> bool {
        self.until.is_some()
    }
}

/// Something that has a name and an identifier of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Identifier, unique in the dictionary.
    pub id: EntityId,
    /// Type; the same as the identifier's first part.
    pub kind: EntityType,
    /// Official name as written in the data file, not normalised.
    pub name: Arc<str>,
    /// English name.
    pub name_en: Option<String>,
    /// Level of a place; `None` for other types.
    pub level: Option<PlaceLevel>,
    /// Division code of a place.
    pub code: Option<DivisionCode>,
    /// The entity that this one is directly part of.
    pub parent: Option<EntityIndex>,
    /// The places where the entity is, sorted; empty for places.
    pub places: Vec<EntityIndex>,
    /// When the entity exists.
    pub validity: Validity,
    /// The entity that took its place.
    pub successor: Option<EntityIndex>,
    /// Key of the data source in `sources.toml`; empty when the row names none.
    pub source: Arc<str>,
}
