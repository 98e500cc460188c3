//! The few calls of Oxigraph that need RocksDB. Without it each says so; who calls them has asked
//! [`Backend::is_available`](crate::graph::Backend::is_available) before.

use std::path::Path;

use oxigraph::store::{StorageError, Store};

/// Opens a store for writing, or makes it. Starts threads that go on until the process ends.
#[cfg(feature = "rocksdb")]
pub(super) fn open(path: &Path) -> Result<Store, StorageError> {
    Store::open(path)
}

/// Opens a store that nobody writes. Starts threads too.
#[cfg(feature = "rocksdb")]
pub(super) fn open_read_only(path: &Path) -> Result<Store, StorageError> {
    Store::open_read_only(path)
}

/// Brings everything to the disk: what is written is in the files only after this.
#[cfg(feature = "rocksdb")]
pub(super) fn flush(store: &Store) -> Result<(), StorageError> {
    store.flush()
}

/// Puts together what many small changes have left in many files.
#[cfg(feature = "rocksdb")]
pub(super) fn optimize(store: &Store) -> Result<(), StorageError> {
    store.optimize()
}

#[cfg(not(feature = "rocksdb"))]
pub(super) fn open(_path: &Path) -> Result<Store, StorageError> {
    Err(unavailable())
}

#[cfg(not(feature = "rocksdb"))]
pub(super) fn open_read_only(_path: &Path) -> Result<Store, StorageError> {
    Err(unavailable())
}

#[cfg(not(feature = "rocksdb"))]
pub(super) fn flush(_store: &Store) -> Result<(), StorageError> {
    Err(unavailable())
}

#[cfg(not(feature = "rocksdb"))]
pub(super) fn optimize(_store: &Store) -> Result<(), StorageError> {
    Err(unavailable())
}

#[cfg(not(feature = "rocksdb"))]
fn unavailable() -> StorageError {
    std::io::Error::new(std::io::ErrorKind::Unsupported, "built without RocksDB").into()
}
