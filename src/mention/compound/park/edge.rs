//! Where the name of a park begins, as far as its shape alone tells.

use std::ops::ControlFlow::{self, Break, Continue};

use super::Front;
use super::WORDS;
use super::fields::{halves, international, is_sector, over_and};
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::compound::spot::spot;
use crate::mention::compound::stack::{brand_behind_place, characters, is_count, is_short, modifier, run};
use crate::mention::node::{Class, Node};

/// Decides the names whose first words say all.
pub(super) fn by_shape(front: Front<'_>) -> ControlFlow<Option<usize>> {
    let Front { stack, head, text } = front;
    // 临港新城: what new towns are called after is name enough.
    let called = ["新城", "新区"]
        .iter()
        .find_map(|end| head.strip_suffix(end))
        .is_some_and(|of| WORDS.quarter.has(of));
    let bounded = |before: Option<&Node>| {
        before.is_none_or(|node| matches!(node.class, Class::Stop | Class::Verb | Class::Role))
    };
    if called && bounded(stack.last()) {
        return Break(Some(stack.len()));
    }
    // 现代|物流产业园
    if let [before @ .., modern] = stack
        && modern.is("现代", text)
        && head.chars().nth(4).is_some()
        && bounded(before.last())
    {
        return Break(Some(stack.len() - 1));
    }
    // 青州高新区|南部|园区 is a part of it.
    if head == "园区"
        && let [.., outer, part] = stack
        && outer.name() == Some(EntityType::Park)
        && WORDS.part.has(part.span.of(text))
    {
        return Break(None);
    }
    // 成都|芯|谷
    if head == "谷"
        && let [.., town, lone] = stack
        && matches!(town.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
        && is_short(town, text)
        && lone.name().is_none()
        && characters(lone, text) == 1
        && town.span.end == lone.span.start
        && !"山河幽峡深".contains(lone.span.of(text))
    {
        return Break(Some(stack.len() - 2));
    }
    // 柳兴岛|经济区, 大丰港|经济区; elsewhere it is a region.
    if head == "经济区" {
        let [before @ .., spot] = stack else { return Break(None) };
        let of_coast = spot.span.of(text).ends_with(['岛', '港', '湾'])
            && matches!(spot.name(), Some(EntityType::Place | EntityType::Infrastructure));
        let town = before.last().is_some_and(|town| {
            matches!(town.level, Some(PlaceLevel::Prefecture | PlaceLevel::County))
                && town.span.end == spot.span.start
        });
        return Break(of_coast.then(|| stack.len() - 1 - usize::from(town && spot.is_place())));
    }
    Continue(())
}

/// The first node of the run of words that the name may be made of.
pub(super) fn left_edge(front: Front<'_>) -> ControlFlow<Option<usize>, usize> {
    let Front { stack, head, text } = front;
    let start = over_and(stack, run(stack, 9, modifier), head, text);
    // 加工园|三个|功能区 are several.
    // 甲蔬菜、乙黄茶|三个|省级|现代农业园区 are several, too.
    let from = start.min(stack.len().saturating_sub(2));
    let counted = (from..stack.len()).any(|at| is_count(stack, at, text));
    if counted {
        return Break(None);
    }
    // 重庆市|万|盛|经济技术开发区, 湘潭|柏|屹|自主|创新产业园: lone characters behind a place are the brand.
    let beyond = start - usize::from(start > 0 && stack[start - 1].class == Class::Verb);
    let start = brand_behind_place(stack, start, text)
        .or_else(|| brand_behind_place(stack, beyond, text))
        // 临水区|七里|湾|工业园区
        .or_else(|| {
            let numeral = start.checked_sub(1).filter(|at| stack[*at].class == Class::Number)?;
            let counts =
                stack[numeral].span.of(text).ends_with(['大', '个', '座', '家', '处', '条', '类', '项']);
            (!counts && start < stack.len()).then(|| brand_behind_place(stack, start + 1, text)).flatten()
        })
        .unwrap_or(start);
    // 绵山市|特色|(|专业|)|园区 are many.
    let behind = start + stack[start..].iter().take_while(|node| node.is_place()).count();
    if head == "园区"
        && behind < stack.len()
        && stack[behind..]
            .iter()
            .all(|node| matches!(node.class, Class::Generic | Class::Open | Class::Close))
    {
        return Break(None);
    }
    if let Some(place) = halves(stack, start, text) {
        return Break(Some(place));
    }
    // 石门坎|新材料|产业园: the spot begins the name.
    let spot = (start..=stack.len().min(start + 3)).find_map(|end| {
        let at = spot(stack, end, text)?;
        let outer =
            stack[start..].iter().any(|node| node.is_place() && node.span.start < stack[at].span.start);
        (!outer && end < stack.len() && stack[end..].iter().any(is_sector)).then_some(at)
    });
    if spot.is_some() {
        return Break(spot);
    }
    // 高新区|青石河|园区: of the zone of the town.
    if head == "园区"
        && let [.., zone, spot] = stack
        && matches!(zone.span.of(text), "高新区" | "经开区" | "开发区")
        && spot.is_place()
        && spot.span.start == zone.span.end
    {
        return Break(Some(stack.len() - 2));
    }
    if let Some(brand) = international(stack, text) {
        return Break(Some(brand));
    }
    Continue(start)
}
