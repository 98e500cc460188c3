//! What can be wrong with the files of a graph, in words.

use std::path::Path;

use crate::diagnostic::Bilingual;

/// How a file differs from what the manifest says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It isn't there.
    Missing,
    /// It has another size.
    Size {
        /// In bytes, according to the manifest.
        expected: u64,
        /// In bytes.
        found: u64,
    },
    /// It has other content.
    Content,
    /// It can't be understood.
    Syntax(String),
    /// The manifest isn't what was written: its checksum is wrong.
    Checksum,
    /// It has another number of quads.
    Quads {
        /// According to the manifest.
        expected: u64,
        /// In the file.
        found: u64,
    },
    /// It doesn't hold the documents that the manifest lists; the first that differs.
    Documents(String),
    /// It doesn't hold the graphs of clients that the manifest lists; the first that differs.
    Graphs(String),
    /// It isn't the number of documents in which each entity occurs.
    Entities,
}

impl Damage {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        let (en, zh) = self.words();
        Bilingual::new(en, zh)
    }

    /// In English and Chinese, without a place.
    pub(super) fn words(&self) -> (String, String) {
        match self {
            Self::Missing => ("the file is missing".to_owned(), "文件缺失".to_owned()),
            Self::Size { expected, found } => (
                format!("the file is damaged: {found} bytes instead of {expected}"),
                format!("文件已损坏：应为 {expected} 字节，实为 {found} 字节"),
            ),
            Self::Content => (
                "the file was changed or damaged: its SHA-256 isn't that of the manifest".to_owned(),
                "文件被改动或已损坏：SHA-256 与清单不符".to_owned(),
            ),
            Self::Syntax(message) => {
                (format!("the file can't be understood ({message})"), format!("文件格式不正确（{message}）"))
            }
            Self::Checksum => (
                "the manifest was changed or damaged: its checksum isn't that of its content".to_owned(),
                "清单被改动或已损坏：校验值与内容不符".to_owned(),
            ),
            Self::Quads { expected, found } => (
                format!("the file is damaged: {found} quads instead of {expected}"),
                format!("文件已损坏：应有 {expected} 个四元组，实有 {found} 个"),
            ),
            Self::Documents(id) => (
                format!("the documents in the file aren't those of the manifest: {id}"),
                format!("文件中的文档与清单不符：{id}"),
            ),
            Self::Graphs(name) => (
                format!("the graphs in the file aren't those of the manifest: {name:?}"),
                format!("文件中的图与清单不符：{name:?}"),
            ),
            Self::Entities => (
                "the table of entities isn't that of the documents".to_owned(),
                "实体表与文档不符".to_owned(),
            ),
        }
    }
}

/// What is wrong with an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexDamage {
    /// It isn't there.
    Missing,
    /// A file of it isn't what it should be.
    File(String, Damage),
    /// The store can't be opened; its words.
    Store(String),
}

impl IndexDamage {
    /// The damage of the file.
    pub(super) fn of_file(self) -> Damage {
        match self {
            Self::Missing => Damage::Missing,
            Self::File(_, damage) => damage,
            Self::Store(words) => Damage::Syntax(words),
        }
    }

    /// What is wrong and how to mend it; `path` is the index.
    pub(super) fn message(&self, path: &Path) -> Bilingual {
        let path = path.display();
        let (en, zh) = match self {
            Self::Missing => (String::from("the index is missing"), String::from("索引缺失")),
            Self::File(file, damage) => {
                let (en, zh) = damage.words();
                (format!("{file}: {en}"), format!("{file}：{zh}"))
            }
            Self::Store(words) => (format!("can't be opened ({words})"), format!("无法打开（{words}）")),
        };
        Bilingual::new(
            format!(
                "{path}: {en}; nothing is lost: remove this folder and run `chanpu build` again, which makes the \
                 index anew from the files of the graph"
            ),
            format!(
                "{path}：{zh}；数据没有丢失：请删除该文件夹并再次运行 `chanpu build`，\
                 索引会由图谱文件重新生成"
            ),
        )
    }
}
