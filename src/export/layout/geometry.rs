//! From the grid to coordinates: every bundle of edges gets a line of its own in the lanes and
//! gutters that it uses, and they grow with the number of lines.

use std::collections::BTreeMap;

use super::pack::{Grid, Placed};
use super::route::{Bundle, Route};
use super::sizes::{AISLE, COLUMN_GAP, PADDING, Sizes, TRACK, lane_height};
use super::{EdgePath, GroupBox, Layout, NodeBox, Rect};

/// A lane or gutter has no more lines than this side by side; further ones share.
const MAX_TRACKS: usize = 12;
/// The most that an aisle grows with the number of its edges and their length.
const AISLE_GROWTH: f64 = 240.0;
/// The most that the distance of two shelves grows to make the blocks equally high.
const STRETCH: f64 = 34.0;
/// Around the drawing.
const MARGIN: f64 = 24.0;

/// Coordinates of the grid.
pub(super) struct Frame {
    /// Left edge and width of every column.
    columns: Vec<(f64, f64)>,
    /// Upper edge and height of every row of the three blocks.
    rows: [Vec<(f64, f64)>; 3],
    /// The middle of the lines in every lane of the three blocks.
    lanes: [Vec<f64>; 3],
    /// The middle of the lines in every gutter.
    gutters: Vec<f64>,
    /// The line of a bundle in a lane.
    lane_tracks: BTreeMap<(usize, usize, Bundle), f64>,
    /// The line of a bundle in a gutter.
    gutter_tracks: BTreeMap<(usize, Bundle), f64>,
    rects: Vec<Rect>,
    width: f64,
    height: f64,
}

/// Assigns lines side by side to bundles whose intervals overlap; returns the offset of each from
/// the middle, and how many lines there are.
fn tracks(mut uses: Vec<(f64, f64, Bundle)>) -> (Vec<(Bundle, f64)>, usize) {
    uses.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut ends: Vec<f64> = Vec::new();
    let mut chosen = Vec::new();
    for (begin, end, bundle) in uses {
        let free = ends.iter().position(|&last| last < begin);
        let track = match free {
            Some(track) => track,
            None if ends.len() < MAX_TRACKS => {
                ends.push(f64::MIN);
                ends.len() - 1
            }
            None => chosen.len() % MAX_TRACKS,
        };
        ends[track] = ends[track].max(end);
        chosen.push((bundle, track));
    }
    let count = ends.len();
    let middle = count.saturating_sub(1) as f64 / 2.0;
    let offsets = chosen.into_iter().map(|(bundle, track)| (bundle, (track as f64 - middle) * TRACK));
    (offsets.collect(), count)
}

/// Joins the intervals of each bundle.
fn joined(uses: impl Iterator<Item = (f64, f64, Bundle)>) -> Vec<(f64, f64, Bundle)> {
    let mut joined: BTreeMap<Bundle, (f64, f64)> = BTreeMap::new();
    for (a, b, bundle) in uses {
        let interval = joined.entry(bundle).or_insert((f64::MAX, f64::MIN));
        *interval = (interval.0.min(a.min(b)), interval.1.max(a.max(b)));
    }
    joined.into_iter().map(|(bundle, (begin, end))| (begin, end, bundle)).collect()
}

impl Frame {
    /// Computes all coordinates for `routes`.
    pub(super) fn new(grid: &Grid, sizes: &Sizes, routes: &[Route]) -> Self {
        let mut frame = Self {
            columns: Vec::new(),
            rows: Default::default(),
            lanes: Default::default(),
            gutters: Vec::new(),
            lane_tracks: BTreeMap::new(),
            gutter_tracks: BTreeMap::new(),
            rects: Vec::new(),
            width: 0.0,
            height: 0.0,
        };
        frame.place_rows(grid, sizes, routes);
        frame.place_columns(grid, sizes, routes);
        frame.rects = (0..grid.cells.len()).map(|node| frame.node_rect(grid, sizes, node)).collect();
        frame
    }

