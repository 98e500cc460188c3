//! Places along a line that no table has: 公路途经青石县、川云寺、白水县, 起于青石县风坪口. Between known places of a route everything
//! short is one, and where a line begins or ends, what ends like a spot.

use super::member::{is_lone, is_strange};
use super::tail::Tail;
use super::{composite, is_conjunction};
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::Origin;
use crate::mention::around::sentence;
use crate::mention::compound::{NEVER_IN_UNHEARD, ends_like_spot};
use crate::mention::head::Grammar;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};
use crate::text::NormalizedSpan;
use crate::text::word_list::word_lists;
use crate::text::words::Words;

word_lists! {
    static WORDS: RouteWords = "route.csv";
    /// Verbs before the places that a line passes.
    passes,
    /// What stands before the place where a line begins or ends.
    end,
    /// What a sentence about a line has.
    line,
    /// What stands behind the last place of a route.
    behind,
    /// What ends the words for what is no place of its own.
    no_place,
    /// Nouns that lines share in a list.
    noun,
}

/// The rule that finds them.
pub(in crate::mention) const ALONG: &str = "along-route";

/// How many characters the name of such a place has.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;

/// Makes places of what stands between the places that a line passes, and of the spots at its ends.
pub(super) fn apply(group: &mut [Vec<Node>], text: &str) {
    let (Some(start), Some(end)) = (begin_of(group), end_of(group)) else { return };
    let (from, to) = sentence(text, start);
    if !WORDS.line.are_in(&text[from..to.max(end)]) {
        return;
    }
    if group.len() > 1 {
        passed(group, text);
    }
    for nodes in group.iter_mut() {
        ended(nodes, text);
    }
}

/// 途经|青石县、川云寺、白水县
fn passed(group: &mut [Vec<Node>], text: &str) {
    let Some(opened) = behind_last(&WORDS.passes, &group[0], text) else { return };
    let last = group.len() - 1;
    let members: Vec<(usize, usize, usize)> = group
        .iter()
        .enumerate()
        .flat_map(|(at, nodes)| {
            let from = if at == 0 { opened } else { 0 };
            let to = if at == last { closing(nodes, text) } else { nodes.len() };
            parted(nodes, from, to, text).into_iter().map(move |(from, to)| (at, from, to))
        })
        .collect();
    let nodes = |(at, from, to): &(usize, usize, usize)| &group[*at][*from..*to];
    let (known, unknown): (Vec<_>, Vec<_>) =
        members.iter().copied().partition(|member| nodes(member).iter().any(|node| node.name().is_some()));
    let places = known.iter().filter(|member| nodes(member).iter().any(Node::is_place)).count();
    let spots = unknown.iter().filter(|member| is_spot(nodes(member), text)).count();
    if places == 0 || 2 * (places + spots) < members.len() {
        return;
    }
    let new: Vec<_> = unknown.into_iter().filter(|member| is_name(nodes(member), text)).collect();
    for (at, from, to) in new.into_iter().rev() {
        let place = place(&group[at][from..to]);
        group[at].splice(from..to, [place]);
    }
}

/// 起于|青石县|风坪口
fn ended(nodes: &mut Vec<Node>, text: &str) {
    let Some(from) = behind_last(&WORDS.end, nodes, text) else { return };
    let known = nodes[from..].iter().take_while(|node| node.is_place()).count();
    let from = from + known;
    let to = from
        + nodes[from..]
            .iter()
            .take_while(|node| node.name().is_none() && !WORDS.behind.has(node.span.of(text)))
            .count();
    if is_spot(&nodes[from..to], text) && is_name(&nodes[from..to], text) {
        let place = place(&nodes[from..to]);
        nodes.splice(from..to, [place]);
    }
}

/// 波云县|至|然石|段: one end of a section is known, and so is the other; 青柏公路|双坪|至|白米崖|段: behind a road both are.
pub(super) fn apply_to_section(nodes: &mut Vec<Node>, text: &str) {
    /// How many words the name of an end has at most.
    const WORDS_OF_END: usize = 3;
    let unnamed = |node: &&Node| node.name().is_none() && node.class != Class::Stop;
    let Some(to) = nodes.iter().position(|node| matches!(node.span.of(text), "至" | "到")) else { return };
    let Some(end) = nodes[to + 1..].iter().take(WORDS_OF_END + 1).position(|node| is_section(node, text))
    else {
        return;
    };
    let from = to - nodes[..to].iter().rev().take(WORDS_OF_END).take_while(unnamed).count();
    let known = |part: &[Node]| matches!(part, [.., last] if last.is_place());
    let (first, last) = (from..to, to + 1..to + 1 + end);
    let road = |at: usize| {
        nodes[at].name() == Some(EntityType::Infrastructure) && WORDS.line.end(nodes[at].span.of(text))
    };
    // 敦煌至|当|金山|段: a character before what the table has makes a longer name of it.
    let longer = |part: &[Node]| matches!(part, [first, hill] if is_lone(first, text) && hill.level == Some(PlaceLevel::Feature));
    let known = |part: &[Node]| known(part) && !longer(part);
    let new = match (known(&nodes[..to]), known(&nodes[last.clone()])) {
        (true, false) => vec![last],
        (false, true) => vec![first],
        (false, false) if first.start.checked_sub(1).is_some_and(road) => vec![first, last],
        _ => return,
    };
    if new.iter().all(|end| is_name(&nodes[end.clone()], text)) {
        for end in new.into_iter().rev() {
            let place = place(&nodes[end.clone()]);
            nodes.splice(end, [place]);
        }
    }
}

