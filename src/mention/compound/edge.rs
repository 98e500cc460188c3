//! The left edge of a name that a grammar has found: what it takes along, and what it leaves to the words before it.

use crate::entity::{EntityType, PlaceLevel};
use crate::mention::compound::Reduction;
use crate::mention::compound::known::league;
use crate::mention::compound::park::is_told;
use crate::mention::compound::stack::{characters, characters_in};
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// 莲|华山工业园: a character at the beginning of a clause that is no word belongs to the name behind it.
pub(super) fn take_first_character(stack: &[Node], reduction: &mut Reduction, text: &str) {
    let lone = reduction.start == 1
        && stack[0].class == Class::Brand
        && stack[0].head.is_none()
        && stack[0].span.of(text).chars().all(is_han)
        && stack[0].span.len() <= 4
        && stack.get(1).is_some_and(Node::is_place);
    if lone {
        reduction.start = 0;
    }
}

/// 青石市|中|佶合能源公司: directly behind the full name of a place 中 begins the name of its firm, where nothing before the place
/// says that something is in it: 在青石市中|恒昱能源公司.
pub(super) fn take_middle(stack: &[Node], reduction: &mut Reduction, text: &str) {
    let Some((middle, before)) = stack[..reduction.start].split_last() else { return };
    let Some(place) = before.last() else { return };
    let full = place.is_place() && place.span.of(text).ends_with(['市', '县', '区', '州', '旗', '盟']);
    if reduction.kind == EntityType::Company
        && middle.is("中", text)
        && full
        && !text[..place.span.start].ends_with(['在', '于', '从', '由', '到', '进', '是', '为'])
    {
        // The full name of a firm begins with its place.
        reduction.start -= if reduction.rule == "company-legal-form" { 2 } else { 1 };
    }
}

/// 距|大互高铁, 沿|襄大铁路: how something lies to a road is no part of its name.
pub(super) fn drop_preposition(stack: &[Node], reduction: &mut Reduction, text: &str) {
    let leads =
        stack.get(reduction.start).is_some_and(|node| matches!(node.span.of(text), "距" | "距离" | "沿"));
    if reduction.kind == EntityType::Infrastructure && leads && reduction.start + 1 < stack.len() {
        reduction.start += 1;
    }
    // 将|智慧港口产业园项目|打造成
    let object = stack.get(reduction.start).is_some_and(|node| matches!(node.span.of(text), "将" | "把"));
    if reduction.kind == EntityType::Project && object && reduction.start + 1 < stack.len() {
        reduction.start += 1;
    }
    // 起点站为|临水|站
    let is = stack.get(reduction.start).is_some_and(|node| node.is("为", text));
    if reduction.kind == EntityType::Infrastructure && is && reduction.start + 1 < stack.len() {
        reduction.start += 1;
    }
    // “两副”为|青石|生物医药谷
    let is = stack.get(reduction.start).is_some_and(|node| node.is("为", text));
    if reduction.kind == EntityType::Park && is && reduction.start + 2 < stack.len() {
        reduction.start += 1;
    }
}

/// 共青团|平远县|委: the league is a part of the name.
pub(super) fn take_league(stack: &[Node], reduction: &mut Reduction, head: &str, text: &str) {
    if reduction.rule == "office"
        && head.ends_with('委')
        && let Some(first) = stack.get(reduction.start)
        && let Some(start) = league(stack, first.span.start, text)
    {
        reduction.start = start;
    }
}

/// 107|号|青石产业园, 9|栋|青石大厦: what ends the number of a house begins no name.
pub(super) fn drop_house_number(stack: &[Node], reduction: &mut Reduction, text: &str) {
    let house = stack
        .get(reduction.start)
        .is_some_and(|node| matches!(node.span.of(text), "号" | "栋" | "幢" | "楼" | "层" | "室"));
    let numbered = || {
        let number = reduction.start.checked_sub(1).map(|number| &stack[number]);
        number.is_some_and(|number| matches!(number.class, Class::Number | Class::Digit))
    };
    if house
        && reduction.start + 1 < stack.len()
        && reduction.kind != EntityType::Infrastructure
        && numbered()
    {
        reduction.start += 1;
    }
}

/// 青省|石市高新区, 青石市|白水港新区: a province is no part of the name of a zone in one of its towns, nor is a town
/// whose name is full of that of a new district with a name of its own.
pub(super) fn part_from_outer(stack: &[Node], reduction: &mut Reduction, head: &str, text: &str) {
    if reduction.kind != EntityType::Park {
        return;
    }
    while let [outer, own @ ..] = &stack[reduction.start..] {
        let word = outer.span.of(text);
        // 甲省|乙市高新区, 甲|乙市高新区, but 甲乙高新区
        let of_province = outer.level == Some(PlaceLevel::Province)
            && own.first().is_some_and(|inner| {
                let below = inner
                    .level
                    .is_some_and(|level| level > PlaceLevel::Province && level < PlaceLevel::Feature);
                let full = || inner.span.of(text).ends_with(['市', '县', '区', '州', '旗']);
                below && (word.ends_with(['省', '区']) || full())
            });
        let of_town = head.ends_with("新区")
            && !head.ends_with("高新区")
            && outer.is_place()
            && outer.level < Some(PlaceLevel::Township)
            && word.ends_with(['市', '区', '县'])
            && match own {
                [] => head != "新区",
                [only] => !only.is_place(),
                _ => true,
            };
        if !of_province && !of_town {
            return;
        }
        reduction.start += 1;
    }
}

