//! One line on standard error for each request.

use std::io::{self, Write as _};
use std::time::{Duration, Instant, SystemTime};

use serde_json::json;

use crate::diagnostic::Bilingual;

/// The most that a line tells of a query.
pub(super) const MAX_TEXT: usize = 2_000;

/// How requests are logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogStyle {
    /// A line for people.
    Text,
    /// A JSON object a line.
    Json,
    /// Not at all.
    Off,
}

/// The log.
pub(super) struct Log {
    style: LogStyle,
    started: Instant,
}

/// What is known of a request. No header is logged, so no token can be.
pub(super) struct Entry<'a> {
    pub(super) peer: std::net::IpAddr,
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    /// The text of the query, or the parameters.
    pub(super) query: &'a str,
    pub(super) status: u16,
    pub(super) bytes: u64,
    pub(super) time: Duration,
    pub(super) note: Option<&'a str>,
}

impl Log {
    pub(super) fn new(style: LogStyle) -> Self {
        Self { style, started: Instant::now() }
    }

    /// Since when the server runs.
    pub(super) fn uptime(&self) -> Duration {
        self.started.elapsed()
    }

    pub(super) fn request(&self, entry: &Entry<'_>) {
        let milliseconds = entry.time.as_secs_f64() * 1000.0;
        let query: String = entry.query.chars().take(MAX_TEXT).collect();
        let line = match self.style {
            LogStyle::Off => return,
            LogStyle::Json => json!({
                "time": now(), "peer": entry.peer.to_string(), "method": entry.method, "path": entry.path,
                "query": query, "status": entry.status, "bytes": entry.bytes,
                "ms": (milliseconds * 10.0).round() / 10.0, "note": entry.note,
            })
            .to_string(),
            LogStyle::Text => {
                // Quoted by JSON, so that nothing a client sends can look like another line.
                let (path, query) = (json!(entry.path), json!(query));
                let (status, method, bytes) = (entry.status, entry.method, entry.bytes);
                let note = entry.note.map(|note| format!(" {}", json!(note))).unwrap_or_default();
                format!("{} {status} {method} {path} {bytes} B {milliseconds:.1} ms {query}{note}", now())
            }
        };
        write(&line);
    }

    /// Something that isn't a request.
    pub(super) fn event(&self, message: &Bilingual) {
        match self.style {
            LogStyle::Json => {
                write(&json!({ "time": now(), "event": message.en, "event_zh": message.zh }).to_string());
            }
            LogStyle::Text | LogStyle::Off => write(&format!("{} {} / {}", now(), message.en, message.zh)),
        }
    }
}

fn now() -> String {
    jiff::Timestamp::try_from(SystemTime::now())
        .and_then(|now| now.round(jiff::Unit::Millisecond))
        .map(|now| now.to_string())
        .unwrap_or_default()
}

/// If nobody can read the log there is nobody to tell.
fn write(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
