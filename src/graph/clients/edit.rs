//! Changes to graphs of clients before they are kept: tried on the store, and told as a difference.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedOrBlankNode, Quad, QuadRef};
use oxigraph::store::{StorageError, Store, Transaction};

use super::{ClientChange, EditError, check};
use crate::graph::{GraphStore, Iris};

/// A transaction that is never committed. What it would have changed is what [`Edit::finish`] tells.
pub struct Edit<'s> {
    store: &'s Store,
    iris: &'s Iris,
    transaction: Transaction<'s>,
    /// Quads that came or went, perhaps both. In a store because that one keeps numbers and dates as
    /// values: `01` is `1`, here as there.
    touched: Store,
    graphs: BTreeSet<Option<String>>,
}

impl<'s> Edit<'s> {
    /// Begins with the graph as it is; `store` is its [`scratch`](GraphStore::scratch).
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn begin(graph: &'s GraphStore, store: &'s Store) -> Result<Self, StorageError> {
        Ok(Self {
            store,
            iris: graph.iris(),
            transaction: store.start_transaction()?,
            touched: Store::new()?,
            graphs: BTreeSet::new(),
        })
    }

    /// The store as it is now, for queries.
    pub fn transaction(&self) -> &Transaction<'s> {
        &self.transaction
    }

    /// Puts a quad in.
    ///
    /// # Errors
    ///
    /// When its graph can't be written, or the store fails.
    pub fn insert(&mut self, quad: QuadRef<'_>) -> Result<(), EditError> {
        self.touch(quad)?;
        self.transaction.insert(quad);
        Ok(())
    }

    /// Takes a quad out.
    ///
    /// # Errors
    ///
    /// When its graph can't be written, or the store fails.
    pub fn remove(&mut self, quad: QuadRef<'_>) -> Result<(), EditError> {
        self.touch(quad)?;
        self.transaction.remove(quad);
        Ok(())
    }

    fn touch(&mut self, quad: QuadRef<'_>) -> Result<(), EditError> {
        self.touch_graph(quad.graph_name)?;
        Ok(self.touched.insert(quad)?)
    }

    fn touch_graph(&mut self, graph: GraphNameRef<'_>) -> Result<(), EditError> {
        check(self.iris, graph)?;
        self.graphs.insert(name(graph));
        Ok(())
    }

    /// Whether there is such a graph; the default graph is always there.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn contains(&self, graph: GraphNameRef<'_>) -> Result<bool, StorageError> {
        match graph {
            GraphNameRef::NamedNode(name) => self.transaction.contains_named_graph(name),
            GraphNameRef::BlankNode(_) => Ok(false),
            GraphNameRef::DefaultGraph => Ok(true),
        }
    }

    /// Whether the graph holds no quad.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn is_empty(&self, graph: GraphNameRef<'_>) -> Result<bool, StorageError> {
        let mut quads = self.transaction.quads_for_pattern(None, None, None, Some(graph));
        Ok(quads.next().transpose()?.is_none())
    }

    /// Makes a graph, unless it is there.
    ///
    /// # Errors
    ///
    /// When it can't be written, or the store fails.
    pub fn create(&mut self, graph: &NamedNode) -> Result<(), EditError> {
        self.touch_graph(GraphNameRef::NamedNode(graph.as_ref()))?;
        self.transaction.insert_named_graph(graph);
        Ok(())
    }

    /// Empties a graph.
    ///
    /// # Errors
    ///
    /// When it can't be written, or the store fails.
    pub fn clear(&mut self, graph: GraphNameRef<'_>) -> Result<(), EditError> {
        self.touch_graph(graph)?;
        let quads = self.transaction.quads_for_pattern(None, None, None, Some(graph));
        let quads = quads.collect::<Result<Vec<Quad>, StorageError>>()?;
        quads.iter().try_for_each(|quad| self.remove(quad.as_ref()))
    }

    /// Empties a graph and forgets it.
    ///
    /// # Errors
    ///
    /// When it can't be written, or the store fails.
    pub fn drop(&mut self, graph: GraphNameRef<'_>) -> Result<(), EditError> {
        self.clear(graph)?;
        if let GraphNameRef::NamedNode(name) = graph {
            self.transaction.remove_named_graph(name)?;
        }
        Ok(())
    }

    /// The named graphs that clients may write.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn named_graphs(&self) -> Result<Vec<NamedNode>, StorageError> {
        let mut graphs = Vec::new();
        for graph in self.transaction.named_graphs() {
            if let NamedOrBlankNode::NamedNode(name) = graph?
                && !self.iris.is_own_graph(name.as_ref())
            {
                graphs.push(name);
            }
        }
        Ok(graphs)
    }

    /// What is different from the beginning, by graph.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn finish(self) -> Result<Vec<ClientChange>, StorageError> {
        let mut changes = BTreeMap::new();
        for graph in &self.graphs {
            let (before, after) = match graph {
                Some(name) => {
                    let name = NamedNode::new_unchecked(name);
                    (self.store.contains_named_graph(&name)?, self.transaction.contains_named_graph(&name)?)
                }
                None => (true, true),
            };
            let change =
                ClientChange { graph: graph.clone(), exists: after, removed: Vec::new(), added: Vec::new() };
            changes.insert(graph, (before != after, change));
        }
        for quad in self.touched.iter() {
            let quad = quad?;
            let graph = name(quad.graph_name.as_ref());
            let Some((is_different, change)) = changes.get_mut(&graph) else { continue };
            let lines = match (self.store.contains(&quad)?, self.transaction.contains(&quad)?) {
                (true, false) => &mut change.removed,
                (false, true) => &mut change.added,
                _ => continue,
            };
            *is_different = true;
            lines.push(format!("{quad} .\n"));
        }
        Ok(changes
            .into_values()
            .filter(|(is_different, _)| *is_different)
            .map(|(_, change)| change)
            .collect())
    }
}

fn name(graph: GraphNameRef<'_>) -> Option<String> {
    match GraphName::from(graph) {
        GraphName::NamedNode(name) => Some(name.into_string()),
        _ => None,
    }
}
