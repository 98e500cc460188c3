//! What can go wrong with a graph directory, in words.

use std::io;
use std::path::PathBuf;

use oxigraph::store::StorageError;

use super::damage::{Damage, IndexDamage};
use super::manifest::FORMAT;
use crate::diagnostic::Bilingual;

/// Why a graph could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum OpenError {
    /// There is no graph at that place.
    Missing {
        /// The directory.
        path: PathBuf,
    },
    /// The directory holds other files and no graph.
    Foreign {
        /// The directory.
        path: PathBuf,
    },
    /// Another process is writing.
    Locked {
        /// The directory.
        path: PathBuf,
        /// The number of that process.
        pid: Option<u32>,
    },
    /// The directory was made by a newer version of the program.
    Format {
        /// The directory.
        path: PathBuf,
        /// The format's version.
        found: u32,
    },
    /// The graph's IRIs have another base than the one asked for.
    Base {
        /// The directory.
        path: PathBuf,
        /// The base in the graph.
        found: String,
        /// The base asked for.
        asked: String,
    },
    /// The manifest can't be read.
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// Why not.
        source: serde_json::Error,
    },
    /// A file isn't what the manifest says.
    Damaged {
        /// The file.
        path: PathBuf,
        /// In which way.
        damage: Damage,
    },
    /// A file or directory can't be used.
    Io {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The index isn't what it should be. It can be made again from the files.
    Index {
        /// The folder of the index.
        path: PathBuf,
        /// In which way.
        damage: IndexDamage,
    },
    /// The graph has its index in RocksDB, and this program knows nothing of that.
    Unavailable {
        /// The directory.
        path: PathBuf,
    },
    /// The store failed.
    Store(#[from] StorageError),
    /// Leftovers of a killed run could not be removed.
    Sweep(#[from] CommitError),
}

/// What to do without RocksDB.
fn unavailable_message(path: &std::path::Path) -> Bilingual {
    let path = path.display();
    Bilingual::new(
        format!(
            "{path}: this chanpu is built without RocksDB; build one that has it with `cargo build --release \
             --features rocksdb` (README, \"Large graphs\"), or keep the graph for memory with `chanpu build \
             INPUT --store memory`"
        ),
        format!(
            "{path}：当前的产谱编译时未包含 RocksDB；请用 `cargo build --release --features rocksdb` \
             编译（见 README“大型图谱”），或用 `chanpu build 输入 --store memory` 改为内存方式"
        ),
    )
}

impl OpenError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        match self {
            Self::Missing { path } => Bilingual::new(
                format!("{}: no graph here; make one with `chanpu build INPUT --graph DIR`", path.display()),
                format!("{}：这里没有图谱；请先运行 `chanpu build 输入 --graph 目录`", path.display()),
            ),
            Self::Foreign { path } => Bilingual::new(
                format!(
                    "{}: this directory holds other files and no graph; choose an empty or new directory",
                    path.display()
                ),
                format!("{}：该目录中有其他文件而没有图谱；请换一个空目录或新目录", path.display()),
            ),
            Self::Locked { path, pid } => {
                let (en, zh) = pid.map_or_else(
                    || ("another process".to_owned(), "另一个进程".to_owned()),
                    |pid| (format!("process {pid}"), format!("进程 {pid}")),
                );
                Bilingual::new(
                    format!("{}: {en} is writing this graph; wait until it is done", path.display()),
                    format!("{}：{zh}正在写入该图谱；请等它结束后再试", path.display()),
                )
            }
            Self::Format { path, found } => Bilingual::new(
                format!(
                    "{}: this graph has format {found}, of a newer chanpu; this one reads up to {FORMAT}: update \
                     it, or build the graph again in a new directory",
                    path.display()
                ),
                format!(
                    "{}：该图谱的格式版本为 {found}，由更新版本的产谱生成；本版本最高支持 {FORMAT}：\
                     请升级程序，或在新目录中重新构建",
                    path.display()
                ),
            ),
            Self::Base { path, found, asked } => Bilingual::new(
                format!(
                    "{}: the IRIs of this graph begin with {found}, not with {asked}; use that base or another \
                     directory",
                    path.display()
                ),
                format!(
                    "{}：该图谱的 IRI 前缀是 {found}，不是 {asked}；请使用相同前缀或另选目录",
                    path.display()
                ),
            ),
            Self::Manifest { path, source } => Bilingual::new(
                format!("{}: damaged ({source}); build the graph again in a new directory", path.display()),
                format!("{}：文件已损坏（{source}）；请在新目录中重新构建图谱", path.display()),
            ),
            Self::Damaged { path, damage } => damaged_message(path, damage),
            Self::Io { path, source } => io_message(path, source),
            Self::Index { path, damage } => damage.message(path),
            Self::Unavailable { path } => unavailable_message(path),
            Self::Store(source) => store_message(source),
            Self::Sweep(source) => source.message(),
        }
    }

    /// Whether it may be that a writer has replaced the files meanwhile.
    pub(super) fn may_be_outdated(&self) -> bool {
        matches!(self, Self::Damaged { damage: Damage::Missing, .. } | Self::Index { .. })
    }
}

