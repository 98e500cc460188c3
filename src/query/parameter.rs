//! Turns what a user writes, `county=彝良县`, into the term that a query needs.

use std::fmt;
use std::str::FromStr;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, Term, Variable};
use rust_decimal::Decimal;

use super::error::QueryError;
use super::header::{NamedQuery, Presence};
use crate::entity::EntityType;
use crate::extraction::Predicate;
use crate::graph::{GraphStore, Relation, vocab};
use crate::query::lookup;

/// The terms of a query's variables.
pub type Bindings = Vec<(Variable, Term)>;

/// What kind of value a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterType {
    /// An entity, by name, division code or identifier; of that type, if one is given.
    Entity(Option<EntityType>),
    /// A document, by identifier or title.
    Document,
    /// A relation, `locatedIn` or 位于.
    Relation,
    /// A type of entity, `company`.
    Kind,
    /// Text as it is.
    Text,
    /// A day; a year or month stands for its first day.
    Date,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
}

impl ParameterType {
    /// A valid value, for messages.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::Entity(Some(EntityType::Place)) => "彝良县",
            Self::Entity(_) => "place/530628",
            Self::Document => "2023/001.txt",
            Self::Relation => "locatedIn",
            Self::Kind => "company",
            Self::Text => "产值",
            Self::Date => "2023-07-01",
            Self::Integer => "20",
            Self::Decimal => "0.8",
        }
    }
}

impl fmt::Display for ParameterType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Entity(None) => "entity",
            Self::Entity(Some(kind)) => kind.as_str(),
            Self::Document => "document",
            Self::Relation => "relation",
            Self::Kind => "type",
            Self::Text => "text",
            Self::Date => "date",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
        })
    }
}

/// The text names no type of parameter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no type of parameter")]
pub struct ParseParameterTypeError(String);

impl FromStr for ParameterType {
    type Err = ParseParameterTypeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let others = [
            Self::Entity(None),
            Self::Document,
            Self::Relation,
            Self::Kind,
            Self::Text,
            Self::Date,
            Self::Integer,
            Self::Decimal,
        ];
        let entities = EntityType::ALL.into_iter().map(|kind| Self::Entity(Some(kind)));
        others
            .into_iter()
            .chain(entities)
            .find(|kind| kind.to_string() == text)
            .ok_or_else(|| ParseParameterTypeError(text.to_owned()))
    }
}

/// The terms for the values that a user gave, and for the defaults of those that weren't given.
///
/// # Errors
///
/// When a parameter is unknown or missing, a value isn't of its type, or a name has no or several
/// meanings.
pub fn resolve(
    graph: &GraphStore,
    query: &NamedQuery,
    given: &[(String, String)],
) -> Result<Bindings, QueryError> {
    for (name, _) in given {
        if !query.parameters.iter().any(|parameter| parameter.name == *name) {
            return Err(QueryError::UnknownParameter {
                query: query.name.clone(),
                name: name.clone(),
                known: query.parameters.iter().map(|parameter| parameter.name.clone()).collect(),
            });
        }
    }
    let mut bindings = Bindings::new();
    for parameter in &query.parameters {
        // The last one counts, as on most command lines.
        let value = given.iter().rev().find(|(name, _)| *name == parameter.name).map(|(_, value)| value);
        let value = match (value, &parameter.presence) {
            (Some(value), _) | (None, Presence::Default(value)) => value,
            (None, Presence::Optional) => continue,
            (None, Presence::Required) => {
                return Err(QueryError::MissingParameter {
                    query: query.name.clone(),
                    name: parameter.name.clone(),
                    description: parameter.description.clone(),
                });
            }
        };
        let value = value.trim();
        let invalid = || QueryError::Value {
            name: parameter.name.clone(),
            value: value.to_owned(),
            kind: parameter.kind,
        };
        let term = term(graph, &parameter.name, parameter.kind, value)?.ok_or_else(invalid)?;
        let variable = Variable::new(&parameter.name).map_err(|_| invalid())?;
        bindings.push((variable, term));
    }
    Ok(bindings)
}

/// The term of a value; `None` when it isn't of the type.
fn term(
    graph: &GraphStore,
    name: &str,
    kind: ParameterType,
    value: &str,
) -> Result<Option<Term>, QueryError> {
    Ok(match kind {
        ParameterType::Entity(kind) => Some(lookup::entity(graph, name, kind, value)?.into()),
        ParameterType::Document => Some(lookup::document(graph, name, value)?.into()),
        ParameterType::Relation => relation(value),
        ParameterType::Kind => value.parse().ok().map(|kind| vocab::class(kind).into()),
        ParameterType::Text => Some(Literal::new_simple_literal(value).into()),
        ParameterType::Date => {
            date(value).map(|date| Literal::new_typed_literal(date.to_string(), xsd::DATE).into())
        }
        ParameterType::Integer => value.parse::<i64>().ok().map(|number| Literal::from(number).into()),
        ParameterType::Decimal => value
            .parse::<Decimal>()
            .ok()
            .map(|number| Literal::new_typed_literal(number.normalize().to_string(), xsd::DECIMAL).into()),
    })
}

fn relation(value: &str) -> Option<Term> {
    let stated = Predicate::ALL.into_iter().map(Relation::Stated);
    let relation = stated
        .chain([Relation::AppearsIn, Relation::PartOf])
        .find(|relation| relation.as_str() == value || relation.label_zh() == value)?;
    Some(relation.property().into())
}

/// `2023-07-11`, `2023-07` or `2023`.
fn date(value: &str) -> Option<jiff::civil::Date> {
    let whole = match value.len() {
        4 => format!("{value}-01-01"),
        7 => format!("{value}-01"),
        _ => value.to_owned(),
    };
    whole.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_read_back() {
        for kind in ["entity", "place", "company", "document", "relation", "type", "text", "date", "integer"]
        {
            assert_eq!(kind.parse::<ParameterType>().map(|kind| kind.to_string()), Ok(kind.to_owned()));
        }
        assert!("planet".parse::<ParameterType>().is_err(), "no such type");
    }

    #[test]
    fn dates_may_be_months_and_years() {
        for (value, expected) in [
            ("2023", Some("2023-01-01")),
            ("2023-07", Some("2023-07-01")),
            ("2023-07-11", Some("2023-07-11")),
            ("2023-13", None),
            ("昨天", None),
        ] {
            assert_eq!(date(value).map(|date| date.to_string()).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn relations_have_two_names() {
        assert_eq!(relation("locatedIn"), relation("位于"));
        assert_eq!(relation("locatedIn"), Some(vocab::LOCATED_IN.into()));
        assert_eq!(relation("likes"), None);
    }
}
