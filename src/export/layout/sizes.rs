//! How large nodes are, and how much room lanes need.

use std::collections::BTreeMap;

use crate::entity::EntityType;

use super::super::view::View;
use super::super::wrap::{ems, wrap};
use super::pack::Grid;
use super::{BADGE_WIDTH, DENSE, FONT_SIZE, GroupKind, LINE_HEIGHT, STAGE_HEIGHT};

/// From a box's outline to its nodes.
pub(super) const PADDING: f64 = 10.0;
/// The least distance of two columns.
pub(super) const COLUMN_GAP: f64 = 32.0;
/// From one line to the next in a lane or gutter.
pub(super) const TRACK: f64 = 4.5;
/// The least width of an aisle.
pub(super) const AISLE: f64 = 90.0;
/// The longest line of a label, in em.
const LINE_EMS: f64 = 10.0;
/// The room around the text of a node.
const TEXT_MARGIN: f64 = 7.0;
/// The height of a box's heading.
const HEADING_HEIGHT: f64 = 27.0;
/// The size of a heading's text.
const HEADING_SIZE: f64 = 15.0;
/// How much wider bold Latin letters are than estimated.
const BOLD: f64 = 1.05;
/// Between two shelves.
const SHELF_GAP: f64 = 14.0;
/// The least distance of two rows.
const ROW_GAP: f64 = 9.0;

/// How large the nodes are.
pub(super) struct Sizes {
    /// The type of every node.
    pub(super) kinds: Vec<EntityType>,
    /// The label of every node.
    pub(super) lines: Vec<Vec<String>>,
    widths: Vec<f64>,
    /// The height of every node.
    pub(super) heights: Vec<f64>,
    /// The width of every cluster's heading.
    clusters: Vec<f64>,
    /// The width of the heading of a type's nodes without a cluster.
    types: BTreeMap<EntityType, f64>,
    /// How many lines a lane will hold on average.
    usual_tracks: usize,
}

/// Measures the nodes of a drawing with `edges` lines.
pub(super) fn measure(view: &View<'_>, edges: usize) -> Sizes {
    let max_lines = if view.nodes.len() > DENSE { 2 } else { 3 };
    let heading = |text: &str| ems(text) * HEADING_SIZE * BOLD + 2.0 * TEXT_MARGIN;
    let mut sizes = Sizes {
        clusters: view.clusters.iter().map(|cluster| heading(&cluster.label)).collect(),
        types: view.kinds().into_iter().map(|kind| (kind, heading(&view.loose_heading(kind)))).collect(),
        kinds: Vec::new(),
        lines: Vec::new(),
        widths: Vec::new(),
        heights: Vec::new(),
        usual_tracks: (2 * edges / view.nodes.len().max(1)).min(5),
    };
    for (index, node) in view.nodes.iter().enumerate() {
        sizes.kinds.push(node.node.kind);
        if view.is_heading(index) {
            sizes.widths.push(heading(node.label));
            sizes.heights.push(HEADING_HEIGHT);
            sizes.lines.push(vec![node.label.to_owned()]);
            continue;
        }
        let lines = wrap(node.label, LINE_EMS, max_lines);
        let longest = lines.iter().map(|line| ems(line)).fold(0.0, f64::max);
        let stage = if node.node.stage.is_some() { STAGE_HEIGHT } else { 0.0 };
        sizes.widths.push(BADGE_WIDTH + longest * FONT_SIZE + 2.0 * TEXT_MARGIN);
        sizes.heights.push(lines.len() as f64 * LINE_HEIGHT + 10.0 + stage);
        sizes.lines.push(lines);
    }
    sizes
}

impl Sizes {
    /// The widths of the columns.
    pub(super) fn column_widths(&self, grid: &Grid) -> Vec<f64> {
        let nodes = grid
            .cells
            .iter()
            .zip(&self.widths)
            .map(|(cell, width)| (cell.first_column, cell.last_column - cell.first_column + 1, *width));
        let headings = grid.shelves.iter().flatten().flat_map(|shelf| &shelf.boxes).map(|placed| {
            let width = match placed.kind {
                GroupKind::Cluster(cluster) => self.clusters.get(cluster),
                GroupKind::Type(kind) => self.types.get(&kind),
            };
            (placed.first_column, placed.span, width.copied().unwrap_or(0.0))
        });
        let mut widths = vec![70.0_f64; grid.width()];
        for (first, columns, width) in nodes.chain(headings) {
            // A wide heading shares its width among the columns below it.
            let gaps = (columns - 1) as f64 * COLUMN_GAP;
            let wanted = (width - gaps) / columns as f64;
            for width in &mut widths[first..first + columns] {
                *width = width.max(wanted);
            }
        }
        widths
    }

    /// The heights of the rows of a block.
    pub(super) fn row_heights(&self, grid: &Grid, block: usize) -> Vec<f64> {
        let mut heights = vec![0.0_f64; grid.rows(block)];
        for (node, cell) in grid.cells.iter().enumerate().filter(|(_, cell)| cell.block == block) {
            heights[cell.row] = heights[cell.row].max(self.heights[node]);
        }
        for shelf in &grid.shelves[block] {
            heights[shelf.first_row] = HEADING_HEIGHT;
        }
        heights
    }

    /// The width of the drawing, without what edges add.
    pub(super) fn estimated_width(&self, grid: &Grid) -> f64 {
        let columns = grid.width() as f64;
        self.column_widths(grid).iter().sum::<f64>() + columns * (COLUMN_GAP + 2.0 * TRACK) + 2.0 * AISLE
    }

    /// The upper edges of the rows of a block, without what edges add.
    pub(super) fn estimated_tops(&self, grid: &Grid, block: usize) -> Vec<f64> {
        let mut top = 0.0;
        let heights = self.row_heights(grid, block);
        (0..heights.len())
            .map(|row| {
                top += lane_height(grid, block, row, self.usual_tracks);
                top += heights[row];
                top - heights[row]
            })
            .collect()
    }

    /// The height of a block, without what edges add.
    pub(super) fn estimated_height(&self, grid: &Grid, block: usize) -> f64 {
        let heights = self.row_heights(grid, block);
        let lanes: f64 =
            (0..=heights.len()).map(|lane| lane_height(grid, block, lane, self.usual_tracks)).sum();
        heights.iter().sum::<f64>() + lanes
    }
}

/// The height of the lane above row `lane` that holds `tracks` lines.
pub(super) fn lane_height(grid: &Grid, block: usize, lane: usize, tracks: usize) -> f64 {
    let lines = tracks as f64 * TRACK;
    if lane == 0 {
        // Lines above the first boxes keep clear of their outlines.
        if tracks == 0 { 0.0 } else { lines + ROW_GAP }
    } else if lane >= grid.rows(block) {
        PADDING + lines
    } else if grid.shelves[block].iter().any(|shelf| shelf.first_row == lane) {
        PADDING + SHELF_GAP + lines
    } else {
        ROW_GAP + lines
    }
}
