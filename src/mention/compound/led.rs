//! Short names of firms that what stands beside them tells: who leads them, what they are to another firm, what they spend,
//! or another firm that they are a joint venture with.

use super::super::Origin;
use super::super::around::is_bounded;
use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::join::join_in_place;
use super::stack::{characters, is_short, run};
use super::unheard::NEVER_IN_UNHEARD;
use super::{Reduction, TOLD, WORDS};
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::licence::is_surname;

/// 青沙|柏|拓|沐|总经理: characters that make no sense between the short name of a city and who leads a firm.
pub(super) fn led_by(stack: &[Node], leader: &Node, text: &str) -> Option<Reduction> {
    // Few clauses have a leader in them.
    if leader.class != Class::Role || !WORDS.leader.has(leader.span.of(text)) {
        return None;
    }
    let start = run(stack, 4, |node| {
        node.class == Class::Brand
            && node.head.is_none()
            && characters(node, text) == 1
            && node.span.of(text).chars().all(is_han)
    });
    let place = start.checked_sub(1)?;
    let town = &stack[place];
    let bounded = is_bounded(stack, place);
    let named = (2..=4).contains(&(stack.len() - start))
        && town.span.end == stack[start].span.start
        && stack.last().is_some_and(|last| last.span.end == leader.span.start);
    (matches!(town.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
        && is_short(town, text)
        && characters(town, text) == 2
        && bounded
        && named)
        .then_some(Reduction { start: place, kind: EntityType::Company, rule: "company-led" })
}

/// Makes firms of the characters that make no sense behind what one firm is to another (另一|子公司|青|禾|今年), and of those that
/// a clause begins with before what they spend or are honoured with (青|禾|投资|3亿元, 青|禾|荣获).
pub(super) fn name_told(nodes: &mut Vec<Node>, text: &str) {
    if let Some(length) = told_by_verb(nodes, text) {
        make_firm(nodes, 0, length, text);
    }
    let Some(from) = nodes.first().map(|first| first.span.start) else { return };
    // 合资|公司
    let is_kin = |node: &Node| WORDS.kin.end(&text[from..node.span.end]);
    let mut at = 0;
    while let Some(kin) = nodes[at..].iter().position(is_kin) {
        at += kin + 1;
        let length = senseless(&nodes[at..], text);
        // 子公司|青|禾|集团, 子公司|青|禾|”: the rest of what may be a longer name is not known.
        let goes_on = nodes.get(at + length).is_some_and(|next| {
            next.head.is_some()
                || matches!(
                    next.class,
                    Class::Noun | Class::Brand | Class::Weak | Class::Name(_) | Class::Close
                )
        });
        if (2..=4).contains(&length) && !goes_on {
            make_firm(nodes, at, length, text);
        }
    }
}

/// Whether a clause may begin so.
pub(in crate::mention) fn may_spend(clause: &str) -> bool {
    let ends = clause.char_indices().map(|(at, _)| at).skip(2).take(3);
    ends.map(|at| &clause[at..]).any(|rest| WORDS.spends.begin(rest) || WORDS.honours.begin(rest))
}

/// How many characters that make no sense a clause begins with before what they spend or are honoured with.
fn told_by_verb(nodes: &[Node], text: &str) -> Option<usize> {
    let length = senseless(nodes, text);
    let [verb, next, ..] = nodes.get(length..)? else { return None };
    let word = verb.span.of(text);
    // 王|禾|荣获, 王|禾|投资|500|万元 may be a person.
    let person = || nodes[0].span.of(text).starts_with(is_surname);
    let sum = || matches!(next.class, Class::Number | Class::Digit);
    let small = || text[next.span.end..].starts_with("万元");
    let spends = WORDS.spends.has(word) && sum() && !(small() && person());
    let honoured = WORDS.honours.has(word) && !person();
    ((2..=4).contains(&length) && (spends || honoured)).then_some(length)
}

/// How many characters that make no sense `nodes` begin with.
fn senseless(nodes: &[Node], text: &str) -> usize {
    let character = |node: &&Node| {
        matches!(node.class, Class::Brand | Class::Weak)
            && node.head.is_none()
            && characters(node, text) == 1
            && node.span.of(text).chars().all(is_han)
            && !NEVER_IN_UNHEARD.contains(node.span.of(text))
    };
    nodes.iter().take_while(character).count()
}

/// Makes a firm of so many nodes.
fn make_firm(nodes: &mut Vec<Node>, start: usize, length: usize, text: &str) {
    join_in_place(nodes, start..start + length, EntityType::Company, TOLD, text);
}

/// 青高|东岭: two short names of firms side by side are that of their joint venture.
pub(super) fn joint_firm(stack: &[Node], node: &Node, text: &str) -> Option<Reduction> {
    let short = |node: &Node| {
        node.name() == Some(EntityType::Company)
            && matches!(node.origin, Some(Origin::Form(_) | Origin::ShortOf(_)))
            && node.span.of(text).chars().all(is_han)
            && (2..=3).contains(&characters(node, text))
    };
    let start = stack.len().checked_sub(1)?;
    (short(node) && short(&stack[start]) && stack[start].span.end == node.span.start).then_some(Reduction {
        start,
        kind: EntityType::Company,
        rule: "company-joint",
    })
}