    fn place_rows(&mut self, grid: &Grid, sizes: &Sizes, routes: &[Route]) {
        let mut bottoms = [0.0_f64; 3];
        for (block, bottom) in bottoms.iter_mut().enumerate() {
            let heights = sizes.row_heights(grid, block);
            let mut top = MARGIN;
            for lane in 0..=heights.len() {
                let uses = routes.iter().flat_map(|route| {
                    route
                        .hops
                        .iter()
                        .filter(|hop| hop.block == block && hop.lane == lane)
                        .map(|hop| (hop.from as f64, hop.to as f64, route.bundle))
                });
                let (offsets, count) = tracks(joined(uses));
                let height =
                    if grid.columns[block] == 0 { 0.0 } else { lane_height(grid, block, lane, count) };
                // Between two shelves the lines run between the boxes, not in the upper one.
                let below_box = lane > 0
                    && (lane == heights.len()
                        || grid.shelves[block].iter().any(|shelf| shelf.first_row == lane));
                let padding = if below_box { PADDING } else { 0.0 };
                self.lanes[block].push(top + padding + (height - padding) / 2.0);
                for (bundle, offset) in offsets {
                    self.lane_tracks.insert((block, lane, bundle), offset);
                }
                top += height;
                if let Some(&row) = heights.get(lane) {
                    self.rows[block].push((top, row));
                    top += row;
                }
            }
            *bottom = top;
        }
        let tallest = bottoms.iter().copied().fold(0.0, f64::max);
        for (block, bottom) in bottoms.into_iter().enumerate() {
            self.align(grid, block, tallest - bottom);
        }
        self.height = tallest + MARGIN;
    }

    /// Uses `spare` height: some between the shelves, the rest above and below.
    fn align(&mut self, grid: &Grid, block: usize, spare: f64) {
        let gaps = grid.shelves[block].len().saturating_sub(1);
        let stretch = if gaps == 0 { 0.0 } else { (spare / gaps as f64).min(STRETCH) };
        let above = (spare - stretch * gaps as f64) / 2.0;
        let shelves_before = |row: usize| {
            grid.shelves[block].iter().skip(1).filter(|shelf| shelf.first_row <= row).count() as f64
        };
        for (row, (top, _)) in self.rows[block].iter_mut().enumerate() {
            *top += above + stretch * shelves_before(row);
        }
        for (lane, middle) in self.lanes[block].iter_mut().enumerate() {
            let is_gap = grid.shelves[block].iter().skip(1).any(|shelf| shelf.first_row == lane);
            let own = if is_gap { stretch / 2.0 } else { 0.0 };
            *middle += above + stretch * shelves_before(lane) - own;
        }
    }

    fn place_columns(&mut self, grid: &Grid, sizes: &Sizes, routes: &[Route]) {
        let widths = sizes.column_widths(grid);
        let mut uses: Vec<Vec<(f64, f64, Bundle)>> = vec![Vec::new(); grid.width() + 1];
        for route in routes {
            let ends = self.row_middle(grid, route);
            let heights: Vec<f64> = std::iter::once(ends.0)
                .chain(route.hops.iter().map(|hop| self.lanes[hop.block][hop.lane]))
                .chain(std::iter::once(ends.1))
                .collect();
            for (index, gutter) in route.gutters().enumerate() {
                uses[gutter].push((heights[index], heights[index + 1], route.bundle));
            }
        }
        let mut x = MARGIN;
        for (gutter, uses) in uses.into_iter().enumerate() {
            let edges = uses.len() as f64;
            let (offsets, count) = tracks(joined(uses.into_iter()));
            let lines = count as f64 * TRACK;
            let outside = gutter == 0 || gutter == grid.width();
            let gap = if grid.is_aisle(gutter) {
                AISLE + (edges * 2.0 + self.height * 0.03).min(AISLE_GROWTH)
            } else if outside {
                PADDING + if count > 0 { lines + PADDING } else { 0.0 }
            } else {
                COLUMN_GAP + lines
            };
            // Outside the drawing lines keep clear of the outermost boxes.
            let middle = match gutter {
                0 => x + lines / 2.0,
                _ if outside => x + gap - lines / 2.0,
                _ => x + gap / 2.0,
            };
            self.gutters.push(middle);
            for (bundle, offset) in offsets {
                self.gutter_tracks.insert((gutter, bundle), offset);
            }
            x += gap;
            if let Some(&width) = widths.get(gutter) {
                self.columns.push((x, width));
                x += width;
            }
        }
        self.width = x + MARGIN;
    }

