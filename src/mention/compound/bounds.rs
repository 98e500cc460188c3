//! What says how an area lies to what bounds it: 东至|创新大道, 北临|环城高速, 西接|青柳河.

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::Reduction;
use super::join::join;
use super::road;
use super::spot::is_full;
use super::stack::characters_in;
use crate::entity::EntityType;
use crate::text::NormalizedSpan;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: BoundsWords = "bounds.csv";
    /// What tells of which kind a road or river is, which has no name then.
    kind,
}

/// Makes one boundary of the words near the beginning of a clause that say on which side what follows lies.
pub(super) fn mark_bounds(tokens: &mut Vec<Node>, text: &str) {
    for first in 0..tokens.len().min(3) {
        let start = tokens[first].span.start;
        let Some(length) = side(&text[start..]) else { continue };
        let behind = &tokens[first..];
        let named =
            behind.iter().take(2).any(|node| node.name().is_some() && node.span.end <= start + length);
        let Some(last) = behind.iter().take(3).position(|node| node.span.end == start + length) else {
            continue;
        };
        // 东至 is a county, too.
        if named && !has_other_side(&text[..start]) || last + 1 == behind.len() {
            return;
        }
        tokens.drain(first + 1..=first + last);
        tokens[first] = Node::stop(NormalizedSpan::new(start, start + length));
        return;
    }
}

/// How long a side and its verb are at the beginning of `clause`: 东至, 西北临.
fn side(clause: &str) -> Option<usize> {
    let mut characters = clause.chars();
    let first = characters.next().filter(|side| matches!(side, '东' | '南' | '西' | '北'))?;
    let second = characters.next()?;
    let (sides, verb) = match (first, second) {
        ('东' | '西', '南' | '北') => (2, characters.next()?),
        _ => (1, second),
    };
    "至临接靠邻抵连依倚起".contains(verb).then(|| sides * first.len_utf8() + verb.len_utf8())
}

/// Whether the clause before says where another side is: 大道西起创新路,|东至环城路.
fn has_other_side(before: &str) -> bool {
    let Some(before) = before.strip_suffix([',', '、']) else { return false };
    let clause = before.rsplit([',', '。', ';', '、', '\n']).next().unwrap_or(before);
    ["西起", "南起", "北起", "西至", "南至", "北至"].iter().any(|side| clause.contains(side))
}

/// Where the name of what bounds an area begins: all that stands between the boundary and the head.
pub(super) fn bounding(stack: &[Node], text: &str) -> Option<usize> {
    let at = stack.iter().take(3).position(|node| side(node.span.of(text)) == Some(node.span.len()))?;
    let name = &stack[at + 1..];
    let length = characters_in(name, text);
    let plain = |node: &Node| {
        let word = node.span.of(text);
        word.chars().all(is_han) && !WORDS.kind.has(word) && !(node.is_place() && is_full(node, text))
    };
    ((2..=4).contains(&length) && name.iter().all(plain)).then_some(at + 1)
}

/// Makes roads of what only its side says to be one: 北至|桑|园|支路, 芯|电路|以北.
pub(super) fn bounding_roads(nodes: &mut Vec<Node>, text: &str) {
    let is_side = |node: &Node| side(node.span.of(text)) == Some(node.span.len());
    let plain = |node: &Node| {
        node.span.of(text).chars().all(is_han)
            && node.name().is_none_or(|kind| kind == EntityType::Place)
            && !matches!(node.class, Class::Stop | Class::Verb | Class::Role)
    };
    let found = if let Some(at) = nodes.iter().take(3).position(is_side) {
        let end =
            nodes[at + 1..].iter().position(|node| !plain(node)).map_or(nodes.len(), |end| at + 1 + end);
        Some(at + 1..end)
    } else {
        let end = nodes.iter().position(|node| road::WORDS.beside.has(node.span.of(text)));
        end.map(|end| end - nodes[..end].iter().rev().take_while(|node| plain(node)).count()..end)
    };
    let Some(found) = found.filter(|found| found.len() > 1) else { return };
    let name = NormalizedSpan::new(nodes[found.start].span.start, nodes[found.end - 1].span.end).of(text);
    let general = WORDS.kind.begin(name) || ["道路", "公路", "铁路"].iter().any(|road| name.ends_with(road));
    if (3..=5).contains(&name.chars().count()) && name.ends_with(['路', '街']) && !general {
        let mut parts: Vec<Node> = nodes.drain(found.clone()).collect();
        if let Some(last) = parts.pop() {
            let road = Reduction { start: found.start, kind: EntityType::Infrastructure, rule: "bound" };
            nodes.insert(found.start, join(parts, last, road, text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beside_a_road_names_a_side() {
        for word in road::WORDS.beside.iter() {
            assert!(
                word.contains(['东', '南', '西', '北']),
                "{word} is looked for only where there is a side"
            );
        }
    }
}
