//! What answers queries over a graph directory.

use serde::{Deserialize, Serialize};

/// Where the quads are while they are queried. The files of the directory hold them in either case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Backend {
    /// In memory: every process that opens the graph reads its files.
    #[default]
    Memory,
    /// In an index on the disk, which opens at once whatever the size of the graph.
    RocksDb,
}

impl Backend {
    /// Whether this program can use it.
    #[must_use]
    pub fn is_available(self) -> bool {
        self == Self::Memory || cfg!(feature = "rocksdb")
    }

    pub(super) fn is_memory(&self) -> bool {
        *self == Self::Memory
    }
}
