//! With whom somebody signs: of a town and the city that it is in the town.

use rustc_hash::FxHashMap;

use crate::entity::{EntityId, EntityType};
use crate::extraction::{EntityRef, Object, Predicate};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::relation::reference::entity_ref;
use crate::relation::{Directness, Statement};

/// Drops the place of the passage with which a firm is said to sign where the words name a part of it: 甲市乙镇与丙公司签约.
pub(super) fn partners(findings: &mut Vec<Statement>, gazetteer: &Gazetteer) {
    committees(findings, gazetteer);
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

/// Who signs with the committee of a park signs with the place that the park is in; where that isn't known the statement goes.
fn committees(findings: &mut Vec<Statement>, gazetteer: &Gazetteer) {
    let is_park = |finding: &Statement| {
        finding.predicate == Predicate::SignedWith
            && matches!(&finding.object, Object::Entity(park) if park.kind == EntityType::Park)
    };
    if !findings.iter().any(is_park) {
        return;
    }
    let mut seats: FxHashMap<EntityId, EntityRef> = FxHashMap::default();
    let mut bodies: Vec<(EntityRef, EntityRef)> = Vec::new();
    for finding in findings.iter() {
        let (Predicate::LocatedIn, Object::Entity(place)) = (finding.predicate, &finding.object) else {
            continue;
        };
        match finding.subject.kind {
            EntityType::Park => drop(seats.insert(finding.subject.entity.clone(), place.clone())),
            EntityType::Organization => bodies.push((finding.subject.clone(), place.clone())),
            _ => {}
        }
    }
    findings.retain_mut(|finding| {
        if !is_park(finding) {
            return true;
        }
        let Object::Entity(park) = &finding.object else { return true };
        let known = || match gazetteer.entity(gazetteer.find(&park.entity)?).places.as_slice() {
            [place] => Some(entity_ref(*place, gazetteer)),
            _ => None,
        };
        // The name of the committee tells where its park is.
        let told = || {
            let own = bodies.iter().find(|(body, _)| body.label.starts_with(&*park.label))?;
            Some(own.1.clone())
        };
        let seat = seats.get(&park.entity).cloned().or_else(known).or_else(told);
        let stands = seat.is_some();
        if let Some(seat) = seat {
            finding.object = Object::Entity(seat);
        }
        stands
    });
}
