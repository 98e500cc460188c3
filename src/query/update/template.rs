//! Quads that an update names, with variables filled in.

use std::collections::BTreeMap;

use oxigraph::model::{BlankNode, GraphName, NamedNode, NamedOrBlankNode, Quad, Term, Variable};
use oxigraph::sparql::QuerySolution;
use spargebra::term::{
    GraphNamePattern, GroundQuad, GroundQuadPattern, GroundTerm, GroundTermPattern, NamedNodePattern,
    Quad as DataQuad, QuadPattern, TermPattern,
};

use super::graph_name;

/// What happens to a quad.
#[derive(Clone, Copy)]
pub(super) enum Change {
    Delete,
    Insert,
}

/// Fills in the variables of one solution. What a solution leaves open, or what would be no quad, makes
/// none.
#[derive(Default)]
pub(super) struct Template<'s> {
    solution: Option<&'s QuerySolution>,
    /// A blank node in a template is another one in each solution, and another than all in the store.
    blank: BTreeMap<String, BlankNode>,
}

impl<'s> Template<'s> {
    pub(super) fn of(solution: &'s QuerySolution) -> Self {
        Self { solution: Some(solution), blank: BTreeMap::new() }
    }

    /// A quad of `INSERT DATA`.
    pub(super) fn data(&mut self, quad: &DataQuad) -> Quad {
        let subject = match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => node.clone().into(),
            NamedOrBlankNode::BlankNode(node) => NamedOrBlankNode::from(self.fresh(node)),
        };
        let object = match &quad.object {
            Term::BlankNode(node) => self.fresh(node).into(),
            term => term.clone(),
        };
        Quad::new(subject, quad.predicate.clone(), object, graph_name(&quad.graph_name))
    }

    /// A quad of `DELETE`.
    pub(super) fn deleted(&mut self, quad: &GroundQuadPattern) -> Option<Quad> {
        let term = |pattern: &GroundTermPattern| match pattern {
            GroundTermPattern::NamedNode(node) => Some(node.clone().into()),
            GroundTermPattern::Literal(literal) => Some(literal.clone().into()),
            GroundTermPattern::Variable(variable) => self.value(variable),
        };
        self.quad(term(&quad.subject)?, &quad.predicate, term(&quad.object)?, &quad.graph_name)
    }

    /// A quad of `INSERT`.
    pub(super) fn inserted(&mut self, quad: &QuadPattern) -> Option<Quad> {
        let mut term = |pattern: &TermPattern| match pattern {
            TermPattern::NamedNode(node) => Some(node.clone().into()),
            TermPattern::BlankNode(node) => Some(self.fresh(node).into()),
            TermPattern::Literal(literal) => Some(literal.clone().into()),
            TermPattern::Variable(variable) => self.value(variable),
        };
        let (subject, object) = (term(&quad.subject)?, term(&quad.object)?);
        self.quad(subject, &quad.predicate, object, &quad.graph_name)
    }

    fn quad(
        &self,
        subject: Term,
        predicate: &NamedNodePattern,
        object: Term,
        graph: &GraphNamePattern,
    ) -> Option<Quad> {
        let subject: NamedOrBlankNode = match subject {
            Term::NamedNode(node) => node.into(),
            Term::BlankNode(node) => node.into(),
            Term::Literal(_) => return None,
        };
        let predicate = match predicate {
            NamedNodePattern::NamedNode(node) => node.clone(),
            NamedNodePattern::Variable(variable) => self.node(variable)?,
        };
        let graph = match graph {
            GraphNamePattern::NamedNode(node) => node.clone().into(),
            GraphNamePattern::DefaultGraph => GraphName::DefaultGraph,
            GraphNamePattern::Variable(variable) => self.node(variable)?.into(),
        };
        Some(Quad::new(subject, predicate, object, graph))
    }

    fn value(&self, variable: &Variable) -> Option<Term> {
        self.solution?.get(variable).cloned()
    }

    fn node(&self, variable: &Variable) -> Option<NamedNode> {
        match self.value(variable)? {
            Term::NamedNode(node) => Some(node),
            _ => None,
        }
    }

    fn fresh(&mut self, node: &BlankNode) -> BlankNode {
        self.blank.entry(node.as_str().to_owned()).or_default().clone()
    }
}

/// A quad of `DELETE DATA`.
pub(super) fn ground(quad: &GroundQuad) -> Quad {
    let object: Term = match &quad.object {
        GroundTerm::NamedNode(node) => node.clone().into(),
        GroundTerm::Literal(literal) => literal.clone().into(),
    };
    Quad::new(quad.subject.clone(), quad.predicate.clone(), object, graph_name(&quad.graph_name))
}

/// The variables of templates, each once.
pub(super) fn variables(delete: &[GroundQuadPattern], insert: &[QuadPattern]) -> Vec<Variable> {
    let mut found: Vec<Variable> = Vec::new();
    let mut add = |variable: Option<&Variable>| {
        if let Some(variable) = variable.filter(|variable| !found.contains(variable)) {
            found.push(variable.clone());
        }
    };
    for quad in delete {
        add(of_ground(&quad.subject));
        add(of_ground(&quad.object));
        add(of_predicate(&quad.predicate));
        add(of_graph(&quad.graph_name));
    }
    for quad in insert {
        add(of_term(&quad.subject));
        add(of_term(&quad.object));
        add(of_predicate(&quad.predicate));
        add(of_graph(&quad.graph_name));
    }
    found
}

fn of_ground(pattern: &GroundTermPattern) -> Option<&Variable> {
    match pattern {
        GroundTermPattern::Variable(variable) => Some(variable),
        _ => None,
    }
}

fn of_term(pattern: &TermPattern) -> Option<&Variable> {
    match pattern {
        TermPattern::Variable(variable) => Some(variable),
        _ => None,
    }
}

fn of_predicate(pattern: &NamedNodePattern) -> Option<&Variable> {
    match pattern {
        NamedNodePattern::Variable(variable) => Some(variable),
        NamedNodePattern::NamedNode(_) => None,
    }
}

fn of_graph(pattern: &GraphNamePattern) -> Option<&Variable> {
    match pattern {
        GraphNamePattern::Variable(variable) => Some(variable),
        _ => None,
    }
}
