//! Blocks from pieces.

use crate::text::{Block, BlockKind, Piece, SourceSpan};

/// Gathers the pieces of a block: joins neighbours and cuts white space off the edges.
#[derive(Debug, Default)]
pub(super) struct Assembly {
    pieces: Vec<Piece>,
}

impl Assembly {
    /// Adds `raw[start..end]`, which means what it says.
    pub(super) fn verbatim(&mut self, raw: &str, start: usize, end: usize) {
        let mut start = start;
        if self.pieces.is_empty() {
            let text = raw.get(start..end).unwrap_or("");
            start += text.len() - trim_start(text).len();
        }
        if start >= end {
            return;
        }
        match self.pieces.last_mut() {
            Some(Piece { span, text: None }) if span.end == start => span.end = end,
            _ => self.pieces.push(Piece { span: SourceSpan::new(start, end), text: None }),
        }
    }

    /// Adds `raw[start..end]`, which means `text`.
    pub(super) fn replaced(&mut self, start: usize, end: usize, text: &str) {
        if text.is_empty() || self.pieces.is_empty() && trim_start(text).is_empty() {
            return;
        }
        self.pieces.push(Piece { span: SourceSpan::new(start, end), text: Some(text.into()) });
    }

    /// Takes every `mark` out of the text that means what it says.
    pub(super) fn cut(&mut self, raw: &str, mark: &str) {
        if !self.pieces.iter().any(|piece| piece.text.is_none() && piece.text(raw).contains(mark)) {
            return;
        }
        for piece in std::mem::take(&mut self.pieces) {
            if piece.text.is_some() {
                self.pieces.push(piece);
                continue;
            }
            let mut at = piece.span.start;
            for part in piece.text(raw).split(mark) {
                self.verbatim(raw, at, at + part.len());
                at += part.len() + mark.len();
            }
        }
    }

    /// The block of what was added, if there is any text in it.
    pub(super) fn finish(&mut self, raw: &str, kind: BlockKind) -> Option<Block> {
        let mut pieces = std::mem::take(&mut self.pieces);
        while let Some(last) = pieces.last_mut() {
            let kept = trim_end(last.text(raw)).len();
            if kept > 0 {
                if last.text.is_none() {
                    last.span.end = last.span.start + kept;
                }
                return Some(Block { kind, pieces });
            }
            pieces.pop();
        }
        None
    }
}

/// White space and the byte order mark, which is no white space in Unicode.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{FEFF}'
}

pub(super) fn trim_start(text: &str) -> &str {
    text.trim_start_matches(is_blank)
}

pub(super) fn trim_end(text: &str) -> &str {
    text.trim_end_matches(is_blank)
}

/// The block of `raw[start..end]`, if there is any text in it.
pub(super) fn block(raw: &str, start: usize, end: usize, kind: BlockKind) -> Option<Block> {
    let mut assembly = Assembly::default();
    assembly.verbatim(raw, start, end);
    assembly.finish(raw, kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_joined_and_trimmed() {
        let raw = "\u{FEFF} 昭**通** &nbsp;";
        let mut assembly = Assembly::default();
        assembly.replaced(0, 3, "\u{A0}");
        assembly.verbatim(raw, 0, 4);
        assembly.verbatim(raw, 4, 7);
        assembly.verbatim(raw, 9, 10);
        assembly.verbatim(raw, 10, 12);
        assembly.verbatim(raw, 14, 15);
        assembly.replaced(15, 21, "\u{A0}");
        let block = assembly.finish(raw, BlockKind::Paragraph).unwrap();
        let spans: Vec<_> = block.pieces.iter().map(|piece| piece.span.of(raw)).collect();
        assert_eq!(spans, ["昭", "通"]);
        assert_eq!(assembly.finish(raw, BlockKind::Paragraph), None);
    }
}
