//! Members that their neighbours alone make names: beside a village, a firm or a project stands another.

use super::super::Origin;
use super::super::head::Grammar;
use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::composite;
use super::member::{is_lone, is_material};
use crate::entity::{EntityType, PlaceLevel};

/// 店子村、文武村: beside a village a whole member that ends in 村 is one too.
pub(super) fn beside_a_village(group: &mut [Vec<Node>], text: &str) {
    let is_village = |node: &Node| node.is_place() && node.origin == Some(Origin::Pattern("settlement"));
    if !group.iter().flatten().any(is_village) {
        return;
    }
    for nodes in &mut group[1..] {
        let Some(head) = nodes.iter().position(|node| node.span.of(text) == "村") else { continue };
        let parts = &nodes[..=head];
        let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
        let plain = parts.iter().all(|node| {
            node.is_place()
                || !matches!(node.class, Class::Name(_) | Class::Open | Class::Close)
                    && node.span.of(text).chars().all(is_han)
        });
        if (3..=4).contains(&length) && plain {
            let mut name = composite(parts, EntityType::Place);
            name.level = Some(PlaceLevel::Village);
            name.origin = Some(Origin::Pattern("settlement"));
            nodes.splice(..=head, [name]);
        }
    }
}

/// 7个项目分别是甲设备制造、乙材料生产、丙机电制造: what a list of projects is announced by makes each member one.
pub(super) fn introduced(group: &mut [Vec<Node>], text: &str) -> bool {
    let announced = |nodes: &[Node]| {
        let project =
            nodes.iter().position(|node| node.span.of(text).ends_with("项目") && node.name().is_none())?;
        let verb = (project + 1..nodes.len().min(project + 4))
            .find(|at| matches!(nodes[*at].span.of(text), "是" | "为" | "包括" | "有"))?;
        (verb + 1 < nodes.len()).then_some(verb + 1)
    };
    let Some(first) = announced(&group[0]) else { return false };
    let last = group.len() - 1;
    for (position, nodes) in group.iter_mut().enumerate() {
        let from = if position == 0 { first } else { 0 };
        let ends =
            |node: &Node| matches!(node.class, Class::Stop | Class::Open) || node.span.of(text) == "等";
        let to = nodes[from..].iter().position(ends).map_or(nodes.len(), |end| from + end);
        if position < last && to < nodes.len() {
            continue;
        }
        let parts = &nodes[from..to];
        let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
        let branded = parts.iter().any(|node| {
            matches!(
                node.class,
                Class::Brand | Class::Name(EntityType::Company | EntityType::Place) | Class::Number
            )
        });
        let branded = branded || parts.len() > 2 && is_lone(&parts[0], text) && is_lone(&parts[1], text);
        let named = parts.len() == 1 && parts[0].name().is_some_and(|name| name != EntityType::Company);
        let partly = parts.iter().any(|node| {
            matches!(
                node.class,
                Class::Name(EntityType::Project | EntityType::Park | EntityType::Infrastructure)
            )
        });
        if parts.len() > 1 && branded && !named && !partly && (4..=24).contains(&length) {
            let name = composite(parts, EntityType::Project);
            nodes.splice(from..to, [name]);
        }
    }
    true
}

/// 泰和芳纶、宁夏越华科技有限公司: beside a full name a whole member of a brand and a trade is a firm too.
pub(super) fn beside_a_firm(group: &mut [Vec<Node>], text: &str) {
    let of_firm = |rule| Some(Origin::Pattern(rule));
    let full = group.iter().flatten().any(|node| node.origin == of_firm("company-legal-form"));
    let short = group.iter().flatten().filter(|node| node.origin == of_firm("company-brand-trade")).count();
    if !full && short < 2 {
        return;
    }
    let last = group.len() - 1;
    for nodes in &mut group[..last] {
        let length: usize = nodes.iter().map(|node| node.span.of(text).chars().count()).sum();
        let trade =
            nodes.last().and_then(|last| last.head).is_some_and(|head| head.grammar == Grammar::BrandTrade);
        let brand = nodes.len() > 1
            && nodes[..nodes.len() - 1].iter().all(|node| {
                node.is_place()
                    || matches!(node.class, Class::Brand | Class::Noun | Class::Weak | Class::Measure)
            });
        if trade && brand && (4..=6).contains(&length) {
            let name = composite(nodes, EntityType::Company);
            *nodes = vec![name];
        }
    }
}

/// 同飞电容器项目, 大酒店改造工程: beside a project that is one by itself a whole member that ends in 项目 is one too.
pub(super) fn beside_a_project(group: &mut [Vec<Node>], text: &str) {
    let is_project = |node: &Node| node.name() == Some(EntityType::Project);
    if !group.iter().flatten().any(is_project) {
        return;
    }
    for nodes in &mut group[1..] {
        let end = nodes.iter().position(|node| node.span.of(text) == "等").unwrap_or(nodes.len());
        let parts = &nodes[..end];
        let Some((head, before)) = parts.split_last() else { continue };
        let length: usize = before.iter().map(|node| node.span.of(text).chars().count()).sum();
        let whole = matches!(head.span.of(text), "项目" | "工程")
            && head.name().is_none()
            && (4..=24).contains(&length)
            && before.iter().all(|node| is_material(node, EntityType::Project) || node.class == Class::Other)
            && !before.iter().all(|node| matches!(node.class, Class::Generic | Class::Number | Class::Digit));
        if whole {
            let name = composite(parts, EntityType::Project);
            nodes.splice(..end, [name]);
        }
    }
}
