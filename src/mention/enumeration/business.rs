//! What a firm does for others is the sector that it is in: 主要从事|酒店管理、设备租赁, 主营|城市配送.

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::{composite, is_conjunction};
use crate::entity::EntityType;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: BusinessWords = "business.csv";
    /// Verbs behind which the business of a firm is told.
    announcing,
    /// What stands before such a verb where no firm is named beside it.
    mainly,
    /// Nouns that end the name of a business.
    business,
    /// What is no sector though it ends so.
    no_business,
    /// What may follow the last business.
    closing,
    /// What is done with goods: behind 的 it makes goods of what stands before.
    made,
}

/// Makes sectors of the members of a list that the words before it announce as somebody's business, and of a single one.
pub(super) fn apply(group: &mut [Vec<Node>], text: &str) {
    let Some(start) = group.first().and_then(|nodes| announced(nodes, text)) else { return };
    let count = group.len();
    let mut found = Vec::new();
    for (clause, nodes) in group.iter().enumerate() {
        let from = if clause == 0 { start } else { 0 };
        let end =
            nodes[from..].iter().position(|node| !is_part(node, text)).map_or(nodes.len(), |at| from + at);
        if clause + 1 < count && end < nodes.len() || clause + 1 == count && !closes(&nodes[end..], text) {
            return;
        }
        let mut first = from;
        let ends = (from..=end).filter(|at| *at == end || is_conjunction(&nodes[*at], text));
        for at in ends {
            found.push((clause, first, at));
            first = at + 1;
        }
    }
    for (clause, start, end) in found.into_iter().rev() {
        let nodes = &mut group[clause];
        if let Some(end) = business(&nodes[start..end], text).map(|length| start + length) {
            let name = composite(&nodes[start..end], EntityType::Industry);
            nodes.splice(start..end, [name]);
        }
    }
}

/// Where the list begins: behind 主要|从事, or behind 从事 in the clause of a firm.
fn announced(nodes: &[Node], text: &str) -> Option<usize> {
    let verb = nodes.iter().position(|node| WORDS.announcing.has(node.span.of(text)))?;
    let firm = || nodes[..verb].iter().any(|node| node.name() == Some(EntityType::Company));
    let mainly = verb.checked_sub(1).is_some_and(|before| WORDS.mainly.has(nodes[before].span.of(text)));
    (mainly || firm()).then_some(verb + 1)
}

/// Whether a node may be a part of the list.
fn is_part(node: &Node, text: &str) -> bool {
    let kind = node.name().is_none_or(|kind| matches!(kind, EntityType::Industry | EntityType::Product));
    is_conjunction(node, text)
        || kind
            && !matches!(node.class, Class::Stop | Class::Open | Class::Close | Class::Role | Class::Digit)
            && !WORDS.closing.has(node.span.of(text))
            && node.span.of(text).chars().all(is_han)
}

/// Whether what follows the last member closes the list.
fn closes(behind: &[Node], text: &str) -> bool {
    match behind {
        [] => true,
        [of, made, ..] if of.is("的", text) => !WORDS.made.has(made.span.of(text)),
        [next, ..] => WORDS.closing.has(next.span.of(text)),
    }
}

/// How many nodes of a member make the name of a business: 设备|租赁|服务 is in 设备租赁.
fn business(parts: &[Node], text: &str) -> Option<usize> {
    /// How many characters the name of a business may have.
    const LENGTH: std::ops::RangeInclusive<usize> = 4..=10;
    let served = parts.last().is_some_and(|last| matches!(last.span.of(text), "服务" | "业务"));
    let parts = &parts[..parts.len() - usize::from(served)];
    let (first, last) = (parts.first()?, parts.last()?);
    let words = &text[first.span.start..last.span.end];
    let named = matches!(parts, [only] if only.name().is_some());
    let fits = LENGTH.contains(&words.chars().count())
        && parts.len() <= 4
        && WORDS.business.has(last.span.of(text))
        && !WORDS.no_business.begin(words);
    (fits && !named && parts.len() > 1).then_some(parts.len())
}
