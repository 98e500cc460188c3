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
    if granted_by_province(stack, start, head, text, after) || is_granted_in_quotes(front, start, after) {
        return true;
    }
    // 国家|星火计划|产业基地: what the nation grants is called so, and a park is called after where it is.
    let national = stack.get(start).is_some_and(|first| first.is("国家", text));
    let own = &stack[start..];
    let torch = own.get(1).is_some_and(|second| second.is("火炬", text));
    if national && (torch || !own.iter().any(Node::is_place)) {
        return true;
    }
    // 青石经济带|国家级|示范开发区 are many, and so is 中国|产业园区.
    let place = (start..stack.len()).find(|at| stack[*at].is_place()).unwrap_or(start);
    match &stack[place..] {
        [wide, rank, ..] if is_wide(wide, text) && rank.span.of(text).ends_with('级') => return true,
        [country] if country.is("中国", text) && (administrative(head) || head.ends_with("园区")) => {
            return true;
        }
        _ => {}
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

/// A province, or a region that is no division.
fn is_wide(place: &Node, text: &str) -> bool {
    let region = || place.span.of(text).ends_with(['带', '圈', '群', '角', '区']);
    match place.level {
        Some(PlaceLevel::Country | PlaceLevel::Province) => true,
        Some(PlaceLevel::Feature) | None => place.is_place() && region(),
        _ => false,
    }
}

/// Whether a name stands in quotes, alone or behind others in quotes, behind words that grant it: 获评“甲园区”、“|乙园区|”.
fn is_granted_in_quotes(front: Front<'_>, start: usize, after: &str) -> bool {
    let first = front.stack.get(start).map_or(0, |node| node.span.start);
    if !after.starts_with('”') {
        return false;
    }
    // The quotation may begin with more than the name: “全省|十佳产业集聚区”.
    let Some(open) = front.text[..first].rfind(['“', '”', ',', '。', '\n']) else { return false };
    let mut before = &front.text[..open];
    let mut opened = front.text[open..].starts_with('“');
    while opened {
        before = before.trim_end_matches(['、', '和', '及', '与', ',']);
        let Some(inside) = before.strip_suffix('”') else { break };
        opened = inside.rfind(['“', '”']).is_some_and(|at| inside[at..].starts_with('“'));
        before = inside.rfind('“').map_or(before, |at| &inside[..at]);
    }
    let area = ["全国", "全省", "全市", "首批", "了"];
    let before = area.iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    opened && WORDS.title.end(before)
}

/// Whether what follows a name only counts: |已增加至7个, |达到12家.
fn is_counted(after: &str) -> bool {
    let rest = ["已", "累计", "总数", "数量", "共有", "增加", "增", "达", "至", "到", "有"]
        .iter()
        .fold(after, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < rest.len() && unit.starts_with(['个', '家'])
}

/// Whether nothing but sectors and ordinary words stands between the full name of a province and the head, and the words
/// before say that somebody got or is it, or those behind how many there are.
fn granted_by_province(stack: &[Node], start: usize, head: &str, text: &str, after: &str) -> bool {
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
        || WORDS.title.end(before.trim_end_matches('了'))
        || is_counted(after);
    full && !kind.is_empty() && ordinary && ranked && granted
}
