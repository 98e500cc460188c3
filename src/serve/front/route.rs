//! What a path, its parameters and a body ask for.

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
    /// Of the path.
    pub(super) parameters: Parameters,
    /// The media type of the body, without its parameters, in lower case.
    pub(super) content_type: Option<String>,
    /// Whether the body is said to be in another encoding than UTF-8.
    pub(super) is_other_charset: bool,
    pub(super) body: Vec<u8>,
}

/// The paths of the SPARQL endpoint.
pub(super) fn is_endpoint(path: &str) -> bool {
    matches!(path, "/query" | "/sparql")
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
        "/store" if is_read(asked.method) => graph(&asked.parameters),
        "/update" => Err(update_refused()),
        "/store" if !is_read(asked.method) => Err(update_refused()),
        path if is_endpoint(path) => query(asked),
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

/// The Graph Store Protocol: `?graph=` or `?default`.
fn graph(parameters: &Parameters) -> Result<Action, Stop> {
    let name = match (parameters.all("graph").as_slice(), parameters.count("default")) {
        ([name], 0) => Some(name.clone()),
        ([], 1) => None,
        _ => return Err(bad("give ?graph=IRI or ?default", "请给出 ?graph=IRI 或 ?default", 400)),
    };
    Ok(Action::Ask { ask: Ask::Graph { name }, suffix: None, format: format_of(parameters), deadline: None })
}

/// The SPARQL 1.1 Protocol: GET, POST of a form, POST of a query.
fn query(asked: Asked<'_>) -> Result<Action, Stop> {
    let mut parameters = asked.parameters;
    let mut direct = None;
    if *asked.method == Method::POST {
        if asked.is_other_charset {
            return Err(bad("the body must be UTF-8", "请求正文须为 UTF-8 编码", 415));
        }
        let not_utf8 = || bad("the body isn't UTF-8", "请求正文不是 UTF-8 编码", 400);
        match asked.content_type.as_deref() {
            Some("application/sparql-query") => {
                direct = Some(String::from_utf8(asked.body).map_err(|_| not_utf8())?);
            }
            Some("application/x-www-form-urlencoded") => {
                let form = String::from_utf8(asked.body).map_err(|_| not_utf8())?;
                let form = Parameters::parse(&form)
                    .map_err(|_| bad("the form can't be decoded", "表单内容无法解码", 400))?;
                parameters.extend(form);
            }
            Some("application/sparql-update") => return Err(update_refused()),
            _ => {
                return Err(bad(
                    "send a query as application/sparql-query or application/x-www-form-urlencoded",
                    "查询请以 application/sparql-query 或 application/x-www-form-urlencoded 发送",
                    415,
                ));
            }
        }
    } else {
        reads(asked.method)?;
    }
    if parameters.count("update") > 0 {
        return Err(update_refused());
    }
    let text = match (direct, parameters.all("query").as_slice()) {
        (Some(text), []) => text,
        (None, [text]) => text.clone(),
        (None, []) if is_read(asked.method) => {
            return Ok(Action::Ask {
                ask: Ask::ServiceDescription,
                suffix: None,
                format: format_of(&parameters),
                deadline: None,
            });
        }
        (None, []) => {
            return Err(bad("the parameter query is missing", "缺少参数 query", 400));
        }
        _ => return Err(bad("there is more than one query", "一次只能提交一个查询", 400)),
    };
    let ask = Ask::Query {
        text,
        default_graphs: parameters.all("default-graph-uri"),
        named_graphs: parameters.all("named-graph-uri"),
        partial: parameters.first("partial").is_some_and(|value| matches!(value, "" | "true" | "1")),
    };
    let (format, deadline) = (format_of(&parameters), deadline_of(&parameters)?);
    Ok(Action::Ask { ask, suffix: None, format, deadline })
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

fn update_refused() -> Stop {
    let en = "this server only reads: the graph is changed with `chanpu build` and `chanpu remove`";
    let zh = "本服务只读：请使用 `chanpu build` 和 `chanpu remove` 修改图谱";
    bad(en, zh, 403)
}

fn bad(en: &str, zh: &str, status: u16) -> Stop {
    (status, Bilingual::new(en, zh))
}
