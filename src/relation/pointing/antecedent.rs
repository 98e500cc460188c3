//! What a word that points to something means, of what was named before it or beside it.

use super::WORDS;
use crate::entity::{EntityType, PlaceLevel};
use crate::extraction::EntityRef;
use crate::gazetteer::Gazetteer;
use crate::linking::LinkedMention;
use crate::relation::deixis::is_neighbour;
use crate::relation::item::Item;
use crate::relation::met::is_met;
use crate::relation::observation::subject::time::time_prefix;
use crate::relation::reference::{entity_ref, linked};
use crate::relation::related::{is_attribute, is_related};
use crate::relation::scope::Focus;
use crate::text::phase;
use crate::text::{NormalizedSpan, NormalizedText, Sentence};

/// What 该公司 at `position` means: the thing of the type that the last sentence with one begins with, or else the last
/// one in it.
pub(super) fn last(kind: EntityType, position: usize, text: &str, items: &[Item]) -> Option<EntityRef> {
    /// How far into a sentence its subject may stand, in bytes.
    const NEAR: usize = 30;
    let to = items.partition_point(|item| item.span.end <= position);
    let before = &items[..to];
    let meant = |at: usize| {
        let item = &before[at];
        let aside = || match kind {
            EntityType::Company => is_related(text, item.span),
            EntityType::Infrastructure => is_met(text, item.span, names_before(before, at)),
            _ => false,
        };
        item.kind == kind && !is_attribute(text, item.span) && !aside()
    };
    let at = (0..to).rev().find(|at| meant(*at))?;
    let nearest = &before[at];
    let start = text[..nearest.span.start].rfind(['。', '\n']).map_or(0, |at| at + 1);
    let from = before.partition_point(|item| item.span.start < start);
    let first = (from..=at).find(|at| meant(*at)).map_or(nearest, |first| &before[first]);
    // In its own sentence 公司 is rather what was named last.
    let own = !text[nearest.span.end..position].contains('。');
    let chosen = if first.span.start - start <= NEAR && !own { first } else { nearest };
    chosen.entity.clone()
}

/// What 该项目 at `position` means: a road or a reservoir, where its line and the one before name one and no project.
pub(super) fn work(position: usize, text: &str, items: &[Item]) -> Option<EntityRef> {
    let to = items.partition_point(|item| item.span.end <= position);
    let kind_in = |lines: usize| {
        let start = text[..position].rmatch_indices('\n').nth(lines).map_or(0, |(at, _)| at + 1);
        let works = (0..to).rev().take_while(|at| items[*at].span.start >= start);
        let mut works = works.filter(|at| is_work(text, items, *at)).map(|at| items[at].kind);
        let kind = works.next()?;
        Some(if works.all(|kind| kind != EntityType::Project) { kind } else { EntityType::Project })
    };
    if let Some(firm) = built_firm(position, text, items) {
        return Some(firm);
    }
    let kind = kind_in(0).or_else(|| kind_in(1));
    let park = || begun_park(&items[..to], position, text).or_else(|| opening_park(position, text, items));
    kind.is_none()
        .then(park)
        .flatten()
        .or_else(|| last(kind.unwrap_or(EntityType::Project), position, text, items))
}

/// The firm in the line of `position`, behind the last work there, of which is told that it is built: 甲公司竣工投产。|该项目……
pub(in crate::relation) fn built_firm(position: usize, text: &str, items: &[Item]) -> Option<EntityRef> {
    let start = text[..position].rfind('\n').map_or(0, |at| at + 1);
    let to = items.partition_point(|item| item.span.end <= position);
    let line = (0..to).rev().take_while(|at| items[*at].span.start >= start);
    let mut since = line.take_while(|at| !is_work(text, items, *at)).map(|at| &items[at]);
    let built =
        |item: &&Item| item.kind == EntityType::Company && WORDS.built.begin(&text[item.span.end..position]);
    since.find(built)?.entity.clone()
}

