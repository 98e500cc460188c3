//! Where a line begins that is called after both its ends, and the roads by their codes alone that may stand before it.

use super::spot::{is_spot, spot};
use super::stack::{chain_start, characters_in, lone_characters};
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::node::{Class, Node};

/// A line is called after both its ends: 榆林|至|鄂尔多斯|输气管道工程, 哈密|北|—|重庆|直流输电工程.
pub(super) fn line_start(stack: &[Node], at: usize, text: &str) -> usize {
    let end = |node: &Node| {
        matches!(node.class, Class::Name(EntityType::Place | EntityType::Park | EntityType::Infrastructure))
    };
    let joined = at >= 2
        && (end(&stack[at]) || stack[at].class == Class::Brand || spot(stack, stack.len(), text) == Some(at))
        && matches!(stack[at - 1].span.of(text), "至" | "到" | "—" | "-");
    if !joined {
        return at;
    }
    // 哈密|北|至|重庆, but 青柏公路|南|至|白石
    let quarter = at >= 3
        && matches!(stack[at - 2].span.of(text), "东" | "南" | "西" | "北")
        && stack[at - 3].name() != Some(EntityType::Infrastructure);
    let first = if quarter { at - 3 } else { at - 2 };
    let from = first > 0 && leads_from(stack, first - 1, text);
    if end(&stack[first]) && !from {
        let first = chain_start(stack, first + 1).min(first);
        // 孟定—沧源—西盟
        let first = match first.checked_sub(2) {
            Some(before)
                if end(&stack[before])
                    && matches!(stack[first - 1].span.of(text), "—" | "-" | "至" | "经") =>
            {
                before
            }
            _ => first,
        };
        return first - usize::from(on_road(stack, first, text));
    }
    // 青石湾|至|大同|高速公路
    if let Some(start) = spot(stack, at - 1, text) {
        let from = start > 0 && leads_from(stack, start - 1, text);
        return if from { at } else { start - usize::from(on_road(stack, start, text)) };
    }
    // 城南|至|青石|公路
    let from = at >= 3 && leads_from(stack, at - 3, text);
    if is_spot(&stack[at - 2], text) && !from {
        return at - 2;
    }
    // 柳|园|至|格尔木|高速公路: one end is in no table.
    let start = lone_characters(stack, at - 1, text);
    let length = characters_in(&stack[start..at - 1], text);
    let bounded = start.checked_sub(1).is_none_or(|before| {
        matches!(stack[before].class, Class::Stop | Class::Verb | Class::Name(EntityType::Infrastructure))
            && !matches!(stack[before].span.of(text), "从" | "由" | "自")
    });
    if (2..=3).contains(&length) && bounded { start - usize::from(on_road(stack, start, text)) } else { at }
}

/// G236|殷汇|至|查桥, 西江|贵港|至|梧州: whether the road or river of a line stands directly before its first end.
fn on_road(stack: &[Node], first: usize, text: &str) -> bool {
    first.checked_sub(1).is_some_and(|before| {
        let road = &stack[before];
        road.span.end == stack[first].span.start
            && (road.name() == Some(EntityType::Infrastructure)
                // S3|殷汇|至|查桥
                || is_expressway(road.span.of(text))
                || road.is_place() && road.level == Some(PlaceLevel::Feature))
    })
}

/// 从甲至乙: whether a preposition makes a way of the ends of a line. 记者从甲至乙高速公路 says who told something.
fn leads_from(stack: &[Node], at: usize, text: &str) -> bool {
    let told = at.checked_sub(1).is_some_and(|before| stack[before].is("记者", text));
    matches!(stack[at].span.of(text), "从" | "由" | "自") && !told
}

/// G2, S3: an expressway of one digit, which alone may be anything.
pub(super) fn is_expressway(word: &str) -> bool {
    word.len() == 2 && word.starts_with(['G', 'S']) && word.ends_with(|c: char| c.is_ascii_digit())
}
