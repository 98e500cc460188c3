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
        let breaks = blocks.get(start + 1).map_or(0, |next| line_breaks(raw, &blocks[start], next));
        let mut end = start + 1;
        while breaks > 0 && end < blocks.len() && line_breaks(raw, &blocks[end - 1], &blocks[end]) == breaks {
            end += 1;
        }
        if let Some(wrap) = wrap(&shapes[start..end], breaks) {
            wraps[start + 1..end].fill(Some(wrap));
        }
        // The last line may begin the next run.
        start = if end > start + 1 && end < blocks.len() { end - 1 } else { end };
    }
    wraps
}

/// How many line breaks, and nothing else, stand between two blocks of running text: 1 or 2 (a blank line
/// between); else 0.
fn line_breaks(raw: &str, earlier: &Block, later: &Block) -> usize {
    let kinds = (earlier.kind, later.kind);
    if !matches!(kinds, (BlockKind::Paragraph | BlockKind::ListItem, BlockKind::Paragraph)) {
        return 0;
    }
    let (Some(last), Some(first)) = (earlier.pieces.last(), later.pieces.first()) else { return 0 };
    let gap = raw.get(last.span.end..first.span.start).unwrap_or("");
    if gap.len() > 200 || !gap.chars().all(|c| c.is_whitespace() || c == '>') {
        return 0;
    }
    match gap.bytes().filter(|byte| *byte == b'\n').count() {
        breaks @ (1 | 2) => breaks,
        _ => 0,
    }
}

/// The page of a run of lines, if they were wrapped for one: prose of which most lines are full. With
/// blank lines between, which paragraphs have too, nearly all must be.
fn wrap(lines: &[Shape], breaks: usize) -> Option<Wrap> {
    let (fewest, share) = if breaks == 1 { (3, 50) } else { (6, 80) };
    // The comma behind a number is none: 一、甲县(2家).
    let is_prose = |line: &Shape| line.commas > u32::from(line.is_numbered()) || line.has_stop;
    if lines.len() < fewest || !lines.iter().any(is_prose) {
        return None;
    }
    let extent = |line: &Shape| if line.is_indented { 2 } else { 0 };
    let chars = lines.iter().map(|line| line.chars + extent(line)).max()?;
    let columns = lines.iter().map(|line| line.columns + 2 * extent(line)).max()?;
    let indented = lines.iter().filter(|line| line.is_indented).count();
    let wrap = Wrap { chars, columns, has_indents: indented > 0 && indented < lines.len() };
    let full = lines[..lines.len() - 1].iter().filter(|line| wrap.is_full(line)).count();
    (chars >= NARROWEST && 100 * full > share * (lines.len() - 1)).then_some(wrap)
}
