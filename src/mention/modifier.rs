//! General sectors that only tell the kind of what follows them: 电力|设施, 航空|枢纽.

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

/// Whether a word is one of the sectors that are modifiers more often than names.
fn is_general(word: &str) -> bool {
    WORDS.sector.has(word)
}

/// Whether a text goes on with a noun: not with what joins or closes a list, what makes a sector of the word before it,
/// or what is said of one.
fn goes_on(after: &str) -> bool {
    after.starts_with(is_han) && !WORDS.no_noun.begin(after)
}
