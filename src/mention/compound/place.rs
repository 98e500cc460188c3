//! Names of villages, reserves and waters.

use super::super::node::{Class, Node};
use super::stack::{characters, is_proper, run};
use crate::entity::{EntityType, PlaceLevel};

/// A village needs its township or county before it: 永善县|强胜|村.
pub(super) fn settlement(stack: &[Node]) -> Option<usize> {
    let start = run(stack, 4, |node| matches!(node.class, Class::Brand | Class::Noun));
    if start == stack.len() || start == 0 {
        return None;
    }
    let before = &stack[start - 1];
    (before.is_place() && before.level >= Some(PlaceLevel::County)).then_some(start)
}

pub(super) fn feature(stack: &[Node], text: &str) -> Option<usize> {
    let start = run(stack, 5, |node| {
        matches!(node.class, Class::Brand | Class::Noun | Class::Name(EntityType::Place))
    });
    let geographic = stack
        .last()?
        .span
        .of(text)
        .ends_with(['山', '湖', '江', '河', '岛', '岭', '海', '湾', '溪', '峡', '沟', '洞']);
    let first = if geographic { start } else { (start..stack.len()).find(|at| is_proper(&stack[*at]))? };
    let length: usize = stack[first..].iter().map(|node| characters(node, text)).sum();
    (2..=10).contains(&length).then_some(first)
}

/// A place, or a short brand behind an explicit boundary, directly before a dish or the sign of a shop.
pub(super) fn called_after_place(stack: &[Node]) -> Option<usize> {
    let last = stack.last()?;
    let full = last.level == Some(PlaceLevel::Village);
    (last.is_place() && !full).then(|| stack.len() - 1)
}

/// One or two characters of brand before 河 or 山, with a boundary before.
pub(super) fn water(stack: &[Node], text: &str) -> Option<usize> {
    let start = run(stack, 2, |node| node.class == Class::Brand);
    let brand: usize = stack[start..].iter().map(|node| characters(node, text)).sum();
    let bounded = start == 0
        || matches!(
            stack[start - 1].class,
            Class::Stop | Class::Verb | Class::Name(EntityType::Place) | Class::Open | Class::Weak
        );
    ((1..=2).contains(&brand) && bounded && start < stack.len()).then_some(start)
}
