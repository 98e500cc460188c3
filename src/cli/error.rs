//! Errors by audience: who has to act, and what they can do.

use std::io;

use super::messages::{Lang, say};
use crate::diagnostic::Bilingual;

/// Who can mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Whoever typed the command.
    User,
    /// Whoever looks after the files and the machine.
    System,
    /// Us.
    Developer,
    /// Nobody: the reader of the output has seen enough and closed the pipe.
    Reader,
}

/// Why a command stopped.
#[derive(Debug)]
pub(crate) struct CliError {
    /// Who can mend it.
    pub(crate) audience: Audience,
    /// What is wrong.
    pub(crate) message: Bilingual,
    /// What to try.
    pub(crate) hints: Vec<Bilingual>,
}

impl CliError {
    /// The command, or what it names, is wrong.
    pub(crate) fn user(message: Bilingual) -> Self {
        Self { audience: Audience::User, message, hints: Vec::new() }
    }

    /// A file can't be read or written.
    pub(crate) fn system(message: Bilingual) -> Self {
        Self { audience: Audience::System, message, hints: Vec::new() }
    }

    /// Something that can't happen has happened.
    pub(crate) fn developer(message: Bilingual) -> Self {
        let error = Self { audience: Audience::Developer, message, hints: Vec::new() };
        error.hint(say!(
            "this is a mistake in chanpu; please report it with the command that you ran",
            "这是产谱的程序错误；请附上所运行的命令报告此问题"
        ))
    }

    /// The same with one more hint.
    pub(crate) fn hint(mut self, hint: Bilingual) -> Self {
        self.hints.push(hint);
        self
    }

    /// Standard output can't be written.
    pub(crate) fn output(error: io::Error) -> Self {
        let mut stop =
            Self::system(say!("standard output can't be written: {error}", "无法写入标准输出：{error}"));
        if error.kind() == io::ErrorKind::BrokenPipe {
            stop.audience = Audience::Reader;
        }
        stop
    }

    /// A file that the user asked for can't be written.
    pub(crate) fn write(path: &std::path::Path, error: &io::Error) -> Self {
        let path = path.display();
        Self::system(say!("{path}: can't be written: {error}", "{path}：无法写入：{error}")).hint(say!(
            "choose another place with -o, or change the rights of the directory",
            "请用 -o 另选位置，或修改目录权限"
        ))
    }

    /// The lines for standard error.
    pub(crate) fn render(&self, lang: Lang, bold: impl Fn(&str) -> String) -> String {
        let mut text = format!("{}{}\n", bold(lang.pick("error: ", "错误：")), lang.of(&self.message));
        for hint in &self.hints {
            text.push_str(&format!("{}{}\n", bold(lang.pick("hint: ", "提示：")), lang.of(hint)));
        }
        text
    }
}

/// The result of a command.
pub(crate) type Result<T> = std::result::Result<T, CliError>;

/// Errors of the graph and of queries carry their own words.
macro_rules! from_message {
    ($($error:ty => $kind:ident),* $(,)?) => {
        $(impl From<$error> for CliError {
            fn from(error: $error) -> Self {
                Self::$kind(error.message())
            }
        })*
    };
}

from_message! {
    crate::graph::OpenError => system,
    crate::graph::CommitError => system,
    crate::graph::BackupError => system,
    crate::graph::BaseIriError => user,
}

impl From<oxigraph::store::StorageError> for CliError {
    fn from(error: oxigraph::store::StorageError) -> Self {
        Self::developer(say!("the store failed: {error}", "存储引擎出错：{error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_follow_the_message_in_the_same_language() {
        let error = CliError::user(Bilingual::new("a", "甲")).hint(Bilingual::new("b", "乙"));
        assert_eq!(error.render(Lang::En, str::to_owned), "error: a\nhint: b\n");
        assert_eq!(error.render(Lang::Zh, str::to_owned), "错误：甲\n提示：乙\n");
    }

    #[test]
    fn a_closed_pipe_is_nobodys_fault() {
        let closed = CliError::output(io::ErrorKind::BrokenPipe.into());
        assert_eq!(closed.audience, Audience::Reader);
        let full = CliError::output(io::ErrorKind::StorageFull.into());
        assert_eq!(full.audience, Audience::System);
    }
}
