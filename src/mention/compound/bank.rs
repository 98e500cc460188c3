//! Names of banks.

use super::super::around::is_bounded;
use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::stack::{chain_start, characters_in, last_place, run};
use crate::entity::EntityType;

/// Where the name of a bank begins: at its place, 青州|农商|银行, or at the firm before that, of which it is a branch.
pub(super) fn bank(stack: &[Node], text: &str) -> Option<usize> {
    let last = stack.last()?;
    if last.class == Class::Name(EntityType::Company) {
        return Some(stack.len() - 1);
    }
    let start = run(stack, 4, |node| {
        matches!(
            node.class,
            Class::Name(EntityType::Place | EntityType::Company) | Class::Trade | Class::Brand
        )
    });
    let Some(place) = last_place(stack, start) else { return by_brand(stack, text) };
    let chain = chain_start(stack, place + 1);
    let firm = chain > 0 && stack[chain - 1].class == Class::Name(EntityType::Company);
    Some(if firm { chain - 1 } else { chain })
}

/// 昌禾|银行: characters that make no sense behind a boundary.
fn by_brand(stack: &[Node], text: &str) -> Option<usize> {
    let start = run(stack, 4, |node| node.class == Class::Brand && node.span.of(text).chars().all(is_han));
    ((2..=4).contains(&characters_in(&stack[start..], text)) && is_bounded(stack, start)).then_some(start)
}
