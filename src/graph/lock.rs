//! One writer at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::Path;

use super::error::OpenError;

/// The name of the lock file in a graph directory.
pub(super) const LOCK: &str = "lock";

/// Held while a graph directory is written; the operating system lets go of it even when the
/// process is killed.
#[derive(Debug)]
pub(super) struct WriterLock {
    file: File,
}

/// Why the lock could not be had.
#[derive(Debug)]
pub(super) enum LockError {
    /// Another process has it; its number, if it could be read.
    Held(Option<u32>),
    /// The lock file can't be used.
    Io(io::Error),
}

impl LockError {
    /// Why the graph in a directory can't be written.
    pub(super) fn in_directory(self, directory: &Path) -> OpenError {
        let path = directory.to_owned();
        match self {
            Self::Held(pid) => OpenError::Locked { path, pid },
            Self::Io(source) => OpenError::Io { path, source },
        }
    }
}

impl WriterLock {
    /// Takes the lock of the directory, or says who has it.
    pub(super) fn take(directory: &Path) -> Result<Self, LockError> {
        let path = directory.join(LOCK);
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(LockError::Io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let pid = std::fs::read_to_string(&path).ok().and_then(|text| text.trim().parse().ok());
                return Err(LockError::Held(pid));
            }
            Err(TryLockError::Error(error)) => return Err(LockError::Io(error)),
        }
        file.set_len(0).map_err(LockError::Io)?;
        writeln!(file, "{}", std::process::id()).map_err(LockError::Io)?;
        Ok(Self { file })
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // An empty file keeps directories of equal builds equal. If this fails nothing is lost.
        let _ = self.file.set_len(0);
        let _ = self.file.unlock();
    }
}
