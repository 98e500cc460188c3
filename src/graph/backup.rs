//! Copies a graph directory as it is at one moment, also while a build is writing it.

use std::io;
use std::path::{Path, PathBuf};

use super::directory::Directory;
use super::disk::{Lasting, TEMPORARY, readable_by_all};
use super::error::{CommitError, OpenError, ReadError};
use super::index;
use super::manifest::Manifest;
use crate::diagnostic::Bilingual;

/// Why a graph could not be copied.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum BackupError {
    /// The graph can't be read.
    Open(#[from] OpenError),
    /// The copy can't be written.
    Write(#[from] CommitError),
    /// There is something at the destination already.
    Exists {
        /// The destination.
        path: PathBuf,
    },
}

impl From<ReadError> for BackupError {
    fn from(error: ReadError) -> Self {
        Self::Open(error.into())
    }
}

impl BackupError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        match self {
            Self::Open(error) => error.message(),
            Self::Write(error) => error.message(),
            Self::Exists { path } => Bilingual::new(
                format!("{}: there is something already; choose a new directory", path.display()),
                format!("{}：该位置已有内容；请换一个新目录", path.display()),
            ),
        }
    }
}

/// Copies the graph in `path` to `destination`, which must not exist or be empty; every file is checked
/// on the way. Returns the manifest of the copy.
///
/// The copy shares no file with the graph: what damages one leaves the other alone.
///
/// # Errors
///
/// When the graph is damaged, or the copy can't be written; then nothing is left at the destination.
pub fn backup(path: &Path, destination: &Path) -> Result<Manifest, BackupError> {
    let io_error = |source| CommitError::Io { path: destination.to_owned(), source };
    match std::fs::read_dir(destination).map(|mut entries| entries.next().is_none()) {
        Ok(true) => {}
        Ok(false) => return Err(BackupError::Exists { path: destination.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(io_error(error).into()),
    }
    let graph = Directory::new(path);
    let parent = destination.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).map_err(io_error)?;
    // As in `GraphStore::open`: a writer may replace files meanwhile.
    loop {
        let Some(manifest) = graph.manifest()? else {
            return Err(OpenError::Missing { path: path.to_owned() }.into());
        };
        let temporary = tempfile::Builder::new().prefix(TEMPORARY).tempdir_in(parent).map_err(io_error)?;
        let copy = Directory::new(temporary.path());
        match copy_files(&graph, &manifest, &copy) {
            Err(BackupError::Open(error))
                if error.may_be_outdated() && graph.manifest()?.as_ref() != Some(&manifest) => {}
            Err(error) => return Err(error),
            Ok(()) => {
                readable_by_all(temporary.path()).map_err(io_error)?;
                // Over an empty directory too.
                let finished = temporary.keep();
                if let Err(error) = std::fs::rename(&finished, destination) {
                    // What can't be removed either shows by its name that it isn't finished.
                    let _ = std::fs::remove_dir_all(&finished);
                    return Err(io_error(error).into());
                }
                copy.disk.sync_directory(parent).map_err(io_error)?;
                return Ok(manifest);
            }
        }
    }
}

fn copy_files(graph: &Directory, manifest: &Manifest, copy: &Directory) -> Result<(), BackupError> {
    for file in &manifest.files {
        copy.replace(&file.path, &[&graph.read(file)?], Lasting::Always)?;
    }
    index::copy(graph, manifest, copy)?;
    Ok(copy.write_manifest(manifest)?)
}
