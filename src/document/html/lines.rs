//! What a line of a page is by what it says.

use crate::text::word_list::word_lists;
use crate::text::{BlockKind, signs};

word_lists! {
    static WORDS: SurroundingWords = "surrounding.csv";
    /// What lines begin with that belong to the site and not to the text.
    start,
}

/// What a line of running text is by what it says.
pub(super) fn line_kind(text: &str) -> BlockKind {
    if signs::is_caption(text) {
        BlockKind::Caption
    } else if signs::is_byline(text) {
        BlockKind::Byline
    } else {
        BlockKind::Paragraph
    }
}

/// Lines that stand around an article: where we are, whose page it is.
pub(super) fn is_surrounding(text: &str) -> bool {
    text.len() < 300
        && !text.contains('。')
        && (WORDS.start.begin(text) || text.contains("ICP备") || text.contains("公网安备"))
}
