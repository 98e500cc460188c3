//! Names that only tell the kind of what follows them: general sectors (电力|设施, 航空|枢纽) and what goods are branded with
//! (“甲”|牌水泵).

use super::lattice::is_han;
use super::{Mention, Origin};
use crate::entity::EntityType;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: ModifierWords = "modifier.csv";
    /// General sectors that are modifiers more often than names.
    sector,
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
