//! What a line of a page is by what it says.

use crate::text::{BlockKind, signs};

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
    const STARTS: [&str; 7] =
        ["当前位置", "您的位置", "您当前的位置", "您现在的位置", "所在位置", "版权所有", "Copyright"];
    text.len() < 300
        && !text.contains('。')
        && (STARTS.iter().any(|start| text.starts_with(start))
            || text.contains("ICP备")
            || text.contains("公网安备"))
}
