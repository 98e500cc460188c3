//! How much right to the processors a process has.

use std::io;

use rustix::process::Pid;

/// Beside a worker for what the server knows, one for what clients write themselves gets a tenth of the time, and one
/// that takes long next to none.
const FREE: i32 = 10;
const SLOW: i32 = 19;

/// Lowers that of this process, which answers what clients write themselves.
pub(super) fn free() -> io::Result<()> {
    Ok(rustix::process::setpriority_process(None, FREE)?)
}

/// Lowers that of a process that takes long. It can't be raised again.
pub(super) fn slow(process: Pid) {
    // The first thread before the others are listed: those that it starts later are as it is.
    for thread in std::iter::once(process).chain(threads(process)) {
        let _ = rustix::process::setpriority_process(Some(thread), SLOW);
        leave_one_processor(thread);
    }
}

/// The same of this process.
pub(super) fn slow_self() {
    slow(rustix::process::getpid());
}

/// The threads of a process. Linux has priorities of threads, and a query runs in one of its own.
fn threads(pid: Pid) -> impl Iterator<Item = Pid> {
    let threads = std::fs::read_dir(format!("/proc/{}/task", pid.as_raw_nonzero()));
    let names = threads.into_iter().flatten().flatten().map(|thread| thread.file_name());
    names.filter_map(|name| Pid::from_raw(name.to_str()?.parse().ok()?))
}

/// Keeps a thread from the first processor, so that there is one on which others needn't wait for it: also with
/// next to no right to the time it is let go on for some milliseconds. With a single processor nothing changes.
#[cfg(target_os = "linux")]
fn leave_one_processor(thread: Pid) {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
    let Ok(mut processors) = sched_getaffinity(None) else { return };
    let first = (0..CpuSet::MAX_CPU).find(|processor| processors.is_set(*processor));
    if let Some(first) = first.filter(|_| processors.count() > 1) {
        processors.unset(first);
        let _ = sched_setaffinity(Some(thread), &processors);
    }
}

#[cfg(not(target_os = "linux"))]
fn leave_one_processor(_thread: Pid) {}
