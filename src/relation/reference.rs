//! Names entities as outputs do.

use crate::extraction::EntityRef;
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::linking::{LinkedMention, Resolution};

/// An entity of the gazetteer.
#[must_use]
pub fn entity_ref(index: EntityIndex, gazetteer: &Gazetteer) -> EntityRef {
    let entity = gazetteer.entity(index);
    EntityRef {
        entity: entity.id.clone(),
        label: entity.name.clone(),
        kind: entity.kind,
        code: entity.code.clone(),
    }
}

/// The entity that a mention means, unless it is ambiguous.
#[must_use]
pub fn meaning(linked: &LinkedMention, gazetteer: &Gazetteer) -> Option<EntityRef> {
    match &linked.resolution {
        Resolution::Linked(entity) => Some(entity_ref(*entity, gazetteer)),
        Resolution::New(entity) => Some(EntityRef {
            entity: entity.id.clone(),
            label: entity.name.clone(),
            kind: linked.mention.kind,
            code: None,
        }),
        Resolution::Ambiguous(_) => None,
    }
}
