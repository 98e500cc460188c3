//! The few things that are done to files on the way to a new graph, each of which may fail.
//!
//! They go through one place so that a test can make any of them fail, as a full disk would.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use super::index;

/// Begins the name of a file that isn't finished; the process that renames it has the lock.
pub(super) const TEMPORARY: &str = ".chanpu-";

/// Writes files so that each is there in full or not at all.
#[derive(Clone, Debug, Default)]
pub(super) struct Disk {
    #[cfg(test)]
    pub(super) faults: Option<std::sync::Arc<tests::Faults>>,
}

/// What can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    CreateDirectory,
    CreateFile,
    Write,
    Sync,
    Rename,
    SyncDirectory,
    Remove,
}

/// How long what is written has to last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lasting {
    /// It is on the disk before anybody hears that it was written.
    Always,
    /// It can be made again, so the system may write it when it likes.
    UntilPowerCut,
}

impl Disk {
    /// Writes a temporary file beside `path`, brings it to the disk if it has to last, and renames it. The name
    /// itself is safe only after [`Disk::sync_directory`].
    pub(super) fn replace(&self, path: &Path, pieces: &[&[u8]], lasting: Lasting) -> io::Result<()> {
        let parent = path.parent().unwrap_or(Path::new("."));
        self.attempt(Step::CreateDirectory, || fs::create_dir_all(parent))?;
        let mut file = self
            .attempt(Step::CreateFile, || tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(parent))?;
        self.attempt(Step::Write, || {
            let mut buffered = BufWriter::new(&mut file);
            pieces.iter().try_for_each(|piece| buffered.write_all(piece))?;
            buffered.flush()
        })?;
        set_readable(file.as_file())?;
        if lasting == Lasting::Always {
            self.attempt(Step::Sync, || file.as_file().sync_all())?;
        }
        self.attempt(Step::Rename, || file.persist(path).map_err(|error| error.error))?;
        Ok(())
    }

    /// Writes a file of a folder that nobody reads yet and brings it to the disk.
    pub(super) fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let mut file = self.attempt(Step::CreateFile, || File::create(path))?;
        self.attempt(Step::Write, || file.write_all(content))?;
        self.attempt(Step::Sync, || file.sync_all())
    }

    /// Gives a folder its name.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.attempt(Step::Rename, || fs::rename(from, to))
    }

    /// Makes the names in a directory survive a power cut.
    pub(super) fn sync_directory(&self, path: &Path) -> io::Result<()> {
        self.attempt(Step::SyncDirectory, || sync_directory(path))
    }

    /// Removes a file, or an index with all its files.
    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        self.attempt(Step::Remove, || if path.is_dir() { index::remove(path) } else { fs::remove_file(path) })
    }

    #[cfg(not(test))]
    fn attempt<T>(&self, _step: Step, work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        work()
    }

    #[cfg(test)]
    fn attempt<T>(&self, step: Step, work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        if let Some(faults) = &self.faults {
            faults.strike(step)?;
        }
        work()
    }
}

/// Temporary files are made for their owner alone; a graph may be read by all.
#[cfg(unix)]
fn set_readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_readable(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Temporary directories are made for their owner alone.
#[cfg(unix)]
pub(super) fn readable_by_all(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
pub(super) fn readable_by_all(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn sync_directory(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Lets one step fail, the one after `left` others.
    #[derive(Debug)]
    pub(in crate::graph) struct Faults {
        left: Mutex<Option<usize>>,
        struck: Mutex<Option<Step>>,
    }

    impl Faults {
        pub(in crate::graph) fn after(steps: usize) -> Self {
            Self { left: Mutex::new(Some(steps)), struck: Mutex::new(None) }
        }

        /// The step that failed, if it came to that.
        pub(in crate::graph) fn struck(&self) -> Option<Step> {
            *self.struck.lock().expect("no thread panics with it")
        }

        pub(super) fn strike(&self, step: Step) -> io::Result<()> {
            let mut left = self.left.lock().expect("no thread panics with it");
            match *left {
                Some(0) => {
                    *left = None;
                    *self.struck.lock().expect("no thread panics with it") = Some(step);
                    Err(io::ErrorKind::StorageFull.into())
                }
                Some(steps) => {
                    *left = Some(steps - 1);
                    Ok(())
                }
                None => Ok(()),
            }
        }
    }
}
