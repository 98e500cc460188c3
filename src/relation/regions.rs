//! The regions that a document is about, to tell where a name that a place shares with others is.

use super::reference::linked;
use crate::entity::EntityType;
use crate::gazetteer::Gazetteer;
use crate::linking::LinkedMention;
use crate::mention::Origin;

/// The prefectures that a document names a place of; where it names none, those of which its parks and bodies are.
pub(super) struct Regions {
    /// The first four digits of codes, sorted.
    stems: Vec<String>,
    /// The first two of all places, also of those inside names: 甲市 of 甲市至乙市铁路.
    provinces: Vec<String>,
}

/// In how many provinces the places of a document about one region may be.
const SEVERAL: usize = 6;

impl Regions {
    pub(super) fn new(mentions: &[LinkedMention], gazetteer: &Gazetteer) -> Self {
        let outer = mentions.iter().filter(|mention| !mention.mention.nested);
        let mut stems = stems(outer, gazetteer);
        if stems.is_empty() {
            stems = self::stems(of_public_names(mentions), gazetteer);
        }
        // A station in a list, which is called by its place alone, tells nothing of the document.
        let mut listed = None;
        let inside = mentions.iter().filter(|mention| {
            if matches!(mention.mention.origin, Origin::ShortOf(_)) {
                listed = Some(mention.mention.span);
            }
            listed.is_none_or(|listed| !listed.contains(mention.mention.span))
        });
        let codes = inside.filter_map(linked).filter_map(|place| gazetteer.entity(place).code.as_ref());
        let mut provinces: Vec<String> =
            codes.filter_map(|code| code.as_str().get(..2).map(str::to_owned)).collect();
        provinces.sort_unstable();
        provinces.dedup();
        Self { stems, provinces }
    }

    /// Whether the document is about no region, but about the country or several provinces.
    pub(super) fn are_many(&self) -> bool {
        self.provinces.len() > SEVERAL
    }

    /// Whether the document names a place of the province of a code, alone or in another name, or no place at all.
    pub(super) fn speaks_of(&self, code: &str) -> bool {
        self.provinces.is_empty() || self.provinces.iter().any(|stem| code.get(..2) == Some(stem))
    }

    /// Whether the document is about the prefecture of a code, or about no place at all.
    pub(super) fn holds(&self, code: &str) -> bool {
        self.stems.is_empty()
            || code.get(..4).is_some_and(|stem| {
                self.stems
                    .iter()
                    .any(|other| other == stem || other.ends_with("00") && other[..2] == stem[..2])
            })
    }

    /// Whether the document names a place of the province of a code, or no place at all.
    pub(super) fn near(&self, code: &str) -> bool {
        self.stems.is_empty() || self.stems.iter().any(|stem| code.get(..2) == stem.get(..2))
    }
}

/// The first four digits of the codes of places, sorted.
fn stems<'a>(places: impl Iterator<Item = &'a LinkedMention>, gazetteer: &Gazetteer) -> Vec<String> {
    let codes = places.filter_map(linked).filter_map(|place| gazetteer.entity(place).code.as_ref());
    let mut stems: Vec<String> = codes.filter_map(|code| code.as_str().get(..4).map(str::to_owned)).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// What is nested in the names of parks and bodies, which are called after where they are, as firms often are not.
fn of_public_names(mentions: &[LinkedMention]) -> impl Iterator<Item = &LinkedMention> {
    let mut public = None;
    mentions.iter().filter(move |mention| {
        let span = mention.mention.span;
        if matches!(mention.mention.kind, EntityType::Park | EntityType::Organization) {
            public = Some(span);
        }
        mention.mention.nested && public.is_some_and(|public| public.contains(span))
    })
}
