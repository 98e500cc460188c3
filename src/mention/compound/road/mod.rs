//! Names of roads, railways and lines.

mod bracketed;
mod by_initials;
mod line;
mod passage;

use super::facility;
use super::line_ends::line_start;
use super::spot::{is_bounded_or_built, is_full, is_numbered, spot};
use super::stack::{chain_start, characters};
use super::street::street;
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::Origin;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;
use bracketed::{spelled_out, with_remarks, with_strange_end};
use by_initials::{by_initials, by_lone_initials};
pub(super) use line::line;

word_lists! {
    pub(super) static WORDS: RoadWords = "road.csv";
    /// What branches and parts of lines are called.
    branch,
    /// Words that say that a sentence speaks of roads.
    of_roads,
    /// What makes another word of 线.
    of_wires,
    /// What lies beside a street.
    beside,
    /// Ordinary words that streets all over the country are named after.
    street,
    /// What lines of a metro are lines of.
    metro,
    /// On which side of a town, or over what, a numbered passage leads.
    across,
    /// What is called after its street.
    of_street,
    /// Characters that say how a street lies to another: 南起南环路.
    joining,
    /// Words for a kind of roads, between the ends of one and its noun.
    kind,
}

/// Heads of roads and railways that two characters name, whatever these are elsewhere.
const FAST: [&str; 9] =
    ["高速", "高速公路", "铁路", "高铁", "高速铁路", "客专", "客运专线", "城际", "城际铁路"];

/// Lines that join others to a town.
const JOINING_LINES: [&str; 3] = ["联络线", "连接线", "接线"];

/// Where the name of a road or railway begins that ends with `head` behind `stack`.
pub(super) fn route(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let start = way(stack, head, text)?;
    // ±800|千伏|青州至柏州|特高压直流
    let volt = start.checked_sub(1).filter(|volt| {
        head.starts_with("特高压")
            && stack[*volt].is("千伏", text)
            && stack[*volt].span.end == stack[start].span.start
    });
    let of_volts = |node: &&Node| node.class == Class::Number || node.is("±", text);
    let number = |volt: usize| stack[..volt].iter().rev().take(2).take_while(of_volts).count();
    Some(volt.map_or(start, |volt| volt - number(volt)))
}

/// The same without what a line of a high voltage has before its ends.
fn way(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    if is_none(stack, head, text) {
        return None;
    }
    if let Some(last) = stack.last() {
        // 青石|至|白水港|公路: a road of any kind leads from a place to a port.
        let leads = head == "公路"
            && stack.len() > 2
            && ["至", "到"].iter().any(|to| stack[stack.len() - 2].is(to, text));
        if is_to_port_or_side(last, if leads { "高速公路" } else { head }, text) {
            let side = stack.len() - 1;
            // 青州|东|外环高速
            let town = side.checked_sub(1).filter(|town| {
                let town = &stack[*town];
                town.is_place()
                    && !is_full(town, text)
                    && town.span.end == last.span.start
                    && last.name().is_none()
            });
            return Some(town.unwrap_or_else(|| line_start(stack, side, text)));
        }
        // 汕湛高速|复线, 连盐铁路|滨海港|支线: a branch of a line, or no name.
        if WORDS.branch.has(head) && last.class != Class::Number {
            return branch(stack, head, text);
        }
        if is_siding(last, head) || is_number(last, head, text) || is_zone_of_road(last, head, text) {
            return Some(stack.len() - 1);
        }
    }
    with_remarks(stack, text)
        .or_else(|| with_strange_end(stack, text).filter(|_| has_ends(head)))
        .or_else(|| spelled_out(stack, text))
        .or_else(|| along(stack, head, text))
        .or_else(|| to_spot(stack, head, text))
        .or_else(|| called_by_numeral(stack, head, text))
        .or_else(|| numbered_ring(stack, head, text))
        .or_else(|| of_code(stack, head))
        .or_else(|| behind_code(stack, head, text))
        .or_else(|| by_initials(stack, head, text))
        .or_else(|| match head {
            "大道" => street(stack, head, text),
            _ => by_lone_initials(stack, head, text),
        })
        .or_else(|| before_kind(stack, text))
}

