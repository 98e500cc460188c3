//! What a document and its sections are about: the place or the park that a figure belongs to when nothing
//! nearer is named.

use rustc_hash::FxHashMap;

use super::Source;
use super::subject::time::strip_time;
use crate::entity::{EntityType, PlaceLevel};
use crate::extraction::EntityRef;
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::linking::{LinkedMention, Resolution};
use crate::relation::profile::{Firms, Profile};
use crate::relation::reference::{entity_ref, meaning};
use crate::text::{BlockKind, Passage};

/// The subjects of the sections of a document.
#[derive(Debug, Default)]
pub(super) struct Focus {
    /// A park that the title names, or that the document is a profile of.
    pub(super) park: Option<EntityRef>,
    /// The firms that the document is a profile of.
    firms: Firms,
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
        let passages = &source.text.passages;
        let title = passages
            .iter()
            .position(|passage| matches!(passage.kind, BlockKind::Title | BlockKind::Heading(1)));
        let first: Vec<&Passage> = match title {
            Some(at) => vec![&passages[at]],
            None => {
                let short = |passage: &&Passage| passage.span.len() <= SHORT;
                passages.iter().take(TITLE_LINES).take_while(short).collect()
            }
        };
        let mut park = None;
        let (mut named, mut province) = (Vec::new(), None);
        for passage in first.into_iter().filter(|passage| !is_byline(source, passage)) {
            park = park.or_else(|| titled_park(source, passage));
            let here = places_of(source, passage);
            // A short paragraph that names several says nothing of the whole.
            let listed = here.len() > 1 && passage.span.of(&source.text.text).contains('。');
            if named.is_empty() && !listed {
                named = here;
                province = province.or_else(|| titled_province(source, passage));
            }
        }
        let document = match (named.as_slice(), province) {
            (_, Some(province)) => Some(province),
            ([one], _) => Some(*one),
            ([], _) => leading_province(source).or_else(|| most_named(source)),
            _ => None,
        };
        let (mut places, mut counties) =
            (Vec::with_capacity(passages.len()), Vec::with_capacity(passages.len()));
        let (mut section, mut level) = (document, u8::MAX);
        // The county and the depth of the heading that turned to it.
        let (mut county, mut turned_at) = (None, u8::MAX);
        for (at, passage) in passages.iter().enumerate() {
            // Headings that follow each other are a list.
            let listed = match (passage.kind, passages.get(at + 1).map(|next| next.kind)) {
                (BlockKind::Heading(depth), Some(BlockKind::Heading(next))) => next <= depth && depth > 1,
                _ => false,
            };
            if listed || is_byline(source, passage) {
                places.push(section);
                counties.push(county);
                continue;
            }
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
            places.push(section);
            counties.push(county);
        }
        let profile = Profile::of(source.text, source.mentions, source.gazetteer);
        let zone =
            || opening_park(source).filter(|_| named.is_empty() && counties.iter().all(Option::is_none));
        Self {
            park: park.or(profile.park).or_else(zone),
            firms: profile.firms,
            named_company: named_company(source),
            places,
            counties,
        }
    }

    /// The firm that the document is a profile of at `position`.
    pub(super) fn company(&self, position: usize) -> Option<&EntityRef> {
        self.firms.at(position)
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

/// Whether a passage names the reporters: 胡南溪 is no district, and 甲市报道 only says where they were.
fn is_byline(source: Source<'_>, passage: &Passage) -> bool {
    let words = passage.span.of(&source.text.text);
    passage.kind == BlockKind::Byline
        || words.len() <= SHORT && ["记者", "通讯员"].iter().any(|word| words.contains(word))
}

/// The province that a line of the title is about: the first place in it, with none of its own divisions right behind
/// it (甲省十四个市州排名,乙市居首, but not 甲省乙市).
fn titled_province(source: Source<'_>, passage: &Passage) -> Option<EntityIndex> {
    let mut places = mentions_of(source, passage)
        .iter()
        .filter(|mention| mention.mention.kind == EntityType::Place && !mention.mention.nested);
    let first = places.next()?;
    let province = province(first, source.gazetteer)?;
    let text = &source.text.text;
    let parted = |place: &LinkedMention| {
        text.get(first.mention.span.end..place.mention.span.start)
            .is_some_and(|between| between.contains([',', ';', '!', ' ']))
    };
    places.next().is_none_or(parted).then_some(province)
}

/// The province that a mention names in full; its sign of one character (在川) says nothing.
fn province(mention: &LinkedMention, gazetteer: &Gazetteer) -> Option<EntityIndex> {
    let (Resolution::Linked(place), EntityType::Place) = (&mention.resolution, mention.mention.kind) else {
        return None;
    };
    let named = mention.mention.span.len() > '川'.len_utf8();
    (gazetteer.entity(*place).level == Some(PlaceLevel::Province) && named).then_some(*place)
}

/// How far into a passage, in bytes, the county that it begins with may stand.
const OPENING: usize = 40;
/// Words directly before a place that is not what the passage turns to.
const ASIDE: [&str; 8] = ["与", "距", "从", "由", "向", "到", "至", "、"];

/// The county that a passage is about after one about `county`: the one that it begins with; none when it names
/// others or begins with a prefecture.
fn turned(source: Source<'_>, passage: &Passage, county: Option<EntityIndex>) -> Option<EntityIndex> {
    let text = &source.text.text;
    let words = passage.span.of(text);
    let heading = matches!(passage.kind, BlockKind::Title | BlockKind::Heading(_));
    let mut named = Vec::new();
    for mention in mentions_of(source, passage) {
        // Of the names that hold places only those of public bodies speak for them.
        let public = !mention.mention.nested || in_organization(source, mention);
        if let Some(place) = division(mention, source.gazetteer).filter(|_| public) {
            named.push((mention.mention.span.start, place));
        }
    }
    let level = |place: EntityIndex| source.gazetteer.entity(place).level;
    let counties: Vec<_> =
        named.iter().filter(|(_, place)| level(*place) == Some(PlaceLevel::County)).collect();
    let one =
        counties.first().filter(|first| counties.iter().all(|other| other.1 == first.1)).map(|first| first.1);
    if heading {
        return match (one, named.is_empty()) {
            (Some(one), _) => Some(one),
            (None, true) => county,
            (None, false) => None,
        };
    }
    // A line of a list names what it is about and nothing beyond.
    if !words.contains(['。', ',', ';']) {
        return county;
    }
    let first = words.find('。').map_or(words.len(), |at| at) + passage.span.start;
    let opener = counties.first().filter(|(at, place)| {
        let alone = counties.iter().all(|other| other.0 >= first || other.1 == *place);
        at - passage.span.start <= OPENING
            && alone
            && !text[passage.span.start..*at].contains([';', '%', '亿', '万'])
            && !ASIDE.iter().any(|word| text[passage.span.start..*at].ends_with(word))
    });
    if let Some((_, opener)) = opener {
        return Some(*opener);
    }
    let prefecture = named.iter().any(|(at, place)| {
        level(*place) == Some(PlaceLevel::Prefecture) && at - passage.span.start <= OPENING
    });
    let others = counties.iter().any(|(_, place)| Some(*place) != county);
    county.filter(|_| !prefecture && !others)
}

/// Whether a nested mention stands at the beginning of the name of an organisation.
fn in_organization(source: Source<'_>, mention: &LinkedMention) -> bool {
    let to = source.mentions.partition_point(|other| other.mention.span.start <= mention.mention.span.start);
    source.mentions[..to].iter().rev().take(4).any(|other| {
        other.mention.kind == EntityType::Organization
            && other.mention.span.start == mention.mention.span.start
    })
}

fn mentions_of<'a>(source: Source<'a>, passage: &Passage) -> &'a [LinkedMention] {
    let from = source.mentions.partition_point(|mention| mention.mention.span.start < passage.span.start);
    let to = source.mentions.partition_point(|mention| mention.mention.span.start < passage.span.end);
    source.mentions.get(from..to).unwrap_or(&[])
}

