//! The decision.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::firms::unify_firms;
use super::namesakes::tell_namesakes;
use super::works::unify_works;
use super::{Candidate, Feature, LinkedMention, NewEntity, Resolution};
use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::{Alias, AliasKind, EntityIndex, Gazetteer};
use crate::mention::{Detection, Mention, Origin};

/// Two candidates closer than this are not told apart.
const MARGIN: f32 = 0.5;

/// Decides all mentions of a document.
///
/// `text` is the normalised text, `date` the day of publication.
#[must_use]
pub fn resolve(
    detection: Detection,
    text: &str,
    date: Option<Date>,
    gazetteer: &Gazetteer,
) -> Vec<LinkedMention> {
    let Detection { mentions, context } = detection;
    let mut weights: FxHashMap<EntityIndex, f32> = FxHashMap::default();
    let mut resolutions: Vec<Option<Resolution>> = Vec::with_capacity(mentions.len());
    for mention in &mentions {
        let resolution = certain(mention, text, gazetteer);
        if let Some(Resolution::Linked(entity)) = &resolution
            && mention.kind == EntityType::Place
            && !mention.nested
        {
            for place in std::iter::once(*entity).chain(gazetteer.ancestors(*entity)) {
                *weights.entry(place).or_default() += 1.0;
            }
        }
        resolutions.push(resolution);
    }

    let weight = |place: EntityIndex| weights.get(&place).copied().unwrap_or(0.0) + context.weight(place);
    let mut out: Vec<LinkedMention> = Vec::with_capacity(mentions.len());
    let mut last_place: Option<EntityIndex> = None;
    for (at, mention) in mentions.iter().enumerate() {
        let mut compared = Vec::new();
        let neighbours = Neighbours { mentions: &mentions, at, text, gazetteer };
        let (resolution, confidence) = match resolutions[at].take() {
            _ if neighbours.is_other_town() => {
                (Resolution::New(NewEntity::new(mention.kind, mention.span.of(text))), 0.7)
            }
            Some(Resolution::New(entity)) => (Resolution::New(entity), 0.8),
            Some(resolution) => (resolution, 0.97),
            None => {
                let candidates = candidates(mention, gazetteer, date, &weight, &neighbours, last_place);
                compared.clone_from(&candidates);
                choose(candidates)
            }
        };
        if let (Resolution::Linked(entity), EntityType::Place) = (&resolution, mention.kind) {
            last_place = Some(*entity);
        }
        let resolution = match resolution {
            Resolution::Linked(entity) => {
                let then = before(entity, mention.span.of(text), date, gazetteer);
                Resolution::Linked(then.unwrap_or_else(|| present(entity, date, gazetteer)))
            }
            other => other,
        };
        out.push(LinkedMention { mention: mention.clone(), resolution, compared, confidence });
    }
    tell_namesakes(&mut out, text, gazetteer);
    unify_firms(&mut out, text, gazetteer);
    unify_works(&mut out, text);
    out
}

/// The division that an old name stands for at the date of the document: a text of today that says
/// 水富县 means 水富市, one of 2015 the county of that time.
fn present(entity: EntityIndex, date: Option<Date>, gazetteer: &Gazetteer) -> EntityIndex {
    let mut entity = entity;
    // Chains of successors are short; the bound keeps a faulty table from looping.
    for _ in 0..4 {
        let Some(successor) = gazetteer.entity(entity).successor else { break };
        let over = match (date, gazetteer.entity(entity).validity.until) {
            (Some(date), Some(until)) => date > until,
            _ => true,
        };
        if !over {
            break;
        }
        entity = successor;
    }
    entity
}

/// The division that a short name stood for at the date of the document, if another has taken its place since: 水富 in a text
/// of 2015.
fn before(entity: EntityIndex, name: &str, date: Option<Date>, gazetteer: &Gazetteer) -> Option<EntityIndex> {
    let now = gazetteer.entity(entity);
    let date = date.filter(|date| now.validity.from.is_some_and(|from| *date < from))?;
    if *now.name == *name {
        return None;
    }
    ["县", "市", "区"].iter().find_map(|level| {
        gazetteer.named(&format!("{name}{level}")).find(|then| {
            let then = gazetteer.entity(*then);
            then.successor == Some(entity) && then.validity.until.is_some_and(|until| date <= until)
        })
    })
}

/// The meaning of a mention that needs no comparison.
fn certain(mention: &Mention, text: &str, gazetteer: &Gazetteer) -> Option<Resolution> {
    match &mention.origin {
        Origin::Form(form) => match gazetteer.form(*form).aliases[..] {
            [only] => Some(Resolution::Linked(only.entity)),
            _ => None,
        },
        Origin::Stem(entity) => Some(Resolution::Linked(*entity)),
        Origin::Pattern(_) => Some(named(mention.span.of(text), mention.kind, gazetteer)),
        Origin::ShortOf(full) => Some(named(full, mention.kind, gazetteer)),
    }
}

