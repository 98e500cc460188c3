//! The process that answers: one request after the other, until its socket closes.

mod describe;
mod elsewhere;
mod library;
mod metadata;
mod on_disk;
mod openapi;
mod page;
mod question;
mod reply;
mod resource;
mod rows;
mod search;
mod source;
mod sparql;
mod write;

use std::io::{self, Read as _};
use std::os::unix::net::UnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

pub(super) use elsewhere::Elsewhere;
pub(super) use library::Library;
pub(super) use on_disk::OnDisk;
pub(super) use question::question_media;
pub(super) use reply::Reply;

use self::source::Source;
use super::media::{Media, negotiate};
use super::priority;
use super::stock::Stock;
use super::wire::{self, Ask, Request};
use crate::diagnostic::Bilingual;
use crate::query::Scope;

/// Seconds beyond the deadline after which a worker ends itself, should the front not end it.
const GRACE: u64 = 2;

/// Answers until the front closes the socket or wants no more of this worker.
pub(super) fn serve(stock: &Stock, socket: UnixStream) -> io::Result<ExitCode> {
    match stock {
        Stock::Here(library) => answer_all(library.as_ref(), socket),
        Stock::OnDisk(_) => Err(io::Error::other("a worker has to open the graph first")),
        Stock::Elsewhere(elsewhere) => answer_all(&elsewhere.connect(), socket),
    }
}

fn answer_all(source: &impl Source, socket: UnixStream) -> io::Result<ExitCode> {
    let seconds = u32::try_from(source.limits().deadline.as_secs() + 1 + GRACE).unwrap_or(u32::MAX);
    while let Some(request) = wire::read::<Request>(&mut &socket)? {
        if request.slow {
            priority::slow_self();
        }
        // The signal ends the process, whatever it is doing.
        nix::unistd::alarm::set(seconds);
        let mut body = vec![0; request.length];
        (&socket).read_exact(&mut body)?;
        // After a panic nothing is kept that it could have left half-made: the graph isn't changed.
        let reply = catch_unwind(AssertUnwindSafe(|| answer(source, &request, body)))
            .unwrap_or_else(|panic| Reply::mistake(panic.as_ref()));
        nix::unistd::alarm::cancel();
        reply.send(&socket)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn answer(source: &impl Source, request: &Request, body: Vec<u8>) -> Reply {
    let reply = match &request.ask {
        Ask::Query { text, default_graphs, named_graphs, partial } => {
            let graphs = sparql::Graphs { default: default_graphs, named: named_graphs, scope: Scope::Union };
            sparql::query(source, request, text, &graphs, *partial)
        }
        Ask::ServiceDescription => describe::service(source, request),
        Ask::Void => describe::void(source, request),
        Ask::Graph { name } => sparql::graph(source, request, name.as_deref()),
        Ask::Update { default_graphs, named_graphs } => writable(source)
            .and_then(|library| write::update(library, request, body, default_graphs, named_graphs)),
        Ask::Store { method, graph, content_type } => writable(source).and_then(|library| {
            write::store(library, request, *method, graph, content_type.as_deref(), &body)
        }),
        Ask::Start => match negotiate(request.accept.as_deref(), &[Media::Html, Media::Turtle]) {
            Some(Media::Turtle) => describe::service(source, request),
            _ => page::start(source, request),
        },
        Ask::Search { words, limit } => search::search(source, request, words, *limit),
        Ask::Questions => Ok(question::list(source.catalog())),
        Ask::Question { name, given } => question::ask(source, request, name, given, None),
        Ask::Resource { path } => resource::resource(source, request, path),
        Ask::OpenApi => Ok(openapi::openapi(source, request)),
    };
    reply.unwrap_or_else(|refusal| refusal)
}

/// The graph that may be changed. The front lets nobody ask who may not.
fn writable(source: &impl Source) -> Result<&Library, Reply> {
    source
        .writable()
        .ok_or_else(|| Reply::error(403, &Bilingual::new("this server only reads", "本服务只读")))
}
