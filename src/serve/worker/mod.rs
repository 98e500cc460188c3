//! The process that answers: one request after the other, until its socket closes.

mod describe;
mod library;
mod metadata;
mod openapi;
mod page;
mod question;
mod reply;
mod resource;
mod search;
mod sparql;
mod write;

use std::io::{self, Read as _};
use std::os::unix::net::UnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

pub(super) use library::Library;
pub(super) use reply::Reply;

use super::media::{Media, negotiate};
use super::wire::{self, Ask, Request};
use crate::query::Scope;

/// Seconds beyond the deadline after which a worker ends itself, should the front not end it.
const GRACE: u64 = 2;

/// Answers until the front closes the socket or wants no more of this worker.
pub(super) fn serve(library: &Library, socket: UnixStream) -> io::Result<ExitCode> {
    let seconds = u32::try_from(library.limits.deadline.as_secs() + 1 + GRACE).unwrap_or(u32::MAX);
    while let Some(request) = wire::read::<Request>(&mut &socket)? {
        // The signal ends the process, whatever it is doing.
        nix::unistd::alarm::set(seconds);
        // After a panic nothing is kept that it could have left half-made: the graph isn't changed.
        let mut body = vec![0; request.length];
        (&socket).read_exact(&mut body)?;
        let reply = catch_unwind(AssertUnwindSafe(|| answer(library, &request, body)))
            .unwrap_or_else(|panic| Reply::mistake(panic.as_ref()));
        nix::unistd::alarm::cancel();
        reply.send(&socket)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn answer(library: &Library, request: &Request, body: Vec<u8>) -> Reply {
    let reply = match &request.ask {
        Ask::Query { text, default_graphs, named_graphs, partial } => {
            let graphs = sparql::Graphs { default: default_graphs, named: named_graphs, scope: Scope::Union };
            sparql::query(library, request, text, &graphs, *partial)
        }
        Ask::ServiceDescription => describe::service(library, request),
        Ask::Void => describe::void(library, request),
        Ask::Graph { name } => sparql::graph(library, request, name.as_deref()),
        Ask::Update { default_graphs, named_graphs } => {
            write::update(library, request, body, default_graphs, named_graphs)
        }
        Ask::Store { method, graph, content_type } => {
            write::store(library, request, *method, graph, content_type.as_deref(), &body)
        }
        Ask::Start => match negotiate(request.accept.as_deref(), &[Media::Html, Media::Turtle]) {
            Some(Media::Turtle) => describe::service(library, request),
            _ => Ok(page::start(library, request)),
        },
        Ask::Search { words, limit } => search::search(library, request, words, *limit),
        Ask::Questions => Ok(question::list(library)),
        Ask::Question { name, given } => question::ask(library, request, name, given, None),
        Ask::Resource { path } => resource::resource(library, request, path),
        Ask::OpenApi => Ok(openapi::openapi(library, request)),
    };
    reply.unwrap_or_else(|refusal| refusal)
}
