//! The figures of a whole gold set, for machines.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::{EvalError, Expected};
use super::gold::json;
use super::matching::DocumentReport;
use super::mistake::Mistake;
use super::score::Scores;

/// The figures of a gold set: micro-averages over its documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// How many documents the gold set has.
    pub documents: usize,
    /// The documents that could not be read. What people marked in them counts as missed.
    #[serde(default)]
    pub unread: Vec<String>,
    /// The figures.
    #[serde(flatten)]
    pub scores: Scores,
    /// The figures of each document, where they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_document: Option<Vec<DocumentScores>>,
    /// All mistakes in order, where they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<Mistake>>,
}

/// The figures of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentScores {
    /// The file of the document.
    pub document: String,
    /// Its figures.
    #[serde(flatten)]
    pub scores: Scores,
}

impl Report {
    /// The sum of documents, with everything that can be asked for.
    #[must_use]
    pub fn new(documents: Vec<DocumentReport>, unread: Vec<String>) -> Self {
        let mut report = Self { documents: documents.len(), unread, ..Self::default() };
        let (mut by_document, mut errors) = (Vec::new(), Vec::new());
        for DocumentReport { document, scores, mistakes } in documents {
            report.scores += &scores;
            by_document.push(DocumentScores { document, scores });
            errors.extend(mistakes);
        }
        errors.sort();
        Self { by_document: Some(by_document), errors: Some(errors), ..report }
    }

    /// Reads a report that was written as JSON.
    ///
    /// # Errors
    ///
    /// When the file can't be read or is no report.
    pub fn read(path: &Path) -> Result<Self, EvalError> {
        json(path, Expected::Report)
    }
}
