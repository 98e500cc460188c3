//! Answers that need no worker, and answers as HTTP sends them.

use hyper::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, CONTENT_TYPE, HeaderName, HeaderValue,
    RETRY_AFTER, WWW_AUTHENTICATE,
};
use hyper::{Response, StatusCode};
use serde_json::json;

use super::App;
use super::body::Payload;
use super::gate::Stop;
use super::route::is_endpoint;
use crate::serve::media::Media;
use crate::serve::pool::Refusal;
use crate::serve::wire::Head;
use crate::serve::worker::Reply;

/// Which pages of other sites may send what: queries, and only those that are let in by name.
pub(super) fn preflight(path: &str) -> Response<Payload> {
    let mut answer = Response::new(Payload::new(Vec::new(), None));
    *answer.status_mut() = StatusCode::NO_CONTENT;
    if is_endpoint(path) {
        let headers = answer.headers_mut();
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("accept, content-type"));
    }
    answer
}

/// How the server is.
pub(super) fn health(app: &App) -> Response<Payload> {
    let pool = app.pool();
    let (idle, waiting) = pool.load();
    let loaded = pool.loaded();
    let is_alive = pool.is_alive();
    let body = json!({
        "status": if is_alive { "ok" } else { "restarting" },
        "documents": loaded.size.map(|(documents, _)| documents), "quads": loaded.size.map(|(_, quads)| quads),
        "workers": { "idle": idle, "all": app.task.limits.workers() }, "waiting": waiting,
        "uptime_s": app.log.uptime().as_secs(), "version": env!("CARGO_PKG_VERSION"),
    });
    let status = if is_alive { 200 } else { 503 };
    let (head, body) = Reply::new(status, Media::Json, format!("{body}\n").into_bytes()).into_parts();
    response(head, Payload::new(body, None))
}

/// What pages look like.
pub(super) fn style() -> Response<Payload> {
    let mut answer = Response::new(Payload::new(include_bytes!("style.css").to_vec(), None));
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    headers.insert("cache-control", HeaderValue::from_static("max-age=3600"));
    answer
}

/// A request that isn't let in, with the reason.
pub(super) fn stopped((status, message): &Stop) -> Response<Payload> {
    let (head, body) = Reply::error(*status, message).into_parts();
    let mut answer = response(head, Payload::new(body, None));
    if *status == 401 {
        answer.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"chanpu\""));
    }
    answer
}

/// A request that the workers didn't answer.
pub(super) fn refused(refusal: Refusal) -> Response<Payload> {
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

/// What a worker has answered.
pub(super) fn response(head: Head, body: Payload) -> Response<Payload> {
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
