//! The items of a document: its mentions, and the words that point to one: 全县, 该公司, 第1、4项.

mod stop;

use std::sync::LazyLock;

use super::deixis::{Target, is_neighbour, kind_of, pointer_at};
use super::item::{Item, Items};
use super::ordinal;
use super::profile::Profile;
use super::reference::{entity_ref, is_rank, linked, meaning};
use super::related::{is_attribute, is_related};
use super::scope::{Focus, Scopes};
use super::topic::is_route_end;
use crate::entity::{EntityType, PlaceLevel};
use crate::extraction::EntityRef;
use crate::gazetteer::Gazetteer;
use crate::linking::{LinkedMention, begun_before};
use crate::text::word_list::word_lists;
use crate::text::words::Words;
use crate::text::{NormalizedSpan, NormalizedText, Sentence};

pub(super) use stop::is_timed;
use stop::{Stop, stops};

word_lists! {
    static WORDS: PointingWords = "pointing.csv";
    /// Words that point to the last firm where a clause begins with them.
    company,
    /// Words that point to the last project.
    project,
    /// Words that point to the last work.
    work,
    /// Words that point to the last park.
    park,
    /// Words that point to the town that the passage is about.
    town,
    /// Nouns that point to the last work of that kind where a clause begins with them.
    plant,
    /// What makes another word of a bare 项目, 公司 or 园区.
    not_before,
    /// Words before 园区 that make it a certain one.
    to_park,
    /// What may stand before what opens a clause.
    adverb,
}

/// Words that point to the last thing of a type where a clause begins with them.
static OPENING: LazyLock<Words<EntityType>> = LazyLock::new(|| {
    let of = |words: &'static Words, kind| words.iter().map(move |word| (word, kind));
    let works = of(&WORDS.project, EntityType::Project).chain(of(&WORDS.work, EntityType::Infrastructure));
    let others = of(&WORDS.company, EntityType::Company).chain(of(&WORDS.park, EntityType::Park));
    let towns = of(&WORDS.town, EntityType::Place);
    Words::new(works.chain(others).chain(towns).collect())
});
const PARK: &str = "园区";