/// The park in the line up to `position` of which is told that its building begins: 甲工业园在乙县正式开始建设。|该项目占地……
fn begun_park(before: &[Item], position: usize, text: &str) -> Option<EntityRef> {
    let start = text[..position].rfind('\n').map_or(0, |at| at + 1);
    let line = before.iter().rev().take_while(|item| item.span.start >= start);
    let begins = |item: &&Item| {
        let behind = &text[item.span.end..position];
        let clause = behind.split([',', '。', ';']).next().unwrap_or(behind);
        item.kind == EntityType::Park && WORDS.begun.are_in(clause)
    };
    // The first of 甲工业园在乙开发区开工.
    let parks: Vec<&Item> = line.filter(begins).collect();
    parks.last()?.entity.clone()
}

/// The park that a line behind the last work before `position` begins with: 甲产业园是……⏎|该项目占地……
pub(in crate::relation) fn opening_park(position: usize, text: &str, items: &[Item]) -> Option<EntityRef> {
    let to = items.partition_point(|item| item.span.end <= position);
    let mut since = items[..to]
        .iter()
        .rev()
        .take_while(|item| !matches!(item.kind, EntityType::Project | EntityType::Infrastructure));
    // 甲项目⏎乙产业园B区地块⏎: an address opens nothing.
    let opens = |item: &&Item| {
        let behind = &text[item.span.end..];
        item.kind == EntityType::Park
            && (item.span.start == 0 || text[..item.span.start].ends_with('\n'))
            && behind.starts_with(|c: char| !c.is_ascii() && c.is_alphabetic())
            && !behind.starts_with(['的', '内'])
    };
    since.find(opens).and_then(|park| park.entity.clone()).or_else(|| park_of_sentence(position, text, items))
}

/// The park that the sentence of `position` begins with, where it names no firm and no work up to there: 甲产业园规划面积200亩,|项目|
/// 总投资3亿元, 在乙示范园,|该项目|有生产线4条.
fn park_of_sentence(position: usize, text: &str, items: &[Item]) -> Option<EntityRef> {
    use EntityType::{Company, Infrastructure, Park, Project};
    let start = text[..position].rfind(['。', '\n', ';']).map_or(0, |at| at + 1);
    let to = items.partition_point(|item| item.span.end <= position);
    let here = items[..to].iter().rev().take_while(|item| item.span.start >= start);
    let mut named = here.filter(|item| matches!(item.kind, Company | Infrastructure | Park | Project));
    let (park, None) = (named.next().filter(|item| item.kind == Park)?, named.next()) else { return None };
    let led = text[..park.span.start].trim_end_matches('在');
    let begins = led.is_empty() || led.ends_with(['。', '\n', ';', ',']);
    begins.then(|| park.entity.clone()).flatten()
}

/// The works before `position` that are not only met on the way of another, the nearest first, each with where it begins.
pub(super) fn works_before(
    position: usize,
    text: &str,
    items: &[Item],
) -> impl Iterator<Item = (usize, EntityRef)> {
    let to = items.partition_point(|item| item.span.end <= position);
    let works = (0..to).rev().filter(move |at| is_work(text, items, *at));
    works.filter_map(|at| Some((items[at].span.start, items[at].entity.clone()?)))
}

/// Whether item number `at` is a work, and not one that is only met on the way of another.
fn is_work(text: &str, items: &[Item], at: usize) -> bool {
    let item = &items[at];
    matches!(item.kind, EntityType::Project | EntityType::Infrastructure)
        && !is_attribute(text, item.span)
        && !(item.kind == EntityType::Infrastructure && is_met(text, item.span, names_before(items, at)))
}

/// The names before item number `at`, the nearest first.
fn names_before(items: &[Item], at: usize) -> impl Iterator<Item = NormalizedSpan> {
    items[..at].iter().rev().map(|item| item.span)
}