/// Whether a word says that what stands before it is a section.
fn is_section(node: &Node, text: &str) -> bool {
    matches!(node.span.of(text), "段" | "路段" | "区段")
}

/// Lines that share the noun of the last: 加快|延石、康云|高铁|建设.
pub(super) fn sharing(group: &[Vec<Node>], text: &str) -> Option<Tail> {
    let (last, before) = group.split_last().filter(|(_, before)| !before.is_empty())?;
    let line = last.first().filter(|node| node.name() == Some(EntityType::Infrastructure))?;
    let noun = WORDS.noun.ending_with(line.span.of(text)).map(|(noun, ())| noun.len())?;
    let noun = NormalizedSpan::new(line.span.end - noun, line.span.end);
    // 这是|成昆、内昆铁路的……
    let lone = |node: &Node| {
        node.name().is_none() && is_lone(node, text) && !NEVER_IN_UNHEARD.contains(node.span.of(text))
    };
    // What opens the list has words before it.
    let [open, middle @ ..] = before else { return None };
    let opens = open.iter().rev().take_while(|node| lone(node)).count();
    let short = |length: usize| (2..=3).contains(&length);
    let fits = short(opens) && middle.iter().all(|nodes| short(nodes.len()) && nodes.iter().all(lone));
    let tail = Tail::new(0, EntityType::Infrastructure);
    fits.then_some(Tail { noun: Some(noun), counted: true, vouchers: 1, ..tail })
}

/// The node behind the last of `words` in a clause.
fn behind_last(words: &Words, nodes: &[Node], text: &str) -> Option<usize> {
    let (start, end) = (nodes.first()?.span.start, nodes.last()?.span.end);
    let (at, word, ()) = words.last(&text[start..end], |at, word| start + at + word.len() < end)?;
    nodes.iter().position(|node| node.span.start == start + at + word.len())
}

/// The node of the last clause of a list at which its last member has ended.
fn closing(nodes: &[Node], text: &str) -> usize {
    nodes
        .iter()
        .position(|node| {
            let word = node.span.of(text);
            WORDS.behind.has(word) || word.starts_with(|c: char| c.is_ascii_digit())
        })
        .unwrap_or(nodes.len())
}

/// The members between two nodes of a clause: 白水县|和|川云寺.
fn parted(nodes: &[Node], from: usize, to: usize, text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut left = from;
    for (at, node) in nodes.iter().enumerate().take(to).skip(from) {
        if is_conjunction(node, text) {
            out.push((left, at));
            left = at + 1;
        }
    }
    out.push((left, to));
    out.retain(|(from, to)| from < to);
    out
}

/// Whether words end like the name of a spot.
fn is_spot(nodes: &[Node], text: &str) -> bool {
    nodes.last().is_some_and(|last| ends_like_spot(last.span.of(text)))
}

/// Whether nodes may be the name of a place that no table has.
fn is_name(nodes: &[Node], text: &str) -> bool {
    let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else { return false };
    let words = &text[first.span.start..last.span.end];
    NAME.contains(&words.chars().count())
        && words.chars().all(is_han)
        && !WORDS.no_place.end(words)
        // 服务区, 收费站 end names of another kind.
        && last.head.is_none_or(|head| {
            matches!(head.grammar, Grammar::Feature | Grammar::Water | Grammar::Settlement)
        })
        && nodes.iter().all(|node| node.name().is_none() && !matches!(node.class, Class::Open | Class::Close))
        && (is_strange(nodes, text)
            || ends_like_spot(words)
            || matches!(nodes, [only] if only.class == Class::Noun))
}

fn place(parts: &[Node]) -> Node {
    Node {
        level: Some(PlaceLevel::Feature),
        origin: Some(Origin::Pattern(ALONG)),
        ..composite(parts, EntityType::Place)
    }
}

fn begin_of(group: &[Vec<Node>]) -> Option<usize> {
    Some(group.first()?.first()?.span.start)
}

fn end_of(group: &[Vec<Node>]) -> Option<usize> {
    Some(group.last()?.last()?.span.end)
}
