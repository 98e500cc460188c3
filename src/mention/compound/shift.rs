//! Puts the words of a clause on the stack one by one, and makes names of what stands there.

use super::body::ends_site;
use super::country::{abroad, part_from_body, part_from_builder, part_from_country};
use super::dotted::take_dotted;
use super::edge::{
    drop_house_number, drop_preposition, part_from_namesake, part_from_outer, part_from_park, take_brand,
    take_firm, take_first_character, take_league, take_middle,
};
use super::goods::{goods, measured};
use super::join::{close, join};
use super::known::{
    join_code, join_kind, join_league, join_sectors, join_state, new_zone_of_county, spells_out,
    widen_over_initial, widen_over_province,
};
use super::latin::called_in_latin;
use super::led::{joint_firm, led_by};
use super::maker::{maker, placed_maker};
use super::of_goods::of_goods;
use super::of_kind::behind_kind;
use super::plain::works;
use super::project::extends_phase;
use super::reduce::{acting, live_head, reduce};
use super::sector::extends_sector;
use super::stack::is_proper;
use super::tokens::{ends_road_code, ends_village, is_road_number, is_zone_of};
use super::{Reduction, SETTLEMENT, is_plain};
use crate::entity::EntityType;
use crate::mention::Origin;
use crate::mention::head::Grammar;
use crate::mention::node::{Class, Node};

/// Puts `node` on the stack, alone or as the end of a name; `next` is the word behind it.
pub(super) fn shift(
    stack: &mut Vec<Node>,
    mut node: Node,
    next: Option<&Node>,
    inside_trades: bool,
    text: &str,
) {
    if let Some(firm) = led_by(stack, &node, text) {
        let mut parts = stack.split_off(firm.start);
        if let Some(last) = parts.pop() {
            stack.push(join(parts, last, firm, text));
        }
    }
    if let Some(firm) = joint_firm(stack, &node, text).or_else(|| called_in_latin(stack, &node, next, text)) {
        let parts = stack.split_off(firm.start);
        stack.push(join(parts, node, firm, text));
        return;
    }
    if is_plain(&node) && !may_extend(stack, &node, text) {
        stack.push(node);
        return;
    }
    widen_over_province(stack, &mut node, text);
    widen_over_initial(stack, &mut node, text);
    new_zone_of_county(stack, &mut node, text);
    join_sectors(stack, &mut node, text);
    join_kind(stack, &mut node, text);
    join_state(stack, &mut node, text);
    join_league(stack, &mut node, text);
    join_code(stack, &mut node, text);
    match ended(stack, &node, next, inside_trades, text) {
        Some(reduction) if !is_formula(&stack[reduction.start..], text) => {
            complete(stack, node, reduction, text);
        }
        _ => extend(stack, node, text),
    }
}

/// “公司|+|协会|+|基地+农户”: what a formula adds up is no name where nothing in it is proper.
fn is_formula(parts: &[Node], text: &str) -> bool {
    let sum = |node: &Node| node.is("+", text);
    parts.iter().any(sum) && !parts.iter().any(|node| !sum(node) && is_proper(node))
}

/// Whether a word that is no head may yet belong to the name before it.
fn may_extend(stack: &[Node], node: &Node, text: &str) -> bool {
    ends_village(stack, node, text)
        || ends_road_code(stack, node, text)
        || is_zone_of(stack, node, text)
        || extends_phase(stack, node, text)
        || extends_sector(stack, node, text)
        || ends_site(stack, node, text)
        || abroad(stack, node, text).is_some()
        || of_goods(stack, node, text).is_some()
        || works(stack, node, text).is_some()
}

