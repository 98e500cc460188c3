//! One request from its head to its answer.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use hyper::body::Incoming;
use hyper::header::{
    ACCEPT, ACCEPT_LANGUAGE, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER,
};
use hyper::{Method, Request, Response, StatusCode};
use serde_json::json;

use super::App;
use super::body::{self, Payload};
use super::gate::Stop;
use super::log::Entry;
use super::parameters::{Parameters, decode};
use super::route::{Action, Asked, is_endpoint, route};
use crate::diagnostic::Bilingual;
use crate::serve::media::Media;
use crate::serve::pool::{Answer, Refusal};
use crate::serve::wire::{self, Ask, Head};
use crate::serve::worker::Reply;

/// On every answer. Nothing is loaded from elsewhere and no text of the graph can become a script.
const PROTECTION: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("cache-control", "no-cache"),
];

/// Answers a request and logs it.
pub(super) async fn handle(
    request: Request<Incoming>,
    peer: SocketAddr,
    app: Arc<App>,
) -> Result<Response<Payload>, Infallible> {
    let begin = Instant::now();
    let method = request.method().clone();
    let uri = request.uri().clone();
    let mut query = String::new();
    let mut note = None;
    let (mut answer, site) = match respond(request, &app, &mut query, &mut note).await {
        Ok(answered) => answered,
        Err(stop) => (stopped(&stop), None),
    };
    let headers = answer.headers_mut();
    for (name, value) in PROTECTION {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    if let Some(site) = site {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, site);
        headers.append(hyper::header::VARY, HeaderValue::from_static("origin"));
    } else {
        // A site that was let in has to be able to read.
        headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    }
    app.log.request(&Entry {
        peer: peer.ip(),
        method: method.as_str(),
        path: uri.path(),
        query: &query,
        status: answer.status().as_u16(),
        bytes: hyper::body::Body::size_hint(answer.body()).lower(),
        time: begin.elapsed(),
        note: note.as_deref(),
    });
    Ok(answer)
}

async fn respond(
    request: Request<Incoming>,
    app: &App,
    query: &mut String,
    note: &mut Option<String>,
) -> Result<(Response<Payload>, Option<HeaderValue>), Stop> {
    let (head, body) = request.into_parts();
    let host = app.gate.host(&head.uri, &head.headers)?;
    let site = app.gate.origin(&head.method, &host, &head.headers)?;
    let undecodable =
        |_| (400, Bilingual::new("the address can't be decoded: it isn't UTF-8", "地址无法解码：不是 UTF-8"));
    let path = decode(head.uri.path()).map_err(undecodable)?;
    if head.method == Method::OPTIONS {
        return Ok((preflight(&path), site.filter(|_| is_endpoint(&path))));
    }
    let parameters = Parameters::parse(head.uri.query().unwrap_or_default()).map_err(undecodable)?;
    *query = head.uri.query().unwrap_or_default().to_owned();
    let limits = &app.task.limits;
    let body = match head.method {
        Method::GET | Method::HEAD => Vec::new(),
        _ => body::read(body, limits.body, limits.body_time).await?.into(),
    };
    let language = parameters.first("lang").map(|language| language == "zh");
    let (content_type, is_other_charset) = content_type(&head.headers);
    let asked = Asked { method: &head.method, path: &path, parameters, content_type, is_other_charset, body };
    match route(asked)? {
        Action::Health => Ok((health(app), site)),
        Action::Style => Ok((style(), site)),
        Action::Ask { ask, suffix, format, deadline } => {
            if let Ask::Query { text, .. } = &ask {
                query.clone_from(text);
            }
            let header = |name| head.headers.get(name).and_then(|value| value.to_str().ok());
            let question = wire::Request {
                ask,
                accept: header(ACCEPT).map(str::to_owned),
                suffix,
                format,
                origin: format!("http://{host}"),
                chinese: language.or_else(|| is_chinese(header(ACCEPT_LANGUAGE))).unwrap_or(app.chinese),
            };
            let answer = app.pool().ask(&question, deadline.unwrap_or(limits.deadline)).await;
            Ok(match answer {
                Ok(Answer { mut head, body, room }) => {
                    *note = head.note.take();
                    (response(head, Payload::new(body, room)), site)
                }
                Err(refusal) => {
                    *note = Some(format!("{refusal:?}"));
                    (refused(refusal), site)
                }
            })
        }
    }
}

/// The first language of the browser's that we speak.
fn is_chinese(accepted: Option<&str>) -> Option<bool> {
    accepted?.split(',').map(str::trim).find_map(|language| match language.get(..2)? {
        "zh" => Some(true),
        "en" => Some(false),
        _ => None,
    })
}

fn content_type(headers: &HeaderMap) -> (Option<String>, bool) {
    let Some(text) = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return (None, false);
    };
    let mut parts = text.split(';').map(|part| part.trim().to_ascii_lowercase());
    let kind = parts.next();
    let is_other_charset = parts
        .filter_map(|part| part.strip_prefix("charset=").map(|charset| charset.trim_matches('"').to_owned()))
        .any(|charset| charset != "utf-8" && charset != "utf8");
    (kind, is_other_charset)
}

/// Which pages of other sites may send what: queries, and only those that are let in by name.
fn preflight(path: &str) -> Response<Payload> {
    let mut answer = Response::new(Payload::new(Vec::new(), None));
    *answer.status_mut() = StatusCode::NO_CONTENT;
    if is_endpoint(path) {
        let headers = answer.headers_mut();
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("accept, content-type"));
    }
    answer
}

fn health(app: &App) -> Response<Payload> {
    let pool = app.pool();
    let (idle, waiting) = pool.load();
    let loaded = pool.loaded();
    let is_alive = pool.is_alive();
    let body = json!({
        "status": if is_alive { "ok" } else { "restarting" },
        "documents": loaded.documents, "quads": loaded.quads,
        "workers": { "idle": idle, "all": app.task.limits.workers() }, "waiting": waiting,
        "uptime_s": app.log.uptime().as_secs(), "version": env!("CARGO_PKG_VERSION"),
    });
    let status = if is_alive { 200 } else { 503 };
    let (head, body) = Reply::new(status, Media::Json, format!("{body}\n").into_bytes()).into_parts();
    response(head, Payload::new(body, None))
}

/// What pages look like.
fn style() -> Response<Payload> {
    let mut answer = Response::new(Payload::new(include_bytes!("style.css").to_vec(), None));
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    headers.insert("cache-control", HeaderValue::from_static("max-age=3600"));
    answer
}

fn stopped((status, message): &Stop) -> Response<Payload> {
    let (head, body) = Reply::error(*status, message).into_parts();
    response(head, Payload::new(body, None))
}

fn refused(refusal: Refusal) -> Response<Payload> {
    let mut answer = stopped(&(503, refusal.message()));
    let seconds = match refusal {
        Refusal::Busy => "2",
        Refusal::Crowded => "5",
        // The same query won't fare better soon.
        Refusal::Deadline(_) | Refusal::Died(_) => "60",
    };
    answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(seconds));
    answer
}

fn response(head: Head, body: Payload) -> Response<Payload> {
    let mut answer = Response::new(body);
    *answer.status_mut() = StatusCode::from_u16(head.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in head.headers {
        if let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_bytes(value.as_bytes()))
        {
            answer.headers_mut().append(name, value);
        }
    }
    answer
}
