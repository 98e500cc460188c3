//! Goods that the words before them say to be made: 主要生产甲, and those with their amount: 甲440万吨.

use super::words::{WORDS, fits, is_making, is_material, praises};
use crate::entity::EntityType;
use crate::mention::compound::{amount, is_amount};
use crate::mention::enumeration::composite;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// Where the goods begin of which the words before say that they are what is made: 主要|生产|甲, “乙”牌|丙.
pub(super) fn mainly_made(nodes: &[Node], text: &str) -> Option<usize> {
    let first = nodes.first()?;
    if first.span.of(text) == "牌" && text[..first.span.start].ends_with('”') {
        return (nodes.len() > 1).then_some(1);
    }
    let adverb = nodes.iter().position(|node| WORDS.mainly.has(node.span.of(text)))?;
    let verbs = nodes[adverb + 1..]
        .iter()
        .take_while(|node| matches!(node.span.of(text), "生产" | "制造" | "加工" | "经营" | "销售" | "研制"));
    let start = adverb + 1 + verbs.count();
    // 专业|生产|各类|衣架
    let general = nodes[start..].iter().take_while(|node| praises(node, text)).count();
    let making = nodes[adverb + 1..start].iter().any(|node| matches!(node.span.of(text), "生产" | "制造"))
        // 主要经营甲、乙, but not 主要经营范围.
        || start > adverb + 1
            && nodes.get(start).is_some_and(|next| !WORDS.no_goods.end(next.span.of(text)) && !WORDS.no_trade.has(next.span.of(text)));
    let start = start + general;
    let goods = nodes.get(start).is_some_and(|next| {
        let figure = next.span.of(text).starts_with(|first: char| first.is_ascii_digit());
        !figure && !matches!(next.class, Class::Stop | Class::Number)
    });
    (making && goods).then_some(start)
}

/// Whether the words of a list say that it is one of what is made, whoever makes it: 专业生产甲、乙的企业.
pub(in super::super) fn is_of_made(group: &[Vec<Node>], text: &str) -> bool {
    group.first().is_some_and(|nodes| mainly_made(nodes, text).is_some())
        && group.last().is_some_and(|nodes| nodes.iter().any(|node| node.is("的", text)))
}

/// 年产|300|万只|贴片|磁|环,: what ends the clause behind an amount that is made is goods, whatever its words are.
pub(in super::super) fn counted_output(nodes: &mut Vec<Node>, text: &str) {
    /// The longest name that no word of it tells, in characters.
    const LONGEST: usize = 9;
    let Some(number) = (1..nodes.len())
        .find(|at| nodes[*at].class == Class::Number && WORDS.output.has(nodes[*at - 1].span.of(text)))
    else {
        return;
    };
    let Some(length) = amount(&text[nodes[number].span.start..]) else { return };
    let end = nodes[number].span.start + length;
    let Some(first) = nodes.iter().position(|node| node.span.start == end) else { return };
    let parts = &nodes[first..];
    let closed = nodes.last().is_some_and(|last| !text[last.span.end..].starts_with('的'));
    let named = matches!(parts, [only] if only.name().is_some());
    let plain = parts.iter().all(|node| is_material(node) && node.span.of(text).chars().all(is_han));
    if closed && !named && plain && fits(parts, EntityType::Product, LONGEST, text) {
        let name = composite(parts, EntityType::Product);
        nodes.splice(first.., [name]);
    }
}

/// 尿素440万吨、聚烯烃137万吨: beside goods with their amount what stands before another amount is goods too.
pub(in super::super) fn measured(group: &mut [Vec<Node>], text: &str) {
    let amount = |node: &Node| node.class == Class::Number && is_amount(&text[node.span.start..]);
    let beside = group.iter().any(|nodes| {
        nodes.windows(2).any(|pair| pair[0].name() == Some(EntityType::Product) && amount(&pair[1]))
    });
    if !beside {
        return;
    }
    for nodes in &mut group[1..] {
        let Some(end) = nodes.iter().position(amount).filter(|end| (1..=4).contains(end)) else { continue };
        // 年产|高档|绿茶|280吨
        let first = usize::from(nodes.first().is_some_and(|node| is_making(node, text)));
        let parts = &nodes[first..end];
        let named = parts.len() == 1 && parts[0].name().is_some();
        if !named
            && parts
                .iter()
                .all(|node| is_material(node) || matches!(node.class, Class::Weak | Class::Measure))
            && fits(parts, EntityType::Product, 8, text)
        {
            let name = composite(parts, EntityType::Product);
            nodes.splice(first..end, [name]);
        }
    }
}
