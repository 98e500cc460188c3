//! Changes of the graph: who may make them, and in which order what happens.
//!
//! ```text
//!  one at a time ─▶ lock of the directory ─▶ a worker finds the difference ─▶ disk ─▶ readers ─▶ answer
//! ```

use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hyper::header::{AUTHORIZATION, HeaderMap, ORIGIN, RETRY_AFTER};
use hyper::http::request::Parts;
use serde_json::json;

use super::App;
use super::body::Payload;
use super::gate::Stop;
use super::response::{refused, response, stopped};
use super::route::update_refused;
use super::watch;
use crate::diagnostic::Bilingual;
use crate::graph::clients::{ClientChange, ClientWriter};
use crate::graph::{CommitError, OpenError};
use crate::serve::media::Media;
use crate::serve::pool::{Question, Refusal};
use crate::serve::wire::{Head, Request};
use crate::serve::worker::Reply;

/// An answer, with what the log has to tell beside it.
type Answered = (hyper::Response<Payload>, Option<String>);

/// Lets in who knows the token, unless a page of another site has made a browser send it. Before the
/// body is read, so that nobody else can keep the server busy.
pub(super) fn admit(app: &App, head: &Parts, host: &str) -> Result<(), Stop> {
    let Some(token) = &app.token else { return Err(update_refused()) };
    if is_of_other_site(&head.headers, host) {
        let en = "pages of other sites may not change the graph, whatever --cors allows";
        return Err((403, Bilingual::new(en, "其他网站的网页不得修改图谱，--cors 也不例外")));
    }
    let given = head.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.split_once(' '));
    match given {
        Some((scheme, text)) if scheme.eq_ignore_ascii_case("bearer") && token.is(text.trim()) => Ok(()),
        _ => Err((
            401,
            Bilingual::new(
                "changing the graph needs the token of the server: send `Authorization: Bearer TOKEN`",
                "修改图谱需要服务口令：请发送请求头 `Authorization: Bearer 口令`",
            ),
        )),
    }
}

fn is_of_other_site(headers: &HeaderMap, host: &str) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let is_own = |origin: &str| origin.split_once("://").is_some_and(|(_, authority)| authority == host);
    text(ORIGIN.as_str()).is_some_and(|origin| !is_own(origin))
        || text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"))
}

/// Makes a change. Once begun it goes to its end, also when the client hangs up.
pub(super) async fn perform(
    app: Arc<App>,
    request: Request,
    body: Vec<u8>,
    client: IpAddr,
    deadline: Duration,
) -> Answered {
    let change = tokio::spawn(async move {
        let question = Question { request: &request, body: &body, client, deadline };
        change(&app, question).await
    });
    change.await.unwrap_or_else(|error| (failed(), Some(error.to_string())))
}

async fn change(app: &Arc<App>, question: Question<'_>) -> Answered {
    let Ok(_place) = app.write_places.try_acquire() else { return (refused(Refusal::Busy), None) };
    let _turn = app.writing.lock().await;
    let Some(directory) = app.task.graph.directory().map(Path::to_owned) else {
        return (stopped(&update_refused()), None);
    };
    let mut writer = match blocking(move || ClientWriter::open(&directory)).await {
        Some(Ok(writer)) => writer,
        Some(Err(error)) => return cannot_open(&error),
        None => return (failed(), None),
    };
    if let Err(reason) = catch_up(app, &writer.manifest().checksum).await {
        return (failed(), Some(reason));
    }
    let pool = app.pool();
    let answer = match pool.ask(question).await {
        Ok(answer) => answer,
        Err(refusal) => return (refused(refusal), Some(format!("{refusal:?}"))),
    };
    if !answer.head.changes {
        let note = answer.head.note.clone();
        return (response(answer.head, Payload::new(answer.body, answer.room)), note);
    }
    let Ok(changes) = serde_json::from_slice::<Vec<ClientChange>>(&answer.body) else {
        return (failed(), Some("the worker's difference can't be read".to_owned()));
    };
    let told = told(answer.head, &changes);
    if changes.is_empty() {
        return (told, None);
    }
    let committed = blocking(move || writer.commit(&changes)).await;
    // Also after a failure, which may have come after the new manifest was in its place.
    if !pool.refresh().await
        && let Err(error) = watch::load(app).await
    {
        return (failed(), Some(error.message().en));
    }
    match committed {
        Some(Ok(())) => (told, None),
        Some(Err(error)) => cannot_commit(&error),
        None => (failed(), None),
    }
}

/// Lets the workers have the graph that is on the disk.
async fn catch_up(app: &Arc<App>, checksum: &str) -> Result<(), String> {
    if app.pool().loaded().checksum == checksum {
        return Ok(());
    }
    if !app.pool().refresh().await {
        watch::load(app).await.map_err(|error| error.message().en)?;
    }
    if app.pool().loaded().checksum == checksum {
        Ok(())
    } else {
        Err("the graph on the disk isn't the one that was loaded".to_owned())
    }
}

/// Runs what waits for the disk where it keeps nobody else waiting; `None` when it panics.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}

/// What the client hears of a change that is made.
fn told(mut head: Head, changes: &[ClientChange]) -> hyper::Response<Payload> {
    head.changes = false;
    if head.status != 200 {
        return response(head, Payload::new(Vec::new(), None));
    }
    let count = |lines: fn(&ClientChange) -> &Vec<String>| {
        changes.iter().map(|change| lines(change).len()).sum::<usize>()
    };
    let (added, removed) = (count(|change| &change.added), count(|change| &change.removed));
    let body = json!({ "added": added, "removed": removed, "graphs": changes.len() });
    let (made, body) = Reply::new(200, Media::Json, format!("{body}\n").into_bytes()).into_parts();
    head.headers.extend(made.headers);
    response(head, Payload::new(body, None))
}

fn cannot_open(error: &OpenError) -> Answered {
    let OpenError::Locked { pid, .. } = error else { return (failed(), Some(error.message().en)) };
    let (en, zh) = match pid {
        Some(pid) => (format!("process {pid}"), format!("进程 {pid}")),
        None => ("another process".to_owned(), "另一个进程".to_owned()),
    };
    let message = Bilingual::new(
        format!("{en} is writing this graph, probably a build; try again when it is done"),
        format!("{zh}正在写入该图谱（可能正在构建）；请等它结束后再试"),
    );
    let mut answer = stopped(&(503, message));
    answer.headers_mut().insert(RETRY_AFTER, hyper::header::HeaderValue::from_static("10"));
    (answer, Some(error.message().en))
}

fn cannot_commit(error: &CommitError) -> Answered {
    let is_full =
        matches!(error, CommitError::Io { source, .. } if source.kind() == std::io::ErrorKind::StorageFull);
    let answer = if is_full {
        let en = "the disk of the server is full; nothing was changed";
        stopped(&(507, Bilingual::new(en, "服务器磁盘已满；未作任何修改")))
    } else {
        failed()
    };
    (answer, Some(error.message().en))
}

/// What went wrong is for the log: it names files of the server.
fn failed() -> hyper::Response<Payload> {
    let en = "the change couldn't be made; the log of the server says why";
    stopped(&(500, Bilingual::new(en, "修改未能完成；原因见服务日志")))
}
