//! One node of the parts of a name.

use std::ops::Range;

use super::super::head::Grammar;
use super::super::node::{Class, Node};
use super::super::{Mention, Origin};
use super::stock::listed_firm;
use super::{Reduction, SETTLEMENT, SIGN};
use crate::entity::{EntityType, PlaceLevel};
use crate::text::NormalizedSpan;

/// Pushes a closing bracket; a phase in brackets belongs to the project or park before it: 产业园(二期).
pub(super) fn close(stack: &mut Vec<Node>, bracket: Node, text: &str) {
    if let Some(start) = listed_firm(stack, text) {
        let open = stack.len() - 2;
        let mut behind = stack.split_off(open);
        let mut parts = stack.split_off(start);
        if let Some(last) = parts.pop() {
            let firm = Reduction { start, kind: EntityType::Company, rule: "company-stock-code" };
            stack.push(join(parts, last, firm, text));
        }
        stack.append(&mut behind);
        stack.push(bracket);
        return;
    }
    if let [.., name, open, form] = &stack[..] {
        let partnership = matches!(form.span.of(text), "普通合伙" | "有限合伙" | "特殊普通合伙" | "集团");
        if open.class == Class::Open && partnership && name.class == Class::Name(EntityType::Company) {
            let end = bracket.span.end;
            stack.truncate(stack.len() - 2);
            if let Some(name) = stack.last_mut() {
                name.span.end = end;
                name.origin = Some(Origin::Pattern("company-legal-form"));
            }
            return;
        }
    }
    // 台远水泥(青山)、: the place of a branch.
    if let [.., name, open, place] = &stack[..] {
        let after = &text[bracket.span.end..];
        let branch = open.class == Class::Open
            && name.class == Class::Name(EntityType::Company)
            && name.span.end == open.span.start
            && place.is_place()
            && place.level >= Some(PlaceLevel::Prefecture)
            && !place.span.of(text).ends_with(['市', '县', '区', '州'])
            && after.starts_with(['、', '等', '和', '与', '及']);
        if branch {
            let end = bracket.span.end;
            let place = stack.pop();
            stack.pop();
            if let Some(name) = stack.last_mut() {
                name.span.end = end;
                name.origin = Some(Origin::Pattern("company-branch"));
                if let Some(place) = place {
                    place.mentions(true, &mut name.inner);
                }
                for mention in &mut name.inner {
                    mention.nested = true;
                }
            }
            return;
        }
    }
    if let [.., name, open, phase] = &stack[..] {
        let phased = open.class == Class::Open
            && phase.head.is_some_and(|head| head.grammar == Grammar::Phase)
            && matches!(name.class, Class::Name(EntityType::Project | EntityType::Park));
        if phased {
            stack.truncate(stack.len() - 2);
            if let Some(name) = stack.last_mut() {
                name.span.end = bracket.span.end;
                name.origin = Some(Origin::Pattern("project-phase"));
            }
            return;
        }
    }
    stack.push(bracket);
}

/// Makes one name of the nodes of a range, where they stand.
pub(super) fn join_in_place(
    nodes: &mut Vec<Node>,
    range: Range<usize>,
    kind: EntityType,
    rule: &'static str,
    text: &str,
) {
    let start = range.start;
    let mut parts: Vec<Node> = nodes.drain(range).collect();
    if let Some(last) = parts.pop() {
        nodes.insert(start, join(parts, last, Reduction { start, kind, rule }, text));
    }
}

/// The name that `parts` and the head make.
pub(super) fn join(parts: Vec<Node>, head: Node, reduction: Reduction, text: &str) -> Node {
    let start = parts.first().map_or(head.span.start, |first| first.span.start);
    if reduction.rule == SIGN {
        let span = NormalizedSpan::new(start, head.span.end);
        return Node { class: Class::Other, ..Node::stop(span) };
    }
    let mut inner: Vec<Mention> = Vec::new();
    // 嘉兴|村 is no part of 嘉兴, nor is 松山|湖 one of 松山; 青亭|镇 is what the table has as 青亭街道.
    let alike =
        reduction.rule == SETTLEMENT || reduction.rule == "water" && head.span.len() == '湖'.len_utf8();
    for part in parts {
        if !alike || matches!(part.origin, Some(Origin::Stem(_))) {
            part.mentions(true, &mut inner);
        }
    }
    // What looked like a firm on the way to a longer firm's name is none.
    inner.retain(|mention| {
        mention.kind != reduction.kind
            || mention.kind != EntityType::Company
            || !matches!(mention.origin, Origin::Pattern(_))
    });
    for mention in &mut inner {
        mention.nested = true;
    }
    Node {
        span: NormalizedSpan::new(start, head.span.end),
        class: Class::Name(reduction.kind),
        head: None,
        level: (reduction.kind == EntityType::Place).then_some(match head.head.map(|head| head.grammar) {
            Some(Grammar::Feature | Grammar::Water) => PlaceLevel::Feature,
            Some(Grammar::Settlement) if matches!(head.span.of(text), "镇" | "乡") => PlaceLevel::Township,
            _ => PlaceLevel::Village,
        }),
        rare: false,
        origin: Some(Origin::Pattern(reduction.rule)),
        inner,
    }
}
