//! Text and positions in it.

mod layout;
mod span;

pub use layout::{Block, BlockKind, Piece};
pub use span::{CodePoints, NormalizedSpan, SourceSpan};
