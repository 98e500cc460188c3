//! Finds the entity that a user names, or says which ones it could be.

use super::error::{CliError, Result};
use crate::diagnostic::Bilingual;
use crate::entity::{EntityId, EntityType};
use crate::graph::GraphStore;
use crate::query::{self, NamedQuery, Parameter, ParameterType, Presence, QueryError};

/// The entity of the graph with this name, code, identifier or IRI. `option` is how messages call
/// the value.
pub(crate) fn entity(
    graph: &GraphStore,
    option: &str,
    kind: Option<EntityType>,
    value: &str,
) -> std::result::Result<EntityId, QueryError> {
    let nothing = Bilingual::new("", "");
    let question = NamedQuery {
        name: option.to_owned(),
        title: nothing.clone(),
        question: nothing.clone(),
        parameters: vec![Parameter {
            name: option.to_owned(),
            kind: ParameterType::Entity(kind),
            presence: Presence::Required,
            description: nothing,
        }],
        columns: Vec::new(),
        text: String::new(),
    };
    let bindings = query::resolve(graph, &question, &[(option.to_owned(), value.to_owned())])?;
    let found = bindings.into_iter().next().and_then(|(_, term)| match term {
        oxigraph::model::Term::NamedNode(iri) => graph.iris().entity_id(iri.as_ref()),
        _ => None,
    });
    // What was resolved as an entity has an identifier; if not, nothing has that name.
    found.ok_or_else(|| QueryError::NoMatch {
        name: option.to_owned(),
        value: value.to_owned(),
        suggestions: Vec::new(),
    })
}

/// The same, with an error for the user.
pub(crate) fn required(
    graph: &GraphStore,
    option: &str,
    kind: Option<EntityType>,
    value: &str,
) -> Result<EntityId> {
    Ok(entity(graph, option, kind, value)?)
}

impl From<QueryError> for CliError {
    fn from(error: QueryError) -> Self {
        Self::user(error.message())
    }
}
