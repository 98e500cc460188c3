//! The changes of documents until they are committed: in memory, or in a temporary file when there are
//! many.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The changes of one file of documents.
pub(super) type Changes = BTreeMap<String, Change>;

/// What happens to a document.
#[derive(Debug)]
pub(super) enum Change {
    /// It goes.
    Removed,
    /// It has these lines.
    Held(String),
    /// It has the lines at this place of the temporary file.
    Spilled(Range<u64>),
}

/// The temporary file; it has no name, so nothing of it is left however the process ends.
#[derive(Debug, Default)]
pub(super) struct Spill {
    file: Option<Mutex<File>>,
    end: u64,
}

impl Spill {
    /// Moves what is held into the file, which is made in `directory`.
    pub(super) fn take(&mut self, changes: &mut Changes, directory: &Path) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(Mutex::new(tempfile::tempfile_in(directory)?)),
        };
        let file = file.get_mut().unwrap_or_else(PoisonError::into_inner);
        file.seek(io::SeekFrom::Start(self.end))?;
        for change in changes.values_mut() {
            if let Change::Held(lines) = change {
                file.write_all(lines.as_bytes())?;
                let range = self.end..self.end + lines.len() as u64;
                self.end = range.end;
                *change = Change::Spilled(range);
            }
        }
        Ok(())
    }

    /// The new lines of a document; none for one that goes.
    pub(super) fn lines<'c>(&self, change: &'c Change) -> io::Result<Option<Cow<'c, str>>> {
        Ok(match change {
            Change::Removed => None,
            Change::Held(lines) => Some(lines.into()),
            Change::Spilled(range) => Some(self.read(range)?.into()),
        })
    }

    fn read(&self, range: &Range<u64>) -> io::Result<String> {
        let missing = || io::Error::from(io::ErrorKind::UnexpectedEof);
        let file = self.file.as_ref().ok_or_else(missing)?;
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(io::SeekFrom::Start(range.start))?;
        let mut text = String::new();
        (&mut *file).take(range.end - range.start).read_to_string(&mut text)?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spilled_lines_are_those_that_were_held() {
        let home = tempfile::tempdir().expect("a directory");
        let held = |lines: &str| Change::Held(lines.to_owned());
        let mut spill = Spill::default();
        let mut changes = Changes::from([("a".to_owned(), held("甲\n")), ("b".to_owned(), held("乙\n"))]);
        spill.take(&mut changes, home.path()).expect("writable");
        changes.insert("a".to_owned(), held("新\n"));
        changes.insert("c".to_owned(), Change::Removed);
        spill.take(&mut changes, home.path()).expect("writable");
        changes.insert("d".to_owned(), held("丁\n"));
        let lines: Vec<_> = changes.values().map(|change| spill.lines(change).expect("readable")).collect();
        let expected = [Some("新\n"), Some("乙\n"), None, Some("丁\n")];
        assert_eq!(lines.iter().map(Option::as_deref).collect::<Vec<_>>(), expected);
        assert_eq!(std::fs::read_dir(home.path()).expect("readable").count(), 0, "it has no name");
    }
}
