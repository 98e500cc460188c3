//! Firms that are called after who owns them or where they are: a government, a town, a group, a work.

use super::{Front, WORDS};
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::Origin;
use crate::mention::around::is_bounded;
use crate::mention::compound::no_name::is_relation;
use crate::mention::compound::stack::{chain_start, characters, run};
use crate::mention::node::{Class, Node};
use crate::text::signs::is_ordinal;

/// Whether the node is the name of a group.
pub(super) fn is_group(node: &Node, text: &str) -> bool {
    node.name() == Some(EntityType::Company) && node.span.of(text).ends_with("集团")
}

/// 青州兰远集团|圣海药业|公司: a firm of a group, for nothing parts the two.
pub(super) fn of_group_and_brand(front: Front) -> Option<usize> {
    let [.., group, brand, trade] = front.stack else { return None };
    (front.head.ends_with("公司")
        && is_group(group, front.text)
        && group.span.end == brand.span.start
        && brand.name().is_none()
        && matches!(trade.class, Class::Trade | Class::Name(EntityType::Industry)))
    .then(|| front.stack.len() - 3)
}

/// 省|轻工|集团, 市|农垦|集团, 县|交投公司: what the province or the city has one of.
pub(super) fn of_government(front: Front) -> Option<usize> {
    let Front { stack, head, .. } = front;
    let [.., owner, dealt] = stack else { return None };
    let deals = matches!(
        dealt.class,
        Class::Noun | Class::Trade | Class::Activity | Class::Name(EntityType::Industry)
    ) && characters(dealt, front.text) <= 4
        && !is_relation(front.word(dealt));
    let at_owner = stack.len() - 2;
    if head.ends_with("集团")
        && matches!(front.word(owner), "省" | "市" | "县")
        && is_bounded(stack, at_owner)
        && deals
    {
        return Some(at_owner);
    }
    let behind = matches!(owner.class, Class::Stop | Class::Verb | Class::Role);
    let governs = matches!(front.word(dealt), "省" | "市" | "县" | "区" | "州");
    (governs && behind && WORDS.of_place.has(head)).then_some(stack.len() - 1)
}

/// 青州|第二|阀门|厂: works of a town that have a number.
pub(super) fn numbered(front: Front) -> Option<usize> {
    let stack = front.stack;
    let from = stack.len().saturating_sub(4);
    let ordinal = (from..stack.len()).rev().find(|at| is_ordinal(front.word(&stack[*at])))?;
    let place = ordinal
        .checked_sub(1)
        .filter(|place| stack[*place].is_place() && stack[*place].span.end == stack[ordinal].span.start)?;
    let made = stack[ordinal + 1..].iter().all(|node| {
        matches!(node.class, Class::Noun | Class::Trade | Class::Activity)
            || matches!(node.name(), Some(EntityType::Industry | EntityType::Product))
    });
    (front.head.ends_with(['厂', '司']) && made).then(|| chain_start(stack, place + 1))
}

/// 青石县|城投公司: what a town has one of.
pub(super) fn of_town(front: Front, last: &Node) -> Option<usize> {
    (last.is_place() && WORDS.of_place.has(front.head) && last.level <= Some(PlaceLevel::County))
        .then(|| chain_start(front.stack, front.stack.len()))
}

/// 滨新|集团: what is called after a zone.
pub(super) fn of_zone(front: Front, last: &Node) -> Option<usize> {
    (front.head == "集团" && last.class == Class::Name(EntityType::Park) && characters(last, front.text) <= 3)
        .then(|| front.stack.len() - 1)
}

/// 中国电建|市政|建设集团, 海源|现代|物流|集团: a known group and what a firm of it deals in.
pub(super) fn of_group(front: Front) -> Option<usize> {
    let Front { stack, text, .. } = front;
    let dealt = run(stack, 3, |node| {
        matches!(
            node.class,
            Class::Noun | Class::Trade | Class::Activity | Class::Generic | Class::Name(EntityType::Industry)
        ) && !is_relation(node.span.of(text))
    });
    let firm = dealt.checked_sub(1).filter(|_| dealt < stack.len())?;
    let known = stack[firm].class == Class::Name(EntityType::Company)
        && matches!(stack[firm].origin, Some(Origin::Form(_)))
        && stack[firm].span.end == stack[dealt].span.start;
    let whole = text[stack[dealt].span.start..stack[stack.len() - 1].span.end].chars().count() <= 8;
    (known && whole).then_some(firm)
}

