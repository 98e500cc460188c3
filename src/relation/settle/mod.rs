//! Settles what the rules state: one statement for each fact, one stage for each project, and of places the
//! most specific.

mod goods;
mod partner;
mod place;
mod stage;
mod stops;
mod undertaker;

use rustc_hash::FxHashSet;

use super::{Directness, Statement};
use crate::entity::{EntityId, EntityType};
use crate::extraction::{EntityRef, Object, Predicate};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::text::NormalizedSpan;
use goods::goods;
use partner::partners;
use place::{parks, places, provinces, sites};
use stage::{agreed, distinct};
use stops::stops;
use undertaker::undertakers;

/// The statements that stand, in the order of their evidence.
pub(super) fn settle(
    mut findings: Vec<Statement>,
    text: &str,
    gazetteer: &Gazetteer,
    title: Option<NormalizedSpan>,
) -> Vec<Statement> {
    stops(&mut findings);
    parks(&mut findings, gazetteer);
    sites(&mut findings, gazetteer);
    places(&mut findings, gazetteer);
    provinces(&mut findings, gazetteer);
    partners(&mut findings, gazetteer);
    bearers(&mut findings);
    sectors(&mut findings);
    undertakers(&mut findings, gazetteer);
    goods(&mut findings, text);
    agreed(&mut findings);
    distinct(findings, title)
}

fn place_of(finding: &Statement, gazetteer: &Gazetteer) -> Option<EntityIndex> {
    match &finding.object {
        Object::Entity(place) if finding.predicate == Predicate::LocatedIn => gazetteer.find(&place.entity),
        _ => None,
    }
}

fn park_of(finding: &Statement) -> Option<&EntityRef> {
    match &finding.object {
        Object::Entity(park) if finding.predicate == Predicate::InPark => Some(park),
        _ => None,
    }
}

/// Drops the honour of the place that a passage is about where the same words are told of a firm or a park that was spoken of.
fn bearers(findings: &mut Vec<Statement>) {
    const OF_PASSAGE: &str = "of-passage";
    let by_passage = |finding: &Statement| {
        finding.predicate == Predicate::Awarded
            && finding.subject.kind == EntityType::Place
            && finding.rule.contains(OF_PASSAGE)
    };
    if !findings.iter().any(by_passage) {
        return;
    }
    let borne: Vec<(Object, NormalizedSpan)> = findings
        .iter()
        .filter(|finding| {
            finding.predicate == Predicate::Awarded
                && matches!(finding.subject.kind, EntityType::Park | EntityType::Company)
        })
        .map(|finding| (finding.object.clone(), finding.evidence))
        .collect();
    findings.retain(|finding| {
        let same = |(object, evidence): &(Object, NormalizedSpan)| {
            *object == finding.object && evidence.end == finding.evidence.end
        };
        !by_passage(finding) || !borne.iter().any(same)
    });
}

/// Drops the sector that only a section tells of a firm or a work whose name or whose own words tell one.
fn sectors(findings: &mut Vec<Statement>) {
    let by_section = |finding: &Statement| {
        finding.predicate == Predicate::InIndustry && finding.directness == Directness::Section
    };
    if !findings.iter().any(by_section) {
        return;
    }
    let told: FxHashSet<EntityId> = findings
        .iter()
        .filter(|finding| finding.predicate == Predicate::InIndustry && !by_section(finding))
        .map(|finding| finding.subject.entity.clone())
        .collect();
    findings.retain(|finding| !by_section(finding) || !told.contains(&finding.subject.entity));
}

/// Keeps the statements for which `kept` is true, which has one for each of them.
fn keep(findings: &mut Vec<Statement>, kept: &[bool]) {
    let mut kept = kept.iter();
    findings.retain(|_| kept.next().is_none_or(|kept| *kept));
}
