//! One pass over the clauses of a document: words and names on the lattice, then names built of them.

use std::ops::Range;

use super::clause::Clause;
use super::compound;
use super::detect::Detector;
use super::enumeration;
use super::lattice::{Lattice, NameEdge, Token};
use super::local::LocalNames;
use super::node::Node;
use crate::text::NormalizedText;

/// Arrays that one clause after the other uses.
#[derive(Default)]
pub(super) struct Buffers {
    lattice: Lattice,
    tokens: Vec<Token>,
    names: Vec<NameEdge>,
    heads: Vec<(usize, usize)>,
}

/// Reads clauses into nodes.
pub(super) struct Pass<'a, 'g> {
    pub(super) detector: &'a Detector<'g>,
    pub(super) text: &'a NormalizedText,
    pub(super) clauses: &'a [Clause],
    pub(super) edges: &'a [NameEdge],
    pub(super) buffers: Buffers,
}

impl Pass<'_, '_> {
    /// Pushes the nodes of every clause of one enumeration.
    pub(super) fn group(&mut self, group: Range<usize>, local: &LocalNames, out: &mut Vec<Vec<Node>>) {
        let first = out.len();
        let enumerated = group.len() > 1;
        for clause in &self.clauses[group] {
            let nodes = self.clause(*clause, enumerated, local);
            out.push(nodes);
        }
        enumeration::apply(&mut out[first..], &self.text.text);
    }

    /// The nodes of one clause; none when nothing in it can be a name.
    fn clause(&mut self, clause: Clause, enumerated: bool, local: &LocalNames) -> Vec<Node> {
        if !self.prepare(clause, local) && !enumerated {
            return Vec::new();
        }
        let nodes = self.read(clause, local);
        compound::build(nodes, &self.text.text)
    }

    /// The words of one clause, before any names are built of them.
    pub(super) fn words(&mut self, clause: Clause, local: &LocalNames) -> Vec<Node> {
        self.prepare(clause, local);
        self.read(clause, local)
    }

    /// Collects the names that may stand in a clause, and tells whether anything in it can be a name.
    fn prepare(&mut self, clause: Clause, local: &LocalNames) -> bool {
        let text = &self.text.text;
        let Buffers { names, heads, .. } = &mut self.buffers;
        names.clear();
        let first = self.edges.partition_point(|edge| edge.span.end <= clause.span.start);
        let inside = self.edges[first..].iter().take_while(|edge| edge.span.end <= clause.span.end);
        names.extend(inside.filter(|edge| edge.span.start >= clause.span.start));
        if !local.is_empty() {
            local.edges(text, clause.span, names);
            names.sort_by_key(|edge| (edge.span.end, edge.span.start));
        }
        let words = clause.span.of(text);
        heads.clear();
        // Where names make the clause worth reading, heads matter only for the sectors among them.
        if names.is_empty() || names.iter().any(|name| self.detector.is_sector(name.kind)) {
            self.detector.vocabulary.heads_in(words, heads);
        }
        let vocabulary = &self.detector.vocabulary;
        let possible = !names.is_empty()
            || heads.iter().any(|&(start, end)| vocabulary.can_end_a_name(words, start, end))
            || words.contains(['等', '产'])
            || compound::has_stock_code(words);
        // 临港|工业园区: a sector that ends inside a longer head is none.
        names.retain(|name| {
            let (start, end) = (name.span.start - clause.span.start, name.span.end - clause.span.start);
            let cut = heads.iter().any(|&(from, to)| start < from && from < end && end < to && to - from > 6);
            !cut || !self.detector.is_sector(name.kind)
        });
        possible
    }

    /// The words and names on the cheapest path through a prepared clause.
    fn read(&mut self, clause: Clause, local: &LocalNames) -> Vec<Node> {
        let text = &self.text.text;
        let Buffers { lattice, tokens, names, .. } = &mut self.buffers;
        let breaks = {
            let from = self.text.soft_breaks.partition_point(|at| *at < clause.span.start);
            let to = self.text.soft_breaks.partition_point(|at| *at <= clause.span.end);
            &self.text.soft_breaks[from..to]
        };
        tokens.clear();
        lattice.decode(text, clause.span, names, breaks, &self.detector.vocabulary, tokens);
        tokens
            .iter()
            .map(|token| Node::of(*token, text, &self.detector.vocabulary, self.detector.gazetteer, local))
            .collect()
    }
}
