//! What is missing at a server.

use crate::diagnostic::Bilingual;

/// Why a server's graph can't be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum GraphElsewhereError {
    /// There is no graph of chanpu, or not that one.
    None {
        /// The server's address.
        url: String,
    },
    /// There are several, or not that one.
    Several {
        /// The server's address.
        url: String,
        /// Their bases.
        bases: Vec<String>,
    },
    /// Queries don't see the union of all graphs.
    NoUnion {
        /// The server's address.
        url: String,
    },
    /// It has no full text.
    NoSearch {
        /// The server's address.
        url: String,
    },
    /// It gave less than it said that it has.
    Incomplete {
        /// The server's address.
        url: String,
        /// The graph.
        graph: String,
    },
}

impl GraphElsewhereError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        match self {
            Self::None { url } => Bilingual::new(
                format!("{url}: there is no graph of chanpu; send one with `chanpu push`"),
                format!("{url}：该服务器上没有产谱的图谱；可用 `chanpu push` 推送"),
            ),
            Self::Several { url, bases } => {
                let list = bases.join(" ");
                Bilingual::new(
                    format!("{url}: choose a graph with --base; there are: {list}"),
                    format!("{url}：请用 --base 选择图谱；现有：{list}"),
                )
            }
            Self::NoUnion { url } => Bilingual::new(
                format!(
                    "{url}: queries there don't see the named graphs; let the server take the union of all graphs as \
                     the default graph (Fuseki: add ?default-graph-uri=urn:x-arq:UnionGraph to the address)"
                ),
                format!(
                    "{url}：该服务器的查询看不到命名图；请将服务器的默认图设为全部命名图的并集（Fuseki 可在地址后加 \
                     ?default-graph-uri=urn:x-arq:UnionGraph）"
                ),
            ),
            Self::NoSearch { url } => Bilingual::new(
                format!(
                    "{url}: SERVICE cp:search works only where `chanpu serve` answers; use \
                     FILTER(CONTAINS(STR(?text), \"…\")) or ask a local graph"
                ),
                format!(
                    "{url}：只有 `chanpu serve` 支持 SERVICE cp:search；请改用 FILTER(CONTAINS(STR(?text), \"…\"))，\
                     或查询本机图谱"
                ),
            ),
            Self::Incomplete { url, graph } => Bilingual::new(
                format!(
                    "{url}: {graph} can't be read in portions; let the administrator raise the limit of rows"
                ),
                format!("{url}：无法分批读取 {graph}；请管理员提高行数上限"),
            ),
        }
    }
}