/// Why a graph could not be changed or written.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum CommitError {
    /// A file isn't what the manifest says.
    Damaged {
        /// The file.
        path: PathBuf,
        /// In which way.
        damage: Damage,
    },
    /// A file or directory can't be written.
    Io {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The graph has its index in RocksDB, and this program knows nothing of that.
    Unavailable {
        /// The directory.
        path: PathBuf,
    },
    /// The index can't be made.
    Store(StorageError),
}

impl CommitError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        match self {
            Self::Damaged { path, damage } => damaged_message(path, damage),
            Self::Io { path, source } => io_message(path, source),
            Self::Unavailable { path } => unavailable_message(path),
            Self::Store(source) => store_message(source),
        }
    }

    /// A store below `path` failed. RocksDB says in words alone that the disk is full.
    pub(super) fn store(path: &std::path::Path, error: StorageError) -> Self {
        let is_full = error.to_string().contains("No space left on device");
        let path = path.to_owned();
        match error {
            _ if is_full => Self::Io { path, source: io::ErrorKind::StorageFull.into() },
            StorageError::Io(source) => Self::Io { path, source },
            other => Self::Store(other),
        }
    }
}

impl From<OpenError> for CommitError {
    /// For what goes wrong while files of the graph are read.
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Damaged { path, damage } => Self::Damaged { path, damage },
            OpenError::Io { path, source } => Self::Io { path, source },
            OpenError::Store(error) => Self::Store(error),
            OpenError::Unavailable { path } => Self::Unavailable { path },
            OpenError::Sweep(error) => error,
            other => Self::Store(StorageError::Io(io::Error::other(other))),
        }
    }
}

/// Why a file of a graph can't be read.
#[derive(Debug)]
pub(super) enum ReadError {
    Damaged { path: PathBuf, damage: Damage },
    Io { path: PathBuf, source: io::Error },
}

impl From<ReadError> for OpenError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Damaged { path, damage } => Self::Damaged { path, damage },
            ReadError::Io { path, source } => Self::Io { path, source },
        }
    }
}

impl From<ReadError> for CommitError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Damaged { path, damage } => Self::Damaged { path, damage },
            ReadError::Io { path, source } => Self::Io { path, source },
        }
    }
}

fn damaged_message(path: &std::path::Path, damage: &Damage) -> Bilingual {
    let (path, (en, zh)) = (path.display(), damage.words());
    Bilingual::new(
        format!("{path}: {en}; restore the file from a copy or build the graph again in a new directory"),
        format!("{path}：{zh}；请用备份恢复该文件，或在新目录中重新构建图谱"),
    )
}

fn io_message(path: &std::path::Path, source: &io::Error) -> Bilingual {
    let path = path.display();
    match source.kind() {
        io::ErrorKind::StorageFull => Bilingual::new(
            format!("{path}: the disk is full; make room and run again — the graph as it was is still there"),
            format!("{path}：磁盘已满；请腾出空间后重试——原有图谱未受影响"),
        ),
        io::ErrorKind::PermissionDenied => Bilingual::new(
            format!("{path}: no permission; choose another directory or change its rights"),
            format!("{path}：没有权限；请更换目录或修改其权限"),
        ),
        _ => Bilingual::new(
            format!("{path}: {source}; check that the path is right and the disk is readable and writable"),
            format!("{path}：{source}；请检查路径是否正确、磁盘是否可读写"),
        ),
    }
}

fn store_message(source: &StorageError) -> Bilingual {
    Bilingual::new(
        format!("the store failed: {source}; please report this with the command that you ran"),
        format!("存储引擎出错：{source}；请附上所运行的命令报告此问题"),
    )
}