/// 青石新区|白水街道|恒昱二期, 青石园区|青州恒昱|轴承项目: a park and a town in it say where a project is and are no part of its
/// name, nor is a park before the firm whose project it is.
pub(super) fn part_from_park(stack: &[Node], reduction: &mut Reduction) {
    let [park, next, _, ..] = &stack[reduction.start..] else { return };
    if reduction.kind != EntityType::Project || park.name() != Some(EntityType::Park) {
        return;
    }
    if next.level == Some(PlaceLevel::Township) {
        reduction.start += 2;
    } else if next.name() == Some(EntityType::Company) || next.level == Some(PlaceLevel::Province) {
        reduction.start += 1;
    }
}

/// 走进|新|辉|智能制造产业园, 在|顺|源|陶瓷产业园: what stands between a boundary and the sector of a park and makes no sense is
/// its brand, whatever its characters are elsewhere.
pub(super) fn take_brand(stack: &[Node], reduction: &mut Reduction, head: &str, text: &str) {
    const FUNCTION: &str =
        "的和与及在由对向从等为是了把被将到至同并或以让给则且有里上下中内外个各该本县市区省镇乡村";

    let sector = stack
        .get(reduction.start)
        .is_some_and(|node| matches!(node.class, Class::Name(EntityType::Industry | EntityType::Product)));
    if reduction.kind != EntityType::Park || !sector {
        return;
    }
    // 感知|物联网|产业园|位于: one word at the beginning of a sentence that tells of the park.
    if let [word, ..] = stack
        && reduction.start == 1
        && characters(word, text) == 2
        && matches!(word.class, Class::Verb | Class::Noun)
        && word.head.is_none()
        && word.span.of(text).chars().all(is_han)
        && stack.last().is_some_and(|last| is_told(&text[last.span.end + head.len()..]))
        && text[..word.span.start].chars().next_back().is_none_or(|c| matches!(c, '。' | '\n' | '“'))
    {
        reduction.start = 0;
        return;
    }
    let part = |node: &Node| {
        let word = node.span.of(text);
        match characters(node, text) {
            1 => word.chars().all(is_han) && !FUNCTION.contains(word),
            2 => node.class == Class::Noun && node.head.is_none(),
            _ => false,
        }
    };
    let parts = stack[..reduction.start].iter().rev().take(3).take_while(|node| part(node)).count();
    let start = reduction.start - parts;
    let brand = &stack[start..reduction.start];
    let length = characters_in(brand, text);
    let unheard = brand.iter().any(|node| node.class == Class::Brand);
    let bounded = start
        .checked_sub(1)
        .is_none_or(|before| matches!(stack[before].class, Class::Stop | Class::Verb | Class::Open));
    if unheard && bounded && (2..=3).contains(&length) {
        reduction.start = start;
    }
}

/// 柏溪镇|柏溪敬老院, 青石县|青石大桥: what begins like the division before it has its name already.
pub(super) fn part_from_namesake(stack: &[Node], reduction: &mut Reduction, head: &str, text: &str) {
    let Some((division, own)) = stack[reduction.start..].split_first() else { return };
    let word = division.span.of(text);
    let stem = word
        .strip_suffix(['镇', '乡', '县', '市', '区', '旗'])
        .or_else(|| word.strip_suffix("街道"))
        .filter(|stem| division.is_place() && stem.chars().nth(1).is_some());
    let touches = own.first().is_some_and(|first| first.span.start == division.span.end);
    let end = own.last().map_or(0, |last| last.span.end + head.len());
    let again = stem.is_some_and(|stem| {
        text.get(division.span.end..end).is_some_and(|own| own.len() > stem.len() && own.starts_with(stem))
    });
    if touches
        && again
        && matches!(
            reduction.kind,
            EntityType::Organization | EntityType::Infrastructure | EntityType::Company | EntityType::Park
        )
        && reduction.rule != "office"
    {
        reduction.start += 1;
    }
}

/// 华电|玉环1号海上风电场: the short name of the firm that runs a power station begins its name.
pub(super) fn take_firm(stack: &[Node], reduction: &mut Reduction, head: &str, text: &str) {
    let power = reduction.kind == EntityType::Infrastructure
        && ["风电场", "电站", "电厂", "光伏场"].iter().any(|works| head.ends_with(works));
    let Some(firm) = reduction.start.checked_sub(1).filter(|_| power) else { return };
    let short = stack[firm].name() == Some(EntityType::Company)
        && characters(&stack[firm], text) <= 3
        && stack.get(reduction.start).is_some_and(|first| first.span.start == stack[firm].span.end);
    if short {
        reduction.start = firm;
    }
}
