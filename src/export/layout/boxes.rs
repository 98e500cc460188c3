//! Which nodes share a box, and on which side of the drawing it stands.

use crate::entity::EntityType;

use super::super::view::View;
use super::GroupKind;

/// A box before it has a place.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// What it is for.
    pub(super) kind: GroupKind,
    /// The node that is its heading.
    pub(super) heading: Option<usize>,
    /// Its other nodes, in drawing order.
    pub(super) members: Vec<usize>,
}

/// The left block, the middle and the right block.
pub(super) type Blocks = [Vec<Group>; 3];

/// The index of the left block.
pub(super) const LEFT: usize = 0;
/// The index of the block in the middle.
pub(super) const MIDDLE: usize = 1;
/// The index of the right block.
pub(super) const RIGHT: usize = 2;

/// From the outside of the drawing to its middle: what stands next to each other in a box often
/// belongs together.
pub(super) fn rank(kind: EntityType) -> usize {
    match kind {
        EntityType::Place => 0,
        EntityType::Infrastructure => 1,
        EntityType::Product => 2,
        EntityType::Project => 3,
        EntityType::Company => 4,
        EntityType::Park => 5,
        EntityType::Organization => 6,
        EntityType::Industry => 7,
    }
}

/// Makes the boxes. `drawn` are the edges that will be lines.
pub(super) fn build(view: &View<'_>, drawn: &[usize]) -> Blocks {
    let homes = homes(view, drawn);
    let mut clusters: Vec<Group> = view
        .clusters
        .iter()
        .enumerate()
        .map(|(index, cluster)| Group {
            kind: GroupKind::Cluster(index),
            heading: cluster.heading,
            members: Vec::new(),
        })
        .collect();
    let mut loose: Vec<Group> = EntityType::ALL
        .into_iter()
        .map(|kind| Group { kind: GroupKind::Type(kind), heading: None, members: Vec::new() })
        .collect();
    loose.sort_by_key(|group| std::cmp::Reverse(type_rank(group)));
    for (index, node) in view.nodes.iter().enumerate() {
        match homes[index] {
            Some(cluster) if clusters[cluster].heading != Some(index) => {
                clusters[cluster].members.push(index)
            }
            Some(_) => {}
            None => {
                let group = loose.iter_mut().find(|group| group.kind == GroupKind::Type(node.node.kind));
                if let Some(group) = group {
                    group.members.push(index);
                }
            }
        }
    }
    loose.retain(|group| !group.members.is_empty());
    let shared = |group: &Group| {
        matches!(
            group.kind,
            GroupKind::Type(
                EntityType::Industry | EntityType::Product | EntityType::Organization | EntityType::Place
            )
        )
    };
    let (middle, mut outer): (Vec<Group>, Vec<Group>) = loose.into_iter().partition(shared);
    outer.append(&mut clusters);
    let (left, right) = halves(outer);
    let mut blocks = [left, middle, right];
    for group in blocks.iter_mut().flatten() {
        group.members.sort_by_key(|&node| (rank(view.nodes[node].node.kind), node));
    }
    blocks
}

/// The cluster that every node is drawn in: its own, or for a product the only one that it is
/// related to. Most products have one producer; between the blocks they would only make long lines.
fn homes(view: &View<'_>, drawn: &[usize]) -> Vec<Option<usize>> {
    let mut homes: Vec<Option<usize>> = view.nodes.iter().map(|node| node.cluster).collect();
    let mut around: Vec<Vec<Option<usize>>> = vec![Vec::new(); view.nodes.len()];
    for edge in drawn.iter().map(|&index| &view.edges[index]) {
        around[edge.from].push(homes[edge.to]);
        around[edge.to].push(homes[edge.from]);
    }
    for (node, around) in around.into_iter().enumerate() {
        if view.nodes[node].node.kind == EntityType::Product && homes[node].is_none() {
            homes[node] = match around.split_first() {
                Some((first, rest)) if rest.iter().all(|other| other == first) => *first,
                _ => None,
            };
        }
    }
    homes
}

fn type_rank(group: &Group) -> usize {
    match group.kind {
        GroupKind::Type(kind) => rank(kind),
        GroupKind::Cluster(_) => 0,
    }
}

/// Shares the boxes between the sides: the largest first, always to the side with less.
fn halves(groups: Vec<Group>) -> (Vec<Group>, Vec<Group>) {
    /// What a heading takes, in nodes.
    const HEADING: usize = 2;
    let mut by_size: Vec<usize> = (0..groups.len()).collect();
    by_size.sort_by_key(|&index| (std::cmp::Reverse(groups[index].members.len()), index));
    let mut goes_right = vec![false; groups.len()];
    let (mut left_size, mut right_size) = (0, 0);
    for index in by_size {
        let size = groups[index].members.len() + HEADING;
        if right_size < left_size {
            goes_right[index] = true;
            right_size += size;
        } else {
            left_size += size;
        }
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (group, goes_right) in groups.into_iter().zip(goes_right) {
        if goes_right { right.push(group) } else { left.push(group) }
    }
    (left, right)
}
