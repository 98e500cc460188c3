//! Words that the lexicon parts or joins otherwise than names need them: 民和县|人民政府|工作报告, 怀柔|县.

use crate::entity::{EntityType, PlaceLevel};
use crate::mention::Origin;
use crate::mention::compound::spot::is_full;
use crate::mention::compound::stack::{characters, is_item_number};
use crate::mention::head::{Grammar, Head};
use crate::mention::lattice::is_han;
use crate::mention::licence::governed;
use crate::mention::node::{Class, Node};

/// 民和县|人民|政府工作报告: the government whose report it is; the lexicon has the two as one word. 民和县|政府工作报告 is the name
/// of a document, in which only the place is one.
pub(super) fn part_report(tokens: &mut Vec<Node>, text: &str) {
    let Some(at) = tokens.iter().position(|node| node.is("政府工作报告", text)) else { return };
    let [.., place, people] = &tokens[..at] else { return };
    if !people.is("人民", text) || !place.is_place() {
        return;
    }
    let mut report = tokens[at].clone();
    let middle = report.span.start + "政府".len();
    report.span.start = middle;
    let start = people.span.start;
    let government = &mut tokens[at];
    (government.span.start, government.span.end) = (start, middle);
    government.head = Some(Head { kind: EntityType::Organization, grammar: Grammar::Office });
    tokens.insert(at + 1, report);
    tokens.remove(at - 1);
}

/// 国道|207: the number of a road behind its class.
pub(super) fn is_road_number(stack: &[Node], node: &Node, text: &str) -> bool {
    node.class == Class::Number
        && node.span.len() == 3
        && node.span.of(text).bytes().all(|byte| byte.is_ascii_digit())
        && stack.last().is_some_and(|word| matches!(word.span.of(text), "国道" | "省道"))
}

/// 青河镇|钟|家村: the lexicon joins the end of a village's name.
#[inline]
pub(super) fn ends_village(stack: &[Node], node: &Node, text: &str) -> bool {
    let [.., township, brand] = stack else { return false };
    township.level == Some(PlaceLevel::Township)
        && node.is("家村", text)
        && characters(brand, text) == 1
        && brand.span.of(text).chars().all(is_han)
        && brand.span.end == node.span.start
}

/// 聚|乙醇|酸, 硫酸|锰: a character of chemistry directly before or behind the name of a substance makes another of it.
pub(super) fn join_substances(tokens: &mut Vec<Node>, text: &str) {
    const BEFORE: &str = "聚氯氟溴硝";
    const BEHIND: &str = "酸酯胺醛酮醇醚酚酐腈烷苷脲酶素锰钾钙镍";
    let mut at = 0;
    while at < tokens.len() {
        let lone = |at: usize, of: &str| {
            tokens.get(at).is_some_and(|node| {
                characters(node, text) == 1 && node.name().is_none() && of.contains(node.span.of(text))
            })
        };
        if tokens[at].name() == Some(EntityType::Product) {
            let behind =
                usize::from(lone(at + 1, BEHIND) && tokens[at + 1].span.start == tokens[at].span.end);
            let before = usize::from(
                at > 0 && lone(at - 1, BEFORE) && tokens[at - 1].span.end == tokens[at].span.start,
            );
            if behind + before > 0 {
                let end = tokens[at + behind].span.end;
                let start = tokens[at - before].span.start;
                let substance = &mut tokens[at];
                (substance.span.start, substance.span.end) = (start, end);
                substance.origin = Some(Origin::Pattern("goods"));
                substance.head = None;
                tokens.drain(at + 1..=at + behind);
                tokens.drain(at - before..at);
                at -= before;
            }
        }
        at += 1;
    }
}

/// 怀柔|县, 蒙特利尔|市, 贝宁|共和国: a level that the place had before, or that its name in the table leaves out.
pub(super) fn join_levels(tokens: &mut Vec<Node>, text: &str) {
    let mut at = 1;
    while at < tokens.len() {
        if ends_level(&tokens[at - 1], &tokens[at], text) {
            tokens[at - 1].span.end = tokens[at].span.end;
            tokens.remove(at);
        } else {
            at += 1;
        }
    }
}

