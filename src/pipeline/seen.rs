//! Which files were hashed before, and what the file system said of them then: a build needs not read
//! again what nobody has touched since.
//!
//! ```text
//!  inputs.cache     beside the graph, not a part of it: lost or damaged, every file is hashed again
//! ```
//!
//! A file counts as untouched when its size, its place and both its times are the same. Times have a
//! grain: a file may change twice within it, once before and once after it was hashed. So only files are
//! noted whose times lie well before the build began, by the clock of the file system itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::graph::{DocumentEntry, fingerprint};

/// The name of the file in the graph directory.
pub(super) const FILE: &str = "inputs.cache";
/// Begins its first line.
const HEADING: &str = "chanpu inputs 1 ";
/// No file system in use has a coarser clock.
const GRAIN: i128 = 2_000_000_000;

/// What the file system says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    device: u64,
    inode: u64,
    bytes: u64,
    /// When its content was changed, in nanoseconds; anybody can set it.
    modified: i128,
    /// When anything of it was changed; nobody can set it.
    changed: i128,
}

impl Stamp {
    #[cfg(unix)]
    fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        let found = std::fs::metadata(path).ok()?;
        let time =
            |seconds: i64, nanoseconds: i64| i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
        Some(Self {
            device: found.dev(),
            inode: found.ino(),
            bytes: found.len(),
            modified: time(found.mtime(), found.mtime_nsec()),
            changed: time(found.ctime(), found.ctime_nsec()),
        })
    }

    /// Elsewhere nothing tells as much, and every file is read.
    #[cfg(not(unix))]
    fn of(_path: &Path) -> Option<Self> {
        None
    }

    fn parse(text: &str) -> Option<Self> {
        let mut fields = text.split(' ');
        let stamp = Self {
            device: fields.next()?.parse().ok()?,
            inode: fields.next()?.parse().ok()?,
            bytes: fields.next()?.parse().ok()?,
            modified: fields.next()?.parse().ok()?,
            changed: fields.next()?.parse().ok()?,
        };
        fields.next().is_none().then_some(stamp)
    }
}

/// When a build began, by the clock of the file system: the time of a file that it has just written.
pub(super) fn moment(path: &Path) -> Option<i128> {
    Some(Stamp::of(path)?.changed)
}

/// The files that were hashed before, by the identifiers of their documents.
#[derive(Debug, Default)]
pub(super) struct Seen {
    known: FxHashMap<String, (String, Stamp)>,
    /// Files that this build looks at and doesn't know.
    fresh: Mutex<BTreeMap<String, Stamp>>,
}

impl Seen {
    /// Reads the table; what is no table is an empty one.
    pub(super) fn parse(bytes: Option<Vec<u8>>) -> Self {
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        let Some((heading, rows)) = text.split_once('\n') else { return Self::default() };
        if heading.strip_prefix(HEADING) != Some(fingerprint(rows).as_str()) {
            return Self::default();
        }
        let row = |line: &str| {
            let mut fields = line.split('\t');
            let (id, sha256, stamp) = (fields.next()?, fields.next()?, fields.next()?);
            Some((id.to_owned(), (sha256.to_owned(), Stamp::parse(stamp)?)))
        };
        Self { known: rows.lines().filter_map(row).collect(), fresh: Mutex::default() }
    }

    /// Whether the file is as it was when it had this hash. A file that isn't will be read, and may be noted
    /// afterwards; so this has to be asked before it is read.
    pub(super) fn is_untouched(&self, id: &str, path: &Path, sha256: &str) -> bool {
        let Some(stamp) = Stamp::of(path) else { return false };
        let is_same = self.known.get(id).is_some_and(|(hash, known)| hash == sha256 && *known == stamp);
        if !is_same {
            let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
            fresh.insert(id.to_owned(), stamp);
        }
        is_same
    }

