//! Works that a document calls by several names.

use rustc_hash::FxHashMap;

use super::{LinkedMention, NewEntity, Resolution};
use crate::entity::EntityType;
use crate::gazetteer::EntityIndex;
use crate::text::NormalizedSpan;

/// Gives the names of one work one entity: 甲光伏 is 甲光伏项目 when the document says both, 甲高速 is 甲高速公路项目, 3号线 is 甲地铁3号线, and 甲乙高铁 is 甲市至乙市高速铁路.
pub(super) fn unify_works(mentions: &mut [LinkedMention], text: &str) {
    /// The shortest name behind a place or a firm that is the same work without it, in characters.
    const SHORTEST: usize = 4;
    let mut full: FxHashMap<(Family, String), NewEntity> = FxHashMap::default();
    let new = |mention: &LinkedMention| match (&mention.resolution, mention.mention.kind) {
        (Resolution::New(entity), EntityType::Project | EntityType::Infrastructure) => Some(entity.clone()),
        _ => None,
    };
    for mention in mentions.iter() {
        let Some(entity) = new(mention) else { continue };
        let known = full.entry(key(mention.mention.kind, &entity.name)).or_insert_with(|| entity.clone());
        // The road itself rather than its project, and of two names the longer one.
        let rank = |entity: &NewEntity| {
            (entity.id.kind() == Some(EntityType::Infrastructure), entity.name.chars().count())
        };
        if rank(&entity) > rank(known) {
            *known = entity;
        }
    }
    // A road that the dictionary has under its short name: 甲乙高速 for 甲市至乙市高速公路.
    let mut known: FxHashMap<(Family, String), EntityIndex> = FxHashMap::default();
    for mention in mentions.iter() {
        if let (Resolution::Linked(road), EntityType::Infrastructure) =
            (&mention.resolution, mention.mention.kind)
            && let key = key(EntityType::Infrastructure, mention.mention.span.of(text))
            && key.0 == Family::Route
        {
            known.insert(key, *road);
        }
    }
    // What a work is called without the place or the firm that its name begins with, without its capacity, or by its ends;
    // none where two works would be.
    let mut short: FxHashMap<(Family, String), Option<NewEntity>> = FxHashMap::default();
    for (at, mention) in mentions.iter().enumerate() {
        let span = mention.mention.span;
        let kind = mention.mention.kind;
        let Some(entity) = new(mention).filter(|_| !mention.mention.nested) else { continue };
        let Some(whole) = full.get(&key(kind, &entity.name)) else { continue };
        let inside = mentions[at + 1..].iter().take_while(|inner| span.contains(inner.mention.span));
        let owners: Vec<NormalizedSpan> = inside
            .filter(|inner| inner.mention.span.end < span.end)
            .filter(|inner| {
                let park = kind == EntityType::Project && inner.mention.kind == EntityType::Park;
                matches!(inner.mention.kind, EntityType::Place | EntityType::Company) || park
            })
            .map(|inner| inner.mention.span)
            .collect();
        // 甲市|乙区|丙项目: behind each of a chain.
        let behind = |owner: &NormalizedSpan| {
            owners.iter().any(|before| before.start == span.start && before.end == owner.start)
        };
        let owners = owners
            .iter()
            .filter(|owner| owner.start == span.start || behind(owner))
            .map(|owner| text[owner.end..span.end].to_owned())
            .filter(|rest| rest.chars().count() >= SHORTEST);
        for name in owners.chain(without_capacity(&entity.name)).chain(by_ends(&entity.name)) {
            let known = short.entry(key(kind, &name)).or_insert_with(|| Some(whole.clone()));
            if known.as_ref().is_some_and(|known| known.id != whole.id) {
                *known = None;
            }
        }
    }
    for mention in mentions {
        if let Some(own) = new(mention)
            && let own_key = key(mention.mention.kind, &own.name)
            && let ends = by_ends(&own.name).map(|ends| key(mention.mention.kind, &ends))
            && let Some(road) = known.get(&own_key).or_else(|| known.get(ends.as_ref()?))
        {
            mention.resolution = Resolution::Linked(*road);
        } else if let Some(own) = new(mention)
            && let key = key(mention.mention.kind, &own.name)
            && let Some(longer) = short.get(&key).cloned().flatten().or_else(|| full.get(&key).cloned())
        {
            mention.resolution = Resolution::New(longer);
        }
    }
}

/// Roads and railways with their projects, other projects, and other infrastructure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Family {
    Route,
    Project,
    Infrastructure,
}

/// What names of one work have in common.
fn key(kind: EntityType, name: &str) -> (Family, String) {
    let stem = stem(name);
    let route =
        ["高速", "高铁", "铁路", "公路", "城际", "客专", "号线"].iter().any(|end| stem.ends_with(end));
    let family = match kind {
        _ if route => Family::Route,
        EntityType::Project => Family::Project,
        _ => Family::Infrastructure,
    };
    (family, stem)
}

/// The name of a project without what it turns out in a year: 甲集团|年产5万吨|乙项目.
fn without_capacity(name: &str) -> Option<String> {
    let at = name.find("年产").or_else(|| name.find("日产")).filter(|at| *at > 0)?;
    let behind = name[at..].trim_start_matches(|c: char| !c.is_ascii_digit());
    let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit() || ".万亿千百".contains(c));
    let unit = [
        "吨",
        "台",
        "套",
        "件",
        "辆",
        "只",
        "米",
        "平方米",
        "立方米",
        "片",
        "支",
        "瓶",
        "箱",
        "头",
        "羽",
        "块",
    ];
    let goods = unit.iter().filter_map(|unit| behind.strip_prefix(unit)).min_by_key(|rest| rest.len())?;
    let goods = goods.strip_prefix("(套)").unwrap_or(goods);
    Some(format!("{}{goods}", &name[..at]))
}

/// What a route is called by its ends: 甲乙高铁 for 甲市至乙县高速铁路.
fn by_ends(name: &str) -> Option<String> {
    let stem = stem(name);
    let (from, to) = stem.split_once('至')?;
    let (kind, short) =
        [("高速铁路", "高铁"), ("高铁", "高铁"), ("高速", "高速"), ("铁路", "铁路"), ("客专", "客专")]
            .into_iter()
            .find(|(kind, _)| to.ends_with(kind))?;
    let to = to.strip_suffix(kind)?;
    Some(format!("{}{}{short}", from.chars().next()?, to.chars().next()?))
}

/// The name of a work without the quotes and nouns that may be left out.
fn stem(name: &str) -> String {
    let name = name.replace(['“', '”'], "");
    let mut stem = name.as_str();
    for noun in ["项目", "工程", "建设", "加工"] {
        stem = stem.strip_suffix(noun).filter(|rest| rest.chars().nth(1).is_some()).unwrap_or(stem);
    }
    let road = stem.strip_suffix("公路").filter(|rest| rest.ends_with("高速"));
    road.unwrap_or(stem).to_owned()
}
