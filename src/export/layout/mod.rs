//! A layout of our own, so that a picture needs no other program.
//!
//! Counties and parks are boxes on the left and the right; what many of them share (industries,
//! products, organisations) stands between them. All boxes lie on one grid of columns and rows,
//! and edges run in the gaps of the grid: along *lanes* between rows and *gutters* between
//! columns, and in wide curves through the two *aisles* beside the middle. No edge has to pass
//! behind a node.
//!
//! ```text
//!   left block      aisle   middle   aisle     right block
//!  ┌─────────────┐         ┌──────┐         ┌─────────────┐
//!  │ node │ node ├──╮   ╭──▶ node │◀──╮  ╭──┤ node │ node │    shelf
//!  └─────────────┘  ╰───┴──▶ node │   ╰──╯  └─────────────┘
//!  ┌─────────────┐         └──────┘         ┌─────────────┐
//! ```
//!
//! The stages: [`boxes`] makes the boxes, [`order`] sorts them and their nodes to avoid crossings,
//! [`pack`] puts them on shelves, [`route`] finds the way of every edge through the grid,
//! [`sizes`] measures the labels, [`geometry`] gives lanes and gutters the room that their edges need, and [`trace`] draws lines.

mod boxes;
mod geometry;
mod order;
mod pack;
mod route;
mod sizes;
mod trace;

use crate::entity::EntityType;

use super::view::View;

pub(super) use trace::Step;

/// Above this number of nodes labels are shorter and edges unlabelled.
pub(super) const DENSE: usize = 300;

/// The size of labels.
pub(super) const FONT_SIZE: f64 = 13.0;
/// From one line of a label to the next.
pub(super) const LINE_HEIGHT: f64 = 17.0;
/// The strip at the left of a node that shows its type.
pub(super) const BADGE_WIDTH: f64 = 20.0;
/// The line below a label that shows the stage.
pub(super) const STAGE_HEIGHT: f64 = 13.0;

/// Everything has a place; the origin is the upper left corner.
pub(super) struct Layout {
    /// The width of the drawing.
    pub(super) width: f64,
    /// The height of the drawing.
    pub(super) height: f64,
    /// One entry a node of the view.
    pub(super) nodes: Vec<NodeBox>,
    /// The boxes, in drawing order.
    pub(super) boxes: Vec<GroupBox>,
    /// The drawn edges; those that only repeat which box a node is in are left out.
    pub(super) edges: Vec<EdgePath>,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Rect {
    /// The point in the middle.
    pub(super) fn centre(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// The right edge.
    pub(super) fn right(&self) -> f64 {
        self.x + self.width
    }

    /// The lower edge.
    pub(super) fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// Whether two rectangles have a point in common.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

/// Where a node is. The node of a cluster is the heading of its box.
pub(super) struct NodeBox {
    /// Its outline.
    pub(super) rect: Rect,
    /// Its label.
    pub(super) lines: Vec<String>,
}

/// A county, a park, or all nodes of one type that are in neither.
pub(super) struct GroupBox {
    /// Its outline.
    pub(super) rect: Rect,
    /// What it is for.
    pub(super) group: GroupKind,
    /// The node that is its heading.
    pub(super) heading: Option<usize>,
}

/// What a box is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GroupKind {
    /// A cluster of the view.
    Cluster(usize),
    /// Nodes of one type without a cluster.
    Type(EntityType),
}

/// The way of an edge.
pub(super) struct EdgePath {
    /// Its index in the view.
    pub(super) edge: usize,
    /// The line, from subject to object.
    pub(super) steps: Vec<Step>,
    /// Where the arrow head's tip is.
    pub(super) tip: (f64, f64),
    /// Whether the arrow points to the right.
    pub(super) rightwards: bool,
}

/// Lays out `view`.
pub(super) fn arrange(view: &View<'_>) -> Layout {
    let drawn: Vec<usize> =
        (0..view.edges.len()).filter(|&index| is_drawn(view, &view.edges[index])).collect();
    let mut blocks = boxes::build(view, &drawn);
    let pulls = order::reduce_crossings(view, &mut blocks, &drawn);
    let sizes = sizes::measure(view, drawn.len());
    let grid = pack::best(&blocks, &sizes, &pulls);
    let routes = route::find(view, &grid, &sizes, &drawn);
    let frame = geometry::Frame::new(&grid, &sizes, &routes);
    let edges = trace::trace(&grid, &frame, &routes, view);
    frame.finish(&grid, sizes, edges)
}

/// A place's division above it is no news in a picture, and neither is what the boxes show.
fn is_drawn(view: &View<'_>, edge: &super::view::ViewEdge<'_>) -> bool {
    let background = edge.edge.relation == crate::graph::Relation::PartOf && view.is_heading(edge.from);
    edge.from != edge.to && !background && !view.is_containment(edge) && !view.is_implied(edge)
}
