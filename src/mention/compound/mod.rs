//! Names in no dictionary, built from their right end.
//!
//! The words of a clause are shifted one by one; when a head arrives (有限公司, 产业园, 高速), the
//! grammar of the head looks to its left for what can belong to the name and either reduces head
//! and modifiers to one name or leaves them alone. A name made so is material for the next head:
//! 昭阳经开区 | 管委会.

mod address;
mod apart;
mod bank;
mod body;
mod bounds;
mod building;
mod company;
mod company_tail;
mod country;
mod dotted;
mod edge;
mod facility;
mod factory;
mod goods;
mod headquarters;
mod invest;
mod join;
mod known;
mod latin;
mod led;
mod line_ends;
mod maker;
mod no_name;
mod of_goods;
mod of_kind;
mod park;
mod place;
mod plain;
mod project;
mod province;
mod reduce;
mod road;
mod sector;
mod shift;
mod single;
mod spot;
mod stack;
mod stock;
mod street;
mod tokens;
mod trade;
mod unheard;
mod well;

use super::brands::widen_brands;
use super::head::Grammar;
use super::node::{Class, Node};
use super::telling::Telling;
use crate::entity::EntityType;
use crate::text::word_list::word_lists;
use address::name_hamlet;
use apart::{mark_parting, mark_sections};
use bounds::{bounding_roads, mark_bounds};
use building::building;
use company_tail::company_tail;
pub(super) use country::{is_foreign, is_foreign_firm};
use dotted::developments;
pub(super) use facility::is_of_trains;
use goods::quoted_goods;
pub(crate) use goods::{amount, is_amount};
use invest::read_investing;
use join::join;
pub(super) use led::may_spend;
use led::name_told;
use province::join_province;
use shift::shift;
pub(super) use single::ends_with_cost;
use single::whole_item;
pub(super) use spot::ends_like_spot;
use spot::hide_in_hamlets;
pub(crate) use stock::has_stock_code;
use tokens::{join_latin, join_levels, join_substances, part_branch, part_item_number, part_report};
pub(crate) use trade::MATERIALS;
pub(super) use unheard::NEVER_IN_UNHEARD;

word_lists! {
    static WORDS: CompoundWords = "compound.csv";
    /// What only a firm does or has.
    act,
    /// What is told of the money that is invested.
    amount,
    /// Who leads a firm.
    leader,
    /// What one firm is to another.
    kin,
    /// Verbs of spending.
    spends,
    /// What honours somebody.
    honours,
    /// Words for regions that firms are called by.
    region,
    /// What else those do who are called as their stock is.
    stock_does,
    /// What stands before 股份 and names nobody.
    shares,
}

/// The rule whose names are dropped: they only keep a place from being seen in them.
const SIGN: &str = "sign";

/// The rule of firms that only what stands beside them tells: a document uses such a name again.
pub(super) const TOLD: &str = "company-told";

/// The rule of villages and towns.
const SETTLEMENT: &str = "settlement";

/// What a grammar found: the name's first node and its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reduction {
    start: usize,
    kind: EntityType,
    rule: &'static str,
}

/// Builds the names of one clause, whose words are mended.
///
/// `telling` tells what is in the clause that some of the passes over it look for.
pub(super) fn build(nodes: &mut Vec<Node>, text: &str, telling: Telling) {
    let sides = telling.any_of(Telling::SIDES);
    if nodes.iter().all(|node| is_idle(node, text)) {
        if sides {
            bounding_roads(nodes, text);
        }
        name_told(nodes, text);
        return;
    }
    let inside = insides(nodes);
    // What stands before the first word that can end a name, or that is one, stays as it is.
    let first = nodes.iter().position(|node| !is_plain(node) || node.level.is_some());
    let mut at = first.unwrap_or(nodes.len());
    let rest = nodes.split_off(at);
    let stack = nodes;
    let mut tokens = rest.into_iter().peekable();
    while let Some(node) = tokens.next() {
        // 泓越|工程|咨询|有限公司: nor a trade that others follow.
        let inside_trades = inside.get(at).copied().unwrap_or(false);
        at += 1;
        shift(stack, node, tokens.peek(), inside_trades, text);
    }
    if let Some(start) = whole_item(stack, text)
        && let Some(last) = stack.pop()
    {
        let parts = stack.split_off(start);
        let reduction = Reduction { start, kind: EntityType::Project, rule: "project-item" };
        stack.push(join(parts, last, reduction, text));
    }
    if sides {
        bounding_roads(stack, text);
    }
    developments(stack, text);
    name_told(stack, text);
    if quoted_goods(stack, text)
        && let Some(last) = stack.pop()
    {
        let reduction = Reduction { start: 0, kind: EntityType::Product, rule: "quoted-goods" };
        let goods = join(std::mem::take(stack), last, reduction, text);
        stack.push(goods);
    }
}

/// Mends the words before names are built of them.
pub(super) fn mend(tokens: &mut Vec<Node>, text: &str, telling: Telling) {
    part_item_number(tokens, text);
    if telling.any_of(Telling::REPORT) {
        part_report(tokens, text);
    }
    if telling.any_of(Telling::FOR) {
        part_branch(tokens, text);
    }
    if telling.any_of(Telling::SPACE) {
        join_latin(tokens, text);
    }
    if tokens.iter().any(Node::is_place) {
        join_levels(tokens, text);
        join_province(tokens, text);
        hide_in_hamlets(tokens, text);
        name_hamlet(tokens, text);
        mark_sections(tokens, text);
    }
    if tokens.iter().any(|node| node.name() == Some(EntityType::Product)) {
        join_substances(tokens, text);
    }
    read_investing(tokens, text);
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
        // 共|青|团|青州市委
        && !node.is("团", text)
        // 国家|商务部
        && !node.is("国家", text)
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

/// Where the name of an undertaking begins that ends with the last of `nodes`.
pub(super) fn undertaking_start(nodes: &[Node], text: &str) -> Option<usize> {
    project::undertaking(nodes, stack::run(nodes, 16, project::project_material), text)
}
