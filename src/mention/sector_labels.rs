//! Sectors that number the parts of a text: where some of the labels are sectors, all are.
//!
//! ```text
//! (一)新型建材。今年投产3户……
//! (二)汽车配件。产品远销……
//! (三)食品加工及包装。规划……
//! ```

use rustc_hash::FxHashSet;

use super::lattice::is_han;
use super::{Mention, Origin};
use crate::entity::EntityType;
use crate::text::signs::numbered_mark;
use crate::text::word_list::word_lists;
use crate::text::{BlockKind, NormalizedSpan, NormalizedText};

word_lists! {
    static WORDS: SectorLabelsWords = "sector_labels.csv";
    /// What ends a label that tells of what is done, and names no sector.
    matter,
    /// What may follow a sector in its label.
    noun,
}

/// How many characters such a label has.
const NAME: std::ops::RangeInclusive<usize> = 2..=12;

/// How many labels of a series must be known sectors.
const KNOWN: usize = 2;

/// Numbered labels of one kind: how their number begins and ends.
type Style = (bool, Option<char>);

/// Finds the sectors that nothing but their place among the labels tells.
pub(super) fn apply(text: &NormalizedText, mentions: &[Mention]) -> Vec<Mention> {
    let series = series(text);
    // Most texts number no labels.
    if series.is_empty() {
        return Vec::new();
    }
    let sectors = mentions.iter().filter(|mention| mention.kind == EntityType::Industry);
    let sectors: FxHashSet<&str> = sectors.map(|mention| mention.span.of(&text.text)).collect();
    series.iter().flat_map(|labels| told(labels, &sectors, &text.text)).collect()
}

/// The labels of each part whose subparts are numbered, where these are as many as must be known.
fn series(text: &NormalizedText) -> Vec<Vec<NormalizedSpan>> {
    let mut closed: Vec<Vec<NormalizedSpan>> = Vec::new();
    let mut open: Vec<(Style, Vec<NormalizedSpan>)> = Vec::new();
    for passage in &text.passages {
        let words = passage.span.of(&text.text);
        let numbered = numbered_mark(words).filter(|_| !matches!(passage.kind, BlockKind::TableCell { .. }));
        let Some(mark) = numbered else { continue };
        let style = (words.starts_with(['(', '【']), words[..mark].chars().next_back());
        // A label ends the series below the last one of its style.
        let level = open.iter().position(|(other, _)| *other == style).unwrap_or(open.len());
        closed.extend(open.drain((level + 1).min(open.len())..).map(|(_, labels)| labels));
        if open.len() == level {
            open.push((style, Vec::new()));
        }
        if let (Some(length), Some((_, labels))) = (label(&words[mark..]), open.last_mut()) {
            let start = passage.span.start + mark;
            labels.push(NormalizedSpan::new(start, start + length));
        }
    }
    closed.extend(open.into_iter().map(|(_, labels)| labels));
    closed.retain(|labels| labels.len() >= KNOWN);
    closed
}

/// How long the name is that is all of a label, with what its brackets say behind it.
fn label(words: &str) -> Option<usize> {
    let end = words.find(['。', ':', '(']).unwrap_or(words.len());
    let behind = match words[end..].strip_prefix('(') {
        Some(inside) => inside.split_once(')')?.1,
        None => &words[end..],
    };
    let name = &words[..end];
    let whole = behind.is_empty() || behind.starts_with(['。', ':']);
    let fits = NAME.contains(&name.chars().count()) && name.chars().all(is_han) && !WORDS.matter.end(name);
    (whole && fits).then_some(end)
}

/// What stands behind the noun that may follow a sector in its label: 新材料|产业链。
pub(crate) fn behind_noun(words: &str) -> &str {
    WORDS.noun.without_prefix(words).unwrap_or(words)
}

/// Whether a label is no more than a sector when this follows the sector: 食品加工|及包装, but not 食品加工|稳中有进.
fn is_whole(behind: &str) -> bool {
    let behind = behind_noun(behind);
    behind.is_empty() || behind.starts_with(['及', '和', '与', '暨'])
}

/// The labels of a series where enough of them are sectors by their own words, or begin like one that the text names.
fn told(labels: &[NormalizedSpan], sectors: &FxHashSet<&str>, text: &str) -> Vec<Mention> {
    let named = |label: &&NormalizedSpan| {
        let words = label.of(text);
        let ends = words.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.skip(1).any(|end| sectors.contains(&words[..end]) && is_whole(&words[end..]))
    };
    let known = labels.iter().filter(named).count();
    if known < KNOWN || known * 2 < labels.len() {
        return Vec::new();
    }
    let sector = |span: &NormalizedSpan| Mention {
        span: *span,
        kind: EntityType::Industry,
        origin: Origin::Pattern("list-item"),
        nested: false,
    };
    labels.iter().map(sector).collect()
}
