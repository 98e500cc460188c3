//! Works with a proper name: a place, a brand, a firm or another work before the head.

use super::NEVER_IN_UNHEARD;
use super::WORDS;
use super::is_bounded_or_built;
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::Origin;
use crate::mention::around::is_bounded;
use crate::mention::compound::stack::{
    before_place, begins, brand_length, chain_start, characters, characters_in, is_proper, last_place,
    own_name, run,
};
use crate::mention::node::{Class, Node};

/// Where the name of a work begins whose head is `head`, of everything before it that can belong to a name.
pub(super) fn proper_facility(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.last()?;
    // 青年枢纽|船闸 is a part of the work.
    let part = head == "船闸" && last.class == Class::Name(EntityType::Infrastructure);
    if part || is_voltage(last.span.of(text)) {
        return None;
    }
    let start = material_start(stack, head, text);
    let line = (start..stack.len()).rev().find(|at| is_line(&stack[*at], text));
    if let Some(line) = line {
        return on_line(stack, line, text);
    }
    // 甲风力发电有限公司|昌宁|风场: a full name is the owner, not the beginning of the work's name.
    let start = (start..stack.len())
        .rev()
        .find(|at| stack[*at].origin == Some(Origin::Pattern("company-legal-form")))
        .map_or(start, |owner| owner + 1);
    let first = (start..stack.len()).find(|at| is_proper(&stack[*at]))?;
    let place = last_place(stack, first);
    let begin = place.map_or(first, |place| chain_start(stack, place + 1).min(place));
    let begin = over_town(stack, begin, head);
    let begin = over_brand(stack, begin, text);
    let begin = over_crossing(stack, begin, head, text);
    let begin = over_first_word(stack, begin, text);
    let begin = over_measure(stack, begin, text);
    let begin = before_place(stack, begin, text);
    if place.is_some() && is_of_kind(&stack[begin..], text) {
        return None;
    }
    let named = stack[first..].iter().any(|node| is_proper(node) && node.class != Class::Brand);
    (named || (2..=5).contains(&brand_length(&stack[first..], text))).then(|| own_name(stack, begin, text))
}

/// 35kv|升压站: whether a word is a voltage, which is no name.
fn is_voltage(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.to_ascii_lowercase().ends_with("kv")
}

/// Where what can belong to the name of a work begins.
fn material_start(stack: &[Node], head: &str, text: &str) -> usize {
    let start = run(stack, 9, |node| {
        matches!(
            node.class,
            Class::Brand
                | Class::Generic
                | Class::Noun
                | Class::Name(EntityType::Place | EntityType::Infrastructure | EntityType::Company)
        ) || is_serial(node, text)
            // 青州|LNG|接收站
            || head == "接收站" && node.name() == Some(EntityType::Product)
            || (node.class == Class::Number && node.span.of(text).starts_with('第'))
            || (node.class == Class::Name(EntityType::Project)
                && matches!(node.origin, Some(Origin::Form(_))))
    });
    // 甲机场三期扩建工程|T3|航站楼
    (start..stack.len())
        .rev()
        .find(|at| stack[*at].class == Class::Name(EntityType::Project) && head == "航站楼")
        .map_or(start, |project| project + 1)
}

/// 青岛|1|号|海上|风电场, 甲机场|3|号|航站楼: the number of a work and its 号.
pub(super) fn is_serial(node: &Node, text: &str) -> bool {
    let word = node.span.of(text);
    let after = &text[node.span.end..];
    word == "号"
        || matches!(node.class, Class::Number | Class::Digit)
            && (after.starts_with('号') && word.chars().count() <= 2
                || word.ends_with('号') && characters(node, text) <= 3)
}

fn is_line(node: &Node, text: &str) -> bool {
    node.class == Class::Name(EntityType::Infrastructure) && WORDS.line.end(node.span.of(text))
}

/// 平陆运河|青年|枢纽, 京杭大运河|船闸: a work on the line at `line` has a name of its own or none.
fn on_line(stack: &[Node], line: usize, text: &str) -> Option<usize> {
    let own = &stack[line + 1..];
    let named = own.iter().any(is_proper)
        || matches!(own, [only] if only.class == Class::Noun && characters(only, text) == 2);
    // 柏渝高铁|正线|赣平|西站
    let noun = own.first().is_some_and(|first| first.class == Class::Noun);
    let spot = own.iter().position(Node::is_place).filter(|_| noun);
    named.then_some(line + 1 + spot.unwrap_or(0))
}

/// 甘南|夏河|机场: an airport is called after its town and its place.
fn over_town(stack: &[Node], begin: usize, head: &str) -> usize {
    let airport = (head.ends_with("机场") || head == "抽水蓄能电站")
        && begin > 0
        && stack[begin - 1].is_place()
        && stack[begin].is_place()
        && stack[begin - 1].span.end == stack[begin].span.start;
    begin - usize::from(airport)
}

/// 沙井|钦江|大桥: a brand of two characters before the place.
fn over_brand(stack: &[Node], begin: usize, text: &str) -> usize {
    let brand = run(&stack[..begin], 3, |node| node.class == Class::Brand);
    let named = (2..=3).contains(&characters_in(&stack[brand..begin], text));
    if named && is_bounded(stack, brand) { brand } else { begin }
}

/// 润扬|长江|公路大桥: what two characters before a river are called after it, be they a word elsewhere.
fn over_crossing(stack: &[Node], begin: usize, head: &str, text: &str) -> usize {
    let crossing = begin.checked_sub(1).filter(|word| {
        let node = &stack[*word];
        stack[begin].level == Some(PlaceLevel::Feature)
            && ["大桥", "特大桥", "隧道", "通道"].iter().any(|end| head.ends_with(end))
            && matches!(node.class, Class::Verb | Class::Noun)
            && node.head.is_none()
            && characters(node, text) == 2
            && node.span.end == stack[begin].span.start
            && !WORDS.crossing.has(node.span.of(text))
            && word.checked_sub(1).is_none_or(|before| {
                matches!(stack[before].class, Class::Stop | Class::Verb | Class::Trade | Class::Number)
            })
    });
    crossing.unwrap_or(begin)
}

/// 柳树|电|航|枢纽: the first word of a clause belongs to the brand behind it.
fn over_first_word(stack: &[Node], begin: usize, text: &str) -> usize {
    let first = begin > 0
        && stack[begin].class == Class::Brand
        && stack[begin - 1].class == Class::Noun
        && stack[begin - 1].head.is_none()
        && begins(stack, begin - 1, text);
    begin - usize::from(first)
}

/// 米|拉山|隧道, 青石公路|米|拉山|隧道: a measure word that counts nothing, before a brand.
fn over_measure(stack: &[Node], begin: usize, text: &str) -> usize {
    let measure = begin.checked_sub(1).filter(|measure| {
        let node = &stack[*measure];
        stack[begin].class == Class::Brand
            && node.class == Class::Measure
            && characters(node, text) == 1
            && node.span.end == stack[begin].span.start
            && !NEVER_IN_UNHEARD.contains(node.span.of(text))
            && (is_bounded_or_built(stack, *measure, text)
                || measure.checked_sub(1).is_some_and(|line| is_line(&stack[line], text)))
    });
    measure.unwrap_or(begin)
}

/// 青省|核心|机场: whether a name says no more than which of its kind it is in a place.
fn is_of_kind(name: &[Node], text: &str) -> bool {
    let mut words = name.iter().filter(|node| !node.is_place()).peekable();
    words.peek().is_some() && words.all(|node| WORDS.of_kind.has(node.span.of(text)))
}
