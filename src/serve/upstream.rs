//! The SPARQL server behind this one, where `--endpoint` names it: the one place of `chanpu serve` that may speak to
//! another server, and to no other address than that.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::limits::Limits;
use crate::diagnostic::Bilingual;
use crate::graph::Iris;
use crate::query::{QueryError, RemoteGraph};
use crate::remote::{Address, Credentials, Endpoint, Patience, RemoteError};

/// The environment variables that hold credentials, which are no business of the processes in which queries run.
pub(super) const VARIABLES: [&str; 3] = Credentials::VARIABLES;

/// Why that server hasn't answered.
pub(super) type Failure = RemoteError;

/// How often a client's request is sent on, and how long is waited between.
const ATTEMPTS: u32 = 2;
const PAUSE: Duration = Duration::from_millis(100);

/// A graph on a SPARQL server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upstream {
    /// Where it is.
    pub address: Address,
    /// How its IRIs begin; needed where the server has several graphs.
    pub base: Option<String>,
    /// Who we are there.
    pub credentials: Credentials,
    /// How long to wait for it until the first client may come.
    pub wait: Duration,
    /// Whether the whole graph is read at the start, and questions are answered here.
    pub copy: bool,
}

impl Upstream {
    /// Looks for the graph.
    ///
    /// # Errors
    ///
    /// When the server can't be reached or has no such graph.
    pub(super) fn find(&self) -> Result<RemoteGraph, QueryError> {
        let patience = Patience { answer: self.wait, ..Patience::default() };
        let endpoint = Endpoint::new(self.address.clone(), self.credentials.clone(), patience);
        RemoteGraph::open(endpoint, self.base.as_deref())
    }

    /// The graph that was found, over a connection of a worker's own.
    pub(super) fn connect(&self, iris: Iris, limits: &Limits) -> RemoteGraph {
        let patience = Patience {
            // So that a client hears that the server behind this one took too long, and not only that something did.
            answer: limits.deadline.mul_f32(0.9),
            pause: PAUSE,
            attempts: ATTEMPTS,
            // An answer is longer in JSON than in most formats in which it is sent on.
            megabytes: (limits.bytes as u64 * 2) >> 20,
            ..Patience::default()
        };
        RemoteGraph::found(Endpoint::new(self.address.clone(), self.credentials.clone(), patience), iris)
    }
}

/// What a client hears of a server behind this one that hasn't answered: not where it is, nor what it says of itself.
pub(super) fn told(error: &RemoteError) -> (u16, Bilingual) {
    let (status, en, zh) = match error {
        RemoteError::Status { status: 400, words, .. } if !words.is_empty() => {
            return (
                400,
                Bilingual::new(
                    format!("the SPARQL server behind this one refuses the query: {words}"),
                    format!("后端 SPARQL 服务器拒绝了此查询：{words}"),
                ),
            );
        }
        RemoteError::Status { status: 429 | 503, .. } => (
            503,
            "the SPARQL server behind this one is too busy, or has stopped the query; make it simpler or try again later",
            "后端 SPARQL 服务器繁忙，或已终止此查询；请简化查询或稍后再试",
        ),
        RemoteError::Timeout { .. } => (
            504,
            "the SPARQL server behind this one hasn't answered in time; make the query simpler or try again later",
            "后端 SPARQL 服务器未能及时响应；请简化查询或稍后再试",
        ),
        RemoteError::TooLong { .. } | RemoteError::Truncated { .. } => (
            422,
            "the answer is longer than the SPARQL server behind this one gives, or than this one reads; narrow the query \
             or add LIMIT",
            "结果超过后端 SPARQL 服务器或本服务的上限；请缩小查询范围或加上 LIMIT",
        ),
        _ => (
            502,
            "the SPARQL server behind this one can't be reached or doesn't answer as it should; try again later, or tell \
             whoever runs this server: its log says why",
            "无法连接后端 SPARQL 服务器，或其应答异常；请稍后再试，或告知本服务的管理者（原因见日志）",
        ),
    };
    (status, Bilingual::new(en, zh))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_hear_what_is_wrong_but_not_where() {
        let url = || "http://10.1.2.3/sparql".to_owned();
        for (error, status) in [
            (RemoteError::Connection { url: url(), reason: "refused by 10.1.2.3".to_owned() }, 502),
            (RemoteError::Status { url: url(), status: 401, words: "no 10.1.2.3".to_owned() }, 502),
            (RemoteError::Status { url: url(), status: 500, words: "/srv/10.1.2.3".to_owned() }, 502),
            (RemoteError::Status { url: url(), status: 400, words: "line 1: what?".to_owned() }, 400),
            (RemoteError::Status { url: url(), status: 503, words: String::new() }, 503),
            (RemoteError::Redirect { url: url(), target: "http://10.1.2.3/".to_owned() }, 502),
            (RemoteError::Answer { url: url(), reason: "10.1.2.3".to_owned() }, 502),
            (RemoteError::Timeout { url: url(), seconds: 9 }, 504),
            (RemoteError::Truncated { url: url() }, 422),
        ] {
            let (found, message) = told(&error);
            assert_eq!(found, status, "{error:?}");
            assert!(!message.en.contains("10.1.2.3") && !message.zh.contains("10.1.2.3"), "{message:?}");
        }
    }
}
