//! What place a passage is about.
//!
//! A heading that names a county speaks for the passages below it; so does a passage that begins
//! with one county and names no other. 全县 and 我市 point to it, and so do projects that are named
//! without a place.

use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::linking::{LinkedMention, Resolution};
use crate::text::{BlockKind, NormalizedSpan, NormalizedText};

/// A place and where the text makes it the subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The place.
    pub place: EntityIndex,
    /// The mention that says so.
    pub evidence: NormalizedSpan,
}

/// The subject places of every passage of a document.
#[derive(Clone, Debug, Default)]
pub struct Scopes {
    county: Vec<Option<Focus>>,
    prefecture: Vec<Option<Focus>>,
}

/// How far into a passage, in bytes, the county that it is about may stand (some twelve characters).
const OPENING: usize = 40;

impl Scopes {
    /// Reads the scopes of a document.
    #[must_use]
    pub fn new(text: &NormalizedText, mentions: &[LinkedMention], gazetteer: &Gazetteer) -> Self {
        let mut scopes = Self::default();
        let (mut county, mut prefecture): (Option<Focus>, Option<Focus>) = (None, None);
        let mut next = 0;
        for passage in &text.passages {
            let mut here: Vec<Focus> = Vec::new();
            let mut cities: Vec<Focus> = Vec::new();
            while let Some(mention) =
                mentions.get(next).filter(|mention| mention.mention.span.start < passage.span.end)
            {
                next += 1;
                let (Resolution::Linked(place), EntityType::Place) =
                    (&mention.resolution, mention.mention.kind)
                else {
                    continue;
                };
                let focus = Focus { place: *place, evidence: mention.mention.span };
                match gazetteer.entity(*place).level {
                    Some(PlaceLevel::County) if !mention.mention.nested => here.push(focus),
                    Some(PlaceLevel::Prefecture) => cities.push(focus),
                    Some(PlaceLevel::Township) if !mention.mention.nested => {
                        if let Some(parent) = gazetteer.entity(*place).parent {
                            here.push(Focus { place: parent, evidence: focus.evidence });
                        }
                    }
                    _ => {}
                }
            }
            let one =
                here.first().filter(|first| here.iter().all(|focus| focus.place == first.place)).copied();
            match passage.kind {
                BlockKind::Title | BlockKind::Heading(_) => {
                    if let Some(one) = one {
                        county = Some(one);
                    } else if !cities.is_empty() || here.len() > 1 {
                        county = None;
                    }
                }
                _ => {
                    let opens = one.filter(|focus| focus.evidence.start - passage.span.start <= OPENING);
                    let city_opens = cities
                        .first()
                        .is_some_and(|focus| focus.evidence.start - passage.span.start <= OPENING);
                    if let Some(opens) = opens {
                        county = Some(opens);
                    } else if city_opens
                        || here.iter().any(|focus| county.is_some_and(|county| county.place != focus.place))
                    {
                        // The passage turns to the whole city or to other counties.
                        county = None;
                    }
                }
            }
            if let Some(first) = cities.first() {
                prefecture = Some(*first);
            }
            scopes.county.push(county);
            scopes.prefecture.push(prefecture);
        }
        scopes
    }

    /// The county that passage number `passage` is about.
    #[must_use]
    pub fn county(&self, passage: usize) -> Option<Focus> {
        self.county.get(passage).copied().flatten()
    }

    /// The county or else the prefecture that passage number `passage` is about.
    #[must_use]
    pub fn place(&self, passage: usize) -> Option<Focus> {
        self.county(passage).or_else(|| self.prefecture(passage))
    }

    /// The prefecture that was named last up to passage number `passage`.
    #[must_use]
    pub fn prefecture(&self, passage: usize) -> Option<Focus> {
        self.prefecture.get(passage).copied().flatten()
    }
}
