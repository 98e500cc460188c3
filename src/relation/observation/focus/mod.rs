//! What a document and its sections are about: the place or the park that a figure belongs to when nothing
//! nearer is named.

mod division;
mod named;
mod whole;

use super::Source;
use crate::entity::PlaceLevel;
use crate::extraction::EntityRef;
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::relation::profile::Parts;
use crate::relation::reference::entity_ref;
use crate::text::{BlockKind, Passage};
use division::{places_of, turned};
use named::{named_company, opening_park, titled_park};
use whole::{leading_province, most_named, titled_province};

/// The subjects of the sections of a document.
#[derive(Debug, Default)]
pub(super) struct Focus {
    /// A park that the title names, or that the document is a profile of.
    pub(super) park: Option<EntityRef>,
    /// A work that the document is a profile of.
    pub(super) work: Option<EntityRef>,
    /// The firms that the document is a profile of.
    firms: Parts,
    /// The firm that 公司 is said to stand for.
    pub(super) named_company: Option<EntityRef>,
    /// By passage: the place that its section is about.
    places: Vec<Option<EntityIndex>>,
    /// By passage: the county that it, or one before it in the section, begins with.
    counties: Vec<Option<EntityIndex>>,
}

/// How many passages at the beginning may be lines of the title, and how long such a line may be in bytes.
const TITLE_LINES: usize = 3;
const SHORT: usize = 120;

impl Focus {
    pub(super) fn new(source: Source<'_>) -> Self {
        let title = Title::of(source);
        let document = match (title.places.as_slice(), title.province) {
            (_, Some(province)) => Some(province),
            ([one], _) => Some(*one),
            ([], _) => leading_province(source).or_else(|| most_named(source)),
            _ => None,
        };
        let (places, counties) = sections(source, document);
        let profile = &source.outline.profile;
        let zone = || {
            opening_park(source).filter(|_| title.places.is_empty() && counties.iter().all(Option::is_none))
        };
        Self {
            park: title.park.or_else(|| profile.park.clone()).or_else(zone),
            work: profile.work.clone(),
            firms: profile.firms.clone(),
            named_company: named_company(source),
            places,
            counties,
        }
    }

    /// The firm that the document is a profile of at `position`.
    pub(super) fn company(&self, position: usize) -> Option<&EntityRef> {
        self.firms.at(position)
    }

    /// Whether a passage names a county or a prefecture, or what lies in one.
    pub(super) fn names_division(source: Source<'_>, passage: &Passage) -> bool {
        !places_of(source, passage).is_empty()
    }

    /// Whether the document is a profile of a firm.
    pub(super) fn has_company(&self) -> bool {
        !self.firms.is_empty()
    }

    /// The county that passage number `passage` is about.
    pub(super) fn county(&self, passage: usize) -> Option<EntityIndex> {
        self.counties.get(passage).copied().flatten()
    }

    /// The place that the section of passage number `passage` is about.
    pub(super) fn place(&self, passage: usize) -> Option<EntityIndex> {
        self.places.get(passage).copied().flatten()
    }
}

/// What the lines of the title name.
#[derive(Default)]
struct Title {
    park: Option<EntityRef>,
    /// The divisions of the first line that names any.
    places: Vec<EntityIndex>,
    province: Option<EntityIndex>,
}

impl Title {
    fn of(source: Source<'_>) -> Self {
        let passages = &source.text.passages;
        let title = passages
            .iter()
            .position(|passage| matches!(passage.kind, BlockKind::Title | BlockKind::Heading(1)));
        let lines = match title {
            Some(at) => &passages[at..=at],
            None => {
                let short =
                    passages.iter().take(TITLE_LINES).take_while(|passage| passage.span.len() <= SHORT);
                &passages[..short.count()]
            }
        };
        let mut found = Self::default();
        for passage in lines.iter().filter(|passage| !is_byline(source, passage)) {
            found.park = found.park.or_else(|| titled_park(source, passage));
            let here = places_of(source, passage);
            // A short paragraph that names several says nothing of the whole.
            let listed = here.len() > 1 && passage.span.of(&source.text.text).contains('。');
            if found.places.is_empty() && !listed {
                found.places = here;
                found.province = found.province.or_else(|| titled_province(source, passage));
            }
        }
        found
    }
}

/// By passage: the place that its section is about, and the county that it, or one before it in the section, begins
/// with. `document` is the place that the whole is about.
fn sections(
    source: Source<'_>,
    document: Option<EntityIndex>,
) -> (Vec<Option<EntityIndex>>, Vec<Option<EntityIndex>>) {
    let passages = &source.text.passages;
    let (mut places, mut counties) = (Vec::with_capacity(passages.len()), Vec::with_capacity(passages.len()));
    let (mut section, mut level) = (document, u8::MAX);
    // The county and the depth of the heading that turned to it.
    let (mut county, mut turned_at) = (None, u8::MAX);
    for (at, passage) in passages.iter().enumerate() {
        // Headings that follow each other are a list.
        let listed = match (passage.kind, passages.get(at + 1).map(|next| next.kind)) {
            (BlockKind::Heading(depth), Some(BlockKind::Heading(next))) => next <= depth && depth > 1,
            _ => false,
        };
        if !listed && !is_byline(source, passage) {
            if let BlockKind::Heading(depth) = passage.kind {
                match places_of(source, passage).as_slice() {
                    [one] => (section, level) = (Some(*one), depth),
                    [] if depth < level => (section, level) = (document, u8::MAX),
                    _ => {}
                }
            }
            let before = county;
            let depth = match passage.kind {
                BlockKind::Title => 0,
                BlockKind::Heading(depth) => depth,
                _ => u8::MAX,
            };
            // A new section ends what a paragraph, or a heading below it, turned to.
            if depth <= turned_at && depth < u8::MAX {
                county = None;
            }
            county = turned(source, passage, county);
            if county != before || county.is_none() {
                turned_at = depth;
            }
        }
        places.push(section);
        counties.push(county);
    }
    (places, counties)
}

/// Whether a passage names the reporters: 胡南溪 is no district, and 甲市报道 only says where they were.
fn is_byline(source: Source<'_>, passage: &Passage) -> bool {
    let words = passage.span.of(&source.text.text);
    // 记者从甲市商务局获悉,…… is a sentence.
    let sentence = words.contains(',') && words.contains('。');
    passage.kind == BlockKind::Byline
        || words.len() <= SHORT && !sentence && ["记者", "通讯员"].iter().any(|word| words.contains(word))
}

/// The division above or equal to `place` whose name ends in one of `ends`.
pub(super) fn with_ending(place: EntityIndex, ends: &[char], gazetteer: &Gazetteer) -> Option<EntityRef> {
    std::iter::once(place)
        .chain(gazetteer.ancestors(place))
        .find(|place| {
            let entity = gazetteer.entity(*place);
            matches!(entity.level, Some(PlaceLevel::County | PlaceLevel::Prefecture))
                && entity.name.ends_with(ends)
        })
        .map(|place| entity_ref(place, gazetteer))
}
