//! Roads and railways whose ends have more beside them: 青石(柏溪)至白水(湘黔界)高速公路, 青石经白水至柏溪铁路, 青(石)白(水)铁路.

use crate::entity::PlaceLevel;
use crate::mention::compound::spot::is_bounded_or_built;
use crate::mention::compound::stack::{characters, characters_in};
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// Where a road begins whose ends are towns with a remark in brackets, a town between them, or a hamlet behind them.
pub(super) fn with_remarks(stack: &[Node], text: &str) -> Option<usize> {
    let last = end_before(stack, stack.len(), text)?;
    let mut start = last.start;
    let mut more = last.more;
    let joins = |at: usize, words: &[&str]| at > 0 && words.contains(&stack[at - 1].span.of(text));
    let stop = |end: usize| end_before(stack, end, text).or_else(|| hamlet_between(stack, end, text));
    let first = stop(start.checked_sub(1).filter(|_| joins(start, &["至", "到"]))?)?;
    (start, more) = (first.start, more || first.more);
    // 青石|经|白水|至|柏溪
    while joins(start, &["经", "至"]) {
        let Some(before) = stop(start - 1) else { break };
        (start, more) = (before.start, true);
    }
    let leads =
        start.checked_sub(1).is_some_and(|before| matches!(stack[before].span.of(text), "从" | "由" | "自"));
    (more && !leads && !joins(start, &["经", "至"])).then_some(start)
}

/// 太石城|至|柏溪|铁路, 柏溪|至|大|石山|铁路: where a road begins one end of which no table has.
pub(super) fn with_strange_end(stack: &[Node], text: &str) -> Option<usize> {
    /// How many words such an end has at most.
    const MOST: usize = 4;
    let from = stack.len().saturating_sub(MOST + 1);
    let joint = (from..stack.len()).rev().find(|at| matches!(stack[*at].span.of(text), "至" | "到"))?;
    let strange = |part: &[Node]| {
        (2..=4).contains(&characters_in(part, text))
            && part.iter().all(|node| {
                let free = node.name().is_none() && !matches!(node.class, Class::Stop | Class::Verb);
                (free || node.is_place()) && node.span.of(text).chars().all(is_han)
            })
    };
    let town = |node: &Node| node.is_place() && node.level != Some(PlaceLevel::Country);
    let (before, behind) = (&stack[..joint], &stack[joint + 1..]);
    if matches!(behind, [only] if town(only)) {
        let free = |node: &&Node| {
            node.name().is_none() && node.head.is_none() && !matches!(node.class, Class::Stop | Class::Verb)
        };
        let start = joint - before.iter().rev().take(MOST).take_while(free).count();
        return (strange(&stack[start..joint]) && is_bounded_or_built(stack, start, text)).then_some(start);
    }
    before.last().filter(|last| town(last) && strange(behind)).map(|_| joint - 1)
}

/// An end of a line.
struct End {
    start: usize,
    /// Whether more than the name of a town tells it.
    more: bool,
}

/// The end of a line that stands before node `end`.
fn end_before(stack: &[Node], end: usize, text: &str) -> Option<End> {
    let town = before_remark(stack, end, text);
    let remarked = town < end;
    let last = stack.get(town.checked_sub(1)?)?;
    if last.is_place() {
        return Some(End { start: town - 1, more: remarked });
    }
    // 青石|柏溪: a hamlet behind its county.
    let lone = stack[..town].iter().rev().take(3).take_while(|node| is_lone(node, text)).count();
    let place = (town - lone).checked_sub(1)?;
    let hamlet = &stack[town - lone..town];
    (stack[place].is_place() && (2..=3).contains(&characters_in(hamlet, text)))
        .then_some(End { start: place, more: true })
}

/// 青石|至|柏溪|至: a hamlet on the way.
fn hamlet_between(stack: &[Node], end: usize, text: &str) -> Option<End> {
    let lone = stack[..end].iter().rev().take(3).take_while(|node| is_lone(node, text)).count();
    let start = end - lone;
    let joined = start > 0 && matches!(stack[start - 1].span.of(text), "经" | "至");
    (joined && (2..=3).contains(&characters_in(&stack[start..end], text)))
        .then_some(End { start, more: true })
}

fn is_lone(node: &Node, text: &str) -> bool {
    let word = node.span.of(text);
    node.class == Class::Brand
        && node.head.is_none()
        && word.chars().all(is_han)
        && characters(node, text) <= 3
}

/// Where the brackets begin that end before node `end`, else `end`.
fn before_remark(stack: &[Node], end: usize, text: &str) -> usize {
    const LONG: usize = 6;
    let Some(close) = end.checked_sub(1).filter(|close| stack[*close].class == Class::Close) else {
        return end;
    };
    let from = close.saturating_sub(LONG);
    let open = (from..close).rev().find(|at| stack[*at].class == Class::Open);
    open.filter(|open| (1..=LONG).contains(&characters_in(&stack[*open + 1..close], text))).unwrap_or(end)
}

/// 青|(石)|白|(水)|铁路: initials with the rest of each name in brackets.
pub(super) fn spelled_out(stack: &[Node], text: &str) -> Option<usize> {
    let mut start = stack.len();
    let mut count = 0;
    loop {
        let open = before_remark(stack, start, text);
        let Some(initial) = open.checked_sub(1).filter(|_| open < start) else { break };
        let word = &stack[initial];
        if characters(word, text) != 1 || !word.span.of(text).chars().all(is_han) {
            break;
        }
        (start, count) = (initial, count + 1);
    }
    (count >= 2).then_some(start)
}
