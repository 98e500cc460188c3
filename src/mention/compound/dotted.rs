//! Names with a dot between who or what they are called after and their own words: 柏川·596科技园, 佳沐·现代城.

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::stack::{characters, characters_in, run};
use super::{Reduction, building, join};
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::around::is_bounded;

/// What developments end with that have no head of a name.
const ENDS: [char; 8] = ['城', '苑', '府', '郡', '园', '湾', '里', '墅'];

/// Where the words before the dot begin that ends before node `end`: a firm, a brand or a noun, or a town.
fn before_dot(stack: &[Node], end: usize, text: &str) -> Option<usize> {
    let dot = end.checked_sub(1).filter(|dot| stack[*dot].is("·", text))?;
    let last = &stack[dot.checked_sub(1)?];
    if last.span.end != stack[dot].span.start {
        return None;
    }
    let short = (2..=4).contains(&characters(last, text)) && last.span.of(text).chars().all(is_han);
    match last.class {
        Class::Name(EntityType::Company | EntityType::Park) if short => Some(dot - 1),
        Class::Name(EntityType::Place) => {
            matches!(last.level, Some(PlaceLevel::Prefecture | PlaceLevel::County)).then_some(dot - 1)
        }
        Class::Noun if short && last.head.is_none() => Some(dot - 1),
        Class::Brand => {
            let start = run(&stack[..dot], 4, |node| node.class == Class::Brand && node.head.is_none());
            let length = characters_in(&stack[start..dot], text);
            (2..=4).contains(&length).then_some(start)
        }
        _ => None,
    }
}

/// 恒远高科|·|云溪智能制造产业园, 中国|粮运|·|云溪物流园: where the firm begins that a park in a town is called after.
fn owner_before_dot(stack: &[Node], end: usize, text: &str) -> Option<usize> {
    let dot = end.checked_sub(1).filter(|dot| stack[*dot].is("·", text))?;
    let before = dot.checked_sub(1)?;
    let last = &stack[before];
    let touches = last.span.end == stack[dot].span.start;
    if let Some(country) = before.checked_sub(1)
        && stack[country].is("中国", text)
        && matches!(last.class, Class::Trade | Class::Activity | Class::Noun | Class::Brand)
    {
        return touches.then_some(country);
    }
    let firm = last.name() == Some(EntityType::Company) && (2..=6).contains(&characters(last, text));
    if firm && touches {
        return Some(before);
    }
    // 云|创|源|·: a brand says who runs it where nothing else stands before it.
    let start = before_dot(stack, end, text)?;
    let bounded = is_bounded(stack, start);
    (last.class == Class::Brand && bounded).then_some(start)
}

/// Takes what stands before the dot into the name of a park or an undertaking that begins behind it.
pub(super) fn take_dotted(stack: &[Node], reduction: &mut Reduction, text: &str) {
    let own = stack.get(reduction.start).is_some_and(|first| !first.is_place());
    if !matches!(reduction.kind, EntityType::Park | EntityType::Project) {
        return;
    }
    let before = if own {
        before_dot(stack, reduction.start, text)
    } else if reduction.kind == EntityType::Park {
        owner_before_dot(stack, reduction.start, text)
    } else {
        None
    };
    reduction.start = before.unwrap_or(reduction.start);
}

/// Where a name begins that only its dot makes one: 柏川|·|596|科技园.
pub(super) fn dotted(stack: &[Node], text: &str) -> Option<usize> {
    let from = stack.len().saturating_sub(6);
    let dot = (from..stack.len()).rev().find(|at| stack[*at].is("·", text))?;
    let own = &stack[dot + 1..];
    let plain = own.iter().all(|node| {
        !matches!(node.class, Class::Verb | Class::Open | Class::Close | Class::Role)
            && (node.class != Class::Stop || characters(node, text) > 1)
    });
    let start = before_dot(stack, dot + 1, text)?;
    (!own.is_empty() && plain).then_some(start)
}

/// Makes undertakings of developments that are named with a dot and have no head: “佳沐·现代城”.
pub(super) fn developments(nodes: &mut Vec<Node>, text: &str) {
    let mut from = 0;
    while let Some(dot) = (from..nodes.len()).find(|at| nodes[*at].is("·", text)) {
        from = dot + 1;
        let Some(start) = before_dot(nodes, dot + 1, text) else { continue };
        let mut length = 0;
        let end = nodes[dot + 1..]
            .iter()
            .take_while(|node| {
                length += characters(node, text);
                length <= 6
                    && matches!(node.name(), None | Some(EntityType::Product | EntityType::Industry))
                    && !matches!(node.class, Class::Stop | Class::Verb | Class::Number)
            })
            .count()
            + dot
            + 1;
        // The last of them that ends like a development.
        let Some(last) = (dot + 1..end).rev().find(|at| {
            let word = nodes[*at].span.of(text);
            word.ends_with(ENDS) || word.ends_with("广场") || word.ends_with("花园")
        }) else {
            continue;
        };
        let after = &text[nodes[last].span.end..];
        let own = characters_in(&nodes[dot + 1..=last], text);
        let quoted = text[..nodes[start].span.start].ends_with('“') && after.starts_with('”');
        let told = nodes[start].name() == Some(EntityType::Company) && building::is_told(after);
        if own >= 2 && (quoted || told) {
            let mut parts: Vec<Node> = nodes.drain(start..=last).collect();
            if let Some(end) = parts.pop() {
                let project = Reduction { start, kind: EntityType::Project, rule: "dotted-project" };
                nodes.insert(start, join::join(parts, end, project, text));
            }
            from = start + 1;
        }
    }
}
