//! Short names of firms that places tell, or the group that has them.

use super::{WORDS, is_narrow};
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::compound::stack::{chain_start, characters, is_short};
use crate::mention::node::{Class, Node};

/// 石门峰|茶业, 杭州|白云岭|药业: a trade with 业 behind the name of a township or a mountain is the end of a firm's name.
pub(super) fn at_spot(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let (last, before) = stack.split_last()?;
    let named = is_narrow(head)
        && head.chars().count() == 2
        && matches!(last.level, Some(PlaceLevel::Township | PlaceLevel::Feature))
        && (2..=3).contains(&characters(last, text))
        && !last.span.of(text).ends_with(['镇', '乡', '村', '江', '河', '海', '区', '州']);
    let of_town = before.last().is_some_and(|town| {
        matches!(town.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
            && town.span.end == last.span.start
            && is_short(town, text)
    });
    named.then(|| before.len() - usize::from(of_town))
}

/// What provinces and cities call their own groups: 云南|建投, 广东|农垦.
pub(super) fn local_group(stack: &[Node], head: &str) -> Option<usize> {
    (stack.last()?.is_place() && WORDS.local_group.has(head)).then(|| chain_start(stack, stack.len()))
}

/// 把|宁夏|石化|建成: a plant is called so, a sector of the province is 石化产业.
pub(super) fn plant(stack: &[Node], head: &str, after: &str, text: &str) -> Option<usize> {
    let (last, before) = stack.split_last()?;
    (head == "石化"
        && last.is_place()
        && matches!(last.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
        && !last.span.of(text).ends_with(['省', '市', '区', '州'])
        && ["建", "总经理", "董事长", "有", "将", "的", "投资", "成"]
            .iter()
            .any(|told| after.starts_with(told)))
    .then_some(before.len())
}

/// A group and its works: 宝钢|湛江|钢铁.
pub(super) fn works_of_group(stack: &[Node]) -> Option<usize> {
    let [.., group, place] = stack else { return None };
    (place.is_place() && group.class == Class::Name(EntityType::Company)).then(|| stack.len() - 2)
}