/// Whether the passage of a bare 项目 at `position` begins with a firm that is new there and names no work: 项目 is none that was
/// named before.
pub(super) fn is_of_new_firm(
    position: usize,
    text: &NormalizedText,
    sentence: &Sentence,
    items: &[Item],
) -> bool {
    let start = text.passages.get(sentence.passage).map_or(0, |passage| passage.span.start);
    let from = items.partition_point(|item| item.span.start < start);
    let to = items.partition_point(|item| item.span.end <= position);
    let (before, here) = (&items[..from], items.get(from..to).unwrap_or(&[]));
    let firm = here.first().filter(|first| first.kind == EntityType::Company && first.span.start == start);
    let works = |item: &Item| matches!(item.kind, EntityType::Project | EntityType::Infrastructure);
    firm.is_some_and(|firm| {
        !here.iter().any(works)
            && before.iter().any(works)
            && !before.iter().any(|item| item.entity.is_some() && item.entity == firm.entity)
    })
}

/// The last project before `position` whose name ends with the words `end`: what 该塑料管材加工项目 is.
pub(in crate::relation) fn project_called(
    end: &str,
    position: usize,
    text: &str,
    items: &[Item],
) -> Option<EntityRef> {
    let to = items.partition_point(|item| item.span.end <= position);
    let mut projects = items[..to].iter().rev().filter(|item| item.kind == EntityType::Project);
    projects.find(|item| item.span.of(text).ends_with(end))?.entity.clone()
}

/// The firm whose project a bare 项目 at `position` is: one that begins a sentence behind the last work, is named there for
/// the first time or invests there, and builds. 甲项目开工。|乙公司|扩建二期工厂,项目预计年底投产.
pub(in crate::relation) fn firm_of_project(
    position: usize,
    text: &NormalizedText,
    passage: usize,
    items: &[Item],
) -> Option<EntityRef> {
    let start = text.passages.get(passage)?.span.start;
    let to = items.partition_point(|item| item.span.end <= position);
    let here = items.partition_point(|item| item.span.start < start);
    let works = |at: &usize| is_work(&text.text, items, *at);
    let from = (here..to).rev().find(works).map_or(here, |work| work + 1);
    let opens = |at: &usize| {
        let span = items[*at].span;
        let Some(before) = text.text.get(start..span.start) else { return false };
        let before = before.rsplit(['。', ';', '\n']).next().unwrap_or_default().trim_start();
        items[*at].kind == EntityType::Company && before.len() <= time_prefix(before)
    };
    let at = (from..to).rev().find(opens)?;
    let entity = items[at].entity.as_ref()?;
    let words = &text.text[items[at].span.end..position];
    // 乙公司计划投资3亿元扩大产能。|项目……, in a passage that names no work: of what is told there.
    let invests = || {
        let behind = words.split("投资").nth(1);
        from == here
            && behind.is_some_and(|behind| {
                behind.trim_start_matches('约').starts_with(|c: char| c.is_ascii_digit())
            })
    };
    let new = !items[..at].iter().any(|item| item.entity.as_ref() == Some(entity)) || invests();
    let same = ["该项目", "此项目", "本项目", "这个项目"].iter().any(|that| words.contains(that));
    (new && !same && WORDS.builds.are_in(words)).then(|| entity.clone())
}

/// The park that 区内 at `position` means: the one that its passage, which begins at `from`, named last.
pub(super) fn inside(
    word: &str,
    from: usize,
    position: usize,
    text: &str,
    items: &[Item],
) -> Option<EntityRef> {
    let to = items.partition_point(|item| item.span.end <= position);
    let mut parks = items[..to].iter().rev().take_while(|item| item.span.start >= from);
    let park = parks.find(|item| matches!(item.kind, EntityType::Park | EntityType::Place))?;
    // 区内 may be told of a district as well.
    let called = word != "区内" || park.span.of(text).ends_with('区');
    park.entity.clone().filter(|_| park.kind == EntityType::Park && called)
}

/// What 在此 at `position` means: the last park or place before it in its line.
pub(super) fn here<'a>(position: usize, text: &str, items: &'a [Item]) -> Option<&'a Item> {
    let to = items.partition_point(|item| item.span.end <= position);
    let mut near = items[..to].iter().rev().take(8);
    // A mountain or a river is where things are, but not what they meet in.
    let natural = |item: &Item| item.span.of(text).ends_with(['山', '河', '江', '湖', '海', '岭']);
    near.find(|item| matches!(item.kind, EntityType::Park | EntityType::Place) && !natural(item))
        .filter(|item| !text[item.span.end..position].contains('\n'))
}

