//! Lines: of a metro, 沈阳|地铁|1|号线, of roads that have a number, and those with a name.

use super::WORDS;
use super::passage::passage;
use crate::entity::EntityType;
use crate::mention::Origin;
use crate::mention::around::sentence;
use crate::mention::compound::facility;
use crate::mention::compound::spot::is_bounded_or_built;
use crate::mention::compound::stack::{chain_start, characters_in};
use crate::mention::compound::unheard::lone_run;
use crate::mention::head::Grammar;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// Where the name of a line begins that ends with `head` behind `stack`.
pub(in crate::mention::compound) fn line(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.last()?;
    if head == "线"
        && let Some(start) = road_line(stack, text).or_else(|| named_line(stack, text))
    {
        return Some(start);
    }
    if head == "通道" {
        return passage(stack, text);
    }
    // What is said of a road of one code goes to its code: S280|线.
    if last.name() == Some(EntityType::Infrastructure)
        && last.span.of(text).starts_with(|c: char| c.is_ascii_uppercase())
    {
        return None;
    }
    // 国道213|线
    if last.origin == Some(Origin::Pattern("road-code")) {
        return Some(stack.len() - 1);
    }
    match last.class {
        Class::Number | Class::Digit if head == "号机组" => unit_of_station(stack, text),
        Class::Number | Class::Digit => numbered_line(stack, text),
        _ => None,
    }
}

/// 青岭核电站|1|号机组, 青岭电厂二期工程|3|号机组: a unit of a power station.
fn unit_of_station(stack: &[Node], text: &str) -> Option<usize> {
    let station = stack.len().checked_sub(2)?;
    let named = matches!(
        stack[station].name(),
        Some(EntityType::Infrastructure | EntityType::Project | EntityType::Company)
    );
    let of_power = |word: &str| {
        ["电站", "电厂", "热电", "核电", "火电", "发电", "煤电", "发电公司"]
            .iter()
            .any(|end| word.contains(end))
    };
    (named && of_power(stack[station].span.of(text))).then(|| chain_start(stack, station).min(station))
}

/// Where a line begins whose number is the last node.
fn numbered_line(stack: &[Node], text: &str) -> Option<usize> {
    let number = stack.len() - 1;
    let Some(name) = number.checked_sub(1) else { return of_metro(stack, text).then_some(number) };
    // 地铁|1|号线
    if WORDS.metro.has(stack[name].span.of(text)) {
        return Some(chain_start(stack, name).min(name));
    }
    // 国道|317|线.
    if stack[name].head.is_some_and(|head| head.grammar == Grammar::Route) && stack[name].name().is_none() {
        return Some(name);
    }
    match stack[name].class {
        Class::Name(EntityType::Infrastructure) => Some(name),
        Class::Name(EntityType::Place) => Some(chain_start(stack, number)),
        Class::Noun if name > 0 && stack[name - 1].is_place() => Some(chain_start(stack, name)),
        // 加快|建设|1|号线
        _ if is_bounded_or_built(stack, number, text) && of_metro(stack, text) => Some(number),
        _ => None,
    }
}

/// 2|号线 alone: where the sentence speaks of a metro it is a line, elsewhere one of a works.
fn of_metro(stack: &[Node], text: &str) -> bool {
    stack.last().is_some_and(|last| {
        let (from, to) = sentence(text, last.span.end);
        WORDS.metro.are_in(&text[from..to])
    })
}

/// 青柏|线, 北小|线: where the sentence speaks of roads two characters between a boundary and 线.
fn road_line(stack: &[Node], text: &str) -> Option<usize> {
    let start = lone_run(stack, text).max(stack.len().saturating_sub(2));
    let end = stack.last()?.span.end;
    let (from, to) = sentence(text, end);
    let behind = &text[end + "线".len()..];
    let goes_on = WORDS.of_wires.begin(behind);
    let goes_on = goes_on && !["路面", "路基", "路段"].iter().any(|road| behind.starts_with(road));
    let bounded = start.checked_sub(1).is_none_or(|before| {
        matches!(stack[before].class, Class::Stop | Class::Verb)
            || matches!(stack[before].span.of(text), "至" | "到" | "又称" | "也称" | "俗称" | "简称" | "又名")
    });
    let counted = stack[start..].iter().any(|node| {
        matches!(node.class, Class::Digit | Class::Number)
            || node.class == Class::Generic && !matches!(node.span.of(text), "小" | "大" | "新" | "老")
            || "全沿一主支干两产各".contains(node.span.of(text))
            || matches!(&text[stack[start].span.start..end], "市域" | "县域" | "城域" | "轨交")
    });
    (stack.len() == start + 2
        && bounded
        && !goes_on
        && !counted
        && (WORDS.of_roads.are_in(&text[from..to])
            || WORDS.metro.are_in(&text[from..to])
            || is_alias(&text[from..stack[start].span.start], &text[from..to])
            || behind.chars().take(8).take_while(|c| is_han(*c)).any(|c| c == '段')))
    .then_some(start)
}

/// 9号线又称|青岭|线、柏水|线: another name of a line of which the sentence speaks.
fn is_alias(before: &str, sentence: &str) -> bool {
    let clause = before.rfind([',', ';', ':', '(']).map_or(before, |at| &before[at..]);
    let called = ["又称", "也称", "亦称", "别称", "俗称", "又叫", "也叫", "又名", "称为", "简称"];
    called.iter().any(|verb| clause.contains(verb))
        && (facility::WORDS.train.are_in(sentence) || sentence.contains("号线"))
}

/// 郑州地铁|城郊|线, 青州轨道交通|机场|线: a line of a metro that has a name.
fn named_line(stack: &[Node], text: &str) -> Option<usize> {
    let from = stack.len().saturating_sub(3);
    let metro = (from..stack.len()).rev().find(|at| {
        let word = stack[*at].span.of(text);
        ["地铁", "轻轨", "轨道交通", "磁浮"].iter().any(|end| word.ends_with(end))
    })?;
    let name = &stack[metro + 1..];
    let length = characters_in(name, text);
    let plain = name.iter().all(|node| {
        node.span.of(text).chars().all(is_han)
            && !matches!(
                node.class,
                Class::Stop | Class::Verb | Class::Number | Class::Digit | Class::Generic
            )
            && !matches!(node.span.of(text), "专" | "干" | "支" | "沿" | "全" | "主" | "环")
    });
    let of_town = stack[metro].name() == Some(EntityType::Infrastructure)
        || metro.checked_sub(1).is_some_and(|town| stack[town].is_place());
    ((2..=3).contains(&length) && plain && of_town).then(|| match stack[metro].name() {
        Some(_) => metro,
        None => chain_start(stack, metro),
    })
}
