//! Firms that no noun behind their list tells, because most of its members are known to be some.

use super::announced::{Announced, announced};
use super::beside::beside_a_firm;
use super::member::type_members;
use super::tail::Tail;
use super::{WORDS, goods};
use crate::entity::EntityType;
use crate::mention::node::{Class, Node};

/// Types firms without a noun behind them that says so: most of the members of a list are known to be some, or the
/// words before it announce them. Verbs part lists: 甲镇、乙镇引进丙化工、丁科技、戊生物发展氨纶、聚酯 are three.
pub(super) fn firms(group: &mut [Vec<Node>], text: &str) -> bool {
    let ends = |node: &Node| {
        let word = node.span.of(text);
        matches!(node.class, Class::Stop | Class::Verb) && word.len() > 3 || WORDS.activity.has(word)
    };
    // Some of them must be known.
    if !group.iter().flatten().any(|node| node.name() == Some(EntityType::Company)) {
        return false;
    }
    let mut found = false;
    let mut first = 0;
    while first + 2 < group.len() {
        let parted = group[first + 1..].iter().position(|nodes| nodes.iter().skip(1).any(ends));
        let last = parted.map_or(group.len() - 1, |at| first + 1 + at);
        let list = &mut group[first..=last];
        if let Some(tail) = firms_of(list, text, ends) {
            type_members(list, &tail, text);
            beside_a_firm(list, text);
            found = true;
        }
        first = last;
    }
    if found && first + 1 < group.len() {
        goods::apply(&mut group[first..], text, None);
    }
    found
}

/// What tells that the members of one list are firms.
fn firms_of(list: &[Vec<Node>], text: &str, ends: impl Fn(&Node) -> bool) -> Option<Tail> {
    let is_firm = |node: &Node| node.name() == Some(EntityType::Company);
    let known = list.iter().filter(|nodes| nodes.iter().any(is_firm)).count();
    // 环兴|打火机 beside firms is likely to be one.
    let likely = list
        .iter()
        .filter(|nodes| match &nodes[..] {
            [brand @ .., goods] => {
                !brand.is_empty()
                    && brand.iter().all(|node| node.class == Class::Brand)
                    && goods.name() == Some(EntityType::Product)
            }
            [] => false,
        })
        .count();
    let half = list.len() / 2 + list.len() % 2;
    let least = match announced(list, text) {
        Some(Announced::Firms) => 1,
        Some(Announced::Goods | Announced::Sectors) => return None,
        None if known + likely >= half => 2,
        None => half.max(2),
    };
    let last = list.last()?;
    let etc = last.iter().position(|node| node.span.of(text) == "等");
    // 甲科技、乙智能、丙等一批,它们
    let many = etc.and_then(|at| last.get(at + 1)).is_some_and(|next| WORDS.many.has(next.span.of(text)));
    if list.len() < 3 || known < if many { least.min(2) } else { least } {
        return None;
    }
    let stops =
        |node: &Node| matches!(node.class, Class::Stop | Class::Verb) || node.is("为", text) || ends(node);
    // The last member ends with its clause or before a verb.
    let alone = || (last.len() <= 3).then_some(last.len());
    let member =
        etc.or_else(|| last.iter().position(stops)).or_else(alone).filter(|at| *at <= 4).unwrap_or(0);
    let kind = EntityType::Company;
    Some(Tail { etc: true, vouchers: known.max(2), unsaid: true, ..Tail::new(member, kind) })
}
