//! The one place with `unsafe`: forking a process that has a single thread.

use std::io;

use nix::unistd::ForkResult;
use rustix::process::Pid;

/// Which of the two processes this is.
pub(super) enum Side {
    /// The one that forked, and the process that it made.
    Parent(Pid),
    /// The new one.
    Child,
}

/// Forks.
///
/// # Errors
///
/// When the process has other threads, or the system has no room for another process.
#[allow(unsafe_code)]
pub(super) fn fork() -> io::Result<Side> {
    if !has_one_thread() {
        return Err(io::Error::other("a process with several threads can't be forked"));
    }
    // SAFETY: what makes `fork` unsafe is other threads, whose locks (that of the allocator among
    // them) nobody would release in the child. There are none.
    match unsafe { nix::unistd::fork() } {
        Ok(ForkResult::Child) => Ok(Side::Child),
        Ok(ForkResult::Parent { child }) => match Pid::from_raw(child.as_raw()) {
            Some(pid) => Ok(Side::Parent(pid)),
            None => Err(io::Error::other("the new process has no number")),
        },
        Err(error) => Err(error.into()),
    }
}

/// Linux lists the threads of a process; elsewhere we know only that we start none.
fn has_one_thread() -> bool {
    std::fs::read_dir("/proc/self/task").map_or(true, |threads| threads.count() == 1)
}
