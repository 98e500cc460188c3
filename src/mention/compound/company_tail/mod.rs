//! Short names of firms with a tail: a brand, a place or a group and 集团, 公司, 厂.

mod owner;
mod wording;

use crate::entity::{EntityType, PlaceLevel};
use crate::mention::Origin;
use crate::mention::around::is_bounded;
use crate::mention::compound::stack::{
    brand_behind_place, brand_length, chain_start, characters, is_short, is_unknown_hill, name_start, run,
};
use crate::mention::compound::unheard::unheard;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;
use owner::{
    bare_group, is_group, local_group, numbered, of_government, of_group, of_group_and_brand, of_medium,
    of_railway, of_region, of_road, of_town, of_zone, town_group,
};
use wording::{
    adjective_behind_place, brand_and_word, called_by_words, character_and_word, house, international, latin,
    lone_brand, nouns_behind_place, only_word, word_and_trade, word_before_trades, word_before_works,
};

word_lists! {
    pub(super) static WORDS: GroupWords = "group.csv";
    /// Words before 集团 that are no brand even where nothing else stands before them.
    no_brand,
    /// Words that a firm stands behind.
    introducing,
    /// Parts of the country that branches are called after.
    region,
    /// Firms that a town has one of.
    of_place,
    /// Words behind a place that tell what is done to works or what they are, and are no brand.
    no_works,
}

/// The nodes before a tail, and the tail.
#[derive(Clone, Copy)]
struct Front<'a> {
    stack: &'a [Node],
    head: &'a str,
    text: &'a str,
}

impl<'a> Front<'a> {
    fn word(&self, node: &Node) -> &'a str {
        node.span.of(self.text)
    }

    /// Whether the tail is 集团 with at least two characters before it that say what the group does: 能源集团.
    fn is_group_of_trade(&self) -> bool {
        self.head.ends_with("集团") && self.head.chars().nth(3).is_some()
    }
}

/// Where the name of a firm begins that ends with `head` behind `stack`.
///
/// First what stands before the tail and owns the firm or gives it its name, then brands, and last ordinary words, which
/// make a name only where nothing else can be meant.
pub(super) fn company_tail(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let front = Front { stack, head, text };
    if let Some(bare) = bare_group(stack, head, text) {
        return Some(bare);
    }
    // 占|全|公司人数的35%: all of it is none.
    let last = stack.last().filter(|last| !matches!(last.span.of(text), "全" | "本" | "该" | "各"))?;
    if let Some(group) = of_group_and_brand(front) {
        return Some(group);
    }
    if last.class == Class::Name(EntityType::Company) {
        return Some(over_firm(front, last));
    }
    if called_after_hill(front, last) {
        return Some(stack.len() - 1);
    }
    let owned = of_government(front)
        .or_else(|| international(front))
        .or_else(|| numbered(front))
        .or_else(|| of_town(front, last))
        .or_else(|| of_zone(front, last))
        .or_else(|| of_group(front))
        .or_else(|| of_road(front))
        .or_else(|| of_medium(front, last))
        .or_else(|| of_railway(front, last))
        .or_else(|| latin(front, last))
        .or_else(|| adjective_behind_place(front))
        .or_else(|| word_before_works(front))
        .or_else(|| of_region(front, last));
    if owned.is_some() {
        return owned;
    }
    // 金|龙|节能|公司, 晶|远|水晶|公司: what the firm does or deals in may be the last before its tail.
    let deals = last.class == Class::Noun && last.head.is_none() && characters(last, text) == 2;
    let does = usize::from(last.class == Class::Activity || head == "公司" && deals);
    let start = name_start(stack, run(&stack[..stack.len() - does], 5, is_material), text);
    if is_kind_of_group(front, start) {
        return None;
    }
    branded(front, start, last)
        .or_else(|| behind_place(front))
        .or_else(|| town_group(front, last))
        .or_else(|| local_group(front, last))
        .or_else(|| word_and_trade(front))
        .or_else(|| word_before_trades(front))
        .or_else(|| character_and_word(front))
        .or_else(|| house(front))
        .or_else(|| called_by_words(front))
        .or_else(|| brand_and_word(front))
        .or_else(|| only_word(front))
        .or_else(|| nouns_behind_place(front))
}

