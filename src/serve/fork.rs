//! The one place with `unsafe`: forking a process that has a single thread.

use std::io::{self, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};

use nix::unistd::ForkResult;
use rustix::process::{Pid, Signal, WaitOptions};

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

/// Does `work` in another process, which ends with it, and returns what it gives.
///
/// # Errors
///
/// When the process can't be made, or the work fails or panics; the error has its words.
pub(super) fn apart(work: impl FnOnce() -> io::Result<Vec<u8>>) -> io::Result<Vec<u8>> {
    let (mut ours, mut theirs) = UnixStream::pair()?;
    match fork()? {
        Side::Child => {
            drop(ours);
            #[cfg(target_os = "linux")]
            let _ = rustix::process::set_parent_process_death_signal(Some(Signal::KILL));
            let outcome = catch_unwind(AssertUnwindSafe(work))
                .unwrap_or_else(|_| Err(io::Error::other("a mistake in the program")));
            let (answer, code) = match outcome {
                Ok(answer) => (answer, 0),
                Err(error) => (error.to_string().into_bytes(), 1),
            };
            let code = theirs.write_all(&answer).map_or(1, |()| code);
            drop(theirs);
            std::process::exit(code)
        }
        Side::Parent(child) => {
            drop(theirs);
            let mut answer = Vec::new();
            let read = ours.read_to_end(&mut answer);
            let status = rustix::process::waitpid(Some(child), WaitOptions::empty())?;
            read?;
            if status.is_some_and(|(_, status)| status.exit_status() == Some(0)) {
                return Ok(answer);
            }
            Err(io::Error::other(String::from_utf8_lossy(&answer).into_owned()))
        }
    }
}

/// Linux lists the threads of a process; elsewhere we know only that we start none.
fn has_one_thread() -> bool {
    std::fs::read_dir("/proc/self/task").map_or(true, |threads| threads.count() == 1)
}
