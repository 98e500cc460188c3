//! The place that a whole document is about, by its title, its first sentence, or by what it names most.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::Source;
use super::super::subject::time::strip_time;
use super::division::{division, in_organization, mentions_of, province};
use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::EntityIndex;
use crate::linking::LinkedMention;
use crate::relation::scope::speaks_of_county;
use crate::text::Passage;

/// The province that a line of the title is about: the first place in it, with none of its own divisions right behind
/// it (甲省十四个市州排名,乙市居首, but not 甲省乙市).
pub(super) fn titled_province(source: Source<'_>, passage: &Passage) -> Option<EntityIndex> {
    let mut places = mentions_of(source, passage)
        .iter()
        .filter(|mention| mention.mention.kind == EntityType::Place)
        // 甲省政府工作报告 is of the province.
        .filter(|mention| !mention.mention.nested || in_organization(source, mention));
    let first = places.next()?;
    let province = province(first, source.gazetteer)?;
    let text = &source.text.text;
    let parted = |place: &LinkedMention| {
        text.get(first.mention.span.end..place.mention.span.start)
            .is_some_and(|between| between.contains([',', ';', '!', ' ']))
    };
    places.next().is_none_or(parted).then_some(province)
}

/// The province that the first sentence of the text is about, with no division of its own named there: 甲省近日……. It is what
/// figures are of where paragraphs speak of nothing nearer.
pub(super) fn leading_province(source: Source<'_>) -> Option<EntityIndex> {
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

/// The division that the document names most; a prefecture also counts for a quarter of each of its counties. It is the
/// province where that is named more than twice as often, or alone.
pub(super) fn most_named(source: Source<'_>) -> Option<EntityIndex> {
    let mut counts: FxHashMap<EntityIndex, u32> = FxHashMap::default();
    let mut provinces: FxHashMap<EntityIndex, u32> = FxHashMap::default();
    // 龙江|青石|玉米有限公司, 青石公司|玉米油项目: a firm, and what it builds, may be called after a place that it is not in.
    let is_short = |place: &LinkedMention| {
        !place.mention.span.of(&source.text.text).ends_with(['省', '市', '县', '区', '旗', '州', '盟'])
    };
    let brands: FxHashSet<EntityIndex> = within_firms(source.mentions)
        .filter(|place| is_short(place))
        .filter_map(|place| division(place, source.gazetteer))
        .collect();
    for mention in source.mentions {
        let brand =
            |place: &EntityIndex| mention.mention.nested && is_short(mention) && brands.contains(place);
        if division(mention, source.gazetteer).filter(brand).is_some() {
            continue;
        }
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
    // What a county tells of itself is of no province, though it names one in all its trips.
    let above =
        most(provinces).filter(|(_, count)| *count > often).filter(|_| !speaks_of_county(&source.text.text));
    let most = above.or(below).filter(|(_, count)| only || *count >= 8).map(|(place, _)| place);
    most.or_else(|| prefecture_of_most(source))
}

/// What is nested in the names of firms.
fn within_firms(mentions: &[LinkedMention]) -> impl Iterator<Item = &LinkedMention> {
    let mut firm = None;
    mentions.iter().filter(move |mention| {
        let span = mention.mention.span;
        if mention.mention.kind == EntityType::Company && !mention.mention.nested {
            firm = Some(span);
        }
        mention.mention.nested && firm.is_some_and(|firm| firm.contains(span))
    })
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
