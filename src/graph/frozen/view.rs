//! What a query sees of a graph that doesn't change.

use std::cell::RefCell;
use std::convert::Infallible;

use oxigraph::model::Term;
use rustc_hash::FxHashMap;
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};

use super::Frozen;
use super::quads::Row;
use super::terms::TermId;

/// A graph with the terms that a query makes.
pub(in crate::graph) struct View<'g> {
    graph: &'g Frozen,
    made: RefCell<Made>,
}

/// Terms that aren't in the graph. Their numbers follow those that are.
#[derive(Default)]
struct Made {
    ids: FxHashMap<Term, TermId>,
    values: Vec<ExpressionTerm>,
}

impl<'g> View<'g> {
    pub(super) fn new(graph: &'g Frozen) -> Self {
        Self { graph, made: RefCell::default() }
    }

    /// The number of a value, which gets one if it has none.
    fn id(&self, value: ExpressionTerm) -> TermId {
        let term = Term::from(value.clone());
        if let Some(id) = self.graph.terms.find_kept(&term) {
            return id;
        }
        let mut made = self.made.borrow_mut();
        if let Some(id) = made.ids.get(&term) {
            return *id;
        }
        let number = self.graph.terms.len() + made.values.len();
        let id = TermId(u32::try_from(number).unwrap_or(u32::MAX));
        made.values.push(value);
        made.ids.insert(term, id);
        id
    }

    /// A term that the query has made.
    fn made(&self, id: TermId) -> Option<ExpressionTerm> {
        let at = id.index().checked_sub(self.graph.terms.len())?;
        self.made.borrow().values.get(at).cloned()
    }
}

fn internal([subject, predicate, object, graph]: Row) -> InternalQuad<TermId> {
    let graph_name = (graph != TermId::DEFAULT_GRAPH).then_some(graph);
    InternalQuad { subject, predicate, object, graph_name }
}

impl<'g> QueryableDataset<'g> for View<'g> {
    type InternalTerm = TermId;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&TermId>,
        predicate: Option<&TermId>,
        object: Option<&TermId>,
        graph_name: Option<Option<&TermId>>,
    ) -> impl Iterator<Item = Result<InternalQuad<TermId>, Infallible>> + use<'g> {
        let graph = graph_name.map(|name| name.copied().unwrap_or(TermId::DEFAULT_GRAPH));
        let pattern = [subject.copied(), predicate.copied(), object.copied(), graph];
        self.graph.quads.find(pattern).map(|row| Ok(internal(row)))
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<TermId, Infallible>> + use<'g> {
        self.graph.graphs.iter().copied().map(Ok)
    }

    fn contains_internal_graph_name(&self, graph_name: &TermId) -> Result<bool, Infallible> {
        Ok(self.graph.graphs.binary_search(graph_name).is_ok())
    }

    fn internalize_term(&self, term: Term) -> Result<TermId, Infallible> {
        // 01 is 1, as in the store.
        Ok(self.id(term.into()))
    }

    fn externalize_term(&self, term: TermId) -> Result<Term, Infallible> {
        Ok(self.made(term).map_or_else(|| self.graph.terms.term(term), Term::from))
    }

    fn externalize_expression_term(&self, term: TermId) -> Result<ExpressionTerm, Infallible> {
        Ok(self.made(term).unwrap_or_else(|| self.graph.terms.value(term)))
    }

    fn internalize_expression_term(&self, term: ExpressionTerm) -> Result<TermId, Infallible> {
        Ok(self.id(term))
    }
}
