//! A graph with its index on the disk, as the nursery holds it ready for workers. It has no threads, so the
//! nursery can be forked; opening the index starts some.

use std::io;
use std::path::Path;
use std::sync::Arc;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use oxigraph::store::StorageError;
use serde::{Deserialize, Serialize};

use super::library::Library;
use super::metadata;
use crate::graph::{OpenError, ServedGraph};
use crate::query::Catalog;
use crate::query::search::{SearchIndex, Texts};
use crate::serve::control::{Loaded, Task};
use crate::serve::fork::apart;

/// A graph on the disk with what is derived from it, which workers share.
pub(in crate::serve) struct OnDisk {
    graph: ServedGraph,
    catalog: Catalog,
    search: Arc<SearchIndex>,
    /// What the server says of the graph.
    metadata: Vec<Quad>,
    /// The number of quads that clients haven't written.
    steady_quads: u64,
    task: Task,
}

/// What a process tells that has opened the graph to read all of it.
#[derive(Serialize, Deserialize)]
struct Derived {
    quads: u64,
    texts: Texts,
    /// N-Quads.
    metadata: String,
}

impl OnDisk {
    /// Lets another process open the graph, which would leave this one with threads.
    pub(in crate::serve) fn derive(graph: ServedGraph, catalog: Catalog, task: Task) -> io::Result<Self> {
        let told = apart(|| {
            let mut derived = None;
            graph.extend::<StorageError>(|graph| {
                let quads = metadata::quads(graph, &catalog)?;
                derived = Some(Derived {
                    quads: graph.count()? as u64,
                    texts: Texts::read(graph)?,
                    metadata: quads.iter().map(|quad| format!("{quad} .\n")).collect(),
                });
                Ok(quads)
            })?;
            Ok(serde_json::to_vec(&derived)?)
        })?;
        let Some(derived) = serde_json::from_slice::<Option<Derived>>(&told)? else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        let quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(&derived.metadata);
        Ok(Self {
            search: Arc::new(derived.texts.index()),
            metadata: quads.collect::<Result<_, _>>().map_err(io::Error::other)?,
            steady_quads: derived.quads.saturating_sub(graph.header().client_quads()),
            graph,
            catalog,
            task,
        })
    }

    /// Reads what clients have written since; none when more than that has changed. What is derived from
    /// the graph, the index of texts and the counts, stays as it was.
    pub(in crate::serve) fn refresh(&mut self, path: &Path) -> Result<Option<Loaded>, OpenError> {
        if !self.graph.refresh(path)? {
            return Ok(None);
        }
        let (graph, metadata) = (&self.graph, &self.metadata);
        let told = apart(|| {
            graph.extend::<StorageError>(|_| Ok(metadata.clone()))?;
            Ok(Vec::new())
        });
        told.map_err(|source| OpenError::Io { path: path.to_owned(), source })?;
        Ok(Some(self.loaded()))
    }

    /// What the front wants to know of it.
    pub(in crate::serve) fn loaded(&self) -> Loaded {
        Loaded::of(self.graph.header(), self.steady_quads)
    }

    /// In a worker: opens the graph.
    pub(in crate::serve) fn library(self) -> Result<Library, StorageError> {
        Ok(Library {
            graph: self.graph.read()?,
            catalog: self.catalog,
            search: self.search,
            limits: self.task.limits,
            writable: self.task.writable,
            steady_quads: self.steady_quads,
        })
    }
}
