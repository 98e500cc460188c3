//! A graph that doesn't change any more, in sorted arrays.
//!
//! The store in memory is made for changes: each quad is in five linked lists and has a lock and a counter, which
//! reading writes to. A process that was forked from the one with the graph gets a copy of every page that it writes to,
//! so a question about much of a graph of 2.7 million quads copies 600 MB. Here reading writes nothing, and what a
//! pattern matches stands side by side.
//!
//! ```text
//! Terms   text of every term, one after the other ─ number ◀─ hash
//! Quads   [s p o g] [p o s g] [o s p g] [g s p o], four numbers a quad, each array sorted
//! View    what a query sees of both, with the terms that it makes
//! ```

mod quads;
mod terms;
mod view;

use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use oxigraph::store::{StorageError, Store};
use rustc_hash::FxHashSet;

use self::quads::{Pattern, Quads, Row};
use self::terms::{TermId, Terms};
pub(super) use self::view::View;

/// A graph for reading.
#[derive(Default)]
pub(super) struct Frozen {
    terms: Terms,
    quads: Quads,
    /// The names of the graphs, also of empty ones, sorted.
    graphs: Vec<TermId>,
}

impl Frozen {
    /// What a store holds now.
    pub(super) fn of(store: &Store) -> Result<Self, StorageError> {
        let mut filling = Self::default().fill();
        store.iter().try_for_each(|quad| quad.map(|quad| filling.put(quad)))?;
        for name in store.named_graphs() {
            filling.put_graph(name?);
        }
        Ok(filling.finish())
    }

    /// To put more into it.
    pub(super) fn fill(self) -> Filling {
        Filling { rows: self.quads.into_rows(), terms: self.terms, graphs: self.graphs.into_iter().collect() }
    }

    /// The number of quads.
    pub(super) fn len(&self) -> usize {
        self.quads.len()
    }

    /// The names of the graphs, also of empty ones.
    pub(super) fn named_graphs(&self) -> impl Iterator<Item = NamedOrBlankNode> + use<'_> {
        self.graphs.iter().filter_map(|id| self.node(*id))
    }

    pub(super) fn contains_named_graph(&self, name: &NamedNode) -> bool {
        let id = self.terms.find(&name.clone().into());
        id.is_some_and(|id| self.graphs.binary_search(&id).is_ok())
    }

    /// What a query is run on.
    pub(super) fn view(&self) -> View<'_> {
        View::new(self)
    }

    /// The quads with these terms.
    pub(super) fn quads_for_pattern(&self, terms: [Option<Term>; 4]) -> impl Iterator<Item = Quad> + use<'_> {
        let mut pattern = Pattern::default();
        let mut is_known = true;
        for (place, term) in pattern.iter_mut().zip(terms) {
            let Some(term) = term else { continue };
            *place = self.terms.find(&term);
            is_known &= place.is_some();
        }
        let found = is_known.then(|| self.quads.find(pattern));
        found.into_iter().flatten().filter_map(|row| self.quad(row))
    }

    /// None for what no quad is: its subject can't be a literal.
    fn quad(&self, [subject, predicate, object, graph]: [TermId; 4]) -> Option<Quad> {
        let Term::NamedNode(predicate) = self.terms.term(predicate) else { return None };
        let graph =
            if graph == TermId::DEFAULT_GRAPH { GraphName::DefaultGraph } else { self.node(graph)?.into() };
        Some(Quad::new(self.node(subject)?, predicate, self.terms.term(object), graph))
    }

    fn node(&self, id: TermId) -> Option<NamedOrBlankNode> {
        match self.terms.term(id) {
            Term::NamedNode(node) => Some(node.into()),
            Term::BlankNode(node) => Some(node.into()),
            Term::Literal(_) => None,
        }
    }
}

/// A graph that more is put into.
pub(super) struct Filling {
    terms: Terms,
    rows: Vec<Row>,
    graphs: FxHashSet<TermId>,
}

impl Filling {
    pub(super) fn put(&mut self, quad: Quad) {
        let graph = match quad.graph_name {
            GraphName::DefaultGraph => TermId::DEFAULT_GRAPH,
            GraphName::NamedNode(node) => self.put_graph(node.into()),
            GraphName::BlankNode(node) => self.put_graph(node.into()),
        };
        let terms = [quad.subject.into(), quad.predicate.into(), quad.object];
        let [subject, predicate, object] = terms.map(|term| self.terms.put(&term));
        self.rows.push([subject, predicate, object, graph]);
    }

    /// A graph that may be empty.
    pub(super) fn put_graph(&mut self, name: NamedOrBlankNode) -> TermId {
        let id = self.terms.put(&name.into());
        self.graphs.insert(id);
        id
    }

    pub(super) fn finish(mut self) -> Frozen {
        self.terms.finish();
        let quads = Quads::of(self.rows, self.terms.len());
        let mut graphs: Vec<TermId> = self.graphs.into_iter().collect();
        graphs.sort_unstable();
        Frozen { terms: self.terms, quads, graphs }
    }
}

#[cfg(test)]
mod tests;
