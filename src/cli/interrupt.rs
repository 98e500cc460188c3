//! Ctrl-C: ends at once with 130 and leaves nothing half-written.
//!
//! Files are written under a temporary name and renamed, so the old ones are whole at every
//! moment. What a killed build leaves in a graph directory the next one sweeps; the temporary
//! file of an export is removed here.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::exit::Exit;

/// The temporary file of the export that is running.
static TEMPORARY: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Begins to listen for Ctrl-C and for requests to terminate. Where that isn't possible the
/// system ends the process, which is as good but for the exit code.
pub(crate) fn watch() {
    let _ = ctrlc::set_handler(|| {
        if let Some(path) = TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = std::fs::remove_file(path);
        }
        std::process::exit(Exit::Interrupted.code().into());
    });
}

/// Removes this file when the run is interrupted; `None` when there is none any more.
pub(crate) fn remove_on_interrupt(path: Option<&Path>) {
    *TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner) = path.map(Path::to_owned);
}
