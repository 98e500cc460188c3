//! Passages: 通道 that have a number, or are called after the initials of towns.

use super::WORDS;
use crate::entity::EntityType;
use crate::mention::around::{is_bounded, sentence};
use crate::mention::compound::stack::chain_start;
use crate::mention::compound::unheard::lone_run;
use crate::mention::node::{Class, Node};

/// 第二|过江|通道, 青石|第三|东|通道: a passage that has a number; others are of a kind.
pub(super) fn passage(stack: &[Node], text: &str) -> Option<usize> {
    let end = stack.last()?.span.end;
    if let Some(start) = passage_of_roads(stack, text) {
        return Some(start);
    }
    let from = stack.len().saturating_sub(3);
    let number = (from..stack.len()).rev().find(|at| stack[*at].span.of(text).starts_with('第'))?;
    let across = &text[stack[number].span.end..end];
    let start = chain_start(stack, number);
    // 宜石的第二通道 may be a figure of speech.
    (WORDS.across.has(across) || across.is_empty() && start < number).then_some(start)
}

/// 柏渝|通道、柏成|通道: initials of towns before 通道, where several are listed or the sentence speaks of roads.
fn passage_of_roads(stack: &[Node], text: &str) -> Option<usize> {
    let end = stack.last()?.span.end;
    let start = lone_run(stack, text);
    let initials = &stack[start..];
    let lone = initials
        .iter()
        // 延|九|通道
        .all(|node| {
            matches!(node.class, Class::Brand | Class::Weak | Class::Number | Class::Name(EntityType::Place))
        })
        && initials.iter().any(|node| node.class == Class::Brand);
    let (from, to) = sentence(text, end);
    let sentence = &text[from..to];
    let several = || {
        sentence.matches("通道").nth(1).is_some()
            && (sentence.contains("通道、") || sentence.contains("通道和"))
    };
    ((2..=3).contains(&initials.len())
        && lone
        && is_bounded(stack, start)
        && (several() || WORDS.of_roads.are_in(sentence)))
    .then_some(start)
}
