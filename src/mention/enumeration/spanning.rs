//! Projects whose goods are listed: 甲公司年产5万立方米木地板、胶合板项目 is one.

use super::super::compound;
use super::super::node::{Class, Node};
use super::composite;
use crate::entity::EntityType;

/// Makes one project of a firm or a capacity with the first goods, of the goods behind it, and of the last goods with 项目.
pub(super) fn spanning_projects(group: &mut [Vec<Node>], text: &str) {
    for last in (1..group.len()).rev() {
        let Some(end) = closing(&group[last], text) else { continue };
        // The first of the goods, over members that are goods and nothing else.
        let mut first = last - 1;
        while first > 0 && is_goods(&group[first], text) {
            first -= 1;
        }
        let Some(start) = opening(&group[first], text) else { continue };
        let mut parts = group[first].split_off(start);
        for between in &mut group[first + 1..last] {
            parts.append(between);
        }
        parts.extend(group[last].drain(..=end));
        let name = composite(&parts, EntityType::Project);
        group[first].push(name);
    }
}

/// Where 项目 stands behind goods alone: 胶合板|项目, 5万吨|颜料|项目.
fn closing(nodes: &[Node], text: &str) -> Option<usize> {
    if let Some(only) = nodes.first()
        && only.name() == Some(EntityType::Project)
    {
        // A capacity with its goods makes a project of its own elsewhere.
        let name = only.span.of(text);
        let capacity = name.starts_with(|first: char| first.is_ascii_digit())
            || ["联产", "副产"].iter().any(|besides| name.starts_with(besides));
        let bare =
            only.inner.iter().all(|inner| matches!(inner.kind, EntityType::Product | EntityType::Industry));
        return (capacity && bare).then_some(0);
    }
    let end = nodes.iter().take(6).position(|node| node.span.of(text).ends_with("项目"))?;
    let word = nodes[end].span.of(text);
    let plain = matches!(word, "项目" | "生产项目" | "加工项目" | "建设项目" | "生产线项目")
        && nodes[end].name().is_none();
    (plain && end > 0 && is_goods(&nodes[..end], text)).then_some(end)
}

/// Whether the words are goods, with their amount before them or what is done with them behind them.
fn is_goods(nodes: &[Node], text: &str) -> bool {
    let material = |node: &Node| {
        matches!(
            node.class,
            Class::Name(EntityType::Product | EntityType::Industry)
                | Class::Noun
                | Class::Adjective
                | Class::Number
                | Class::Measure
                | Class::Activity
                | Class::Trade
        ) && !node.span.of(text).ends_with('元')
    };
    // 饮料制造 is a sector by its name, and goods with what is done to them here.
    let made = |node: &Node| {
        node.name() == Some(EntityType::Industry) && node.span.of(text).ends_with(['造', '工', '产'])
    };
    let named = nodes.iter().any(|node| node.name() == Some(EntityType::Product) || node.rare || made(node));
    (1..=5).contains(&nodes.len()) && named && nodes.iter().all(material)
}

/// Where a project begins whose first goods end with the clause: a capacity stands before them, or a firm with its legal form.
fn opening(nodes: &[Node], text: &str) -> Option<usize> {
    let last = nodes.last()?;
    let goods = last.name() == Some(EntityType::Product) || last.class == Class::Noun && last.rare;
    let from = nodes.len().saturating_sub(10);
    let output = (from..nodes.len()).rev().find(|at| {
        matches!(nodes[*at].span.of(text), "年产" | "日产" | "年加工" | "年处理")
            || nodes[*at].origin == Some(super::Origin::Pattern("company-legal-form"))
            || nodes[*at].origin == Some(super::Origin::Pattern("company-tail"))
                && nodes[*at].span.of(text).ends_with("公司")
    });
    let Some(output) = output else {
        return opening_by_rate(nodes, text).or_else(|| opening_by_amount(nodes, text));
    };
    let behind = &nodes[output + 1..];
    if !goods || !is_goods(behind, text) {
        return None;
    }
    // 甲公司|年产5万吨|木地板
    let start = compound::undertaking_start(nodes, text).filter(|start| *start <= output);
    Some(start.unwrap_or(output))
}

/// 恒昱集团|12万吨/年|醋酸、30万吨/年甲醇项目: the same behind a capacity by the year.
fn opening_by_rate(nodes: &[Node], text: &str) -> Option<usize> {
    let year = nodes.windows(2).rposition(|pair| pair[0].is("/", text) && pair[1].is("年", text))? + 1;
    if !is_goods(&nodes[year + 1..], text) {
        return None;
    }
    let capacity = |node: &&Node| matches!(node.class, Class::Number | Class::Digit | Class::Measure);
    let amount = nodes[..year - 1].iter().rev().take_while(capacity).count();
    let start = year - 1 - amount;
    let firm = start.checked_sub(1).filter(|firm| nodes[*firm].name() == Some(EntityType::Company));
    (amount > 0).then_some(firm.unwrap_or(start))
}

/// 恒昱集团|30万吨|醋酸、20万吨甲醇项目: the same behind the capacity of a firm.
fn opening_by_amount(nodes: &[Node], text: &str) -> Option<usize> {
    let firm = nodes.iter().rposition(|node| node.name() == Some(EntityType::Company))?;
    let amount = |node: &&Node| {
        matches!(node.class, Class::Number | Class::Digit | Class::Measure)
            || matches!(node.span.of(text), "吨" | "台" | "套" | "只" | "辆" | "件")
    };
    let behind = &nodes[firm + 1..];
    let length = behind.iter().take_while(amount).count();
    let (amount, goods) = behind.split_at(length);
    let measured =
        amount.last().is_some_and(|unit| unit.span.of(text).ends_with(['吨', '台', '套', '只', '辆', '件']));
    (measured && is_goods(goods, text)).then_some(firm)
}
