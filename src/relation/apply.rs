//! Runs all rules over a document.

use rustc_hash::{FxHashMap, FxHashSet};

use super::deixis::{Target, pointers};
use super::item::{Item, Items};
use super::pattern::Match;
use super::reference::{entity_ref, meaning};
use super::rule::{Rule, RuleSet};
use super::scope::{Focus, Scopes};
use super::{Statement, name, table};
use crate::entity::{EntityId, EntityType};
use crate::extraction::{EntityRef, Object, Predicate};
use crate::gazetteer::Gazetteer;
use crate::linking::LinkedMention;
use crate::text::{NormalizedSpan, NormalizedText, Sentence};

/// All statements of a document, without duplicates, in the order of their evidence.
#[must_use]
pub fn apply(
    rules: &RuleSet,
    text: &NormalizedText,
    sentences: &[Sentence],
    mentions: &[LinkedMention],
    scopes: &Scopes,
    gazetteer: &Gazetteer,
) -> Vec<Statement> {
    let mut out = Vec::new();
    name::apply(rules, &text.text, mentions, gazetteer, &mut out);
    table::apply(text, mentions, gazetteer, &mut out);
    let items = items(text, sentences, mentions, scopes, gazetteer);
    let mut candidates = Vec::new();
    for sentence in sentences {
        let here = items.within(sentence.span);
        if here.is_empty() {
            continue;
        }
        rules.candidates(sentence.span.of(&text.text), &mut candidates);
        for &rule in &candidates {
            let compiled = &rules.rules[rule];
            let Some(pattern) = &compiled.pattern else { continue };
            for (span, bound) in pattern.matches(&text.text, sentence.span, here) {
                let focus = scopes.place(sentence.passage).map(|focus| entity_ref(focus.place, gazetteer));
                state(&compiled.rule, &text.text, sentence.span, span, &bound, focus, &mut out);
            }
        }
    }
    by_scope(text, mentions, scopes, gazetteer, &mut out);
    distinct(out)
}

/// The mentions, and 全县, 该公司 … with what they point to.
fn items(
    text: &NormalizedText,
    sentences: &[Sentence],
    mentions: &[LinkedMention],
    scopes: &Scopes,
    gazetteer: &Gazetteer,
) -> Items {
    let mut items: Vec<Item> = mentions
        .iter()
        .filter(|mention| !mention.mention.nested)
        .map(|mention| Item {
            span: mention.mention.span,
            kind: mention.mention.kind,
            entity: meaning(mention, gazetteer),
        })
        .collect();
    let mut pointing = Vec::new();
    for sentence in sentences {
        let words = sentence.span.of(&text.text);
        for (offset, pointer) in pointers(words) {
            let start = sentence.span.start + offset;
            let place = |focus: Option<Focus>| focus.map(|focus| entity_ref(focus.place, gazetteer));
            let (kind, entity) = match pointer.target {
                Target::Last(kind) => {
                    let end = items.partition_point(|item| item.span.end <= start);
                    let before = items[..end].iter().rev().find(|item| item.kind == kind);
                    (kind, before.and_then(|item| item.entity.clone()))
                }
                Target::County => (EntityType::Place, place(scopes.county(sentence.passage))),
                Target::Prefecture => (EntityType::Place, place(scopes.prefecture(sentence.passage))),
            };
            if entity.is_some() {
                pointing.push(Item {
                    span: NormalizedSpan::new(start, start + pointer.word.len()),
                    kind,
                    entity,
                });
            }
        }
    }
    items.append(&mut pointing);
    Items::new(items)
}

/// Words that say that something has been reached.
const REACHED: [&str; 5] = ["已", "成功", "顺利", "正式", "如期"];

