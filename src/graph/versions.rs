//! With what a document was read.

use std::fmt;

/// The versions of everything that decides what is found in a document. When one of them has
/// changed, the document is read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// Of the program.
    pub program: String,
    /// Of the gazetteer: the built-in tables and the user's own.
    pub gazetteer: String,
    /// Of the rules and word lists: the built-in ones and the user's own.
    pub rules: String,
}

/// As the manifest keeps them.
impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "chanpu {}, gazetteer {}, rules {}", self.program, self.gazetteer, self.rules)
    }
}
