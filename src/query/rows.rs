//! Asks the program's own questions and reads the answers.

use oxigraph::model::{Term, Variable};

use crate::entity::EntityId;
use crate::graph::{GraphStore, Iris};
use crate::query::error::QueryError;
use crate::query::{Bindings, Column, NamedQuery, Outcome, RunOptions, run};

/// A graph that answers questions: one here, or one elsewhere.
pub trait Answers {
    /// Makes and reads its IRIs.
    fn iris(&self) -> &Iris;

    /// The whole answer to a question with its parameters bound.
    ///
    /// # Errors
    ///
    /// When the graph can't answer.
    fn answer(&self, question: &NamedQuery, bindings: &Bindings) -> Result<Outcome, QueryError>;
}

impl Answers for GraphStore {
    fn iris(&self) -> &Iris {
        self.iris()
    }

    fn answer(&self, question: &NamedQuery, bindings: &Bindings) -> Result<Outcome, QueryError> {
        run(self, question, bindings, &RunOptions::default())
    }
}

/// The answer to a question.
pub(crate) struct Rows<'g> {
    iris: &'g Iris,
    columns: Vec<Column>,
    rows: Vec<Vec<Option<Term>>>,
}

/// A row of it.
#[derive(Clone, Copy)]
pub(crate) struct Row<'r> {
    rows: &'r Rows<'r>,
    values: &'r [Option<Term>],
}

/// A place in a document, with its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Passage {
    /// The document's identifier.
    pub document: String,
    /// The first code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The document's date.
    pub date: Option<String>,
    /// The text.
    pub text: String,
}

/// Asks a question that is part of the program, about an entity when it needs one.
///
/// # Errors
///
/// When the store fails. The questions themselves are tested.
pub(crate) fn ask<'g>(
    graph: &'g impl Answers,
    text: &str,
    about: Option<(&str, &EntityId)>,
) -> Result<Rows<'g>, QueryError> {
    let (question, bindings) = own_question(graph.iris(), text, about)?;
    Ok(Rows::new(graph.iris(), graph.answer(&question, &bindings)?))
}

/// A question that is part of the program, and what it is about.
fn own_question(
    iris: &Iris,
    text: &str,
    about: Option<(&str, &EntityId)>,
) -> Result<(NamedQuery, Bindings), QueryError> {
    let question = NamedQuery::parse("chanpu", text).map_err(|error| QueryError::Syntax {
        query: error.query.clone(),
        position: Some((error.line, 1)),
        expected: error.to_string(),
    })?;
    let about = about.into_iter();
    let bindings =
        about.filter_map(|(name, entity)| Some((Variable::new(name).ok()?, iris.entity(entity).into())));
    Ok((question, bindings.collect()))
}

impl<'g> Rows<'g> {
    /// The rows of an answer; none of an answer that has no rows.
    fn new(iris: &'g Iris, outcome: Outcome) -> Self {
        match outcome {
            Outcome::Solutions(solutions) => Self { iris, columns: solutions.columns, rows: solutions.rows },
            Outcome::Boolean(_) | Outcome::Graph(_) => Self { iris, columns: Vec::new(), rows: Vec::new() },
        }
    }
}

impl Rows<'_> {
    /// The rows, in no particular order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|values| Row { rows: self, values })
    }
}

impl Row<'_> {
    fn term(&self, column: &str) -> Option<&Term> {
        let at = self.rows.columns.iter().position(|known| known.variable.as_str() == column)?;
        self.values.get(at)?.as_ref()
    }

    /// The text of a literal, or the IRI; nothing when the column is empty.
    pub(crate) fn optional(&self, column: &str) -> Option<String> {
        self.term(column).map(|term| match term {
            Term::Literal(literal) => literal.value().to_owned(),
            Term::NamedNode(iri) => iri.as_str().to_owned(),
            other => other.to_string(),
        })
    }

    /// The same, empty when the column is.
    pub(crate) fn text(&self, column: &str) -> String {
        self.optional(column).unwrap_or_default()
    }

    /// A number; 0 when there is none.
    pub(crate) fn number(&self, column: &str) -> usize {
        self.text(column).parse().unwrap_or_default()
    }

    /// The identifier of an entity.
    pub(crate) fn entity(&self, column: &str) -> Option<EntityId> {
        match self.term(column)? {
            Term::NamedNode(iri) => self.rows.iris.entity_id(iri.as_ref()),
            _ => None,
        }
    }

    /// The place in a document that the columns `document`, `date`, `start`, `end`, `text` name.
    pub(crate) fn passage(&self) -> Passage {
        let document = match self.term("document") {
            Some(Term::NamedNode(iri)) => self.rows.iris.document_id(iri.as_ref()),
            _ => None,
        };
        Passage {
            document: document.unwrap_or_default(),
            date: self.optional("date"),
            start: self.number("start"),
            end: self.number("end"),
            text: self.text("text"),
        }
    }
}
