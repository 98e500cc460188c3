//! Lets the graph ask the gazetteer for descriptions of entities.

use std::collections::BTreeMap;

use crate::entity::EntityId;
use crate::gazetteer::{EntityIndex, FormIndex, Gazetteer};
use crate::graph::{Describe, EntityDescription};

/// The gazetteer as the graph sees it.
pub(super) struct Descriptions<'g> {
    gazetteer: &'g Gazetteer,
    /// The names of each entity, which the gazetteer keeps the other way round.
    names: BTreeMap<EntityIndex, Vec<FormIndex>>,
}

impl<'g> Descriptions<'g> {
    /// Turns the index of names round.
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        let mut names: BTreeMap<EntityIndex, Vec<FormIndex>> = BTreeMap::new();
        for (index, form) in gazetteer.forms() {
            for alias in &form.aliases {
                names.entry(alias.entity).or_default().push(index);
            }
        }
        Self { gazetteer, names }
    }
}

impl Describe for Descriptions<'_> {
    fn describe(&self, id: &EntityId) -> Option<EntityDescription> {
        let index = self.gazetteer.find(id)?;
        let entity = self.gazetteer.entity(index);
        let id_of = |index: EntityIndex| self.gazetteer.entity(index).id.clone();
        let mut alt_labels: Vec<String> = self
            .names
            .get(&index)
            .into_iter()
            .flatten()
            .map(|form| self.gazetteer.form(*form).text.clone())
            .filter(|text| *text != entity.name)
            .collect();
        alt_labels.dedup();
        Some(EntityDescription {
            id: entity.id.clone(),
            kind: entity.kind,
            label: entity.name.clone(),
            label_en: entity.name_en.clone(),
            alt_labels,
            code: entity.code.clone(),
            level: entity.level,
            parent: entity.parent.map(id_of),
            places: entity.places.iter().copied().map(id_of).collect(),
            coordinates: None,
        })
    }

    fn contains(&self, id: &EntityId) -> bool {
        self.gazetteer.find(id).is_some()
    }
}
