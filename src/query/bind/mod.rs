//! Binds parameters in a parsed query.
//!
//! Oxigraph can bind variables itself, but only after it has chosen the order of joins, and then
//! a question about one county reads every statement of the graph: 15 seconds instead of some
//! milliseconds on 4.8 million quads. (It has also decided by then that `BOUND(?parameter)` is
//! false.) So the terms take the place of the variables in the query's algebra — never in its
//! text — before the query is optimised. Where a query selects a parameter it is added back as
//! a constant.

mod shape;

use oxigraph::model::{Term, Variable};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

use self::shape::{below_projection, grouped, with_constant};

/// Puts the terms in the place of the variables.
pub(super) fn bind(query: Query, bindings: &[(Variable, Term)]) -> Query {
    bind_all(query, bindings, &[])
}

/// The same, with these variables taken out of `COALESCE` and `BOUND` where nothing in the query can give
/// them a value. That changes no answer; but Virtuoso takes `COALESCE(?unbound, "")` for an error.
pub(super) fn bind_all(query: Query, bindings: &[(Variable, Term)], optional: &[Variable]) -> Query {
    let bindings = bindings.iter().map(|(variable, term)| (variable, term)).collect();
    let absent = match &query {
        Query::Select { pattern, .. } => {
            let mut absent: Vec<Variable> = optional.to_vec();
            below_projection(pattern)
                .on_in_scope_variable(|variable| absent.retain(|other| other != variable));
            absent
        }
        _ => Vec::new(),
    };
    let mut binder = Binder { bindings, absent, scope: Scope::Inner };
    match query {
        Query::Select { dataset, pattern, base_iri } => {
            binder.scope = Scope::Outermost;
            Query::Select { dataset, pattern: binder.pattern(pattern), base_iri }
        }
        Query::Construct { template, dataset, pattern, base_iri } => Query::Construct {
            template: template.into_iter().map(|triple| binder.triple(triple).0).collect(),
            dataset,
            pattern: binder.pattern(pattern),
            base_iri,
        },
        Query::Describe { dataset, pattern, base_iri } => {
            Query::Describe { dataset, pattern: binder.pattern(pattern), base_iri }
        }
        Query::Ask { dataset, pattern, base_iri } => {
            Query::Ask { dataset, pattern: binder.pattern(pattern), base_iri }
        }
    }
}

struct Binder<'a> {
    bindings: Vec<(&'a Variable, &'a Term)>,
    /// Nothing gives these a value.
    absent: Vec<Variable>,
    scope: Scope,
}

/// Where a projection is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// The query's own: its variables are the parameters, selected or not.
    Outermost,
    /// A sub-query's: only variables that it selects are the same as those outside.
    Inner,
}

/// Whether a pattern can still match: a literal can't be a predicate or a graph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Possible,
    Impossible,
}

