//! Why a file gave no document.

use std::fmt;

use super::Unsupported;
use crate::diagnostic::Bilingual;

/// Why a file gave no document. Each names the file as the user would.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentError {
    /// There is no such file.
    NotFound {
        /// The file.
        file: String,
    },
    /// A pattern matches no file, or a directory has no document.
    NothingFound {
        /// The directory or pattern.
        input: String,
    },
    /// The pattern is malformed.
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        detail: String,
    },
    /// The system doesn't let us read it.
    Permission {
        /// The file.
        file: String,
    },
    /// It is a directory, a device, a pipe or a socket.
    NotAFile {
        /// The file.
        file: String,
    },
    /// Reading failed.
    Io {
        /// The file.
        file: String,
        /// What the system says.
        detail: String,
    },
    /// It has more bytes than the limit.
    TooLarge {
        /// The file.
        file: String,
        /// Its size in bytes, as far as known.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// It holds zero bytes, so it is no text.
    Binary {
        /// The file.
        file: String,
    },
    /// It holds no text.
    Empty {
        /// The file.
        file: String,
    },
    /// Its format isn't read.
    Unsupported {
        /// The file.
        file: String,
        /// Its format.
        format: Unsupported,
    },
    /// Its bytes make no sense in any encoding that is read.
    UnknownEncoding {
        /// The file.
        file: String,
        /// The likeliest encoding by the statistics of its bytes, if it isn't one that is read.
        guess: Option<&'static str>,
    },
}

impl DocumentError {
    pub(super) fn io(file: String, error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound { file },
            std::io::ErrorKind::PermissionDenied => Self::Permission { file },
            _ => Self::Io { file, detail: error.to_string() },
        }
    }

    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        match self {
            Self::NotFound { file } => Bilingual::new(
                format!("{file}: there is no such file; check the path"),
                format!("{file}：文件不存在；请检查路径"),
            ),
            Self::NothingFound { input } => Bilingual::new(
                format!("{input}: no .txt, .md or .html file is there; check the path or the pattern"),
                format!("{input}：没有找到 .txt、.md 或 .html 文件；请检查路径或通配符"),
            ),
            Self::Pattern { pattern, detail } => Bilingual::new(
                format!("{pattern}: not a pattern ({detail}); write for example \"news/**/*.txt\""),
                format!("{pattern}：通配符有误（{detail}）；写法例如 \"news/**/*.txt\""),
            ),
            Self::Permission { file } => Bilingual::new(
                format!("{file}: may not be read; give yourself read permission (chmod u+r)"),
                format!("{file}：没有读取权限；请授予读权限（chmod u+r）"),
            ),
            Self::NotAFile { file } => Bilingual::new(
                format!("{file}: is a directory or device, not a file; name a file"),
                format!("{file}：是目录或设备，不是文件；请指定文件"),
            ),
            Self::Io { file, detail } => Bilingual::new(
                format!("{file}: could not be read ({detail}); check the disk or copy the file elsewhere"),
                format!("{file}：读取失败（{detail}）；请检查磁盘，或把文件复制到别处再试"),
            ),
            Self::TooLarge { file, bytes, limit } => {
                let (size, limit) = (bytes.div_ceil(1 << 20), limit >> 20);
                Bilingual::new(
                    format!("{file}: {size} MiB is over the limit of {limit} MiB; split the file"),
                    format!("{file}：{size} MiB，超过 {limit} MiB 的上限；请拆分文件"),
                )
            }
            Self::Binary { file } => Bilingual::new(
                format!(
                    "{file}: holds zero bytes, so it is binary (or UTF-16 without a mark); save it as UTF-8"
                ),
                format!("{file}：含有零字节，是二进制文件（或无标记的 UTF-16）；请另存为 UTF-8 文本"),
            ),
            Self::Empty { file } => Bilingual::new(
                format!("{file}: has no text; check that it was saved or downloaded completely"),
                format!("{file}：没有文字内容；请检查是否完整保存或下载"),
            ),
            Self::Unsupported { file, format } => {
                let advice = format.advice();
                Bilingual::new(format!("{file}: {}", advice.en), format!("{file}：{}", advice.zh))
            }
            Self::UnknownEncoding { file, guess } => {
                let (en, zh) = guess.map_or_else(Default::default, |guess| {
                    (format!(" (it looks like {guess})"), format!("（疑似 {guess}）"))
                });
                Bilingual::new(
                    format!("{file}: is not UTF-8, GB18030, Big5 or UTF-16 text{en}; convert it to UTF-8"),
                    format!("{file}：不是 UTF-8、GB18030、Big5 或 UTF-16 文本{zh}；请转换为 UTF-8"),
                )
            }
        }
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().en)
    }
}

impl std::error::Error for DocumentError {}
