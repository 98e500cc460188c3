//! What can be wrong with a question, in words.

use oxigraph::sparql::QueryEvaluationError;
use oxigraph::store::StorageError;

use crate::diagnostic::Bilingual;
use crate::query::parameter::ParameterType;
use crate::query::remote::GraphElsewhereError;
use crate::query::search::PatternError;
use crate::remote::RemoteError;

/// Why a query could not be run.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum QueryError {
    /// The text is no SPARQL query.
    Syntax {
        /// The query's name.
        query: String,
        /// Line and column, counted from 1.
        position: Option<(usize, usize)>,
        /// What was expected there.
        expected: String,
    },
    /// The text would change data.
    Update {
        /// The query's name.
        query: String,
    },
    /// The text asks another server.
    Service {
        /// The query's name.
        query: String,
    },
    /// The text is too long.
    TooLong {
        /// The query's name.
        query: String,
        /// The highest number of bytes.
        limit: usize,
    },
    /// The brackets are nested too deeply.
    TooDeep {
        /// The query's name.
        query: String,
        /// The greatest depth.
        limit: usize,
    },
    /// A parameter that the query doesn't have.
    UnknownParameter {
        /// The query's name.
        query: String,
        /// The parameter's name.
        name: String,
        /// Those that it has.
        known: Vec<String>,
    },
    /// A parameter that the query needs.
    MissingParameter {
        /// The query's name.
        query: String,
        /// The parameter's name.
        name: String,
        /// What it is.
        description: Bilingual,
    },
    /// A value that isn't of the parameter's type.
    Value {
        /// The parameter's name.
        name: String,
        /// The value.
        value: String,
        /// The type.
        kind: ParameterType,
    },
    /// A name that nothing in the graph has.
    NoMatch {
        /// The parameter's name.
        name: String,
        /// The value.
        value: String,
        /// Names that are alike, with their identifiers.
        suggestions: Vec<(String, String)>,
    },
    /// A name that several things have.
    Ambiguous {
        /// The parameter's name.
        name: String,
        /// The value.
        value: String,
        /// Those things: their names with what lies above them, and their identifiers.
        candidates: Vec<(String, String)>,
    },
    /// The query could not be answered.
    Evaluation(#[from] QueryEvaluationError),
    /// The store failed.
    Store(#[from] StorageError),
    /// The server elsewhere failed or refused.
    Remote(#[from] RemoteError),
    /// The server elsewhere lacks something.
    Elsewhere(#[from] GraphElsewhereError),
    /// The results could not be kept apart from the main program.
    Thread(std::io::Error),
}

impl QueryError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        match self {
            Self::Syntax { query, position, expected } => syntax(query, *position, expected),
            Self::Update { query } => Bilingual::new(
                format!(
                    "{query}: queries only read; use `chanpu build` and `chanpu remove` to change the graph"
                ),
                format!("{query}：查询只能读取；如需修改图谱，请使用 `chanpu build` 或 `chanpu remove`"),
            ),
            Self::Service { query } => Bilingual::new(
                format!(
                    "{query}: SERVICE is refused, because no query makes chanpu connect to other servers; remove it \
                     (only SERVICE cp:search, without SILENT, is answered here)"
                ),
                format!(
                    "{query}：不支持 SERVICE，因为查询不会使产谱连接其他服务器；请将其删去（只支持 SERVICE cp:search，且不能加 SILENT）"
                ),
            ),
            Self::TooLong { query, limit } => Bilingual::new(
                format!("{query}: longer than {limit} bytes; make it shorter"),
                format!("{query}：超过 {limit} 字节；请缩短查询"),
            ),
            Self::TooDeep { query, limit } => Bilingual::new(
                format!("{query}: brackets nested more than {limit} deep; make it simpler"),
                format!("{query}：括号嵌套超过 {limit} 层；请简化查询"),
            ),
            Self::UnknownParameter { query, name, known } if known.is_empty() => Bilingual::new(
                format!(
                    "{query} has no parameter {name:?}; declare it in the query's first lines: \
                     `# param {name} text optional: 说明 / description`"
                ),
                format!(
                    "{query} 没有参数 {name:?}；请在查询开头声明：`# param {name} text optional: 说明 / description`"
                ),
            ),
            Self::UnknownParameter { query, name, known } => Bilingual::new(
                format!("{query} has no parameter {name:?}; it has {}", known.join(", ")),
                format!("{query} 没有参数 {name:?}；可用的参数是 {}", known.join("、")),
            ),
            Self::MissingParameter { query, name, description } => Bilingual::new(
                format!("{query} needs `--param {name}=…`: {}", description.en),
                format!("{query} 需要 `--param {name}=…`：{}", description.zh),
            ),
            Self::Value { name, value, kind } => {
                let example = kind.example();
                Bilingual::new(
                    format!("{name}={value}: not a valid {kind}; write for example {name}={example}"),
                    format!("{name}={value}：不是合法的 {kind}；例如可写 {name}={example}"),
                )
            }
            Self::NoMatch { name, value, suggestions } if suggestions.is_empty() => Bilingual::new(
                format!(
                    "{name}={value}: no such name in the graph; check the spelling or build with more documents"
                ),
                format!("{name}={value}：图谱中没有这个名称；请检查写法，或构建时加入更多文档"),
            ),
            Self::NoMatch { name, value, suggestions } => {
                let list = list(suggestions);
                Bilingual::new(
                    format!("{name}={value}: no such name in the graph; did you mean {list}?"),
                    format!("{name}={value}：图谱中没有这个名称；您是否要找 {list}？"),
                )
            }
            Self::Ambiguous { name, value, candidates } => {
                let list = list(candidates);
                Bilingual::new(
                    format!(
                        "{name}={value}: several things have this name; give one of these identifiers: {list}"
                    ),
                    format!("{name}={value}：有多个同名对象；请改用以下标识之一：{list}"),
                )
            }
            Self::Evaluation(QueryEvaluationError::UnsupportedService(_)) => {
                Self::Service { query: "SPARQL".to_owned() }.message()
            }
            Self::Evaluation(QueryEvaluationError::Service(source))
                if source.downcast_ref::<PatternError>().is_some() =>
            {
                source
                    .downcast_ref::<PatternError>()
                    .map(|error| error.0.clone())
                    .unwrap_or_else(|| Bilingual::new("", ""))
            }
            Self::Evaluation(source) => Bilingual::new(
                format!("the query could not be answered: {source}"),
                format!("查询无法得出结果：{source}"),
            ),
            Self::Store(source) => Bilingual::new(
                format!("the store failed: {source}; please report this with the query"),
                format!("存储引擎出错：{source}；请附上查询报告此问题"),
            ),
            Self::Remote(source) => source.message(),
            Self::Elsewhere(source) => source.message(),
            Self::Thread(source) => Bilingual::new(
                format!("the query could not be started: {source}; free some memory and try again"),
                format!("查询无法启动：{source}；请释放一些内存后重试"),
            ),
        }
    }
}

fn syntax(query: &str, position: Option<(usize, usize)>, expected: &str) -> Bilingual {
    match position {
        Some((line, column)) => Bilingual::new(
            format!("{query}:{line}:{column}: not valid SPARQL; expected {expected}"),
            format!("{query}：第 {line} 行第 {column} 列不是合法的 SPARQL；此处应为 {expected}"),
        ),
        None => Bilingual::new(
            format!("{query}: not valid SPARQL; {expected}"),
            format!("{query}：不是合法的 SPARQL；{expected}"),
        ),
    }
}

fn list(items: &[(String, String)]) -> String {
    let items: Vec<String> = items.iter().map(|(label, id)| format!("{label} ({id})")).collect();
    items.join(", ")
}
