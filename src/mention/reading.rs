//! How a text is read, for those who want to know why.

use super::licence::Refusal;
use crate::entity::EntityType;
use crate::text::NormalizedSpan;

/// How a text is read, for those who want to know why a name was found or not.
#[derive(Clone, Debug)]
pub struct Reading<'g> {
    /// The words of all clauses, in order of position.
    pub words: Vec<WordReading>,
    /// The dictionary names that were refused.
    pub refused: Vec<Refused<'g>>,
}

/// One word.
#[derive(Clone, Copy, Debug)]
pub struct WordReading {
    /// Where.
    pub span: NormalizedSpan,
    /// What it is for the grammar of names.
    pub class: &'static str,
    /// What a name that ends with it names.
    pub head: Option<EntityType>,
}

/// A dictionary name that may not be read as one where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Refused<'g> {
    /// Where.
    pub span: NormalizedSpan,
    /// Why.
    pub why: Refusal<'g>,
}
