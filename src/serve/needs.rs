//! What a worker needs of the system; the rest is taken away from it before the first request.

use std::io;

use rustix::process::{Resource, Rlimit, Signal};

use super::limits::Limits;

/// What a query's thread may use as its stack; see [`crate::query::run`].
const STACK: u64 = 256 << 20;
/// How many files a worker may have open, and one with a store on the disk.
const FILES: u64 = 64;
const STORE_FILES: u64 = 1024;
/// Address space for what a store on the disk keeps of its files, and for that of the copy in which a
/// change is tried, with what it holds to be written.
const STORE_CACHE: u64 = 256 << 20;
const STORE_COPY: u64 = 512 << 20;

/// What a worker's store needs beside what queries do.
pub(super) struct Needs {
    files: u64,
    memory: u64,
    writes: bool,
}

impl Needs {
    /// Those of a graph in memory, or elsewhere.
    pub(super) fn of_memory() -> Self {
        Self { files: FILES, memory: 0, writes: false }
    }

    /// Those of a store on the disk.
    pub(super) fn of_disk(writes: bool) -> Self {
        let memory = if writes { STORE_CACHE + STORE_COPY } else { STORE_CACHE };
        Self { files: STORE_FILES, memory, writes }
    }

    /// Takes away the right to open more files.
    pub(super) fn limit_files(&self) -> io::Result<()> {
        at_most(Resource::Nofile, self.files)
    }

    /// Takes away what a query doesn't need.
    pub(super) fn limit(&self, limits: &Limits) -> io::Result<()> {
        at_most(Resource::Core, 0)?;
        self.limit_files()?;
        if !self.writes {
            at_most(Resource::Fsize, 0)?;
        }
        if let Some(size) = address_space() {
            at_most(Resource::As, size + STACK + limits.memory + self.memory)?;
        }
        #[cfg(target_os = "linux")]
        rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
        Ok(())
    }
}

fn at_most(resource: Resource, value: u64) -> io::Result<()> {
    Ok(rustix::process::setrlimit(resource, Rlimit { current: Some(value), maximum: Some(value) })?)
}

/// The bytes of address space in use, the graph's among them; unknown where there is no `/proc`.
fn address_space() -> Option<u64> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = pages.split(' ').next()?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}
