//! A progress bar, where a person watches.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::messages::say;
use super::terminal::Terminal;

/// How many documents are done. Clears itself at the end.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar for so many documents; invisible when standard error is no terminal.
    pub(crate) fn new(documents: usize, terminal: &Terminal) -> Self {
        if !terminal.messages_are_read || documents < 2 {
            return Self { bar: ProgressBar::hidden() };
        }
        let bar = ProgressBar::with_draw_target(Some(documents as u64), ProgressDrawTarget::stderr());
        let unit = say!("documents", "篇文档");
        let unit = terminal.lang.of(&unit);
        let template = format!("{{bar:24}} {{pos}}/{{len}} {unit} {{elapsed}} {{wide_msg}}");
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        // Without a tick a long document would look like a stop.
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar }
    }

    /// One more is done.
    pub(crate) fn done(&self, document: &str) {
        self.bar.set_message(document.to_owned());
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
