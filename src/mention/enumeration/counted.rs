//! Lists of sectors that are counted behind their last: 聚焦甲、乙、丙三大赛道.

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::goods::counts;
use crate::entity::EntityType;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: CountedListWords = "counted_list.csv";
    /// Nouns that say that sectors are counted.
    sectors,
    /// Verbs behind which such a list begins.
    developing,
}

/// The members, as clause, start and end, of a list of sectors that has as many as the count behind it tells. The count
/// vouches for them whatever their words are elsewhere.
pub(super) fn counted_list(group: &[Vec<Node>], text: &str) -> Option<Vec<(usize, usize, usize)>> {
    let last = group.last()?;
    let at = last.iter().skip(1).position(|node| counts(node, text))? + 1;
    let number = number(last[at].span.of(text))?;
    let noun = last[at + 1..].iter().take(3).any(|node| WORDS.sectors.end(node.span.of(text)));
    if !noun || number != group.len() {
        return None;
    }
    let mut members = Vec::with_capacity(number);
    for (clause, nodes) in group.iter().enumerate() {
        let end = if clause + 1 == group.len() { at } else { nodes.len() };
        // 高新区|电子信息、生物医药两大产业: where they are, is no part of the first.
        let begins = |node: &Node| {
            let word = node.span.of(text);
            let there = matches!(node.name(), Some(EntityType::Place | EntityType::Park));
            node.class == Class::Stop || there || word.ends_with('区') || WORDS.developing.has(word)
        };
        let verb = || nodes[..end].iter().rposition(begins);
        let start = if clause == 0 { verb().map_or(0, |verb| verb + 1) } else { 0 };
        let parts = &nodes[start..end];
        let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
        let sector = |node: &Node| {
            !matches!(node.class, Class::Stop | Class::Number | Class::Open | Class::Close | Class::Role)
                && node.name().is_none_or(|kind| matches!(kind, EntityType::Industry | EntityType::Product))
                && node.span.of(text).chars().all(is_han)
        };
        if !(2..=8).contains(&length) || !parts.iter().all(sector) {
            return None;
        }
        members.push((clause, start, end));
    }
    // 苹果、花椒、肉牛三大产业 are goods.
    let goods = members.iter().filter(|(clause, _, end)| {
        end.checked_sub(1).and_then(|last| group[*clause][last].name()) == Some(EntityType::Product)
    });
    (2 * goods.count() < members.len()).then_some(members)
}

/// 四 of 四大.
fn number(word: &str) -> Option<usize> {
    const NUMERALS: [&str; 9] = ["两", "三", "四", "五", "六", "七", "八", "九", "十"];
    let numeral = word.strip_suffix('大')?;
    NUMERALS.iter().position(|known| *known == numeral).map(|at| at + 2)
}
