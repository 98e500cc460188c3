//! Lines pass through the places where their stations are.

use crate::entity::EntityType;
use crate::extraction::{Object, Predicate};
use crate::relation::{Directness, Statement};

/// Makes of what a line is said to have as a station the place that this is called after: 甲铁路全线设|乙东、丙|2座车站.
pub(super) fn stops(findings: &mut Vec<Statement>) {
    let is_stop = |finding: &Statement| {
        finding.predicate == Predicate::PassesThrough
            && matches!(&finding.object, Object::Entity(stop) if stop.kind == EntityType::Infrastructure)
    };
    if !findings.iter().any(is_stop) {
        return;
    }
    let places: Vec<(Object, Object)> = findings
        .iter()
        .filter(|finding| finding.predicate == Predicate::LocatedIn && finding.directness == Directness::Name)
        .filter(|finding| finding.subject.label.ends_with('站'))
        .map(|finding| (Object::Entity(finding.subject.clone()), finding.object.clone()))
        .collect();
    findings.retain_mut(|finding| {
        if !is_stop(finding) {
            return true;
        }
        let place = places.iter().find(|(stop, _)| *stop == finding.object).map(|(_, place)| place.clone());
        let found = place.is_some();
        finding.object = place.unwrap_or_else(|| finding.object.clone());
        found
    });
}
