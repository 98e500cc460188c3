//! Lists of sectors that are counted behind their last, 聚焦甲、乙、丙三大赛道, or that a verb and a noun enclose: 围绕甲、乙主导产业.

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::is_conjunction;
use crate::entity::EntityType;
use crate::text::signs::few;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: CountedListWords = "counted_list.csv";
    /// Nouns that say that sectors are counted.
    sectors,
    /// Verbs behind which such a list begins.
    developing,
    /// Nouns that close a list of sectors without a count.
    closing,
    /// What ends the names of goods whose makers are a sector.
    making,
}

/// The members, as clause, start and end, of a list of sectors that has as many as the count behind it tells, or that stands
/// between a verb and 主导产业. Either vouches for them whatever their words are elsewhere.
pub(super) fn counted_list(group: &[Vec<Node>], text: &str) -> Option<Vec<(usize, usize, usize)>> {
    let last = group.last()?;
    let counted = last.iter().enumerate().skip(1).find_map(|(at, node)| Some((at, number(node, text)?)));
    let at = match counted {
        Some((at, _)) => {
            last[at + 1..].iter().take(4).any(|node| WORDS.sectors.end(node.span.of(text))).then_some(at)?
        }
        None => last.iter().skip(1).position(|node| closes(node, text))? + 1,
    };
    let mut members = Vec::with_capacity(group.len());
    for (clause, nodes) in group.iter().enumerate() {
        let end = if clause + 1 == group.len() { at } else { nodes.len() };
        // 高新区|电子信息、生物医药两大产业: where they are, is no part of the first.
        let begins = |node: &Node| {
            let word = node.span.of(text);
            let there = matches!(node.name(), Some(EntityType::Place | EntityType::Park));
            node.class == Class::Stop && !is_conjunction(node, text)
                || there
                || word.ends_with(['区', '内'])
                || WORDS.developing.has(word)
        };
        let verb = || nodes[..end].iter().rposition(begins);
        let start = match clause {
            0 if counted.is_some() => verb().map_or(0, |verb| verb + 1),
            0 => verb()? + 1,
            _ => 0,
        };
        let mut from = start;
        for to in start..=end {
            if to < end && !is_conjunction(&nodes[to], text) {
                continue;
            }
            if !is_sector(&nodes[from..to], text) {
                return None;
            }
            members.push((clause, from, to));
            from = to + 1;
        }
    }
    if counted.is_some_and(|(_, number)| number != members.len()) {
        return None;
    }
    // 苹果、花椒、肉牛三大产业 are goods.
    let goods = members.iter().filter(|(clause, _, end)| {
        let last = end.checked_sub(1).map(|last| &group[*clause][last]);
        last.is_some_and(|last| {
            last.name() == Some(EntityType::Product) && !WORDS.making.end(last.span.of(text))
        })
    });
    (2 * goods.count() < members.len()).then_some(members)
}

/// Whether words may name a sector that a list of sectors has.
fn is_sector(parts: &[Node], text: &str) -> bool {
    let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
    let sector = |node: &Node| {
        !matches!(node.class, Class::Stop | Class::Number | Class::Open | Class::Close | Class::Role)
            && node.name().is_none_or(|kind| matches!(kind, EntityType::Industry | EntityType::Product))
            && node.span.of(text).chars().all(is_han)
    };
    (2..=8).contains(&length) && parts.iter().all(sector)
}

/// Whether a list of sectors ends where the node begins: 新能源|主导产业, but not 两大|主导产业 and 以甲、乙为|主导产业.
fn closes(node: &Node, text: &str) -> bool {
    let (before, behind) = text.split_at(node.span.start);
    WORDS.closing.begin(behind) && !before.ends_with(['大', '为', '个', '等', '的', '条'])
}

/// How many there are: four before 四大 or 四|大.
fn number(node: &Node, text: &str) -> Option<usize> {
    let mut signs = text[node.span.start..].chars();
    signs.next().and_then(few).filter(|_| signs.next() == Some('大'))
}
