//! Which part of the graph a projection shows.

use std::collections::{BTreeMap, BTreeSet};

use super::Relation;
use crate::entity::{EntityId, EntityType};

/// Which part of the graph a projection shows. The default is everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectionFilter {
    /// Only what is at most [`hops`](Self::hops) relations away from these; empty for no focus.
    pub focus: Vec<EntityId>,
    /// How far to go from the focus.
    pub hops: usize,
    /// Only what belongs to this place: what is at most two relations away from it.
    pub county: Option<EntityId>,
    /// Only these types; empty for all.
    pub kinds: BTreeSet<EntityType>,
    /// Only these relations; empty for all.
    pub relations: BTreeSet<Relation>,
    /// What becomes of entities without a relation.
    pub isolated: Isolated,
}

impl Default for ProjectionFilter {
    fn default() -> Self {
        Self {
            focus: Vec::new(),
            hops: 2,
            county: None,
            kinds: BTreeSet::new(),
            relations: BTreeSet::new(),
            isolated: Isolated::Keep,
        }
    }
}

/// What becomes of entities without a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isolated {
    /// They stay: tables should be complete.
    Keep,
    /// They go: drawings should be readable. The focus itself always stays.
    Drop,
}

/// An edge before its statements are read.
pub(super) type EdgeKey = (EntityId, Relation, EntityId);

impl ProjectionFilter {
    /// The entities that remain.
    pub(super) fn select(
        &self,
        entities: &BTreeSet<EntityId>,
        edges: &BTreeSet<EdgeKey>,
    ) -> BTreeSet<EntityId> {
        // What lies below a place counts even when the relation itself isn't shown.
        let (below, shown): (Vec<&EdgeKey>, Vec<&EdgeKey>) = (
            edges.iter().filter(|edge| edge.1 == Relation::PartOf).collect(),
            edges.iter().filter(|edge| self.admits(edge.1)).collect(),
        );
        let mut kept = entities.clone();
        if !self.focus.is_empty() {
            let near = neighbourhood(&self.focus, self.hops, &shown, &below);
            kept.retain(|id| near.contains(id));
        }
        if let Some(county) = &self.county {
            let near = neighbourhood(std::slice::from_ref(county), 2, &shown, &below);
            kept.retain(|id| near.contains(id));
        }
        kept.retain(|id| self.kinds.is_empty() || kind(id).is_some_and(|kind| self.kinds.contains(&kind)));
        if self.isolated == Isolated::Drop {
            let related: BTreeSet<&EntityId> = shown
                .iter()
                .filter(|(subject, _, object)| kept.contains(subject) && kept.contains(object))
                .flat_map(|(subject, _, object)| [subject, object])
                .collect();
            let related: BTreeSet<EntityId> = related.into_iter().cloned().collect();
            kept.retain(|id| related.contains(id) || self.focus.contains(id));
        }
        kept
    }

    /// Whether edges of this relation are shown.
    pub(super) fn admits(&self, relation: Relation) -> bool {
        self.relations.is_empty() || self.relations.contains(&relation)
    }
}

/// What can be reached from the focus in so many steps.
///
/// The places below a place of the focus are part of the focus. Places, industries and products
/// are reached but not passed through, unless they are the focus: otherwise two steps by way of
/// 昭通市 or 新材料 would lead to everything.
fn neighbourhood(
    focus: &[EntityId],
    hops: usize,
    shown: &[&EdgeKey],
    part_of: &[&EdgeKey],
) -> BTreeSet<EntityId> {
    let mut below: BTreeMap<&EntityId, Vec<&EntityId>> = BTreeMap::new();
    for (lower, _, upper) in part_of {
        below.entry(upper).or_default().push(lower);
    }
    let mut neighbours: BTreeMap<&EntityId, Vec<&EntityId>> = BTreeMap::new();
    for (subject, _, object) in shown.iter().filter(|edge| edge.1 != Relation::PartOf) {
        neighbours.entry(subject).or_default().push(object);
        neighbours.entry(object).or_default().push(subject);
    }
    let mut reached: BTreeSet<EntityId> = BTreeSet::new();
    let mut open: Vec<&EntityId> = focus.iter().collect();
    while let Some(id) = open.pop() {
        if reached.insert(id.clone()) {
            open.extend(below.get(id).into_iter().flatten());
        }
    }
    let mut frontier: Vec<EntityId> = reached.iter().cloned().collect();
    for _ in 0..hops {
        let mut next = Vec::new();
        for id in &frontier {
            for neighbour in neighbours.get(id).into_iter().flatten() {
                if reached.insert((*neighbour).clone()) && !is_hub(neighbour) {
                    next.push((*neighbour).clone());
                }
            }
        }
        frontier = next;
    }
    reached
}

fn is_hub(id: &EntityId) -> bool {
    matches!(kind(id), Some(EntityType::Place | EntityType::Industry | EntityType::Product))
}

/// The type, as the identifier says it.
pub(super) fn kind(id: &EntityId) -> Option<EntityType> {
    id.as_str().split('/').next().and_then(|kind| kind.parse().ok())
}
