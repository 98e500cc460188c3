//! Wells of oil and gas, which are called by letters and numbers: DPH-27|井, 塔|深|3|井.

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::stack::characters;

/// Where the name of a well begins that ends with `node`.
pub(super) fn well(stack: &[Node], node: &Node, text: &str) -> Option<usize> {
    if !node.is("井", text) || text[node.span.end..].starts_with(['盐', '冈', '水', '喷', '然', '里', '口'])
    {
        return None;
    }
    let number = stack.len().checked_sub(1)?;
    let code = stack[number].span.of(text);
    let touches = stack[number].span.end == node.span.start;
    let letters = code.starts_with(|c: char| c.is_ascii_uppercase());
    let digits = code.ends_with(|c: char| c.is_ascii_digit());
    if !touches || !digits || !code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return None;
    }
    // What stands directly before the number: the block that is drilled.
    let block = stack[..number].iter().rev().take(3).take_while(|node| {
        let word = node.span.of(text);
        matches!(node.class, Class::Brand | Class::Weak | Class::Measure)
            && characters(node, text) == 1
            && word.chars().all(is_han)
            && !"第的在和与至到共约有打钻了".contains(word)
    });
    let block = block.count();
    match (letters, block) {
        (true, _) => Some(number),
        (false, 2..) => Some(number - 2),
        (false, _) => None,
    }
}
