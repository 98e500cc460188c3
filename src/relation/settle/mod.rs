//! Settles what the rules state: one statement for each fact, one stage for each project, and of places the
//! most specific.

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::{Directness, Statement};
use crate::entity::{EntityId, EntityType, PlaceLevel};
use crate::extraction::{EntityRef, Object, Predicate};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::text::NormalizedSpan;

/// What places a thing where its park is.
const PLACE_OF_PARK: &str = "place-of-park";

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

/// Drops the park of the section where the words name another one or another place, and places what is in a
/// park where the park is.
fn parks(findings: &mut Vec<Statement>, gazetteer: &Gazetteer) {
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
    let (mut derived, mut in_town) = (Vec::new(), Vec::new());
    for (finding, kept) in findings.iter().zip(&kept) {
        let Some(park) = park_of(finding).filter(|_| *kept) else { continue };
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
            object: Object::Entity(super::entity_ref(place, gazetteer)),
            rule: PLACE_OF_PARK.to_owned(),
            confidence: 0.75_f64.min(finding.confidence),
            directness: Directness::Section,
            ..finding.clone()
        }));
    }
    let mut kept = kept.into_iter();
    findings.retain(|_| kept.next().unwrap_or(true));
    // Before the section's county: the park is nearer. In which town the park has its seat says less of what is in it.
    derived.append(findings);
    derived.append(&mut in_town);
    *findings = derived;
}

/// A park that is said to be in another one is where that one is: the most specific place told of it, or the only one that the
/// dictionary has.
fn sites(findings: &mut Vec<Statement>, gazetteer: &Gazetteer) {
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
            finding.object = Object::Entity(super::entity_ref(place, gazetteer));
        }
        place.is_some()
    });
}

/// Keeps the most specific places, and that of the section only where it agrees with the others.
fn places(findings: &mut Vec<Statement>, gazetteer: &Gazetteer) {
    let places = located(findings, gazetteer);
    // A village that the gazetteer doesn't have is nearer than any section.
    let unlisted: FxHashSet<EntityId> = findings
        .iter()
        .filter(|finding| finding.predicate == Predicate::LocatedIn)
        .filter(|finding| place_of(finding, gazetteer).is_none())
        .map(|finding| finding.subject.entity.clone())
        .collect();
    let within = |inner: EntityIndex, outer: EntityIndex| inner != outer && gazetteer.is_within(inner, outer);
    // What words put into a park is where the park is, whatever its passage is about.
    let housed: FxHashSet<EntityId> = findings
        .iter()
        .filter(|finding| park_of(finding).is_some() && finding.directness == Directness::Words)
        .map(|finding| finding.subject.entity.clone())
        .collect();
    let mut by_section: FxHashMap<EntityId, EntityIndex> = FxHashMap::default();
    let mut stands = |finding: &Statement| {
        let Some(place) = place_of(finding, gazetteer) else { return true };
        let subject = &finding.subject.entity;
        let all = || places.get(subject).into_iter().flatten();
        if finding.directness == Directness::Section {
            let agrees = all()
                .filter(|(_, directness)| *directness > Directness::Section)
                .all(|(other, _)| within(place, *other));
            // 甲市机场 is of the whole city, and not of the county that speaks of it.
            let wider = finding.subject.kind == EntityType::Infrastructure
                && all().any(|(other, directness)| *directness == Directness::Name && within(place, *other));
            let in_park = housed.contains(subject) && finding.rule != PLACE_OF_PARK;
            let agrees = agrees && !wider && !in_park && !unlisted.contains(subject);
            // The first section that names it says where it is.
            return agrees && *by_section.entry(subject.clone()).or_insert(place) == place;
        }
        let finer = |other: EntityIndex, directness: Directness| {
            within(other, place)
                && (directness > Directness::Section
                    || finding.directness == Directness::Name
                    || gazetteer.entity(place).level == Some(PlaceLevel::Province))
        };
        // 地处某某山脉 is told beside the county.
        let feature = |place: EntityIndex| gazetteer.entity(place).level == Some(PlaceLevel::Feature);
        let seated = matches!(finding.subject.kind, EntityType::Park | EntityType::Company);
        // 位于甲江支流 tells less than 坝址在乙县.
        let river = || gazetteer.entity(place).name.ends_with(['江', '河', '水', '溪', '川', '湖']);
        if feature(place) && (seated || river()) && all().any(|(other, _)| !feature(*other)) {
            return false;
        }
        // A park stands in several townships, a firm in one place.
        !all().any(|(other, directness)| finer(*other, *directness))
    };
    let kept: Vec<bool> = findings.iter().map(&mut stands).collect();
    let mut kept = kept.into_iter();
    findings.retain(|_| kept.next().unwrap_or(true));
}

