//! Where the name of a park begins that another country has a part in.

use super::WORDS;
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::around::is_bounded;
use crate::mention::compound::country::is_foreign;
use crate::mention::compound::stack::is_short;
use crate::mention::node::{Class, Node};

/// 常州|德国|工业园, 中|韩|(|常州|)|产业园: where such a name begins; the words that it may be made of begin at `start`.
pub(super) fn of_countries(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    with_country(stack, start, text).or_else(|| of_two(stack, start, text))
}

/// 常州|德国|工业园, 韩国|(|常州|)|工业园: beside the country the town where the park is.
fn with_country(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    let country = (start..stack.len()).rev().find(|at| is_foreign(&stack[*at], text))?;
    let own = &stack[country + 1..];
    if let Some(kinds) = behind_town(own)
        && own[0].span.start == stack[country].span.end
        && kinds.iter().all(is_kind)
    {
        return Some(country);
    }
    let town = town_before(stack, country, text);
    town.filter(|_| own.iter().all(is_kind))
}

/// 常州|中|新|产业园, 中韩|(|常州|)|产业园: China and another country have built it.
fn of_two(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    const OTHERS: &str = "德新韩日俄意法泰哈欧美英缅老越以瑞丹芬荷捷匈白马印";
    let is_pair = |word: &str| {
        let mut characters = word.chars();
        characters.next() == Some('中')
            && characters.next().is_some_and(|other| OTHERS.contains(other))
            && characters.next().is_none()
    };
    // 新 and 老 may be adverbs that no name is made of, and so may be what stands before them.
    let from = start.saturating_sub(2);
    let (pair, kinds) = (from..stack.len()).find_map(|at| {
        let first = &stack[at];
        if is_pair(first.span.of(text)) {
            return Some((at, &stack[at + 1..]));
        }
        let second = stack.get(at + 1)?;
        let pair = first.span.len() == '中'.len_utf8()
            && second.span.len() == '德'.len_utf8()
            && is_pair(text.get(first.span.start..second.span.end)?);
        pair.then_some((at, &stack[at + 2..]))
    })?;
    let kinds = behind_town(kinds).unwrap_or(kinds);
    if !kinds.iter().all(is_kind) {
        return None;
    }
    // 高水平|建设|中|日|产业园
    let built = pair.checked_sub(1).is_some_and(|before| WORDS.building.has(stack[before].span.of(text)));
    town_before(stack, pair, text).or_else(|| (built || is_bounded(stack, pair)).then_some(pair))
}

/// What follows a town in brackets.
fn behind_town(nodes: &[Node]) -> Option<&[Node]> {
    match nodes {
        [open, town, close, rest @ ..]
            if open.class == Class::Open && town.is_place() && close.class == Class::Close =>
        {
            Some(rest)
        }
        _ => None,
    }
}

/// The short name of a town directly before node `at`.
fn town_before(stack: &[Node], at: usize, text: &str) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let town = &stack[before];
    let level =
        matches!(town.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture | PlaceLevel::County));
    (level && is_short(town, text) && town.span.end == stack[at].span.start).then_some(before)
}

/// A word that tells what is done in a park.
fn is_kind(node: &Node) -> bool {
    matches!(node.class, Class::Trade | Class::Generic | Class::Activity | Class::Adjective | Class::Noun)
        || matches!(node.name(), Some(EntityType::Industry | EntityType::Product))
}
