//! Names of works that stand at one spot: stations, ports, plants, bridges, halls.

mod canal;
mod mine;
mod proper;
mod station;
mod substation;

use super::spot::{is_bounded_or_built, is_numbered, is_spot, spot};
use super::stack::{chain_start, characters, characters_in, is_count, own_name, run};
use super::unheard::{NEVER_IN_UNHEARD, lone_run, unheard};
use super::well::well;
use crate::entity::EntityType;
use crate::mention::around::is_bounded;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;
use canal::canal;
use mine::mine;
use proper::{is_serial, proper_facility};
pub(in crate::mention) use station::is_of_trains;
use station::station;
use substation::{at_voltage, before_voltage};

word_lists! {
    pub(super) static WORDS: FacilityWords = "facility.csv";
    /// Words that say that a station is one of trains.
    train,
    /// What the names of lines end with, on which works with names of their own stand.
    line,
    /// Words that rank a work among its kind and are no name.
    of_kind,
    /// What is said of a mine, and not of what is found at a place.
    of_mine,
    /// What is done to a bridge or with it, which is no part of its name.
    crossing,
    /// Verbs behind which a place and 站 are a station.
    arriving,
    /// Sides of a town that works in it are called after.
    quarter,
    /// What tells before a work or a road only of what kind it is.
    kind,
}

/// Where the name of a work begins that ends with `head` behind `stack`.
pub(super) fn facility(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    if is_of_several(stack, text) || is_of_shape(stack, text) {
        return None;
    }
    if head == "井" {
        return well(stack, text);
    }
    if head.chars().nth(1).is_none() {
        return behind_place(stack, head, text)
            .or_else(|| station(stack, head, text))
            .or_else(|| canal(stack, head, text));
    }
    if is_counted(stack, head, text) {
        return None;
    }
    // 石门坎|1|号|隧道
    let serial = stack.iter().rev().take_while(|node| is_serial(node, text)).count();
    if serial > 0
        && matches!(head, "隧道" | "大桥" | "特大桥" | "泵站" | "特长隧道" | "桥")
        && let Some(start) = facility(&stack[..stack.len() - serial], head, text)
    {
        return Some(start);
    }
    if head.ends_with('矿') {
        return mine(stack, head, text);
    }
    part_of_port(stack, head, text)
        .or_else(|| at_voltage(stack, text))
        .or_else(|| before_voltage(stack, text))
        .or_else(|| at_spot(stack, head, text))
        .or_else(|| proper_facility(stack, head, text))
        .or_else(|| unheard(stack, 2..=4, text))
        .or_else(|| pumped_storage(stack, head, text))
        .or_else(|| in_quarter(stack, text))
        .or_else(|| at_hill(stack, text))
        .or_else(|| two_characters(stack, text))
        .or_else(|| word_and_character(stack, text))
        .or_else(|| lone_behind_place(stack, head, text))
}

/// 甲、乙、丙|三|县|通用机场: whether what stands before the head counts the places that have one each.
fn is_of_several(stack: &[Node], text: &str) -> bool {
    let [.., number, level] = stack else { return false };
    matches!(number.class, Class::Number | Class::Digit)
        && matches!(level.span.of(text), "县" | "市" | "区" | "州" | "镇" | "乡")
        && characters(number, text) == 1
}

/// 设|Y|型|枢纽: whether only the shape of a work stands before the head.
fn is_of_shape(stack: &[Node], text: &str) -> bool {
    let is_shape = |pair: &[Node]| {
        matches!(pair[1].span.of(text), "型" | "形" | "字型" | "字形")
            && pair[0].span.of(text).bytes().all(|byte| byte.is_ascii_uppercase())
    };
    stack[stack.len().saturating_sub(3)..].windows(2).any(is_shape)
}

/// 青州|港, 青州|柏湾|港: a single-character head is too often part of a word for a brand alone.
fn behind_place(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    // 青州|临空临|港, where two things are near.
    if stack.last().is_some_and(|last| last.is("临", text)) {
        return None;
    }
    let start = run(stack, 3, |node| node.class == Class::Brand);
    let brand = characters_in(&stack[start..], text);
    // 京|港|高铁: the abbreviation of a place has no port.
    let place = start
        .checked_sub(1)
        .is_some_and(|before| stack[before].is_place() && characters(&stack[before], text) > 1);
    if !place || brand == 1 {
        return None;
    }
    let chain = chain_start(stack, start);
    // 皖赣铁路|万年|站: alone a station is too often that of a contest or a tour.
    let behind_line = || {
        let line = chain.checked_sub(1).map(|before| &stack[before]);
        line.is_some_and(|line| line.class == Class::Name(EntityType::Infrastructure))
    };
    // 半小时抵达|天津|站
    let reached =
        || chain.checked_sub(1).is_some_and(|before| WORDS.arriving.has(stack[before].span.of(text)));
    if head == "站" && !behind_line() && !reached() {
        return None;
    }
    // 青海市|角石临|港: behind its full name a port with a name of its own is another.
    Some(if brand >= 2 { own_name(stack, chain, text) } else { chain })
}

