//! Towns and villages that are counted behind their last: 甲区的乙、丙2个街道.

use super::super::Origin;
use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::composite;
use crate::entity::{EntityType, PlaceLevel};
use crate::text::signs::few_in;

/// What is counted, and how much of a name stands before it.
const KINDS: [(&str, PlaceLevel); 8] = [
    ("街道", PlaceLevel::Township),
    ("乡镇", PlaceLevel::Township),
    ("镇", PlaceLevel::Township),
    ("乡", PlaceLevel::Township),
    ("行政村", PlaceLevel::Village),
    ("自然村", PlaceLevel::Village),
    ("村", PlaceLevel::Village),
    ("社区", PlaceLevel::Village),
];

/// Makes places of the members where as many stand there as the number behind them tells: the count vouches for them,
/// whatever their words are elsewhere.
pub(super) fn counted_places(group: &mut [Vec<Node>], text: &str) {
    let Some((number, counted, level)) = group.last().and_then(|nodes| count(nodes, text)) else { return };
    if number != group.len() {
        return;
    }
    let last = group.len() - 1;
    let mut members = Vec::with_capacity(number);
    for (clause, nodes) in group.iter().enumerate() {
        let etc = clause == last && counted > 1 && nodes[counted - 1].is("等", text);
        let end = if clause == last { counted - usize::from(etc) } else { nodes.len() };
        // 甲区的|乙, 下辖|乙, 甲区|乙: the first stands behind what the sentence begins with.
        let begins = |at: usize| {
            let node = &nodes[at];
            at + 1 < end
                && (matches!(node.class, Class::Stop | Class::Verb | Class::Role)
                    || node.is_place() && node.span.of(text).ends_with(['县', '市', '区', '旗', '镇', '乡']))
        };
        let start =
            if clause == 0 { (0..end).rev().find(|at| begins(*at)).map_or(0, |at| at + 1) } else { 0 };
        let parts = &nodes[start..end];
        let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
        let plain = |node: &Node| {
            matches!(node.name(), None | Some(EntityType::Place))
                && !matches!(node.class, Class::Number | Class::Digit | Class::Open | Class::Close)
                && node.span.of(text).chars().all(is_han)
        };
        let of_kind = parts.last().is_some_and(|word| {
            let word = word.span.of(text);
            KINDS.iter().any(|(kind, _)| word.ends_with(kind)) || word.ends_with(['个', '级'])
        });
        if !(2..=3).contains(&length) || of_kind || !parts.iter().all(plain) {
            return;
        }
        members.push((clause, start, end));
    }
    // 采取示范、推广2个村试点: where each is a word, only what they belong to tells that they are places.
    let strange = |(clause, start, end): &(usize, usize, usize)| {
        *end > start + 1 || matches!(group[*clause][*start].class, Class::Brand | Class::Name(_))
    };
    let (first, start) = (&group[0], members[0].1);
    let owned = start.checked_sub(1).is_some_and(|before| {
        let before = &first[before];
        before.is_place() || before.is("的", text)
    });
    if !owned && !members.iter().any(strange) {
        return;
    }
    for (clause, start, end) in members {
        // What a table has stays what it is there.
        if end == start + 1 && group[clause][start].is_place() {
            continue;
        }
        let mut name = composite(&group[clause][start..end], EntityType::Place);
        name.level = Some(level);
        name.origin = Some(Origin::Pattern("settlement"));
        group[clause].splice(start..end, [name]);
    }
}

/// How many places are counted behind the last of them, at which node, and of which level: 乙|5|个|街道, 乙|两个|村.
fn count(nodes: &[Node], text: &str) -> Option<(usize, usize, PlaceLevel)> {
    let (at, number) =
        nodes.iter().enumerate().skip(1).find_map(|(at, node)| Some((at, number(node, text)?)))?;
    let behind = text[nodes[at].span.end..].trim_start_matches(['个', '座']);
    let (kind, level) = KINDS.iter().find(|(kind, _)| behind.starts_with(kind))?;
    // 5个村|民小组, 3个镇|级园区, 2个街道|办
    let other = behind[kind.len()..].starts_with(['民', '级', '域', '办', '长', '口', '集']);
    (!other).then_some((number, at, *level))
}

/// 5 of 5|个, 两 of 两个.
fn number(node: &Node, text: &str) -> Option<usize> {
    let word = node.span.of(text);
    let word = word.strip_suffix('个').unwrap_or(word);
    few_in(word).or_else(|| word.parse().ok().filter(|number| *number > 1))
}
