//! Why a push stopped.

use crate::diagnostic::Bilingual;
use crate::graph::{CommitError, OpenError};
use crate::remote::RemoteError;

/// Why the graph could not be sent.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum PushError {
    /// The graph can't be read, or another push to that server is running.
    Open(OpenError),
    /// What was sent can't be noted down.
    State(#[from] CommitError),
    /// The server didn't take it.
    Remote {
        /// Why not.
        error: RemoteError,
        /// How many graphs it had taken, or removed, by then.
        done: usize,
        /// How many there were to be.
        total: usize,
    },
}

impl From<RemoteError> for PushError {
    fn from(error: RemoteError) -> Self {
        Self::Remote { error, done: 0, total: 0 }
    }
}

impl PushError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        match self {
            Self::Open(OpenError::Locked { pid, .. }) => {
                let pid = pid.map_or_else(String::new, |pid| format!(" ({pid})"));
                Bilingual::new(
                    format!("another push to this server is running{pid}; wait until it is done"),
                    format!("另一个进程{pid}正在向该服务器推送；请等它结束后再试"),
                )
            }
            Self::Open(error) => error.message(),
            Self::State(error) => error.message(),
            Self::Remote { error, done, total } => {
                let Bilingual { en, zh } = error.message();
                if *done == 0 {
                    return Bilingual::new(en, zh);
                }
                Bilingual::new(
                    format!("{en} — {done} of {total} graphs were done; the next push does the rest"),
                    format!("{zh}——{total} 个图中已完成 {done} 个；再次推送时将继续其余部分"),
                )
            }
        }
    }
}
