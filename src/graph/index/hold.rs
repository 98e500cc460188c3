//! Keeps a folder from being removed while it is read.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

/// The file that is locked.
pub(super) const IN_USE: &str = "in-use";

/// Held while a folder is read. Processes that are forked meanwhile hold it too, so nothing may ever
/// unlock it but the end of the last of them.
#[derive(Debug)]
pub(in crate::graph) struct Hold {
    _file: Option<File>,
}

impl Hold {
    /// Holds a folder, together with others.
    pub(super) fn take(folder: &Path) -> io::Result<Self> {
        let path = folder.join(IN_USE);
        let file = File::open(&path)?;
        file.try_lock_shared().map_err(io_error)?;
        // Who removes the folder has the lock until it is gone.
        if path.is_file() { Ok(Self { _file: Some(file) }) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    /// Holds a folder that nobody else holds; none when somebody does. A folder without the file isn't
    /// finished, so nobody reads it.
    pub(super) fn alone(folder: &Path) -> Option<Self> {
        match File::open(folder.join(IN_USE)) {
            Ok(file) => file.try_lock().ok().map(|()| Self { _file: Some(file) }),
            Err(error) => (error.kind() == io::ErrorKind::NotFound).then_some(Self { _file: None }),
        }
    }
}

fn io_error(error: TryLockError) -> io::Error {
    match error {
        TryLockError::Error(error) => error,
        TryLockError::WouldBlock => io::ErrorKind::WouldBlock.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_held_by_many_or_by_one() {
        let home = tempfile::tempdir().expect("a directory");
        assert!(Hold::alone(home.path()).is_some(), "it isn't finished");
        assert!(Hold::take(home.path()).is_err());
        std::fs::write(home.path().join(IN_USE), "").expect("writable");
        let (a, b) = (Hold::take(home.path()).expect("free"), Hold::take(home.path()).expect("shared"));
        drop(a);
        assert!(Hold::alone(home.path()).is_none());
        drop(b);
        let alone = Hold::alone(home.path());
        assert!(alone.is_some() && Hold::take(home.path()).is_err());
    }
}
