//! Boxes on shelves: the grid of columns and rows.

use crate::entity::EntityType;

use super::GroupKind;
use super::boxes::{Blocks, Group, LEFT, MIDDLE, RIGHT, rank};
use super::sizes::Sizes;

/// The proportion that the drawing should have: a landscape page.
const WANTED_RATIO: f64 = 1.4;
/// What a title and a legend add to the height.
const SURROUNDINGS: f64 = 140.0;
/// The most columns of a block.
const MAX_COLUMNS: usize = 14;
/// The usual number of rows of a box.
const USUAL_ROWS: usize = 7;

/// What decides about the column of a node in its box.
struct Traits<'a> {
    kinds: &'a [EntityType],
    /// How much it is drawn to the later columns.
    pulls: &'a [f64],
}

/// Where everything is on the grid.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// The columns of the three blocks.
    pub(super) columns: [usize; 3],
    /// The shelves of the three blocks, from above.
    pub(super) shelves: [Vec<Shelf>; 3],
    /// The cell of every node.
    pub(super) cells: Vec<Cell>,
}

/// A row of boxes of one block.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    /// The boxes, from the left.
    pub(super) boxes: Vec<Placed>,
    /// The rows below the heading.
    pub(super) rows: usize,
    /// The row of the headings; rows are counted through the whole block.
    pub(super) first_row: usize,
}

/// A box with its columns.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// What it is for.
    pub(super) kind: GroupKind,
    /// The node that is its heading.
    pub(super) heading: Option<usize>,
    /// Its first column, counted through the whole drawing.
    pub(super) first_column: usize,
    /// The columns that its outline spans; the last ones may be empty.
    pub(super) span: usize,
    /// Its nodes by column.
    pub(super) columns: Vec<Vec<usize>>,
}

/// The place of a node on the grid.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cell {
    /// The block.
    pub(super) block: usize,
    /// The first column; a heading spans several.
    pub(super) first_column: usize,
    /// The last column.
    pub(super) last_column: usize,
    /// The row of the block.
    pub(super) row: usize,
}

impl Grid {
    /// The number of columns.
    pub(super) fn width(&self) -> usize {
        self.columns.iter().sum()
    }

    /// The first column of a block.
    pub(super) fn first_column(&self, block: usize) -> usize {
        self.columns[..block].iter().sum()
    }

    /// The block that a column is in.
    pub(super) fn block_of(&self, column: usize) -> usize {
        (LEFT..RIGHT).find(|&block| column < self.first_column(block + 1)).unwrap_or(RIGHT)
    }

    /// The rows of a block, headings included.
    pub(super) fn rows(&self, block: usize) -> usize {
        self.shelves[block].last().map_or(0, |shelf| shelf.first_row + shelf.rows + 1)
    }

    /// Whether the gutter at the left of `column` lies between two blocks.
    pub(super) fn is_aisle(&self, column: usize) -> bool {
        column > 0 && column < self.width() && self.block_of(column - 1) != self.block_of(column)
    }
}

/// Tries numbers of columns and takes the grid whose proportions come nearest to a page.
pub(super) fn best(blocks: &Blocks, sizes: &Sizes, pulls: &[f64]) -> Grid {
    let traits = Traits { kinds: &sizes.kinds, pulls };
    let mut best: Option<(f64, Grid)> = None;
    for side in 1..=MAX_COLUMNS {
        for middle in 1..=MAX_COLUMNS {
            let grid = grid(blocks, [side, middle, side], &traits);
            let heights = [LEFT, MIDDLE, RIGHT].map(|block| sizes.estimated_height(&grid, block));
            let tallest = heights.iter().copied().fold(1.0, f64::max);
            let ratio = sizes.estimated_width(&grid) / (tallest + SURROUNDINGS);
            // Blocks of very different heights leave holes.
            let outer = heights[LEFT].max(heights[RIGHT]);
            let holes =
                if outer > 0.0 && heights[MIDDLE] > outer { (heights[MIDDLE] / outer).ln() } else { 0.0 };
            let cost = (ratio / WANTED_RATIO).ln().abs() + holes + 0.05 * (middle - 1) as f64;
            if best.as_ref().is_none_or(|(least, _)| cost < *least - 1e-9) {
                best = Some((cost, grid));
            }
        }
    }
    best.map_or_else(|| grid(blocks, [1, 1, 1], &traits), |(_, grid)| grid)
}

