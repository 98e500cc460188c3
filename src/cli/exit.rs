//! Exit codes, as the manual promises them.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was done.
    Done,
    /// It ran, but nothing was found or what was asked isn't so.
    Nothing,
    /// The command was wrong, or nothing could be done.
    Fatal,
    /// Some inputs failed; all of them were listed.
    Partial,
    /// The user pressed Ctrl-C.
    Interrupted,
}

impl Exit {
    /// The number that the shell sees.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Nothing => 1,
            Self::Fatal => 2,
            Self::Partial => 3,
            // 128 + SIGINT, as shells do it.
            Self::Interrupted => 130,
        }
    }

    /// `Done` when there was something to show.
    pub(crate) fn found(any: bool) -> Self {
        if any { Self::Done } else { Self::Nothing }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
