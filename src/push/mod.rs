//! Sends the graph to another SPARQL server, whole or what has changed since the last time.
//!
//! ```text
//!  graph directory ─ Snapshot ─▶ named graphs ─ compare with State ─▶ changed, removed
//!                                                                        │ Sender
//!                                                                        ▼
//!                                              SPARQL Update or Graph Store Protocol
//! ```
//!
//! A graph is what is compared, sent and replaced. [`State`] remembers for each server which graphs it
//! has; before a graph is touched it is marked as unknown there, so that whatever stops a push, the
//! next one sends that graph again. When the state is lost everything is sent again, and the server is
//! asked which documents it has that the graph has no more.

mod batch;
mod error;
mod sender;
mod state;

use std::collections::BTreeSet;
use std::path::Path;

use oxigraph::model::NamedNode;

use crate::graph::{NamedGraph, OpenError, Snapshot, fingerprint};
use crate::remote::{Endpoint, RemoteError};

pub use error::PushError;
use sender::Sender;
use state::State;

/// How a server takes changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// SPARQL 1.1 Update: several small graphs in one request.
    Update,
    /// The SPARQL 1.1 Graph Store Protocol: a request for each graph.
    GraphStore,
}

/// How to push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PushOptions {
    /// Send every graph, whatever the state says.
    pub all: bool,
    /// How the server takes changes.
    pub protocol: Protocol,
    /// The highest number of bytes of a request, if a single statement isn't longer.
    pub request_size: usize,
    /// Change nothing.
    pub dry_run: bool,
}

/// What was done, or would be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PushReport {
    /// The graphs that were sent.
    pub sent: Vec<NamedNode>,
    /// The number of their triples.
    pub triples: u64,
    /// The graphs that were removed from the server.
    pub removed: Vec<NamedNode>,
    /// How many graphs the server had already.
    pub unchanged: usize,
    /// Why the server couldn't be asked for documents that the graph has no more, where it had to be.
    pub unasked: Option<RemoteError>,
}

/// Where the graph goes.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'e> {
    /// What takes the changes.
    pub endpoint: &'e Endpoint,
    /// What answers queries; often the same.
    pub queries: &'e Endpoint,
}

