//! Which outlines touch: a corner of one lies on the boundary of the other, or nearly.
//!
//! Sources draw a common boundary with the same corners, with more corners on one side than on the other, or once for each
//! side and some metres apart. So corners are compared with edges, and a distance is allowed.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::geojson::Position;

/// How far apart two boundaries may be, in degrees of latitude: about a hundred metres. Counties between which another one
/// reaches are kilometres apart.
const TOLERANCE: f64 = 0.001;
/// The side of a cell of the grid in which edges are looked up, larger than the tolerance.
const CELL: f64 = 0.01;

/// An outline and the piece of an edge that lies in a cell.
struct Piece {
    outline: usize,
    from: Position,
    to: Position,
}

/// The pairs of things that touch, each once, the smaller one first.
pub(super) fn pairs<T: Copy + Ord>(outlines: &[(T, Vec<Vec<Position>>)]) -> BTreeSet<(T, T)> {
    let mut grid: FxHashMap<(i32, i32), Vec<Piece>> = FxHashMap::default();
    for (outline, (_, rings)) in outlines.iter().enumerate() {
        for (from, to) in rings.iter().flat_map(|ring| edges(ring)) {
            for (from, to) in pieces(from, to) {
                let (one, other) = (cell(from), cell(to));
                for x in one.0.min(other.0)..=one.0.max(other.0) {
                    for y in one.1.min(other.1)..=one.1.max(other.1) {
                        grid.entry((x, y)).or_default().push(Piece { outline, from, to });
                    }
                }
            }
        }
    }
    let mut found = BTreeSet::new();
    for (outline, (thing, rings)) in outlines.iter().enumerate() {
        for corner in rings.iter().flatten() {
            let (x, y) = cell(*corner);
            let near = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
            for piece in near.filter_map(|cell| grid.get(&cell)).flatten() {
                let other = outlines[piece.outline].0;
                let pair = (*thing.min(&other), *thing.max(&other));
                if piece.outline != outline
                    && *thing != other
                    && !found.contains(&pair)
                    && distance(*corner, piece.from, piece.to) <= TOLERANCE
                {
                    found.insert(pair);
                }
            }
        }
    }
    found
}

/// The edges of a ring, whether or not its last corner repeats the first.
fn edges(ring: &[Position]) -> impl Iterator<Item = (Position, Position)> {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(from, to)| (*from, *to)).filter(|(from, to)| from != to || ring.len() == 1)
}

/// An edge in pieces no longer than a cell, so that each lies in few of them.
fn pieces(from: Position, to: Position) -> impl Iterator<Item = (Position, Position)> {
    let length = (to[0] - from[0]).abs().max((to[1] - from[1]).abs());
    let count = (length / CELL).ceil().max(1.0);
    let at = move |step: f64| [0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * step / count);
    (0..count as u32).map(move |step| (at(f64::from(step)), at(f64::from(step + 1))))
}

fn cell(position: Position) -> (i32, i32) {
    ((position[0] / CELL).floor() as i32, (position[1] / CELL).floor() as i32)
}

/// How far a point is from an edge, in degrees of latitude: those of longitude are shorter, the more so the
/// farther north.
fn distance(point: Position, from: Position, to: Position) -> f64 {
    let shrink = point[1].to_radians().cos();
    let flat = |position: Position| [(position[0] - point[0]) * shrink, position[1] - point[1]];
    let (from, to) = (flat(from), flat(to));
    let along = [to[0] - from[0], to[1] - from[1]];
    let square = along[0] * along[0] + along[1] * along[1];
    let part = if square == 0.0 { 0.0 } else { -(from[0] * along[0] + from[1] * along[1]) / square };
    let part = part.clamp(0.0, 1.0);
    (from[0] + part * along[0]).hypot(from[1] + part * along[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, side: f64) -> Vec<Vec<Position>> {
        vec![vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]
    }

    fn touching(a: Vec<Vec<Position>>, b: Vec<Vec<Position>>) -> bool {
        let pairs = pairs(&[(1, a), (2, b)]);
        assert!(pairs.is_subset(&BTreeSet::from([(1, 2)])), "{pairs:?}");
        !pairs.is_empty()
    }

    #[test]
    fn outlines_touch_along_edges_and_at_corners() {
        for (name, other, expected) in [
            ("the same edge", square(1.0, 0.0, 1.0), true),
            ("a part of an edge, no common corner", square(1.0, 0.25, 0.5), true),
            ("a longer edge", square(1.0, -1.0, 3.0), true),
            ("a corner", square(1.0, 1.0, 1.0), true),
            ("fifty metres away", square(1.0005, 0.3, 0.4), true),
            ("a kilometre away", square(1.01, 0.0, 1.0), false),
            ("far away", square(30.0, 40.0, 1.0), false),
        ] {
            assert_eq!(touching(square(0.0, 0.0, 1.0), other.clone()), expected, "{name}");
            assert_eq!(touching(other, square(0.0, 0.0, 1.0)), expected, "{name}, the other way round");
        }
    }

    #[test]
    fn an_island_touches_what_surrounds_it() {
        let mut around = square(0.0, 0.0, 3.0);
        around.extend(square(1.0, 1.0, 1.0));
        assert!(touching(around, square(1.0, 1.0, 1.0)));
    }

    #[test]
    fn degrees_of_longitude_are_shorter_in_the_north() {
        // 0.0015 degrees of longitude: 167 metres at the equator, 107 at 50° north.
        let beside = |latitude: f64| touching(square(0.0, latitude, 1.0), square(1.0015, latitude, 1.0));
        assert!(!beside(0.0) && beside(50.0));
    }

    #[test]
    fn parts_of_one_thing_are_no_neighbours_of_it() {
        assert_eq!(pairs(&[(1, square(0.0, 0.0, 1.0)), (1, square(1.0, 0.0, 1.0))]), BTreeSet::new());
        assert_eq!(pairs(&[(1, vec![vec![]]), (2, vec![])]), BTreeSet::new());
    }
}
