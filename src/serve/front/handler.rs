//! One request from its head to its answer.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;

use hyper::body::Incoming;
use hyper::header::{
    ACCEPT, ACCEPT_LANGUAGE, ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CONTENT_TYPE, HeaderName, HeaderValue,
};
use hyper::{Method, Request, Response, StatusCode};

use super::App;
use super::body::{self, Payload};
use super::gate::Stop;
use super::log::{self, Entry};
use super::parameters::{Parameters, decode};
use super::remembered::Repeatable;
use super::response::{health, preflight, refused, response, stopped, style};
use super::route::{self, Action, Asked, is_endpoint, is_write};
use super::write;
use crate::diagnostic::Bilingual;
use crate::serve::pool::{Answer, Question};
use crate::serve::wire::{self, Ask};

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
    let (mut answer, site) = match respond(request, peer.ip(), &app, &mut query, &mut note).await {
        Ok(answered) => answered,
        Err(stop) => (stopped(&stop), None),
    };
    if answer.status() == StatusCode::METHOD_NOT_ALLOWED {
        answer.headers_mut().insert(ALLOW, HeaderValue::from_static(route::methods(uri.path())));
    }
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
    client: IpAddr,
    app: &Arc<App>,
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
    let is_write = is_write(&head.method, &path);
    if is_write {
        write::admit(app, &head, &host)?;
    }
    let longest = if is_write { limits.write_body } else { limits.body };
    let body = match head.method {
        Method::GET | Method::HEAD => Vec::new(),
        _ => body::read(body, longest, limits.body_time).await?.into(),
    };
    let header = |name| head.headers.get(name).and_then(|value| value.to_str().ok());
    let language = parameters.first("lang").map(|language| language == "zh");
    let origin = format!("http://{host}");
    let asked = Asked {
        method: &head.method,
        path: &path,
        address: format!("{origin}{}", head.uri.path()),
        writable: app.token.is_some(),
        parameters,
        content_type: header(CONTENT_TYPE),
        body,
    };
    let chinese = language.or_else(|| is_chinese(header(ACCEPT_LANGUAGE))).unwrap_or(app.chinese);
    let accept = header(ACCEPT).map(str::to_owned);
    let question = |ask, suffix, format, length| wire::Request {
        ask,
        accept,
        suffix,
        format,
        origin,
        chinese,
        slow: false,
        length,
    };
    match route::route(asked)? {
        Action::Health => Ok((health(app), site)),
        Action::Style => Ok((style(), site)),
        Action::Write { ask, body, deadline } => {
            if let Ask::Update { .. } = &ask {
                *query = String::from_utf8_lossy(&body[..body.len().min(log::MAX_TEXT)]).into_owned();
            }
            let question = question(ask, None, None, body.len());
            let deadline = deadline.unwrap_or(limits.deadline);
            let (answer, reason) = write::perform(Arc::clone(app), question, body, client, deadline).await;
            *note = reason;
            // No site but this one may have sent it.
            Ok((answer, None))
        }
        Action::Ask { ask, suffix, format, deadline } => {
            if let Ask::Query { text, .. } = &ask {
                query.clone_from(text);
            }
            let question = question(ask, suffix, format, 0);
            let pool = app.pool();
            let is_elsewhere = app.task.graph.directory().is_none();
            // Nobody tells when a graph elsewhere changes.
            let repeatable = Repeatable::of(&question, &pool).filter(|_| !is_elsewhere);
            let deadline = deadline.unwrap_or(limits.deadline);
            let answer = pool.ask(Question { request: &question, body: &[], client, deadline });
            let answer = match repeatable {
                Some(question) => app.remembered.or_ask(question, answer).await,
                None => answer.await,
            };
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
