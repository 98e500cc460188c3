//! What is on the other end of standard output and standard error.

use std::env;
use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write as _};

use super::error::{CliError, Result};
use super::messages::Lang;
use crate::diagnostic::Bilingual;

/// The width that is assumed when nobody says.
const DEFAULT_WIDTH: usize = 100;

/// Where results and messages go.
///
/// Results go to standard output, everything else to standard error, so that a pipe holds results
/// only.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    /// The language of messages.
    pub(crate) lang: Lang,
    /// Whether a person reads the results.
    pub(crate) results_are_read: bool,
    /// Whether a person reads the messages, so that a progress bar makes sense.
    pub(crate) messages_are_read: bool,
    /// Columns of the terminal.
    pub(crate) width: usize,
    colour: bool,
}

impl Terminal {
    /// Looks at the streams and at the environment.
    pub(crate) fn detect(lang: Lang) -> Self {
        let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let columns = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        Self {
            lang,
            results_are_read: io::stdout().is_terminal(),
            messages_are_read: io::stderr().is_terminal() && !dumb,
            width: columns.or(width).filter(|width| *width >= 20).unwrap_or(DEFAULT_WIDTH),
            colour: !set("NO_COLOR") && !dumb,
        }
    }

    /// Standard output, buffered.
    pub(crate) fn results(&self) -> BufWriter<StdoutLock<'static>> {
        BufWriter::new(io::stdout().lock())
    }

    /// Prints `value` as the result of a command: indented JSON.
    pub(crate) fn print_json(&self, value: &impl serde::Serialize) -> Result<()> {
        let mut out = self.results();
        serde_json::to_writer_pretty(&mut out, value)
            .map_err(io::Error::from)
            .and_then(|()| writeln!(out))
            .and_then(|()| out.flush())
            .map_err(CliError::output)
    }

    /// Bold in results, where a person reads them.
    pub(crate) fn strong(&self, text: &str) -> String {
        style(text, "1", self.colour && self.results_are_read)
    }

    /// Dimmed in results, where a person reads them.
    pub(crate) fn faint(&self, text: &str) -> String {
        style(text, "2", self.colour && self.results_are_read)
    }

    /// A line for the person at the keyboard.
    pub(crate) fn note(&self, message: &Bilingual) {
        self.message(self.lang.of(message));
    }

    /// A line about something that didn't stop the run.
    pub(crate) fn warn(&self, message: &Bilingual) {
        let label = style(self.lang.pick("warning: ", "警告："), "1;33", self.colours_messages());
        self.message(&format!("{label}{}", self.lang.of(message)));
    }

    /// The end of a run that went wrong.
    pub(crate) fn error(&self, error: &CliError) {
        let text = error.render(self.lang, |label| style(label, "1;31", self.colours_messages()));
        self.message(text.trim_end());
    }

    /// A line on standard error. If nobody can read it there is nobody to tell.
    pub(crate) fn message(&self, text: &str) {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    fn colours_messages(&self) -> bool {
        self.colour && self.messages_are_read
    }
}

fn style(text: &str, code: &str, on: bool) -> String {
    if on { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}
