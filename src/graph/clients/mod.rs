//! Graphs that clients of a server have written, beside those of the documents.
//!
//! What documents say, with its evidence, comes from builds alone, and so do the descriptions of entities
//! and terms. Everything else may be written: any other named graph, and the default graph. Builds keep
//! it and `--prune` doesn't remove it.
//!
//! ```text
//!  update ─ Edit ─▶ ClientChange ─ ClientWriter ─▶ clients/*.nq ─▶ manifest ─ GraphStore::refresh ─▶ readers
//!           in a process that may be killed       in one that may not
//! ```

mod edit;
#[cfg(test)]
mod tests;
mod writer;

use oxigraph::model::{GraphNameRef, NamedNode};
use oxigraph::store::StorageError;
use serde::{Deserialize, Serialize};

pub use edit::Edit;
pub use writer::ClientWriter;

use crate::diagnostic::Bilingual;
use crate::graph::Iris;

/// What happens to one graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientChange {
    /// The name; none for the default graph.
    pub graph: Option<String>,
    /// Whether there is such a graph afterwards. It may be empty.
    pub exists: bool,
    /// Lines of N-Quads that go.
    pub removed: Vec<String>,
    /// Lines of N-Quads that come.
    pub added: Vec<String>,
}

/// Why a graph can't be changed.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum EditError {
    /// The graph is the program's own.
    Protected {
        /// Its name.
        graph: NamedNode,
    },
    /// The store failed.
    Store(#[from] StorageError),
}

impl EditError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        match self {
            Self::Protected { graph } => {
                let graph = graph.as_str();
                Bilingual::new(
                    format!(
                        "the graph {graph:?} is made by `chanpu build` and can't be written: what it says has its \
                         evidence in a document; write into a graph of your own, or change the document and \
                         build again"
                    ),
                    format!(
                        "图 {graph:?} 由 `chanpu build` 生成，不可改写：其中的内容须有文档依据；请写入自己的图，\
                         或修改文档后重新构建"
                    ),
                )
            }
            Self::Store(source) => Bilingual::new(
                format!("the store failed: {source}; please report this with the request"),
                format!("存储引擎出错：{source}；请附上请求报告此问题"),
            ),
        }
    }
}

/// Whether clients may write a graph of this name.
fn check(iris: &Iris, graph: GraphNameRef<'_>) -> Result<(), EditError> {
    match graph {
        GraphNameRef::NamedNode(name) if iris.is_own_graph(name) => {
            Err(EditError::Protected { graph: name.into_owned() })
        }
        _ => Ok(()),
    }
}
