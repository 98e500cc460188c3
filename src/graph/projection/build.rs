//! Builds a projection out of the store.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::{StorageError, Store};
use petgraph::graph::{DiGraph, NodeIndex};

use super::filter::{EdgeKey, kind};
use super::{Cluster, Edge, Evidence, Node, Projection, ProjectionFilter, Relation, Stage};
use crate::entity::{EntityId, EntityType, PlaceLevel};
use crate::extraction::Predicate;
use crate::graph::read::{label, label_en, literal, nodes, objects};
use crate::graph::vocab::{self, external};
use crate::graph::{GraphStore, Iris};

impl Projection {
    /// The view of a graph that the filter describes.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn build(graph: &GraphStore, filter: &ProjectionFilter) -> Result<Self, StorageError> {
        let reader = Reader { store: graph.rdf()?, iris: graph.iris() };
        let mut edges = reader.stated_edges()?;
        let ends = |edges: &Edges| -> Vec<EntityId> {
            edges.keys().flat_map(|(subject, _, object)| [subject.clone(), object.clone()]).collect()
        };
        let mut entities = graph.used_entities()?;
        entities.extend(ends(&edges));
        edges.extend(reader.edges_above(&entities)?);
        entities.extend(ends(&edges));
        let keys: BTreeSet<EdgeKey> = edges.keys().cloned().collect();
        let kept = filter.select(&entities, &keys);

        let mut sorted: Vec<&EntityId> = kept.iter().collect();
        sorted.sort_by_key(|id| (kind(id), *id));
        let mut view = DiGraph::with_capacity(sorted.len(), keys.len());
        let mut indices: BTreeMap<&EntityId, NodeIndex> = BTreeMap::new();
        for id in sorted {
            if let Some(node) = reader.node(id, &edges)? {
                indices.insert(id, view.add_node(node));
            }
        }
        let mut chosen: Vec<(NodeIndex, NodeIndex, Relation, &Vec<NamedNode>)> = edges
            .iter()
            .filter(|((_, relation, _), _)| filter.admits(*relation))
            .filter_map(|((subject, relation, object), statements)| {
                Some((*indices.get(subject)?, *indices.get(object)?, *relation, statements))
            })
            .collect();
        chosen.sort_by_key(|(subject, object, relation, _)| (*subject, *object, *relation));
        for (subject, object, relation, statements) in chosen {
            view.add_edge(subject, object, reader.edge(relation, statements)?);
        }
        Ok(Self { graph: view, title: reader.title(filter)? })
    }
}

/// The edges with the statements that support them; those of the gazetteer have none.
type Edges = BTreeMap<EdgeKey, Vec<NamedNode>>;

struct Reader<'a> {
    store: &'a Store,
    iris: &'a Iris,
}

