//! What is mended beside a name that a grammar has found, and before words that belong to the name before them.

use super::super::Origin;
use super::super::head::{Grammar, Head};
use super::super::lattice::is_han;
use super::super::licence::governed;
use super::super::node::{Class, LINKS, Node};
use super::Reduction;
use super::park::is_told;
use super::spot::is_full;
use super::stack::{characters, is_item_number};
use crate::entity::{EntityType, PlaceLevel};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: KindWords = "kind.csv";
    /// What the official names of zones end with, which begin with the province.
    official,
    /// Words that tell of what quality a sector is; 绿色产业 is many.
    quality,
    /// Words that tell in which field a sector is.
    field,
    /// Words that make more of a sector only where 产业 or 行业 says that it is one.
    scale,
}

/// 甲省|青石经济开发区: the official names of zones begin with the province; the short ones (高新区) do not.
pub(super) fn widen_over_province(stack: &mut Vec<Node>, node: &mut Node, text: &str) {
    if !matches!(node.class, Class::Name(EntityType::Park | EntityType::Infrastructure)) {
        return;
    }
    let province = stack
        .last()
        .is_some_and(|last| last.level == Some(PlaceLevel::Province) && last.span.end == node.span.start);
    let zone =
        node.class == Class::Name(EntityType::Park) && province && WORDS.official.end(node.span.of(text));
    // 云州|天石机场: an airport is called after its city as well.
    let airport = node.class == Class::Name(EntityType::Infrastructure)
        && node.span.of(text).ends_with("机场")
        && matches!(node.origin, Some(Origin::Form(_)))
        && stack.last().is_some_and(|last| {
            last.level == Some(PlaceLevel::Prefecture)
                && last.span.end == node.span.start
                && characters(last, text) <= 3
                && !last.span.of(text).ends_with(['市', '盟'])
        });
    if (zone || airport)
        && let Some(place) = stack.pop()
    {
        node.span.start = place.span.start;
        place.mentions(true, &mut node.inner);
        for mention in &mut node.inner {
            mention.nested = true;
        }
    }
}

/// 昌|福厦高铁: the first of the towns that a line is called after, where a table has a line of the others.
pub(super) fn widen_over_initial(stack: &mut Vec<Node>, node: &mut Node, text: &str) {
    if node.class != Class::Name(EntityType::Infrastructure) || !matches!(node.origin, Some(Origin::Form(_)))
    {
        return;
    }
    let line = ["高铁", "高速", "高速公路", "铁路"].iter().any(|line| {
        let towns = node.span.of(text).strip_suffix(line).map(|towns| towns.chars().count());
        towns.is_some_and(|towns| (2..=3).contains(&towns))
    });
    let [before @ .., initial] = &stack[..] else { return };
    let lone = initial.class == Class::Brand
        && initial.span.end == node.span.start
        && initial.span.len() == 3
        && initial.span.of(text).chars().all(is_han)
        && !LINKS.contains(initial.span.of(text));
    let bounded = before.last().is_none_or(|before| {
        matches!(before.class, Class::Stop | Class::Verb) && characters(before, text) > 1
    });
    if line
        && lone
        && bounded
        && let Some(initial) = stack.pop()
    {
        node.span.start = initial.span.start;
        node.origin = Some(Origin::Pattern("route"));
        node.inner.clear();
    }
}

/// 国家|商务部: what is said before the short name of a national body.
pub(super) fn join_state(stack: &mut Vec<Node>, node: &mut Node, text: &str) {
    let body = node.class == Class::Name(EntityType::Organization)
        && matches!(node.origin, Some(Origin::Form(_)))
        && node.span.of(text).ends_with(['部', '委', '署'])
        && node.span.len() <= 21;
    let state = || stack.last().is_some_and(|last| last.is("国家", text) && last.span.end == node.span.start);
    if body
        && state()
        && let Some(last) = stack.pop()
    {
        node.span.start = last.span.start;
    }
}

/// G85|银昆高速公路: a road that a table has, behind its code.
pub(super) fn join_code(stack: &mut Vec<Node>, node: &mut Node, text: &str) {
    let road = node.name() == Some(EntityType::Infrastructure)
        && matches!(node.origin, Some(Origin::Form(_)))
        && node.span.of(text).starts_with(is_han);
    let coded = || {
        stack.last().is_some_and(|code| {
            let word = code.span.of(text);
            // G7 alone may be anything.
            let short = word.len() == 2
                && word.starts_with(['G', 'S'])
                && word.ends_with(|c: char| c.is_ascii_digit());
            (code.origin == Some(Origin::Pattern("road-code")) || short) && code.span.end == node.span.start
        })
    };
    if road
        && coded()
        && let Some(code) = stack.pop()
    {
        node.span.start = code.span.start;
    }
}

