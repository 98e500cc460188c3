//! Names in no dictionary, built from their right end.
//!
//! The words of a clause are shifted one by one; when a head arrives (有限公司, 产业园, 高速), the
//! grammar of the head looks to its left for what can belong to the name and either reduces head
//! and modifiers to one name or leaves them alone. A name made so is material for the next head:
//! 昭阳经开区 | 管委会.

mod apart;
mod bank;
mod body;
mod bounds;
mod building;
mod company;
mod company_front;
mod company_tail;
mod country;
mod dotted;
mod edge;
mod facility;
mod goods;
mod join;
mod known;
mod led;
mod maker;
mod no_name;
mod park;
mod place;
mod project;
mod province;
mod reduce;
mod road;
mod sector;
mod single;
mod spot;
mod stack;
mod stock;
mod street;
mod tokens;
mod trade;
mod unheard;
mod well;

use super::Origin;
use super::head::Grammar;
use super::node::{Class, Node, widen_brands};
use super::telling::Telling;
use crate::entity::EntityType;
use crate::text::word_list::word_lists;
use apart::mark_parting;
use body::ends_site;
use bounds::{bounding_roads, mark_bounds};
use building::building;
use company_tail::company_tail;
use country::{abroad, part_from_builder, part_from_country};
pub(super) use country::{is_foreign, is_foreign_firm};
use dotted::{developments, take_dotted};
use edge::{
    drop_house_number, drop_preposition, part_from_namesake, part_from_outer, take_brand, take_firm,
    take_first_character,
};
pub(crate) use goods::is_amount;
use goods::{goods, measured, quoted_goods};
use join::{close, join};
use known::{
    join_code, join_kind, join_sectors, join_state, new_zone_of_county, spells_out, widen_over_initial,
    widen_over_province,
};
use led::{joint_firm, led_by};
use maker::maker;
use project::extends_phase;
use province::join_province;
use reduce::{acting, live_head, reduce};
use sector::extends_sector;
use single::whole_item;
pub(crate) use stock::has_stock_code;
use tokens::{
    ends_road_code, ends_village, is_road_number, is_zone_of, join_latin, join_levels, join_substances,
    part_item_number, part_report,
};
pub(crate) use trade::MATERIALS;

word_lists! {
    static WORDS: CompoundWords = "compound.csv";
    /// What only a firm does or has.
    act,
    /// Who leads a firm.
    leader,
}

/// The rule whose names are dropped: they only keep a place from being seen in them.
const SIGN: &str = "sign";

/// The rule of villages and towns.
const SETTLEMENT: &str = "settlement";

/// What a grammar found: the name's first node and its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reduction {
    start: usize,
    kind: EntityType,
    rule: &'static str,
}

/// Builds the names of one clause.
///
/// `telling` tells what is in the clause that some of the passes over it look for.
pub(super) fn build(mut tokens: Vec<Node>, text: &str, telling: Telling) -> Vec<Node> {
    mend(&mut tokens, text, telling);
    let sides = telling.any_of(Telling::SIDES);
    if tokens.iter().all(|node| is_idle(node, text)) {
        if sides {
            bounding_roads(&mut tokens, text);
        }
        return tokens;
    }
    let inside = insides(&tokens);
    // What stands before the first word that can end a name, or that is one, stays as it is.
    let first = tokens.iter().position(|node| !is_plain(node) || node.level.is_some());
    let mut at = first.unwrap_or(tokens.len());
    let rest = tokens.split_off(at);
    let mut stack = tokens;
    let mut tokens = rest.into_iter().peekable();
    while let Some(node) = tokens.next() {
        // 泓越|工程|咨询|有限公司: nor a trade that others follow.
        let inside_trades = inside.get(at).copied().unwrap_or(false);
        at += 1;
        shift(&mut stack, node, tokens.peek(), inside_trades, text);
    }
    if let Some(start) = whole_item(&stack, text)
        && let Some(last) = stack.pop()
    {
        let parts = stack.split_off(start);
        let reduction = Reduction { start, kind: EntityType::Project, rule: "project-item" };
        stack.push(join(parts, last, reduction, text));
    }
    if sides {
        bounding_roads(&mut stack, text);
    }
    developments(&mut stack, text);
    if quoted_goods(&stack, text)
        && let Some(last) = stack.pop()
    {
        let reduction = Reduction { start: 0, kind: EntityType::Product, rule: "quoted-goods" };
        return vec![join(stack, last, reduction, text)];
    }
    stack
}

