//! What the graph needs to know of an entity of the gazetteer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::entity::{DivisionCode, EntityId, EntityType, PlaceLevel};
use crate::gazetteer::{AliasKind, EntityIndex, FormIndex, Gazetteer};

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
    /// The first day on which a place existed as such; none when nobody knows.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// The last day; none while it exists.
    #[serde(default)]
    pub valid_until: Option<Date>,
    /// The place that took its place.
    #[serde(default)]
    pub successor: Option<EntityId>,
    /// The places that it took the place of.
    #[serde(default)]
    pub predecessors: Vec<EntityId>,
    /// The divisions with which a place shares a boundary, where somebody has supplied boundaries.
    #[serde(default)]
    pub neighbours: Vec<EntityId>,
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

/// A dictionary as the graph sees it.
pub struct GazetteerEntities<'g> {
    gazetteer: &'g Gazetteer,
    /// Collected when the first entity is described: most builds describe none.
    reverse: OnceLock<Reverse>,
}

/// What a dictionary knows only in the other direction.
#[derive(Default)]
struct Reverse {
    /// The other names of each entity.
    names: FxHashMap<EntityIndex, Vec<FormIndex>>,
    /// The places of which each is the successor.
    predecessors: FxHashMap<EntityIndex, Vec<EntityIndex>>,
}

impl<'g> GazetteerEntities<'g> {
    /// The entities of a dictionary.
    #[must_use]
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, reverse: OnceLock::new() }
    }

    fn reverse(&self) -> &Reverse {
        self.reverse.get_or_init(|| {
            let Reverse { mut names, mut predecessors } = Reverse::default();
            for (index, form) in self.gazetteer.forms() {
                for alias in form.aliases.iter().filter(|alias| alias.kind != AliasKind::Official) {
                    names.entry(alias.entity).or_default().push(index);
                }
            }
            for (index, entity) in self.gazetteer.entities() {
                if let Some(successor) = entity.successor {
                    predecessors.entry(successor).or_default().push(index);
                }
            }
            Reverse { names, predecessors }
        })
    }
}

impl Describe for GazetteerEntities<'_> {
    fn describe(&self, id: &EntityId) -> Option<EntityDescription> {
        let index = self.gazetteer.find(id)?;
        let entity = self.gazetteer.entity(index);
        let Reverse { names, predecessors } = self.reverse();
        let names = names.get(&index).into_iter().flatten();
        let alt_labels: BTreeSet<String> = names
            .map(|form| self.gazetteer.form(*form).text.clone())
            .filter(|name| **name != *entity.name)
            .collect();
        // Only places form a tree; the parent of a firm is another firm.
        let parent = entity.parent.filter(|_| entity.kind == EntityType::Place);
        Some(EntityDescription {
            id: entity.id.clone(),
            kind: entity.kind,
            label: entity.name.to_string(),
            label_en: entity.name_en.clone(),
            alt_labels: alt_labels.into_iter().collect(),
            code: entity.code.clone(),
            level: entity.level,
            parent: parent.map(|parent| self.gazetteer.entity(parent).id.clone()),
            valid_from: entity.validity.from,
            valid_until: entity.validity.until,
            successor: entity.successor.map(|successor| self.gazetteer.entity(successor).id.clone()),
            predecessors: predecessors
                .get(&index)
                .into_iter()
                .flatten()
                .map(|former| self.gazetteer.entity(*former).id.clone())
                .collect(),
            places: entity.places.iter().map(|place| self.gazetteer.entity(*place).id.clone()).collect(),
            neighbours: self
                .gazetteer
                .neighbours(index)
                .iter()
                .map(|other| self.gazetteer.entity(*other).id.clone())
                .collect(),
            coordinates: None,
        })
    }

    fn contains(&self, id: &EntityId) -> bool {
        self.gazetteer.find(id).is_some()
    }
}
