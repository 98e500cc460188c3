//! Villages that only an address tells: 位于|柳河镇|小李家村, 坐落于永丰镇|王家|店.

use super::SETTLEMENT;
use super::join::join_in_place;
use super::stack::characters_in;
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: AddressWords = "address.csv";
    /// Verbs that an address stands behind.
    lies,
    /// Nouns that villages are called after.
    village,
    /// What an address goes on with behind the village.
    behind,
}

/// How many characters the name of a village has, with its noun.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=5;

/// Makes a village of the words between the town of an address and the end of its clause.
pub(super) fn name_hamlet(nodes: &mut Vec<Node>, text: &str) {
    let town = |node: &Node| node.level == Some(PlaceLevel::Township);
    let Some(at) = nodes.iter().rposition(town) else { return };
    let above = nodes[..at].iter().rposition(|node| !node.is_place());
    if !above.is_some_and(|verb| WORDS.lies.end(&text[nodes[0].span.start..nodes[verb].span.end])) {
        return;
    }
    let rest = &nodes[at + 1..];
    let length = rest.iter().position(|node| WORDS.behind.has(node.span.of(text))).unwrap_or(rest.len());
    let Some((last, before)) = rest[..length].split_last() else { return };
    let name = &text[rest[0].span.start..last.span.end];
    let plain = |node: &Node| {
        !matches!(node.class, Class::Stop | Class::Role | Class::Open | Class::Close)
            && node.name().is_none_or(|_| node.is_place())
    };
    // 永丰镇|太平村: what the table of places or a head tells needs no address.
    // 永丰镇|平台 is no village.
    let told = before.is_empty() && (last.is_place() || last.class == Class::Noun && !name.ends_with('村'));
    let fits = !told
        && LENGTH.contains(&characters_in(&rest[..length], text))
        && name.chars().all(is_han)
        && WORDS.village.end(name)
        && before.iter().all(plain);
    if fits {
        join_in_place(nodes, at + 1..at + 1 + length, EntityType::Place, SETTLEMENT, text);
    }
}