/// Whether works are counted before the head, and none is named.
fn is_counted(stack: &[Node], head: &str, text: &str) -> bool {
    // 青石站、柏水站|两个|车站
    let stations = head.ends_with('站')
        && stack.len() > 1
        && (stack.len() - 2..stack.len()).any(|at| is_count(stack, at, text));
    // 8|个|小二型|水库
    let sized =
        ["型", "级"].iter().any(|kind| text[..stack.last().map_or(0, |last| last.span.end)].ends_with(kind));
    if sized && (stack.len().saturating_sub(6)..stack.len()).any(|at| is_count(stack, at, text)) {
        return true;
    }
    // 三座|病险|水库
    stations
        || stack.iter().rev().take(3).any(|node| {
            let word = node.span.of(text);
            matches!(node.class, Class::Number | Class::Generic)
                && word.ends_with(['座', '处'])
                && word.starts_with([
                    '一', '两', '二', '三', '四', '五', '六', '七', '八', '九', '十', '多', '数',
                ])
        })
}

/// 铁匠湾|水库; 平远|石门坎|机场: an airport is called after its town and its place.
fn at_spot(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let spot = spot(stack, stack.len(), text)?;
    Some(if head.ends_with("机场") { chain_start(stack, spot) } else { spot })
}

/// 青州港|石门坎|作业区: a part of a port is called after it.
fn part_of_port(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    if !matches!(head, "作业区" | "港区") {
        return None;
    }
    let from = stack.len().saturating_sub(4);
    let port = (from..stack.len()).rev().find(|at| stack[*at].name() == Some(EntityType::Infrastructure))?;
    let own = &stack[port + 1..];
    let plain = own.iter().all(|node| {
        node.span.of(text).chars().all(is_han)
            && !matches!(node.class, Class::Stop | Class::Verb | Class::Number | Class::Open | Class::Close)
            && matches!(node.name(), None | Some(EntityType::Place))
    });
    (stack[port].span.of(text).ends_with(['港', '区'])
        && own.first().is_some_and(|first| first.span.start == stack[port].span.end)
        && plain
        && (2..=4).contains(&characters_in(own, text)))
    .then_some(port)
}

/// 东湖|排涝站, 三江|油库: a word that ends like a spot, or counts waters, behind a boundary.
fn at_hill(stack: &[Node], text: &str) -> Option<usize> {
    let (last, before) = stack.split_last()?;
    ((is_spot(last, text) || is_numbered(last, text)) && is_bounded_or_built(stack, before.len(), text))
        .then_some(before.len())
}

/// 朱砂|抽水蓄能电站: there is no kind of these that a noun would tell.
fn pumped_storage(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let [before @ .., only] = stack else { return None };
    let word = characters(only, text) == 2
        && only.head.is_none()
        && matches!(only.class, Class::Noun | Class::Name(EntityType::Product));
    let bounded = before.last().is_none_or(|before| {
        matches!(before.class, Class::Stop | Class::Verb | Class::Name(EntityType::Place))
    });
    (word && bounded && head == "抽水蓄能电站").then_some(before.len())
}

/// 城南|污水处理厂, 江北|第二|水厂: a work is called after the side of the town that it stands on.
fn in_quarter(stack: &[Node], text: &str) -> Option<usize> {
    let number = stack.last().is_some_and(|last| last.span.of(text).starts_with('第'));
    let quarter = stack.len().checked_sub(1 + usize::from(number))?;
    // 建设|城南|污水处理厂
    let built = quarter.checked_sub(1).is_some_and(|verb| {
        matches!(stack[verb].class, Class::Trade | Class::TradeVerb | Class::Activity | Class::Role)
    });
    (WORDS.quarter.has(stack[quarter].span.of(text)) && (built || is_bounded(stack, quarter)))
        .then_some(quarter)
}

/// 永|让|水库: two characters that fill the clause.
fn two_characters(stack: &[Node], text: &str) -> Option<usize> {
    let [first, second] = stack else { return None };
    let lone = |node: &Node| characters(node, text) == 1 && node.span.of(text).chars().all(is_han);
    let said = "一两几这那该本此各某新老的在和与及由从每全座条个".contains(first.span.of(text));
    let counts = matches!(first.class, Class::Digit | Class::Number | Class::Measure);
    (lone(first) && lone(second) && !said && !counts).then_some(0)
}

/// 大营|顶|隧道: a word and a character that fill the clause.
fn word_and_character(stack: &[Node], text: &str) -> Option<usize> {
    let [word, lone] = stack else { return None };
    (characters(word, text) == 2
        && matches!(
            word.class,
            Class::Noun | Class::Adjective | Class::Brand | Class::Name(EntityType::Place)
        )
        && characters(lone, text) == 1
        && lone.span.of(text).chars().all(is_han)
        && !NEVER_IN_UNHEARD.contains(lone.span.of(text)))
    .then_some(0)
}

/// 林州|弓|上|抽水蓄能电站: lone characters behind a place, be they words elsewhere.
fn lone_behind_place(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let lone = lone_run(stack, text);
    let behind = lone.checked_sub(1).is_some_and(|place| stack[place].is_place());
    (behind && stack.len() - lone >= 2 && head.chars().nth(2).is_some()).then(|| chain_start(stack, lone))
}
