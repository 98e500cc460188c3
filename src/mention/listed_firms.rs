//! The firms that the items of a numbered list begin with: 重点企业 / (一)青石锂业有限公司:…… / (二)恒远锂盐:…….

use super::lattice::is_han;
use super::{Mention, Origin};
use crate::entity::EntityType;
use crate::text::signs::numbered_mark;
use crate::text::word_list::word_lists;
use crate::text::{BlockKind, NormalizedSpan, NormalizedText, Passage};

word_lists! {
    static WORDS: ListedFirmsWords = "listed_firms.csv";
    /// What the heading of a list of firms ends with.
    heading,
    /// What ends a label that tells of what an item is, and names no firm.
    matter,
}

/// How many characters a firm has that a label names.
const NAME: std::ops::RangeInclusive<usize> = 3..=10;

/// Finds those that no word of their own tells: below a heading of firms, and beside a firm that is known.
pub(super) fn firms(text: &NormalizedText, mentions: &[Mention]) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut run: Vec<NormalizedSpan> = Vec::new();
    let mut below = false;
    for passage in &text.passages {
        let words = passage.span.of(&text.text);
        if is_heading(words) {
            close(&mut run, mentions, &mut out);
            below = true;
        } else if below {
            match label(passage, words) {
                Some(label) => run.push(label),
                // A paragraph of its own goes on about the firm before it; another heading ends the list.
                None if words.contains('。') && !run.is_empty() => {}
                None => {
                    close(&mut run, mentions, &mut out);
                    below = false;
                }
            }
        }
    }
    close(&mut run, mentions, &mut out);
    out
}

/// Ends a list: where one of its labels is a firm all are.
fn close(run: &mut Vec<NormalizedSpan>, mentions: &[Mention], out: &mut Vec<Mention>) {
    let labels = std::mem::take(run);
    let is_firm = |label: &NormalizedSpan| {
        mentions.iter().any(|mention| mention.kind == EntityType::Company && mention.span == *label)
    };
    let (known, unknown): (Vec<_>, Vec<_>) = labels.into_iter().partition(is_firm);
    if !known.is_empty() {
        out.extend(unknown.into_iter().map(|span| Mention {
            span,
            kind: EntityType::Company,
            origin: Origin::Pattern("list-item"),
            nested: false,
        }));
    }
}

/// Whether a line is the heading of a list of firms: 三、重点企业, 主要企业简介.
fn is_heading(line: &str) -> bool {
    let bare = line[numbered_mark(line).unwrap_or(0)..].trim_end_matches([':', ' ']);
    bare.chars().count() <= 12 && WORDS.heading.end(bare) && !bare.contains(['。', ','])
}

/// What stands between the number of an item and its colon, where it can be the name of a firm.
fn label(passage: &Passage, words: &str) -> Option<NormalizedSpan> {
    if matches!(passage.kind, BlockKind::TableCell { .. }) {
        return None;
    }
    let start = numbered_mark(words)?;
    let item = &words[start..];
    let name = &item[..item.find([':', '。', ',', '(']).unwrap_or(item.len())];
    // 青石有限公司(恒远): what stands in brackets is no part of it.
    let plain = name.chars().all(is_han) && !WORDS.matter.end(name);
    let start = passage.span.start + start;
    let length = name.chars().count();
    let whole = name.ends_with("公司") && length > *NAME.end() || NAME.contains(&length);
    (plain && whole).then(|| NormalizedSpan::new(start, start + name.len()))
}
