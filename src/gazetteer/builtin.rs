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
