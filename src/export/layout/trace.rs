//! From routes to lines.

use std::collections::BTreeMap;

use crate::graph::Relation;

use super::super::view::View;
use super::EdgePath;
use super::geometry::Frame;
use super::pack::Grid;
use super::route::{Route, Side};

/// How round the corners are.
const RADIUS: f64 = 7.0;
/// The greatest distance of two lines at a node's side.
const PORT_GAP: f64 = 8.0;
/// How far lines that leave are off the place of those that arrive.
const PORT_SHIFT: f64 = 3.0;
/// What of a node's side has no lines.
const PORT_MARGIN: f64 = 5.0;

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::export) enum Step {
    /// The beginning.
    Start(f64, f64),
    /// Straight to a point.
    Line(f64, f64),
    /// Round a corner: the corner and the end.
    Corner((f64, f64), (f64, f64)),
    /// A wide curve that begins and ends horizontally: two control points and the end.
    Curve((f64, f64), (f64, f64), (f64, f64)),
}

/// Draws `routes`.
pub(super) fn trace(grid: &Grid, frame: &Frame, routes: &[Route], view: &View<'_>) -> Vec<EdgePath> {
    let ports = ports(frame, routes, view);
    routes
        .iter()
        .map(|route| {
            let edge = &view.edges[route.edge];
            let relation = edge.edge.relation;
            let start = ports.at(frame, edge.from, route.exit, false, relation);
            let end = ports.at(frame, edge.to, route.entry, true, relation);
            line(grid, frame, route, start, end)
        })
        .collect()
}

/// Where lines meet the sides of nodes: one place for each relation and direction.
struct Ports(BTreeMap<(usize, Side), Vec<Port>>);

/// Whether lines arrive, and their relation.
type Port = (bool, Relation);

fn ports(frame: &Frame, routes: &[Route], view: &View<'_>) -> Ports {
    let mut heights: BTreeMap<(usize, Side), BTreeMap<Port, (f64, usize)>> = BTreeMap::new();
    for route in routes {
        let edge = &view.edges[route.edge];
        let ends = [(edge.from, route.exit, false, edge.to), (edge.to, route.entry, true, edge.from)];
        for (node, side, arrives, other) in ends {
            let sum = heights
                .entry((node, side))
                .or_default()
                .entry((arrives, edge.edge.relation))
                .or_insert((0.0, 0));
            *sum = (sum.0 + frame.rect(other).centre().1, sum.1 + 1);
        }
    }
    // Lines that come from above meet the node above those that come from below.
    let sorted = heights.into_iter().map(|(side, groups)| {
        let mut groups: Vec<_> =
            groups.into_iter().map(|(key, (sum, count))| (sum / count as f64, key)).collect();
        groups.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        (side, groups.into_iter().map(|(_, key)| key).collect())
    });
    Ports(sorted.collect())
}

impl Ports {
    fn at(&self, frame: &Frame, node: usize, side: Side, arrives: bool, relation: Relation) -> (f64, f64) {
        let rect = frame.rect(node);
        let x = if side == Side::Left { rect.x } else { rect.right() };
        let groups = self.0.get(&(node, side)).map_or(&[][..], Vec::as_slice);
        let index = groups.iter().position(|group| *group == (arrives, relation)).unwrap_or(0);
        let gap = ((rect.height - 2.0 * PORT_MARGIN) / groups.len().max(1) as f64).min(PORT_GAP);
        let middle = groups.len().saturating_sub(1) as f64 / 2.0;
        // Lines that leave two neighbours towards each other would look like one.
        let shift = match (arrives, side) {
            (true, _) => 0.0,
            (false, Side::Left) => PORT_SHIFT,
            (false, Side::Right) => -PORT_SHIFT,
        };
        (x, rect.centre().1 + (index as f64 - middle) * gap + shift)
    }
}

fn line(grid: &Grid, frame: &Frame, route: &Route, start: (f64, f64), end: (f64, f64)) -> EdgePath {
    let mut pen = Pen::new(start);
    let rightwards = route.exit == Side::Right;
    let turns_back = route.exit == route.entry;
    let last = route.hops.len();
    for (index, gutter) in route.gutters().enumerate() {
        let y = route.hops.get(index).map_or(end.1, |hop| frame.lane(hop.block, hop.lane, route.bundle));
        if !grid.is_aisle(gutter) {
            let x = frame.gutter(gutter, route.bundle);
            pen.line_to(x, pen.at().1);
            pen.line_to(x, y);
            continue;
        }
        let (left, right) = frame.borders(gutter);
        let (near, far) = if rightwards { (left, right) } else { (right, left) };
        if index > 0 {
            pen.line_to(near, pen.at().1);
        }
        if index == last && turns_back {
            // Back to the block it came from: an arc that is wider the further it goes.
            let reach = (24.0 + 0.12 * (y - pen.at().1).abs()).min((far - near).abs() * 0.6);
            let x = if rightwards { near + reach } else { near - reach };
            pen.curve((x, pen.at().1), (x, y), (end.0, y));
        } else {
            let to = if index == last { end.0 } else { far };
            let middle = f64::midpoint(pen.at().0, to);
            pen.curve((middle, pen.at().1), (middle, y), (to, y));
        }
    }
    pen.line_to(end.0, end.1);
    EdgePath { edge: route.edge, steps: pen.finish(), tip: end, rightwards: route.entry == Side::Left }
}

/// Collects a line and rounds its corners.
struct Pen {
    steps: Vec<Step>,
    /// Points since the last curve; the first is where it ended.
    corners: Vec<(f64, f64)>,
}

impl Pen {
    fn new(start: (f64, f64)) -> Self {
        Self { steps: vec![Step::Start(start.0, start.1)], corners: vec![start] }
    }

    fn at(&self) -> (f64, f64) {
        self.corners.last().copied().unwrap_or_default()
    }

    fn line_to(&mut self, x: f64, y: f64) {
        let (from_x, from_y) = self.at();
        if (x - from_x).abs() > 0.01 || (y - from_y).abs() > 0.01 {
            self.corners.push((x, y));
        }
    }

    fn curve(&mut self, first: (f64, f64), second: (f64, f64), end: (f64, f64)) {
        self.flush();
        self.steps.push(Step::Curve(first, second, end));
        self.corners = vec![end];
    }

    /// Draws the straight pieces.
    fn flush(&mut self) {
        for index in 1..self.corners.len() {
            let (from, corner) = (self.corners[index - 1], self.corners[index]);
            let Some(&to) = self.corners.get(index + 1) else {
                self.steps.push(Step::Line(corner.0, corner.1));
                break;
            };
            let radius = RADIUS.min(distance(from, corner) / 2.0).min(distance(corner, to) / 2.0);
            let before = towards(corner, from, radius);
            self.steps.push(Step::Line(before.0, before.1));
            self.steps.push(Step::Corner(corner, towards(corner, to, radius)));
        }
    }

    fn finish(mut self) -> Vec<Step> {
        self.flush();
        self.steps
    }
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// The point at `length` from `from` on the way to `to`.
fn towards(from: (f64, f64), to: (f64, f64), length: f64) -> (f64, f64) {
    let whole = distance(from, to).max(f64::EPSILON);
    (from.0 + (to.0 - from.0) * length / whole, from.1 + (to.1 - from.1) * length / whole)
}