/// The mentions, and what points to one.
pub(super) fn items(
    text: &NormalizedText,
    sentences: &[Sentence],
    mentions: &[LinkedMention],
    scopes: &Scopes,
    gazetteer: &Gazetteer,
) -> Items {
    let items: Vec<Item> = mentions
        .iter()
        .filter(|mention| {
            !mention.mention.nested
                && !is_rank(mention, &text.text)
                && !is_equipment(mention, mentions, &text.text)
                && !is_of_work_before(mention, mentions, &text.text)
        })
        .map(|mention| item(text, mention, mentions, gazetteer))
        .collect();
    let profile = Profile::of(text, mentions, gazetteer);
    // Of a profile bare 公司 and 园区 mean what it is about.
    let bare = |word: &str, kind: EntityType, at: usize| match (word, kind) {
        ("公司" | "企业", EntityType::Company) => profile.firms.at(at).cloned(),
        ("园区" | "我园" | "全园", EntityType::Park) => {
            let own = profile.parks.at(at).or(profile.park.as_ref()).or(profile.titled.as_ref());
            own.cloned()
        }
        ("开发区", EntityType::Park) => {
            let zone = |park: &&EntityRef| park.label.ends_with("开发区") || park.label.ends_with("高新区");
            profile.park.iter().chain(&profile.titled).find(zone).cloned()
        }
        (noun, EntityType::Park) => {
            let called = |park: &&EntityRef| park.label.ends_with(noun);
            profile.park.iter().chain(&profile.titled).find(called).cloned()
        }
        _ => None,
    };
    let mut found = Vec::new();
    let mut add = |start: usize, word: &str, kind: EntityType, entity: Option<EntityRef>| {
        if entity.is_some() {
            let span = NormalizedSpan::new(start, start + word.len());
            let kind = entity.as_ref().map_or(kind, |entity| entity.kind);
            found.push(Item { span, kind, entity, others: Vec::new() });
        }
    };
    let place = |focus: Option<Focus>| focus.map(|focus| entity_ref(focus.place, gazetteer));
    let mut places = Vec::new();
    for sentence in sentences {
        let words = sentence.span.of(&text.text);
        stops(text, sentence.span, &mut places);
        for &Stop { at: start, opens, timed } in &places {
            let offset = start - sentence.span.start;
            let rest = &words[offset..];
            let Some(first) = rest.chars().next() else { continue };
            if let Some(pointer) = pointer_at(rest, first, offset == 0) {
                let (kind, entity) = match pointer.target {
                    Target::Last(EntityType::Project)
                        if pointer.word == "项目" && is_of_new_firm(start, text, sentence, &items) =>
                    {
                        (EntityType::Project, None)
                    }
                    Target::Last(EntityType::Project) => work(start, &text.text, &items),
                    Target::Last(kind) => {
                        let meant =
                            bare(pointer.word, kind, start).or_else(|| last(kind, start, &text.text, &items));
                        // 该工程 is the power station where no project is named.
                        let work = || {
                            let any = kind == EntityType::Project && pointer.word.starts_with(['该', '本']);
                            any.then(|| last(EntityType::Infrastructure, start, &text.text, &items)).flatten()
                        };
                        (kind, meant.or_else(work))
                    }
                    Target::County => {
                        let own = || scopes.own(sentence.passage).filter(|own| is_county(*own, gazetteer));
                        (EntityType::Place, place(scopes.county(sentence.passage).or_else(own)))
                    }
                    // 我市|甲县乙镇: the city of the county that follows.
                    Target::Prefecture => {
                        let next = start + pointer.word.len();
                        let of_next = city_of(next, mentions, gazetteer);
                        (EntityType::Place, of_next.or_else(|| place(scopes.prefecture(sentence.passage))))
                    }
                    // 万全镇 is a name.
                    Target::Town if is_inside(start, &items) => (EntityType::Place, None),
                    Target::Town => {
                        let kind = kind_of(pointer.word);
                        let town = own_town(kind, scopes.county(sentence.passage), gazetteer);
                        let town = town.or_else(|| town_before(kind, start, &items, &text.text));
                        (EntityType::Place, town)
                    }
                };
                add(start, pointer.word, kind, entity);
            }
            let opening = if opens || timed { OPENING.beginning(rest) } else { None };
            if let Some((word, kind)) = opening
                && !WORDS.not_before.begin(&rest[word.len()..])
            {
                let (kind, meant) = match kind {
                    EntityType::Project if is_of_new_firm(start, text, sentence, &items) => (kind, None),
                    EntityType::Project => work(start, &text.text, &items),
                    EntityType::Place => {
                        (kind, own_town(kind_of(word), scopes.county(sentence.passage), gazetteer))
                    }
                    // In the profile of a firm 企业 is the firm; elsewhere it is any.
                    kind if word == "企业" => (kind, bare(word, kind, start)),
                    kind if word == "集团" => {
                        let group = last(kind, start, &text.text, &items);
                        (kind, group.filter(|group| group.label.contains("集团")))
                    }
                    EntityType::Park if matches!(word, "区内" | "园内") => {
                        let start_of =
                            text.passages.get(sentence.passage).map_or(0, |passage| passage.span.start);
                        (kind, inside(word, start_of, start, &text.text, &items))
                    }
                    // 产业集聚区 without a park that is called so is any.
                    EntityType::Park if !matches!(word, PARK | "开发区") => {
                        let named = || last(kind, start, &text.text, &items);
                        let called = |park: &EntityRef| park.label.ends_with(word);
                        (kind, bare(word, kind, start).or_else(|| named().filter(called)))
                    }
                    kind => (kind, bare(word, kind, start).or_else(|| last(kind, start, &text.text, &items))),
                };
                add(start, word, kind, meant);
            }
            if opens
                && let Some((plant, ())) = WORDS.plant.beginning(rest)
                && let Some(meant) = last(EntityType::Infrastructure, start, &text.text, &items)
                && meant.label.contains(plant.trim_start_matches('该'))
            {
                add(start, plant, EntityType::Infrastructure, Some(meant));
            }
            if first == '园' && rest.starts_with(PARK) && WORDS.to_park.end(&words[..offset]) {
                add(start, PARK, EntityType::Park, last(EntityType::Park, start, &text.text, &items));
            }
            if first == '我'
                && rest.starts_with("我们")
                && let Some(firm) = speaker(start, sentence, text, &items)
                    .or_else(|| profile.firms.at(start).cloned().filter(|_| is_quoted(&words[..offset])))
            {
                add(start, "我们", EntityType::Company, Some(firm));
            }
            if first == '此'
                && words[..offset].ends_with('在')
                && let Some(nearest) = here(start, &text.text, &items)
            {
                add(start, "此", nearest.kind, nearest.entity.clone());
            }
        }
    }
    found.extend(ordinal::items(text, sentences, &items));
    found.extend(items);
    Items::new(found)
}