/// The county, or else the prefecture, that a mention names or lies in.
fn division(mention: &LinkedMention, gazetteer: &Gazetteer) -> Option<EntityIndex> {
    let (Resolution::Linked(place), EntityType::Place) = (&mention.resolution, mention.mention.kind) else {
        return None;
    };
    match gazetteer.entity(*place).level? {
        PlaceLevel::County | PlaceLevel::Prefecture => Some(*place),
        PlaceLevel::Township | PlaceLevel::Village => gazetteer
            .ancestors(*place)
            .find(|place| gazetteer.entity(*place).level == Some(PlaceLevel::County)),
        _ => None,
    }
}

/// The divisions that a passage names, without those that another of them lies in.
fn places_of(source: Source<'_>, passage: &Passage) -> Vec<EntityIndex> {
    let mut all: Vec<EntityIndex> = Vec::new();
    for mention in mentions_of(source, passage) {
        let public = !mention.mention.nested || in_organization(source, mention);
        if let Some(place) =
            division(mention, source.gazetteer).filter(|place| public && !all.contains(place))
        {
            all.push(place);
        }
    }
    let inner = all.clone();
    all.retain(|place| {
        !inner.iter().any(|other| other != place && source.gazetteer.is_within(*other, *place))
    });
    all
}

/// The firm before (以下简称“公司”).
fn named_company(source: Source<'_>) -> Option<EntityRef> {
    const NEAR: usize = 60;
    let text = &source.text.text;
    let mut quotes = source.text.landmarks.all().iter().filter(|mark| mark.character == '“');
    let at = quotes.find(|mark| text[mark.end()..].starts_with("公司”"))?.at;
    let to = source.mentions.partition_point(|mention| mention.mention.span.end <= at);
    let found = source.mentions[..to]
        .iter()
        .rev()
        .find(|mention| mention.mention.kind == EntityType::Company && !mention.mention.nested)?;
    let mut found = found;
    // The short form that it is also called by, 以下简称“甲”或“公司”, stands for the same.
    let between = text.get(found.mention.span.end..at)?;
    if between.starts_with('”') {
        found = source.mentions[..to]
            .iter()
            .rev()
            .filter(|mention| !mention.mention.nested)
            .nth(1)
            .unwrap_or(found);
    }
    let between = text.get(found.mention.span.end..at)?;
    (between.len() <= NEAR && between.contains("称") && found.mention.kind == EntityType::Company)
        .then(|| meaning(found, source.gazetteer))
        .flatten()
}

