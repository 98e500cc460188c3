//! With whom somebody signs: of a town and the city that it is in the town.

use rustc_hash::FxHashMap;

use crate::entity::EntityId;
use crate::extraction::{Object, Predicate};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::relation::{Directness, Statement};

/// Drops the place of the passage with which a firm is said to sign where the words name a part of it: 甲市乙镇与丙公司签约.
pub(super) fn partners(findings: &mut Vec<Statement>, gazetteer: &Gazetteer) {
    let place = |finding: &Statement| match &finding.object {
        Object::Entity(place) if finding.predicate == Predicate::SignedWith => gazetteer.find(&place.entity),
        _ => None,
    };
    let mut signed: FxHashMap<EntityId, Vec<EntityIndex>> = FxHashMap::default();
    for finding in findings.iter().filter(|finding| finding.directness == Directness::Words) {
        if let Some(place) = place(finding) {
            signed.entry(finding.subject.entity.clone()).or_default().push(place);
        }
    }
    findings.retain(|finding| {
        let Some(outer) = place(finding) else { return true };
        let others = signed.get(&finding.subject.entity).into_iter().flatten();
        !others.copied().any(|inner| inner != outer && gazetteer.is_within(inner, outer))
    });
}