/// Whether a production line is counted, 2条|全自动生产线, or named by the goods before it, 葡萄酒|灌装生产线: what a firm has, and no work
/// of its own.
fn is_equipment(line: &LinkedMention, all: &[LinkedMention], text: &str) -> bool {
    let span = line.mention.span;
    let goods =
        || {
            let to = begun_before(all, span.start);
            all[..to].iter().rev().take(4).any(|other| {
                other.mention.kind == EntityType::Product && other.mention.span.end == span.start
            })
        };
    line.mention.kind == EntityType::Project
        && span.of(text).ends_with("产线")
        && (text[..span.start].ends_with('条') || goods())
}

/// Whether a production line without a name of its own is what the project before it builds: 甲项目占地3亩,建设|年产5万吨乙生产线.
fn is_of_work_before(line: &LinkedMention, all: &[LinkedMention], text: &str) -> bool {
    let span = line.mention.span;
    let name = span.of(text);
    let bare = name.starts_with("年产") || name.starts_with(|c: char| c.is_ascii_digit());
    if line.mention.kind != EntityType::Project
        || !name.ends_with("产线")
        || !bare
        || !["建设", "新建", "建成", "购置", "新上"].iter().any(|verb| text[..span.start].ends_with(verb))
    {
        return false;
    }
    let to = begun_before(all, span.start);
    let mut before = all[..to].iter().rev().filter(|other| !other.mention.nested);
    before.find(|other| matches!(other.mention.kind, EntityType::Project | EntityType::Company)).is_some_and(
        |other| {
            other.mention.kind == EntityType::Project
                && !text[other.mention.span.end..span.start].contains("\n\n")
        },
    )
}

/// Whether a quotation is open at the end of `before`, with nothing in it but a few words.
fn is_quoted(before: &str) -> bool {
    const NEAR: usize = 24;
    before.rfind('“').is_some_and(|at| !before[at..].contains(['”', ',']) && before.len() - at <= NEAR)
}

/// The firm of whoever says 我们 at `position`: the one named right behind the quotation, or, for 公司总经理, the last one
/// before.
fn speaker(position: usize, sentence: &Sentence, text: &NormalizedText, items: &[Item]) -> Option<EntityRef> {
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

/// Whether a name holds what stands at `position`.
fn is_inside(position: usize, items: &[Item]) -> bool {
    let to = items.partition_point(|item| item.span.start <= position);
    items[..to].last().is_some_and(|item| position < item.span.end)
}

/// The town that a passage is about, where its name ends in `kind`: 全|镇 means it, whichever neighbours are named.
pub(super) fn own_town(kind: &str, focus: Option<Focus>, gazetteer: &Gazetteer) -> Option<EntityRef> {
    let town = focus?.town?;
    gazetteer.entity(town).name.ends_with(kind).then(|| entity_ref(town, gazetteer))
}

/// The last place before `position` whose name ends in `kind`.
fn town_before(kind: &str, position: usize, items: &[Item], text: &str) -> Option<EntityRef> {
    let to = items.partition_point(|item| item.span.end <= position);
    let mut places = items[..to].iter().rev().filter(|item| item.kind == EntityType::Place);
    let town =
        places.find(|item| item.span.of(text).ends_with(kind) && !is_neighbour(&text[..item.span.start]))?;
    town.entity.clone()
}

/// What 在此 at `position` means: the last park or place before it in its line.
fn here<'a>(position: usize, text: &str, items: &'a [Item]) -> Option<&'a Item> {
    let to = items.partition_point(|item| item.span.end <= position);
    let mut near = items[..to].iter().rev().take(8);
    // A mountain or a river is where things are, but not what they meet in.
    let natural = |item: &Item| item.span.of(text).ends_with(['山', '河', '江', '湖', '海', '岭']);
    near.find(|item| matches!(item.kind, EntityType::Park | EntityType::Place) && !natural(item))
        .filter(|item| !text[item.span.end..position].contains('\n'))
}

/// The city or prefecture of the place that begins at `position`.
fn city_of(position: usize, mentions: &[LinkedMention], gazetteer: &Gazetteer) -> Option<EntityRef> {
    let at = mentions.partition_point(|mention| mention.mention.span.start < position);
    let next = mentions.get(at).filter(|next| next.mention.span.start == position)?;
    let mut above = gazetteer.ancestors(linked(next)?);
    let city = above.find(|place| gazetteer.entity(*place).level == Some(PlaceLevel::Prefecture))?;
    Some(entity_ref(city, gazetteer))
}

/// Whether what a document is about is a county.
fn is_county(focus: Focus, gazetteer: &Gazetteer) -> bool {
    gazetteer.entity(focus.place).level == Some(PlaceLevel::County)
}

