//! Goods that are called after other goods: 锂电池|轿车, 不锈钢|门窗, 锂电池|管理|系统.

use super::goods::is_raw;
use super::stack::characters;
use crate::entity::EntityType;
use crate::mention::Origin;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: OfGoodsWords = "of_goods.csv";
    /// What other goods may be made of, for or with, behind the name of those.
    further,
    /// What does something with goods, behind a word for that or behind the goods themselves.
    apparatus,
    /// The same, only behind a word for what it does: 乙烯|装置 is where they are made.
    machine,
    /// What is done with goods by an apparatus.
    work,
    /// Goods that are traded by many, beside those that are found or grown, and have no apparatus of their own: 粮食|系统 is
    /// those who deal in it.
    traded,
}

/// Where the name of goods begins that `node` ends behind the name of others.
pub(super) fn of_goods(stack: &[Node], node: &Node, text: &str) -> Option<usize> {
    // Most words stand behind none.
    let goods = |node: &Node| node.class == Class::Name(EntityType::Product);
    if !stack.iter().rev().take(2).any(goods) {
        return None;
    }
    let last = stack.len().checked_sub(1)?;
    let joined = |at: usize, next: &Node| stack[at].span.end == next.span.start;
    if !joined(last, node) {
        return None;
    }
    let word = node.span.of(text);
    if is_goods(&stack[last]) {
        let further = WORDS.further.has(word) || WORDS.apparatus.end(word) && !has_none(&stack[last], text);
        return further.then_some(last);
    }
    let goods = last.checked_sub(1)?;
    let between = &stack[last];
    let work = matches!(between.class, Class::Noun | Class::Activity | Class::Trade | Class::TradeVerb)
        && characters(between, text) == 2
        && between.span.of(text).chars().all(is_han)
        && WORDS.work.has(between.span.of(text));
    let named = (WORDS.apparatus.end(word) || WORDS.machine.has(word))
        && work
        && is_goods(&stack[goods])
        && joined(goods, between)
        && !has_none(&stack[goods], text);
    named.then_some(goods)
}

/// Whether a node is goods that a table has, alone or with what tells their kind.
fn is_goods(node: &Node) -> bool {
    node.class == Class::Name(EntityType::Product)
        && matches!(node.origin, Some(Origin::Form(_) | Origin::Pattern("goods")))
}

/// 煤炭|系统, 食品|系统: whether goods have no apparatus of their own.
fn has_none(goods: &Node, text: &str) -> bool {
    let word = goods.span.of(text);
    is_raw(word) || WORDS.traded.has(word)
}
