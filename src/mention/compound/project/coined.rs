//! Undertakings that begin with a name which no dictionary has and whose characters are words elsewhere: the spot
//! or the brand that stands before what is built.

use super::undertaking::{is_capacity, is_output};
use crate::entity::EntityType;
use crate::mention::Origin;
use crate::mention::compound::goods::tells_no_kind;
use crate::mention::compound::single::coordinated;
use crate::mention::compound::spot::spot;
use crate::mention::compound::stack::{characters, lone_characters, run};
use crate::mention::head::Grammar;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// Where the name of an undertaking begins that `head` ends: at a spot or at a brand.
pub(super) fn coined(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    // 内衬|钢管|生产线 is equipment.
    if head.span.of(text).ends_with("生产线") {
        return None;
    }
    // 明远铝型材|及|复合肥|生产项目
    let words = coordinated(stack, run(stack, 8, is_told), text);
    (words..=stack.len())
        .find_map(|end| spot(stack, end, text))
        .or_else(|| {
            let goods = (words..stack.len()).find(|at| is_goods(&stack[*at]))?;
            brand(stack, goods, text)
        })
        .filter(|start| stack[*start].span.end < head.span.start)
}

/// 青石县|恒|而|泰|化工|项目: whether all of a clause before the head is its places, two or three lone characters, which then are
/// the brand whatever they mean elsewhere, and what is made.
pub(super) fn behind_places(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    let places = stack.iter().take_while(|node| node.is_place()).count();
    let goods = stack.iter().rev().take_while(|node| is_goods(node)).count();
    let brand = stack.get(places..stack.len().checked_sub(goods)?)?;
    let lone = |node: &Node| {
        let word = node.span.of(text);
        characters(node, text) == 1
            && word.chars().all(is_han)
            && !"的了和与及等在为是将已有个".contains(word)
    };
    let touches = stack.windows(2).all(|pair| pair[0].span.end == pair[1].span.start);
    (head.is("项目", text)
        && places > 0
        && (1..=2).contains(&goods)
        && (2..=3).contains(&brand.len())
        && brand.iter().all(lone)
        && brand.iter().any(|node| node.class == Class::Brand)
        && touches)
        .then_some(0)
}

/// What is built or done, behind the name of an undertaking.
fn is_told(node: &Node) -> bool {
    matches!(
        node.class,
        Class::Noun
            | Class::Adjective
            | Class::Trade
            | Class::Activity
            | Class::Generic
            | Class::Name(EntityType::Product | EntityType::Industry)
    )
}

/// Where the brand begins that ends before node `end`.
pub(super) fn brand(stack: &[Node], end: usize, text: &str) -> Option<usize> {
    lone_brand(stack, end, text).or_else(|| rare_word(stack, end, text))
}

/// 明远|年产30万吨|轮毂, 天|聚|青石县|5万千瓦|风力发电: where the name that begins at `at` with a capacity, or with a place and
/// a capacity, really begins.
pub(super) fn before_capacity(stack: &[Node], at: usize, text: &str) -> usize {
    let places = stack[at..].iter().take_while(|node| node.is_place()).count();
    let Some(capacity) = stack.get(at + places) else { return at };
    if capacity.class == Class::Number && is_capacity(stack, at + places, text)
        || is_output(capacity.span.of(text))
    {
        return brand(stack, at, text).or_else(|| maker(stack, at)).unwrap_or(at);
    }
    at
}

/// 金澜染料|年产8000吨|靛蓝: goods with a brand right before a capacity are who makes it.
fn maker(stack: &[Node], at: usize) -> Option<usize> {
    let goods = at.checked_sub(1)?;
    let node = &stack[goods];
    (node.origin == Some(Origin::Pattern("goods"))
        && node.span.end == stack[at].span.start
        && is_bounded(stack, goods))
    .then_some(goods)
}

fn is_goods(node: &Node) -> bool {
    matches!(node.class, Class::Name(EntityType::Product | EntityType::Industry))
        || node.head.is_some_and(|head| head.grammar == Grammar::BrandTrade)
}

/// 天|聚|绿色食品: two or three characters that make no sense as words.
fn lone_brand(stack: &[Node], end: usize, text: &str) -> Option<usize> {
    let start = lone_characters(stack, end, text);
    // 三|县|分布式光伏项目
    if stack[start..end].last().is_some_and(|last| last.class == Class::Role) {
        return None;
    }
    ((2..=3).contains(&(end - start)) && is_bounded(stack, start)).then_some(start)
}

/// 明远|轴承: one rare word of two characters that tells no kind of goods.
fn rare_word(stack: &[Node], end: usize, text: &str) -> Option<usize> {
    let at = end.checked_sub(1)?;
    let word = &stack[at];
    let rare = word.rare && word.head.is_none() && characters(word, text) == 2;
    (rare
        && matches!(word.class, Class::Noun | Class::Adjective)
        && tells_no_kind(&stack[at..end], text)
        && is_bounded(stack, at))
    .then_some(at)
}

/// Whether what begins at `start` is not the end of something longer.
fn is_bounded(stack: &[Node], start: usize) -> bool {
    start.checked_sub(1).is_none_or(|before| {
        matches!(stack[before].class, Class::Stop | Class::Verb | Class::Open | Class::Other)
    })
}
