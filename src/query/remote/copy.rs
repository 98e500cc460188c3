//! The whole graph of a server, for exports.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use super::RemoteGraph;
use super::error::GraphElsewhereError;
use crate::graph::GraphStore;
use crate::graph::vocab::{self, external};
use crate::query::error::QueryError;

/// How many rows are asked for at once. Virtuoso gives 10,000 at most, unless it is told otherwise.
const PORTION: usize = 5_000;

impl RemoteGraph {
    /// Reads the graph into memory. `progress` is told how many named graphs there are, and each that
    /// was read.
    ///
    /// # Errors
    ///
    /// When the server can't answer, or doesn't give all.
    pub fn copy(&self, progress: &mut dyn FnMut(usize, &NamedNode)) -> Result<GraphStore, QueryError> {
        let mut names = vec![self.iris.gazetteer_graph(), self.iris.ontology_graph()];
        names.extend(self.endpoint.graphs(self.iris.document("").as_str())?);
        let store = self.excerpt(Vec::new())?;
        for name in &names {
            store.rdf()?.extend(self.graph(name)?)?;
            progress(names.len(), name);
        }
        let quads = store.quads(None, None, None, None).collect::<Result<_, _>>()?;
        self.excerpt(quads)
    }

    fn graph(&self, name: &NamedNode) -> Result<Vec<Quad>, QueryError> {
        let text = format!("SELECT ?s ?p ?o WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }} LIMIT {PORTION}");
        let rows = self.endpoint.rows(&text)?;
        if rows.len() < PORTION {
            return Ok(rows.into_iter().filter_map(|row| quad(row, name)).collect());
        }
        // From subject to subject in the server's own order: an offset would be counted anew by each
        // request, and Virtuoso sorts no more than 10,000 rows.
        let mut found = Vec::new();
        let mut after = String::new();
        loop {
            let literal = Literal::new_simple_literal(&after);
            let rows = self.endpoint.rows(&format!(
                "SELECT ?s ?p ?o WHERE {{ GRAPH {name} {{ ?s ?p ?o }} FILTER(STR(?s) > {literal}) }} ORDER BY STR(?s) \
                 LIMIT {PORTION}"
            ))?;
            let is_last = rows.len() < PORTION;
            let mut quads: Vec<Quad> = rows.into_iter().filter_map(|row| quad(row, name)).collect();
            if !is_last && let Some(last) = quads.last().map(|quad| quad.subject.clone()) {
                // There may be more of the last one.
                quads.retain(|quad| quad.subject != last);
            }
            match quads.last().map(|quad| subject(quad).to_owned()) {
                Some(last) => after = last,
                None if is_last => {}
                None => {
                    let (url, graph) = (self.endpoint.address().to_string(), name.to_string());
                    return Err(GraphElsewhereError::Incomplete { url, graph }.into());
                }
            }
            found.extend(quads);
            if is_last {
                return Ok(found);
            }
        }
    }
}

fn subject(quad: &Quad) -> &str {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(_) => "",
    }
}

fn quad(row: Vec<Option<Term>>, graph: &NamedNode) -> Option<Quad> {
    let mut row = row.into_iter();
    let (Some(Term::NamedNode(subject)), Some(Term::NamedNode(predicate))) = (row.next()?, row.next()?)
    else {
        return None;
    };
    let object = canonical(predicate.as_ref(), row.next()??);
    Some(Quad::new(subject, predicate, object, GraphName::NamedNode(graph.clone())))
}

/// The value as chanpu wrote it. Virtuoso keeps truth as 0 and 1, and now and then takes a large decimal
/// without a fraction for an integer.
fn canonical(predicate: NamedNodeRef<'_>, term: Term) -> Term {
    let Term::Literal(literal) = &term else { return term };
    match (literal.datatype(), literal.value()) {
        (xsd::BOOLEAN, "1") => Literal::from(true).into(),
        (xsd::BOOLEAN, "0") => Literal::from(false).into(),
        (xsd::INTEGER, value) if DECIMAL.contains(&predicate) => {
            Literal::new_typed_literal(value, xsd::DECIMAL).into()
        }
        _ => term,
    }
}

/// The properties whose values are decimals.
const DECIMAL: [NamedNodeRef<'_>; 4] =
    [external::SOSA_RESULT, vocab::CONFIDENCE, external::SCHEMA_LONGITUDE, external::SCHEMA_LATITUDE];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_as_they_were_written() {
        for (predicate, value, datatype, expected) in [
            (external::SOSA_RESULT, "9780000000", xsd::INTEGER, xsd::DECIMAL),
            (external::SOSA_RESULT, "1.5", xsd::DECIMAL, xsd::DECIMAL),
            (external::OA_START, "15", xsd::INTEGER, xsd::INTEGER),
        ] {
            let read = canonical(predicate, Literal::new_typed_literal(value, datatype).into());
            assert_eq!(read, Literal::new_typed_literal(value, expected).into());
        }
        let truth = Literal::new_typed_literal("1", xsd::BOOLEAN);
        assert_eq!(canonical(vocab::NESTED, truth.into()), Literal::from(true).into());
    }
}