/// The statements of one match; `focus` is the place that the passage is about.
fn state(
    rule: &Rule,
    text: &str,
    sentence: NormalizedSpan,
    span: NormalizedSpan,
    bound: &Match<'_>,
    focus: Option<EntityRef>,
    out: &mut Vec<Statement>,
) {
    // An aim holds for the rest of its sentence (力争A建成,B投产), unless the clause says that it is reached.
    let before = &text[sentence.start..span.start];
    let clause = before.rsplit([',', ';', ':']).next().unwrap_or("");
    let inside = span.of(text);
    let reached = REACHED.iter().any(|word| clause.contains(word) || inside.contains(word));
    let hedged = !reached
        && rule
            .unless_before
            .iter()
            .any(|word| before.contains(word.as_str()) || inside.contains(word.as_str()));
    if hedged && rule.otherwise.is_none() {
        return;
    }
    let literal = match (hedged, &rule.otherwise, &rule.value) {
        (true, Some(otherwise), _) => Some(otherwise.clone()),
        (_, _, Some(value)) if value == "$o" => bound.words.map(|words| words.of(text).to_owned()),
        (_, _, Some(value)) => Some(value.clone()),
        _ => None,
    };
    let objects: Vec<Object> = match literal {
        None if rule.object_from_scope => focus.map(Object::Entity).into_iter().collect(),
        Some(value) => vec![Object::Literal { value }],
        None => bound.objects.iter().filter_map(|item| item.entity.clone()).map(Object::Entity).collect(),
    };
    // What is granted has a name; one character is the rest of a word (获批|复).
    let named =
        |object: &Object| !matches!(object, Object::Literal { value } if value.chars().nth(2).is_none());
    let objects: Vec<Object> = objects.into_iter().filter(named).collect();
    for subject in bound.subjects.iter().filter_map(|item| item.entity.as_ref()) {
        for object in &objects {
            if matches!(object, Object::Entity(entity) if entity.entity == subject.entity) {
                continue;
            }
            for predicate in std::iter::once(rule.predicate).chain(rule.also.iter().copied()) {
                out.push(Statement {
                    subject: subject.clone(),
                    predicate,
                    object: object.clone(),
                    rule: rule.id.clone(),
                    confidence: rule.confidence,
                    evidence: span,
                });
            }
        }
    }
}

/// A project or park that is named without a place lies in the county that its passage is about.
fn by_scope(
    text: &NormalizedText,
    mentions: &[LinkedMention],
    scopes: &Scopes,
    gazetteer: &Gazetteer,
    out: &mut Vec<Statement>,
) {
    let located: FxHashSet<EntityId> = out
        .iter()
        .filter(|fact| fact.predicate == Predicate::LocatedIn)
        .map(|fact| fact.subject.entity.clone())
        .collect();
    for mention in mentions {
        let kind = mention.mention.kind;
        if mention.mention.nested || !matches!(kind, EntityType::Project | EntityType::Park) {
            continue;
        }
        let Some(subject) = meaning(mention, gazetteer) else { continue };
        if located.contains(&subject.entity) {
            continue;
        }
        let focus = text.passage_at(mention.mention.span.start).and_then(|passage| scopes.county(passage));
        let Some(focus) = focus else { continue };
        out.push(Statement {
            subject,
            predicate: Predicate::LocatedIn,
            object: Object::Entity(entity_ref(focus.place, gazetteer)),
            rule: "section-place".to_owned(),
            confidence: 0.6,
            evidence: mention.mention.span,
        });
    }
}

/// One statement for each fact: the surest; of `status` the last, because it is the latest state.
fn distinct(statements: Vec<Statement>) -> Vec<Statement> {
    let mut seen: FxHashMap<(EntityRef, Predicate, Option<Object>), usize> = FxHashMap::default();
    let mut out: Vec<Statement> = Vec::with_capacity(statements.len());
    for statement in statements {
        let status = statement.predicate == Predicate::Status;
        let key =
            (statement.subject.clone(), statement.predicate, (!status).then(|| statement.object.clone()));
        match seen.get(&key) {
            None => {
                seen.insert(key, out.len());
                out.push(statement);
            }
            Some(&at) if status => {
                if statement.evidence.start >= out[at].evidence.start
                    && statement.confidence >= out[at].confidence
                {
                    out[at] = statement;
                }
            }
            Some(&at) if statement.confidence > out[at].confidence => out[at] = statement,
            Some(_) => {}
        }
    }
    out.sort_by(|left, right| {
        (left.evidence.start, left.evidence.end, left.predicate, &left.subject, &left.object).cmp(&(
            right.evidence.start,
            right.evidence.end,
            right.predicate,
            &right.subject,
            &right.object,
        ))
    });
    out
}
