//! What a name says about the thing that it names: 昭通市工业和信息化局 is in 昭通市.

use super::Statement;
use super::reference::meaning;
use super::rule::{Position, Rule, RuleSet};
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Object};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::linking::{LinkedMention, Resolution};
use crate::mention::Origin;

/// Runs the name rules over the mentions, which are in order, outer before nested.
pub(super) fn apply(
    rules: &RuleSet,
    text: &str,
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
            && !says_nothing(outer, text)
            && let Some(subject) = meaning(outer, gazetteer)
        {
            for compiled in &rules.rules {
                if compiled.rule.outer.contains(&outer.mention.kind) {
                    one(&compiled.rule, &subject, outer, &mentions[at + 1..end], text, gazetteer, out);
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
    text: &str,
    gazetteer: &Gazetteer,
    out: &mut Vec<Statement>,
) {
    // What stands inside the name of a firm inside says something of the firm: 恒合轮胎有限公司|子午胎项目.
    let inside_firm = |mention: &LinkedMention| {
        inner.iter().any(|firm| {
            firm.mention.kind == EntityType::Company
                && firm.mention.span != mention.mention.span
                && firm.mention.span.contains(mention.mention.span)
        })
    };
    let fitting = inner.iter().filter(|mention| {
        rule.inner.contains(&mention.mention.kind)
            && mention.mention.span != outer_mention.mention.span
            && (mention.mention.kind == EntityType::Place || !inside_firm(mention))
            && !(matches!(mention.mention.kind, EntityType::Industry)
                && GENERIC_SECTORS.contains(&mention.mention.span.of(text)))
            && match rule.at {
                Position::Start => mention.mention.span.start == outer_mention.mention.span.start,
                Position::Anywhere => true,
            }
    });
    // Of several places the most specific that lies in the first; of other things the first.
    let chosen = if rule.inner.contains(&EntityType::Place) {
        let mut fitting: Vec<&LinkedMention> = fitting.collect();
        // 长春化工(漳州)有限公司 is in the place in brackets.
        if let Some(&bracketed) =
            fitting.iter().find(|mention| text[..mention.mention.span.start].ends_with('('))
        {
            fitting = vec![bracketed];
        }
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

/// Words that name a kind of park rather than its industry.
const GENERIC_SECTORS: [&str; 4] = ["高新技术产业", "循环经济", "经济", "技术产业"];

/// Names that tell nothing of where their bearer is: streets (长江路), and short forms, of which the full form
/// tells it.
fn says_nothing(mention: &LinkedMention, text: &str) -> bool {
    let name = mention.mention.span.of(text);
    matches!(mention.mention.origin, Origin::ShortOf(_))
        || (mention.mention.kind == EntityType::Infrastructure
            && (name.ends_with(['路', '街', '巷']) || name.ends_with("大道"))
            && !name.ends_with("铁路")
            && !name.ends_with("公路"))
}

fn linked(mention: &LinkedMention) -> Option<EntityIndex> {
    match mention.resolution {
        Resolution::Linked(entity) => Some(entity),
        _ => None,
    }
}