    /// The table after a build that began at `begun` and has left these documents; none when it is as it
    /// was.
    pub(super) fn table<'d>(
        self,
        documents: impl Iterator<Item = &'d DocumentEntry>,
        begun: Option<i128>,
    ) -> Option<String> {
        let fresh = self.fresh.into_inner().unwrap_or_else(PoisonError::into_inner);
        let is_old =
            |stamp: &Stamp| begun.is_some_and(|begun| stamp.modified.max(stamp.changed) + GRAIN < begun);
        let (mut rows, mut kept, mut new) = (String::new(), 0, 0);
        for entry in documents.filter(|entry| !entry.id.contains(['\t', '\n', '\r'])) {
            let known = self.known.get(&entry.id).filter(|(hash, _)| *hash == entry.sha256);
            let stamp = match (fresh.get(&entry.id), known) {
                (Some(stamp), _) if is_old(stamp) => {
                    new += 1;
                    stamp
                }
                (Some(_), _) | (None, None) => continue,
                (None, Some((_, stamp))) => {
                    kept += 1;
                    stamp
                }
            };
            let Stamp { device, inode, bytes, modified, changed } = stamp;
            let DocumentEntry { id, sha256, .. } = entry;
            // A text takes all that is written to it.
            let _ = writeln!(rows, "{id}\t{sha256}\t{device} {inode} {bytes} {modified} {changed}");
        }
        (new > 0 || kept < self.known.len()).then(|| format!("{HEADING}{}\n{rows}", fingerprint(&rows)))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn entry(id: &str, sha256: &str) -> DocumentEntry {
        DocumentEntry {
            id: id.to_owned(),
            sha256: sha256.to_owned(),
            reader: String::new(),
            title: None,
            date: None,
        }
    }

    /// A table of two files that were looked at by a build that began so long after they were written.
    fn table(home: &Path, later: i128) -> Seen {
        let seen = Seen::default();
        for id in ["a", "b"] {
            std::fs::write(home.join(id), id).expect("writable");
            assert!(!seen.is_untouched(id, &home.join(id), id), "nobody has seen it");
        }
        let begun = moment(&home.join("b")).map(|moment| moment + later);
        let documents = [entry("a", "a"), entry("b", "b")];
        Seen::parse(seen.table(documents.iter(), begun).map(String::into_bytes))
    }

    #[test]
    fn files_are_known_until_they_are_touched() {
        let home = tempfile::tempdir().expect("a directory");
        let seen = table(home.path(), 2 * GRAIN);
        let path = |id: &str| home.path().join(id);
        assert!(seen.is_untouched("a", &path("a"), "a") && seen.is_untouched("b", &path("b"), "b"));
        assert!(!seen.is_untouched("a", &path("a"), "other"), "the graph has another text");
        assert!(!seen.is_untouched("a", &path("b"), "a"), "it is another file");
        let before = std::fs::metadata(path("a")).and_then(|found| found.modified()).expect("a time");
        std::fs::write(path("a"), "A").expect("writable");
        let file = std::fs::File::options().write(true).open(path("a")).expect("writable");
        file.set_modified(before).expect("writable");
        assert!(!seen.is_untouched("a", &path("a"), "a"), "the time was set back");
    }

    #[test]
    fn what_has_just_been_written_is_read_again() {
        let home = tempfile::tempdir().expect("a directory");
        let seen = table(home.path(), GRAIN / 2);
        assert!(!seen.is_untouched("a", &home.path().join("a"), "a"));
    }

    #[test]
    fn a_table_is_written_when_it_changes_and_believed_when_it_is_whole() {
        let home = tempfile::tempdir().expect("a directory");
        let (a, b) = (entry("a", "a"), entry("b", "b"));
        let seen = table(home.path(), 2 * GRAIN);
        assert_eq!(seen.table([&a, &b].into_iter(), Some(i128::MAX)), None, "nothing is new");
        let seen = table(home.path(), 2 * GRAIN);
        let text = seen.table([&a].into_iter(), Some(i128::MAX)).expect("one is gone");
        let known = |text: &str| Seen::parse(Some(text.as_bytes().to_vec())).known.len();
        assert_eq!((known(&text), known(&text.replacen("a\ta", "a\tb", 1)), known("")), (1, 0, 0));
    }
}
