//! Names of buildings: of those that a firm has or is called after (恒远|大厦, 恒远|中心), and of hotels, squares and
//! markets while they are built (恒远时代|广场).

use super::super::around::is_bounded;
use super::super::node::{Class, Node};
use super::headquarters::headquarters;
use super::single::{ends_with_cost, is_costed};
use super::stack::{brand_length, chain_start, characters, characters_in, is_short, run};
use crate::entity::{EntityType, PlaceLevel};
use crate::text::signs::is_han_numeral;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: BuildingWords = "building.csv";
    /// The part or phase of a building of which a stage is told.
    part,
    /// What is told of works.
    stage,
    /// Verbs behind which what is built stands.
    raises,
    /// Nouns of bodies that are called like their house.
    house,
    /// What is told of such a house alone, at the end of a clause.
    built,
}

/// Whether what follows a name tells a stage of it.
pub(super) fn is_told(after: &str) -> bool {
    WORDS.stage.begin(behind_parts(after))
}

/// What stands behind the parts and phases of a building: 一期|主体|完工.
fn behind_parts(after: &str) -> &str {
    let mut rest = after;
    while let Some(shorter) = WORDS.part.without_prefix(rest) {
        rest = shorter;
    }
    rest
}

/// Whether a body that ends with `head` is the house that is built for it: 恒远医院|主体封顶,.
pub(super) fn is_house_built(head: &str, after: &str) -> bool {
    if !WORDS.house.end(head) {
        return false;
    }
    let behind = WORDS.built.without_prefix(behind_parts(after));
    behind
        .is_some_and(|behind| behind.is_empty() || behind.starts_with([',', '。', ';', '、', '\n', ')', '!']))
}

