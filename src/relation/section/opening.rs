//! What a sentence that opens with a park or an industry makes of the line that it begins.

use super::{OPENING, SUBJECT, Section, WORDS};
use crate::entity::EntityType;
use crate::relation::item::{Item, Items};
use crate::relation::scope::is_aside;
use crate::text::signs::is_han_numeral;
use crate::text::{NormalizedSpan, NormalizedText};

/// Lets a sentence that opens with a park or an industry speak of it.
pub(super) fn opening(
    text: &NormalizedText,
    sentence: NormalizedSpan,
    begins: bool,
    items: &Items,
    line: &mut Section,
) {
    let (from, inside) = items.numbered(sentence);
    let words = sentence.of(&text.text);
    // Figures of the whole city lead away from the park.
    if WORDS.whole.begin(words) {
        line.park = None;
    }
    // 一是……甲园区产值增长8%。二是……: the next point of the paragraph has left the park of the one before.
    if is_point(words)
        && line.park.and_then(|park| items.get(park)).is_some_and(|park| is_of_point(&text.text, park))
    {
        line.park = None;
    }
    // 特色农牧|方面,……: of another field, though no dictionary has it.
    let field = words.find("方面,").filter(|at| *at <= OPENING);
    if let Some(end) = field.map(|at| sentence.start + at)
        && !inside.iter().any(|item| item.kind == EntityType::Industry && item.span.start < end)
    {
        line.industries = None;
    }
    let Some(first) = inside.first() else {
        // 抓好民生实事。 begins another point of the paragraph.
        if !begins && is_bare_point(words) {
            line.industries = None;
        }
        return;
    };
    let parks = || inside.iter().filter(|item| item.kind == EntityType::Park);
    // 建设甲产业园、乙项目: one of several works.
    let among_works = |park: &Item| {
        let next = inside.iter().find(|item| item.span.start >= park.span.end);
        let joined =
            |item: &Item| matches!(&text.text[park.span.end..item.span.start], "、" | "和" | "及" | "以及");
        next.is_some_and(|item| {
            matches!(item.kind, EntityType::Project | EntityType::Company) && joined(item)
        })
    };
    if first.kind == EntityType::Park && among_works(first) {
        return;
    }
    if parks().any(|park| parks().any(|other| other.entity != park.entity)) {
        // 同时,依托乙项目……,推动丙园、丁园建设: what does not begin with another park goes on about the one before.
        let own = line.park.and_then(|park| items.get(park));
        let goes_on = own.is_some_and(|own| first.kind != EntityType::Park || first.entity == own.entity);
        if !goes_on {
            line.park = None;
        }
        if first.kind == EntityType::Park {
            return;
        }
    }
    // 到甲园区|调研: what is called on there is in it.
    let inspected = |at: usize| {
        let park = inside.iter().find(|item| item.span.start >= at && item.kind == EntityType::Park);
        park.is_some_and(|park| WORDS.inspected.begin(&text.text[park.span.end..sentence.end]))
    };
    let opens = |start: usize| {
        let before = &words[..start - sentence.start];
        if before.ends_with(['到', '赴']) && before.len() <= OPENING && inspected(start) {
            return true;
        }
        start - sentence.start <= OPENING
            && !before.ends_with(['同', '和'])
            && !is_aside(before)
            && !before.ends_with("依托")
    };
    match first.kind {
        EntityType::Park if opens(first.span.start) && !is_own(first.span.of(&text.text)) => {
            line.park = Some(from);
        }
        // 昭阳区甲工业园……: the place is where the park is.
        EntityType::Place => {
            let park = inside.iter().position(|item| item.kind != EntityType::Place);
            match park.and_then(|at| inside.get(at).map(|item| (at, item))) {
                Some((at, item))
                    if item.kind == EntityType::Park
                        && opens(first.span.start)
                        && !is_own(item.span.of(&text.text))
                        && item.span.start <= inside[at - 1].span.end + 6
                        && !text.text[..item.span.start].ends_with(['与', '同', '和', '、']) =>
                {
                    line.park = Some(from + at);
                }
                // A sentence about another place has left the park.
                _ if opens(first.span.start) => line.park = None,
                _ => {}
            }
        }
        // 工业经济向好。甲园区产值增长8%。|乙公司投产: a paragraph about more than the park, which goes on with firms.
        EntityType::Company | EntityType::Project if first.span.start == sentence.start => {
            let park = line.park.and_then(|park| items.get(park));
            if park.is_some_and(|park| is_on_way(&text.text, sentence, park, items)) {
                line.park = None;
            }
        }
        EntityType::Industry
            if first.span.start - sentence.start <= SUBJECT
                || is_built_up(&words[..first.span.start - sentence.start]) =>
        {
            let same = inside.iter().take_while(|item| item.kind == EntityType::Industry).count();
            // 做强新材料产业,|推进甲项目: what another clause goes on with is of the sector, too.
            let clause = words.find(',').map_or(sentence.end, |comma| sentence.start + comma);
            let others = inside[same..].iter().take_while(|item| item.span.start < clause).any(|item| {
                matches!(item.kind, EntityType::Company | EntityType::Project | EntityType::Park)
            });
            // 装备制造和门业 is about more than what is named.
            let more = inside
                .get(same - 1)
                .is_some_and(|last| text.text[last.span.end..].starts_with(['和', '、', '与', '及']));
            if more {
                return;
            }
            let behind = inside.get(same - 1).map_or("", |last| &text.text[last.span.end..]);
            let topical = behind.starts_with("方面");
            // 做强新材料产业。 is a heading, wherever it stands.
            let heads = first.span.start > sentence.start && behind.starts_with('。');
            if topical || (begins || heads || is_point(words)) && !others {
                line.industries = Some((from, from + same));
            }
        }
        _ => {}
    }
}

