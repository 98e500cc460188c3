//! Turns changes into requests.

use std::mem;

use oxigraph::model::NamedNode;

use super::batch::{STATEMENTS, fitting, pieces};
use super::{Protocol, PushError, PushOptions};
use crate::graph::{CommitError, NamedGraph};
use crate::remote::Endpoint;

/// What the server has confirmed.
pub(super) enum Change {
    /// A graph with its fingerprint and the number of its triples.
    Sent(NamedNode, String, u64),
    /// The end of a graph.
    Removed(NamedNode),
}

/// Sends graphs one after the other.
pub(super) struct Sender<'a> {
    endpoint: &'a Endpoint,
    options: PushOptions,
    confirm: Box<dyn FnMut(Change) -> Result<(), CommitError> + 'a>,
    request: Update,
}

/// An update in the making: first the graphs that go, then the statements that come. To send it twice
/// is as good as once, because what a graph gets in a later request never begins with its removal.
#[derive(Default)]
struct Update {
    drops: String,
    inserts: String,
    statements: usize,
    /// What is true when the server has taken it.
    changes: Vec<Change>,
}

impl Update {
    fn len(&self) -> usize {
        self.drops.len() + self.inserts.len()
    }

    fn text(&self) -> String {
        if self.inserts.is_empty() {
            return self.drops.trim_end_matches(";\n").to_owned();
        }
        format!("{}INSERT DATA {{\n{}}}", self.drops, self.inserts)
    }
}

impl<'a> Sender<'a> {
    pub(super) fn new(
        endpoint: &'a Endpoint,
        options: PushOptions,
        confirm: impl FnMut(Change) -> Result<(), CommitError> + 'a,
    ) -> Self {
        Self { endpoint, options, confirm: Box::new(confirm), request: Update::default() }
    }

    /// Puts a graph in the place of the server's.
    pub(super) fn replace(&mut self, graph: &NamedGraph, fingerprint: &str) -> Result<(), PushError> {
        let triples = graph.lines.bytes().filter(|byte| *byte == b'\n').count() as u64;
        let change = Change::Sent(graph.name.clone(), fingerprint.to_owned(), triples);
        match self.options.protocol {
            Protocol::GraphStore => {
                for (number, piece) in pieces(&graph.lines, self.options.request_size).into_iter().enumerate()
                {
                    if number == 0 {
                        self.endpoint.put(graph.name.as_ref(), piece)?;
                    } else {
                        self.endpoint.add(graph.name.as_ref(), piece)?;
                    }
                }
                Ok((self.confirm)(change)?)
            }
            Protocol::Update => {
                self.drop_graph(&graph.name)?;
                self.insert(graph)?;
                self.request.changes.push(change);
                Ok(())
            }
        }
    }

    /// Removes a graph of the server.
    pub(super) fn remove(&mut self, name: &NamedNode) -> Result<(), PushError> {
        match self.options.protocol {
            Protocol::GraphStore => {
                self.endpoint.delete(name.as_ref())?;
                Ok((self.confirm)(Change::Removed(name.clone()))?)
            }
            Protocol::Update => {
                self.drop_graph(name)?;
                self.request.changes.push(Change::Removed(name.clone()));
                Ok(())
            }
        }
    }

    /// Sends what is still to be sent.
    pub(super) fn finish(&mut self) -> Result<(), PushError> {
        let request = mem::take(&mut self.request);
        if request.len() > 0 {
            self.endpoint.update(&request.text())?;
        }
        for change in request.changes {
            (self.confirm)(change)?;
        }
        Ok(())
    }

    fn drop_graph(&mut self, name: &NamedNode) -> Result<(), PushError> {
        let drop = format!("DROP SILENT GRAPH {name} ;\n");
        // Room for some statements too, or the graph would be empty until the next request.
        if self.request.len() + 2 * drop.len() > self.options.request_size / 2 {
            self.finish()?;
        }
        self.request.drops.push_str(&drop);
        Ok(())
    }

    fn insert(&mut self, graph: &NamedGraph) -> Result<(), PushError> {
        let frame = format!("GRAPH {} {{\n}}\n", graph.name).len();
        let mut rest = graph.lines.as_str();
        while !rest.is_empty() {
            let bytes = self.options.request_size.saturating_sub(self.request.len() + frame + FRAME);
            let mut end = fitting(rest, bytes, STATEMENTS - self.request.statements.min(STATEMENTS));
            if end == 0 {
                if self.request.len() > 0 {
                    self.finish()?;
                    continue;
                }
                // Longer than a request may be: the server will say whether it takes it.
                end = rest.find('\n').map_or(rest.len(), |at| at + 1);
            }
            let (piece, after) = rest.split_at(end);
            self.request.inserts.push_str(&format!("GRAPH {} {{\n{piece}}}\n", graph.name));
            self.request.statements += piece.bytes().filter(|byte| *byte == b'\n').count();
            rest = after;
        }
        Ok(())
    }
}

/// The length of `INSERT DATA {` and `}`.
const FRAME: usize = 20;
