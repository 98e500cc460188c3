//! Hard-wrapped text: lines that end where the page did.

use super::super::{Block, BlockKind};
use super::shape::Shape;

/// Narrower text isn't prose; it is a list.
const NARROWEST: u32 = 10;

/// The page that a run of lines was wrapped for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wrap {
    chars: u32,
    columns: u32,
    /// Whether some of the lines, but not all, are indented: these begin paragraphs.
    pub(super) has_indents: bool,
}

impl Wrap {
    /// Whether the line fills the page. Some programs count characters and some columns, and no line may
    /// begin with a punctuation mark, so two less is full too.
    pub(super) fn is_full(&self, line: &Shape) -> bool {
        let indent = if line.is_indented { 2 } else { 0 };
        line.chars + indent + 2 >= self.chars || line.columns + 2 * indent + 3 >= self.columns
    }
}

/// For each block the page it was wrapped for together with the block before it.
pub(super) fn wraps(raw: &str, blocks: &[Block], shapes: &[Shape]) -> Vec<Option<Wrap>> {
    let mut wraps = vec![None; blocks.len()];
    let mut start = 0;
    while start < blocks.len() {
        let mut end = start + 1;
        while end < blocks.len() && is_next_line(raw, &blocks[end - 1], &blocks[end]) {
            end += 1;
        }
        if let Some(wrap) = wrap(&shapes[start..end]) {
            wraps[start + 1..end].fill(Some(wrap));
        }
        start = end;
    }
    wraps
}

/// Whether nothing but a line break stands between two blocks of running text.
fn is_next_line(raw: &str, earlier: &Block, later: &Block) -> bool {
    let kinds = (earlier.kind, later.kind);
    let (Some(last), Some(first)) = (earlier.pieces.last(), later.pieces.first()) else { return false };
    let gap = raw.get(last.span.end..first.span.start).unwrap_or("");
    matches!(kinds, (BlockKind::Paragraph | BlockKind::ListItem, BlockKind::Paragraph))
        && gap.len() < 200
        && gap.bytes().filter(|byte| *byte == b'\n').count() == 1
        && gap.chars().all(|c| c.is_whitespace() || c == '>')
}

/// The page of a run of lines, if they were wrapped for one: prose of which most lines are full.
fn wrap(lines: &[Shape]) -> Option<Wrap> {
    if lines.len() < 3 || !lines.iter().any(|line| line.commas > 0 || line.has_stop) {
        return None;
    }
    let extent = |line: &Shape| if line.is_indented { 2 } else { 0 };
    let chars = lines.iter().map(|line| line.chars + extent(line)).max()?;
    let columns = lines.iter().map(|line| line.columns + 2 * extent(line)).max()?;
    let indented = lines.iter().filter(|line| line.is_indented).count();
    let wrap = Wrap { chars, columns, has_indents: indented > 0 && indented < lines.len() };
    let full = lines[..lines.len() - 1].iter().filter(|line| wrap.is_full(line)).count();
    (chars >= NARROWEST && 2 * full > lines.len() - 1).then_some(wrap)
}
