//! Factories that are called after the town where they stand: 青州|工厂, 安岭|常州|第三|工厂, 青州|发动机|工厂.

use super::stack::{characters, is_short};
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::node::{Class, Node};

/// Where the name of a factory begins that ends with `head`: with its town, or with the firm before that.
pub(super) fn factory(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    // 青州|工厂|化, 青州|工厂|店
    if text[stack.last()?.span.end + head.len()..].starts_with(['化', '店', '区', '里', '网']) {
        return None;
    }
    // 建设|EAA|工厂: what it makes, by its letters.
    let last = stack.len() - 1;
    let adjoining =
        |before: usize| stack[before].is_place() && stack[before].span.end == stack[last].span.start;
    if is_code(stack[last].span.of(text)) && stack[last].name().is_none() {
        return Some(last.checked_sub(1).filter(|before| adjoining(*before)).unwrap_or(last));
    }
    let ordinal = |node: &Node| node.span.of(text).starts_with('第') || node.is("新", text);
    let makes = |node: &Node| {
        // 在青州|建设|新|工厂
        matches!(node.class, Class::Name(EntityType::Product | EntityType::Industry) | Class::Trade)
            && !matches!(node.span.of(text), "建设" | "投资")
    };
    let at = over(stack, stack.len(), ordinal);
    let town = over(stack, at, makes).checked_sub(1)?;
    let place = &stack[town];
    let city = || matches!(place.span.of(text), "北京" | "天津" | "上海" | "重庆");
    let named = place.is_place()
        && (matches!(place.level, Some(PlaceLevel::Prefecture | PlaceLevel::County | PlaceLevel::Country))
            || city())
        && (is_short(place, text) && characters(place, text) <= 3)
        && stack[town..].windows(2).all(|pair| pair[0].span.end == pair[1].span.start);
    let firm = town.checked_sub(1).filter(|firm| {
        stack[*firm].name() == Some(EntityType::Company) && stack[*firm].span.end == place.span.start
    });
    named.then(|| firm.unwrap_or(town))
}

/// EAA, PDH: letters that stand for goods; AI and OEM tell of what kind a factory is.
fn is_code(word: &str) -> bool {
    (2..=6).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_uppercase())
        && !matches!(word, "AI" | "VR" | "AR" | "IT" | "OEM" | "ODM" | "GMP")
}

/// The node before `end` where one that `accept` allows stands there, or else `end`.
fn over(stack: &[Node], end: usize, accept: impl Fn(&Node) -> bool) -> usize {
    end - usize::from(end > 1 && accept(&stack[end - 1]))
}
