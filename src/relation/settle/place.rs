//! Where things are: of the places and parks told of a thing those that stand.

use rustc_hash::FxHashMap;

use super::{keep, park_of, place_of};
use crate::entity::{EntityId, EntityType, PlaceLevel};
use crate::extraction::{Object, Predicate};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::relation::reference::entity_ref;
use crate::relation::{Directness, Statement};
use crate::text::NormalizedSpan;

/// The rules by which a thing is one of those of a place.
const RANKING: [&str; 2] = ["located-is-of", "located-is-project-of"];

/// More firms than so many that a park is said to have are a list of them.
const LISTED: usize = 4;

/// What places a thing where its park is.
const PLACE_OF_PARK: &str = "place-of-park";

/// Where things are: by subject, the places with their directness.
fn located<'f>(
    findings: &'f [Statement],
    gazetteer: &Gazetteer,
) -> FxHashMap<&'f EntityId, Vec<(EntityIndex, Directness)>> {
    let mut places: FxHashMap<&EntityId, Vec<(EntityIndex, Directness)>> = FxHashMap::default();
    for finding in findings {
        if let Some(place) = place_of(finding, gazetteer) {
            places.entry(&finding.subject.entity).or_default().push((place, finding.directness));
        }
    }
    places
}

/// Drops the park of the section where the words name another one or another place, and places what words or a name put into
/// a park where the park is.
pub(super) fn parks(findings: &mut Vec<Statement>, gazetteer: &Gazetteer) {
    let places = located(findings, gazetteer);
    let mut named: FxHashMap<&EntityId, &EntityId> = FxHashMap::default();
    for finding in findings.iter().filter(|finding| finding.directness == Directness::Words) {
        if let Some(park) = park_of(finding) {
            named.insert(&finding.subject.entity, &park.entity);
        }
    }
    let apart = |one: EntityIndex, other: EntityIndex| {
        !gazetteer.is_within(one, other) && !gazetteer.is_within(other, one)
    };
    let stands = |finding: &Statement| {
        let Some(park) = park_of(finding).filter(|_| finding.directness == Directness::Section) else {
            return true;
        };
        let subject = &finding.subject.entity;
        let elsewhere = places.get(subject).into_iter().flatten().any(|(place, directness)| {
            *directness == Directness::Words
                && places.get(&park.entity).into_iter().flatten().any(|(at, _)| apart(*place, *at))
        });
        named.get(subject).is_none_or(|other| **other == park.entity) && !elsewhere
    };
    let kept: Vec<bool> = findings.iter().map(stands).collect();
    // 入驻甲公司、乙公司、丙公司等80家知名企业: it is the park that is described, with branches of firms from all over.
    let mut listed: FxHashMap<NormalizedSpan, usize> = FxHashMap::default();
    for finding in findings.iter().filter(|finding| park_of(finding).is_some()) {
        *listed.entry(finding.evidence).or_default() += 1;
    }
    let is_of_list = |finding: &Statement| {
        finding.subject.kind == EntityType::Company
            && listed.get(&finding.evidence).is_some_and(|count| *count > LISTED)
    };
    let (mut derived, mut in_town) = (Vec::new(), Vec::new());
    for (finding, kept) in findings.iter().zip(&kept) {
        // That a thing is named in the section of a park is itself a guess; where it is doesn't follow from that.
        let told = *kept && finding.directness != Directness::Section && !is_of_list(finding);
        let Some(park) = park_of(finding).filter(|_| told) else { continue };
        // The most specific place that the park is said to be in, if not merely by its section.
        let of_park = places.get(&park.entity).into_iter().flatten();
        let best = of_park
            .filter(|(_, directness)| *directness > Directness::Section)
            .max_by_key(|(place, _)| gazetteer.ancestors(*place).count());
        // That a park is in a city says too little of what is in the park.
        let place = best.map(|(place, _)| *place);
        let place = place.filter(|place| gazetteer.entity(*place).level > Some(PlaceLevel::Prefecture));
        let town = place.is_some_and(|place| gazetteer.entity(place).level == Some(PlaceLevel::Township));
        let into = if town { &mut in_town } else { &mut derived };
        into.extend(place.map(|place| Statement {
            predicate: Predicate::LocatedIn,
            object: Object::Entity(entity_ref(place, gazetteer)),
            rule: PLACE_OF_PARK.to_owned(),
            confidence: 0.75_f64.min(finding.confidence),
            directness: Directness::Section,
            ..finding.clone()
        }));
    }
    // 台州恒昱家具产业园项目在青石县产业集聚区开工: the city in its name is that of who invests.
    let mut housed: FxHashMap<&EntityId, EntityIndex> = FxHashMap::default();
    for finding in derived.iter().filter(|finding| finding.subject.kind == EntityType::Project) {
        if let Some(place) = place_of(finding, gazetteer) {
            housed.entry(&finding.subject.entity).or_insert(place);
        }
    }
    let of_investor = |finding: &Statement| {
        let place = place_of(finding, gazetteer).filter(|place| {
            finding.directness == Directness::Name
                && gazetteer.entity(*place).level <= Some(PlaceLevel::Prefecture)
        });
        let seat = housed.get(&finding.subject.entity);
        place.zip(seat).is_some_and(|(place, seat)| apart(place, *seat))
    };
    let kept: Vec<bool> =
        findings.iter().zip(&kept).map(|(finding, kept)| *kept && !of_investor(finding)).collect();
    keep(findings, &kept);
    // Before the section's county: the park is nearer. In which town the park has its seat says less of what is in it.
    derived.append(findings);
    derived.append(&mut in_town);
    *findings = derived;
}

