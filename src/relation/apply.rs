//! Runs all rules over a document.

use super::hit::Hit;
use super::item::Stretch;
use super::outline::Outline;
use super::pattern::{Match, Scene};
use super::pointing::{is_timed, items};
use super::reference::entity_ref;
use super::rule::{Candidates, RuleSet, Subjects};
use super::scope::Scopes;
use super::section::Sections;
use super::settle::settle;
use super::tense::Tense;
use super::topic::{Clause, Topics};
use super::turn::Turns;
use super::under::Page;
use super::{Statement, name, roll, table};
use crate::entity::EntityType;
use crate::extraction::Predicate;
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
    outline: &Outline,
    gazetteer: &Gazetteer,
) -> Vec<Statement> {
    let mut found = Vec::new();
    name::apply(rules, &text.text, mentions, gazetteer, &mut found);
    let Outline { date, year, tables, profile, .. } = outline;
    table::apply(tables, text, mentions, gazetteer, *year, &mut found);
    roll::apply(tables, text, mentions, gazetteer, &mut found);
    let items = items(text, sentences, mentions, profile, scopes, gazetteer);
    let sections = Sections::new(text, sentences, &items, outline);
    let title = sections.title().map_or("", |title| title.of(&text.text));
    let tense = Tense::new(*date, title, *year);
    let year = tense.year().or(*year);
    let turns = Turns::new(text, sentences, &items, gazetteer);
    let page = Page { text, items: &items, sections: &sections, turns: &turns, scopes, gazetteer };
    let telling = page.telling(rules);
    let mut topics = Topics::of(text, &items, profile);
    let mut candidates = Candidates::default();
    for (number, sentence) in sentences.iter().enumerate() {
        let clauses = topics.follow(text, sentence, &items);
        let here = items.within(sentence.span);
        let scene = Scene {
            text: &text.text,
            sentence: sentence.span,
            items: &items,
            here: Stretch::new(here),
            clauses,
        };
        let named = !here.is_empty();
        let subjects = match named {
            true => Subjects::Named,
            false if clauses.iter().any(Clause::carries) => Subjects::Before,
            false if scopes.own(sentence.passage).is_some() => Subjects::Place,
            false => continue,
        };
        rules.candidates(text, sentence.span, scene.here.kinds(), subjects, &mut candidates);
        let industries = sections.of(number).industries.map_or(&[][..], |group| items.range(group));
        let first = here
            .first()
            .filter(|item| item.kind == EntityType::Place)
            .filter(|item| is_timed(&text.text[sentence.span.start..item.span.start]));
        // 甲县|乙村在评比中……: the last of the places that the sentence opens with.
        let opens = first.and_then(|first| {
            let chain = here.iter().scan(first.span.start, |end, item| {
                let goes_on = item.kind == EntityType::Place && item.span.start == *end;
                goes_on.then(|| *end = item.span.end).map(|()| item)
            });
            chain.filter_map(|item| item.entity.clone()).last()
        });
        let mut lent = Match::default();
        for words in candidates.found.chunk_by(|a, b| a.rule == b.rule) {
            let rule = words[0].rule;
            let compiled = &rules.rules[rule];
            let Some(pattern) = compiled.pattern.as_ref() else { continue };
            for (span, bound) in pattern.matches(scene, words, &mut lent) {
                // A road passes through the county that is spoken of, and not through the city that was named last.
                let near = match compiled.rule.predicate {
                    Predicate::PassesThrough => scopes.own(sentence.passage),
                    _ => scopes.place(sentence.passage),
                };
                let focus = near.map(|focus| {
                    // 公路穿境而过 is told of the town that the passage is about.
                    // So are the firms 境内.
                    let here =
                        matches!(compiled.rule.predicate, Predicate::PassesThrough | Predicate::LocatedIn);
                    let town = focus.town.filter(|_| here);
                    entity_ref(town.unwrap_or(focus.place), gazetteer)
                });
                let county = scopes.own(sentence.passage).map(|focus| {
                    // An honour is the town's; its county signs and builds.
                    let town = focus.town.filter(|_| compiled.rule.predicate == Predicate::Awarded);
                    entity_ref(town.unwrap_or(focus.place), gazetteer)
                });
                let scope = match pattern.carried {
                    true => aim_before(&text.text, sentence.span, span),
                    false => sentence.span,
                };
                let (rule, sentence) = (&compiled.rule, sentence.span);
                let hit = Hit {
                    rule,
                    text: &text.text,
                    scope,
                    carried: pattern.carried,
                    span,
                    bound,
                    here: scene.here,
                    focus,
                    county,
                    opens: opens.clone(),
                    sentence,
                    required: &pattern.required,
                    industries,
                    planned: sections.is_planned(number),
                    reviewed: sections.is_reviewed(number),
                    hedged: false,
                    year,
                    reached: None,
                };
                hit.state(tense, &mut found);
            }
        }
        if named {
            page.apply(&telling, sentence, number, &mut found);
        }
    }
    settle(found, &text.text, gazetteer, sections.title())
}

/// Where aims hold for a clause that carries its subject on: in itself, and in the clause before where it only goes on with
/// another time (计划2026年开工,|2027年投产).
fn aim_before(text: &str, sentence: NormalizedSpan, clause: NormalizedSpan) -> NormalizedSpan {
    let timed = clause.of(text).starts_with(|c: char| c.is_ascii_digit());
    let before = &text[sentence.start..clause.start];
    match before.strip_suffix(',').filter(|_| timed) {
        Some(before) => {
            let start = before.rfind([',', ';', ':']).map_or(sentence.start, |at| sentence.start + at + 1);
            NormalizedSpan::new(start, clause.end)
        }
        None => clause,
    }
}