/// Mends the words before names are built of them.
fn mend(tokens: &mut Vec<Node>, text: &str, telling: Telling) {
    part_item_number(tokens, text);
    part_report(tokens, text);
    if telling.any_of(Telling::SPACE) {
        join_latin(tokens, text);
    }
    if tokens.iter().any(Node::is_place) {
        join_levels(tokens, text);
        join_province(tokens, text);
    }
    if tokens.iter().any(|node| node.name() == Some(EntityType::Product)) {
        join_substances(tokens, text);
    }
    if telling.any_of(Telling::SIDES) {
        mark_bounds(tokens, text);
    }
    if telling.any_of(Telling::PARTING) {
        mark_parting(tokens, text);
    }
    widen_brands(tokens, text, telling);
}

/// Whether a word neither is a name that others may join nor ends one.
fn is_idle(node: &Node, text: &str) -> bool {
    node.head.is_none()
        && !is_foreign(node, text)
        && !node.is("·", text)
        && !matches!(
            node.class,
            Class::Close
                | Class::Number
                | Class::Name(
                    EntityType::Park
                        | EntityType::Product
                        | EntityType::Industry
                        | EntityType::Infrastructure
                )
        )
}

/// Puts `node` on the stack, alone or as the end of a name; `next` is the word behind it.
fn shift(stack: &mut Vec<Node>, mut node: Node, next: Option<&Node>, inside_trades: bool, text: &str) {
    if let Some(firm) = led_by(stack, &node, text) {
        let mut parts = stack.split_off(firm.start);
        if let Some(last) = parts.pop() {
            stack.push(join(parts, last, firm, text));
        }
    }
    if let Some(firm) = joint_firm(stack, &node, text) {
        let parts = stack.split_off(firm.start);
        stack.push(join(parts, node, firm, text));
        return;
    }
    if is_plain(&node)
        && !ends_village(stack, &node, text)
        && !ends_road_code(stack, &node, text)
        && !is_zone_of(stack, &node, text)
        && !extends_phase(stack, &node, text)
        && !extends_sector(stack, &node, text)
        && !ends_site(stack, &node, text)
        && abroad(stack, &node, text).is_none()
    {
        stack.push(node);
        return;
    }
    widen_over_province(stack, &mut node, text);
    widen_over_initial(stack, &mut node, text);
    new_zone_of_county(stack, &mut node, text);
    join_sectors(stack, &mut node, text);
    join_kind(stack, &mut node, text);
    join_state(stack, &mut node, text);
    join_code(stack, &mut node, text);
    let head = live_head(&node, next, inside_trades, text);
    let reduction = head.and_then(|head| reduce(stack, &node, head, text)).or_else(|| {
        let trade = head.is_some_and(|head| head.grammar == Grammar::BrandTrade);
        let next = next.filter(|_| trade)?;
        acting(stack, next, text)
    });
    let reduction = reduction.or_else(|| {
        let product = node.class == Class::Name(EntityType::Product);
        let start = product.then(|| maker(stack, next?, text)).flatten()?;
        Some(Reduction { start, kind: EntityType::Company, rule: "company-goods" })
    });
    let reduction = reduction.or_else(|| {
        let product = node.class == Class::Name(EntityType::Product);
        let start = product.then(|| goods(stack, &node, text)).flatten()?;
        Some(Reduction { start, kind: EntityType::Product, rule: "goods" })
    });
    match reduction {
        Some(mut reduction) => {
            take_first_character(stack, &mut reduction, text);
            take_brand(stack, &mut reduction, node.span.of(text), text);
            take_firm(stack, &mut reduction, node.span.of(text), text);
            drop_preposition(stack, &mut reduction, text);
            part_from_country(stack, &mut reduction, text);
            part_from_builder(stack, &mut reduction, text);
            drop_house_number(stack, &mut reduction, text);
            part_from_namesake(stack, &mut reduction, node.span.of(text), text);
            take_dotted(stack, &mut reduction, text);
            part_from_outer(stack, &mut reduction, node.span.of(text), text);
            let parts = stack.split_off(reduction.start);
            stack.push(join(parts, node, reduction, text));
        }
        None if ends_village(stack, &node, text) => {
            let brand = stack.pop().into_iter().collect();
            let village = Reduction { start: stack.len(), kind: EntityType::Place, rule: SETTLEMENT };
            stack.push(join(brand, node, village, text));
        }
        None if abroad(stack, &node, text).is_some() => {
            let start = abroad(stack, &node, text).unwrap_or(stack.len());
            let parts = stack.split_off(start);
            let place = Reduction { start, kind: EntityType::Place, rule: "abroad" };
            stack.push(join(parts, node, place, text));
        }
        None if ends_road_code(stack, &node, text) => {
            if let Some(code) = stack.last_mut() {
                code.span.end = node.span.end;
            }
        }
        None if extends_phase(stack, &node, text) || extends_sector(stack, &node, text) => {
            if let Some(name) = stack.last_mut() {
                name.span.end = node.span.end;
                name.origin = match name.origin {
                    Some(Origin::Form(_)) => Some(Origin::Pattern("sector")),
                    ref origin => origin.clone(),
                };
            }
        }
        None if spells_out(stack, &node, text) => {
            if let Some(line) = stack.last_mut() {
                line.span.end = node.span.end;
            }
        }
        None if ends_site(stack, &node, text) => {
            let parts = stack.split_off(stack.len() - 2);
            let site = Reduction { start: stack.len(), kind: EntityType::Organization, rule: "institution" };
            stack.push(join(parts, node, site, text));
        }
        None if is_zone_of(stack, &node, text) => {
            if let Some(name) = stack.last_mut() {
                name.span.end = node.span.end;
                name.origin = Some(Origin::Pattern("zone"));
            }
        }
        None if node.class == Class::Close => close(stack, node, text),
        None if is_road_number(stack, &node, text) => {
            let word = stack.pop().into_iter().collect();
            let road = Reduction { start: stack.len(), kind: EntityType::Infrastructure, rule: "road-code" };
            stack.push(join(word, node, road, text));
        }
        None => {
            if let Some(start) = measured(stack, &node, text) {
                name_goods(stack, start, text);
            }
            stack.push(node);
        }
    }
}

