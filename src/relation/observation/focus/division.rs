//! The divisions that a passage names, and the county that it turns to.

use super::super::Source;
use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::linking::{LinkedMention, Resolution, begun_before};
use crate::text::{BlockKind, Passage};

/// How far into a passage, in bytes, the county that it begins with may stand.
const OPENING: usize = 40;
/// Words directly before a place that is not what the passage turns to.
const ASIDE: [&str; 8] = ["与", "距", "从", "由", "向", "到", "至", "、"];

/// The county that a passage is about after one about `county`: the one that it begins with; none when it names
/// others or begins with a prefecture.
pub(super) fn turned(
    source: Source<'_>,
    passage: &Passage,
    county: Option<EntityIndex>,
) -> Option<EntityIndex> {
    let text = &source.text.text;
    let words = passage.span.of(text);
    let heading = matches!(passage.kind, BlockKind::Title | BlockKind::Heading(_));
    let (mut named, mut bodies) = (Vec::new(), Vec::new());
    for mention in mentions_of(source, passage) {
        // Of the names that hold places only those of public bodies speak for them.
        let public = !mention.mention.nested || in_organization(source, mention);
        if let Some(place) = division(mention, source.gazetteer).filter(|_| public) {
            named.push((mention.mention.span.start, place));
            bodies.extend(mention.mention.nested.then_some(mention.mention.span.start));
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
            // 记者从甲市商务局获悉: it speaks for the place.
            && (!ASIDE.iter().any(|word| text[passage.span.start..*at].ends_with(word))
                || text[passage.span.start..*at].ends_with('从') && bodies.contains(at))
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
pub(super) fn in_organization(source: Source<'_>, mention: &LinkedMention) -> bool {
    let to = source.mentions.partition_point(|other| other.mention.span.start <= mention.mention.span.start);
    source.mentions[..to].iter().rev().take(4).any(|other| {
        other.mention.kind == EntityType::Organization
            && other.mention.span.start == mention.mention.span.start
    })
}

pub(super) fn mentions_of<'a>(source: Source<'a>, passage: &Passage) -> &'a [LinkedMention] {
    let from = begun_before(source.mentions, passage.span.start);
    let to = begun_before(source.mentions, passage.span.end);
    source.mentions.get(from..to).unwrap_or(&[])
}

/// The county, or else the prefecture, that a mention names or lies in.
pub(super) fn division(mention: &LinkedMention, gazetteer: &Gazetteer) -> Option<EntityIndex> {
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
pub(super) fn places_of(source: Source<'_>, passage: &Passage) -> Vec<EntityIndex> {
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

/// The province that a mention names in full; its sign of one character (在川) says nothing.
pub(super) fn province(mention: &LinkedMention, gazetteer: &Gazetteer) -> Option<EntityIndex> {
    let (Resolution::Linked(place), EntityType::Place) = (&mention.resolution, mention.mention.kind) else {
        return None;
    };
    let named = mention.mention.span.len() > '川'.len_utf8();
    (gazetteer.entity(*place).level == Some(PlaceLevel::Province) && named).then_some(*place)
}
