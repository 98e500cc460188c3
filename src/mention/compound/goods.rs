//! Names of goods with what tells one kind from another: 绿壳|鸡蛋, 光纤|预制棒, 储能|变压器.

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::stack::{characters, run};
use crate::entity::EntityType;

/// Where the name of the goods that end with `head` begins, when a modifier belongs to it.
///
/// Two names of goods side by side are one kind (小龙虾|预制菜). An ordinary modifier belongs to the goods only
/// where the text says that they are made or counted (年产|背光|模组|600万片), for elsewhere it may as well be
/// what the sentence is about.
pub(super) fn goods(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    let start = run(stack, 3, |node| modifies(node, text));
    let length: usize = stack[start..].iter().map(|node| characters(node, text)).sum();
    if start < stack.len()
        && length <= 8
        && (is_counted(&text[head.span.end..]) || is_made(stack, start, text))
    {
        return Some(start);
    }
    let last = stack.last()?;
    let adjacent = last.class == Class::Name(EntityType::Product) && head.head.is_none();
    adjacent.then(|| stack.len() - 1)
}

/// Whether the node can tell a kind of goods.
fn modifies(node: &Node, text: &str) -> bool {
    match node.class {
        Class::Name(EntityType::Product | EntityType::Industry) => true,
        Class::Noun | Class::Adjective => {
            node.head.is_none() && !NO_MODIFIERS.contains(&node.span.of(text)) && characters(node, text) <= 3
        }
        Class::Brand => node.head.is_none() && node.span.of(text).chars().all(is_han),
        _ => false,
    }
}

/// Nouns that stand before goods without being a part of their name.
const NO_MODIFIERS: [&str; 30] = [
    "年产",
    "年加工",
    "年新增",
    "首批",
    "出货",
    "设计年产",
    "产品",
    "企业",
    "市场",
    "农户",
    "群众",
    "客户",
    "全国",
    "当地",
    "全球",
    "主体",
    "设计",
    "年产能",
    "产量",
    "产能",
    "原料",
    "农民",
    "大户",
    "基地",
    "车间",
    "工厂",
    "公司",
    "园区",
    "项目",
    "订单",
];

/// Whether a figure of output follows.
fn is_counted(after: &str) -> bool {
    const MEASURES: [&str; 14] = [
        "产量",
        "产能",
        "年产",
        "出栏",
        "存栏",
        "种植面积",
        "面积",
        "挂果",
        "销量",
        "年加工",
        "年出口",
        "设计年产",
        "出口量",
        "达产后年产",
    ];
    after.starts_with(|first: char| first.is_ascii_digit())
        || MEASURES.iter().any(|measure| after.starts_with(measure))
}

/// Whether what stands before `start` makes or measures goods: 年产, 生产, 180万吨.
fn is_made(stack: &[Node], start: usize, text: &str) -> bool {
    const MAKING: [&str; 16] = [
        "年产",
        "生产",
        "出货",
        "主产",
        "盛产",
        "首批",
        "繁育",
        "主打",
        "种植",
        "养殖",
        "产销",
        "年加工",
        "年新增",
        "推介",
        "卖出",
        "做成",
    ];
    const UNITS: [&str; 12] = ["吨", "台", "套", "只", "件", "片", "亩", "头", "羽", "公斤", "米", "块"];
    let Some(before) = start.checked_sub(1).map(|at| stack[at].span.of(text)) else { return false };
    MAKING.contains(&before)
        || (before.starts_with(['万', '亿', '千']) && UNITS.iter().any(|unit| before.ends_with(unit)))
        || before == "吨"
}

/// “和顺|肉牛”: a place and goods that stand alone in quotes are the name of a kind of goods.
pub(super) fn quoted_goods(nodes: &[Node], text: &str) -> bool {
    let [first, .., last] = nodes else { return false };
    let quoted = text[..first.span.start].ends_with('“') && text[last.span.end..].starts_with('”');
    let length: usize = nodes.iter().map(|node| characters(node, text)).sum();
    quoted
        && length <= 8
        && last.class == Class::Name(EntityType::Product)
        && nodes[..nodes.len() - 1].iter().all(|node| node.is_place() || modifies(node, text))
}
