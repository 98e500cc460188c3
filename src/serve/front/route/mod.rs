//! What a path, its parameters and a body ask for.

mod sparql;
mod store;

use std::time::Duration;

use hyper::Method;

use super::gate::Stop;
use super::parameters::Parameters;
use crate::diagnostic::Bilingual;
use crate::serve::wire::Ask;

/// What the front does with a request.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Action {
    /// Asks a worker.
    Ask {
        ask: Ask,
        /// The ending of the path that names a format.
        suffix: Option<String>,
        /// The format that a parameter names.
        format: Option<String>,
        /// A shorter time than the server's.
        deadline: Option<Duration>,
    },
    /// Lets a worker find out what a change would do, and makes it.
    Write { ask: Ask, body: Vec<u8>, deadline: Option<Duration> },
    /// Says how the server is.
    Health,
    /// Gives what pages look like.
    Style,
}

/// A request, as far as it is of interest here.
pub(super) struct Asked<'a> {
    pub(super) method: &'a Method,
    /// Decoded.
    pub(super) path: &'a str,
    /// Where the client found this server, and the path as it was sent.
    pub(super) address: String,
    /// Whether clients may change the graph.
    pub(super) writable: bool,
    /// Of the path.
    pub(super) parameters: Parameters,
    /// The type of the body.
    pub(super) content_type: Option<&'a str>,
    pub(super) body: Vec<u8>,
}

/// The paths of the SPARQL endpoint.
pub(super) fn is_endpoint(path: &str) -> bool {
    matches!(path, "/query" | "/sparql")
}

/// The paths of the Graph Store Protocol.
fn is_store(path: &str) -> bool {
    path == "/store" || path.starts_with("/store/")
}

/// Whether a request wants to change the graph. Nobody but those who know the token may send one.
pub(super) fn is_write(method: &Method, path: &str) -> bool {
    path == "/update" || (is_store(path) && !is_read(method))
}

/// The methods that a path knows.
pub(super) fn methods(path: &str) -> &'static str {
    match path {
        "/update" => "POST",
        path if is_store(path) => "GET, HEAD, PUT, POST, DELETE",
        path if is_endpoint(path) => "GET, HEAD, POST",
        _ => "GET, HEAD",
    }
}

/// Decides.
pub(super) fn route(asked: Asked<'_>) -> Result<Action, Stop> {
    match asked.path {
        "/health" | "/healthz" | "/readyz" => reads(asked.method).map(|()| Action::Health),
        "/.well-known/void" | "/void" => {
            reads(asked.method)?;
            let format = format_of(&asked.parameters);
            Ok(Action::Ask { ask: Ask::Void, suffix: None, format, deadline: None })
        }
        "/update" => sparql::update(asked),
        path if is_store(path) => store::graph(asked),
        path if is_endpoint(path) => sparql::query(asked),
        "/style.css" => reads(asked.method).map(|()| Action::Style),
        _ => {
            reads(asked.method)?;
            page(asked)
        }
    }
}

/// Pages and the JSON API.
fn page(asked: Asked<'_>) -> Result<Action, Stop> {
    let parameters = asked.parameters;
    let (mut suffix, format) = (None, format_of(&parameters));
    let deadline = deadline_of(&parameters)?;
    let path = asked.path.trim_start_matches('/');
    let ask = match path {
        "" => Ask::Start,
        "openapi.json" => Ask::OpenApi,
        "api/questions" => Ask::Questions,
        "search" | "api/search" => {
            let words = parameters.all("q").join(" ");
            let limit = parameters.first("limit").map_or(Some(50), |limit| limit.parse().ok());
            let limit =
                limit.ok_or_else(|| bad("limit is a number, such as 50", "limit 应为整数，例如 50", 400))?;
            if path == "api/search" {
                suffix = Some("json".to_owned());
            }
            Ask::Search { words, limit }
        }
        _ => match (
            path.strip_prefix("questions/").or(path.strip_prefix("api/questions/")),
            path.strip_prefix("api/entities/"),
        ) {
            (Some(question), _) => {
                let (name, ending) = match question.split_once('.') {
                    Some((name, ending)) => (name, Some(ending.to_owned())),
                    None => (question, None),
                };
                suffix = ending;
                Ask::Question { name: name.to_owned(), given: parameters.into_given() }
            }
            (_, Some(entity)) => Ask::Resource { path: format!("{entity}.json") },
            _ => Ask::Resource { path: path.to_owned() },
        },
    };
    Ok(Action::Ask { ask, suffix, format, deadline })
}

/// `format=csv`, for links and for clients that can't set a header.
fn format_of(parameters: &Parameters) -> Option<String> {
    parameters.first("format").map(str::to_owned)
}

/// `timeout=2.5`, in seconds.
fn deadline_of(parameters: &Parameters) -> Result<Option<Duration>, Stop> {
    let Some(text) = parameters.first("timeout") else { return Ok(None) };
    let seconds = text.parse::<f64>().ok().filter(|seconds| (0.001..=86_400.0).contains(seconds));
    seconds
        .map(|seconds| Some(Duration::from_secs_f64(seconds)))
        .ok_or_else(|| bad("timeout is a number of seconds, such as 2.5", "timeout 应为秒数，例如 2.5", 400))
}

fn is_read(method: &Method) -> bool {
    *method == Method::GET || *method == Method::HEAD
}

fn reads(method: &Method) -> Result<(), Stop> {
    if is_read(method) {
        return Ok(());
    }
    Err(bad("use GET here", "此处请使用 GET", 405))
}

/// What a server says that only reads.
pub(super) fn update_refused() -> Stop {
    let en = "this server only reads: the graph is changed with `chanpu build` and `chanpu remove`, or by clients \
              when the server is started with --writable";
    let zh = "本服务只读：请使用 `chanpu build` 和 `chanpu remove` 修改图谱，或在启动服务时加 --writable 以允许写入";
    bad(en, zh, 403)
}

fn bad(en: &str, zh: &str, status: u16) -> Stop {
    (status, Bilingual::new(en, zh))
}