fn ends_level(place: &Node, node: &Node, text: &str) -> bool {
    if !place.is_place() || place.span.end != node.span.start {
        return false;
    }
    let level = node.span.of(text);
    let fits = match level {
        // 杞县|县情 has its level.
        "县" | "市" | "区" | "旗" => {
            matches!(place.level, Some(PlaceLevel::County | PlaceLevel::City))
                && !place.span.of(text).ends_with(level)
                && !governed(&text[node.span.start..])
        }
        "共和国" | "王国" => place.level == Some(PlaceLevel::Country),
        "州" | "省" | "府" | "邦" => {
            place.level == Some(PlaceLevel::City) && !governed(&text[node.span.start..])
        }
        "自治州" => place.level == Some(PlaceLevel::Prefecture),
        "自治县" => place.level == Some(PlaceLevel::County),
        _ => false,
    };
    fits && !is_full(place, text) && matches!(place.origin, Some(Origin::Form(_)))
}

/// S280|线: the word for a road behind its code.
#[inline]
pub(super) fn ends_road_code(stack: &[Node], node: &Node, text: &str) -> bool {
    let code = stack.last().filter(|code| code.name() == Some(EntityType::Infrastructure));
    code.is_some_and(|code| is_road_behind(code, node, text))
}

fn is_road_behind(code: &Node, node: &Node, text: &str) -> bool {
    let digits = code.span.of(text).trim_start_matches(|c: char| c.is_ascii_uppercase());
    matches!(node.span.of(text), "线" | "国道" | "省道" | "县道")
        && code.span.end == node.span.start
        && !digits.is_empty()
        && digits.len() < code.span.len()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// 太仓港|区, 示范园|区: the zone of a port or a park.
#[inline]
pub(super) fn is_zone_of(stack: &[Node], node: &Node, text: &str) -> bool {
    let Some(last) = stack.last() else { return false };
    let end = match last.class {
        Class::Name(EntityType::Infrastructure) => '港',
        Class::Name(EntityType::Park) => '园',
        _ => return false,
    };
    node.is("区", text) && last.span.end == node.span.start && last.span.of(text).ends_with(end)
}

/// KOR| |AUTO: Latin words with a space between them are one.
pub(super) fn join_latin(tokens: &mut Vec<Node>, text: &str) {
    let is_space = |node: &Node| node.is(" ", text);
    if !tokens.iter().any(is_space) {
        return;
    }
    let latin = |node: &Node| {
        node.class == Class::Brand
            && node.span.of(text).bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ')
    };
    let mut at = 1;
    while at + 1 < tokens.len() {
        if is_space(&tokens[at]) && latin(&tokens[at - 1]) && latin(&tokens[at + 1]) {
            tokens[at - 1].span.end = tokens[at + 1].span.end;
            tokens.drain(at..at + 2);
        } else {
            at += 1;
        }
    }
}

/// 5. in 5.万达宝通 begins no name, nor does it in 5.220千伏平远变电站, where a voltage follows it.
pub(super) fn part_item_number(tokens: &mut Vec<Node>, text: &str) {
    const VOLTAGES: [&str; 9] = ["35", "66", "110", "220", "330", "500", "750", "800", "1000"];
    let Some(first) = tokens.first_mut() else { return };
    let word = first.span.of(text);
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return;
    }
    if is_item_number(word) {
        first.class = Class::Stop;
    } else if let Some(point) = word.find('.')
        && is_item_number(&word[..=point])
        && VOLTAGES.contains(&&word[point + 1..])
        && ["千伏", "kV", "KV", "kv"].iter().any(|unit| text[first.span.end..].starts_with(unit))
    {
        let mut voltage = first.clone();
        voltage.span.start += point + 1;
        first.span.end = voltage.span.start;
        first.class = Class::Stop;
        tokens.insert(1, voltage);
    }
}

/// 工商银行青州|分|行为|企业: what a branch of a bank does for somebody.
pub(super) fn part_branch(tokens: &mut [Node], text: &str) {
    let Some(at) = tokens.windows(3).position(|three| {
        three[0].is_place() && matches!(three[1].span.of(text), "分" | "支") && three[2].is("行为", text)
    }) else {
        return;
    };
    let middle = tokens[at + 2].span.start + '行'.len_utf8();
    tokens[at + 2].span.start = middle;
    tokens[at + 2].class = Class::Stop;
    let branch = &mut tokens[at + 1];
    branch.span.end = middle;
    branch.class = Class::Noun;
    branch.head = Some(Head { kind: EntityType::Company, grammar: Grammar::Bank });
}