/// The entity with this name and type, or a new one.
fn named(name: &str, kind: EntityType, gazetteer: &Gazetteer) -> Resolution {
    only_named(name, kind, gazetteer)
        .map_or_else(|| Resolution::New(NewEntity::new(kind, name)), Resolution::Linked)
}

/// The entity of the dictionary with this name and type, where there is one alone.
pub(super) fn only_named(name: &str, kind: EntityType, gazetteer: &Gazetteer) -> Option<EntityIndex> {
    let mut fitting = gazetteer.named(name).filter(|entity| gazetteer.entity(*entity).kind == kind);
    fitting.next().filter(|_| fitting.next().is_none())
}

struct Neighbours<'a> {
    mentions: &'a [Mention],
    at: usize,
    text: &'a str,
    gazetteer: &'a Gazetteer,
}

impl Neighbours<'_> {
    /// The mentions that end where this one begins.
    fn directly_before(&self) -> impl Iterator<Item = &Mention> {
        let start = self.mentions[self.at].span.start;
        self.mentions[..self.at].iter().rev().take(6).filter(move |other| other.span.end == start)
    }

    /// 双城市|新兴乡: whether the place directly before a town is none that a town of this name lies in, as far as the tables
    /// know. One that has moved to a neighbour is still the same.
    fn is_other_town(&self) -> bool {
        let mention = &self.mentions[self.at];
        let Origin::Form(form) = mention.origin else { return false };
        if mention.kind != EntityType::Place || mention.nested {
            return false;
        }
        let towns = &self.gazetteer.form(form).aliases;
        let level = |place: EntityIndex| self.gazetteer.entity(place).level;
        let is_town = |place| matches!(level(place), Some(PlaceLevel::Township | PlaceLevel::Village));
        if !towns.iter().all(|town| is_town(town.entity)) {
            return false;
        }
        // How far up the tables must agree: several towns of a name are told apart by their prefecture.
        let wide = if towns.len() > 1 { PlaceLevel::Prefecture } else { PlaceLevel::Province };
        let near = |outer: EntityIndex| {
            let outer = present(outer, None, self.gazetteer);
            let above: Vec<EntityIndex> = std::iter::once(outer)
                .chain(self.gazetteer.ancestors(outer))
                .filter(|place| *place == outer || level(*place).is_some_and(|level| level >= wide))
                .collect();
            towns.iter().any(|town| self.gazetteer.ancestors(town.entity).any(|place| above.contains(&place)))
        };
        self.directly_before().any(|outer| {
            let county = |place| matches!(level(place), Some(PlaceLevel::County | PlaceLevel::Prefecture));
            outer.kind == EntityType::Place && self.can_mean(outer, county) && !self.can_mean(outer, near)
        })
    }

    /// The mentions beside this one in an enumeration.
    fn in_enumeration(&self) -> impl Iterator<Item = &Mention> {
        let span = self.mentions[self.at].span;
        let before = self.mentions[..self.at].iter().rev().take(6).filter(move |other| {
            other.span.end <= span.start && joins(&self.text[other.span.end..span.start])
        });
        let after = self.mentions[self.at + 1..].iter().take(6).filter(move |other| {
            other.span.start >= span.end && joins(&self.text[span.end..other.span.start])
        });
        before.chain(after)
    }

    /// Whether `mention` can mean an entity for which `test` holds.
    fn can_mean(&self, mention: &Mention, test: impl Fn(EntityIndex) -> bool) -> bool {
        match &mention.origin {
            Origin::Form(form) => self.gazetteer.form(*form).aliases.iter().any(|alias| test(alias.entity)),
            Origin::Stem(entity) => test(*entity),
            Origin::Pattern(_) | Origin::ShortOf(_) => false,
        }
    }
}

fn joins(between: &str) -> bool {
    matches!(between, "、" | "和" | "与" | "及" | "以及" | "," | "至" | "到")
}

fn candidates(
    mention: &Mention,
    gazetteer: &Gazetteer,
    date: Option<Date>,
    weight: &impl Fn(EntityIndex) -> f32,
    neighbours: &Neighbours<'_>,
    last_place: Option<EntityIndex>,
) -> Vec<Candidate> {
    let Origin::Form(form) = mention.origin else { return Vec::new() };
    let aliases = &gazetteer.form(form).aliases;
    let mut out: Vec<Candidate> = aliases
        .iter()
        .filter(|alias| gazetteer.entity(alias.entity).kind == mention.kind)
        .map(|alias| rate(*alias, gazetteer, date, weight, neighbours, last_place))
        .collect();
    out.sort_by(|left, right| right.score.total_cmp(&left.score).then(left.entity.cmp(&right.entity)));
    out.dedup_by_key(|candidate| candidate.entity);
    out
}

