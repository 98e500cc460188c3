//! Names of undertakings: what of the material before the head belongs to the name, and whether it is one.

use super::WORDS;
use super::coined::before_capacity;
use crate::entity::EntityType;
use crate::mention::compound::line_ends::line_start;
use crate::mention::compound::stack::{brand_length, characters, is_count, is_proper, run, widen_left};
use crate::mention::node::{Class, Node};
use crate::text::signs::is_counting;

/// Where the name of an undertaking in `stack[start..]` begins: at the first firm, place, park or
/// brand; or at a capacity with its goods (年产10万吨磷酸铁锂).
pub(in crate::mention::compound) fn undertaking(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    let from = behind_count(stack, behind_verb(stack, start, text), text);
    let from = behind_cost(stack, from, text);
    let at = (from..stack.len()).find(|at| may_begin(stack, *at, text))?;
    let at = behind_site(stack, at, text);
    let at = before_bracket(stack, start, at);
    let at = over_kind(stack, from, at, text);
    let parts = &stack[at..];
    if is_of_many(parts, text) || !is_name(parts, text) {
        return None;
    }
    let start = line_start(stack, widen_left(stack, at, text), text);
    let start = over_voltage(stack, over_hundreds(stack, start, text), text);
    Some(before_capacity(stack, start, text))
}

/// 玉环经济开发区|建设|年产60万套…: a verb with its object is no part of the name.
fn behind_verb(stack: &[Node], start: usize, text: &str) -> usize {
    let is_verb = |at: &usize| {
        // 甲镇|建设|生物质发电
        let of_place = at.checked_sub(1).is_some_and(|before| stack[before].is_place());
        WORDS.building.has(stack[*at].span.of(text))
            && (stands_at(stack, start, *at, text)
                || stack.get(at + 1).is_some_and(|next| match next.class {
                    Class::Number | Class::Name(EntityType::Company | EntityType::Place) => true,
                    Class::Name(EntityType::Product | EntityType::Industry) => of_place,
                    _ => is_output(next.span.of(text)),
                }))
    };
    (start..stack.len()).rev().find(is_verb).map_or(start, |verb| verb + 1)
}

/// Whether nothing but 在 and a place stands before the verb at `verb`: 在|青石县|建设.
pub(in crate::mention::compound) fn stands_at(stack: &[Node], start: usize, verb: usize, text: &str) -> bool {
    start > 0
        && start < verb
        && matches!(stack[start - 1].span.of(text), "在" | "于")
        && stack[start..verb]
            .iter()
            .all(|node| matches!(node.class, Class::Name(EntityType::Place | EntityType::Park)))
}

/// 太湖山电站|3个|项目: nor is what stands before a count.
fn behind_count(stack: &[Node], start: usize, text: &str) -> usize {
    let Some(count) = (start..stack.len()).rev().find(|at| is_count(stack, *at, text)) else {
        return start;
    };
    // 3|个 and 三条.
    let apart = stack[count].span.of(text).ends_with(is_counting);
    (count + 1 + usize::from(apart)).min(stack.len())
}

/// 蒙城|3.5亿元|鼎澜木业项目: nor what stands before its cost.
fn behind_cost(stack: &[Node], start: usize, text: &str) -> usize {
    let cost = (start..stack.len().saturating_sub(1)).rev().find(|at| {
        matches!(stack[*at].span.of(text), "亿元" | "万元")
            && *at > 0
            && stack[*at - 1].class == Class::Number
    });
    cost.map_or(start, |cost| cost + 1)
}

/// Whether a name may begin with the node at `at`: with what names something, or with a capacity.
fn may_begin(stack: &[Node], at: usize, text: &str) -> bool {
    let node = &stack[at];
    let hundreds = matches!(node.span.of(text), "百" | "十" | "千")
        && stack.get(at + 1).is_some_and(|next| next.span.of(text).starts_with('万'));
    (is_proper(node) && node.class != Class::Weak && !hundreds)
        || (node.class == Class::Number && is_capacity(stack, at, text))
        || is_output(node.span.of(text))
}

/// 在青石县开发区|鑫晟|医疗用品项目: the park is where it stands.
fn behind_site(stack: &[Node], at: usize, text: &str) -> usize {
    let site = at > 0
        && matches!(stack[at - 1].span.of(text), "在" | "位于" | "于")
        && stack[at].class == Class::Name(EntityType::Park)
        && stack
            .get(at + 1)
            .is_some_and(|next| matches!(next.class, Class::Brand | Class::Name(EntityType::Company)));
    at + usize::from(site)
}

/// 中展集团|(|唐山|)|会展产业园: what is in brackets belongs to what stands before them.
fn before_bracket(stack: &[Node], start: usize, at: usize) -> usize {
    match stack[..at].iter().rposition(|node| matches!(node.class, Class::Open | Class::Close)) {
        Some(open) if stack[open].class == Class::Open && open > start => open - 1,
        _ => at,
    }
}

/// 轨道交通|PPP: what an abbreviation stands behind belongs to the name.
fn over_kind(stack: &[Node], from: usize, at: usize, text: &str) -> usize {
    let latin = stack[at].class == Class::Brand && stack[at].span.of(text).is_ascii();
    // KPL(3个合盛)项目: nothing can begin before a bracket that holds the count.
    if latin && from <= at { from + run(&stack[from..at], 3, is_common) } else { at }
}

