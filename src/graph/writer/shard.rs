//! Writes a file of documents anew with some of them changed.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::pending::{Changes, Spill};
use super::{documents_of, entities_of};
use crate::entity::EntityId;
use crate::graph::Iris;
use crate::graph::directory::Directory;
use crate::graph::error::CommitError;
use crate::graph::manifest::FileEntry;
use crate::graph::part::Part;

/// Where old and new lines are.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) directory: &'a Directory,
    pub(super) iris: &'a Iris,
    pub(super) spill: &'a Spill,
}

/// A file that was written.
pub(super) struct Rewritten {
    pub(super) part: Part,
    /// None when no document is left.
    pub(super) file: Option<FileEntry>,
    /// The entities of each document that is in the new file and wasn't as such in the old one.
    pub(super) added: Vec<BTreeSet<EntityId>>,
    /// The entities of each document that went, or was replaced.
    pub(super) removed: Vec<BTreeSet<EntityId>>,
}

/// Reads the old file, puts the changes in the place of what was there, and writes the new file.
pub(super) fn rewrite(
    source: Source<'_>,
    part: Part,
    file: Option<&FileEntry>,
    changes: &Changes,
) -> Result<Rewritten, CommitError> {
    let Source { directory, iris, spill } = source;
    let text = file.map_or_else(|| Ok(String::new()), |file| directory.read_text(file))?;
    let old = documents_of(&text, iris).into_iter();
    let mut documents: BTreeMap<String, Cow<'_, str>> = old.map(|(id, lines)| (id, lines.into())).collect();
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    for (id, change) in changes {
        let lines = spill
            .lines(change)
            .map_err(|source| CommitError::Io { path: directory.path().to_owned(), source })?;
        let old = match lines {
            Some(lines) => {
                added.push(entities_of(&lines, iris));
                documents.insert(id.clone(), lines)
            }
            None => documents.remove(id),
        };
        removed.extend(old.map(|old| entities_of(&old, iris)));
    }
    // Not put together before: these are tens of megabytes.
    let pieces: Vec<&str> = documents.values().map(AsRef::as_ref).collect();
    let file = directory.write(part, &pieces)?;
    Ok(Rewritten { part, file, added, removed })
}
