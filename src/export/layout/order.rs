//! Crossing reduction: every node moves towards the mean height of its neighbours.
//!
//! This is the barycentre method of layered drawings, applied in turn to the middle and to the
//! sides. A handful of sweeps is enough; ties keep the order they had, so that the result depends
//! on nothing but the graph.

use super::super::view::View;
use super::boxes::{Blocks, Group, LEFT, MIDDLE, RIGHT, rank};

const SWEEPS: usize = 8;

/// Sorts the boxes in each block, and the nodes of one type in each box.
///
/// Returns for every node how much it is drawn to the inner columns of its box (on the sides) or
/// to the right ones (in the middle).
pub(super) fn reduce_crossings(view: &View<'_>, blocks: &mut Blocks, drawn: &[usize]) -> Vec<f64> {
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); view.nodes.len()];
    for &index in drawn {
        let edge = &view.edges[index];
        neighbours[edge.from].push(edge.to);
        neighbours[edge.to].push(edge.from);
    }
    let mut heights = vec![0.5; view.nodes.len()];
    for block in blocks.iter() {
        assign(block, &mut heights);
    }
    for _ in 0..SWEEPS {
        for block in [MIDDLE, LEFT, RIGHT] {
            sort(view, &mut blocks[block], &neighbours, &heights, block != MIDDLE);
            assign(&blocks[block], &mut heights);
        }
    }
    pulls(blocks, &neighbours)
}

fn pulls(blocks: &Blocks, neighbours: &[Vec<usize>]) -> Vec<f64> {
    let mut homes = vec![(MIDDLE, 0); neighbours.len()];
    for (block, groups) in blocks.iter().enumerate() {
        for (index, group) in groups.iter().enumerate() {
            for &node in group.heading.iter().chain(&group.members) {
                homes[node] = (block, index);
            }
        }
    }
    let pull = |node: usize, other: usize| match (homes[node].0, homes[other].0) {
        (MIDDLE, LEFT) => -1.0,
        (MIDDLE, RIGHT) => 1.0,
        (MIDDLE, _) => 0.0,
        _ if homes[node] == homes[other] => 0.0,
        _ => 1.0,
    };
    (0..neighbours.len()).map(|node| neighbours[node].iter().map(|&other| pull(node, other)).sum()).collect()
}

/// Gives every node its height in the block, between 0 and 1.
fn assign(groups: &[Group], heights: &mut [f64]) {
    let total: usize = groups.iter().map(|group| group.members.len() + 1).sum();
    let mut above = 0;
    for group in groups {
        for node in group.heading.iter().chain(&group.members) {
            heights[*node] = (above as f64 + 0.5) / total.max(1) as f64;
            above += 1;
        }
        above += usize::from(group.heading.is_none());
    }
}

fn sort(view: &View<'_>, groups: &mut [Group], neighbours: &[Vec<usize>], heights: &[f64], by_type: bool) {
    let wanted = |node: usize| {
        let around = &neighbours[node];
        if around.is_empty() {
            heights[node]
        } else {
            around.iter().map(|&other| heights[other]).sum::<f64>() / around.len() as f64
        }
    };
    for group in groups.iter_mut() {
        let kind = |node: usize| if by_type { rank(view.nodes[node].node.kind) } else { 0 };
        group.members.sort_by(|&a, &b| kind(a).cmp(&kind(b)).then(wanted(a).total_cmp(&wanted(b))));
    }
    let mean = |group: &Group| {
        let nodes = group.heading.iter().chain(&group.members);
        nodes.map(|&node| wanted(node)).sum::<f64>() / (group.members.len().max(1)) as f64
    };
    groups.sort_by(|a, b| mean(a).total_cmp(&mean(b)));
}