    /// The heights of the two ends of a route.
    fn row_middle(&self, grid: &Grid, route: &Route) -> (f64, f64) {
        let middle = |node: usize| {
            let cell = grid.cells[node];
            let (top, height) = self.rows[cell.block][cell.row];
            top + height / 2.0
        };
        (middle(route.subject), middle(route.bundle.0))
    }

    fn node_rect(&self, grid: &Grid, sizes: &Sizes, node: usize) -> Rect {
        let cell = grid.cells[node];
        let (top, row_height) = self.rows[cell.block][cell.row];
        let (x, first_width) = self.columns[cell.first_column];
        let is_heading = grid.shelves[cell.block]
            .iter()
            .any(|shelf| shelf.boxes.iter().any(|placed| placed.heading == Some(node)));
        if is_heading {
            let (last, last_width) = self.columns[cell.last_column];
            let width = last + last_width - x + 2.0 * PADDING;
            return Rect { x: x - PADDING, y: top, width, height: row_height };
        }
        let height = sizes.heights[node];
        Rect { x, y: top + (row_height - height) / 2.0, width: first_width, height }
    }

    /// The outline of a node.
    pub(super) fn rect(&self, node: usize) -> Rect {
        self.rects[node]
    }

    /// The height of a bundle's line in a lane.
    pub(super) fn lane(&self, block: usize, lane: usize, bundle: Bundle) -> f64 {
        self.lanes[block][lane] + self.lane_tracks.get(&(block, lane, bundle)).copied().unwrap_or(0.0)
    }

    /// The x coordinate of a bundle's line in a gutter.
    pub(super) fn gutter(&self, gutter: usize, bundle: Bundle) -> f64 {
        self.gutters[gutter] + self.gutter_tracks.get(&(gutter, bundle)).copied().unwrap_or(0.0)
    }

    /// Where the boxes at the left and the right of a gutter end and begin.
    pub(super) fn borders(&self, gutter: usize) -> (f64, f64) {
        let left = gutter.checked_sub(1).and_then(|column| self.columns.get(column));
        let right = self.columns.get(gutter);
        (
            left.map_or(MARGIN, |(x, width)| x + width + PADDING),
            right.map_or(self.width - MARGIN, |(x, _)| x - PADDING),
        )
    }

    fn box_rect(&self, placed: &Placed, rows: (usize, usize), block: usize) -> Rect {
        let x = self.columns[placed.first_column].0 - PADDING;
        let (last, width) = self.columns[placed.first_column + placed.span - 1];
        let y = self.rows[block][rows.0].0;
        let (bottom, height) = self.rows[block][rows.1];
        Rect { x, y, width: last + width + PADDING - x, height: bottom + height + PADDING - y }
    }

    /// The finished layout.
    pub(super) fn finish(self, grid: &Grid, sizes: Sizes, edges: Vec<EdgePath>) -> Layout {
        let mut boxes = Vec::new();
        for block in 0..=2 {
            for shelf in &grid.shelves[block] {
                for placed in &shelf.boxes {
                    let rows = (shelf.first_row, shelf.first_row + shelf.rows);
                    boxes.push(GroupBox {
                        rect: self.box_rect(placed, rows, block),
                        group: placed.kind,
                        heading: placed.heading,
                    });
                }
            }
        }
        let nodes =
            sizes.lines.into_iter().zip(self.rects).map(|(lines, rect)| NodeBox { rect, lines }).collect();
        Layout { width: self.width, height: self.height, nodes, boxes, edges }
    }
}
