//! What makes a gold set, a file of predictions or a former report unusable.

use std::path::Path;

use crate::diagnostic::Bilingual;

/// Why a file of an evaluation can't be used. All of these stop the run: figures over a part of the
/// gold set would look like figures over the whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum EvalError {
    /// A file or directory can't be read.
    Read {
        /// Its path.
        path: String,
        /// The words of the system.
        detail: String,
    },
    /// A directory holds no `*.gold.json`.
    NoGold {
        /// The directory.
        path: String,
    },
    /// A file isn't what it should be.
    Malformed {
        /// Its path, with the line where that is known.
        path: String,
        /// What it should be.
        expected: Expected,
        /// What the JSON reader says.
        detail: String,
    },
}

/// What a file should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// `*.gold.json`.
    Gold,
    /// `aliases.json`.
    Aliases,
    /// One extraction a line.
    Predictions,
    /// What `chanpu eval --json` wrote.
    Report,
}

impl EvalError {
    pub(super) fn read(path: &Path, error: &std::io::Error) -> Self {
        Self::Read { path: path.display().to_string(), detail: error.to_string() }
    }

    pub(super) fn malformed(path: impl Into<String>, expected: Expected, error: &serde_json::Error) -> Self {
        Self::Malformed { path: path.into(), expected, detail: error.to_string() }
    }

    /// What is wrong and how to mend it; names the file.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        match self {
            Self::Read { path, detail } => Bilingual::new(
                format!("{path}: can't be read ({detail}); check the path"),
                format!("{path}：无法读取（{detail}）；请检查路径"),
            ),
            Self::NoGold { path } => Bilingual::new(
                format!(
                    "{path}: holds no *.gold.json file; give the directory of a gold set, such as tests/gold"
                ),
                format!("{path}：没有 *.gold.json 文件；请给出标准集目录，例如 tests/gold"),
            ),
            Self::Malformed { path, expected, detail } => {
                let (en, zh) = expected.words();
                Bilingual::new(
                    format!("{path}: is not {en}: {detail}"),
                    format!("{path}：不是{zh}：{detail}"),
                )
            }
        }
    }
}

impl Expected {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Gold => (
                "an annotated document ({\"doc\", \"mentions\", \"facts\", \"observations\"})",
                "标注文件（{\"doc\", \"mentions\", \"facts\", \"observations\"}）",
            ),
            Self::Aliases => {
                ("a table of names ({\"id\": [\"name\", …]})", "名称表（{\"id\": [\"名称\", …]}）")
            }
            Self::Predictions => {
                ("what `chanpu extract` writes, one object a line", "`chanpu extract` 的输出（每行一个对象）")
            }
            Self::Report => (
                "a report; make one with `chanpu eval GOLD_DIR --json > FILE`",
                "评测报告；可用 `chanpu eval GOLD_DIR --json > FILE` 生成",
            ),
        }
    }
}
