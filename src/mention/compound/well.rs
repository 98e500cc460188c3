//! Wells of oil and gas, which are called by letters and numbers: DPH-27|井, 塔|深|3|井.

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::stack::characters;

/// Where the name of a well begins whose last word is 井, behind `stack`.
pub(super) fn well(stack: &[Node], text: &str) -> Option<usize> {
    let end = stack.last()?.span.end;
    if text[end + "井".len()..].starts_with(['盐', '冈', '水', '喷', '然', '里', '口']) {
        return None;
    }
    let number = stack.len().checked_sub(1)?;
    let code = stack[number].span.of(text);
    let letters = code.starts_with(|c: char| c.is_ascii_uppercase());
    let digits = code.ends_with(|c: char| c.is_ascii_digit());
    if !digits || !code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
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
