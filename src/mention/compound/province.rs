//! Firms and zones that a table has, with the province or the city that their names begin with.

use super::super::node::{Class, Node};
use super::stack::is_short;
use crate::entity::{EntityType, PlaceLevel};

/// 湖南|三岭, 青州|宏岭实业有限公司, 青州|白桥经济开发区: the province before the short name of a firm of its, the city before a
/// full one or before a zone, is a part of the name.
pub(super) fn join_province(tokens: &mut Vec<Node>, text: &str) {
    let mut at = 1;
    while at < tokens.len() {
        if takes_province(&tokens[..at], &tokens[at], text) {
            let place = tokens.remove(at - 1);
            let node = &mut tokens[at - 1];
            node.span.start = place.span.start;
            place.mentions(true, &mut node.inner);
            for mention in &mut node.inner {
                mention.nested = true;
            }
        } else {
            at += 1;
        }
    }
}

fn takes_province(before: &[Node], node: &Node, text: &str) -> bool {
    const NOT_BEFORE: [&str; 10] = ["在", "于", "从", "到", "对", "向", "赴", "驻", "入", "来"];
    let [before @ .., place] = before else { return false };
    let firm = node.class == Class::Name(EntityType::Company);
    if !place.is_place() || !firm && node.class != Class::Name(EntityType::Park) {
        return false;
    }
    let word = node.span.of(text);
    let full = firm && word.ends_with("有限公司");
    let zone = !firm && word.ends_with("开发区") && word.chars().count() >= 6;
    let level = match place.level {
        Some(PlaceLevel::Province) => full || firm && node.span.len() <= 12,
        Some(PlaceLevel::Prefecture) => full || zone,
        _ => false,
    };
    // What begins with its own place or is of the whole country needs none.
    level
        && !word.starts_with('中')
        && place.span.end == node.span.start
        && place.span.len() >= 6
        && is_short(place, text)
        && before.last().is_none_or(|before| {
            matches!(before.class, Class::Stop | Class::Verb | Class::Role)
                && !NOT_BEFORE.contains(&before.span.of(text))
        })
}
