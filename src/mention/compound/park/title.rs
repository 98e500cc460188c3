//! What is called like a park and is none: a title, a kind of park, one of many.

use super::{Front, WORDS, administrative};
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::compound::stack::characters;
use crate::mention::node::{Class, Node};

/// Whether the words from `start` on are a title, or say of what kind a park is; `after`: what follows the head.
pub(super) fn is_title(front: Front<'_>, start: usize, after: &str) -> bool {
    let Front { stack, head, text } = front;
    // 获评|全国|纺织服装|产业园区: a title, no park.
    let titled = (start.saturating_sub(2)..start).any(|at| WORDS.title.has(stack[at].span.of(text)))
        || after.starts_with("称号");
    if stack[start..].iter().any(|node| WORDS.praise.has(node.span.of(text))) {
        return true;
    }
    if titled && !stack[start..].iter().any(Node::is_place) {
        return true;
    }
    // 全国最大的|家纺产业集聚区, 国际化|服装产业园区: what kind of park it is.
    let ranked = {
        let before = &text[..stack.get(start).map_or(0, |node| node.span.start)];
        WORDS.rank.end(before)
            || before.strip_suffix('的').is_some_and(|before| WORDS.rank.end(before))
            || stack.get(start).is_some_and(|first| WORDS.rank.has(first.span.of(text)))
    };
    if ranked && !stack[start..].iter().any(Node::is_place) {
        return true;
    }
    // 是|青山省|现代服务业|集聚区: what a province grants many of.
    if granted_by_province(stack, start, head, text) {
        return true;
    }
    // 青省|省级|开发区 are many.
    if stack.last().is_some_and(|last| matches!(last.span.of(text), "省级" | "市级" | "县级" | "自治区级"))
    {
        return true;
    }
    // 欧洲|小镇 is one in the style of it.
    let abroad = |place: &Node| {
        place.level == Some(PlaceLevel::Country)
            || place.is_place() && characters(place, text) == 2 && place.span.of(text).ends_with('洲')
    };
    head == "小镇" && stack.last().is_some_and(abroad)
}

/// Whether nothing but sectors and ordinary words stands between the full name of a province and the head, and the words
/// before say that somebody got or is it.
fn granted_by_province(stack: &[Node], start: usize, head: &str, text: &str) -> bool {
    let Some((province, kind)) = stack[start..].split_first() else { return false };
    let full =
        province.level == Some(PlaceLevel::Province) && province.span.of(text).ends_with(['省', '区', '市']);
    let ordinary = kind.iter().all(|node| {
        matches!(node.class, Class::Noun | Class::Adjective | Class::Trade | Class::Activity | Class::Generic)
            || matches!(node.name(), Some(EntityType::Industry | EntityType::Product))
    });
    let ranked = ["区", "园", "基地", "小镇"].iter().any(|end| head.ends_with(end)) && !administrative(head);
    let before = text[..province.span.start].trim_end_matches('“');
    let granted = before.ends_with(['是', '为', '获', '系'])
        || WORDS.title.end(before)
        || WORDS.title.end(before.trim_end_matches('了'));
    full && !kind.is_empty() && ordinary && ranked && granted
}
