//! The firms that a document names, to be recognised at the beginning of the names of projects: 皖江船舶二期 is of
//! 安徽皖江船舶有限公司.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::reference::{linked, meaning};
use crate::entity::EntityType;
use crate::extraction::EntityRef;
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::linking::LinkedMention;
use crate::text::NormalizedSpan;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: FirmsWords = "firms.csv";
    /// Endings of full names.
    legal_form,
    /// What full names begin with that is no brand of their own.
    shared,
}

/// The firms of a document by what names of projects may begin with.
pub(super) struct Firms {
    /// Each surface and each core of a full name; `None` when two firms share it.
    by_name: BTreeMap<String, Option<EntityRef>>,
    /// The first two characters of each name behind its place: 友升 of 昭通|友升新能源有限公司.
    by_brand: BTreeMap<String, Vec<Branded>>,
}

/// A firm with the place that its name begins with.
#[derive(Clone)]
struct Branded {
    firm: EntityRef,
    place: Option<EntityIndex>,
}

/// The least length of a name that is recognised, in characters.
const SHORTEST: usize = 3;

/// The brand that a name begins with, which has two characters and more behind it.
fn brand(name: &str) -> Option<&str> {
    let (end, _) = name.char_indices().nth(2)?;
    let brand = &name[..end];
    (brand.chars().all(|c| c.is_alphabetic() && !c.is_ascii()) && !WORDS.shared.has(brand)).then_some(brand)
}

impl Firms {
    pub(super) fn new(text: &str, mentions: &[LinkedMention], gazetteer: &Gazetteer) -> Self {
        let mut by_name: BTreeMap<String, Option<EntityRef>> = BTreeMap::new();
        let mut add = |name: &str, entity: &EntityRef| {
            if name.chars().count() >= SHORTEST {
                let known = by_name.entry(name.to_owned()).or_insert_with(|| Some(entity.clone()));
                if known.as_ref().is_some_and(|known| known.entity != entity.entity) {
                    *known = None;
                }
            }
        };
        let mut by_brand: BTreeMap<String, Vec<Branded>> = BTreeMap::new();
        for (at, firm) in mentions.iter().enumerate() {
            if firm.mention.nested || firm.mention.kind != EntityType::Company {
                continue;
            }
            let Some(entity) = meaning(firm, gazetteer) else { continue };
            let surface = firm.mention.span.of(text);
            add(surface, &entity);
            // 安徽|皖江绿色船舶|有限公司
            let place = mentions[at + 1..]
                .iter()
                .take_while(|inner| firm.mention.span.contains(inner.mention.span))
                .filter(|inner| inner.mention.kind == EntityType::Place)
                .find(|inner| inner.mention.span.start == firm.mention.span.start);
            let core = place.map_or(surface, |place| &text[place.mention.span.end..firm.mention.span.end]);
            if let Some(core) = WORDS.legal_form.without_suffix(core) {
                add(core, &entity);
                if let Some(brand) = brand(core) {
                    let place = place.and_then(linked);
                    let known = by_brand.entry(brand.to_owned()).or_default();
                    if known.iter().all(|other| other.firm.entity != entity.entity) {
                        known.push(Branded { firm: entity.clone(), place });
                    }
                }
            }
        }
        Self { by_name, by_brand }
    }

    /// The firm that the name of a project begins with; the longest such name counts.
    pub(super) fn of_project(&self, project: &str) -> Option<EntityRef> {
        self.longest(project).and_then(|(_, entity)| entity.clone())
    }

    /// The longest name that the name of a project begins with and goes on behind.
    fn longest(&self, project: &str) -> Option<(&String, &Option<EntityRef>)> {
        // In order of the alphabet it lies between its first characters, which no name has less of, and the project's.
        let (last, c) = project.char_indices().nth(SHORTEST - 1)?;
        let first = &project[..last + c.len_utf8()];
        let near = (Bound::Included(first), Bound::Excluded(project));
        self.by_name.range::<str, _>(near).rev().find(|(name, _)| project.starts_with(name.as_str()))
    }

    /// The firm whose brand the words begin with, behind `place`: 友升|汽车零部件项目; not one that is called after another
    /// place.
    pub(super) fn of_brand(
        &self,
        words: &str,
        place: Option<EntityIndex>,
        gazetteer: &Gazetteer,
    ) -> Option<EntityRef> {
        let within = |one: EntityIndex, other: EntityIndex| {
            gazetteer.is_within(one, other) || gazetteer.is_within(other, one)
        };
        let firms = self.by_brand.get(brand(words)?)?;
        match firms.as_slice() {
            [one] => one.place.zip(place).is_none_or(|(one, other)| within(one, other)).then_some(one),
            // Of two firms of the brand the one that is called after the place, too.
            several => {
                let mut here = several
                    .iter()
                    .filter(|firm| firm.place.zip(place).is_some_and(|(one, other)| within(one, other)));
                here.next().filter(|_| here.next().is_none())
            }
        }
        .map(|found| found.firm.clone())
    }

    /// The length of the firm's name or brand that the name of a project begins with.
    pub(super) fn brand_of(&self, project: &str) -> usize {
        let named = self.longest(project).map_or(0, |(name, _)| name.len());
        let branded = brand(project).filter(|brand| self.by_brand.contains_key(*brand));
        branded.map_or(named, |brand| brand.len().max(named))
    }

    /// Whether a firm's name begins at `start` inside `outer` and a place there is part of it.
    pub(super) fn begins(&self, start: usize, outer: NormalizedSpan, text: &str) -> bool {
        self.of_project(&text[start..outer.end]).is_some()
    }

    /// The only firm whose name holds `label`.
    pub(super) fn bearing(&self, label: &str) -> Option<EntityRef> {
        let mut found: Option<&EntityRef> = None;
        for entity in self
            .by_name
            .values()
            .flatten()
            .filter(|entity| *entity.label != *label && entity.label.contains(label))
        {
            if found.is_some_and(|other| other.entity != entity.entity) {
                return None;
            }
            found = Some(entity);
        }
        found.cloned()
    }
}
