//! What the graph needs to know of an entity of the gazetteer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::entity::{DivisionCode, EntityId, EntityType, PlaceLevel};

/// An entity of the gazetteer, as the graph describes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntityDescription {
    /// The identifier.
    pub id: EntityId,
    /// The type.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// The preferred name in Chinese.
    pub label: String,
    /// The preferred name in English.
    #[serde(default)]
    pub label_en: Option<String>,
    /// Other names in Chinese: short forms, former names.
    #[serde(default)]
    pub alt_labels: Vec<String>,
    /// The division code of a place.
    #[serde(default)]
    pub code: Option<DivisionCode>,
    /// The administrative level of a place.
    #[serde(default)]
    pub level: Option<PlaceLevel>,
    /// The place above a place.
    #[serde(default)]
    pub parent: Option<EntityId>,
    /// Where an entity that is no place has its seat.
    #[serde(default)]
    pub places: Vec<EntityId>,
    /// Longitude and latitude in degrees (WGS 84).
    #[serde(default)]
    pub coordinates: Option<(f64, f64)>,
}

/// Something that knows the entities of a gazetteer.
///
/// The graph asks it which entities are known, so that it doesn't depend on how the gazetteer
/// is kept.
pub trait Describe: Sync {
    /// The entity's description; `None` when the gazetteer doesn't have it.
    fn describe(&self, id: &EntityId) -> Option<EntityDescription>;

    /// Whether the gazetteer has the entity.
    fn contains(&self, id: &EntityId) -> bool {
        self.describe(id).is_some()
    }
}

impl Describe for BTreeMap<EntityId, EntityDescription> {
    fn describe(&self, id: &EntityId) -> Option<EntityDescription> {
        self.get(id).cloned()
    }

    fn contains(&self, id: &EntityId) -> bool {
        self.contains_key(id)
    }
}
