//! `SERVICE cp:search { … }`: reads the pattern, searches, and gives rows.

use std::sync::Arc;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNodeRef, Term, Variable};
use oxigraph::sparql::{QuerySolution, QuerySolutionIter, ServiceHandler};
use oxiri::Iri;
use spargebra::algebra::GraphPattern;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use super::index::{Hit, SearchIndex};
use super::text::Field;
use crate::diagnostic::Bilingual;
use crate::graph::vocab;

/// The name of the service.
pub const SEARCH: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://chanpu.example/ontology#search");

/// How many texts are found when nobody says.
const LIMIT: usize = 1_000;
/// The most that may be asked for.
const MAX_LIMIT: usize = 100_000;

/// Answers patterns from an index.
pub(in crate::query) struct SearchService(pub(in crate::query) Arc<SearchIndex>);

/// The pattern isn't one that can be answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}; {}", self.0.en, self.0.zh)]
pub(in crate::query) struct PatternError(pub(in crate::query) Bilingual);

impl PatternError {
    fn new(what_en: &str, what_zh: &str) -> Self {
        let example =
            "SERVICE cp:search { ?s cp:matches \"天麻 加工\" ; cp:score ?score ; cp:snippet ?text }";
        Self(Bilingual::new(
            format!("{what_en}; write for example {example}"),
            format!("{what_zh}；例如可写 {example}"),
        ))
    }
}

impl ServiceHandler for SearchService {
    type Error = PatternError;

    fn handle(
        &self,
        pattern: &GraphPattern,
        _: Option<&Iri<String>>,
    ) -> Result<QuerySolutionIter<'static>, PatternError> {
        let search = Search::read(pattern)?;
        let variables: Arc<[Variable]> =
            search.columns.iter().map(|(_, variable)| variable.clone()).collect();
        let fields = [Field::Label, Field::Alias, Field::Title, Field::Sentence];
        let rows: Vec<Vec<Option<Term>>> = self
            .0
            .search(&search.words, &fields, search.limit)
            .iter()
            .map(|hit| search.columns.iter().map(|(column, _)| Some(column.term(hit))).collect())
            .collect();
        let header = Arc::clone(&variables);
        let solutions =
            rows.into_iter().map(move |row| Ok(QuerySolution::from((Arc::clone(&variables), row))));
        Ok(QuerySolutionIter::new(header, solutions))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Node,
    Score,
    Snippet,
}

impl Column {
    fn term(self, hit: &Hit<'_>) -> Term {
        match self {
            Self::Node => hit.node.clone().into(),
            Self::Score => Literal::new_typed_literal(hit.score.to_string(), xsd::DECIMAL).into(),
            Self::Snippet => Literal::new_simple_literal(&hit.snippet).into(),
        }
    }
}

/// What a pattern asks for.
#[derive(Debug, PartialEq)]
struct Search {
    words: String,
    limit: usize,
    columns: Vec<(Column, Variable)>,
}

impl Search {
    fn read(pattern: &GraphPattern) -> Result<Self, PatternError> {
        let GraphPattern::Bgp { patterns } = pattern else {
            return Err(PatternError::new(
                "cp:search takes triples with cp:matches, cp:score, cp:snippet and cp:limit alone",
                "cp:search 内只能写 cp:matches、cp:score、cp:snippet、cp:limit 的三元组",
            ));
        };
        let mut search = Self { words: String::new(), limit: LIMIT, columns: Vec::new() };
        for triple in patterns {
            search.take(triple)?;
        }
        if search.words.trim().is_empty() {
            return Err(PatternError::new(
                "cp:search needs words after cp:matches",
                "cp:search 需要在 cp:matches 之后给出要查找的词",
            ));
        }
        Ok(search)
    }

    fn take(&mut self, triple: &TriplePattern) -> Result<(), PatternError> {
        let unknown = || {
            PatternError::new(
                "cp:search knows ?s with cp:matches \"words\", cp:score ?x, cp:snippet ?x and cp:limit 10",
                "cp:search 只接受 ?s 的 cp:matches \"词\"、cp:score ?x、cp:snippet ?x 和 cp:limit 10",
            )
        };
        let (TermPattern::Variable(node), NamedNodePattern::NamedNode(property)) =
            (&triple.subject, &triple.predicate)
        else {
            return Err(unknown());
        };
        match self.columns.first() {
            None => self.columns.push((Column::Node, node.clone())),
            Some((_, first)) if first == node => {}
            Some(_) => {
                return Err(PatternError::new(
                    "one cp:search finds one thing; write a second SERVICE for another variable",
                    "一个 cp:search 只能查找一个变量；如需另一个，请再写一个 SERVICE",
                ));
            }
        }
        match (&triple.object, property.as_ref()) {
            (TermPattern::Literal(words), vocab::MATCHES) => {
                if !self.words.is_empty() {
                    self.words.push(' ');
                }
                self.words.push_str(words.value());
            }
            (TermPattern::Variable(variable), vocab::SCORE) => {
                self.columns.push((Column::Score, variable.clone()));
            }
            (TermPattern::Variable(variable), vocab::SNIPPET) => {
                self.columns.push((Column::Snippet, variable.clone()));
            }
            (TermPattern::Literal(limit), vocab::LIMIT) => {
                let limit = limit.value().parse::<usize>().ok().filter(|limit| *limit <= MAX_LIMIT);
                self.limit = limit.ok_or_else(unknown)?;
            }
            _ => return Err(unknown()),
        }
        Ok(())
    }
}
