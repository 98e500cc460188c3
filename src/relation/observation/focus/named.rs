//! The park and the firm that a document is about by name.

use super::super::Source;
use super::super::subject::time::strip_time;
use super::division::mentions_of;
use crate::entity::EntityType;
use crate::extraction::EntityRef;
use crate::linking::LinkedMention;
use crate::relation::reference::meaning;
use crate::text::Passage;

/// The park that a title names first, but for a place directly before it.
pub(super) fn titled_park(source: Source<'_>, passage: &Passage) -> Option<EntityRef> {
    let named: Vec<&LinkedMention> = mentions_of(source, passage)
        .iter()
        .filter(|mention| {
            !mention.mention.nested && matches!(mention.mention.kind, EntityType::Park | EntityType::Place)
        })
        .collect();
    let at = named.iter().position(|mention| mention.mention.kind == EntityType::Park)?;
    let leads = named[..=at].windows(2).all(|pair| match pair {
        [a, b] => a.mention.span.end == b.mention.span.start,
        _ => false,
    });
    leads.then(|| meaning(named[at], source.gazetteer)).flatten()
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