impl Binder<'_> {
    fn term(&self, variable: &Variable) -> Option<&Term> {
        self.bindings.iter().find(|(bound, _)| *bound == variable).map(|(_, term)| *term)
    }

    fn pattern(&self, pattern: GraphPattern) -> GraphPattern {
        match pattern {
            GraphPattern::Bgp { patterns } => self.triples(patterns),
            GraphPattern::Path { subject, path, object } => {
                GraphPattern::Path { subject: self.node(subject), path, object: self.node(object) }
            }
            GraphPattern::Join { left, right } => {
                GraphPattern::Join { left: self.boxed(*left), right: self.boxed(*right) }
            }
            GraphPattern::LeftJoin { left, right, expression } => GraphPattern::LeftJoin {
                left: self.boxed(*left),
                right: self.boxed(*right),
                expression: expression.map(|expression| self.expression(expression)),
            },
            GraphPattern::Lateral { left, right } => {
                GraphPattern::Lateral { left: self.boxed(*left), right: self.boxed(*right) }
            }
            GraphPattern::Filter { expr, inner } => {
                GraphPattern::Filter { expr: self.expression(expr), inner: self.boxed(*inner) }
            }
            GraphPattern::Union { left, right } => {
                GraphPattern::Union { left: self.boxed(*left), right: self.boxed(*right) }
            }
            GraphPattern::Graph { name, inner } => match self.name(name) {
                (name, Fit::Possible) => GraphPattern::Graph { name, inner: self.boxed(*inner) },
                (_, Fit::Impossible) => nothing(),
            },
            GraphPattern::Extend { inner, variable, expression } => self.extend(*inner, variable, expression),
            GraphPattern::Minus { left, right } => {
                GraphPattern::Minus { left: self.boxed(*left), right: self.boxed(*right) }
            }
            GraphPattern::Values { variables, bindings } => self.values(variables, bindings),
            GraphPattern::OrderBy { inner, expression } => GraphPattern::OrderBy {
                inner: self.boxed(*inner),
                expression: expression.into_iter().map(|order| self.order(order)).collect(),
            },
            GraphPattern::Project { inner, variables } => self.project(*inner, variables),
            GraphPattern::Distinct { inner } => GraphPattern::Distinct { inner: self.boxed(*inner) },
            GraphPattern::Reduced { inner } => GraphPattern::Reduced { inner: self.boxed(*inner) },
            GraphPattern::Slice { inner, start, length } => {
                GraphPattern::Slice { inner: self.boxed(*inner), start, length }
            }
            GraphPattern::Group { inner, variables, aggregates } => self.group(*inner, variables, aggregates),
            GraphPattern::Service { name, inner, silent } => {
                GraphPattern::Service { name, inner: self.boxed(*inner), silent }
            }
        }
    }

    fn boxed(&self, pattern: GraphPattern) -> Box<GraphPattern> {
        Box::new(self.pattern(pattern))
    }

    fn triples(&self, patterns: Vec<TriplePattern>) -> GraphPattern {
        let mut bound = Vec::with_capacity(patterns.len());
        for triple in patterns {
            let (triple, fit) = self.triple(triple);
            if fit == Fit::Impossible {
                return nothing();
            }
            bound.push(triple);
        }
        GraphPattern::Bgp { patterns: bound }
    }

    fn triple(&self, triple: TriplePattern) -> (TriplePattern, Fit) {
        let (predicate, fit) = self.name(triple.predicate);
        let (subject, object) = (self.node(triple.subject), self.node(triple.object));
        (TriplePattern { subject, predicate, object }, fit)
    }

    fn node(&self, node: TermPattern) -> TermPattern {
        match node {
            TermPattern::Variable(variable) => match self.term(&variable) {
                Some(Term::NamedNode(node)) => TermPattern::NamedNode(node.clone()),
                Some(Term::Literal(literal)) => TermPattern::Literal(literal.clone()),
                _ => TermPattern::Variable(variable),
            },
            node => node,
        }
    }

    fn name(&self, name: NamedNodePattern) -> (NamedNodePattern, Fit) {
        match name {
            NamedNodePattern::Variable(variable) => match self.term(&variable) {
                Some(Term::NamedNode(node)) => (NamedNodePattern::NamedNode(node.clone()), Fit::Possible),
                Some(_) => (NamedNodePattern::Variable(variable), Fit::Impossible),
                None => (NamedNodePattern::Variable(variable), Fit::Possible),
            },
            name => (name, Fit::Possible),
        }
    }

    /// `BIND(… AS ?parameter)` becomes the condition that it is the parameter.
    fn extend(&self, inner: GraphPattern, variable: Variable, expression: Expression) -> GraphPattern {
        let (inner, expression) = (self.boxed(inner), self.expression(expression));
        match self.term(&variable).and_then(constant) {
            Some(term) => GraphPattern::Filter {
                expr: Expression::SameTerm(Box::new(expression), Box::new(term)),
                inner,
            },
            None => GraphPattern::Extend { inner, variable, expression },
        }
    }

    /// Keeps the rows that agree with the parameters, without the parameters' columns.
    fn values(&self, variables: Vec<Variable>, bindings: Vec<Vec<Option<GroundTerm>>>) -> GraphPattern {
        let agrees = |variable: &Variable, value: &Option<GroundTerm>| match (self.term(variable), value) {
            (Some(term), Some(value)) => *term == ground(value),
            _ => true,
        };
        let keep: Vec<bool> = variables.iter().map(|variable| self.term(variable).is_none()).collect();
        let bindings = bindings
            .into_iter()
            .filter(|row| variables.iter().zip(row).all(|(variable, value)| agrees(variable, value)))
            .map(|row| kept(row, &keep))
            .collect();
        GraphPattern::Values { variables: kept(variables, &keep), bindings }
    }

    /// What is selected is added back as a constant.
    fn project(&self, inner: GraphPattern, variables: Vec<Variable>) -> GraphPattern {
        let is_selected = |(bound, _): &&(&Variable, &Term)| variables.contains(bound);
        let selected: Vec<_> = self.bindings.iter().filter(is_selected).copied().collect();
        let (bindings, absent) = match self.scope {
            Scope::Outermost => (self.bindings.clone(), self.absent.clone()),
            // What a sub-query selects may have a value outside.
            Scope::Inner => (selected.clone(), Vec::new()),
        };
        let grouped: Vec<Variable> = grouped(&inner).into_iter().cloned().collect();
        let mut inner = Binder { bindings, absent, scope: Scope::Inner }.pattern(inner);
        for (variable, term) in selected {
            if !grouped.contains(variable) {
                inner = with_constant(inner, variable, term);
            }
        }
        GraphPattern::Project { inner: Box::new(inner), variables }
    }

    /// A key stays a key, so that an empty group gives no row.
    fn group(
        &self,
        inner: GraphPattern,
        variables: Vec<Variable>,
        aggregates: Vec<(Variable, AggregateExpression)>,
    ) -> GraphPattern {
        let mut inner = self.pattern(inner);
        for (variable, term) in &self.bindings {
            if variables.contains(variable) {
                inner = with_constant(inner, variable, term);
            }
        }
        let aggregates = aggregates
            .into_iter()
            .map(|(variable, aggregate)| match aggregate {
                AggregateExpression::FunctionCall { name, expr, distinct } => {
                    let expr = self.expression(expr);
                    (variable, AggregateExpression::FunctionCall { name, expr, distinct })
                }
                count @ AggregateExpression::CountSolutions { .. } => (variable, count),
            })
            .collect();
        GraphPattern::Group { inner: Box::new(inner), variables, aggregates }
    }

    fn order(&self, order: OrderExpression) -> OrderExpression {
        match order {
            OrderExpression::Asc(expression) => OrderExpression::Asc(self.expression(expression)),
            OrderExpression::Desc(expression) => OrderExpression::Desc(self.expression(expression)),
        }
    }

    fn expression(&self, expression: Expression) -> Expression {
        use Expression as E;
        let one = |inner: Box<E>| Box::new(self.expression(*inner));
        let all = |list: Vec<E>| -> Vec<E> { list.into_iter().map(|item| self.expression(item)).collect() };
        match expression {
            E::Variable(variable) => match self.term(&variable).and_then(constant) {
                Some(term) => term,
                None => E::Variable(variable),
            },
            E::Bound(variable) => match self.term(&variable) {
                Some(_) => E::Literal(true.into()),
                None if self.absent.contains(&variable) => E::Literal(false.into()),
                None => E::Bound(variable),
            },
            E::Exists(pattern) => E::Exists(self.boxed(*pattern)),
            E::Or(a, b) => E::Or(one(a), one(b)),
            E::And(a, b) => E::And(one(a), one(b)),
            E::Equal(a, b) => E::Equal(one(a), one(b)),
            E::SameTerm(a, b) => E::SameTerm(one(a), one(b)),
            E::Greater(a, b) => E::Greater(one(a), one(b)),
            E::GreaterOrEqual(a, b) => E::GreaterOrEqual(one(a), one(b)),
            E::Less(a, b) => E::Less(one(a), one(b)),
            E::LessOrEqual(a, b) => E::LessOrEqual(one(a), one(b)),
            E::In(a, list) => E::In(one(a), all(list)),
            E::Add(a, b) => E::Add(one(a), one(b)),
            E::Subtract(a, b) => E::Subtract(one(a), one(b)),
            E::Multiply(a, b) => E::Multiply(one(a), one(b)),
            E::Divide(a, b) => E::Divide(one(a), one(b)),
            E::UnaryPlus(a) => E::UnaryPlus(one(a)),
            E::UnaryMinus(a) => E::UnaryMinus(one(a)),
            E::Not(a) => E::Not(one(a)),
            E::If(a, b, c) => E::If(one(a), one(b), one(c)),
            E::Coalesce(mut list) => {
                list.retain(|item| !matches!(item, E::Variable(variable) if self.absent.contains(variable)));
                match all(list) {
                    // A constant needs no COALESCE.
                    mut only if matches!(only.as_slice(), [E::Literal(_) | E::NamedNode(_)]) => {
                        only.remove(0)
                    }
                    several => E::Coalesce(several),
                }
            }
            E::FunctionCall(function, list) => E::FunctionCall(function, all(list)),
            constant @ (E::NamedNode(_) | E::Literal(_)) => constant,
        }
    }
}

/// A pattern without solutions.
fn nothing() -> GraphPattern {
    GraphPattern::Values { variables: Vec::new(), bindings: Vec::new() }
}

/// The term as an expression; a blank node can't be one.
fn constant(term: &Term) -> Option<Expression> {
    match term {
        Term::NamedNode(node) => Some(Expression::NamedNode(node.clone())),
        Term::Literal(literal) => Some(Expression::Literal(literal.clone())),
        Term::BlankNode(_) => None,
    }
}

fn ground(term: &GroundTerm) -> Term {
    match term {
        GroundTerm::NamedNode(node) => node.clone().into(),
        GroundTerm::Literal(literal) => literal.clone().into(),
    }
}

fn kept<T>(items: Vec<T>, keep: &[bool]) -> Vec<T> {
    items.into_iter().zip(keep).filter(|(_, keep)| **keep).map(|(item, _)| item).collect()
}

#[cfg(test)]
mod tests;