/// Where the name begins that a tail makes of the name of a firm before it, mostly with that.
fn over_firm(front: Front, last: &Node) -> usize {
    let Front { stack, text, .. } = front;
    let firm = stack.len() - 1;
    // 青州兰远集团|圣海药业|公司
    let group = firm
        .checked_sub(1)
        .filter(|group| is_group(&stack[*group], text) && stack[*group].span.end == last.span.start);
    if let Some(group) = group {
        return group;
    }
    // 吉林|博泽生化|公司, 与|河南|牧原|实业集团
    let built = last.origin == Some(Origin::Pattern("company-brand-trade"));
    let of_place = firm >= 1
        && matches!(stack[firm - 1].level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
        && is_short(&stack[firm - 1], text)
        && is_bounded(stack, firm - 1);
    if built || of_place { chain_start(stack, firm) } else { firm }
}

/// 青岭|集团: what looked like a hill or a water that no table has is the brand.
fn called_after_hill(front: Front, last: &Node) -> bool {
    is_unknown_hill(last)
        && matches!(front.head, "集团" | "公司" | "集团公司" | "股份")
        && characters(last, front.text) <= 3
        && is_bounded(front.stack, front.stack.len() - 1)
}

/// What a short name is made of before its tail.
fn is_material(node: &Node) -> bool {
    matches!(
        node.class,
        Class::Brand
            | Class::Trade
            | Class::Name(
                EntityType::Place
                    | EntityType::Company
                    | EntityType::Industry
                    | EntityType::Product
                    | EntityType::Infrastructure
            )
    )
}

/// 区域性|厨|电|集团: whether it is said what kind of group it is, and not which.
fn is_kind_of_group(front: Front, start: usize) -> bool {
    let Front { stack, text, .. } = front;
    let of_kind = start.checked_sub(1).is_some_and(|before| {
        let word = stack[before].span.of(text);
        ["性", "型"].iter().any(|end| word.ends_with(end)) && word.chars().nth(1).is_some()
    });
    of_kind && !stack[start..].iter().any(|node| node.is_place() || node.name() == Some(EntityType::Company))
}

/// Where a name begins of which the material from `start` on has a brand, a firm, or a place with something else.
fn branded(front: Front, start: usize, last: &Node) -> Option<usize> {
    let Front { stack, head, text } = front;
    let parts = &stack[start..];
    let brand = brand_length(parts, text);
    let place = parts.first().is_some_and(Node::is_place);
    // 平陆运河|集团: the firm that builds or runs a work has its name.
    let firm = parts
        .iter()
        .any(|node| matches!(node.class, Class::Name(EntityType::Company | EntityType::Infrastructure)));
    // 万|盛|集团, 猫|哆|哩|集团: lone characters that make no sense are a brand.
    if brand < 2
        && !firm
        && head.starts_with('集')
        && let Some(start) = unheard(stack, 2..=4, text).or_else(|| lone_brand(front))
    {
        let behind = start.checked_sub(1).filter(|before| stack[*before].is_place());
        return Some(behind.map_or(start, |place| chain_start(stack, place + 1)));
    }
    let others = parts.iter().filter(|node| !node.is_place()).count();
    // 湘潭|电机厂, 七里村|采油厂: the head says what the works make.
    // 青石县|化肥厂 is one, and 青石区|加工厂 may be any.
    let common = matches!(head, "加工厂" | "饲料厂" | "制造厂" | "维修厂" | "修配厂" | "配件厂");
    let full = last.level == Some(PlaceLevel::County)
        && (last.span.of(text).ends_with('区') || common && last.span.of(text).ends_with(['县', '市']));
    let works = head.chars().nth(2).is_some() && (head.ends_with('厂') && !full || head == "工程局");
    (is_place_and_character(front, start)
        || (2..=6).contains(&brand)
        || firm
        || (place && (others > 0 || works) && brand != 1))
        .then_some(start)
}

/// 青州|同|景|新能源集团, 青州市|同|益|智能装备|公司: two or three lone characters between a place and the trades are the
/// brand, whatever they mean elsewhere.
fn behind_place(front: Front) -> Option<usize> {
    let Front { stack, head, text } = front;
    // 青州|探|远|机器厂: the head says what the works make.
    let works = head.ends_with('厂') && head.chars().nth(2).is_some();
    if !works && !matches!(head, "公司" | "集团公司" | "总公司") && !head.ends_with("集团") {
        return None;
    }
    let trade = |node: &Node| {
        matches!(node.class, Class::Trade | Class::Name(EntityType::Industry | EntityType::Product))
    };
    let trades = run(stack, 3, trade);
    if trades == stack.len() && !works && !front.is_group_of_trade() {
        return None;
    }
    let brand = brand_behind_place(stack, trades, text)?;
    let place = stack[brand..trades].iter().rev().find(|node| node.is_place())?;
    // 青州|大型|国有|公司
    let mut telling = stack[brand..trades].iter().filter(|node| !node.is_place());
    let ordinary = telling.all(|node| node.class == Class::Adjective);
    (!ordinary && place.level.is_some()).then_some(brand)
}

/// 青山|红|公司, 东省|青山|岭|集团: whether a place of two characters and one more are all that stands behind a boundary, but for
/// the places that it lies in.
fn is_place_and_character(front: Front, start: usize) -> bool {
    let Front { stack, head, text } = front;
    let [within @ .., place, lone] = &stack[start..] else { return false };
    matches!(head, "公司" | "集团")
        && within.iter().all(Node::is_place)
        && place.is_place()
        && lone.class == Class::Brand
        && characters(lone, text) == 1
        && characters(place, text) == 2
        && !matches!(place.level, Some(PlaceLevel::Province))
        && is_bounded(stack, start)
}
