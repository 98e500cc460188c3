//! The layout of a document: what its readers deliver and normalisation joins.

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
