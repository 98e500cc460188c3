//! The park and the firm that a document is about by name.

use super::super::Source;
use super::super::subject::time::strip_time;
use super::division::mentions_of;
use crate::entity::EntityType;
use crate::extraction::EntityRef;
use crate::linking::LinkedMention;
use crate::relation::reference::meaning;
use crate::text::Passage;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: FocusNamedWords = "focus_named.csv";
    /// What ends the names of the bodies that run a park.
    committee,
    /// What the titles of reports have.
    report,
}

/// The park that a title names first, but for a place directly before it.
pub(super) fn titled_park(source: Source<'_>, passage: &Passage) -> Option<EntityRef> {
    let named: Vec<&LinkedMention> = mentions_of(source, passage)
        .iter()
        .filter(|mention| {
            !mention.mention.nested && matches!(mention.mention.kind, EntityType::Park | EntityType::Place)
        })
        .collect();
    let Some(at) = named.iter().position(|mention| mention.mention.kind == EntityType::Park) else {
        return reporting_park(source, passage);
    };
    let leads = named[..=at].windows(2).all(|pair| match pair {
        [a, b] => a.mention.span.end == b.mention.span.start,
        _ => false,
    });
    leads.then(|| meaning(named[at], source.gazetteer)).flatten()
}

/// The park whose committee reports to the year: 甲新区|管委会2024年工作报告.
fn reporting_park(source: Source<'_>, passage: &Passage) -> Option<EntityRef> {
    let words = passage.span.of(&source.text.text);
    if !WORDS.report.are_in(words) {
        return None;
    }
    let inside = mentions_of(source, passage);
    let committee = inside.iter().find(|mention| {
        let span = mention.mention.span;
        mention.mention.kind == EntityType::Organization && WORDS.committee.end(span.of(&source.text.text))
    })?;
    let park = inside.iter().find(|mention| {
        mention.mention.kind == EntityType::Park && mention.mention.span.start == committee.mention.span.start
    })?;
    meaning(park, source.gazetteer)
}

/// The zone that the text begins with and speaks of before any place, in a document whose title names neither.
pub(super) fn opening_park(source: Source<'_>) -> Option<EntityRef> {
    let text = &source.text.text;
    let body = source.text.opening(0)?;
    let first = source.mentions.iter().find(|mention| !mention.mention.nested)?;
    let span = first.mention.span;
    let before = text.get(body.span.start..span.start)?;
    let leads = strip_time(before).trim_end_matches(',').is_empty();
    (first.mention.kind == EntityType::Park && leads).then(|| meaning(first, source.gazetteer)).flatten()
}

/// The firm before (以下简称“公司”).
pub(super) fn named_company(source: Source<'_>) -> Option<EntityRef> {
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