impl Reader<'_> {
    /// What documents state.
    fn stated_edges(&self) -> Result<Edges, StorageError> {
        let mut edges = Edges::new();
        for quad in self.store.quads_for_pattern(None, Some(rdf::PREDICATE), None, None) {
            let quad = quad?;
            let (NamedOrBlankNode::NamedNode(statement), Term::NamedNode(property)) =
                (quad.subject, quad.object)
            else {
                continue;
            };
            let Some(relation) = relation(property.as_ref()) else { continue };
            let subject = self.first_entity(statement.as_ref(), rdf::SUBJECT)?;
            let object = self.first_entity(statement.as_ref(), rdf::OBJECT)?;
            if let (Some(subject), Some(object)) = (subject, object) {
                edges.entry((subject, relation, object)).or_default().push(statement);
            }
        }
        Ok(edges)
    }

    /// From the entities up to the places that they are part of. The gazetteer's graph also describes
    /// divisions of the past that nobody speaks of; those are left out.
    fn edges_above(&self, entities: &BTreeSet<EntityId>) -> Result<Edges, StorageError> {
        let mut edges = Edges::new();
        let mut open: Vec<EntityId> = entities.iter().cloned().collect();
        while let Some(below) = open.pop() {
            let iri = self.iris.entity(&below);
            for above in nodes(self.store, iri.as_ref(), vocab::PART_OF)? {
                let Some(above) = self.iris.entity_id(above.as_ref()) else { continue };
                if edges.insert((below.clone(), Relation::PartOf, above.clone()), Vec::new()).is_none() {
                    open.push(above);
                }
            }
        }
        Ok(edges)
    }

    fn first_entity(
        &self,
        subject: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
    ) -> Result<Option<EntityId>, StorageError> {
        let nodes = nodes(self.store, subject, property)?;
        Ok(nodes.iter().find_map(|node| self.iris.entity_id(node.as_ref())))
    }

    fn node(&self, id: &EntityId, edges: &Edges) -> Result<Option<Node>, StorageError> {
        let Some(kind) = kind(id) else { return Ok(None) };
        let iri = self.iris.entity(id);
        let level = literal(self.store, iri.as_ref(), vocab::LEVEL)?;
        let code = literal(self.store, iri.as_ref(), vocab::CODE)?;
        let honours: BTreeSet<String> = self.literals(iri.as_ref(), vocab::AWARDED)?;
        let mut mentions = 0;
        let pattern =
            self.store.quads_for_pattern(None, Some(vocab::MENTIONS), Some(iri.as_ref().into()), None);
        for quad in pattern {
            quad?;
            mentions += 1;
        }
        Ok(Some(Node {
            label: label(self.store, iri.as_ref())?.unwrap_or_else(|| id.key().to_owned()),
            label_en: label_en(self.store, iri.as_ref())?,
            kind,
            level: level.and_then(|level| level.parse().ok()),
            code: code.and_then(|code| code.parse().ok()),
            cluster: self.cluster(id, kind, edges)?,
            stage: self.stage(iri.as_ref())?,
            honours: honours.into_iter().collect(),
            mentions,
            in_gazetteer: !objects(self.store, iri.as_ref(), external::SKOS_PREF_LABEL)?.is_empty(),
            coordinates: self.coordinates(iri.as_ref())?,
            id: id.clone(),
            iri: iri.into_string(),
        }))
    }

    fn literals(
        &self,
        subject: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
    ) -> Result<BTreeSet<String>, StorageError> {
        let objects = objects(self.store, subject, property)?;
        Ok(objects
            .into_iter()
            .filter_map(|term| match term {
                Term::Literal(literal) => Some(literal.value().to_owned()),
                _ => None,
            })
            .collect())
    }

    fn coordinates(&self, entity: NamedNodeRef<'_>) -> Result<Option<(f64, f64)>, StorageError> {
        let degrees = |property| -> Result<Option<f64>, StorageError> {
            Ok(literal(self.store, entity, property)?.and_then(|text| text.parse().ok()))
        };
        Ok(degrees(external::SCHEMA_LONGITUDE)?.zip(degrees(external::SCHEMA_LATITUDE)?))
    }

    /// The stage in the newest document; the furthest one when documents of one day disagree.
    fn stage(&self, entity: NamedNodeRef<'_>) -> Result<Option<Stage>, StorageError> {
        let mut latest = None;
        for quad in self.store.quads_for_pattern(Some(entity.into()), Some(vocab::STATUS), None, None) {
            let quad = quad?;
            let Term::Literal(stage) = &quad.object else { continue };
            let Some(stage) = Stage::from_name(stage.value()) else { continue };
            let date = match &quad.graph_name {
                oxigraph::model::GraphName::NamedNode(document) => {
                    literal(self.store, document.as_ref(), external::DCTERMS_DATE)?
                }
                _ => None,
            };
            latest = latest.max(Some((date, stage)));
        }
        Ok(latest.map(|(_, stage)| stage))
    }

    /// The park, or else the county of the best supported place.
    fn cluster(
        &self,
        id: &EntityId,
        kind: EntityType,
        edges: &Edges,
    ) -> Result<Option<Cluster>, StorageError> {
        if kind == EntityType::Place {
            return self.county_of(id);
        }
        let best = |relation: Relation| {
            // Every place and park sorts behind the shortest identifier of the first type.
            let first = EntityId::new(EntityType::Company, "");
            edges
                .range((id.clone(), relation, first)..)
                .take_while(|((subject, found, _), _)| subject == id && *found == relation)
                .max_by_key(|((_, _, object), statements)| {
                    (statements.len(), std::cmp::Reverse(object.clone()))
                })
                .map(|((_, _, object), _)| object.clone())
        };
        if let Some(park) = best(Relation::Stated(Predicate::InPark)) {
            return self.named_cluster(park).map(Some);
        }
        let place = best(Relation::Stated(Predicate::LocatedIn)).or_else(|| best(Relation::AppearsIn));
        place.map_or(Ok(None), |place| self.county_of(&place))
    }

    /// The county-level place that is or holds the place.
    fn county_of(&self, place: &EntityId) -> Result<Option<Cluster>, StorageError> {
        let mut current = place.clone();
        // The tree has eight levels; a circle in damaged data must not hang the export.
        for _ in 0..8 {
            let iri = self.iris.entity(&current);
            let level = literal(self.store, iri.as_ref(), vocab::LEVEL)?;
            if level.as_deref() == Some(PlaceLevel::County.as_str()) {
                return self.named_cluster(current).map(Some);
            }
            match self.first_entity(iri.as_ref(), vocab::PART_OF)? {
                Some(above) => current = above,
                None => return Ok(None),
            }
        }
        Ok(None)
    }

    fn named_cluster(&self, id: EntityId) -> Result<Cluster, StorageError> {
        let label = label(self.store, self.iris.entity(&id).as_ref())?;
        Ok(Cluster { label: label.unwrap_or_else(|| id.key().to_owned()), id })
    }

    fn edge(&self, relation: Relation, statements: &[NamedNode]) -> Result<Edge, StorageError> {
        let mut stated: Option<f64> = None;
        let mut evidence = BTreeSet::new();
        for statement in statements {
            let confidence = literal(self.store, statement.as_ref(), vocab::CONFIDENCE)?;
            let confidence = confidence.and_then(|text| text.parse::<f64>().ok());
            stated = match (stated, confidence) {
                (Some(a), Some(b)) => Some(a.max(b)),
                (a, b) => a.or(b),
            };
            for span in nodes(self.store, statement.as_ref(), vocab::EVIDENCE)? {
                evidence.extend(self.evidence(&span)?);
            }
        }
        Ok(Edge {
            iri: relation.property().as_str().to_owned(),
            relation,
            weight: statements.len().max(1),
            confidence: stated.unwrap_or(1.0),
            evidence: evidence.into_iter().collect(),
        })
    }

    /// The sentence of a span.
    fn evidence(&self, span: &NamedNode) -> Result<Option<Evidence>, StorageError> {
        let sentence =
            nodes(self.store, span.as_ref(), vocab::IN_SENTENCE)?.pop().unwrap_or_else(|| span.clone());
        let read = |property| literal(self.store, sentence.as_ref(), property);
        let (start, end, text) =
            (read(external::OA_START)?, read(external::OA_END)?, read(external::OA_EXACT)?);
        let document = nodes(self.store, sentence.as_ref(), vocab::IN_DOCUMENT)?
            .iter()
            .find_map(|document| self.iris.document_id(document.as_ref()));
        let number = |text: Option<String>| text.and_then(|text| text.parse().ok());
        Ok(document
            .zip(text)
            .zip(number(start).zip(number(end)))
            .map(|((document, text), (start, end))| Evidence { document, start, end, text }))
    }

    fn title(&self, filter: &ProjectionFilter) -> Result<String, StorageError> {
        let named = filter.focus.iter().chain(&filter.county);
        let labels = named
            .map(|id| Ok(self.named_cluster(id.clone())?.label))
            .collect::<Result<Vec<_>, StorageError>>()?;
        Ok(if labels.is_empty() { "产谱".to_owned() } else { labels.join("、") })
    }
}

/// The relation of a property; `None` when it doesn't join entities.
fn relation(property: NamedNodeRef<'_>) -> Option<Relation> {
    if property == vocab::APPEARS_IN {
        return Some(Relation::AppearsIn);
    }
    vocab::predicate(property).map(Relation::Stated)
}
