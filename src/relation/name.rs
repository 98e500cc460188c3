//! What a name says about the thing that it names: 昭通市工业和信息化局 is in 昭通市.

use super::Statement;
use super::reference::meaning;
use super::rule::{Position, Rule, RuleSet};
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Object};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::linking::{LinkedMention, Resolution};

/// Runs the name rules over the mentions, which are in order, outer before nested.
pub(super) fn apply(
    rules: &RuleSet,
    mentions: &[LinkedMention],
    gazetteer: &Gazetteer,
    out: &mut Vec<Statement>,
) {
    let mut at = 0;
    while at < mentions.len() {
        let outer = &mentions[at];
        let mut end = at + 1;
        while mentions.get(end).is_some_and(|inner| outer.mention.span.contains(inner.mention.span)) {
            end += 1;
        }
        if end > at + 1
            && !outer.mention.nested
            && let Some(subject) = meaning(outer, gazetteer)
        {
            for compiled in &rules.rules {
                if compiled.rule.outer.contains(&outer.mention.kind) {
                    one(&compiled.rule, &subject, outer, &mentions[at + 1..end], gazetteer, out);
                }
            }
        }
        at = end;
    }
}

fn one(
    rule: &Rule,
    outer: &EntityRef,
    outer_mention: &LinkedMention,
    inner: &[LinkedMention],
    gazetteer: &Gazetteer,
    out: &mut Vec<Statement>,
) {
    let fitting = inner.iter().filter(|mention| {
        rule.inner.contains(&mention.mention.kind)
            && mention.mention.span != outer_mention.mention.span
            && match rule.at {
                Position::Start => mention.mention.span.start == outer_mention.mention.span.start,
                Position::Anywhere => true,
            }
    });
    // Of several places the most specific that lies in the first; of other things the first.
    let chosen = if rule.inner.contains(&EntityType::Place) {
        let fitting: Vec<&LinkedMention> = fitting.collect();
        let first = fitting.first().and_then(|mention| linked(mention));
        fitting
            .into_iter()
            .filter(|mention| match (linked(mention), first) {
                (Some(place), Some(first)) => gazetteer.is_within(place, first),
                _ => true,
            })
            .max_by_key(|mention| match &mention.resolution {
                Resolution::Linked(place) => (
                    gazetteer.entity(*place).level.filter(|level| level.is_division()),
                    std::cmp::Reverse(mention.mention.span.start),
                ),
                _ => (None, std::cmp::Reverse(mention.mention.span.start)),
            })
    } else {
        fitting.min_by_key(|mention| mention.mention.span.start)
    };
    let Some(other) = chosen.and_then(|mention| meaning(mention, gazetteer)) else { return };
    if other.entity == outer.entity {
        return;
    }
    // A firm undertakes what is named after it: the inner name is then the subject.
    let (subject, object) = if rule.predicate == crate::extraction::Predicate::Undertakes {
        (other, outer.clone())
    } else {
        (outer.clone(), other)
    };
    out.push(Statement {
        subject,
        predicate: rule.predicate,
        object: Object::Entity(object),
        rule: rule.id.clone(),
        confidence: rule.confidence,
        evidence: outer_mention.mention.span,
    });
}

fn linked(mention: &LinkedMention) -> Option<EntityIndex> {
    match mention.resolution {
        Resolution::Linked(entity) => Some(entity),
        _ => None,
    }
}
