//! The entities that a document uses.

use oxigraph::model::NamedNode;
use oxigraph::model::vocab::{rdf, rdfs};

use super::{DocumentWriter, in_language, text};
use crate::entity::{EntityId, EntityType};
use crate::extraction::EntityRef;
use crate::graph::vocab::{self, external};

impl DocumentWriter<'_> {
    /// The IRI of an entity; lists it as used and describes it if the gazetteer doesn't have it.
    pub(super) fn entity(&mut self, entity: &EntityRef) -> NamedNode {
        let iri = self.use_entity(&entity.entity);
        if self.context.gazetteer.contains(&entity.entity) || !self.is_first(&iri) {
            return iri;
        }
        self.put(&iri, rdf::TYPE, vocab::class(entity.kind));
        self.put(&iri, rdfs::LABEL, in_language(&entity.label, "zh"));
        if let Some(code) = &entity.code {
            self.put(&iri, vocab::CODE, text(code.as_str()));
        }
        if let Some(parent) = parent_in_key(&entity.entity) {
            let parent = self.use_entity(&parent);
            self.put(&iri, vocab::PART_OF, parent);
        }
        iri
    }

    /// Lists an entity as used by the document, once.
    pub(super) fn use_entity(&mut self, id: &EntityId) -> NamedNode {
        let iri = self.context.iris.entity(id);
        if self.used.insert(id.clone()) {
            let document = self.document.clone();
            self.put(&document, external::SCHEMA_MENTIONS, iri.clone());
        }
        iri
    }
}

/// The division in which a place that the gazetteer doesn't have lies: its key ends in `@530628`.
fn parent_in_key(id: &EntityId) -> Option<EntityId> {
    let (_, code) = id.key().rsplit_once('@')?;
    let is_code = matches!(code.len(), 6 | 9) && code.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| EntityId::new(EntityType::Place, code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_places_carry_their_division_in_the_key() {
        let parent = |key: &str| parent_in_key(&EntityId::new(EntityType::Place, key));
        assert_eq!(parent("village:偏岩村@530629"), Some(EntityId::new(EntityType::Place, "530629")));
        assert_eq!(parent("feature:金沙江"), None);
        assert_eq!(parent("a@b"), None);
    }
}