/// Whether a road or railway of this kind is told by its ends even where no table has one of them.
fn has_ends(head: &str) -> bool {
    FAST.contains(&head) || JOINING_LINES.contains(&head) || head.ends_with("公路")
}

/// 青石|至|白水|沿江一级|旅游公路: the ends of a road before words for its kind.
fn before_kind(stack: &[Node], text: &str) -> Option<usize> {
    /// How many nodes such words are.
    const MOST: usize = 4;
    let end = stack.last()?.span.end;
    let is_kind = |words: &str| {
        let mut rest = words;
        while let Some(shorter) = WORDS.kind.without_prefix(rest) {
            rest = shorter;
        }
        rest.is_empty()
    };
    (1..=MOST.min(stack.len().saturating_sub(1))).find_map(|kind| {
        let (ends, words) = stack.split_at(stack.len() - kind);
        if !is_kind(&text[words[0].span.start..end]) {
            return None;
        }
        let last = ends.len() - 1;
        let line = || Some(line_start(ends, last, text)).filter(|start| *start < last);
        with_remarks(ends, text).or_else(|| line().filter(|_| ends[last].is_place()))
    })
}

/// Whether what stands before the head keeps it from ending a name.
fn is_none(stack: &[Node], head: &str, text: &str) -> bool {
    // 甲至|乙|段|高速公路: which part of a road it is, and not its name.
    if stack.last().is_some_and(|last| last.is("段", text)) {
        return true;
    }
    // 甲镇|国道|316: with a number behind it the class begins the name.
    let end = stack.last().map_or(0, |last| last.span.end) + head.len();
    let numbered = text.get(end..).is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    if matches!(head, "国道" | "省道" | "县道" | "乡道") && numbered {
        return true;
    }
    let Some(last) = stack.last() else { return false };
    // ±800千伏|特高压直流
    if head.starts_with("特高压") && !last.is_place() {
        return true;
    }
    // 中国|公路|建设行业协会: a country has no one road.
    if last.level == Some(PlaceLevel::Country) {
        return true;
    }
    // 青省|高速公路|通车里程: nor has a province.
    if matches!(head, "高速公路" | "公路" | "铁路" | "高铁" | "普通公路")
        && let [before @ .., province] = stack
        && province.level == Some(PlaceLevel::Province)
        && characters(province, text) > 1
        && before.last().is_none_or(|before| !matches!(before.span.of(text), "至" | "到" | "—" | "-"))
    {
        return true;
    }
    // 在临川站|下|高速: a verb and its object; 市|市|通|高铁: so is it everywhere.
    let everywhere = last.is("通", text)
        && stack.len().checked_sub(2).is_some_and(|at| {
            ["市", "县", "村", "镇", "乡"].iter().any(|each| {
                let each_one = text[..stack[at].span.end].strip_suffix(each);
                each_one.is_some_and(|before| before.ends_with(each))
            })
        });
    everywhere || matches!(last.span.of(text), "下" | "上" | "出" | "进")
}

/// 南沙港|铁路, 东南|绕城高速.
fn is_to_port_or_side(last: &Node, head: &str, text: &str) -> bool {
    let of_port = matches!(head, "铁路" | "高速" | "高速公路" | "快速路")
        && last.class == Class::Name(EntityType::Infrastructure)
        && ["港", "机场"].iter().any(|end| last.span.of(text).ends_with(end));
    let of_side = (["绕城", "外环", "内环"].iter().any(|ring| head.starts_with(ring)) || head == "环线")
        && matches!(last.span.of(text), "东南" | "西南" | "东北" | "西北" | "东" | "南" | "西" | "北");
    of_port || of_side
}

/// 成都|第二|绕城高速: a city numbers its rings.
fn numbered_ring(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let [.., place, number] = stack else { return None };
    (head.starts_with("绕城")
        && place.is_place()
        && place.span.end == number.span.start
        && matches!(number.span.of(text), "第一" | "第二" | "第三" | "第四" | "一" | "二" | "三" | "四"))
    .then(|| chain_start(stack, stack.len() - 1))
}