/// The park that a title names first, but for a place directly before it.
fn titled_park(source: Source<'_>, passage: &Passage) -> Option<EntityRef> {
    let named: Vec<&LinkedMention> = mentions_of(source, passage)
        .iter()
        .filter(|mention| {
            !mention.mention.nested && matches!(mention.mention.kind, EntityType::Park | EntityType::Place)
        })
        .collect();
    let at = named.iter().position(|mention| mention.mention.kind == EntityType::Park)?;
    let leads = named[..=at].windows(2).all(|pair| match pair {
        [a, b] => a.mention.span.end == b.mention.span.start,
        _ => false,
    });
    leads.then(|| meaning(named[at], source.gazetteer)).flatten()
}

/// The province that the first sentence of the text is about, with no division of its own named there: 甲省近日……. It is what
/// figures are of where paragraphs speak of nothing nearer.
fn leading_province(source: Source<'_>) -> Option<EntityIndex> {
    let text = &source.text.text;
    let body = source.text.opening(0)?;
    let words = body.span.of(text);
    let end = body.span.start + words.find('。')?;
    // 新华社甲市6月3日电: where the report comes from.
    let start =
        body.span.start + words[..end - body.span.start].find("日电").map_or(0, |at| at + "日电".len());
    let mut places = mentions_of(source, body).iter().filter(|mention| {
        start <= mention.mention.span.start
            && mention.mention.span.end <= end
            && mention.mention.kind == EntityType::Place
            && !mention.mention.nested
    });
    let mut lead = None;
    for place in &mut places {
        if division(place, source.gazetteer).is_some() {
            return None;
        }
        let before = text[start..place.mention.span.start].rsplit([',', ')', ' ']).next().unwrap_or_default();
        let opens = strip_time(before).is_empty();
        lead = lead.or_else(|| province(place, source.gazetteer).filter(|_| opens));
    }
    lead
}

