//! The graph of the gazetteer: the entities that documents use, what lies above them, and what places
//! were before or are now.
//!
//! A gazetteer has tens of thousands of places; a graph of fifty documents needs a few hundred.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use crate::entity::EntityId;
use crate::graph::description::{Describe, EntityDescription};
use crate::graph::iri::Iris;
use crate::graph::map::{in_language, text};
use crate::graph::vocab::{self, external};

/// The quads that describe the used entities that the gazetteer has, the places where they are, all
/// places above those, the former and later divisions that any of these replaced or were replaced
/// by, and the neighbours of those that are used.
#[must_use]
pub fn gazetteer_quads(used: &BTreeSet<EntityId>, gazetteer: &dyn Describe, iris: &Iris) -> Vec<Quad> {
    let mut writer = EntityWriter { iris, graph: iris.gazetteer_graph().into(), quads: Vec::new() };
    let described = with_related(used, gazetteer);
    for description in described.values() {
        writer.entity(description);
        // The neighbours of neighbours would lead on and on.
        let neighbours = description.neighbours.iter().filter(|neighbour| described.contains_key(*neighbour));
        writer.neighbours(&description.id, neighbours);
    }
    writer.quads
}

/// The descriptions of the used entities, their seats, their neighbours, the places above any of these, and those before
/// and after.
fn with_related(
    used: &BTreeSet<EntityId>,
    gazetteer: &dyn Describe,
) -> BTreeMap<EntityId, EntityDescription> {
    let neighbours = used.iter().filter_map(|id| gazetteer.describe(id)).flat_map(|place| place.neighbours);
    let mut open: Vec<EntityId> = used.iter().cloned().chain(neighbours).collect();
    let mut found = BTreeMap::new();
    while let Some(id) = open.pop() {
        if found.contains_key(&id) {
            continue;
        }
        if let Some(description) = gazetteer.describe(&id) {
            let EntityDescription { parent, places, successor, predecessors, .. } = &description;
            open.extend(parent.iter().chain(places).chain(successor).chain(predecessors).cloned());
            found.insert(id, description);
        }
    }
    found
}

struct EntityWriter<'a> {
    iris: &'a Iris,
    graph: GraphName,
    quads: Vec<Quad>,
}

impl EntityWriter<'_> {
    fn entity(&mut self, entity: &EntityDescription) {
        let iri = self.iris.entity(&entity.id);
        self.put(&iri, rdf::TYPE, vocab::class(entity.kind));
        // Stores without inference need the label of every entity under one property.
        self.put(&iri, rdfs::LABEL, in_language(&entity.label, "zh"));
        self.put(&iri, external::SKOS_PREF_LABEL, in_language(&entity.label, "zh"));
        self.put(&iri, external::DCTERMS_IDENTIFIER, text(entity.id.as_str()));
        if let Some(label) = &entity.label_en {
            self.put(&iri, external::SKOS_PREF_LABEL, in_language(label, "en"));
        }
        let alt_labels: BTreeSet<&String> = entity.alt_labels.iter().collect();
        for label in alt_labels {
            self.put(&iri, external::SKOS_ALT_LABEL, in_language(label, "zh"));
        }
        if let Some(code) = &entity.code {
            self.put(&iri, vocab::CODE, text(code.as_str()));
        }
        if let Some(level) = entity.level {
            self.put(&iri, vocab::LEVEL, text(level.as_str()));
        }
        if let Some(parent) = &entity.parent {
            self.put(&iri, vocab::PART_OF, self.iris.entity(parent));
        }
        for (property, day) in
            [(vocab::VALID_FROM, entity.valid_from), (vocab::VALID_UNTIL, entity.valid_until)]
        {
            if let Some(day) = day {
                self.put(&iri, property, Literal::new_typed_literal(day.to_string(), xsd::DATE));
            }
        }
        if let Some(successor) = &entity.successor {
            self.put(&iri, external::DCTERMS_IS_REPLACED_BY, self.iris.entity(successor));
        }
        for place in &entity.places {
            self.put(&iri, vocab::SEAT, self.iris.entity(place));
        }
        if let Some((longitude, latitude)) = entity.coordinates {
            self.put(&iri, external::SCHEMA_LONGITUDE, degrees(longitude));
            self.put(&iri, external::SCHEMA_LATITUDE, degrees(latitude));
        }
    }

    fn neighbours<'n>(&mut self, place: &EntityId, neighbours: impl Iterator<Item = &'n EntityId>) {
        let iri = self.iris.entity(place);
        for neighbour in neighbours {
            self.put(&iri, vocab::ADJACENT_TO, self.iris.entity(neighbour));
        }
    }

    fn put(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.graph.clone()));
    }
}