/// The name that `node` ends: by the grammar of its head, or as what a firm makes.
fn ended(
    stack: &[Node],
    node: &Node,
    next: Option<&Node>,
    inside_trades: bool,
    text: &str,
) -> Option<Reduction> {
    let head = live_head(node, next, inside_trades, text);
    let trade = head.is_some_and(|head| head.grammar == Grammar::BrandTrade);
    let found = head
        .and_then(|head| reduce(stack, node, head, text))
        .and_then(|found| behind_kind(stack, found, node.span.of(text), text))
        .or_else(|| acting(stack, next.filter(|_| trade)?, text))
        .or_else(|| works(stack, node, text));
    if found.is_some() || node.class != Class::Name(EntityType::Product) {
        return found;
    }
    let placed = || placed_maker(stack, node, next, text);
    if let Some(start) = next.and_then(|next| maker(stack, next, text)).or_else(placed) {
        return Some(Reduction { start, kind: EntityType::Company, rule: "company-goods" });
    }
    let start = goods(stack, node, text)?;
    Some(Reduction { start, kind: EntityType::Product, rule: "goods" })
}

/// Makes the name that `node` ends, once its edge is where it belongs.
fn complete(stack: &mut Vec<Node>, node: Node, mut reduction: Reduction, text: &str) {
    take_first_character(stack, &mut reduction, text);
    take_middle(stack, &mut reduction, text);
    take_brand(stack, &mut reduction, node.span.of(text), text);
    take_firm(stack, &mut reduction, node.span.of(text), text);
    take_league(stack, &mut reduction, node.span.of(text), text);
    drop_preposition(stack, &mut reduction, text);
    part_from_country(stack, &mut reduction, text);
    part_from_builder(stack, &mut reduction, text);
    part_from_body(stack, &mut reduction);
    drop_house_number(stack, &mut reduction, text);
    part_from_namesake(stack, &mut reduction, node.span.of(text), text);
    take_dotted(stack, &mut reduction, text);
    part_from_outer(stack, &mut reduction, node.span.of(text), text);
    part_from_park(stack, &mut reduction);
    reduce_to(stack, node, reduction, text);
}

/// Makes one name of the nodes from the start of `reduction` on and of `node`.
fn reduce_to(stack: &mut Vec<Node>, node: Node, reduction: Reduction, text: &str) {
    let parts = stack.split_off(reduction.start);
    stack.push(join(parts, node, reduction, text));
}

/// Lets `node`, which ends no name by itself, extend the name before it, or puts it on the stack.
fn extend(stack: &mut Vec<Node>, node: Node, text: &str) {
    let last = stack.len().saturating_sub(1);
    if ends_village(stack, &node, text) {
        let village = Reduction { start: last, kind: EntityType::Place, rule: SETTLEMENT };
        reduce_to(stack, node, village, text);
    } else if let Some(start) = abroad(stack, &node, text) {
        reduce_to(stack, node, Reduction { start, kind: EntityType::Place, rule: "abroad" }, text);
    } else if let Some(start) = of_goods(stack, &node, text) {
        reduce_to(stack, node, Reduction { start, kind: EntityType::Product, rule: "goods" }, text);
    } else if ends_road_code(stack, &node, text) {
        widen(stack, &node, |_| None);
    } else if extends_phase(stack, &node, text) || extends_sector(stack, &node, text) {
        widen(stack, &node, |origin| {
            matches!(origin, Some(Origin::Form(_))).then_some(Origin::Pattern("sector"))
        });
    } else if spells_out(stack, &node, text) {
        widen(stack, &node, |_| None);
    } else if ends_site(stack, &node, text) {
        let start = last.saturating_sub(1);
        reduce_to(
            stack,
            node,
            Reduction { start, kind: EntityType::Organization, rule: "institution" },
            text,
        );
    } else if is_zone_of(stack, &node, text) {
        widen(stack, &node, |_| Some(Origin::Pattern("zone")));
    } else if node.class == Class::Close {
        close(stack, node, text);
    } else if is_road_number(stack, &node, text) {
        let road = Reduction { start: last, kind: EntityType::Infrastructure, rule: "road-code" };
        reduce_to(stack, node, road, text);
    } else {
        if let Some(start) = measured(stack, &node, text) {
            name_goods(stack, start, text);
        }
        stack.push(node);
    }
}

/// Lets the last name go on to the end of `node`; `origin` tells the new origin of the name, if it gets one.
fn widen(stack: &mut [Node], node: &Node, origin: impl Fn(&Option<Origin>) -> Option<Origin>) {
    if let Some(name) = stack.last_mut() {
        name.span.end = node.span.end;
        name.origin = origin(&name.origin).or(name.origin.take());
    }
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
