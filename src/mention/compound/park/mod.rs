//! Names of parks and zones.

mod countries;
mod edge;
mod fields;
mod sector;
mod title;
mod within;

use std::ops::ControlFlow::{Break, Continue};

use crate::entity::{EntityType, PlaceLevel};
use crate::mention::Origin;
use crate::mention::around::is_bounded;
use crate::mention::compound::company_tail;
use crate::mention::compound::stack::{
    before_place, brand_length, characters, name_start, own_name, run, widen_left,
};
use crate::mention::compound::unheard::unheard;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;
use edge::{by_shape, left_edge};
use sector::{by_one_word, by_quarter, by_sector, by_station, by_word_and_field};
use title::is_title;
use within::{called_after_spot, in_address, park_in_park};

pub(super) use within::garden;

word_lists! {
    static WORDS: ParkWords = "park.csv";
    /// Words that praise many parks.
    praise,
    /// Verbs behind which the park stands that is built.
    building,
    /// What is told of a park that is built or stands there.
    stands,
    /// Words of places where people learn.
    school,
    /// Words that rank what they stand before or tell its kind.
    rank,
    /// Heads that a park of a division has.
    administrative,
    /// What is said before a title that a park or a place gets.
    title,
    /// Ordinary modifiers that say of what kind a sector is.
    kind,
    /// What new towns and districts all over the country are called after.
    quarter,
    /// Parts of a park that another in it is called after.
    part,
    /// Words before a sector that tell what is done and not its kind.
    activity,
    /// What is told of one park behind its name.
    told,
    /// Heads of parks that are called by an ordinary word.
    of_word,
    /// What ends before the park that somebody is in or comes to.
    settles,
    /// What tells behind its name that a park holds something.
    houses,
    /// Adjectives that places are called by.
    blessing,
    /// Nouns that tell of what kind a park is, or where any is.
    ordinary,
    /// The bodies that run a park, behind its name.
    committee,
    /// What an address stands behind.
    address,
    /// Zones of which a province has many.
    of_province,
}

/// What a park's name is made of: the nodes before its head.
#[derive(Clone, Copy)]
struct Front<'a> {
    stack: &'a [Node],
    head: &'a str,
    text: &'a str,
}

/// Where the name of a park begins that ends with `head` behind `stack`; `industry_is_enough`: it needs no name of its own
/// beside its sector.
pub(super) fn park(stack: &[Node], head: &str, text: &str, industry_is_enough: bool) -> Option<usize> {
    let front = Front { stack, head, text };
    let start = match by_shape(front) {
        Break(start) => return start,
        Continue(()) => match left_edge(front) {
            Break(start) => return start,
            Continue(start) => start,
        },
    };
    let last = stack.last()?;
    let after = &text[last.span.end + head.len()..];
    if is_title(front, start, after) {
        return None;
    }
    // 在青山区|建设|稀土产业化基地: what is built is named behind the verb.
    let built = (start..stack.len().saturating_sub(1))
        .rev()
        .find(|at| WORDS.building.has(stack[*at].span.of(text)) && *at > start);
    // 现代农业|体验园|建成投用: so does what is built or stands there.
    let stands = head.ends_with('园') && WORDS.stands.begin(after);
    let industry_is_enough = industry_is_enough || built.is_some() || head == "特色小镇" || stands;
    let start = name_start(stack, built.map_or(start, |verb| verb + 1), text);
    // 新都|—|大英|飞地产业园, 甲|·|乙|产业园: a park of two places is called after both.
    // 广西|中国|—|东盟|青年产业园: or after a country and a union of others, with a province before both.
    let joins = |at: usize| matches!(stack[at].span.of(text), "—" | "-" | "·");
    if let Some(second) = stack.get(start)
        && start >= 2
        && joins(start - 1)
        && stack[start - 2].is_place()
    {
        let union = second.name() == Some(EntityType::Organization)
            && stack[start - 2].level == Some(PlaceLevel::Country);
        if second.is_place() {
            return Some(start - 2);
        }
        if union {
            let province = start >= 3 && stack[start - 3].level == Some(PlaceLevel::Province);
            return Some(start - 2 - usize::from(province));
        }
    }
    // 江西省|特色小镇, 山西省|开发区 are many.
    let of_many = head.ends_with("小镇")
        || WORDS.of_province.has(head)
            && stack[start..].iter().all(|node| node.level == Some(PlaceLevel::Province));
    if of_many
        && stack[start..]
            .iter()
            .all(|node| node.is_place() && node.span.of(text).ends_with(['省', '市', '国']))
    {
        return None;
    }
    // 中国|模具|产业基地 is a title.
    if head.ends_with("基地") && stack.get(start).is_some_and(|first| first.is("中国", text)) {
        return None;
    }
    if let Some(own) = park_in_park(stack, start, head, text) {
        return Some(own);
    }
    if let Some(start) = called_after_region(front, start) {
        return Some(start);
    }
    let parts = &stack[start..];
    let brand = brand_length(parts, text);
    let named = parts.iter().any(|node| {
        matches!(
            node.class,
            Class::Name(
                EntityType::Place | EntityType::Company | EntityType::Park | EntityType::Infrastructure
            )
        )
    });
    if head == "基地" && is_ordinary_base(parts, brand, text) {
        return None;
    }
    // 建立450|亩|茶叶种植|基地: how much land it has begins no name.
    if start > 0
        && matches!(stack[start - 1].class, Class::Number | Class::Digit)
        && stack
            .get(start)
            .is_some_and(|first| matches!(first.span.of(text), "亩" | "公顷" | "平方米" | "平方公里"))
    {
        return None;
    }
    // 绿美园区 is no name: before the plain word only a place or a firm makes one.
    if named || (brand >= 2 && head != "园区") {
        return Some(in_address(front, named_edge(front, start)));
    }
    by_sector(front, industry_is_enough, brand)
        .or_else(|| by_quarter(front))
        .or_else(|| by_station(front))
        .or_else(|| by_one_word(front, after))
        .or_else(|| by_word_and_field(front))
        .or_else(|| {
            // 荷叶|塘|工业|功能区: what makes no sense before the plain words is the brand.
            let plain =
                run(stack, 3, |node| matches!(node.class, Class::Generic | Class::Trade | Class::Activity));
            (head.chars().nth(2).is_some() && plain < stack.len())
                .then(|| unheard(&stack[..plain], 2..=4, text))
                .flatten()
        })
        .or_else(|| {
            (administrative(head) && WORDS.committee.begin(after)).then(|| lone(stack, text)).flatten()
        })
}

