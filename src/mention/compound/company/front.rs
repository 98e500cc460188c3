//! What stands before a firm and is no part of its name: numbers, dates, marks of items.

use crate::mention::node::{Class, Node};

/// .|(|3|)|青州|泰远|有限公司: nor is the number of an item, with the full stop of the one before.
pub(super) fn behind_item_mark(stack: &[Node], start: usize, text: &str) -> usize {
    let stop =
        start + usize::from(stack.get(start).is_some_and(|node| matches!(node.span.of(text), "." | "。")));
    match stack.get(stop..) {
        Some([open, number, close, ..])
            if open.class == Class::Open
                && close.class == Class::Close
                && matches!(number.class, Class::Number | Class::Digit) =>
        {
            stop + 3
        }
        _ => start,
    }
}

/// 2012|年|3|月|8|日|青州泰远|发展有限公司: a date is no part of the name.
pub(super) fn behind_date(stack: &[Node], start: usize, text: &str) -> usize {
    let unit = |at: usize| matches!(stack[at].span.of(text), "年" | "月" | "日");
    let number = |at: usize| stack[at].class == Class::Number;
    let mut behind = start;
    for at in start..stack.len() {
        if unit(at) && at.checked_sub(1).is_some_and(number) {
            behind = at + 1;
        } else if !number(at) {
            break;
        }
    }
    behind
}

/// A number at the left edge counts companies: 3家, 2户.
pub(super) fn strip_numbers(stack: &[Node], mut start: usize) -> usize {
    while start < stack.len() && matches!(stack[start].class, Class::Measure) {
        start += 1;
    }
    start
}
