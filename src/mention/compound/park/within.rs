//! Where the name of a park begins that lies in another park, or at a spot of a division.

use super::fields::is_sector;
use super::sector::may_be_called;
use super::{Front, WORDS};
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::compound::spot::{ends_like_spot, is_common, is_spot, spot};
use crate::mention::compound::stack::{brand_length, chain_start, characters, is_short};
use crate::mention::node::{Class, Node};

/// Nouns that tell in which field something is.
const FIELDS: [&str; 8] = ["数字", "科技", "信息", "文化", "农产品", "高端", "中小", "军民"];

/// 青州高新区|柳塘|园: where the name of a part of a park begins that ends with 园 alone and is called after a spot.
pub(in crate::mention::compound) fn garden(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let outer = stack.len().saturating_sub(3);
    let outer = (outer..stack.len()).rev().find(|at| stack[*at].name() == Some(EntityType::Park))?;
    let own = &stack[outer + 1..];
    let touches = own.first()?.span.start == stack[outer].span.end;
    let after = &text[own.last()?.span.end + head.len()..];
    let other = after.starts_with(['林', '艺', '丁', '内', '地', '方', '区', '中', '长', '博']);
    let lone = |node: &Node| {
        characters(node, text) == 1 && matches!(node.class, Class::Brand | Class::Weak | Class::Generic)
    };
    let called = match own {
        [only] => only.is_place() && is_short(only, text) || is_spot(only, text),
        [first, second] => lone(first) && lone(second) && second.class == Class::Brand,
        _ => false,
    };
    (touches && called && !other).then_some(outer)
}

/// 平山县经开区|数字家居|产业园: where the name of a park that lies in another begins, when it has a sector or a
/// brand of its own.
pub(super) fn park_in_park(stack: &[Node], start: usize, head: &str, text: &str) -> Option<usize> {
    let outer = (start..stack.len()).rev().find(|at| stack[*at].class == Class::Name(EntityType::Park))?;
    let own = &stack[outer + 1..];
    // 高新区|青石河|园区: a part of the park that is called after where it lies.
    if let [only] = own
        && head == "园区"
        && (only.is_place() || is_spot(only, text))
        && only.span.start == stack[outer].span.end
    {
        return Some(outer);
    }
    // 高新区|石|庄|园区
    let spotted = head == "园区" && own.len() > 1 && spot_or_brand(stack, outer + 1, text);
    if spotted && own[0].span.start == stack[outer].span.end {
        return Some(outer);
    }
    // 平山县经开区|数字家居|产业园: what only tells its field is a part of the outer one.
    let field = |node: &Node| {
        matches!(node.class, Class::Trade | Class::Adjective | Class::Noun | Class::Generic)
            || matches!(node.name(), Some(EntityType::Industry | EntityType::Product))
    };
    let touches = own.first().is_some_and(|first| first.span.start == stack[outer].span.end);
    let part = |node: &Node| {
        is_spot(node, text) || WORDS.part.has(node.span.of(text)) || WORDS.activity.has(node.span.of(text))
    };
    // 青州高新区|沙文|生态科技产业园: a word that tells no field may be a brand.
    let brand_first = own.first().is_some_and(|first| {
        first.class == Class::Noun
            && !WORDS.kind.has(first.span.of(text))
            && !FIELDS.contains(&first.span.of(text))
    });
    if touches && !brand_first && own.iter().all(field) && !own.iter().any(part) && own.iter().any(is_sector)
    {
        return Some(outer);
    }
    let brand = brand_length(own, text);
    let sector =
        own.iter().any(|node| matches!(node.class, Class::Name(EntityType::Industry | EntityType::Product)));
    // 平山县经开区|东部|产业园
    let spot = own
        .first()
        .is_some_and(|first| first.is_place() || is_spot(first, text) || WORDS.part.has(first.span.of(text)));
    // 火石|山|产业园
    let noun =
        own.len() > 1 && own[0].class == Class::Noun && own[0].head.is_none() && own[1].class == Class::Brand;
    (sector || brand >= 2 || spot || noun).then_some(outer + 1)
}

