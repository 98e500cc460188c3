//! Names entities as outputs do.

use super::honour;
use crate::entity::{EntityId, EntityType};
use crate::extraction::EntityRef;
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::linking::{LinkedMention, Resolution};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: ReferenceWords = "reference.csv";
    /// What the name of an honour begins with that was taken for a park.
    rank,
    /// What stands in such an honour.
    mark,
    /// Verbs that grant it.
    granted,
    /// Verbs that grant what stands in quotes or is ranked behind them.
    obtained,
    /// What hangs at a door: 挂|甲示范区|牌子.
    plate,
}

/// An entity of the gazetteer.
#[must_use]
pub fn entity_ref(index: EntityIndex, gazetteer: &Gazetteer) -> EntityRef {
    let entity = gazetteer.entity(index);
    EntityRef {
        entity: entity.id.clone(),
        label: entity.name.clone(),
        kind: entity.kind,
        code: entity.code.clone(),
    }
}

/// An entity that only the document knows.
pub(super) fn new_ref(label: &str, kind: EntityType) -> EntityRef {
    EntityRef { entity: EntityId::new(kind, label), label: label.into(), kind, code: None }
}

/// The entity that a mention is linked to.
pub(super) fn linked(mention: &LinkedMention) -> Option<EntityIndex> {
    match mention.resolution {
        Resolution::Linked(entity) => Some(entity),
        _ => None,
    }
}

/// The entity that a mention means, unless it is ambiguous.
#[must_use]
pub fn meaning(linked: &LinkedMention, gazetteer: &Gazetteer) -> Option<EntityRef> {
    match &linked.resolution {
        Resolution::Linked(entity) => Some(entity_ref(*entity, gazetteer)),
        Resolution::New(entity) => Some(EntityRef {
            entity: entity.id.clone(),
            label: entity.name.clone(),
            kind: entity.id.kind().unwrap_or(linked.mention.kind),
            code: None,
        }),
        Resolution::Ambiguous(_) => None,
    }
}

/// Whether what was taken for a new park is an honour: 省级开发区, 全省首批特色产业园区, “中国石斛产业基地”称号.
pub(super) fn is_rank(mention: &LinkedMention, text: &str) -> bool {
    if mention.mention.kind != EntityType::Park || !matches!(mention.resolution, Resolution::New(_)) {
        return false;
    }
    let name = mention.mention.span.of(text);
    let own = ["省", "自治区"].iter().find_map(|level| name.split_once(level)).map_or(name, |(_, rest)| rest);
    let ranked = |name: &str| WORDS.rank.begin(name);
    // 中国(某地)某某园区, 中国—某国合作园区 are names.
    let abroad = name.contains(['(', '—', '-']);
    let rest = &text[mention.mention.span.end..];
    let behind = rest.strip_prefix('”');
    let titled = behind.is_some_and(|behind| honour::WORDS.title.begin(behind)) || WORDS.plate.begin(rest);
    let before = text[..mention.mention.span.start].trim_end_matches('“');
    // 获评省级绿色园区、|全省先进制造业集聚区: another member of the list.
    let clause = before.rsplit([',', ';', ':', '。', '\n']).next().unwrap_or(before);
    let listed = || clause.ends_with(['、', '和', '及']) && WORDS.granted.are_in(clause);
    // 先后获得“甲示范区”、“乙产业园”, 获批|省级|甲产业园: in the sentence.
    let sentence = before.rsplit(['。', ';', '\n']).next().unwrap_or(before);
    let quoted = behind.is_some() && text[..mention.mention.span.start].ends_with('“');
    let graded = || before.ends_with(['级', '佳', '批']) && WORDS.rank.end(before);
    let obtained = || (quoted || graded()) && WORDS.obtained.are_in(sentence);
    let granted = WORDS.granted.end(before) || listed() || obtained();
    granted || (ranked(name) || ranked(own)) && !abroad || WORDS.mark.are_in(name) || titled
}

/// Whether a place is a division of another one, by their codes.
pub(super) fn is_division_of(inner: &EntityRef, outer: &EntityRef) -> bool {
    let (Some(inner), Some(outer)) = (&inner.code, &outer.code) else { return false };
    let (inner, outer) = (inner.as_str(), outer.as_str());
    let stem = outer.strip_suffix("0000").or_else(|| outer.strip_suffix("00")).unwrap_or(outer);
    inner != outer && inner.starts_with(stem)
}
