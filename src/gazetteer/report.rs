//! Collects what the loader has to say about one file.

use std::sync::Arc;

use crate::diagnostic::{Bilingual, Diagnostic, Severity};

/// Adds diagnostics about one file.
pub(super) struct Reporter<'d> {
    file: Arc<str>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'d> Reporter<'d> {
    pub(super) fn new(file: &Arc<str>, diagnostics: &'d mut Vec<Diagnostic>) -> Self {
        Self { file: Arc::clone(file), diagnostics }
    }

    /// The row, or the file, is left out.
    pub(super) fn error(
        &mut self,
        line: Option<u64>,
        column: Option<&'static str>,
        en: impl Into<String>,
        zh: impl Into<String>,
    ) {
        self.push(Severity::Error, line, column, Bilingual::new(en, zh));
    }

    /// The row is used.
    pub(super) fn warning(
        &mut self,
        line: Option<u64>,
        column: Option<&'static str>,
        en: impl Into<String>,
        zh: impl Into<String>,
    ) {
        self.push(Severity::Warning, line, column, Bilingual::new(en, zh));
    }

    fn push(
        &mut self,
        severity: Severity,
        line: Option<u64>,
        column: Option<&'static str>,
        message: Bilingual,
    ) {
        let file = Arc::clone(&self.file);
        self.diagnostics.push(Diagnostic { severity, file, line, column, message });
    }
}