/// The zone that the text begins with and speaks of before any place, in a document whose title names neither.
fn opening_park(source: Source<'_>) -> Option<EntityRef> {
    let text = &source.text.text;
    let body = source.text.opening(0)?;
    let first = source.mentions.iter().find(|mention| !mention.mention.nested)?;
    let span = first.mention.span;
    let before = text.get(body.span.start..span.start)?;
    let leads = strip_time(before).trim_end_matches(',').is_empty();
    (first.mention.kind == EntityType::Park && leads).then(|| meaning(first, source.gazetteer)).flatten()
}

/// The division that the document names most; a prefecture also counts for a quarter of each of its counties. It is the
/// province where that is named more than twice as often, or alone.
fn most_named(source: Source<'_>) -> Option<EntityIndex> {
    let mut counts: FxHashMap<EntityIndex, u32> = FxHashMap::default();
    let mut provinces: FxHashMap<EntityIndex, u32> = FxHashMap::default();
    for mention in source.mentions {
        if let Some(place) = division(mention, source.gazetteer) {
            *counts.entry(place).or_default() += 4;
        } else if let Some(place) = province(mention, source.gazetteer).filter(|_| !mention.mention.nested) {
            *provinces.entry(place).or_default() += 4;
        }
    }
    let counties: Vec<(EntityIndex, u32)> = counts.iter().map(|(place, count)| (*place, *count)).collect();
    for (place, count) in counties {
        if let Some(parent) = source.gazetteer.ancestors(place).next()
            && let Some(sum) = counts.get_mut(&parent)
        {
            *sum += count / 4;
        }
    }
    let most = |counts: FxHashMap<EntityIndex, u32>| {
        counts.into_iter().max_by_key(|(place, count)| (*count, std::cmp::Reverse(*place)))
    };
    let only = counts.is_empty() && provinces.len() == 1;
    let below = most(counts);
    let often = below.map_or(0, |(_, count)| 2 * count);
    let above = most(provinces).filter(|(_, count)| *count > often);
    let most = above.or(below).filter(|(_, count)| only || *count >= 8).map(|(place, _)| place);
    most.or_else(|| prefecture_of_most(source))
}

/// The prefecture of at least three counties that a document names, when they are most of those it names: it says
/// only 全市.
fn prefecture_of_most(source: Source<'_>) -> Option<EntityIndex> {
    const FEWEST: usize = 3;
    let gazetteer = source.gazetteer;
    let county = |mention: &&LinkedMention| {
        let outer = !mention.mention.nested;
        division(mention, gazetteer)
            .filter(|place| outer && gazetteer.entity(*place).level == Some(PlaceLevel::County))
    };
    let mut counties: Vec<EntityIndex> =
        source.mentions.iter().filter_map(|mention| county(&mention)).collect();
    counties.sort_unstable();
    counties.dedup();
    let parents: Vec<EntityIndex> =
        counties.iter().filter_map(|county| gazetteer.entity(*county).parent).collect();
    let of = |parent: &EntityIndex| parents.iter().filter(|other| *other == parent).count();
    parents.iter().copied().find(|parent| of(parent) >= FEWEST && 2 * of(parent) > counties.len())
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
