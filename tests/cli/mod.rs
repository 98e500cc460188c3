//! The real program: results, messages in both languages, exit codes.

/// What a graph takes in, keeps and gives up.
mod build;
/// What goes wrong, and what is said then.
mod mistakes;
/// What the commands answer.
mod results;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use chanpu::graph::Backend;

use crate::stores;

/// Runs the program in a directory of its own.
pub(crate) struct Chanpu {
    directory: tempfile::TempDir,
}

/// The sample corpus.
pub(crate) fn corpus() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/corpus").display().to_string()
}

impl Chanpu {
    pub(crate) fn new() -> Self {
        Self { directory: tempfile::tempdir().expect("a temporary directory") }
    }

    /// With a graph of three small documents.
    fn with_graph() -> Self {
        let run = Self::new();
        run.write(
            "news/yiliang.txt",
            "彝良县工业动态\n\n2023年7月11日\n\n合盛硅业股份有限公司落户彝良县，企业生产稳定。\n",
        );
        run.write("news/weixin.md", "# 威信县见闻\n\n威信县里，代表团与杜氏（集团）有限公司座谈。\n");
        run.write("news/zhaotong.txt", "昭通新机\n\n场建成。彝良县的合盛硅业股份有限公司增产。\n");
        run.ok(&["build", "news"]);
        run
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it is in the directory")).expect("writable");
        fs::write(path, content).expect("writable");
    }

    fn command(&self, lang: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chanpu"));
        for variable in ["LANGUAGE", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR"] {
            command.env_remove(variable);
        }
        command.current_dir(self.directory.path()).env("LC_ALL", lang);
        command
    }

    fn run(&self, lang: &str, arguments: &[&str]) -> Output {
        let mut command = self.command(lang);
        command.args(arguments);
        // The whole suite can be run over the store on the disk.
        let is_build = arguments.first() == Some(&"build") && !arguments.contains(&"--store");
        if is_build && stores::under_test() == Backend::RocksDb {
            command.args(["--store", "rocksdb"]);
        }
        command.output().expect("the program runs")
    }

    /// Runs it in English; it has to end with 0.
    pub(crate) fn ok(&self, arguments: &[&str]) -> Output {
        self.ends(arguments, 0)
    }

    /// Runs it in English; it has to end with `code`.
    pub(crate) fn ends(&self, arguments: &[&str], code: i32) -> Output {
        let output = self.run("en_US.UTF-8", arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
        output
    }

    /// Runs it in both languages; both have to end with `code` and say the words.
    pub(crate) fn says(&self, arguments: &[&str], code: i32, english: &[&str], chinese: &[&str]) {
        for (lang, words) in [("en_US.UTF-8", english), ("zh_CN.UTF-8", chinese)] {
            let output = self.run(lang, arguments);
            let text = stderr(&output);
            assert_eq!(output.status.code(), Some(code), "{arguments:?} in {lang}: {text}");
            for word in words {
                assert!(text.contains(word), "{arguments:?} in {lang} must say {word:?}: {text}");
            }
        }
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("results are UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}
