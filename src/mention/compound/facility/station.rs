//! Stations of railways and stops of a metro.

use super::WORDS;
use crate::entity::EntityType;
use crate::mention::around::sentence;
use crate::mention::compound::spot::place_or_spot;
use crate::mention::compound::stack::{characters, characters_in, run};
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// 石门坎|站, 平远|站: where the sentence speaks of trains a place, a spot or a brand before 站 is a station.
pub(super) fn station(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    if head != "站" {
        return None;
    }
    // 龙青路|站: a stop that is called after its street.
    let last = stack.last()?;
    if last.class == Class::Name(EntityType::Infrastructure)
        && last.span.of(text).ends_with(['路', '街', '道'])
        && (3..=6).contains(&characters(last, text))
    {
        return Some(stack.len() - 1);
    }
    if !is_of_trains(text, last.span.end) {
        return None;
    }
    called_after_work(stack, last, text)
        .or_else(|| behind_line(stack, text))
        .or_else(|| of_place(stack, text))
        .or_else(|| of_street(stack, text))
        .or_else(|| of_brand(stack, text))
}

/// Whether the sentence around `position` speaks of trains.
pub(in crate::mention) fn is_of_trains(text: &str, position: usize) -> bool {
    let (from, to) = sentence(text, position);
    WORDS.train.are_in(&text[from..to])
}

/// 白水机场|站, 柳湖新区|站: a stop that is called after what it is for.
fn called_after_work(stack: &[Node], last: &Node, text: &str) -> Option<usize> {
    let airport = last.name() == Some(EntityType::Infrastructure) && last.span.of(text).ends_with("机场");
    let park = last.name() == Some(EntityType::Park) && characters(last, text) <= 6;
    let behind = &text[last.span.end..];
    ((airport || park) && !behind.starts_with("站点") && !behind.starts_with("站在")).then(|| stack.len() - 1)
}

/// 八号线|万盛围|站: directly behind a line whatever stands before 站 is its name.
fn behind_line(stack: &[Node], text: &str) -> Option<usize> {
    (stack.len().saturating_sub(3)..stack.len()).find(|start| {
        let line = start.checked_sub(1).is_some_and(|line| {
            ["号线", "地铁", "轻轨"].iter().any(|end| stack[line].span.of(text).ends_with(end))
                && stack[line].span.end == stack[*start].span.start
        });
        line && (2..=5).contains(&characters_in(&stack[*start..], text))
            && stack[*start..].iter().all(|node| {
                // 9号线|起于|封浜|站
                let said = matches!(node.class, Class::Stop | Class::Verb) && characters(node, text) > 1;
                node.span.of(text).chars().all(is_han) && !said
            })
    })
}

/// 九江|庐山|站: the town where it is, is no part of the name of a station.
fn of_place(stack: &[Node], text: &str) -> Option<usize> {
    let start = place_or_spot(stack, stack.len(), text)?;
    let last = stack.len() - 1;
    Some(if stack[start..].iter().all(Node::is_place) { last } else { start })
}

/// 金|海路|站
fn of_street(stack: &[Node], text: &str) -> Option<usize> {
    let [before @ .., lone, street] = stack else { return None };
    let named = street.class == Class::Noun
        && street.head.is_none()
        && characters(street, text) == 2
        && street.span.of(text).ends_with(['路', '街', '桥', '门', '湾'])
        && characters(lone, text) == 1
        && lone.class == Class::Brand
        && lone.span.of(text).chars().all(is_han);
    let bounded = before.last().is_none_or(|before| {
        matches!(before.class, Class::Stop | Class::Verb | Class::Open | Class::Name(_))
    });
    (named && bounded).then_some(before.len())
}

/// Two or three characters of brand behind a boundary or another name.
fn of_brand(stack: &[Node], text: &str) -> Option<usize> {
    let start = run(stack, 3, |node| node.class == Class::Brand);
    let bounded = start
        .checked_sub(1)
        .is_none_or(|before| matches!(stack[before].class, Class::Stop | Class::Verb | Class::Name(_)));
    ((2..=3).contains(&characters_in(&stack[start..], text)) && bounded).then_some(start)
}
