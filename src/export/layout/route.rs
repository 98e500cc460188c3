//! The way of every edge through the grid, before lanes and gutters have a width.
//!
//! An edge leaves its subject at a side, runs up or down the gutter there, then along lanes past
//! other columns, and up or down the gutter beside its object. Edges with the same relation and
//! object share lanes and gutters: they meet on the way, as lines of a wiring diagram do, and end
//! in one arrow head.

use crate::graph::Relation;

use super::super::view::View;
use super::boxes::RIGHT;
use super::pack::{Cell, Grid};
use super::sizes::Sizes;

/// The side of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// The left.
    Left,
    /// The right.
    Right,
}

/// Edges that are drawn on top of each other: those with this object and relation.
pub(super) type Bundle = (usize, Relation);

/// The way of an edge.
#[derive(Clone, Debug)]
pub(super) struct Route {
    /// The edge's index in the view.
    pub(super) edge: usize,
    /// The subject.
    pub(super) subject: usize,
    /// Where it leaves its subject.
    pub(super) exit: Side,
    /// Where it reaches its object.
    pub(super) entry: Side,
    /// The gutter beside the subject; gutter `n` is at the left of column `n`.
    pub(super) start: usize,
    /// The lanes, in order.
    pub(super) hops: Vec<Hop>,
    /// With which it shares its way.
    pub(super) bundle: Bundle,
}

/// A piece along a lane.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hop {
    /// The block.
    pub(super) block: usize,
    /// The lane: lane `n` is above row `n`.
    pub(super) lane: usize,
    /// The gutter where it begins.
    pub(super) from: usize,
    /// The gutter where it ends.
    pub(super) to: usize,
}

impl Route {
    /// The gutters that it runs through, in order.
    pub(super) fn gutters(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.start).chain(self.hops.iter().map(|hop| hop.to))
    }
}

/// Finds the way of all `drawn` edges.
pub(super) fn find(view: &View<'_>, grid: &Grid, sizes: &Sizes, drawn: &[usize]) -> Vec<Route> {
    let tops: Vec<Vec<f64>> = (0..3).map(|block| sizes.estimated_tops(grid, block)).collect();
    drawn
        .iter()
        .map(|&index| {
            let edge = &view.edges[index];
            let (from, to) = (grid.cells[edge.from], grid.cells[edge.to]);
            let (exit, entry) = sides(from, to);
            let (start, end) = (gutter(from, exit), gutter(to, entry));
            Route {
                edge: index,
                subject: edge.from,
                exit,
                entry,
                start,
                hops: hops(grid, &tops, from, to, start, end),
                bundle: (edge.to, edge.edge.relation),
            }
        })
        .collect()
}

fn sides(from: Cell, to: Cell) -> (Side, Side) {
    if to.first_column > from.last_column {
        (Side::Right, Side::Left)
    } else if to.last_column < from.first_column {
        (Side::Left, Side::Right)
    } else if from.block == RIGHT {
        // One above the other: by the side towards the middle.
        (Side::Left, Side::Left)
    } else {
        (Side::Right, Side::Right)
    }
}

fn gutter(cell: Cell, side: Side) -> usize {
    match side {
        Side::Left => cell.first_column,
        Side::Right => cell.last_column + 1,
    }
}

/// One hop for every block that lies between two gutters.
fn hops(grid: &Grid, tops: &[Vec<f64>], from: Cell, to: Cell, start: usize, end: usize) -> Vec<Hop> {
    let (low, high) = (start.min(end), start.max(end));
    let mut hops = Vec::new();
    for block in 0..3 {
        let first = grid.first_column(block);
        let (left, right) = (low.max(first), high.min(first + grid.columns[block]));
        if left < right {
            hops.push(Hop { block, lane: lane(tops, block, from, to), from: left, to: right });
        }
    }
    if start > end {
        hops.reverse();
        for hop in &mut hops {
            std::mem::swap(&mut hop.from, &mut hop.to);
        }
    }
    hops
}

/// The lane in `block`: next to the end that lies in it, on the way to the other.
fn lane(tops: &[Vec<f64>], block: usize, from: Cell, to: Cell) -> usize {
    let height = |cell: Cell| tops[cell.block].get(cell.row).copied().unwrap_or(0.0);
    let (start, end) = (height(from), height(to));
    if from.block == block {
        if end > start { from.row + 1 } else { from.row }
    } else if to.block == block {
        if start > end { to.row + 1 } else { to.row }
    } else {
        let middle = f64::midpoint(start, end);
        let rows = &tops[block];
        (0..rows.len())
            .min_by(|&a, &b| (rows[a] - middle).abs().total_cmp(&(rows[b] - middle).abs()))
            .unwrap_or(0)
    }
}