/// A word that says of what kind something is.
fn is_common(node: &Node) -> bool {
    matches!(
        node.class,
        Class::Noun
            | Class::Adjective
            | Class::Activity
            | Class::Name(EntityType::Product | EntityType::Industry)
    )
}

/// Whether a name would tell of how many things are paid for or carried, or of a kind of them.
fn is_of_many(parts: &[Node], text: &str) -> bool {
    // BOT|项目, PPP|项目: how it is paid for is no name.
    if parts.iter().all(|node| WORDS.finance.has(node.span.of(text))) {
        return true;
    }
    // ±800|千伏|特高压|直流|输电工程: a voltage and its current are no name.
    let electric = parts.iter().all(|node| {
        WORDS.current.has(node.span.of(text)) || matches!(node.class, Class::Number | Class::Digit)
    });
    if electric {
        return true;
    }
    // 重庆市|重大|旅游|项目, 青石产业园|重点|产业|项目
    let site = |node: &Node| node.is_place() || node.class == Class::Name(EntityType::Park);
    let behind = parts.iter().position(|node| !site(node)).unwrap_or(0);
    if behind > 0 && WORDS.of_many.has(parts[behind].span.of(text)) {
        return true;
    }
    // 科技部|国家|关键技术|项目
    matches!(parts, [body, next, ..] if body.class == Class::Name(EntityType::Organization)
        && WORDS.of_state.has(next.span.of(text)))
}

/// Whether a brand, a name with goods, or a capacity makes a name of the parts.
fn is_name(parts: &[Node], text: &str) -> bool {
    let named = parts.iter().any(|node| is_proper(node) && node.class != Class::Brand);
    // 昭通市重点产业项目 names no project.
    let goods = || {
        parts.iter().any(|node| {
            !node.is_place()
                && !matches!(
                    node.class,
                    Class::Generic | Class::Role | Class::Number | Class::Digit | Class::Measure
                )
                && !WORDS.divisions.has(node.span.of(text))
        })
    };
    // 透光|玻璃|产业化|示范|项目
    let industrialised = || {
        parts.iter().any(|node| node.is("产业化", text))
            && parts
                .iter()
                .any(|node| matches!(node.class, Class::Name(EntityType::Product | EntityType::Industry)))
    };
    named && goods() || brand_length(parts, text) >= 2 || is_sized(parts, text) || industrialised()
}

/// 年产10万吨|磷酸铁锂: whether a capacity stands before its goods.
fn is_sized(parts: &[Node], text: &str) -> bool {
    let Some(first) = parts.first() else { return false };
    let word = first.span.of(text);
    (first.class == Class::Number || is_output(word))
        && parts.iter().any(|node| {
            matches!(node.class, Class::Name(EntityType::Product | EntityType::Industry))
                || (matches!(node.class, Class::Noun | Class::Trade) && characters(node, text) >= 2)
        })
        && (parts.len() >= 3 || word.starts_with(['万', '千', '百', '十', '亿']))
}

/// Whether the name of an undertaking that begins at `at` begins with its capacity: 年产10万吨, 10万吨.
pub(in crate::mention::compound) fn begins_with_capacity(stack: &[Node], at: usize, text: &str) -> bool {
    stack.get(at).is_some_and(|first| {
        is_output(first.span.of(text)) || first.class == Class::Number && is_capacity(stack, at, text)
    })
}

/// Whether the number at `at` measures goods (5万吨, 200兆瓦) and does not count projects (3个).
pub(super) fn is_capacity(stack: &[Node], at: usize, text: &str) -> bool {
    let number = stack[at].span.of(text);
    // 万亩, 万头: numeral and unit are one word.
    let unit_inside = number.ends_with(|character: char| character.is_ascii_alphabetic())
        || number.starts_with(['万', '千', '百', '十', '亿'])
            && number.ends_with([
                '亩', '头', '吨', '只', '羽', '套', '台', '箱', '株', '尾', '匹', '条', '件', '支', '枚',
                '片', '根', '张',
            ]);
    unit_inside
        || stack.get(at + 1).is_some_and(|next| {
            let word = next.span.of(text);
            (WORDS.unit.begin(word) && !word.ends_with('元'))
                || word.starts_with(|character: char| character.is_ascii_alphabetic())
        })
}

/// Words before the capacity of a plant.
pub(in crate::mention::compound) fn is_output(word: &str) -> bool {
    WORDS.output.has(word)
}

/// 百|万亩|油茶项目
fn over_hundreds(stack: &[Node], start: usize, text: &str) -> usize {
    let hundreds = start > 0
        && stack[start].span.of(text).starts_with('万')
        && matches!(stack[start - 1].span.of(text), "百" | "十" | "千" | "几十" | "上百" | "数十");
    start - usize::from(hundreds)
}

/// 500|千伏|卧龙|至|回隆|输变电工程
fn over_voltage(stack: &[Node], start: usize, text: &str) -> usize {
    let voltage = start >= 2
        && matches!(stack[start - 1].span.of(text), "千伏" | "kV" | "KV" | "kv")
        && stack[start - 2].class == Class::Number;
    if voltage { start - 2 } else { start }
}
