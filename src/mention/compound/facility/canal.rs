//! Canals and ditches for irrigation.

use crate::mention::compound::spot::spot;
use crate::mention::compound::stack::{characters, characters_in, run};
use crate::mention::node::{Class, Node};

/// 青惠|渠, 红旗|渠: what stands between a boundary and 渠.
pub(super) fn canal(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    if head != "渠" {
        return None;
    }
    let start = run(stack, 3, |node| {
        matches!(node.class, Class::Brand | Class::Weak)
            || node.class == Class::Noun && node.head.is_none() && characters(node, text) == 2
    });
    let length = characters_in(&stack[start..], text);
    let bounded = start
        .checked_sub(1)
        .is_none_or(|before| matches!(stack[before].class, Class::Stop | Class::Verb | Class::Name(_)));
    (length == 2 && bounded).then_some(start).or_else(|| spot(stack, stack.len(), text))
}
