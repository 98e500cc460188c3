//! Answers on their way to the front.

use std::any::Any;
use std::io::{self, Write as _};
use std::os::unix::net::UnixStream;

use oxigraph::sparql::QueryEvaluationError;
use serde_json::json;

use crate::diagnostic::Bilingual;
use crate::graph::clients::{ClientChange, EditError};
use crate::query::update::UpdateError;
use crate::query::{GraphElsewhereError, QueryError};
use crate::serve::media::Media;
use crate::serve::upstream;
use crate::serve::wire::{self, Head};

/// An answer: what HTTP calls a response.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::serve) struct Reply {
    head: Head,
    body: Vec<u8>,
}

impl Reply {
    pub(in crate::serve) fn new(status: u16, media: Media, body: Vec<u8>) -> Self {
        Self { head: Head { status, ..Head::default() }, body }
            .with("content-type", media.content_type())
            .with("vary", "accept, accept-language")
    }

    /// An answer that says what is wrong, in both languages.
    pub(in crate::serve) fn error(status: u16, message: &Bilingual) -> Self {
        Self::new(status, Media::Json, error_body(status, message, None))
    }

    /// A query that can't be run, with the place of the mistake.
    pub(super) fn query_error(error: &QueryError) -> Self {
        if let QueryError::Remote(error) = error {
            return Self::upstream_error(error);
        }
        if let QueryError::Elsewhere(GraphElsewhereError::NoSearch { .. }) = error {
            return Self::error(
                400,
                &Bilingual::new(
                    "the SPARQL server behind this one has no full text, so SERVICE cp:search can't be answered; use \
                 FILTER(CONTAINS(STR(?text), \"…\"))",
                    "后端 SPARQL 服务器不支持全文检索，无法执行 SERVICE cp:search；请改用 FILTER(CONTAINS(STR(?text), \"…\"))",
                ),
            );
        }
        let place = match error {
            QueryError::Syntax { position, .. } => *position,
            _ => None,
        };
        let status = match error {
            QueryError::Evaluation(
                QueryEvaluationError::UnsupportedService(_) | QueryEvaluationError::Service(_),
            ) => 400,
            QueryError::Evaluation(_) | QueryError::Store(_) => 500,
            QueryError::Thread(_) => 503,
            QueryError::NoMatch { .. } => 404,
            QueryError::TooLong { .. } => 413,
            _ => 400,
        };
        let mut reply = Self::new(status, Media::Json, error_body(status, &error.message(), place));
        if status == 503 {
            // Earlier queries have left the worker no room for a stack; its successor has some.
            reply.head.retire = true;
            reply = reply.with("retry-after", "1");
        }
        reply
    }

    /// The server behind this one hasn't answered; what it is called and said is for the log.
    fn upstream_error(error: &upstream::Failure) -> Self {
        let (status, message) = upstream::told(error);
        let mut reply = Self::error(status, &message);
        reply.head.note = Some(error.message().en);
        if status == 503 { reply.with("retry-after", "5") } else { reply }
    }

    /// What has to be changed before the client gets this status.
    pub(super) fn changes(status: u16, changes: &[ClientChange]) -> Self {
        // Strings and truth values can always be written.
        let body = serde_json::to_vec(changes).unwrap_or_default();
        // The store of the worker holds a transaction; its successor has the graph as it will be.
        Self { head: Head { status, changes: true, retire: true, ..Head::default() }, body }
    }

    /// An update that can't be made.
    pub(super) fn update_error(error: &UpdateError) -> Self {
        match error {
            UpdateError::Query(error) => Self::query_error(error),
            UpdateError::Edit(error) => Self::edit_error(error),
            UpdateError::Load => Self::error(403, &error.message()),
            UpdateError::TwoDatasets => Self::error(400, &error.message()),
            UpdateError::NoGraph(_) => Self::error(404, &error.message()),
            UpdateError::GraphExists(_) => Self::error(409, &error.message()),
        }
    }

    /// A graph that can't be changed.
    pub(super) fn edit_error(error: &EditError) -> Self {
        match error {
            EditError::Protected { .. } => Self::error(403, &error.message()),
            EditError::Store(_) => Self::error(500, &error.message()),
        }
    }

    /// The program has made a mistake.
    pub(super) fn mistake(panic: &(dyn Any + Send)) -> Self {
        let message = Bilingual::new(
            "chanpu made a mistake; please report it with the request",
            "产谱出现程序错误；请附上请求报告此问题",
        );
        let mut reply = Self::error(500, &message);
        let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
        reply.head.note = words.or_else(|| panic.downcast_ref::<String>().cloned());
        reply.head.retire = true;
        reply
    }

    pub(in crate::serve) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.head.headers.push((name.to_owned(), value.into()));
        self
    }

    /// An answer that is the same as long as the graph is.
    pub(super) fn lasting(mut self, lasting: bool) -> Self {
        self.head.lasting = lasting;
        self
    }

    pub(super) fn send(mut self, mut socket: &UnixStream) -> io::Result<()> {
        self.head.length = self.body.len();
        wire::write(&mut socket, &self.head)?;
        socket.write_all(&self.body)
    }

    pub(in crate::serve) fn into_parts(self) -> (Head, Vec<u8>) {
        (self.head, self.body)
    }
}

/// `{"error": {"status": 400, "en": …, "zh": …, "line": 3, "column": 5}}`.
fn error_body(status: u16, message: &Bilingual, place: Option<(usize, usize)>) -> Vec<u8> {
    let mut error = json!({ "status": status, "en": message.en, "zh": message.zh });
    if let Some((line, column)) = place {
        error["line"] = line.into();
        error["column"] = column.into();
    }
    let mut body = json!({ "error": error }).to_string().into_bytes();
    body.push(b'\n');
    body
}