/// 汕湛高速|复线, 连盐铁路|滨海港|支线
fn branch(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let is_line = |node: &Node| {
        node.name() == Some(EntityType::Infrastructure)
            && (facility::WORDS.line.end(node.span.of(text))
                || node.span.of(text).ends_with("号线")
                || node.origin == Some(Origin::Pattern("road-code")))
    };
    let is_end = |node: &Node| node.is_place() || node.name() == Some(EntityType::Infrastructure);
    let is_crossing = |node: &Node| {
        let word = node.span.of(text);
        ["大桥", "隧道", "通道"].iter().any(|end| word.ends_with(end))
    };
    match stack {
        [.., line] if is_line(line) => Some(stack.len() - 1),
        [.., line, end]
            if JOINING_LINES.contains(&head) && is_end(end) && (is_line(line) || is_crossing(line)) =>
        {
            Some(stack.len() - 2)
        }
        // 跨海大桥白石接线和|青石|接线
        [.., end] if head == "接线" && end.is_place() => Some(stack.len() - 1),
        _ => None,
    }
}

/// 宏昇煤业|铁路专用线: the siding of a port, a park or a firm.
fn is_siding(owner: &Node, head: &str) -> bool {
    head.ends_with("专用线")
        && matches!(
            owner.name(),
            Some(
                EntityType::Infrastructure
                    | EntityType::Park
                    | EntityType::Company
                    | EntityType::Organization
            )
        )
}

/// 202|国道, 61|省道, 329|复线.
fn is_number(number: &Node, head: &str, text: &str) -> bool {
    matches!(head, "国道" | "省道" | "县道" | "复线")
        && number.class == Class::Number
        && (number.span.len() == 3 || number.span.len() == 2 && head == "省道")
        && number.span.of(text).bytes().all(|byte| byte.is_ascii_digit())
}

/// 云浦|疏港高速公路: a road of a zone.
fn is_zone_of_road(zone: &Node, head: &str, text: &str) -> bool {
    head.chars().nth(3).is_some() && zone.name() == Some(EntityType::Park) && characters(zone, text) <= 3
}

/// 九江|沿江|高等级公路: a word that roads everywhere are called after, with its town.
fn along(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let [.., place, side] = stack else { return None };
    (head.chars().nth(1).is_some()
        && WORDS.street.has(side.span.of(text))
        && side.name().is_none()
        && place.is_place()
        && place.span.end == side.span.start
        && head != "街")
        .then(|| chain_start(stack, stack.len() - 1))
}

/// 平远|至|石桥沟|高速公路: one end is a spot; 石桥沟|铁路专用线: so is where a siding is.
fn to_spot(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let spot = spot(stack, stack.len(), text)?;
    if head.ends_with("专用线") {
        return Some(spot);
    }
    let joined = spot.checked_sub(1).is_some_and(|and| matches!(stack[and].span.of(text), "至" | "—" | "-"));
    let start = line_start(stack, spot, text);
    (joined && start < spot).then_some(start)
}

/// 三江|高速: a road that is called after waters or hills which a numeral counts.
fn called_by_numeral(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let [before @ .., number] = stack else { return None };
    (FAST.contains(&head) && is_numbered(number, text) && is_bounded_or_built(stack, before.len(), text))
        .then_some(before.len())
}

/// G98|高速
fn of_code(stack: &[Node], head: &str) -> Option<usize> {
    (matches!(head, "高速" | "高速公路") && stack.last()?.origin == Some(Origin::Pattern("road-code")))
        .then(|| stack.len() - 1)
}

/// 青岭|Z917|公路: the short name of the place where it runs is a part of its name.
fn behind_code(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let code = stack.len().checked_sub(1)?;
    if !head.ends_with("公路") || !is_code(stack[code].span.of(text)) {
        return None;
    }
    let place = code.checked_sub(1).filter(|place| {
        stack[*place].is_place()
            && stack[*place].span.end == stack[code].span.start
            && !is_full(&stack[*place], text)
    });
    Some(place.unwrap_or(code))
}

/// G213, X604, Z917: a letter and digits.
fn is_code(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    word.len() == digits.len() + 1
        && (2..=4).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}
