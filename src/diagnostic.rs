//! What a loader or checker has to say about a place in a file.

use std::fmt;
use std::sync::Arc;

/// How grave a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The row was used; a person should look at it.
    Warning,
    /// The row could not be used.
    Error,
}

/// A message in the two languages of the interface.
///
/// Each says what is wrong and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

impl Bilingual {
    /// A message from its two wordings.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }
}

/// One problem, with the file, the line and the column's name where they are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// The file as the user named it.
    pub file: Arc<str>,
    /// The line, counted from 1.
    pub line: Option<u64>,
    /// The name of the column, as in the header row.
    pub column: Option<&'static str>,
    /// What is wrong and how to mend it.
    pub message: Bilingual,
}

impl Diagnostic {
    /// `file:line: column "name"`, as far as known.
    #[must_use]
    pub fn location(&self) -> String {
        let mut out = self.file.to_string();
        if let Some(line) = self.line {
            out.push_str(&format!(":{line}"));
        }
        if let Some(column) = self.column {
            out.push_str(&format!(" [{column}]"));
        }
        out
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.location(), self.message.en)
    }
}
