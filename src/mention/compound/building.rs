//! Names of buildings that a firm has or is called after: 恒远|大厦, 恒远|中心.

use super::super::node::{Class, Node};
use super::stack::{chain_start, characters, run};
use crate::entity::EntityType;

/// The short name of a firm, with the place before it; or a brand between a boundary and the head. 中心 needs the firm.
pub(super) fn building(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.last()?;
    let end = last.span.end + head.len();
    if last.class == Class::Name(EntityType::Company) {
        let short =
            !last.span.of(text).ends_with(['司', '团', '厂', '社', '行']) && characters(last, text) <= 5;
        // 恒远中心|城区, 恒远|广场舞
        let goes_on = head == "中心" && text[end..].starts_with(['城', '区', '的', '化', '思', '任', '组']);
        return (short && !goes_on).then(|| chain_start(stack, stack.len() - 1));
    }
    if head == "中心" {
        return None;
    }
    let start = run(stack, 3, |node| node.class == Class::Brand && node.head.is_none());
    let brand: usize = stack[start..].iter().map(|node| characters(node, text)).sum();
    let bounded = start
        .checked_sub(1)
        .is_none_or(|before| matches!(stack[before].class, Class::Stop | Class::Verb | Class::Name(_)));
    ((2..=4).contains(&brand) && bounded).then_some(start)
}
