//! Places abroad, and what stands before a name and is no part of it: the country that a foreign firm is from, the firm that builds one section
//! of a road.

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::Reduction;
use super::stack::{characters, characters_in, is_proper, run};
use crate::entity::{EntityType, PlaceLevel};

/// 美洛国|都岭集团: a country and, behind it, more than the trade of a firm. 美洛国|钢铁公司 is called so, and full names
/// have their country in them.
pub(in crate::mention) fn is_foreign_firm(parts: &[Node], text: &str) -> bool {
    let [country, own @ ..] = parts else { return false };
    // 韩国(常州)工业园
    if own.first().is_some_and(|first| first.class == Class::Open) {
        return false;
    }
    let brand: usize = own
        .iter()
        .filter(|node| {
            let lone = characters(node, text) == 1
                && node.name().is_none()
                && node.span.of(text).chars().all(is_han);
            node.class == Class::Brand || lone
        })
        .map(|node| characters(node, text))
        .sum();
    let named = own.iter().any(|node| is_proper(node) && !matches!(node.class, Class::Brand | Class::Weak));
    is_foreign(country, text) && (brand >= 2 || named)
}

/// Whether a node is the name of a country other than China.
pub(in crate::mention) fn is_foreign(node: &Node, text: &str) -> bool {
    node.level == Some(PlaceLevel::Country) && !matches!(node.span.of(text), "中国" | "中华人民共和国")
}

/// Where a province or town abroad begins that ends with the level `node`, which no table has: 美洛国|达尔文|州.
pub(super) fn abroad(stack: &[Node], node: &Node, text: &str) -> Option<usize> {
    if node.span.len() != '省'.len_utf8()
        || !matches!(node.span.of(text), "省" | "州" | "府" | "邦" | "郡" | "市")
    {
        return None;
    }
    let start = run(stack, 6, |node| {
        matches!(node.class, Class::Brand | Class::Weak | Class::Measure)
            || matches!(node.class, Class::Noun | Class::Generic) && node.head.is_none()
    });
    let country = start.checked_sub(1).filter(|country| is_foreign(&stack[*country], text))?;
    let own = &stack[start..];
    let length = characters_in(own, text);
    let han = own.iter().all(|node| node.span.of(text).chars().all(is_han));
    let behind = &text[node.span.end..];
    let touches = own.first().is_some_and(|first| first.span.start == stack[country].span.end)
        && own.last().is_some_and(|last| last.span.end == node.span.start);
    let goes_on =
        behind.starts_with(['场', '长', '民', '面', '值', '府', '立', '政', '级', '区', '域', '外', '内']);
    (touches && han && (2..=6).contains(&length) && !goes_on).then_some(start)
}

/// 青建路桥集团|白柏高速TJ05标项目: who builds one section of a road is no part of what the section is called.
pub(super) fn part_from_builder(stack: &[Node], reduction: &mut Reduction, text: &str) {
    let [firm, road, rest @ ..] = &stack[reduction.start..] else { return };
    let section = || {
        let last = stack.last().map_or(road.span.end, |last| last.span.end);
        let own = &text[road.span.end..last];
        rest.len() < 6 && (own.contains("标段") || own.ends_with('标'))
    };
    if reduction.kind == EntityType::Project
        && firm.name() == Some(EntityType::Company)
        && road.name() == Some(EntityType::Infrastructure)
        && section()
    {
        reduction.start += 1;
    }
}

/// 青石建设兵团|白水纺织有限公司|5万锭棉纺项目: nor is the body that the builder is under.
pub(super) fn part_from_body(stack: &[Node], reduction: &mut Reduction) {
    let [body, firm, ..] = &stack[reduction.start..] else { return };
    if reduction.kind == EntityType::Project
        && body.name() == Some(EntityType::Organization)
        && firm.name() == Some(EntityType::Company)
        && body.span.end == firm.span.start
    {
        reduction.start += 1;
    }
}

/// Leaves the country out of the name of a firm, a park, a project or a school that begins with it.
pub(super) fn part_from_country(stack: &[Node], reduction: &mut Reduction, text: &str) {
    // 阀门|制造商|美洛国|都岭集团|高端阀门项目: what is said of the firm stands before its country.
    if reduction.kind == EntityType::Project
        && let Some(country) =
            (reduction.start + 1..stack.len()).rev().find(|at| is_foreign(&stack[*at], text))
        && stack.get(country + 1).is_some_and(|firm| firm.name() == Some(EntityType::Company))
    {
        reduction.start = country;
    }
    if matches!(
        reduction.kind,
        EntityType::Company
            | EntityType::Park
            | EntityType::Organization
            | EntityType::Infrastructure
            | EntityType::Project
    ) && !matches!(reduction.rule, "company-legal-form" | "bank" | "office")
        && is_foreign_firm(&stack[reduction.start..], text)
    {
        reduction.start += 1;
    }
}