/// Makes the server's copy of the graph in `path` what the graph is now. `progress` is told how many
/// graphs will be sent, and each that was.
///
/// # Errors
///
/// When the graph can't be read, another push to that server is running, or the server refuses. What
/// had been sent by then need not be sent again.
pub fn push(
    path: &Path,
    destination: Destination<'_>,
    options: PushOptions,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<PushReport, PushError> {
    loop {
        let snapshot = Snapshot::open(path)?;
        match push_snapshot(&snapshot, destination, options, progress) {
            // A build has replaced the files meanwhile.
            Err(PushError::Open(error)) if snapshot.is_outdated(&error)? => {}
            outcome => return outcome,
        }
    }
}

/// What `progress` is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress<'p> {
    /// So many graphs will be sent or removed.
    Begin(usize),
    /// This one is done.
    Done(&'p NamedNode),
}

/// What has to be done.
struct Plan {
    /// The files with graphs to send, and these graphs with their fingerprints.
    changed: Vec<(usize, Vec<(NamedNode, String)>)>,
    removed: Vec<NamedNode>,
    unchanged: usize,
    unasked: Option<RemoteError>,
}

fn push_snapshot(
    snapshot: &Snapshot,
    destination: Destination<'_>,
    options: PushOptions,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<PushReport, PushError> {
    let folder = State::folder(destination.endpoint.address());
    let lock = if options.dry_run { None } else { Some(snapshot.lock_companion(&folder)?) };
    let known = State::read(snapshot, &folder);
    let plan = plan(snapshot, known.as_ref(), destination, options)?;
    let mut state = known.unwrap_or_else(|| State::new(destination.endpoint.address()));
    let mut report =
        PushReport { unchanged: plan.unchanged, unasked: plan.unasked.clone(), ..PushReport::default() };
    let changed = plan.changed.iter().flat_map(|(_, graphs)| graphs).map(|(name, _)| name);
    if options.dry_run {
        report.sent = changed.cloned().collect();
        report.removed = plan.removed;
        return Ok(report);
    }
    progress(Progress::Begin(changed.clone().count() + plan.removed.len()));
    for name in changed.chain(&plan.removed) {
        state.mark_unknown(name);
    }
    let unchanged = snapshot
        .files()
        .enumerate()
        .filter(|(index, _)| !plan.changed.iter().any(|(changed, _)| changed == index));
    state.keep_files(unchanged.map(|(_, file)| file.path.as_str()));
    state.write(snapshot, &folder)?;
    let total = plan.changed.iter().map(|(_, graphs)| graphs.len()).sum::<usize>() + plan.removed.len();
    let mut sender = Sender::new(destination.endpoint, options, |change| {
        match change {
            sender::Change::Sent(name, fingerprint, triples) => {
                state.set(&name, fingerprint);
                report.triples += triples;
                progress(Progress::Done(&name));
                report.sent.push(name);
            }
            sender::Change::Removed(name) => {
                state.remove(&name);
                progress(Progress::Done(&name));
                report.removed.push(name);
            }
        }
        state.write_sometimes(snapshot, &folder)
    });
    let outcome = send(snapshot, &plan, &mut sender);
    drop(sender);
    if outcome.is_ok() {
        state.set_files(snapshot.files().map(|file| file.path.as_str()));
    }
    // Also after a failure: what has arrived need not be sent again.
    let written = state.write(snapshot, &folder);
    drop(lock);
    match outcome {
        Err(PushError::Remote { error, .. }) => {
            Err(PushError::Remote { error, done: report.sent.len() + report.removed.len(), total })
        }
        Err(error) => Err(error),
        Ok(()) => Ok(written.map(|()| report)?),
    }
}

fn send(snapshot: &Snapshot, plan: &Plan, sender: &mut Sender<'_>) -> Result<(), PushError> {
    let files: Vec<_> = snapshot.files().collect();
    for (index, wanted) in &plan.changed {
        let Some(file) = files.get(*index) else { continue };
        let mut wanted = wanted.iter().peekable();
        // Both are in the order of the file.
        for graph in snapshot.graphs(file)? {
            if let Some((_, fingerprint)) = wanted.next_if(|(name, _)| *name == graph.name) {
                sender.replace(&graph, fingerprint)?;
            }
        }
    }
    plan.removed.iter().try_for_each(|name| sender.remove(name))?;
    sender.finish()
}

fn plan(
    snapshot: &Snapshot,
    state: Option<&State>,
    destination: Destination<'_>,
    options: PushOptions,
) -> Result<Plan, PushError> {
    let names: BTreeSet<NamedNode> = snapshot.names().into_iter().collect();
    let state_counts = state.filter(|_| !options.all);
    let mut changed = Vec::new();
    let mut total = 0;
    for (index, file) in snapshot.files().enumerate() {
        if state_counts.is_some_and(|state| state.has_file(&file.path)) {
            continue;
        }
        let differs = |graph: NamedGraph| {
            let fingerprint = fingerprint(&graph.lines);
            let is_known =
                state_counts.is_some_and(|state| state.get(&graph.name) == Some(fingerprint.as_str()));
            (!is_known).then_some((graph.name, fingerprint))
        };
        let graphs: Vec<_> = snapshot.graphs(file)?.into_iter().filter_map(differs).collect();
        total += graphs.len();
        if !graphs.is_empty() {
            changed.push((index, graphs));
        }
    }
    let unchanged = names.len().saturating_sub(total);
    let mut removed: BTreeSet<NamedNode> = state.into_iter().flat_map(State::names).collect();
    let mut unasked = None;
    if state_counts.is_none() {
        let documents = snapshot.iris().document("");
        match destination.queries.graphs(documents.as_str()) {
            Ok(there) => removed.extend(there),
            Err(error) => unasked = Some(error),
        }
    }
    removed.retain(|name| !names.contains(name));
    Ok(Plan { changed, removed: removed.into_iter().collect(), unchanged, unasked })
}

/// The errors of the graph's own files.
impl From<OpenError> for PushError {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}
