//! Roads of a class that share its noun in a list: 拓宽省道415、627, 改造212、231省道.

use super::composite;
use crate::entity::EntityType;
use crate::mention::Origin;
use crate::mention::node::{Class, Node};

/// The classes of roads that have numbers.
const CLASSES: [&str; 4] = ["国道", "省道", "县道", "乡道"];

/// Makes roads of the numbers beside one of a class.
pub(super) fn numbered_roads(group: &mut [Vec<Node>], text: &str) {
    // 省道415、|627|、218等
    let first = group[0].last().and_then(|road| class_before(road, text));
    if let Some(class) = first {
        for nodes in &mut group[1..] {
            if !is_number(nodes.first(), text) || nodes.get(1).is_some_and(|next| counts(next, text)) {
                break;
            }
            let name = format!("{class}{}", nodes[0].span.of(text));
            name_road(nodes, 0, name);
        }
        return;
    }
    // 改造|212|、231省道
    let Some((last, before)) = group.split_last_mut() else { return };
    let Some(class) = last.first().and_then(|road| class_behind(road, text)) else { return };
    for nodes in before.iter_mut().rev() {
        if !is_number(nodes.last(), text) {
            break;
        }
        let at = nodes.len() - 1;
        let name = format!("{}{class}", nodes[at].span.of(text));
        name_road(nodes, at, name);
    }
}

/// 省道 of 省道415.
fn class_before<'t>(road: &Node, text: &'t str) -> Option<&'t str> {
    let name = named(road, text)?;
    let class = &name[..name.find(|c: char| c.is_ascii_digit())?];
    CLASSES.contains(&class).then_some(class)
}

/// 省道 of 231省道.
fn class_behind<'t>(road: &Node, text: &'t str) -> Option<&'t str> {
    let class = named(road, text)?.trim_start_matches(|c: char| c.is_ascii_digit());
    CLASSES.contains(&class).then_some(class)
}

fn named<'t>(road: &Node, text: &'t str) -> Option<&'t str> {
    (road.name() == Some(EntityType::Infrastructure)).then(|| road.span.of(text))
}

/// Whether a node is a number of three digits, as roads have.
fn is_number(node: Option<&Node>, text: &str) -> bool {
    node.is_some_and(|node| {
        let word = node.span.of(text);
        node.class == Class::Number && word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Whether a word makes a quantity of the number before it.
fn counts(next: &Node, text: &str) -> bool {
    !matches!(next.span.of(text), "等" | "和" | "与" | "及" | "线" | "的")
        && !matches!(next.class, Class::Stop | Class::Verb)
}

fn name_road(nodes: &mut [Node], at: usize, name: String) {
    let mut road = composite(&nodes[at..=at], EntityType::Infrastructure);
    road.origin = Some(Origin::ShortOf(name.into()));
    nodes[at] = road;
}
