//! What pages show of a graph elsewhere: a node with what is said of it, documents, texts with some words.

use std::collections::BTreeSet;

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{
    GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term,
};

use super::RemoteGraph;
use crate::graph::GraphStore;
use crate::graph::vocab::{self, external};
use crate::query::error::QueryError;
use crate::query::search::SEARCH;
use crate::remote::Answer;

/// The properties under which names stand.
const NAMES: [NamedNodeRef<'static>; 4] =
    [rdfs::LABEL, external::SKOS_PREF_LABEL, external::SKOS_ALT_LABEL, external::DCTERMS_TITLE];

impl RemoteGraph {
    /// Whether the graph says anything of a node.
    ///
    /// # Errors
    ///
    /// When the server can't answer.
    pub fn contains(&self, node: NamedNodeRef<'_>) -> Result<bool, QueryError> {
        self.yes(&format!("ASK {{ {node} ?p ?o }}"))
    }

    /// Whether there is a graph with this name.
    ///
    /// # Errors
    ///
    /// When the server can't answer.
    pub fn contains_graph(&self, name: NamedNodeRef<'_>) -> Result<bool, QueryError> {
        self.yes(&format!("ASK {{ GRAPH {name} {{ ?s ?p ?o }} }}"))
    }

    fn yes(&self, text: &str) -> Result<bool, QueryError> {
        Ok(self.endpoint.query(text)? == Answer::Boolean(true))
    }

    /// The number of documents.
    ///
    /// # Errors
    ///
    /// When the server can't answer.
    pub fn documents(&self) -> Result<usize, QueryError> {
        let class = vocab::DOCUMENT;
        let text = format!("SELECT (COUNT(DISTINCT ?d) AS ?n) WHERE {{ ?d {} {class} }}", rdf::TYPE);
        let rows = self.endpoint.rows(&text)?;
        let count = rows.into_iter().flatten().flatten().find_map(|term| match term {
            Term::Literal(count) => count.value().parse().ok(),
            _ => None,
        });
        Ok(count.unwrap_or_default())
    }

    /// What is said of a node, and of what points to it, without what `passes_over` names, at most so many triples
    /// more than `incoming`.
    ///
    /// # Errors
    ///
    /// When the server can't answer.
    pub fn statements(
        &self,
        node: NamedNodeRef<'_>,
        passes_over: NamedNodeRef<'_>,
        incoming: usize,
    ) -> Result<Vec<Quad>, QueryError> {
        let own = self.endpoint.rows(&format!("SELECT DISTINCT ?p ?o WHERE {{ {node} ?p ?o }}"))?;
        let own = own.into_iter().filter_map(|row| triple(row, |object| (node.into_owned().into(), object)));
        let others = self.endpoint.rows(&format!(
            "SELECT DISTINCT ?p ?s WHERE {{ ?s ?p {node} FILTER(isIRI(?s) && ?p != {passes_over}) }} LIMIT {}",
            incoming + 1
        ))?;
        let others = others.into_iter().filter_map(|row| {
            triple(row, |subject| match subject {
                Term::NamedNode(subject) => (subject.into(), node.into_owned().into()),
                other => (node.into_owned().into(), other),
            })
        });
        Ok(own.chain(others).collect())
    }

    /// An excerpt with the names of these nodes, and the titles of those that are documents.
    ///
    /// # Errors
    ///
    /// When the server can't answer.
    pub fn named(&self, nodes: &BTreeSet<&NamedNode>) -> Result<GraphStore, QueryError> {
        let mut quads = self.about(nodes, &[rdfs::LABEL, external::SKOS_PREF_LABEL])?;
        let documents = nodes.iter().copied().filter(|node| self.iris.document_id(node.as_ref()).is_some());
        quads.extend(self.about(&documents.collect(), &[rdf::TYPE, external::DCTERMS_TITLE])?);
        self.excerpt(quads)
    }

    /// An excerpt with texts that contain all words, at most so many for each kind of them: names and titles, and
    /// sentences too where the server has full text.
    ///
    /// # Errors
    ///
    /// When the server can't answer.
    pub fn texts(&self, words: &str, limit: usize, full_text: bool) -> Result<GraphStore, QueryError> {
        if words.trim().is_empty() {
            return self.excerpt(Vec::new());
        }
        let mut found: BTreeSet<NamedNode> = BTreeSet::new();
        if full_text {
            let literal = Literal::new_simple_literal(words);
            let rows = self.endpoint.rows(&format!(
                "SELECT ?s WHERE {{ SERVICE {SEARCH} {{ ?s {} {literal} ; {} {} }} }}",
                vocab::MATCHES,
                vocab::LIMIT,
                Literal::from(i64::try_from(limit).unwrap_or(i64::MAX)),
            ))?;
            found.extend(nodes(rows));
        } else {
            let all: Vec<String> = words
                .split_whitespace()
                .map(|word| format!("CONTAINS(STR(?o), {})", Literal::new_simple_literal(word)))
                .collect();
            for property in NAMES {
                let rows = self.endpoint.rows(&format!(
                    "SELECT DISTINCT ?s WHERE {{ ?s {property} ?o FILTER({}) }} LIMIT {limit}",
                    all.join(" && ")
                ))?;
                found.extend(nodes(rows));
            }
        }
        let mut quads = self.about(&found.iter().collect(), &NAMES)?;
        let sentences: BTreeSet<&NamedNode> =
            found.iter().filter(|node| !quads.iter().any(|quad| is_about(quad, node))).collect();
        let properties = [vocab::IN_DOCUMENT, external::OA_EXACT];
        let of_sentences = self.about(&sentences, &properties)?;
        // What a reader sees of a sentence is its document.
        let documents: BTreeSet<NamedNode> =
            of_sentences.iter().filter_map(|quad| node(quad.object.clone())).collect();
        quads.extend(self.about(&documents.iter().collect(), &[external::DCTERMS_TITLE])?);
        quads.extend(of_sentences);
        self.excerpt(quads)
    }
}

fn is_about(quad: &Quad, node: &NamedNode) -> bool {
    quad.subject.as_ref() == NamedOrBlankNodeRef::from(node)
}

fn node(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        _ => None,
    }
}

fn nodes(rows: Vec<Vec<Option<Term>>>) -> impl Iterator<Item = NamedNode> {
    rows.into_iter().flatten().flatten().filter_map(node)
}

/// A row of a property and one end; `ends` says which are the subject and the object.
fn triple(row: Vec<Option<Term>>, ends: impl FnOnce(Term) -> (NamedOrBlankNode, Term)) -> Option<Quad> {
    let mut row = row.into_iter();
    let property = node(row.next()??)?;
    let (subject, object) = ends(row.next()??);
    Some(Quad::new(subject, property, object, GraphName::DefaultGraph))
}
