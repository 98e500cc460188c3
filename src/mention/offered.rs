//! Words that name a sector and the goods of it alike: what is sold or supplied are goods (经销|建筑材料, 电力|、热力供应).

use super::{Mention, Origin};
use crate::entity::EntityType;
use crate::gazetteer::Gazetteer;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: OfferedWords = "offered.csv";
    /// Sectors whose goods have the same name.
    alike,
    /// Verbs of which goods are the object.
    offering,
    /// What is done with goods, behind them.
    offered,
    /// What makes another word of it: 食品批发|市场.
    no_sale,
}

/// Makes goods of the sectors among `mentions` that the text says to be sold or supplied.
pub(super) fn retype(mentions: &mut [Mention], text: &str, gazetteer: &Gazetteer) {
    // From the right: in 电力、热力供应 what is done with the last is done with those before it.
    let mut next: Option<usize> = None;
    for at in (0..mentions.len()).rev() {
        let mention = &mentions[at];
        if mention.nested {
            continue;
        }
        let word = mention.span.of(text);
        let after = &text[mention.span.end..];
        let goods = match mention.kind {
            EntityType::Industry if matches!(mention.origin, Origin::Form(_)) => {
                let listed = next == Some(mention.span.end + '、'.len_utf8()) && after.starts_with('、');
                if WORDS.alike.has(word) && (listed || is_offered(&text[..mention.span.start], after)) {
                    Some((mention.span.end, mention.origin.clone()))
                } else {
                    produced(word, after).and_then(|stem| {
                        let form = gazetteer.lookup(stem)?;
                        Some((mention.span.start + stem.len(), Origin::Form(form)))
                    })
                }
            }
            _ => None,
        };
        if let Some((end, origin)) = goods {
            let mention = &mut mentions[at];
            mention.span.end = end;
            mention.kind = EntityType::Product;
            mention.origin = origin;
            next = Some(mention.span.start);
        } else if mentions[at].kind == EntityType::Product && is_offered("", &text[mentions[at].span.end..]) {
            next = Some(mentions[at].span.start);
        } else if next != Some(mentions[at].span.end + '、'.len_utf8()) {
            next = None;
        } else {
            next = Some(mentions[at].span.start);
        }
    }
}

/// Whether a verb before the word, or what is told behind it, says that it is sold or supplied.
fn is_offered(before: &str, after: &str) -> bool {
    let sold = |after: &str| {
        let after = after.strip_prefix('的').unwrap_or(after);
        WORDS.offered.without_prefix(after).is_some_and(|rest| !WORDS.no_sale.begin(rest))
    };
    let ends = after.starts_with(['、', ',', '。', ';', '等', '和', '及', '\n']);
    sold(after) || ends && WORDS.offering.end(before)
}

/// 电力生产|、销售: the goods of what is called after how they are made, where they are sold as well.
fn produced<'t>(word: &'t str, after: &str) -> Option<&'t str> {
    // 中药材种植|面积: what grows there.
    if after.starts_with("面积")
        && let Some(stem) = word.strip_suffix("种植").or_else(|| word.strip_suffix("养殖"))
    {
        return Some(stem);
    }
    let sold = ["、销售", "和销售", "与销售", "及销售", "、供应"].iter().any(|sold| after.starts_with(sold));
    let stem = match word.strip_suffix("生产销售").or_else(|| word.strip_suffix("生产与销售")) {
        Some(stem) => stem,
        None => word.strip_suffix("生产").filter(|_| sold)?,
    };
    WORDS.alike.has(stem).then_some(stem)
}
