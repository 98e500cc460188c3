//! What can be told of a pattern from its shape: the keys of its grouping, and which variables it gives a value.

use oxigraph::model::{Term, Variable};
use spargebra::algebra::GraphPattern;

use super::constant;

/// What a query projects from.
pub(super) fn below_projection(pattern: &GraphPattern) -> &GraphPattern {
    match pattern {
        GraphPattern::Slice { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::OrderBy { inner, .. } => below_projection(inner),
        GraphPattern::Project { inner, .. } => inner,
        other => other,
    }
}

/// The keys of the grouping that a projection stands on.
pub(super) fn grouped(pattern: &GraphPattern) -> Vec<&Variable> {
    match pattern {
        GraphPattern::Group { variables, .. } => variables.iter().collect(),
        GraphPattern::Extend { inner, .. }
        | GraphPattern::Filter { inner, .. }
        | GraphPattern::OrderBy { inner, .. } => grouped(inner),
        _ => Vec::new(),
    }
}

/// The pattern with the variable as a constant.
pub(super) fn with_constant(inner: GraphPattern, variable: &Variable, term: &Term) -> GraphPattern {
    match constant(term) {
        // A sub-query has it already: to add it again would be no valid SPARQL for another server.
        Some(_) if gives(&inner, variable) => inner,
        Some(expression) => {
            GraphPattern::Extend { inner: Box::new(inner), variable: variable.clone(), expression }
        }
        None => inner,
    }
}

/// Whether every solution of a bound pattern has a value for a parameter, which is then its constant.
fn gives(pattern: &GraphPattern, variable: &Variable) -> bool {
    match pattern {
        GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
            gives(left, variable) || gives(right, variable)
        }
        GraphPattern::Union { left, right } => gives(left, variable) && gives(right, variable),
        GraphPattern::Extend { inner, variable: given, .. } => given == variable || gives(inner, variable),
        GraphPattern::Project { inner, variables } | GraphPattern::Group { inner, variables, .. } => {
            variables.contains(variable) && gives(inner, variable)
        }
        GraphPattern::LeftJoin { left: inner, .. }
        | GraphPattern::Minus { left: inner, .. }
        | GraphPattern::Filter { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::Graph { inner, .. } => gives(inner, variable),
        GraphPattern::Bgp { .. }
        | GraphPattern::Path { .. }
        | GraphPattern::Values { .. }
        | GraphPattern::Service { .. } => false,
    }
}
