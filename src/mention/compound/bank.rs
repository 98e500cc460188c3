//! Names of banks.

use super::super::node::{Class, Node};
use super::stack::{chain_start, last_place, run};
use crate::entity::EntityType;

/// Where the name of a bank begins: at its place, 青州|农商|银行, or at the firm before that, of which it is a branch.
pub(super) fn bank(stack: &[Node]) -> Option<usize> {
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
    let place = last_place(stack, start)?;
    let chain = chain_start(stack, place + 1);
    let firm = chain > 0 && stack[chain - 1].class == Class::Name(EntityType::Company);
    Some(if firm { chain - 1 } else { chain })
}
