//! Inputs that failed, and panics.

use std::panic;
use std::thread;

use super::messages::{Lang, say};
use super::terminal::Terminal;
use crate::pipeline::{Failure, WORKER};

/// Lists the inputs that gave no document, each with its reason.
pub(crate) fn list(failures: &[Failure], terminal: &Terminal) {
    if failures.is_empty() {
        return;
    }
    let count = failures.len();
    terminal.warn(&say!("skipped {count} of the inputs:", "跳过了 {count} 个输入："));
    for failure in failures {
        terminal.message(&format!("  {}", terminal.lang.of(&failure.message())));
    }
}

/// Makes a panic one message that asks for a report. A panic over a document is left to the list
/// of failures.
pub(crate) fn keep_panics_short(lang: Lang) {
    panic::set_hook(Box::new(move |info| {
        if thread::current().name().is_some_and(|name| name.starts_with(WORKER)) {
            return;
        }
        let what = say!(
            "chanpu made a mistake and can't go on: {info}\nplease report it with the command that you ran",
            "产谱出现程序错误，无法继续：{info}\n请附上所运行的命令报告此问题"
        );
        Terminal::detect(lang).note(&what);
    }));
}
