//! Firms that are called after their goods, where a sentence tells what only a firm does.

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::WORDS;
use super::goods::tells_no_kind;
use super::stack::{brand_behind_place, characters_in};
use super::trade::MATERIALS;
use crate::entity::PlaceLevel;
use crate::mention::around::is_bounded;

/// 浙江|宏|晟|丝绸|,: where a firm begins that is called after its place, two or three characters that make no sense, and its
/// goods. `next` is the word behind the goods.
pub(super) fn placed_maker(stack: &[Node], goods: &Node, next: Option<&Node>, text: &str) -> Option<usize> {
    let start = brand_behind_place(stack, stack.len(), text)?;
    let last = stack.last().filter(|last| last.span.end == goods.span.start)?;
    let first = stack[start..].iter().position(|node| !node.is_place())?;
    let brand = &text[stack[start + first].span.start..last.span.end];
    let wide = stack[start].level.is_some_and(|level| level <= PlaceLevel::County);
    let closed = next.is_none_or(|next| {
        matches!(next.class, Class::Stop | Class::Verb | Class::Open | Class::Close | Class::Number)
            || WORDS.leader.has(next.span.of(text))
    });
    // 民乐|紫|皮|大蒜 grows there.
    let grown = brand.ends_with(['皮', '心', '肉', '叶', '头', '子', '尾', '骨', '仁', '毛', '角']);
    let kind = grown || brand.chars().all(|c| MATERIALS.contains(c));
    (wide && closed && !kind && is_bounded(stack, start)).then_some(start)
}

/// 宏晟|羊绒|与青州集团签订, 青|岱|铝箔|董事长: where a firm begins that is called after its goods, at the beginning of a sentence that
/// tells what only a firm does. `next` is the word behind the goods.
pub(super) fn maker(stack: &[Node], next: &Node, text: &str) -> Option<usize> {
    let [first, ..] = stack else { return None };
    let before = &text[..first.span.start];
    let opens = before.is_empty() || before.ends_with(['。', '\n', '、', ';']);
    let length = characters_in(stack, text);
    let brand = stack.iter().all(|node| {
        matches!(node.class, Class::Brand | Class::Noun | Class::Weak)
            && node.head.is_none()
            && node.span.of(text).chars().all(is_han)
    });
    if !opens || !brand || length != 2 || stack.len() == 2 && stack[0].class == Class::Weak {
        return None;
    }
    let word = next.span.of(text);
    let clause = text[next.span.start..].split([',', '。', ';', '\n']).next().unwrap_or("");
    let agrees = matches!(word, "与" | "和" | "同")
        && !["农户", "村民", "农民", "群众"].iter().any(|people| clause.contains(people))
        && ["签订", "签署", "签约", "达成", "合资", "联合"].iter().any(|deal| clause.contains(deal));
    (WORDS.leader.has(word) || agrees && tells_no_kind(stack, text)).then_some(0)
}
