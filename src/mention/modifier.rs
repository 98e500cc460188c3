//! Names that only tell the kind of what follows them: general sectors (电力|设施, 航空|枢纽) and what goods are branded with
//! (“甲”|牌水泵).

use super::lattice::is_han;
use super::{Mention, Origin};
use crate::entity::EntityType;
use crate::text::NormalizedSpan;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: ModifierWords = "modifier.csv";
    /// General sectors that are modifiers more often than names.
    sector,
    /// What ranks a work among others, and names none: 全市的|重点工程.
    rank,
    /// What follows a sector and is no noun that it modifies: what joins or closes a list, makes a
    /// sector of it, or is said of it.
    no_noun,
}

/// Takes the general sectors out of `mentions` that a noun follows which makes no sector of them.
pub(super) fn drop_modifiers(mentions: &mut Vec<Mention>, text: &str) {
    mentions.retain(|mention| {
        mention.nested
            || mention.kind != EntityType::Industry
            || !matches!(mention.origin, Origin::Form(_))
            || !is_general(mention.span.of(text))
            || !goes_on(&text[mention.span.end..])
    });
}

/// Takes the projects out of `mentions`, which are in order, that only say what a work is, 是青石县的|重点交通枢纽工程|, or
/// stand before its name, 全省骨干工程|青石运河; the names inside them stay.
pub(super) fn drop_ranks(mentions: &mut Vec<Mention>, text: &str) {
    let is_work =
        |mention: &Mention| matches!(mention.kind, EntityType::Infrastructure | EntityType::Project);
    let works: Vec<usize> =
        mentions.iter().filter(|mention| is_work(mention)).map(|mention| mention.span.start).collect();
    let ranks: Vec<NormalizedSpan> = mentions
        .iter()
        .filter(|mention| {
            is_ranking(mention, text)
                && (says_what(mention, text)
                    || is_before(mention, &works, text)
                    || is_hardest(mention, mentions, text))
        })
        .map(|mention| mention.span)
        .collect();
    if ranks.is_empty() {
        return;
    }
    mentions.retain(|mention| mention.kind != EntityType::Project || !ranks.contains(&mention.span));
    let mut end = 0;
    for inside in mentions.iter_mut().filter(|mention| ranks.iter().any(|rank| rank.contains(mention.span))) {
        if inside.span.start >= end {
            inside.nested = false;
            end = inside.span.end;
        }
    }
}

/// Whether the name of a project has a word that ranks works, and no capacity or brand.
fn is_ranking(mention: &Mention, text: &str) -> bool {
    let pattern = matches!(mention.origin, Origin::Pattern(_));
    if mention.nested || mention.kind != EntityType::Project || !pattern {
        return false;
    }
    let name = mention.span.of(text);
    let proper = |c: char| c.is_ascii_alphanumeric() || matches!(c, '“' | '(');
    WORDS.rank.are_in(name) && (!name.contains(proper) || name.ends_with("控制性工程"))
}

/// Whether its name is that of a line or a reservoir and then says what the hardest work on it is called: 甲高速|重点控制性工程.
fn is_hardest(mention: &Mention, mentions: &[Mention], text: &str) -> bool {
    let inside = |inner: &&Mention| inner.nested && inner.span.start == mention.span.start;
    let line = mentions.iter().filter(inside).find(|inner| inner.kind == EntityType::Infrastructure);
    line.is_some_and(|line| {
        let rest = &text[line.span.end..mention.span.end];
        rest.strip_suffix("工程").is_some_and(|rank| WORDS.rank.end(rank))
    })
}

/// Whether the words of its clause say that it is what something is. 率先开工的是|甲重点项目| names one.
fn says_what(mention: &Mention, text: &str) -> bool {
    let before = &text[..mention.span.start];
    let clause = before.rsplit([',', '。', ';', ':', '\n']).next().unwrap_or_default();
    let is = ["是", "为", "系", "列为", "属", "属于"].iter().any(|is| clause.ends_with(is));
    let told = clause.contains('是') && clause.ends_with(['的', '个', '条', '项', '要']);
    !clause.ends_with("的是") && (is || told)
}

/// Whether a work stands right behind it, of which `works` are the beginnings: 重点工程——|甲隧道.
fn is_before(mention: &Mention, works: &[usize], text: &str) -> bool {
    let behind = text[mention.span.end..].trim_start_matches(['—', ':', '“']);
    works.binary_search(&(text.len() - behind.len())).is_ok()
}

/// Takes the names out of `mentions` that stand in quotes before 牌: a brand is neither the firm nor the place that it is
/// called after.
pub(super) fn drop_brands(mentions: &mut Vec<Mention>, text: &str) {
    let branded = |mention: &Mention| {
        matches!(mention.kind, EntityType::Company | EntityType::Place)
            && text[..mention.span.start].ends_with('“')
            && text[mention.span.end..]
                .strip_prefix('”')
                .is_some_and(|behind| behind.trim_start().starts_with("牌"))
    };
    mentions.retain(|mention| !branded(mention));
}

/// Whether a word is one of the sectors that are modifiers more often than names.
fn is_general(word: &str) -> bool {
    WORDS.sector.has(word)
}

/// Whether a text goes on with a noun: not with what joins or closes a list, what makes a sector of the word before it,
/// or what is said of one.
fn goes_on(after: &str) -> bool {
    after.starts_with(is_han) && !WORDS.no_noun.begin(after)
}
