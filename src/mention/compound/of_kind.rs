//! What stands before a work or a road and tells only of what kind or where on a line it is: 重难点|青石隧道, 安徽段|青石隧道,
//! 单洞双线|隧道.

use super::Reduction;
use super::facility::WORDS;
use super::stack::{characters, characters_in};
use crate::entity::EntityType;
use crate::mention::node::Node;
use crate::text::signs::is_han_numeral;

/// The name that a grammar has found behind what tells its kind; none where nothing else stands before the head.
pub(super) fn behind_kind(stack: &[Node], reduction: Reduction, head: &str, text: &str) -> Option<Reduction> {
    let of_work =
        reduction.kind == EntityType::Infrastructure && matches!(reduction.rule, "facility" | "route");
    let Some(last) = stack.last().filter(|_| of_work) else { return Some(reduction) };
    let mut start = reduction.start;
    while let Some(first) = stack.get(start) {
        let words = &text[first.span.start..last.span.end];
        let next = behind_word(stack, start, words, text)
            .or_else(|| behind_section(stack, start, text))
            .or_else(|| behind_verb(stack, start, head, text));
        match next {
            Some(next) => start = next,
            None => break,
        }
    }
    let network = |c: char| matches!(c, '纵' | '横');
    let left = stack.get(start).is_some_and(|first| {
        // 八纵八横|高铁
        let mut name = text[first.span.start..last.span.end].chars();
        !(name.next().is_some_and(is_han_numeral) && name.next().is_some_and(network))
    });
    (start == reduction.start && start == stack.len() || left).then_some(Reduction { start, ..reduction })
}

/// 重难点|青石: behind a word for a kind, where it ends with a node.
fn behind_word(stack: &[Node], start: usize, words: &str, text: &str) -> Option<usize> {
    let (kind, ()) = WORDS.kind.beginning(words)?;
    let end = stack[start].span.start + kind.len();
    let next = (start..stack.len()).find(|at| stack[*at].span.end == end).map(|at| at + 1);
    // 青石|公铁两用: a word for the kind that a name of its own stands behind.
    next.filter(|next| *next == stack.len() || !text[end..].starts_with(['县', '市', '镇', '山']))
}

/// 安徽|段|青石: behind the section of a line.
fn behind_section(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    let [place, section, name @ ..] = &stack[start..] else { return None };
    (place.is_place() && section.is("段", text) && characters_in(name, text) >= 2).then_some(start + 2)
}

/// 经|青石水库, 设|青石枢纽, 铁路站|青石南站: behind one character that only leads to the name at the beginning of a clause.
fn behind_verb(stack: &[Node], start: usize, head: &str, text: &str) -> Option<usize> {
    let first = &stack[start];
    let leads = match first.span.of(text) {
        "入" | "抵" => true,
        "经" | "设" => start == 0 || text[..first.span.start].ends_with([',', '、']),
        "站" => head.ends_with('站'),
        _ => false,
    };
    (leads && characters(first, text) == 1 && characters_in(&stack[start + 1..], text) >= 2)
        .then_some(start + 1)
}
