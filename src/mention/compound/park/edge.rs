//! Where the name of a park begins, as far as its shape alone tells.

use std::ops::ControlFlow::{self, Break, Continue};

use super::Front;
use super::WORDS;
use super::countries::of_countries;
use super::fields::{halves, international, over_and};
use super::within::at_spot;
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::compound::stack::{
    brand_behind_place, chain_start, characters, is_count, is_short, modifier, run,
};
use crate::mention::node::{Class, Node};
use crate::text::signs::{is_han_numeral, is_sum};

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
    // 青石县产业集聚区|集聚区|简述, 青石工业园|园区|概况: the kind is told once more in a heading.
    if let Some(last) = stack.last()
        && (last.name() == Some(EntityType::Park)
            || last.head.is_some_and(|head| head.kind == EntityType::Park))
        && (last.span.of(text).ends_with(head) || head == "园区" && last.span.of(text).ends_with('园'))
    {
        return Break(None);
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

/// 第二, 第三
fn is_ordinal(word: &str) -> bool {
    word.strip_prefix('第').is_some_and(|number| {
        number.chars().count() == 1 && number.chars().all(|c| "一二三四五六七八九".contains(c))
    })
}

/// The first node of the run of words that the name may be made of.
pub(super) fn left_edge(front: Front<'_>) -> ControlFlow<Option<usize>, usize> {
    let Front { stack, head, text } = front;
    let start = over_and(stack, run(stack, 9, modifier), head, text);
    // 省级重点|园区|青石纺织产业园: what says of which kind it is stands before its name.
    let bare = |node: &Node| {
        node.name().is_none()
            && node.head.is_some_and(|head| head.kind == EntityType::Park)
            && node.span.of(text).ends_with(['区', '园'])
    };
    let start =
        (start..stack.len().saturating_sub(1)).rev().find(|at| bare(&stack[*at])).map_or(start, |at| at + 1);
    if let Some(start) = of_countries(stack, start, text) {
        return Break(Some(start));
    }
    // 青石县|第二|工业园区
    if let [.., place, ordinal] = stack
        && place.is_place()
        && is_ordinal(ordinal.span.of(text))
        && place.span.end == ordinal.span.start
    {
        return Break(Some(chain_start(stack, stack.len() - 1)));
    }
    // 白水县|(|今|青石区|)|工业园区: what a place was or is called stands beside its name.
    if let [.., place, open, when, _, close] = stack
        && place.is_place()
        && open.class == Class::Open
        && close.class == Class::Close
        && matches!(when.span.of(text), "今" | "现" | "原")
    {
        return Break(Some(chain_start(stack, stack.len() - 4)));
    }
    // 青石县|九里|工业园: a hamlet that is called after how far away it is.
    if let [.., place, spot] = stack
        && place.is_place()
        && spot.class == Class::Number
        && characters(spot, text) == 2
        && spot.span.of(text).ends_with('里')
        && place.span.end == spot.span.start
    {
        let full = place.span.of(text).ends_with(['县', '市', '区', '旗']) && characters(place, text) > 2;
        return Break(Some(if full { stack.len() - 1 } else { chain_start(stack, stack.len() - 1) }));
    }
    // 青石市|2|号|工业园区
    if let [.., place, number, sign] = stack
        && place.is_place()
        && matches!(number.class, Class::Number | Class::Digit)
        && sign.is("号", text)
        && place.span.end == number.span.start
    {
        return Break(Some(chain_start(stack, stack.len() - 2)));
    }
    // 青石市|二号|工业园区
    if let [.., place, number] = stack
        && place.is_place()
        && characters(number, text) == 2
        && number.span.of(text).ends_with('号')
        && number.span.of(text).starts_with(is_han_numeral)
        && place.span.end == number.span.start
    {
        return Break(Some(chain_start(stack, stack.len() - 1)));
    }
    // 加工园|三个|功能区 are several.
    // 甲蔬菜、乙黄茶|三个|省级|现代农业园区 are several, too.
    let from = start.min(stack.len().saturating_sub(2));
    // 青州、越南|八大|生产基地
    let summed = stack.last().is_some_and(|last| last.class == Class::Noun && is_sum(last.span.of(text)));
    let counted = summed || (from..stack.len()).any(|at| is_count(stack, at, text));
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
    if let Some(spot) = at_spot(front, start) {
        return Break(Some(spot));
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
