//! Firms that a document calls by several names: 青禾锌电公司 is 青禾锌电有限公司, and 中石油集团公司 is what the dictionary has as
//! 中石油集团.

use rustc_hash::FxHashMap;

use super::resolve::only_named;
use super::{LinkedMention, NewEntity, Resolution};
use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::text::NormalizedSpan;

/// What the names of firms end with, the longest first.
const FORMS: [&str; 5] = ["股份有限公司", "有限责任公司", "有限公司", "股份公司", "公司"];

/// Those of them that say nothing of the form of a firm.
const BARE: [&str; 2] = ["股份公司", "公司"];

/// How many characters the short names of provinces have.
const PROVINCE: [usize; 2] = [3, 2];

/// The shortest name that firms are told apart by, in characters.
const SHORTEST: usize = 3;

/// Gives the names of one firm one entity.
pub(super) fn unify_firms(mentions: &mut [LinkedMention], text: &str, gazetteer: &Gazetteer) {
    let full = full_names(mentions);
    let regional = regional_names(mentions, text, gazetteer);
    for mention in mentions {
        part_namesake(mention, text, gazetteer);
        let Resolution::New(entity) = &mention.resolution else { continue };
        if mention.mention.kind != EntityType::Company {
            continue;
        }
        let name = bare(&entity.name);
        if name.chars().count() < SHORTEST {
            continue;
        }
        if name.len() < entity.name.len()
            && let Some(firm) = only_named(name, EntityType::Company, gazetteer)
        {
            mention.resolution = Resolution::Linked(firm);
        } else if let Some(Some(firm)) = full.get(name)
            && firm.name.len() > entity.name.len()
        {
            mention.resolution = Resolution::New(firm.clone());
        } else if let Some(Some(firm)) = regional.get(&*entity.name) {
            mention.resolution = Resolution::New(firm.clone());
        }
    }
}

/// The firms whose full names begin with a province, by what follows it: 青禾锌电有限公司 is 云南青禾锌电有限公司 where no
/// sentence names both, as one does that tells who founded whom.
fn regional_names(
    mentions: &[LinkedMention],
    text: &str,
    gazetteer: &Gazetteer,
) -> FxHashMap<String, Option<NewEntity>> {
    let mut by_name: FxHashMap<&str, Vec<(NormalizedSpan, &NewEntity)>> = FxHashMap::default();
    let is_firm =
        |mention: &&LinkedMention| mention.mention.kind == EntityType::Company && !mention.mention.nested;
    for mention in mentions.iter().filter(is_firm) {
        if let Resolution::New(firm) = &mention.resolution {
            by_name.entry(&*firm.name).or_default().push((mention.mention.span, firm));
        }
    }
    let mut regional: FxHashMap<String, Option<NewEntity>> = FxHashMap::default();
    for (name, full) in &by_name {
        let rest = province(name, gazetteer).map(|(_, rest)| rest.strip_prefix(['省', '市']).unwrap_or(rest));
        let Some((rest, short)) = rest.and_then(|rest| Some((rest, by_name.get(rest)?))) else { continue };
        if bare(rest).len() < rest.len() || !FORMS.iter().any(|form| rest.ends_with(form)) {
            continue;
        }
        let in_sentence =
            |from: usize, to: usize| text.get(from..to).is_none_or(|between| !between.contains(['。', '\n']));
        // Both are in the order of the text. Of short forms nothing is told.
        let beside = short.iter().filter(|(span, _)| span.len() == rest.len()).any(|(span, _)| {
            let behind = full.partition_point(|(other, _)| other.start < span.start);
            let before = behind.checked_sub(1).and_then(|before| full.get(before));
            before.is_some_and(|(other, _)| in_sentence(other.end, span.start))
                || full.get(behind).is_some_and(|(other, _)| in_sentence(span.end, other.start))
        });
        let firm = full.first().filter(|_| !beside).map(|(_, firm)| (*firm).clone());
        // Two provinces have a firm of that name.
        regional.entry(rest.to_owned()).and_modify(|known| *known = None).or_insert(firm);
    }
    regional
}

/// 陕西金控 where the text tells of 湖北金控有限公司 is another firm.
fn part_namesake(mention: &mut LinkedMention, text: &str, gazetteer: &Gazetteer) {
    let Resolution::New(entity) = &mention.resolution else { return };
    let name = mention.mention.span.of(text);
    let of = |name| province(name, gazetteer).map(|(province, _)| province);
    let own = of(name).filter(|_| mention.mention.kind == EntityType::Company);
    let other = of(&entity.name).filter(|_| own.is_some());
    if own != other && other.is_some() {
        mention.resolution = Resolution::New(NewEntity::new(EntityType::Company, name));
    }
}

/// The province that a name begins with, and the rest of the name.
fn province<'n>(name: &'n str, gazetteer: &Gazetteer) -> Option<(EntityIndex, &'n str)> {
    PROVINCE.iter().find_map(|length| {
        let (short, rest) = name.split_at(name.char_indices().nth(*length)?.0);
        let is_province = |place: &EntityIndex| gazetteer.entity(*place).level == Some(PlaceLevel::Province);
        gazetteer.named(short).find(is_province).map(|province| (province, rest))
    })
}

/// The firms that the dictionary doesn't have, by their names without what tells their form; none where two are called so.
fn full_names(mentions: &[LinkedMention]) -> FxHashMap<String, Option<NewEntity>> {
    let mut full: FxHashMap<String, Option<NewEntity>> = FxHashMap::default();
    for mention in mentions.iter().filter(|mention| mention.mention.kind == EntityType::Company) {
        let Resolution::New(entity) = &mention.resolution else { continue };
        let Some(core) = FORMS.iter().find_map(|form| entity.name.strip_suffix(form)) else { continue };
        // A group is not its firm.
        if core.ends_with("集团") || core.ends_with(')') {
            continue;
        }
        let known = full.entry(core.to_owned()).or_insert_with(|| Some(entity.clone()));
        // 青禾公司 and 青禾有限公司 are one firm, 青禾有限公司 and 青禾股份有限公司 two.
        let is_bare = |firm: &NewEntity| bare(&firm.name).len() < firm.name.len();
        match known {
            Some(firm) if firm.id == entity.id || is_bare(entity) => {}
            Some(firm) if is_bare(firm) => *firm = entity.clone(),
            other => *other = None,
        }
    }
    full
}

/// A name without 公司 behind it, which says nothing of the form of the firm.
fn bare(name: &str) -> &str {
    if FORMS.iter().any(|form| name.ends_with(form) && !BARE.contains(form)) {
        return name;
    }
    BARE.iter().find_map(|form| name.strip_suffix(form)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_which_firm_it_is() {
        for (name, expected) in [
            ("青禾锌电公司", "青禾锌电"),
            ("青禾锌电股份公司", "青禾锌电"),
            ("青禾集团公司", "青禾集团"),
            ("青禾锌电有限公司", "青禾锌电有限公司"),
            ("青禾锌电股份有限公司", "青禾锌电股份有限公司"),
            ("青禾锌电", "青禾锌电"),
        ] {
            assert_eq!(bare(name), expected, "{name}");
        }
    }
}
