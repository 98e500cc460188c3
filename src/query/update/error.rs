//! Why an update can't be made, in words.

use oxigraph::model::NamedNode;
use oxigraph::sparql::QueryEvaluationError;
use oxigraph::store::StorageError;

use crate::diagnostic::Bilingual;
use crate::graph::clients::EditError;
use crate::query::QueryError;

/// Why an update can't be made.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum UpdateError {
    /// The text is no update, or its patterns can't be answered.
    Query(#[from] QueryError),
    /// It would change what clients may not.
    Edit(#[from] EditError),
    /// It wants data from elsewhere.
    Load,
    /// The request names graphs, and so does the text.
    TwoDatasets,
    /// There is no graph to drop.
    NoGraph(NamedNode),
    /// The graph to make is there already.
    GraphExists(NamedNode),
}

impl From<QueryEvaluationError> for UpdateError {
    fn from(error: QueryEvaluationError) -> Self {
        Self::Query(error.into())
    }
}

impl From<StorageError> for UpdateError {
    fn from(error: StorageError) -> Self {
        Self::Query(error.into())
    }
}

impl UpdateError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        match self {
            Self::Query(error) => error.message(),
            Self::Edit(error) => error.message(),
            Self::Load => Bilingual::new(
                "LOAD is refused, because chanpu never connects to other servers; send the triples with INSERT \
                 DATA, or with PUT or POST to /store",
                "不支持 LOAD，因为产谱不会连接其他服务器；请用 INSERT DATA，或用 PUT、POST 把三元组发送到 /store",
            ),
            Self::TwoDatasets => Bilingual::new(
                "the request has using-graph-uri or using-named-graph-uri, and the update has USING or WITH; use \
                 only one of them",
                "请求带有 using-graph-uri 或 using-named-graph-uri，更新语句又含 USING 或 WITH；两者只能用其一",
            ),
            Self::NoGraph(graph) => {
                let graph = graph.as_str();
                Bilingual::new(
                    format!("there is no graph {graph:?} to drop; write DROP SILENT if that doesn't matter"),
                    format!("没有名为 {graph:?} 的图可删除；若无妨，请写 DROP SILENT"),
                )
            }
            Self::GraphExists(graph) => {
                let graph = graph.as_str();
                Bilingual::new(
                    format!("there is a graph {graph:?} already; write CREATE SILENT if that doesn't matter"),
                    format!("名为 {graph:?} 的图已存在；若无妨，请写 CREATE SILENT"),
                )
            }
        }
    }
}
