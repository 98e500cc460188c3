//! The regions that a document is about, to tell where a name that a place shares with others is.

use super::reference::linked;
use crate::gazetteer::Gazetteer;
use crate::linking::LinkedMention;

/// The prefectures that a document names a place of.
pub(super) struct Regions {
    /// The first four digits of codes, sorted.
    stems: Vec<String>,
}

impl Regions {
    pub(super) fn new(mentions: &[LinkedMention], gazetteer: &Gazetteer) -> Self {
        let outer = mentions.iter().filter(|mention| !mention.mention.nested);
        let places = outer.filter_map(linked).filter_map(|place| gazetteer.entity(place).code.as_ref());
        let mut stems: Vec<String> =
            places.filter_map(|code| code.as_str().get(..4).map(str::to_owned)).collect();
        stems.sort_unstable();
        stems.dedup();
        Self { stems }
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