/// 锂电|新能源产业, 不锈钢|新材料产业: what a sector is about stands before it.
pub(super) fn join_sectors(stack: &mut Vec<Node>, node: &mut Node, text: &str) {
    let sector = node.class == Class::Name(EntityType::Industry)
        && matches!(node.origin, Some(Origin::Form(_) | Origin::Pattern("sector")))
        && ["产业", "行业", "制造业"].iter().any(|end| node.span.of(text).ends_with(end));
    if !sector {
        return;
    }
    let about = stack.last().is_some_and(|last| {
        matches!(last.class, Class::Name(EntityType::Industry | EntityType::Product))
            && matches!(last.origin, Some(Origin::Form(_)))
            && last.span.end == node.span.start
    });
    // 医疗设备|及|仪器仪表制造业: two halves of one sector, unless they close a list.
    let halves = || {
        let [.., first, and] = &stack[..] else { return false };
        and.span.of(text) == "及"
            && matches!(first.class, Class::Name(EntityType::Industry | EntityType::Product))
            && matches!(first.origin, Some(Origin::Form(_)))
            && !["业", "产业链", "集群"].iter().any(|end| first.span.of(text).ends_with(end))
            && !text[..first.span.start].ends_with(['、', '和', '与'])
            && !text[node.span.end..].starts_with(['等', '两', '二', '三'])
    };
    if !about && halves() {
        stack.pop();
    } else if !about {
        return;
    }
    if let Some(last) = stack.pop() {
        let old = node.clone();
        node.span.start = last.span.start;
        node.origin = Some(Origin::Pattern("sector"));
        node.head = None;
        node.inner.clear();
        last.mentions(true, &mut node.inner);
        old.mentions(true, &mut node.inner);
        for mention in &mut node.inner {
            mention.nested = true;
        }
    }
}

/// 绿色|算力, 高端|医疗器械: a word that tells the kind of a sector directly before it.
pub(super) fn join_kind(stack: &mut Vec<Node>, node: &mut Node, text: &str) {
    if node.class != Class::Name(EntityType::Industry) {
        return;
    }
    let word = node.span.of(text);
    let named = ["产业", "行业"].iter().any(|end| word.ends_with(end));
    let sector = matches!(node.origin, Some(Origin::Form(_))) && !word.ends_with("能源");
    let kind = stack.last().is_some_and(|last| {
        let kind = last.span.of(text);
        // 绿色产业 is many.
        last.span.end == node.span.start
            && (WORDS.field.has(kind) || if named { WORDS.scale.has(kind) } else { WORDS.quality.has(kind) })
    });
    if sector
        && kind
        && let Some(last) = stack.pop()
    {
        let mut old = node.clone();
        node.span.start = last.span.start;
        node.origin = Some(Origin::Pattern("sector"));
        node.inner.clear();
        old.inner.clear();
        old.mentions(true, &mut node.inner);
        for mention in &mut node.inner {
            mention.nested = true;
        }
    }
}

/// 青石县|滨海新区: no county lies in another; this is a zone that is called like one.
pub(super) fn new_zone_of_county(stack: &mut Vec<Node>, node: &mut Node, text: &str) {
    // 柳平|滨海新区: of the short name of a county it is a part.
    let short = stack.last().is_some_and(|last| {
        matches!(last.level, Some(PlaceLevel::County | PlaceLevel::Prefecture))
            && last.span.end == node.span.start
            && !is_full(last, text)
            && last.span.of(text).ends_with(is_han)
    });
    if short
        && node.level == Some(PlaceLevel::County)
        && node.span.of(text).ends_with("新区")
        && let Some(place) = stack.pop()
    {
        node.class = Class::Name(EntityType::Park);
        node.level = None;
        node.origin = Some(Origin::Pattern("park"));
        node.span.start = place.span.start;
        node.inner.clear();
        place.mentions(true, &mut node.inner);
        for mention in &mut node.inner {
            mention.nested = true;
        }
        return;
    }
    let below = || {
        stack.last().is_some_and(|last| {
            last.level == Some(PlaceLevel::County)
                && last.span.end == node.span.start
                && last.span.of(text).ends_with(['县', '区', '市', '旗'])
        })
    };
    if node.level == Some(PlaceLevel::County) && node.span.of(text).ends_with("新区") && below() {
        node.class = Class::Name(EntityType::Park);
        node.level = None;
        node.origin = Some(Origin::Pattern("park"));
    }
}

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

/// 距|大互高铁, 沿|襄大铁路: how something lies to a road is no part of its name.
pub(super) fn drop_preposition(stack: &[Node], reduction: &mut Reduction, text: &str) {
    let leads = stack.get(reduction.start).is_some_and(|node| matches!(node.span.of(text), "距" | "沿"));
    if reduction.kind == EntityType::Infrastructure && leads && reduction.start + 1 < stack.len() {
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
        let of_province = outer.level == Some(PlaceLevel::Province)
            && word.ends_with(['省', '区'])
            && own.first().is_some_and(|inner| {
                inner.level.is_some_and(|level| level > PlaceLevel::Province && level < PlaceLevel::Feature)
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
    let length: usize = brand.iter().map(|node| characters(node, text)).sum();
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

/// 民和县|人民|政府工作报告: the government whose report it is; the lexicon has the two as one word.
pub(super) fn part_report(tokens: &mut Vec<Node>, text: &str) {
    let Some(at) = tokens.iter().position(|node| node.is("政府工作报告", text)) else { return };
    let place = at.checked_sub(1).map(|before| &tokens[before]);
    let of_place = place.is_some_and(|place| {
        place.is_place()
            || place.is("人民", text) && at.checked_sub(2).is_some_and(|division| tokens[division].is_place())
    });
    if !of_place {
        return;
    }
    let mut report = tokens[at].clone();
    let middle = report.span.start + "政府".len();
    report.span.start = middle;
    let of_people = tokens[at - 1].is("人民", text);
    let start = if of_people { tokens[at - 1].span.start } else { tokens[at].span.start };
    let government = &mut tokens[at];
    (government.span.start, government.span.end) = (start, middle);
    government.head = Some(Head { kind: EntityType::Organization, grammar: Grammar::Office });
    tokens.insert(at + 1, report);
    if of_people {
        tokens.remove(at - 1);
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
    const BEHIND: &str = "酸酯胺醛酮锰钾钙镍";
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
    let fits = match node.span.of(text) {
        "县" | "市" | "区" | "旗" => {
            matches!(place.level, Some(PlaceLevel::County | PlaceLevel::City))
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