/// Drops the province that nothing but a name tells of: 甲省发展和改革委员会 governs it, and 甲省乙集团 may be anywhere in it.
/// That it is told of keeps the thing out of other provinces, so it goes when the places are settled.
fn provinces(findings: &mut Vec<Statement>, gazetteer: &Gazetteer) {
    const BRANCHES: [&str; 3] = ["分公司", "分行", "分院"];
    // A university or an exchange is called after its city, and named for what it does elsewhere.
    const LEARNED: [&str; 6] = ["大学", "学院", "交易所", "研究院", "研究所", "医院"];
    let ends = |label: &str, words: &[&str]| words.iter().any(|end| label.ends_with(end));
    findings.retain(|finding| {
        let subject = &finding.subject;
        let organ = subject.kind == EntityType::Organization;
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

/// Drops who undertakes a thing by the item of the list where a name or the words tell of another firm, and by words that are
/// less sure than a name that tells of another.
fn undertakers(findings: &mut Vec<Statement>, gazetteer: &Gazetteer) {
    let undertakes = |finding: &Statement| finding.predicate == Predicate::Undertakes;
    let told = |finding: &Statement| undertakes(finding) && finding.directness > Directness::Section;
    let named: FxHashSet<Object> =
        findings.iter().filter(|finding| told(finding)).map(|finding| finding.object.clone()).collect();
    // A firm that nothing but the name of the work speaks of is a guess: 恒泰光伏|项目.
    let spoken: FxHashSet<&EntityId> = findings
        .iter()
        .filter(|finding| finding.directness != Directness::Name)
        .map(|finding| &finding.subject.entity)
        .collect();
    let guessed = |finding: &Statement| {
        let firm = &finding.subject.entity;
        finding.directness == Directness::Name && gazetteer.find(firm).is_none() && !spoken.contains(firm)
    };
    let by_name: FxHashMap<Object, (EntityId, f64)> = findings
        .iter()
        .filter(|finding| undertakes(finding) && finding.directness == Directness::Name && !guessed(finding))
        .map(|finding| (finding.object.clone(), (finding.subject.entity.clone(), finding.confidence)))
        .collect();
    let doubted = |finding: &Statement| {
        let other = |(firm, confidence): &(EntityId, f64)| {
            *firm != finding.subject.entity && *confidence > finding.confidence
        };
        // The name of 恒泰材料项目 tells rather of 恒泰金属公司 than of a firm 恒泰材料.
        let branded =
            matches!(&finding.object, Object::Entity(work) if has_brand(&work.label, &finding.subject.label));
        finding.directness == Directness::Words && !branded && by_name.get(&finding.object).is_some_and(other)
    };
    let brands: Vec<(Object, EntityId)> = findings
        .iter()
        .filter(|finding| undertakes(finding) && finding.directness == Directness::Words)
        .filter(|finding| matches!(&finding.object, Object::Entity(work) if has_brand(&work.label, &finding.subject.label)))
        .map(|finding| (finding.object.clone(), finding.subject.entity.clone()))
        .collect();
    // 恒泰智能工厂项目 of which the words say that 恒泰金属公司 builds it is not of another 恒泰.
    let other_brand = |finding: &Statement| {
        let told = |words: &Statement| {
            undertakes(words) && words.directness == Directness::Words && words.object == finding.object
        };
        guessed(finding) && undertakes(finding) && findings.iter().any(told)
            || finding.directness == Directness::Name
                && brands
                    .iter()
                    .any(|(work, firm)| *work == finding.object && *firm != finding.subject.entity)
    };
    let kept: Vec<bool> = findings
        .iter()
        .map(|finding| {
            !undertakes(finding)
                || (told(finding) || !named.contains(&finding.object))
                    && !doubted(finding)
                    && !other_brand(finding)
        })
        .collect();
    let mut kept = kept.into_iter();
    findings.retain(|_| kept.next().unwrap_or(true));
}

/// Drops goods of which the same words name the narrower ones: of 主要生产多层线路板、柔性线路板 not 线路板.
fn goods(findings: &mut Vec<Statement>) {
    let made = |finding: &Statement| match &finding.object {
        Object::Entity(goods) if finding.predicate == Predicate::Produces => Some(goods.label.clone()),
        _ => None,
    };
    let mut narrow: FxHashMap<EntityId, Vec<(NormalizedSpan, Box<str>, String)>> = FxHashMap::default();
    for finding in findings.iter().filter(|finding| finding.directness == Directness::Words) {
        if let Some(goods) = made(finding) {
            narrow.entry(finding.subject.entity.clone()).or_default().push((
                finding.evidence,
                goods.as_ref().into(),
                finding.rule.clone(),
            ));
        }
    }
    findings.retain(|finding| {
        let Some(goods) = made(finding).filter(|_| finding.directness == Directness::Words) else {
            return true;
        };
        let others = narrow.get(&finding.subject.entity).map_or(&[][..], Vec::as_slice);
        !others.iter().any(|(span, other, rule)| {
            span.start < finding.evidence.end
                && finding.evidence.start < span.end
                && other.len() > goods.len()
                && other.ends_with(&*goods)
                // 乙烯、苯乙烯 of one list are two.
                && *rule != finding.rule
        })
    });
}

/// What a firm that has signed an agreement is going to build has been signed: 甲公司与乙县签约。该公司将建设丙项目.
fn agreed(findings: &mut [Statement]) {
    const TO_BE_BUILT: &str = "status-to-be-built";
    if !findings.iter().any(|finding| finding.rule == TO_BE_BUILT) {
        return;
    }
    let signed: FxHashSet<&EntityId> = findings
        .iter()
        .filter(|finding| finding.predicate == Predicate::SignedWith)
        .map(|finding| &finding.subject.entity)
        .collect();
    let works: FxHashSet<EntityId> = findings
        .iter()
        .filter(|finding| {
            finding.predicate == Predicate::Undertakes && signed.contains(&finding.subject.entity)
        })
        .filter_map(|finding| match &finding.object {
            Object::Entity(work) => Some(work.entity.clone()),
            Object::Literal { .. } => None,
        })
        .collect();
    for finding in findings.iter_mut().filter(|finding| finding.rule == TO_BE_BUILT) {
        if works.contains(&finding.subject.entity) {
            finding.object = Object::Literal { value: "signed".to_owned() };
        }
    }
}

/// Whether the name of a work and that of a firm begin with the same brand.
fn has_brand(work: &str, firm: &str) -> bool {
    const BRAND: usize = 2;
    work.chars().take(BRAND).eq(firm.chars().take(BRAND))
}

/// One statement for each fact: the surest; of `status` the last, because it is the latest state.
fn distinct(findings: Vec<Statement>, title: Option<NormalizedSpan>) -> Vec<Statement> {
    let mut seen: FxHashMap<(EntityRef, Predicate, Option<Object>), usize> =
        FxHashMap::with_capacity_and_hasher(findings.len(), FxBuildHasher);
    let mut out: Vec<Statement> = Vec::with_capacity(findings.len());
    for new in findings {
        let status = new.predicate == Predicate::Status;
        let key = (new.subject.clone(), new.predicate, (!status).then(|| new.object.clone()));
        let Some(&at) = seen.get(&key) else {
            seen.insert(key, out.len());
            out.push(new);
            continue;
        };
        let old = &out[at];
        let better = if status {
            // Of two readings of the same words the one that reads more of them.
            let later = new.evidence.start >= old.evidence.start && new.evidence.end > old.evidence.end;
            // What is aimed at tells less than what is said to be so, and a later aim less than an earlier one.
            let firmer = old.aimed && !new.aimed;
            // But a planned start comes after a signing.
            let planned = is(&new, "planned") && is(old, "signed");
            // 计划明年开工、后年投产: nothing has begun.
            let not_begun = old.aimed
                && new.aimed
                && is(&new, "planned")
                && is(old, "construction")
                && new.evidence.start <= old.evidence.start;
            // 甲高速12月通车 in the title is an aim where the text below says 预计.
            let in_title =
                |statement: &Statement| title.is_some_and(|title| title.contains(statement.evidence));
            let headline =
                new.aimed && !old.aimed && in_title(old) && !in_title(&new) && new.rule == old.rule;
            new.directness > old.directness
                || headline
                || not_begun
                || firmer && !(is(old, "planned") && is(&new, "signed"))
                || later && (!new.aimed || planned) && new.directness == old.directness
        } else {
            new.confidence > old.confidence
        };
        // What one clause says of the time holds where another says the stage again.
        let reached = old.reached.or(new.reached).filter(|_| old.object == new.object);
        if better {
            out[at] = new;
        }
        out[at].reached = out[at].reached.or(reached);
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

/// Whether a statement tells this stage.
fn is(statement: &Statement, stage: &str) -> bool {
    matches!(&statement.object, Object::Literal { value } if value == stage)
}
