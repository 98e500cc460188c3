//! Where the name of a park begins that is called after what is done in it.

use super::WORDS;
use crate::entity::EntityType;
use crate::mention::around::is_bounded;
use crate::mention::compound::stack::{chain_start, characters, lone_characters, modifier, run};
use crate::mention::compound::unheard::NEVER_IN_UNHEARD;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// 丰美|国际|灯饰城: two or three characters between a boundary and 国际 are the brand of a park, be they words elsewhere.
pub(super) fn international(stack: &[Node], text: &str) -> Option<usize> {
    let from = stack.len().saturating_sub(3);
    let international = (from..stack.len()).rev().find(|at| stack[*at].span.of(text) == "国际")?;
    let mut start = international;
    let mut length = 0;
    while start > 0 && length < 3 {
        let node = &stack[start - 1];
        let size = characters(node, text);
        let part = node.name().is_none()
            && node.head.is_none()
            && (matches!(node.class, Class::Brand | Class::Noun | Class::Adjective) || size == 1)
            && !matches!(node.class, Class::Generic | Class::Role)
            && node.span.of(text).chars().all(is_han)
            && !(size == 1 && NEVER_IN_UNHEARD.contains(node.span.of(text)));
        if !part || length + size > 3 {
            break;
        }
        length += size;
        start -= 1;
    }
    let bounded = is_bounded(stack, start);
    (length >= 2 && bounded).then_some(start)
}

/// 同位素|研发|及|生产基地, 电机|生产|及|研发|基地: two activities are said of what stands before them.
pub(super) fn over_and(stack: &[Node], start: usize, head: &str, text: &str) -> usize {
    const DONE: [&str; 9] = ["研发", "生产", "制造", "加工", "销售", "检测", "测试", "展示", "仓储"];
    let done = |word: &str| DONE.contains(&word);
    let Some(and) =
        start.checked_sub(1).filter(|at| matches!(stack[*at].span.of(text), "与" | "和" | "及" | "暨"))
    else {
        return start;
    };
    let before = and.checked_sub(1).is_some_and(|before| done(stack[before].span.of(text)));
    let behind = match stack.get(start) {
        Some(first) => done(first.span.of(text)) && start + 1 == stack.len(),
        None => DONE.iter().any(|word| head.starts_with(word)),
    };
    if before && behind { run(&stack[..and], 8, modifier) } else { start }
}

/// 徐州|生物|技术|与|新|医药|产业园: where the place begins that a park of two fields is called after.
pub(super) fn halves(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    let and =
        start.checked_sub(1).filter(|at| matches!(stack[*at].span.of(text), "与" | "和" | "及" | "暨"))?;
    let field = |node: &Node| {
        matches!(node.class, Class::Trade | Class::Generic | Class::Activity)
            || matches!(node.name(), Some(EntityType::Industry | EntityType::Product))
    };
    let left = run(&stack[..and], 4, field);
    // 、新型|包装|与|印刷|产业园: what fills the member of a list is one park.
    let kinds = left
        - stack[..left]
            .iter()
            .rev()
            .take_while(|node| matches!(node.class, Class::Adjective | Class::Generic))
            .count();
    let listed = stack.first().is_some_and(|first| text[..first.span.start].ends_with('、'));
    if listed
        && kinds == 0
        && left < and
        && start < stack.len()
        && stack[start..].iter().all(field)
        && stack[left..and].iter().any(is_sector)
    {
        return Some(0);
    }
    let place = left.checked_sub(1).filter(|place| left < and && stack[*place].is_place())?;
    let right = start < stack.len() && stack[start..].iter().all(field);
    (right && stack[left..and].iter().any(is_sector)).then(|| chain_start(stack, place + 1))
}

/// A word that tells what is done in a park.
pub(super) fn is_sector(node: &Node) -> bool {
    matches!(node.class, Class::Trade | Class::Name(EntityType::Industry | EntityType::Product))
}

/// 金|亿|模具|产业园: two or three lone characters before the sector are the brand.
pub(super) fn with_brand(stack: &[Node], sector: usize, text: &str) -> usize {
    let start = lone_characters(stack, sector, text);
    let bounded = start.checked_sub(1).is_none_or(|before| {
        matches!(
            stack[before].class,
            Class::Stop | Class::Verb | Class::Role | Class::Number | Class::Generic
        )
    });
    if sector - start >= 2 && bounded { start } else { sector }
}

/// How many words before the sector at `sector` say of what kind it is.
pub(super) fn kinds_before(stack: &[Node], sector: usize, text: &str) -> usize {
    let kinds = stack[..sector].iter().rev().take_while(|node| {
        (matches!(
            node.class,
            Class::Adjective | Class::Trade | Class::Name(EntityType::Industry | EntityType::Product)
        ) || WORDS.kind.has(node.span.of(text)))
            && !node.span.of(text).ends_with(['大', '强', '新', '的'])
            && !WORDS.activity.has(node.span.of(text))
    });
    kinds.count()
}