/// Whether a word ends no name and changes none that stands before it, but for the words that end names of places: it is no
/// head, no name, no number and closes no bracket.
fn is_plain(node: &Node) -> bool {
    node.head.is_none() && !matches!(node.class, Class::Name(_) | Class::Number | Class::Close)
}

/// For each word whether only trades stand between it and the legal form of a firm; empty without such a form.
fn insides(tokens: &[Node]) -> Vec<bool> {
    let is_form = |node: &Node| node.head.is_some_and(|head| head.grammar == Grammar::LegalForm);
    if !tokens.iter().any(is_form) {
        return Vec::new();
    }
    let is_trade = |node: &Node| {
        // (集团) may stand before the form.
        matches!(node.class, Class::Trade | Class::TradeVerb | Class::Activity | Class::Open | Class::Close)
            || matches!(node.class, Class::Name(EntityType::Industry | EntityType::Product))
            || node.head.is_some_and(|head| head.grammar == Grammar::Institution)
    };
    let mut inside = vec![false; tokens.len()];
    let mut ahead = false;
    for (at, node) in tokens.iter().enumerate().rev() {
        inside[at] = ahead;
        ahead = is_form(node) || ahead && is_trade(node);
    }
    inside
}

/// Makes one name of goods of the nodes from `start` on.
fn name_goods(stack: &mut Vec<Node>, start: usize, text: &str) {
    let mut parts = stack.split_off(start);
    if let Some(last) = parts.pop() {
        let known = parts.is_empty() && last.class == Class::Name(EntityType::Product);
        let reduction = Reduction { start, kind: EntityType::Product, rule: "measured-goods" };
        stack.push(if known { last } else { join(parts, last, reduction, text) });
    }
}

/// Where the name of an undertaking begins that ends with the last of `nodes`.
pub(super) fn undertaking_start(nodes: &[Node], text: &str) -> Option<usize> {
    project::undertaking(nodes, stack::run(nodes, 16, project::project_material), text)
}
