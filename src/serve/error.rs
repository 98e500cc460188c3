//! Why the server can't start or go on.

use std::io;
use std::net::SocketAddr;

use crate::diagnostic::Bilingual;

/// Why the server stopped.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum ServeError {
    /// The address can't be used.
    Bind {
        /// Which.
        address: SocketAddr,
        /// Why not.
        source: io::Error,
    },
    /// The address can be reached from other machines, and nobody said that it should.
    Public {
        /// Which.
        address: SocketAddr,
    },
    /// The graph can't be loaded.
    Graph(Bilingual),
    /// The processes of the server can't be started, or ended.
    Process(#[from] io::Error),
}

impl ServeError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        match self {
            Self::Bind { address, source } => Bilingual::new(
                format!("{address} can't be used: {source}; choose another with --port or --bind"),
                format!("无法使用 {address}：{source}；请用 --port 或 --bind 另选"),
            ),
            Self::Public { address } => Bilingual::new(
                format!(
                    "{address} can be reached from other machines; add --public if everybody there may \
                     read the graph"
                ),
                format!("其他机器可以访问 {address}；如果允许他人读取此图谱，请加上 --public"),
            ),
            Self::Graph(message) => message.clone(),
            Self::Process(source) => Bilingual::new(
                format!("the processes that answer queries can't be started: {source}"),
                format!("无法启动负责查询的进程：{source}"),
            ),
        }
    }
}