/// The short name of a firm, with the place before it; or a brand between a boundary and the head. 中心 needs the firm.
pub(super) fn building(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.last()?;
    let end = last.span.end + head.len();
    if head.ends_with("采购中心") {
        return purchase_centre(stack, text);
    }
    if head.ends_with("总部") {
        return headquarters(stack, head, text);
    }
    if let Some(start) = at_address(stack, head, text) {
        return Some(start);
    }
    if last.class == Class::Name(EntityType::Company) {
        let short =
            !last.span.of(text).ends_with(['司', '团', '厂', '社', '行']) && characters(last, text) <= 5;
        // 恒远中心|城区, 恒远|广场舞
        let goes_on = head == "中心" && text[end..].starts_with(['城', '区', '的', '化', '思', '任', '组']);
        return (short && !goes_on).then(|| chain_start(stack, stack.len() - 1));
    }
    if head == "中心" {
        return None;
    }
    let start = run(stack, 3, |node| node.class == Class::Brand && node.head.is_none());
    let brand = characters_in(&stack[start..], text);
    let bounded = start
        .checked_sub(1)
        .is_none_or(|before| matches!(stack[before].class, Class::Stop | Class::Verb | Class::Name(_)));
    // 青州|周|大兴|金融中心: the town that it stands in.
    let town = start.checked_sub(1).filter(|town| {
        matches!(stack[*town].level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
            && is_short(&stack[*town], text)
            && stack.get(start).is_some_and(|first| first.span.start == stack[*town].span.end)
    });
    ((2..=4).contains(&brand) && bounded).then(|| town.unwrap_or(start))
}

/// 恒远|农产品|全球采购中心: behind a boundary, with the brand, the firm or the place that it is called after.
fn purchase_centre(stack: &[Node], text: &str) -> Option<usize> {
    let start = run(stack, 5, |node| {
        matches!(
            node.class,
            Class::Brand
                | Class::Noun
                | Class::Name(
                    EntityType::Place | EntityType::Company | EntityType::Industry | EntityType::Product
                )
        )
    });
    let named = stack[start..]
        .iter()
        .any(|node| matches!(node.name(), Some(EntityType::Place | EntityType::Company)));
    ((named || brand_length(&stack[start..], text) >= 2) && is_bounded(stack, start)).then_some(start)
}

/// 12号|阳光|大厦, 在|金桥|大厦|8层: whether the house is a part of an address.
pub(super) fn is_address(stack: &[Node], start: usize, head: &str, text: &str) -> bool {
    let numbered = stack.get(start).is_some_and(|first| text[..first.span.start].ends_with('号'));
    let after = stack.last().map_or("", |last| &text[last.span.end + head.len()..]);
    let floor =
        after.trim_start_matches(|c: char| c.is_ascii_digit() || is_han_numeral(c) || matches!(c, 'A'..='D'));
    ["大厦", "大楼", "广场"].iter().any(|house| head.ends_with(house))
        && (numbered || floor.len() < after.len() && floor.starts_with(['层', '楼', '座', '室']))
}

/// The word or the brand before a house that is a part of an address.
fn at_address(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let start = run(stack, 3, |node| {
        matches!(node.class, Class::Brand | Class::Noun | Class::Adjective) && node.head.is_none()
    });
    let bounded = start.checked_sub(1).is_none_or(|before| {
        matches!(stack[before].class, Class::Stop | Class::Verb | Class::Name(EntityType::Place))
            || stack[before].is("号", text)
    });
    let start = start + usize::from(stack.get(start).is_some_and(|first| first.is("号", text)));
    let length = characters_in(&stack[start..], text);
    (bounded && (2..=4).contains(&length) && is_address(stack, start, head, text)).then_some(start)
}

/// Whether the words before `start` say what is spent on it, or that it is built: 投资3亿元的|恒远酒店, 开工建设|恒远酒店.
pub(super) fn is_raised(stack: &[Node], start: usize, text: &str) -> bool {
    let Some((last, before)) = stack[..start].split_last() else { return false };
    last.is("的", text) && ends_with_cost(before, text) || WORDS.raises.has(last.span.of(text))
}

/// What the clause tells a stage or the cost of, with a name of its own: 恒远时代|广场|一期|主体|完工, 投资3亿元建设|恒远|酒店.
/// Elsewhere a square or a hotel is where something happens.
pub(super) fn venue(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let after = &text[stack.last()?.span.end + head.len()..];
    let start = run(stack, 6, |node| {
        matches!(
            node.class,
            Class::Brand
                | Class::Noun
                | Class::Adjective
                | Class::Weak
                | Class::Name(
                    EntityType::Place
                        | EntityType::Company
                        | EntityType::Industry
                        | EntityType::Product
                        | EntityType::Infrastructure
                )
        ) || node.class == Class::Trade && !WORDS.raises.has(node.span.of(text))
    });
    let raised = is_raised(stack, start, text);
    let told = raised || is_told(after) || is_costed(after);
    if !told || !raised && !is_bounded(stack, start) {
        return None;
    }
    let brand = brand_length(&stack[start..], text);
    let of_firm = stack[start..].iter().any(|node| node.class == Class::Name(EntityType::Company));
    let of_spot = stack.get(start).is_some_and(|first| {
        first.is_place()
            && !first.span.of(text).ends_with(['省', '市', '县', '区', '镇', '乡', '州', '盟', '旗'])
            || first.name() == Some(EntityType::Infrastructure)
                && first.span.of(text).ends_with(['路', '街', '道'])
                && (start + 1 < stack.len() || head.chars().nth(2).is_some())
    });
    // 威信县|红色|旅游|文化长廊: what it is for tells which one of its place it is. 威信县搬迁安置点建成30个 are many.
    let clause = after.split([',', ';', '。', '\n']).next().unwrap_or(after);
    let many = head.ends_with(['造', '房', '点', '区'])
        || clause.contains(|c: char| c.is_ascii_digit()) && !is_costed(after);
    let of_place = !many
        && stack.get(start).is_some_and(Node::is_place)
        && characters_in(stack.get(start + 1..).unwrap_or_default(), text) + head.chars().count() >= 6;
    (brand >= 2 || of_firm || of_spot || of_place).then_some(start)
}