/// 大|鹤|新区|管委会: the two characters that the line or clause begins with, where the body that runs the park tells.
fn lone(stack: &[Node], text: &str) -> Option<usize> {
    let start = stack.len().checked_sub(2)?;
    let single = |node: &Node| {
        characters(node, text) == 1 && node.class != Class::Stop && node.span.of(text).chars().all(is_han)
    };
    (stack[start..].iter().all(single) && is_bounded(stack, start)).then_some(start)
}

/// 华东|基地: the name of a base that a firm calls after a part of the country.
fn called_after_region(front: Front<'_>, start: usize) -> Option<usize> {
    let Front { stack, head, text } = front;
    // 远航|西南|制冷|产业基地
    let of_firm = (start + 1..stack.len()).find(|at| {
        company_tail::WORDS.region.has(stack[*at].span.of(text))
            && stack[at - 1].class == Class::Name(EntityType::Company)
    });
    if let Some(region) = of_firm.filter(|region| head.ends_with("基地") && region + 3 > stack.len()) {
        return Some(region - 1);
    }
    // 华东|基地, 西南|产业基地: a firm calls its works so.
    let called = stack.last().filter(|_| head.ends_with("基地")).and_then(|last| {
        let before = &text[..last.span.end];
        let region = company_tail::WORDS.region.without_suffix(before)?.len();
        stack.iter().position(|node| node.span.start == region)
    });
    let firm = called?.checked_sub(1).filter(|firm| stack[*firm].class == Class::Name(EntityType::Company));
    firm.or(called)
}

/// Whether a base is one of many: 四川省化工基地, 教育基地. The plain word needs a short place, a known firm or a brand.
fn is_ordinary_base(parts: &[Node], brand: usize, text: &str) -> bool {
    let of_place =
        parts.iter().any(|node| node.is_place() && !node.span.of(text).ends_with(['省', '市', '区', '国']));
    let of_firm = parts.iter().any(|node| {
        node.class == Class::Name(EntityType::Company)
            && node.origin != Some(Origin::Pattern("company-brand-trade"))
    }) || parts.last().is_some_and(|last| last.class == Class::Name(EntityType::Company));
    let taught = parts.iter().any(|node| WORDS.school.are_in(node.span.of(text)));
    let bare = parts.iter().any(|node| {
        characters(node, text) == 1 && matches!(node.class, Class::Name(EntityType::Product) | Class::Brand)
    });
    // 龙川|国际|煤化工|基地
    let of_brand = brand >= 2 && parts.iter().any(|node| node.class == Class::Name(EntityType::Industry));
    !(of_place || of_firm || of_brand) || taught || bare || parts.len() > 4
}

/// Where a name begins that a place, a firm or a brand makes.
fn named_edge(front: Front<'_>, start: usize) -> usize {
    let Front { stack, head, text } = front;
    let start = before_place(stack, widen_left(stack, start, text), text);
    // 柳州市|柳东|新区 has a name of its own, and 三明市|宁化县|工业园 is the county's.
    // But 建水县|紫陶|产业园 is called after goods: two characters are enough before an administrative head only.
    let own = own_name(stack, start, text);
    let length: usize = stack[own..]
        .iter()
        .take_while(|node| {
            node.name().is_none() && (node.class == Class::Brand || characters(node, text) == 1)
        })
        .map(|node| characters(node, text))
        .sum();
    let start = if length > 2 || administrative(head) { own } else { start };
    if let Some(own) = called_after_spot(stack, start, text) {
        return own;
    }
    // 福建|宁德市|周宁县|不锈钢产业园: of three levels the last is in the name.
    let levels = stack[start..].iter().take_while(|node| node.is_place()).count();
    let start = if levels >= 3 { start + levels - 1 } else { start };
    let full = |node: &Node| {
        node.span.of(text).ends_with(['县', '市', '区', '旗', '省'])
            && node.level < Some(PlaceLevel::Township)
    };
    let within = match &stack[start..] {
        [outer, inner, ..] if outer.is_place() && inner.is_place() && full(outer) && full(inner) => start + 1,
        _ => start,
    };
    match &stack[within..] {
        [outer, inner, ..] if outer.is_place() && inner.is_place() && full(outer) && full(inner) => {
            within + 1
        }
        _ => within,
    }
}

/// Whether what follows the name of a park tells of this one.
pub(super) fn is_told(after: &str) -> bool {
    let after = after.trim_start_matches('”');
    WORDS.told.begin(after) || after.starts_with(['内', '是', '\n']) || after.is_empty()
}

/// Heads that a park of a division has.
fn administrative(head: &str) -> bool {
    WORDS.administrative.has(head) || head.ends_with("开发区")
}
