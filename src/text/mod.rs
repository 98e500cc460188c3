//! Text and positions in it.

pub(crate) mod character_set;
pub(crate) mod glyph;
mod join;
pub(crate) mod landmark;
mod layout;
pub(crate) mod listed;
mod normalize;
mod normalized;
mod numbering;
mod offset_map;
mod period;
pub(crate) mod phase;
#[cfg(test)]
mod properties;
mod quantity;
mod sentence;
pub(crate) mod signs;
mod span;
pub(crate) mod table;
pub(crate) mod trie;
mod variants;
mod width;
pub(crate) mod word_list;
pub(crate) mod words;

pub use layout::{Block, BlockKind, Piece};
pub use normalize::Normalizer;
pub use normalized::{NormalizedText, Passage};
pub use offset_map::OffsetMap;
pub use period::{Anchor, Period, PeriodFound, PeriodUse, TimeSpan, periods};
pub use quantity::{Bound, Classifier, Form, Measure, Quantity, Units};
pub use sentence::{Clauses, Sentence};
pub use span::{CodePoints, NormalizedSpan, SourceSpan};
