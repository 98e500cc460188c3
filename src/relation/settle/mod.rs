//! Settles what the rules state: one statement for each fact, one stage for each project, and of places the
//! most specific.

mod goods;
mod partner;
mod place;
mod stage;
mod undertaker;

use super::Statement;
use crate::extraction::{EntityRef, Object, Predicate};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::text::NormalizedSpan;
use goods::goods;
use partner::partners;
use place::{parks, places, provinces, sites};
use stage::{agreed, distinct};
use undertaker::undertakers;

/// The statements that stand, in the order of their evidence.
pub(super) fn settle(
    mut findings: Vec<Statement>,
    gazetteer: &Gazetteer,
    title: Option<NormalizedSpan>,
) -> Vec<Statement> {
    parks(&mut findings, gazetteer);
    sites(&mut findings, gazetteer);
    places(&mut findings, gazetteer);
    provinces(&mut findings, gazetteer);
    partners(&mut findings, gazetteer);
    undertakers(&mut findings, gazetteer);
    goods(&mut findings);
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

/// Keeps the statements for which `kept` is true, which has one for each of them.
fn keep(findings: &mut Vec<Statement>, kept: &[bool]) {
    let mut kept = kept.iter();
    findings.retain(|_| kept.next().is_none_or(|kept| *kept));
}
