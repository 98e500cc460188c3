//! What stands around a place in a clause, by which grammars tell where a name begins.

use super::node::{Class, Node};

/// Whether a boundary or a verb stands directly before node `start`, or nothing: no part of a name does.
pub(super) fn is_bounded(nodes: &[Node], start: usize) -> bool {
    start.checked_sub(1).is_none_or(|before| matches!(nodes[before].class, Class::Stop | Class::Verb))
}

/// What ends a sentence or a line.
const ENDS: [char; 2] = ['。', '\n'];

/// Where the sentence or line around `position` begins and ends.
pub(super) fn sentence(text: &str, position: usize) -> (usize, usize) {
    let to = text[position..].find(ENDS).map_or(text.len(), |at| position + at);
    (sentence_start(text, position), to)
}

/// Where it begins.
pub(super) fn sentence_start(text: &str, position: usize) -> usize {
    text[..position].rfind(ENDS).unwrap_or(0)
}