/// A park that is said to be in another one is where that one is: the most specific place told of it, or the only one that the
/// dictionary has.
pub(super) fn sites(findings: &mut Vec<Statement>, gazetteer: &Gazetteer) {
    let told: FxHashMap<EntityId, EntityIndex> = located(findings, gazetteer)
        .into_iter()
        .filter_map(|(park, places)| {
            let best = places.iter().max_by_key(|(place, _)| gazetteer.ancestors(*place).count())?;
            Some((park.clone(), best.0))
        })
        .collect();
    findings.retain_mut(|finding| {
        let Object::Entity(park) = &finding.object else { return true };
        // 是中国|领先的企业 says how it ranks.
        if finding.predicate == Predicate::LocatedIn && &*park.label == "中国" {
            return false;
        }
        if finding.predicate != Predicate::LocatedIn || park.kind != EntityType::Park {
            return true;
        }
        let known = || match gazetteer.entity(gazetteer.find(&park.entity)?).places.as_slice() {
            [place] => Some(*place),
            _ => None,
        };
        let place = told.get(&park.entity).copied().or_else(known);
        if let Some(place) = place {
            finding.object = Object::Entity(entity_ref(place, gazetteer));
        }
        place.is_some()
    });
}

/// Keeps the most specific places, and that of the section only where it agrees with the others.
pub(super) fn places(findings: &mut Vec<Statement>, gazetteer: &Gazetteer) {
    let mut told = Told::of(findings, gazetteer);
    let kept: Vec<bool> = findings.iter().map(|finding| told.leaves(finding)).collect();
    keep(findings, &kept);
}

/// What a document tells of where things are.
struct Told<'f> {
    gazetteer: &'f Gazetteer,
    places: FxHashMap<&'f EntityId, Vec<(EntityIndex, Directness)>>,
    /// What is in a village that the gazetteer doesn't have, which is nearer than any section, with where that is said.
    unlisted: FxHashMap<&'f EntityId, NormalizedSpan>,
    /// What words put into a park, with that, and so is where the park is, whatever its passage is about.
    housed: FxHashMap<&'f EntityId, &'f EntityId>,
    /// The first section that names a thing says where it is.
    by_section: FxHashMap<&'f EntityId, EntityIndex>,
}

impl<'f> Told<'f> {
    fn of(findings: &'f [Statement], gazetteer: &'f Gazetteer) -> Self {
        Self {
            gazetteer,
            places: located(findings, gazetteer),
            unlisted: findings
                .iter()
                .filter(|finding| {
                    finding.predicate == Predicate::LocatedIn && place_of(finding, gazetteer).is_none()
                })
                .map(|finding| (&finding.subject.entity, finding.evidence))
                .collect(),
            housed: findings
                .iter()
                .filter(|finding| finding.directness == Directness::Words)
                .filter_map(|finding| Some((&finding.subject.entity, &park_of(finding)?.entity)))
                .collect(),
            by_section: FxHashMap::default(),
        }
    }

    /// Whether a statement stands beside the others.
    fn leaves(&mut self, finding: &'f Statement) -> bool {
        let Some(place) = place_of(finding, self.gazetteer) else { return true };
        if finding.directness != Directness::Section {
            return !self.is_vague_feature(finding, place)
                && !self.has_finer(finding, place)
                && !self.has_village(finding)
                && !self.is_elsewhere(finding, place);
        }
        self.agrees(finding, place)
            && *self.by_section.entry(&finding.subject.entity).or_insert(place) == place
    }

    fn of_subject(&self, finding: &Statement) -> &[(EntityIndex, Directness)] {
        self.places.get(&finding.subject.entity).map_or(&[], Vec::as_slice)
    }

    fn is_within(&self, inner: EntityIndex, outer: EntityIndex) -> bool {
        inner != outer && self.gazetteer.is_within(inner, outer)
    }

