//! What the front and the nursery say to each other. Each event about a new worker carries the
//! worker's socket.

use std::io::{self, IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage,
    SendFlags, recvmsg, sendmsg,
};
use serde::{Deserialize, Serialize};

use super::limits::Limits;
use super::upstream::Upstream;
use super::wire;
use crate::graph::Header;

/// The number of a worker; no two workers of a server have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct WorkerId(pub(super) u64);

/// What a worker is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Lane {
    /// Requests whose work the server knows.
    Known,
    /// What clients write themselves.
    Free,
}

/// What a nursery is to do. It is the first frame.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Task {
    pub(super) graph: Origin,
    /// Queries of the user's own.
    pub(super) queries: Option<PathBuf>,
    /// Whether clients may change the graph.
    pub(super) writable: bool,
    pub(super) limits: Limits,
}

/// Which graph is served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// That of a directory, each new build of it too.
    Directory(PathBuf),
    /// That on a SPARQL server.
    Endpoint(Box<Upstream>),
}

impl Origin {
    /// The directory that may change.
    pub(super) fn directory(&self) -> Option<&Path> {
        match self {
            Self::Directory(path) => Some(path),
            Self::Endpoint(_) => None,
        }
    }
}

/// From the front.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum Order {
    /// Kill the worker, if it still runs, and start another.
    Replace(WorkerId),
    /// Start another, in place of one that couldn't be started.
    Start(Lane),
    /// Read what has changed on the disk.
    Refresh,
    /// Let the worker have only the time that others don't need.
    Slow(WorkerId),
}

/// From the nursery.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Event {
    /// The graph is loaded.
    Loaded(Loaded),
    /// The graph can't be loaded, in English and Chinese.
    Failed(String, String),
    /// What has changed is read, and workers that are started from here on know it; none when the graph
    /// has to be loaded anew.
    Refreshed(Option<Loaded>),
    /// A worker is ready; its socket comes with this.
    Started(WorkerId, Lane),
    /// No worker could be started.
    NotStarted(Lane, String),
}

/// What was loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Loaded {
    /// The numbers of documents and quads, unless another server holds them.
    pub(super) size: Option<(usize, u64)>,
    /// How the IRIs begin.
    pub(super) base: String,
    /// Tells one state of the graph from another.
    pub(super) checksum: String,
    /// Whether sentences can be searched.
    pub(super) full_text: bool,
    /// Whether another server answers, one that does so differently from the standard.
    pub(super) differs: bool,
}

impl Loaded {
    /// What is told of a graph in a directory with so many quads beside those of clients.
    pub(super) fn of(header: &Header, steady_quads: u64) -> Self {
        Self {
            size: Some((header.documents(), steady_quads + header.client_quads())),
            base: header.base().to_owned(),
            checksum: header.checksum().to_owned(),
            full_text: true,
            differs: false,
        }
    }
}

/// Sends an event, with a socket when it is about a worker.
pub(super) fn send(control: &UnixStream, event: &Event, socket: Option<&UnixStream>) -> io::Result<()> {
    let frame = wire::frame(event)?;
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut ancillary = SendAncillaryBuffer::new(&mut space);
    let sockets = socket.map(AsFd::as_fd);
    if !sockets.as_slice().is_empty() {
        ancillary.push(SendAncillaryMessage::ScmRights(sockets.as_slice()));
    }
    let sent = sendmsg(control, &[IoSlice::new(&frame)], &mut ancillary, SendFlags::empty())?;
    // The socket went with the first bytes.
    io::Write::write_all(&mut &*control, &frame[sent..])
}

/// Puts events together from what is received.
#[derive(Default)]
pub(super) struct Inbox {
    bytes: Vec<u8>,
    sockets: std::collections::VecDeque<OwnedFd>,
}

impl Inbox {
    /// Receives what is there; `false` at the end.
    pub(super) fn receive(&mut self, control: impl AsFd) -> io::Result<bool> {
        let mut bytes = [0; 4096];
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(4))];
        let mut ancillary = RecvAncillaryBuffer::new(&mut space);
        // A socket that a program we start inherits would keep a worker alive.
        let received =
            recvmsg(control, &mut [IoSliceMut::new(&mut bytes)], &mut ancillary, RecvFlags::CMSG_CLOEXEC)?;
        self.bytes.extend_from_slice(&bytes[..received.bytes]);
        for message in ancillary.drain() {
            if let RecvAncillaryMessage::ScmRights(sockets) = message {
                self.sockets.extend(sockets);
            }
        }
        Ok(received.bytes > 0)
    }

    /// The next whole event, with its socket.
    pub(super) fn next(&mut self) -> io::Result<Option<(Event, Option<OwnedFd>)>> {
        let Some(length) = self.bytes.first_chunk::<4>() else { return Ok(None) };
        let end = 4 + wire::checked(*length)?;
        let Some(frame) = self.bytes.get(4..end) else { return Ok(None) };
        let event: Event = serde_json::from_slice(frame)?;
        self.bytes.drain(..end);
        let socket = match event {
            Event::Started(..) => self.sockets.pop_front(),
            _ => None,
        };
        Ok(Some((event, socket)))
    }
}