fn rate(
    alias: Alias,
    gazetteer: &Gazetteer,
    date: Option<Date>,
    weight: &impl Fn(EntityIndex) -> f32,
    neighbours: &Neighbours<'_>,
    last_place: Option<EntityIndex>,
) -> Candidate {
    let entity = gazetteer.entity(alias.entity);
    let mut candidate = Candidate { entity: alias.entity, score: 0.0, features: Vec::new() };
    let mut add = |feature: Feature, points: f32| {
        candidate.score += points;
        candidate.features.push(feature);
    };
    match alias.kind {
        AliasKind::Official => add(Feature::Official, 1.0),
        AliasKind::Former => add(Feature::Former, -0.5),
        AliasKind::Short | AliasKind::Abbreviation | AliasKind::Variant => {}
    }
    if let Some(level) = entity.level {
        add(Feature::Level(level), level_prior(level));
    }
    match date {
        Some(date) if !entity.validity.contains(date) => add(Feature::OutOfDate, -4.0),
        None if entity.validity.has_ended() => add(Feature::OutOfDate, -2.0),
        _ => {}
    }
    let ancestors: Vec<EntityIndex> = gazetteer.ancestors(alias.entity).collect();
    if neighbours
        .directly_before()
        .any(|other| neighbours.can_mean(other, |place| ancestors.contains(&place)))
    {
        add(Feature::ParentBefore, 5.0);
    }
    // A firm or a park: of the group and its works the one whose seat the document speaks of.
    let seat: f32 = entity
        .places
        .iter()
        .filter(|place| {
            matches!(gazetteer.entity(**place).level, Some(PlaceLevel::County | PlaceLevel::Prefecture))
        })
        .map(|place| {
            let above = gazetteer.entity(*place).parent.map_or(0.0, weight);
            saturate(weight(*place)) + saturate(above)
        })
        .fold(0.0, f32::max);
    if seat > 0.0 {
        add(Feature::SeatInDocument, 2.0 * seat);
    }
    if entity.kind == EntityType::Company && entity.parent.is_none() {
        add(Feature::Group, 0.8);
    }
    if let Some(parent) = entity.parent {
        let sibling = |place: EntityIndex| {
            place != alias.entity
                && gazetteer.entity(place).parent == Some(parent)
                && gazetteer.entity(place).level == entity.level
        };
        if neighbours.in_enumeration().any(|other| neighbours.can_mean(other, sibling)) {
            add(Feature::Sibling, 3.0);
        }
    }
    // The nearest ancestors say most: a county is identified by its prefecture, hardly by its province.
    let nearness: f32 = ancestors
        .iter()
        .zip([2.0_f32, 1.0, 0.4])
        .map(|(ancestor, share)| share * saturate(weight(*ancestor)))
        .sum();
    if nearness > 0.0 {
        add(Feature::ParentInDocument, nearness);
    }
    let own = saturate(weight(alias.entity));
    if own > 0.0 {
        add(Feature::NamedInDocument, 1.5 * own);
    }
    if last_place.is_some_and(|last| ancestors.contains(&last) || gazetteer.is_within(last, alias.entity)) {
        add(Feature::Near, 1.0);
    }
    candidate
}

/// Grows with the weight but never beyond 1.
fn saturate(weight: f32) -> f32 {
    weight / (weight + 2.0)
}

fn level_prior(level: PlaceLevel) -> f32 {
    match level {
        PlaceLevel::Province => 3.0,
        PlaceLevel::Prefecture => 2.5,
        PlaceLevel::Country | PlaceLevel::Feature => 2.0,
        PlaceLevel::County => 1.5,
        PlaceLevel::City | PlaceLevel::Township => 0.8,
        PlaceLevel::Village => 0.5,
    }
}

fn choose(mut candidates: Vec<Candidate>) -> (Resolution, f64) {
    match &candidates[..] {
        [] => (Resolution::Ambiguous(Vec::new()), 0.0),
        [only] => (Resolution::Linked(only.entity), 0.9),
        [first, second, ..] if first.score - second.score >= MARGIN => {
            let confidence = 0.6 + 0.35 * f64::from(saturate(first.score - second.score));
            (Resolution::Linked(first.entity), confidence)
        }
        _ => {
            candidates.truncate(12);
            (Resolution::Ambiguous(candidates), 0.4)
        }
    }
}