/// The park that 区内 at `position` means: the one that its passage, which begins at `from`, named last.
fn inside(word: &str, from: usize, position: usize, text: &str, items: &[Item]) -> Option<EntityRef> {
    let to = items.partition_point(|item| item.span.end <= position);
    let mut parks = items[..to].iter().rev().take_while(|item| item.span.start >= from);
    let park = parks.find(|item| matches!(item.kind, EntityType::Park | EntityType::Place))?;
    // 区内 may be told of a district as well.
    let called = word != "区内" || park.span.of(text).ends_with('区');
    park.entity.clone().filter(|_| park.kind == EntityType::Park && called)
}

/// A mention as an item. A government signs and builds for its place, 甲县人民政府 is 甲县, and a committee for its park.
fn item(
    text: &NormalizedText,
    mention: &LinkedMention,
    all: &[LinkedMention],
    gazetteer: &Gazetteer,
) -> Item {
    let span = mention.mention.span;
    let kind = mention.mention.kind;
    let name = span.of(&text.text);
    let governs = match kind {
        EntityType::Organization if name.ends_with("政府") => Some(EntityType::Place),
        EntityType::Organization if name.ends_with("管委会") || name.ends_with("管理委员会") => {
            Some(EntityType::Park)
        }
        _ => None,
    };
    if let Some(kind) = governs {
        let from = begun_before(all, span.start);
        let inside = all[from..].iter().take_while(|other| other.mention.span.start < span.end);
        let governed = inside.filter(|other| other.mention.kind == kind).last();
        if let Some(entity) = governed.and_then(|governed| meaning(governed, gazetteer)) {
            return Item { span, kind, entity: Some(entity), others: Vec::new() };
        }
    }
    Item { span, kind, entity: meaning(mention, gazetteer), others: Vec::new() }
}

/// Whether the passage of a bare 项目 at `position` begins with a firm that is new there and names no work: 项目 is none that was
/// named before.
fn is_of_new_firm(position: usize, text: &NormalizedText, sentence: &Sentence, items: &[Item]) -> bool {
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

/// What 该项目 at `position` means: a road or a reservoir, where its line and the one before name one and no project.
fn work(position: usize, text: &str, items: &[Item]) -> (EntityType, Option<EntityRef>) {
    let to = items.partition_point(|item| item.span.end <= position);
    let line = text[..position].rmatch_indices('\n').nth(1).map_or(0, |(at, _)| at + 1);
    let works = items[..to].iter().rev().take_while(|item| item.span.start >= line);
    let mut works = works.filter(|item| {
        matches!(item.kind, EntityType::Project | EntityType::Infrastructure)
            && !is_attribute(text, item.span)
            && !is_on_way(text, item.span)
    });
    let kind = match works.next() {
        Some(item) if works.all(|item| item.kind != EntityType::Project) => item.kind,
        _ => EntityType::Project,
    };
    (kind, last(kind, position, text, items))
}

/// Whether the words before a station or a road say that a line only begins, ends or passes there: 自|甲站|引出.
fn is_on_way(text: &str, span: NormalizedSpan) -> bool {
    ["自", "从", "至", "到"].iter().any(|word| text[..span.start].ends_with(word))
        || is_route_end(&text[..span.start])
}

/// What 该公司 at `position` means: the thing of the type that the last sentence with one begins with, or else the last
/// one in it.
fn last(kind: EntityType, position: usize, text: &str, items: &[Item]) -> Option<EntityRef> {
    /// How far into a sentence its subject may stand, in bytes.
    const NEAR: usize = 30;
    let to = items.partition_point(|item| item.span.end <= position);
    let before = &items[..to];
    let aside = |item: &Item| match kind {
        EntityType::Company => is_related(text, item.span),
        EntityType::Infrastructure => is_on_way(text, item.span),
        _ => false,
    };
    let meant = |item: &Item| item.kind == kind && !aside(item) && !is_attribute(text, item.span);
    let at = before.iter().rposition(meant)?;
    let nearest = &before[at];
    let start = text[..nearest.span.start].rfind(['。', '\n']).map_or(0, |at| at + 1);
    let from = before.partition_point(|item| item.span.start < start);
    let first = before[from..=at].iter().find(|item| meant(item)).unwrap_or(nearest);
    // In its own sentence 公司 is rather what was named last.
    let own = !text[nearest.span.end..position].contains('。');
    let chosen = if first.span.start - start <= NEAR && !own { first } else { nearest };
    chosen.entity.clone()
}
