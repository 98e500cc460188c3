//! Divisions, rivers, hills and towns that share a short name, and what the text says of which one it means.

use rustc_hash::FxHashMap;

use super::{LinkedMention, NewEntity, Resolution};
use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::mention::Origin;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: NamesakeWords = "namesake.csv";
    /// What follows the name of a river, and not that of a division: 唐河|流域.
    of_water,
    /// What closes an enumeration of rivers or hills: 漳河、唐河|等河流.
    closing,
}

/// What the names of rivers and hills end with that divisions are called after.
const ENDS: [char; 9] = ['河', '江', '山', '湖', '溪', '水', '海', '岭', '泉'];

/// Gives short names of divisions the river, hill or town of the same name where the text speaks of that.
pub(super) fn tell_namesakes(mentions: &mut [LinkedMention], text: &str, gazetteer: &Gazetteer) {
    natural_features(mentions, text, gazetteer);
    towns(mentions, text, gazetteer);
}

/// 漳河、沙河、唐河, 唐河流域: what stands among rivers or is told of as one is no county.
fn natural_features(mentions: &mut [LinkedMention], text: &str, gazetteer: &Gazetteer) {
    let mut from = 0;
    while from < mentions.len() {
        let to = enumeration_end(mentions, from, text);
        let feature = |mention: &LinkedMention| match (&mention.resolution, &mention.mention.origin) {
            (Resolution::Linked(place), _) => gazetteer.entity(*place).level == Some(PlaceLevel::Feature),
            (_, Origin::Pattern(rule)) => *rule == "water",
            _ => false,
        };
        let ends = |mention: &LinkedMention| mention.mention.span.of(text).chars().next_back();
        let places = mentions[from..to].iter().filter(|mention| !mention.mention.nested);
        let all: Vec<Option<char>> = places.clone().map(ends).collect();
        let features: Vec<Option<char>> = places.filter(|mention| feature(mention)).map(ends).collect();
        let closed = WORDS.closing.begin(&text[mentions[to - 1].mention.span.end..]);
        for mention in &mut mentions[from..to] {
            let name = mention.mention.span.of(text);
            let told = WORDS.of_water.begin(&text[mention.mention.span.end..]);
            let Some(division) = division(mention, text, gazetteer).filter(|_| name.ends_with(ENDS)) else {
                continue;
            };
            // 长江、九江: one river beside a city says little.
            let city = gazetteer.entity(division).level == Some(PlaceLevel::Prefecture);
            let last = name.chars().next_back();
            let alike = all.iter().filter(|other| **other == last).count();
            let among = features.contains(&last) && (!city || alike > 2);
            if told || closed && to - from > 1 || among {
                mention.resolution = feature_called(name, mention, gazetteer);
            }
        }
        from = to;
    }
}

/// Where the enumeration of places ends that begins with the mention at `from`.
fn enumeration_end(mentions: &[LinkedMention], from: usize, text: &str) -> usize {
    let mut end = from + 1;
    let place = |at: usize| mentions[at].mention.kind == EntityType::Place;
    while place(from)
        && end < mentions.len()
        && place(end)
        && text
            .get(mentions[end - 1].mention.span.end..mentions[end].mention.span.start)
            .is_some_and(|between| matches!(between, "、" | "和" | "与" | "及"))
    {
        end += 1;
    }
    end
}

/// The county or city that a mention means by its short name, if it does.
fn division(mention: &LinkedMention, text: &str, gazetteer: &Gazetteer) -> Option<EntityIndex> {
    let best = match &mention.resolution {
        Resolution::Linked(place) => *place,
        Resolution::Ambiguous(candidates) => candidates.first()?.entity,
        Resolution::New(_) => return None,
    };
    let entity = gazetteer.entity(best);
    let name = mention.mention.span.of(text);
    let short = name.len() < entity.name.len() && entity.name.starts_with(name);
    let level = matches!(entity.level, Some(PlaceLevel::County | PlaceLevel::City | PlaceLevel::Prefecture));
    (mention.mention.kind == EntityType::Place && !mention.mention.nested && short && level).then_some(best)
}

/// The feature of this name that the gazetteer has, or a new one.
fn feature_called(name: &str, mention: &LinkedMention, gazetteer: &Gazetteer) -> Resolution {
    let known = match mention.mention.origin {
        Origin::Form(form) => gazetteer
            .form(form)
            .aliases
            .iter()
            .map(|alias| alias.entity)
            .find(|entity| gazetteer.entity(*entity).level == Some(PlaceLevel::Feature)),
        _ => None,
    };
    known.map_or_else(|| Resolution::New(NewEntity::new(EntityType::Place, name)), Resolution::Linked)
}

/// 宜丰县新昌镇……新昌: behind the full name of a town its short name means the town, unless the text names the division.
fn towns(mentions: &mut [LinkedMention], text: &str, gazetteer: &Gazetteer) {
    let mut towns: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, mention) in mentions.iter().enumerate() {
        let stem = mention.mention.span.of(text).strip_suffix(['镇', '乡']);
        if let Some(stem) = stem.filter(|_| mention.mention.kind == EntityType::Place) {
            towns.entry(stem).or_insert(at);
        }
    }
    let mut told: Vec<(usize, Resolution, f64)> = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let name = mention.mention.span.of(text);
        let Some(town) = towns.get(name).filter(|town| **town < at).map(|town| &mentions[*town]) else {
            continue;
        };
        let Some(county) = division(mention, text, gazetteer) else { continue };
        let named = mentions.iter().any(|other| {
            matches!(&other.resolution, Resolution::Linked(place)
                if (*place == county || gazetteer.is_within(*place, county))
                    && other.mention.span.of(text) != name)
        });
        if !named {
            told.push((at, town.resolution.clone(), town.confidence));
        }
    }
    for (at, resolution, confidence) in told {
        (mentions[at].resolution, mentions[at].confidence) = (resolution, confidence);
    }
}
