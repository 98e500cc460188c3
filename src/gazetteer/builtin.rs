//! The dictionary that is compiled into the program.

use std::borrow::Cow;

use super::{FileRole, SourceFile};

// `build.rs` lists the files of `gazetteer/` that exist, so that a new table can't be forgotten
// here: `pub(super) static FILES: &[(&str, &[u8])]`, path and bytes, sorted by path.
include!(concat!(env!("OUT_DIR"), "/gazetteer_files.rs"));

/// The built-in files; names for messages begin with `<builtin>/`.
pub(super) fn files() -> Vec<SourceFile> {
    FILES
        .iter()
        .filter_map(|(path, bytes)| {
            let role = FileRole::of(path)?;
            Some(SourceFile { name: format!("<builtin>/{path}").into(), role, bytes: Cow::Borrowed(bytes) })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::Gazetteer;

    #[test]
    fn the_built_in_dictionary_has_no_row_that_cannot_be_used() {
        let (_, diagnostics) = Gazetteer::builtin(str::to_owned);
        let errors: Vec<String> = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == crate::diagnostic::Severity::Error)
            .map(ToString::to_string)
            .collect();
        assert_eq!(errors, [""; 0]);
    }

    #[test]
    fn the_built_in_matcher_agrees_with_aho_corasick() {
        let (gazetteer, _) = Gazetteer::builtin(str::to_owned);
        let oracle =
            aho_corasick::AhoCorasick::new(gazetteer.forms().map(|(_, form)| &form.text)).expect("built");
        // Names side by side, also cut and joined in the middle, give far more overlaps than prose.
        let text: String = gazetteer
            .forms()
            .step_by(7)
            .flat_map(|(at, form)| form.text.chars().skip(at.get() % 3))
            .collect();
        let mut expected: Vec<_> = oracle
            .find_overlapping_iter(&text)
            .map(|hit| (hit.end(), hit.start(), hit.pattern().as_usize()))
            .collect();
        expected.sort_unstable();
        let found: Vec<_> = gazetteer
            .matcher()
            .find_all(&text)
            .iter()
            .map(|hit| (hit.span.end, hit.span.start, hit.form.get()))
            .collect();
        assert!(found == expected, "{} hits, the oracle has {}", found.len(), expected.len());
    }
}