/// Six decimals are a tenth of a metre.
fn degrees(value: f64) -> Literal {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    Literal::new_typed_literal(text, xsd::DECIMAL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::EntityType;

    fn place(code: &str, label: &str, parent: Option<&str>) -> (EntityId, EntityDescription) {
        let id = EntityId::new(EntityType::Place, code);
        let description = EntityDescription {
            id: id.clone(),
            kind: EntityType::Place,
            label: label.to_owned(),
            label_en: None,
            alt_labels: vec![],
            code: code.parse().ok(),
            level: None,
            parent: parent.map(|code| EntityId::new(EntityType::Place, code)),
            valid_from: None,
            valid_until: None,
            successor: None,
            predecessors: vec![],
            neighbours: vec![],
            places: vec![],
            coordinates: None,
        };
        (id, description)
    }

    #[test]
    fn only_used_entities_and_their_ancestors_are_written() {
        let gazetteer = BTreeMap::from([
            place("530000", "云南省", None),
            place("530600", "昭通市", Some("530000")),
            place("530628", "彝良县", Some("530600")),
            place("530629", "威信县", Some("530600")),
        ]);
        let used = BTreeSet::from([EntityId::new(EntityType::Place, "530628")]);
        let quads = gazetteer_quads(&used, &gazetteer, &Iris::default());
        let labels: Vec<String> = quads
            .iter()
            .filter(|quad| quad.predicate == rdfs::LABEL)
            .map(|quad| quad.object.to_string())
            .collect();
        assert_eq!(labels, ["\"云南省\"@zh", "\"昭通市\"@zh", "\"彝良县\"@zh"]);
    }

    #[test]
    fn former_divisions_lead_to_those_of_today() {
        let (id, former) = place("530630", "水富县", None);
        let (successor, mut today) = place("530681", "水富市", None);
        let former = EntityDescription {
            valid_until: Some(jiff::civil::date(2018, 7, 2)),
            successor: Some(successor.clone()),
            ..former
        };
        today.predecessors.push(id.clone());
        let gazetteer = BTreeMap::from([(id.clone(), former), (successor.clone(), today)]);
        // Whichever of the two is used.
        for used in [id, successor] {
            let quads = gazetteer_quads(&BTreeSet::from([used]), &gazetteer, &Iris::default());
            let found: Vec<String> = quads
                .iter()
                .filter(|quad| {
                    quad.predicate == vocab::VALID_UNTIL || quad.predicate == external::DCTERMS_IS_REPLACED_BY
                })
                .map(|quad| quad.object.to_string())
                .collect();
            assert_eq!(
                found,
                [
                    "\"2018-07-02\"^^<http://www.w3.org/2001/XMLSchema#date>",
                    "<https://chanpu.example/place/530681>"
                ]
            );
        }
    }

    #[test]
    fn neighbours_of_used_places_are_described_and_no_others() {
        let chain = ["530628", "530629", "530602", "530623"];
        let id = |code: &str| EntityId::new(EntityType::Place, code);
        let gazetteer: BTreeMap<_, _> = (0..chain.len())
            .map(|at| {
                let (key, mut description) = place(chain[at], chain[at], None);
                let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
                description.neighbours = beside.filter_map(|at| chain.get(at)).map(|code| id(code)).collect();
                (key, description)
            })
            .collect();
        let quads = gazetteer_quads(&BTreeSet::from([id("530628")]), &gazetteer, &Iris::default());
        let found: Vec<String> = quads
            .iter()
            .filter(|quad| quad.predicate == vocab::ADJACENT_TO)
            .map(|quad| format!("{} {}", quad.subject, quad.object))
            .collect();
        let [one, other] = ["530628", "530629"].map(|code| format!("<https://chanpu.example/place/{code}>"));
        assert_eq!(found, [format!("{one} {other}"), format!("{other} {one}")], "in both directions");
    }

    #[test]
    fn degrees_have_no_trailing_zeros() {
        assert_eq!(degrees(103.7).value(), "103.7");
        assert_eq!(degrees(104.0).value(), "104");
        assert_eq!(degrees(-0.123_456_78).value(), "-0.123457");
    }
}
