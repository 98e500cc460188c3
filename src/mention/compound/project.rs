//! Names of projects and their phases.

use super::super::node::{Class, Node};
use super::stack::{characters, is_count, is_proper, line_start, modifier, run};
use crate::entity::EntityType;

pub(super) fn project_material(node: &Node) -> bool {
    modifier(node)
        || matches!(
            node.class,
            Class::Other
                | Class::Number
                | Class::Digit
                | Class::Measure
                | Class::Verb
                | Class::Name(EntityType::Project)
        )
}

pub(super) fn project(stack: &[Node], text: &str) -> Option<usize> {
    if let Some(last) = stack.last()
        && last.class == Class::Name(EntityType::Project)
    {
        return Some(stack.len() - 1);
    }
    let start = run(stack, 16, project_material);
    commissioned(stack, start, text).or_else(|| undertaking(stack, start, text))
}

/// The name of an undertaking that needs nothing proper in it, because what stands before it says that it is a
/// single one: 投资9.8亿元的|功率半导体封测基地, 甲公司的|对位芳纶, 甲公司|建设|桦树汁饮料.
fn commissioned(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    let from = if owned(stack, start, text) { start } else { built(stack, start, text)? };
    let from = (from..stack.len()).find(|at| !matches!(stack[*at].class, Class::Generic | Class::Role))?;
    let parts = &stack[from..];
    let length: usize = parts.iter().map(|node| characters(node, text)).sum();
    let goods = parts.iter().any(|node| {
        matches!(node.class, Class::Name(EntityType::Product | EntityType::Industry) | Class::Brand)
    });
    let counted = (from..stack.len()).any(|at| is_count(stack, at, text));
    (length >= 3 && goods && !counted).then_some(from)
}

/// Whether 的 behind an amount of money or a firm stands before `start`.
fn owned(stack: &[Node], start: usize, text: &str) -> bool {
    let [before @ .., of] = &stack[..start] else { return false };
    let Some(owner) = before.last().filter(|_| of.span.of(text) == "的") else { return false };
    owner.class == Class::Name(EntityType::Company)
        || ["亿元", "万元", "亿美元", "亿欧元"].iter().any(|money| owner.span.of(text).ends_with(money))
}

/// What a firm builds: the first node behind the verb.
fn built(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    let verb = (start.saturating_sub(1)..stack.len()).rev().find(|at| {
        matches!(stack[*at].span.of(text), "实施" | "建设" | "投资建设" | "新建" | "启动" | "承建")
    })?;
    let builder = stack[..verb].iter().any(|node| node.class == Class::Name(EntityType::Company));
    (builder && verb + 1 < stack.len()).then_some(verb + 1)
}

/// Where the name of an undertaking in `stack[start..]` begins: at the first firm, place, park or
/// brand; or at a capacity with its goods (年产10万吨磷酸铁锂).
pub(super) fn undertaking(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    // 玉环经济开发区|建设|年产60万套…: a verb with its object is no part of the name.
    let after_verb = (start..stack.len())
        .rev()
        .find(|at| {
            matches!(
                stack[*at].span.of(text),
                "建设" | "投资" | "投资建设" | "新建" | "打造" | "实施" | "生产" | "开发"
            ) && stack.get(at + 1).is_some_and(|next| {
                matches!(next.class, Class::Number | Class::Name(EntityType::Company | EntityType::Place))
                    || next.span.of(text) == "年产"
            })
        })
        .map_or(start, |at| at + 1);
    // Nor is what stands before a count: 太湖山电站|3个|项目.
    let after_count =
        (after_verb..stack.len()).rev().find(|at| is_count(stack, *at, text)).map_or(after_verb, |at| {
            // 3|个 and 三条.
            let apart = stack[at].span.of(text).ends_with(|character: char| {
                character.is_ascii_digit() || "一二三四五六七八九十两".contains(character)
            });
            (at + 1 + usize::from(apart)).min(stack.len())
        });
    let at = (after_count..stack.len()).find(|at| {
        let node = &stack[*at];
        (is_proper(node) && node.class != Class::Weak)
            || (node.class == Class::Number && is_capacity(stack, *at, text))
            || node.span.of(text) == "年产"
    })?;
    let parts = &stack[at..];
    let brand: usize =
        parts.iter().filter(|node| node.class == Class::Brand).map(|node| characters(node, text)).sum();
    let named = parts.iter().any(|node| is_proper(node) && node.class != Class::Brand);
    let capacity =
        parts.first().is_some_and(|node| node.class == Class::Number || node.span.of(text) == "年产")
            && parts.iter().any(|node| {
                matches!(node.class, Class::Name(EntityType::Product | EntityType::Industry))
                    || (matches!(node.class, Class::Noun | Class::Trade) && characters(node, text) >= 2)
            })
            && parts.len() >= 3;
    // 昭通市重点产业项目 names no project.
    let goods = parts.iter().any(|node| {
        !node.is_place()
            && !matches!(
                node.class,
                Class::Generic | Class::Role | Class::Number | Class::Digit | Class::Measure
            )
    });
    ((named && goods) || brand >= 2 || capacity).then(|| line_start(stack, at, text))
}

/// Whether the number at `at` measures goods (5万吨, 200兆瓦) and does not count projects (3个).
pub(super) fn is_capacity(stack: &[Node], at: usize, text: &str) -> bool {
    const UNITS: [&str; 28] = [
        "万", "亿", "千", "百", "吨", "兆", "平方", "立方", "台", "套", "辆", "亩", "公里", "米", "件", "只",
        "片", "头", "羽", "瓶", "升", "公斤", "千克", "伏", "株", "块", "米", "支",
    ];
    let number = stack[at].span.of(text);
    let unit_inside = number.ends_with(|character: char| character.is_ascii_alphabetic());
    unit_inside
        || stack.get(at + 1).is_some_and(|next| {
            let word = next.span.of(text);
            (UNITS.iter().any(|unit| word.starts_with(unit)) && !word.ends_with('元'))
                || word.starts_with(|character: char| character.is_ascii_alphabetic())
        })
}

pub(super) fn phase(stack: &[Node], text: &str) -> Option<usize> {
    let last = stack.last()?;
    if matches!(
        last.class,
        Class::Name(
            EntityType::Project | EntityType::Park | EntityType::Infrastructure | EntityType::Organization
        )
    ) {
        return Some(stack.len() - 1);
    }
    // 正筹建|二期: a verb and its object.
    if last.class == Class::Verb {
        return None;
    }
    let start = run(stack, 14, project_material);
    commissioned(stack, start, text).or_else(|| undertaking(stack, start, text))
}