/// 青石县|金山|工业园区, 青石县|城东|工业园, 青石区|七里坪|工业园: behind the full name of a division a park that is
/// called after a spot in it has a name of its own.
pub(super) fn called_after_spot(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    let full = |node: &Node| {
        node.is_place()
            && node.level < Some(PlaceLevel::Township)
            && node.span.of(text).ends_with(['县', '市', '区', '旗'])
    };
    let chain = stack[start..].iter().take_while(|node| node.is_place()).count();
    let start = (start..start + chain).rev().find(|at| full(&stack[*at]))?;
    let division = &stack[start];
    if division.level == Some(PlaceLevel::Province) {
        return None;
    }
    let spot = stack.get(start + 1)?;
    let word = spot.span.of(text);
    let apart = spot.span.start != division.span.end;
    let called = if spot.is_place() {
        !word.ends_with(['县', '市', '区', '旗', '州', '省', '镇', '乡']) && !word.ends_with("街道")
    } else {
        let quarter = word.starts_with(['城', '东', '南', '西', '北']);
        matches!(spot.class, Class::Noun | Class::Brand | Class::Number)
            && spot.head.is_none()
            && (characters(spot, text) >= 2 && (ends_like_spot(word) || quarter)
                || quarter && stack.len() > start + 2)
    };
    (called && !apart).then_some(start + 1)
}

/// 位于|云溪县|宝石|工业园, 坐落于|甲省|青州|经济开发区: in an address the full name of a division is a member of its own
/// before a park that has a name of its own; `start`: where the park's would begin elsewhere.
pub(super) fn in_address(front: Front<'_>, start: usize) -> usize {
    let Front { stack, text, .. } = front;
    let places = stack[start..].iter().take_while(|node| node.is_place()).count();
    let division = |node: &Node| {
        node.level < Some(PlaceLevel::Township)
            && node.span.of(text).ends_with(['省', '县', '市', '区', '旗'])
    };
    let Some(last) = (start..start + places).rev().find(|at| division(&stack[*at])) else { return start };
    let chain = &stack[chain_start(stack, last + 1)];
    let Some((first, kinds)) = stack[last + 1..].split_first() else { return start };
    let touches = first.span.start == stack[last].span.end;
    let called = if first.is_place() {
        true
    } else {
        let word = first.span.of(text);
        let brand = brand_length(&stack[last + 1..], text) >= 2;
        let plain = |node: &Node| matches!(node.class, Class::Generic | Class::Trade | Class::Activity);
        brand || may_be_called(first, text) && kinds.iter().all(plain) && !FIELDS.contains(&word)
    };
    let addressed = WORDS.address.end(&text[..chain.span.start]);
    if addressed && touches && called { last + 1 } else { start }
}

/// 石门坎|新材料|产业园, 柳林铺|创业园: where a name begins that begins with a spot, or with the short name of the place
/// where the spot is; the words that the name may be made of begin at `start`.
pub(super) fn at_spot(front: Front<'_>, start: usize) -> Option<usize> {
    let Front { stack, head, text } = front;
    let kind = |node: &Node| matches!(node.class, Class::Activity | Class::Generic | Class::Adjective);
    let spot = (start..=stack.len().min(start + 3)).find_map(|end| {
        let own = &stack[end..];
        let enough = if own.is_empty() {
            head.chars().nth(2).is_some() || matches!(head, "园区" | "小镇")
        } else {
            own.iter().any(is_sector) || own.iter().all(kind) && head.ends_with(['园', '区'])
        };
        let spot = enough.then(|| spot(stack, end, text)).flatten()?;
        (!is_common(stack[end - 1].span.of(text))).then_some(spot)
    })?;
    let Some(outer) = spot.checked_sub(1) else { return Some(spot) };
    if stack[outer].span.end != stack[spot].span.start {
        return Some(spot);
    }
    let outer_place = stack[outer].is_place();
    // 青州高新区|柳林铺|园区: a part of the park that is called after where it lies.
    if head == "园区" && stack[outer].name() == Some(EntityType::Park) {
        return Some(outer);
    }
    if !outer_place {
        return Some(spot);
    }
    let division = stack[outer].span.of(text).ends_with(['县', '市', '区', '旗'])
        && !is_short(&stack[outer], text)
        || stack[outer].span.of(text).ends_with(['县', '旗']);
    match stack[outer].level {
        // 青石县|柳林铺|产业园 has a name of its own, and 青石|柳林铺|产业园 has that of the county in it.
        Some(PlaceLevel::Prefecture | PlaceLevel::County) if division => Some(spot),
        Some(PlaceLevel::Prefecture | PlaceLevel::County) => Some(chain_start(stack, outer + 1)),
        Some(PlaceLevel::Township) => Some(spot),
        _ => None,
    }
}

/// Whether nothing but two or three lone characters stands from `start` on, one of them a brand: 石|庄.
fn spot_or_brand(stack: &[Node], start: usize, text: &str) -> bool {
    let own = &stack[start..];
    let lone = |node: &Node| characters(node, text) == 1 && matches!(node.class, Class::Brand | Class::Weak);
    (2..=3).contains(&own.len()) && own.iter().all(lone) && own.iter().any(|node| node.class == Class::Brand)
}