fn grid(blocks: &Blocks, columns: [usize; 3], traits: &Traits<'_>) -> Grid {
    let shaped: Vec<Vec<Placed>> = blocks
        .iter()
        .zip(columns)
        .map(|(groups, columns)| groups.iter().map(|group| shape(group, columns, traits)).collect())
        .collect();
    // A block is no wider than its boxes need.
    let mut used = [0; 3];
    for (block, placed) in shaped.iter().enumerate() {
        let all: usize = placed.iter().map(|placed| placed.span).sum();
        used[block] = all.min(columns[block]);
    }
    let mut grid =
        Grid { columns: used, shelves: Default::default(), cells: vec![Cell::default(); traits.kinds.len()] };
    for (block, placed) in shaped.into_iter().enumerate() {
        grid.shelves[block] = shelves(placed, used[block], grid.first_column(block), block == RIGHT, traits);
        for shelf in &grid.shelves[block] {
            for placed in &shelf.boxes {
                let first_column = placed.first_column;
                if let Some(heading) = placed.heading {
                    let last_column = first_column + placed.span - 1;
                    grid.cells[heading] = Cell { block, first_column, last_column, row: shelf.first_row };
                }
                for (column, nodes) in placed.columns.iter().enumerate() {
                    for (row, &node) in nodes.iter().enumerate() {
                        let column = first_column + column;
                        let row = shelf.first_row + 1 + row;
                        grid.cells[node] = Cell { block, first_column: column, last_column: column, row };
                    }
                }
            }
        }
    }
    grid
}

/// Gives a box as many columns as its number of nodes asks for.
fn shape(group: &Group, max_columns: usize, traits: &Traits<'_>) -> Placed {
    let count = group.members.len();
    let square = (count as f64 / 1.6).sqrt().ceil() as usize;
    let tall = count.div_ceil(USUAL_ROWS);
    let span = square.min(tall.max(2)).clamp(1, max_columns);
    let columns = fill(&group.members, span, traits);
    Placed { kind: group.kind, heading: group.heading, first_column: 0, span, columns }
}

/// Distributes nodes, sorted by type, to columns: a type has columns of its own where there are
/// enough, and else follows the one before it.
fn fill(members: &[usize], columns: usize, traits: &Traits<'_>) -> Vec<Vec<usize>> {
    let types: Vec<&[usize]> =
        members.chunk_by(|&a, &b| rank(traits.kinds[a]) == rank(traits.kinds[b])).collect();
    let plain = members.len().div_ceil(columns.max(1)).max(1);
    if types.len() <= columns {
        let mut shares = vec![1_usize; types.len()];
        for _ in types.len()..columns {
            let fullest = (0..types.len())
                .max_by_key(|&index| (types[index].len().div_ceil(shares[index]), usize::MAX - index));
            if let Some(index) = fullest {
                shares[index] += 1;
            }
        }
        let rows = types.iter().zip(&shares).map(|(nodes, share)| nodes.len().div_ceil(*share)).max();
        // Columns by type are worth some empty cells, but not a box of twice the height.
        if rows.unwrap_or(0) <= plain + 1 + plain / 3 {
            return types
                .iter()
                .zip(&shares)
                .flat_map(|(nodes, share)| by_pull(nodes, nodes.len().div_ceil(*share).max(1), traits))
                .collect();
        }
    }
    members.chunks(plain).map(<[usize]>::to_vec).collect()
}

/// Splits nodes of one type into columns of `rows`, without changing their order in each.
fn by_pull(nodes: &[usize], rows: usize, traits: &Traits<'_>) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by(|&a, &b| traits.pulls[nodes[a]].total_cmp(&traits.pulls[nodes[b]]));
    order
        .chunks_mut(rows)
        .map(|column| {
            column.sort_unstable();
            column.iter().map(|&index| nodes[index]).collect()
        })
        .collect()
}

/// Puts boxes next to each other as long as there are columns.
fn shelves(
    placed: Vec<Placed>,
    columns: usize,
    first_column: usize,
    mirrored: bool,
    traits: &Traits<'_>,
) -> Vec<Shelf> {
    let mut shelves = Vec::new();
    let mut first_row = 0;
    let mut rest = placed;
    while !rest.is_empty() {
        let mut boxes = vec![rest.remove(0)];
        let mut free = columns - boxes[0].span.min(columns);
        // The next box that fits, and not one that would stand in a shelf of twice its height.
        while let Some(index) = rest.iter().position(|next| {
            let (a, b) = (height(next), boxes.iter().map(height).max().unwrap_or(1));
            next.span <= free && a.max(b) <= 2 * a.min(b) + 1
        }) {
            free -= rest[index].span;
            boxes.push(rest.remove(index));
        }
        // Columns that are left over make the tallest boxes wider.
        for _ in 0..free {
            let tallest = (0..boxes.len())
                .max_by_key(|&index| (height(&boxes[index]), usize::MAX - index))
                .unwrap_or(0);
            let members: Vec<usize> = boxes[tallest].columns.iter().flatten().copied().collect();
            boxes[tallest].span += 1;
            boxes[tallest].columns = fill(&members, boxes[tallest].span, traits);
        }
        let mut column = first_column;
        for placed in &mut boxes {
            placed.first_column = column;
            column += placed.span;
            // On the right the order of types is mirrored: the same types are near the middle.
            if mirrored {
                placed.columns.resize(placed.span, Vec::new());
                placed.columns.reverse();
            }
        }
        let rows = boxes.iter().map(height).max().unwrap_or(0);
        shelves.push(Shelf { boxes, rows, first_row });
        first_row += rows + 1;
    }
    shelves
}

fn height(placed: &Placed) -> usize {
    placed.columns.iter().map(Vec::len).max().unwrap_or(0)
}
