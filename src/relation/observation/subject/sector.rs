//! The sector that a paragraph is about: the label it begins with, or the heading right above it.
//!
//! ```text
//! （一）新型建材。今年投产3户,产值30亿元。     食品加工。支持甲公司扩产,产值达到5亿元。
//! 2、白酒产业（首位产业）：产值8亿元。
//! ```

use super::super::Source;
use crate::entity::EntityType;
use crate::extraction::EntityRef;
use crate::linking::begun_before;
use crate::mention::behind_noun;
use crate::relation::reference::meaning;
use crate::text::signs::{is_bullet, numbered_mark};
use crate::text::word_list::word_lists;
use crate::text::{BlockKind, Passage};

word_lists! {
    static WORDS: SectorWords = "sector.csv";
    /// What the words for a figure of a sector begin with.
    own,
    /// What all that is made or earned in a sector is called, and in others as well.
    flow,
}

/// By passage: the sector that it is about.
pub(super) fn sectors(source: Source<'_>) -> Vec<Option<EntityRef>> {
    let mut above = None;
    let passages = source.text.passages.iter();
    passages
        .map(|passage| {
            let words = passage.span.of(&source.text.text);
            let label = labelled(source, passage);
            // A line that is nothing but a sector heads the next one.
            let heading =
                matches!(passage.kind, BlockKind::Heading(_)) || !words.contains(['。', ',', ';', ':']);
            if heading {
                above = label;
                return None;
            }
            label.or(above.take())
        })
        .collect()
}

/// Whether an indicator says itself that it is one of a sector: 产业产值, 该产业营业收入.
pub(in crate::relation::observation) fn is_own(indicator: &str) -> bool {
    WORDS.own.begin(indicator)
}

/// Whether an indicator may be one of a sector where nothing else is spoken of: 2025年产值达到18亿元.
pub(in crate::relation::observation) fn is_flow(indicator: &str) -> bool {
    WORDS.flow.has(indicator)
}

/// The sector that is all of the label that a passage begins with, or of the passage.
fn labelled(source: Source<'_>, passage: &Passage) -> Option<EntityRef> {
    let text = &source.text.text;
    let words = passage.span.of(text);
    let bare = &words[numbered_mark(words).unwrap_or(0)..];
    let bare = bare.trim_start_matches(|c: char| is_bullet(c) || c == ' ');
    let start = passage.span.end - bare.len();
    let mentions = &source.mentions[begun_before(source.mentions, start)..];
    let sector =
        mentions.iter().find(|mention| mention.mention.span.start >= start && !mention.mention.nested)?;
    let span = sector.mention.span;
    if sector.mention.kind != EntityType::Industry || span.start != start {
        return None;
    }
    let behind = behind_noun(&text[span.end..passage.span.end]);
    let behind = match behind.strip_prefix('(') {
        Some(inside) => inside.split_once(')')?.1,
        None => behind,
    };
    (behind.is_empty() || behind.starts_with(['。', ':']))
        .then(|| meaning(sector, source.gazetteer))
        .flatten()
}
