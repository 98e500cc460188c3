//! Rows as JSON. Most of a long answer are the same few things with their names, so each is written once.

use std::io;

use oxigraph::model::{NamedNode, Term};
use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::graph::GraphStore;
use crate::query::format::Labels;
use crate::query::{Language, NamedQuery, Solutions};

/// What is written for each thing.
type Nodes<'r> = FxHashMap<&'r NamedNode, Box<RawValue>>;

#[derive(Serialize)]
struct Answer<'r> {
    question: &'r str,
    columns: Vec<Column<'r>>,
    rows: Rows<'r>,
    truncated: bool,
}

#[derive(Serialize)]
struct Column<'r> {
    name: &'r str,
    en: &'r str,
    zh: &'r str,
}

#[derive(Serialize)]
struct Node<'r> {
    iri: &'r str,
    id: String,
    label: Option<String>,
}

struct Rows<'r> {
    names: Vec<&'r str>,
    rows: &'r [Vec<Option<Term>>],
    nodes: Nodes<'r>,
}

struct Row<'r>(&'r Rows<'r>, &'r [Option<Term>]);

struct Cell<'r>(&'r Rows<'r>, Option<&'r Term>);

/// The answer to a question.
pub(super) fn as_json(
    graph: &GraphStore,
    question: &NamedQuery,
    solutions: &Solutions,
    language: Language,
) -> io::Result<Vec<u8>> {
    let mut labels = Labels::new(graph, language);
    let mut nodes = Nodes::default();
    for term in solutions.rows.iter().flatten().flatten() {
        if let Term::NamedNode(iri) = term
            && !nodes.contains_key(iri)
        {
            let label = labels.label(iri).ok().flatten();
            let node = Node { iri: iri.as_str(), id: labels.short(iri.as_ref()), label };
            nodes.insert(iri, serde_json::value::to_raw_value(&node)?);
        }
    }
    let columns = solutions.columns.iter();
    let columns = columns.map(|column| Column {
        name: column.variable.as_str(),
        en: &column.heading.en,
        zh: &column.heading.zh,
    });
    let names = solutions.columns.iter().map(|column| column.variable.as_str()).collect();
    let answer = Answer {
        question: &question.name,
        columns: columns.collect(),
        rows: Rows { names, rows: &solutions.rows, nodes },
        truncated: solutions.truncated,
    };
    Ok(serde_json::to_vec(&answer)?)
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.rows.iter().map(|row| Row(self, row)))
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = self.1.iter().map(|term| Cell(self.0, term.as_ref()));
        serializer.collect_map(self.0.names.iter().zip(cells))
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.1 {
            None => serializer.serialize_unit(),
            Some(Term::NamedNode(iri)) => self.0.nodes.get(iri).serialize(serializer),
            Some(Term::Literal(literal)) => serializer.serialize_str(literal.value()),
            Some(other) => serializer.collect_str(other),
        }
    }
}
