//! Names that the words on both sides of them tell: the members of what stands in such a frame.

use std::ops::Range;

use super::is_conjunction;
use crate::mention::node::Node;

/// The rule of names that are told by the words on both sides of them.
pub(crate) const FRAME: &str = "frame";

/// The clause of a member, and its nodes.
pub(super) type Member = (usize, Range<usize>);

/// The members between the node `start` of the first clause and the node `end` of the last, parted by the clauses and by
/// conjunctions. `name` tells how many of the nodes of a member are its name, 0 where it has one already; where it refuses
/// one there is no frame.
pub(super) fn members(
    group: &[Vec<Node>],
    start: usize,
    end: usize,
    text: &str,
    mut name: impl FnMut(&[Node]) -> Option<usize>,
) -> Option<Vec<Member>> {
    let mut out = Vec::new();
    for (clause, nodes) in group.iter().enumerate() {
        let first = if clause == 0 { start } else { 0 };
        let last = if clause + 1 == group.len() { end } else { nodes.len() };
        let mut from = first;
        for at in first..=last {
            if at == last || is_conjunction(&nodes[at], text) {
                let length = name(nodes.get(from..at).filter(|words| !words.is_empty())?)?;
                if length > 0 {
                    out.push((clause, from..from + length));
                }
                from = at + 1;
            }
        }
    }
    Some(out)
}