/// The town that a passage is about, where its name ends in `kind`: 全|镇 means it, whichever neighbours are named.
pub(in crate::relation) fn own_town(
    kind: &str,
    focus: Option<Focus>,
    gazetteer: &Gazetteer,
) -> Option<EntityRef> {
    let town = focus?.town?;
    gazetteer.entity(town).name.ends_with(kind).then(|| entity_ref(town, gazetteer))
}

/// The last place before `position` whose name ends in `kind`.
pub(super) fn town_before(kind: &str, position: usize, items: &[Item], text: &str) -> Option<EntityRef> {
    let to = items.partition_point(|item| item.span.end <= position);
    let mut places = items[..to].iter().rev().filter(|item| item.kind == EntityType::Place);
    let town =
        places.find(|item| item.span.of(text).ends_with(kind) && !is_neighbour(&text[..item.span.start]))?;
    town.entity.clone()
}

/// Whether a name holds what stands at `position`.
pub(super) fn is_inside(position: usize, items: &[Item]) -> bool {
    let to = items.partition_point(|item| item.span.start <= position);
    items[..to].last().is_some_and(|item| position < item.span.end)
}

/// The city or prefecture of the place that begins at `position`.
pub(super) fn city_of(
    position: usize,
    mentions: &[LinkedMention],
    gazetteer: &Gazetteer,
) -> Option<EntityRef> {
    let at = mentions.partition_point(|mention| mention.mention.span.start < position);
    let next = mentions.get(at).filter(|next| next.mention.span.start == position)?;
    let mut above = gazetteer.ancestors(linked(next)?);
    let city = above.find(|place| gazetteer.entity(*place).level == Some(PlaceLevel::Prefecture))?;
    Some(entity_ref(city, gazetteer))
}

/// Whether a quotation is open at the end of `before`, with nothing in it but a few words.
pub(super) fn is_quoted(before: &str) -> bool {
    const NEAR: usize = 24;
    before.rfind('“').is_some_and(|at| !before[at..].contains(['”', ',']) && before.len() - at <= NEAR)
}

/// The firm of whoever says 我们 at `position`: the one named right behind the quotation, or, for 公司总经理, the last one
/// before.
pub(super) fn speaker(
    position: usize,
    sentence: &Sentence,
    text: &NormalizedText,
    items: &[Item],
) -> Option<EntityRef> {
    const NEAR: usize = 45;
    if !is_quoted(&text.text[sentence.span.start..position]) {
        return None;
    }
    let end = text.passages.get(sentence.passage)?.span.end;
    let closing = position + text.text.get(position..end)?.find('”')? + '”'.len_utf8();
    let window = text.text.get(closing..end)?;
    let until = window.find(['。', '“']).unwrap_or(window.len());
    let from = items.partition_point(|item| item.span.start < closing);
    let named = items
        .get(from)
        .filter(|item| item.kind == EntityType::Company && item.span.start <= closing + NEAR.min(until));
    let officer = ["公司", "企业负责人", "厂长"].iter().any(|word| window.starts_with(word));
    let before = || if officer { last(EntityType::Company, position, &text.text, items) } else { None };
    named.and_then(|firm| firm.entity.clone()).or_else(before)
}

/// 甲项目|二期: the phase of `whole` that the words behind it begin with, where the document names it.
pub(in crate::relation) fn phase_of(whole: &EntityRef, behind: &str, named: &[Item]) -> Option<EntityRef> {
    let phase = phase::leading(behind).filter(|_| whole.kind == EntityType::Project)?;
    let of_whole = |project: &EntityRef| {
        phase::parted(&project.label).is_some_and(|(own, label)| own == phase && *label == *whole.label)
    };
    let projects = named.iter().filter(|item| item.kind == EntityType::Project);
    projects.filter_map(|item| item.entity.as_ref()).find(|project| of_whole(project)).cloned()
}