    /// Whether the place of the section that names a thing agrees with what is told of the thing itself.
    fn agrees(&self, finding: &Statement, place: EntityIndex) -> bool {
        let subject = &finding.subject.entity;
        let told = self.of_subject(finding);
        // 甲市机场 is of the whole city, and not of the county that speaks of it.
        let wider = || {
            finding.subject.kind == EntityType::Infrastructure
                && told.iter().any(|(other, directness)| {
                    *directness == Directness::Name && self.is_within(place, *other)
                })
        };
        // Where the park is in the place of the section, too, what is in the park is there.
        let with_park =
            |park: &EntityId| self.places.get(park).into_iter().flatten().any(|(other, _)| *other == place);
        let in_park =
            self.housed.get(subject).is_some_and(|park| !with_park(park)) && finding.rule != PLACE_OF_PARK;
        !in_park
            && !self.unlisted.contains_key(subject)
            && told
                .iter()
                .filter(|(_, directness)| *directness > Directness::Section)
                .all(|(other, _)| self.is_within(place, *other))
            && !wider()
    }

    /// Whether a place is a mountain or a river that is told beside the county: 地处某某山脉. 位于甲江支流 tells less than
    /// 坝址在乙县.
    fn is_vague_feature(&self, finding: &Statement, place: EntityIndex) -> bool {
        let feature = |place: EntityIndex| self.gazetteer.entity(place).level == Some(PlaceLevel::Feature);
        let seated = matches!(finding.subject.kind, EntityType::Park | EntityType::Company);
        let river = || self.gazetteer.entity(place).name.ends_with(['江', '河', '水', '溪', '川', '湖']);
        feature(place)
            && (seated || river())
            && self.of_subject(finding).iter().any(|(other, _)| !feature(*other))
    }

    /// Whether the name of a park tells of another place than the words do: 甲市乙光纤|丙产业园|位于丙市 is called after its
    /// owner.
    fn is_elsewhere(&self, finding: &Statement, place: EntityIndex) -> bool {
        let apart = |other: EntityIndex| !self.is_within(other, place) && !self.is_within(place, other);
        finding.directness == Directness::Name
            && finding.subject.kind == EntityType::Park
            && self.of_subject(finding).iter().any(|(other, directness)| {
                *directness == Directness::Words && *other != place && apart(*other)
            })
    }

    /// Whether the same words lead on to a village that the gazetteer doesn't have: 位于|甲县南部的|乙镇丙村.
    fn has_village(&self, finding: &Statement) -> bool {
        self.unlisted.get(&finding.subject.entity).is_some_and(|village| {
            finding.directness == Directness::Words
                && finding.evidence.start == village.start
                && finding.evidence.end <= village.end
        })
    }

    /// Whether a place inside this one is told: a park stands in several townships, a firm in one place.
    fn has_finer(&self, finding: &Statement, place: EntityIndex) -> bool {
        self.of_subject(finding).iter().any(|(other, directness)| {
            self.is_within(*other, place)
                && (*directness > Directness::Section
                    || finding.directness == Directness::Name
                    || self.gazetteer.entity(place).level == Some(PlaceLevel::Province))
        })
    }
}

/// Drops the province that nothing but a name tells of: 甲省发展和改革委员会 governs it, and 甲省乙集团 may be anywhere in it.
/// That it is told of keeps the thing out of other provinces, so it goes when the places are settled.
pub(super) fn provinces(findings: &mut Vec<Statement>, gazetteer: &Gazetteer) {
    const BRANCHES: [&str; 3] = ["分公司", "分行", "分院"];
    // A university or an exchange is called after its city, and named for what it does elsewhere.
    const LEARNED: [&str; 6] = ["大学", "学院", "交易所", "研究院", "研究所", "医院"];
    let ends = |label: &str, words: &[&str]| words.iter().any(|end| label.ends_with(end));
    findings.retain(|finding| {
        let subject = &finding.subject;
        let organ = subject.kind == EntityType::Organization;
        // 是甲省重点项目, 系甲省龙头企业 ranks it.
        if RANKING.contains(&finding.rule.as_str()) {
            let level = place_of(finding, gazetteer).and_then(|place| gazetteer.entity(place).level);
            return level > Some(PlaceLevel::Province);
        }
        if finding.directness != Directness::Name || !organ && subject.kind != EntityType::Company {
            return true;
        }
        let Some(place) = place_of(finding, gazetteer).map(|place| gazetteer.entity(place)) else {
            return true;
        };
        let province = place.level == Some(PlaceLevel::Province);
        let wide = province && (place.name.ends_with('省') || place.name.ends_with("自治区"));
        let city = province || place.level == Some(PlaceLevel::Prefecture);
        !(wide && !ends(&subject.label, &BRANCHES) || city && organ && ends(&subject.label, &LEARNED))
    });
}
