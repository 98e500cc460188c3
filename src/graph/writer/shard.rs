//! Writes a file of documents anew with some of them changed.

use std::collections::{BTreeMap, BTreeSet};

use super::{documents_of, entities_of};
use crate::entity::EntityId;
use crate::graph::Iris;
use crate::graph::directory::{Content, Directory};
use crate::graph::error::CommitError;
use crate::graph::manifest::FileEntry;
use crate::graph::part::Part;

/// The new lines of the documents that change; none for those that go.
pub(super) type Pending = BTreeMap<String, Option<String>>;

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
    directory: &Directory,
    iris: &Iris,
    part: Part,
    file: Option<&FileEntry>,
    pending: &Pending,
) -> Result<Rewritten, CommitError> {
    let text = file.map_or_else(|| Ok(String::new()), |file| directory.read_text(file))?;
    let mut documents: BTreeMap<String, &str> = documents_of(&text, iris).into_iter().collect();
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    for (id, lines) in pending {
        let old = match lines {
            Some(lines) => {
                added.push(entities_of(lines, iris));
                documents.insert(id.clone(), lines)
            }
            None => documents.remove(id),
        };
        removed.extend(old.map(|old| entities_of(old, iris)));
    }
    let new: String = documents.into_values().collect();
    let file = directory.write(part, &Content::Quads(new))?;
    Ok(Rewritten { part, file, added, removed })
}
