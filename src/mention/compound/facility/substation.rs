//! Substations, which are called by their voltage beside their name.

use crate::mention::compound::spot::place_or_spot;
use crate::mention::compound::stack::characters;
use crate::mention::compound::stack::{characters_in, run};
use crate::mention::compound::unheard::NEVER_IN_UNHEARD;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// 220|千伏|晨光|变电站: whatever stands behind its voltage is the name of a substation.
pub(super) fn at_voltage(stack: &[Node], text: &str) -> Option<usize> {
    let from = stack.len().saturating_sub(4);
    let unit = (from..stack.len()).rev().find(|at| stack[*at].span.of(text) == "千伏")?;
    let number = unit.checked_sub(1).filter(|at| stack[*at].class == Class::Number)?;
    let name = &stack[unit + 1..];
    let length = characters_in(name, text);
    let named = name.iter().all(|node| {
        let word = node.span.of(text);
        let lone = characters(node, text) == 1 && !NEVER_IN_UNHEARD.contains(word);
        matches!(node.class, Class::Brand | Class::Noun | Class::Adjective | Class::Weak | Class::Name(_))
            || word.chars().all(is_han) && (lone || matches!(node.class, Class::Number | Class::Generic))
    });
    // 220|千伏|海上|升压站: where it stands is no name.
    let of_kind = matches!(
        &text[name.first()?.span.start..name.last()?.span.end],
        "海上" | "陆上" | "地下" | "户外" | "户内" | "智能" | "箱式" | "预制"
    );
    (named && !of_kind && (2..=6).contains(&length)).then_some(number)
}

/// 青石湾|750|千伏|变电站: the name may stand before the voltage as well.
pub(super) fn before_voltage(stack: &[Node], text: &str) -> Option<usize> {
    let last = stack.last()?.span.of(text);
    let end = if ["kV", "kv", "KV"].iter().any(|unit| last.len() > 2 && last.ends_with(unit)) {
        stack.len() - 1
    } else {
        let number = stack.len().checked_sub(2)?;
        (matches!(last, "千伏" | "kV" | "kv" | "KV") && stack[number].class == Class::Number)
            .then_some(number)?
    };
    let brand = || {
        let start = run(&stack[..end], 3, |node| node.class == Class::Brand);
        let length = characters_in(&stack[start..end], text);
        (2..=4).contains(&length).then_some(start)
    };
    place_or_spot(stack, end, text).or_else(brand)
}