/// Whether what stands before the sector that a sentence opens with says no more than that it is built up: 一是做大做强|新能源产业.
fn is_built_up(before: &str) -> bool {
    before.len() <= 2 * OPENING && !before.contains(',') && WORDS.builds_up.end(before)
}

/// Whether a sentence says no more than what is to be done or is told next: 提升城市品质.
fn is_bare_point(words: &str) -> bool {
    /// In bytes (twelve characters).
    const LONGEST: usize = 36;
    words.len() <= LONGEST && words.ends_with('。') && words.chars().all(|c| c == '。' || c.is_alphabetic())
}

/// Whether the paragraph of a sentence only comes to a park in a later sentence than its first.
fn is_on_way(text: &str, sentence: NormalizedSpan, park: &Item, items: &Items) -> bool {
    let start = text[..sentence.start].rfind('\n').map_or(0, |at| at + 1);
    let first = text.get(start..park.span.start).and_then(|before| before.find('。'));
    first.is_some_and(|end| {
        let mut begun = items.within(NormalizedSpan::new(start, start + end)).iter();
        !begun.any(|item| item.kind == EntityType::Park && item.entity == park.entity)
    })
}

/// Whether a sentence is a point of its paragraph, or a paragraph one of several: 二是生物医药产业……
pub(super) fn is_point(words: &str) -> bool {
    let behind = words.strip_prefix('第').unwrap_or(words);
    let rest = behind.trim_start_matches(is_han_numeral);
    rest.len() < behind.len() && rest.starts_with(['是', ','])
}

/// Whether a paragraph names a park in one of its points: 一是甲园区……。
fn is_of_point(text: &str, park: &Item) -> bool {
    let start = text[..park.span.start].rfind('\n').map_or(0, |at| at + 1);
    text.get(start..).is_some_and(is_point)
}

/// Whether a base belongs to one firm, so that others are not in it.
fn is_own(name: &str) -> bool {
    name.contains("公司") || name.contains("集团") || name.ends_with("制造基地") || name.ends_with("生产基地")
}