/// 柏青高速公路|联合|公司: who runs a road.
pub(super) fn of_road(front: Front) -> Option<usize> {
    let [.., road, does] = front.stack else { return None };
    (front.head.ends_with("公司")
        && road.name() == Some(EntityType::Infrastructure)
        && road.span.end == does.span.start
        && matches!(
            front.word(does),
            "联合" | "管理" | "发展" | "投资" | "经营" | "建设" | "运营" | "开发" | "股份"
        ))
    .then(|| front.stack.len() - 2)
}

/// 青州日报|传媒|集团, 青州日报|传媒集团: the group that a newspaper or a station has become.
pub(super) fn of_medium(front: Front, last: &Node) -> Option<usize> {
    let Front { stack, head, .. } = front;
    if let [.., medium, trade] = stack
        && head == "集团"
        && medium.name() == Some(EntityType::Organization)
        && matches!(front.word(trade), "传媒" | "报业" | "出版" | "广电" | "文化" | "发行")
        && medium.span.end == trade.span.start
    {
        return Some(stack.len() - 2);
    }
    (last.name() == Some(EntityType::Organization)
        && matches!(head, "传媒集团" | "报业集团" | "出版集团" | "广电集团"))
    .then(|| stack.len() - 1)
}

/// 青州局|集团公司: a railway.
pub(super) fn of_railway(front: Front, last: &Node) -> Option<usize> {
    (last.class == Class::Name(EntityType::Organization)
        && front.word(last).ends_with('局')
        && matches!(front.head, "集团公司" | "集团有限公司"))
    .then(|| front.stack.len() - 1)
}

/// 中金国泰|西南|公司: what a firm has in a part of the country.
pub(super) fn of_region(front: Front, last: &Node) -> Option<usize> {
    if !matches!(front.head, "公司" | "分公司") || !WORDS.region.has(front.word(last)) {
        return None;
    }
    let firm = front.stack.len().checked_sub(2)?;
    (front.stack[firm].class == Class::Name(EntityType::Company)).then_some(firm)
}

/// 鄂尔多斯|集团: below the province a group is called after its town.
pub(super) fn town_group(front: Front, last: &Node) -> Option<usize> {
    (matches!(front.head, "集团" | "集团公司")
        && last.is_place()
        && matches!(last.level, Some(PlaceLevel::Prefecture | PlaceLevel::County | PlaceLevel::Township))
        && !front.word(last).ends_with(['市', '县', '区', '州', '旗', '镇', '乡', '道']))
    .then(|| chain_start(front.stack, front.stack.len()))
}

/// 铁投|集团, 交投集团 where nothing stands before them: every province and city has one of each, and its papers leave the place
/// out.
pub(super) fn bare_group(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let invests = |word: &str| word.ends_with('投') && word.chars().count() == 2;
    let start = match stack {
        [.., duty] if head == "集团" && duty.head.is_some() && invests(duty.span.of(text)) => {
            stack.len() - 1
        }
        _ if head.strip_suffix("集团").is_some_and(invests) => stack.len(),
        _ => return None,
    };
    is_bounded(stack, start).then_some(start)
}

/// 青石|产投集团, 青石县|交通集团, 陕西|能源集团: what a town or a province has one of.
pub(super) fn local_group(front: Front, last: &Node) -> Option<usize> {
    let stack = front.stack;
    if !front.is_group_of_trade() {
        return None;
    }
    if last.is_place() && matches!(last.level, Some(PlaceLevel::Prefecture | PlaceLevel::County)) {
        return Some(chain_start(stack, stack.len()));
    }
    // 青海湖|钢铁集团: what is called after a water or a hill has its name alone.
    matches!(last.level, Some(PlaceLevel::Province | PlaceLevel::Feature)).then(|| stack.len() - 1)
}
