//! The SPARQL 1.1 Protocol: queries and updates, by GET, by POST of a form, by POST of the text.

use hyper::Method;

use super::{Action, Asked, bad, deadline_of, format_of, is_read, reads, update_refused};
use crate::serve::front::gate::Stop;
use crate::serve::front::parameters::Parameters;
use crate::serve::wire::Ask;

const QUERY: &str = "application/sparql-query";
const UPDATE: &str = "application/sparql-update";
const FORM: &str = "application/x-www-form-urlencoded";

/// What the body of a request is.
enum Sent {
    /// The text itself.
    Direct(Vec<u8>),
    /// Parameters.
    Form(Parameters),
    /// Something else.
    Other,
}

pub(super) fn query(asked: Asked<'_>) -> Result<Action, Stop> {
    let Asked { method, mut parameters, content_type, writable, body, .. } = asked;
    let mut direct = None;
    if *method == Method::POST {
        match sent(content_type, QUERY, body)? {
            Sent::Direct(text) => {
                let text = String::from_utf8(text);
                direct = Some(text.map_err(|_| bad("the body isn't UTF-8", "请求正文不是 UTF-8 编码", 400))?);
            }
            Sent::Form(form) => parameters.extend(form),
            Sent::Other if media_type(content_type).as_deref() == Some(UPDATE) => {
                return Err(update_elsewhere(writable));
            }
            Sent::Other => {
                return Err(bad(
                    "send a query as application/sparql-query or application/x-www-form-urlencoded",
                    "查询请以 application/sparql-query 或 application/x-www-form-urlencoded 发送",
                    415,
                ));
            }
        }
    } else {
        reads(method)?;
    }
    if parameters.count("update") > 0 {
        return Err(update_elsewhere(writable));
    }
    let text = match (direct, parameters.all("query").as_slice()) {
        (Some(text), []) => text,
        (None, [text]) => text.clone(),
        (None, []) if is_read(method) => {
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

pub(super) fn update(asked: Asked<'_>) -> Result<Action, Stop> {
    let Asked { method, mut parameters, content_type, body, .. } = asked;
    if *method != Method::POST {
        return Err(bad("send updates with POST", "更新请用 POST 发送", 405));
    }
    // The text of an update is nothing for an address, which others log.
    if parameters.count("update") > 0 {
        return Err(bad("put the update into the body", "请把更新语句放在请求正文中", 400));
    }
    let text = match sent(content_type, UPDATE, body)? {
        Sent::Direct(text) => text,
        Sent::Form(form) => {
            let text = match form.all("update").as_slice() {
                [text] => text.clone().into_bytes(),
                [] => return Err(bad("the parameter update is missing", "缺少参数 update", 400)),
                _ => return Err(bad("there is more than one update", "一次只能提交一个更新", 400)),
            };
            parameters.extend(form);
            text
        }
        Sent::Other => {
            return Err(bad(
                "send an update as application/sparql-update or application/x-www-form-urlencoded",
                "更新请以 application/sparql-update 或 application/x-www-form-urlencoded 发送",
                415,
            ));
        }
    };
    let ask = Ask::Update {
        default_graphs: parameters.all("using-graph-uri"),
        named_graphs: parameters.all("using-named-graph-uri"),
    };
    Ok(Action::Write { ask, body: text, deadline: deadline_of(&parameters)? })
}

/// Reads the body of a POST, whose text has the type `own` when it is sent as it is.
fn sent(content_type: Option<&str>, own: &str, body: Vec<u8>) -> Result<Sent, Stop> {
    if is_other_charset(content_type) {
        return Err(bad("the body must be UTF-8", "请求正文须为 UTF-8 编码", 415));
    }
    match media_type(content_type).as_deref() {
        Some(known) if known == own => Ok(Sent::Direct(body)),
        Some(FORM) => {
            let form = String::from_utf8(body)
                .map_err(|_| bad("the body isn't UTF-8", "请求正文不是 UTF-8 编码", 400))?;
            let form = Parameters::parse(&form);
            form.map(Sent::Form).map_err(|_| bad("the form can't be decoded", "表单内容无法解码", 400))
        }
        _ => Ok(Sent::Other),
    }
}

/// The type without its parameters, in lower case.
fn media_type(content_type: Option<&str>) -> Option<String> {
    Some(content_type?.split(';').next()?.trim().to_ascii_lowercase())
}

fn is_other_charset(content_type: Option<&str>) -> bool {
    let parameters = content_type.unwrap_or_default().split(';').skip(1);
    parameters
        .map(|part| part.trim().to_ascii_lowercase())
        .filter_map(|part| part.strip_prefix("charset=").map(|charset| charset.trim_matches('"').to_owned()))
        .any(|charset| charset != "utf-8" && charset != "utf8")
}

fn update_elsewhere(writable: bool) -> Stop {
    if writable { bad("updates go to /update", "更新请发送到 /update", 400) } else { update_refused() }
}
