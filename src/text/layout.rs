//! The layout of a document: what its readers deliver and normalisation joins.

use std::borrow::Cow;

use super::SourceSpan;

/// What a block is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The title.
    Title,
    /// A heading; 1 is the highest level.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A cell of a table; all three count from 0.
    TableCell {
        /// Which table of the document.
        table: u32,
        /// Which row.
        row: u32,
        /// Which column.
        column: u32,
    },
    /// A by-line, source line or dateline that stands alone.
    Byline,
    /// A caption or a pull quote.
    Caption,
}

/// A piece of the source that is text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the raw document.
    pub span: SourceSpan,
    /// What it means, where that differs from what is written (`&amp;`).
    pub text: Option<Box<str>>,
}

/// A heading, paragraph, list item or cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text, in order of position.
    pub pieces: Vec<Piece>,
}

impl Piece {
    /// What it means; empty when its span is not on character boundaries of `raw`.
    #[must_use]
    pub fn text<'a>(&'a self, raw: &'a str) -> &'a str {
        match &self.text {
            Some(text) => text,
            None => raw.get(self.span.start..self.span.end).unwrap_or(""),
        }
    }
}

impl Block {
    /// What its pieces mean, one after the other.
    #[must_use]
    pub fn text<'a>(&'a self, raw: &'a str) -> Cow<'a, str> {
        match self.pieces.as_slice() {
            [piece] => Cow::Borrowed(piece.text(raw)),
            pieces => Cow::Owned(pieces.iter().map(|piece| piece.text(raw)).collect()),
        }
    }
}
