//! Members that begin behind a verb, and lines that are called after their ends.

use super::super::head::Grammar;
use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::member::{WORDS, is_lone};
use super::tail::Tail;
use super::whole::is_word;
use crate::entity::PlaceLevel;

/// 现有|东|亿|电气, 引进|了|时代|新能源: where the first firm of a list begins behind the verb that brings it or has it.
pub(super) fn behind_verb(nodes: &[Node], tail: &Tail, text: &str) -> Option<usize> {
    let is_trade = |node: &Node| node.head.is_some_and(|head| head.grammar == Grammar::BrandTrade);
    let has = |node: &Node| WORDS.bringing.has(node.span.of(text));
    // 集聚|了|青州|国|龙
    if let [.., verb, place, first, second] = nodes
        && has(verb)
        && matches!(place.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
        && place.span.len() == 6
        && is_lone(first, text)
        && is_lone(second, text)
        && first.span.start == place.span.end
        && !"的了和与及市县区省各等".contains(first.span.of(text))
    {
        return Some(nodes.len() - 3);
    }
    let (trade, before) = nodes.split_last().filter(|(last, _)| is_trade(last))?;
    match before {
        [.., verb, first, second]
            if has(verb)
                && is_lone(first, text)
                && is_lone(second, text)
                && !matches!(first.span.of(text), "的" | "了" | "和" | "与") =>
        {
            Some(before.len() - 2)
        }
        [.., verb, word]
            if tail.vouchers > 0
                && has(verb)
                && word.class == Class::Noun
                && word.head.is_none()
                && is_word(word, text)
                && trade.span.len() <= 9 =>
        {
            Some(before.len() - 1)
        }
        _ => None,
    }
}

/// 甲县乙镇|至|丙县, 丁|至|戊: a line that is called after its ends, where roads are listed.
pub(super) fn line(nodes: &[Node], open_left: bool, text: &str) -> Option<usize> {
    let to = nodes.iter().position(|node| node.is("至", text) || node.is("到", text))?;
    // 甲高速|乙至丙|段: a section is no line of its own.
    if nodes.last().is_some_and(|last| last.is("段", text)) {
        return None;
    }
    let ends = |node: &Node| {
        matches!(node.class, Class::Stop | Class::Verb) || WORDS.activity.has(node.span.of(text))
    };
    let start = if open_left { nodes[..to].iter().rposition(ends).map_or(0, |verb| verb + 1) } else { 0 };
    let plain = |node: &Node| {
        !matches!(node.class, Class::Stop | Class::Open | Class::Close | Class::Number)
            && node.span.of(text).chars().all(is_han)
    };
    let length: usize = nodes[start..].iter().map(|node| node.span.of(text).chars().count()).sum();
    let whole = start < to
        && to + 1 < nodes.len()
        && nodes[start..to].iter().all(plain)
        && nodes[to + 1..].iter().all(plain)
        && nodes[start..].iter().any(Node::is_place);
    (whole && (5..=16).contains(&length)).then_some(start)
}
