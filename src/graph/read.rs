//! Reads single values of a node out of the store.

use oxigraph::model::vocab::rdfs;
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use oxigraph::store::{StorageError, Store};

use super::vocab::external;

/// The objects of a property, in the store's order.
pub(super) fn objects(
    store: &Store,
    subject: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Vec<Term>, StorageError> {
    store
        .quads_for_pattern(Some(subject.into()), Some(property), None, None)
        .map(|quad| quad.map(|quad| quad.object))
        .collect()
}

/// The nodes that a property leads to.
pub(super) fn nodes(
    store: &Store,
    subject: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Vec<NamedNode>, StorageError> {
    let objects = objects(store, subject, property)?;
    Ok(objects
        .into_iter()
        .filter_map(|term| match term {
            Term::NamedNode(node) => Some(node),
            _ => None,
        })
        .collect())
}

/// The first literal of a property in the order of its text, so that the answer is the same in
/// every run when documents disagree.
pub(super) fn literal(
    store: &Store,
    subject: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Option<String>, StorageError> {
    let objects = objects(store, subject, property)?;
    Ok(objects.iter().filter_map(literal_text).map(str::to_owned).min())
}

/// The Chinese name of an entity.
pub(super) fn label(store: &Store, entity: NamedNodeRef<'_>) -> Result<Option<String>, StorageError> {
    literal(store, entity, rdfs::LABEL)
}

/// The English name of an entity.
pub(super) fn label_en(store: &Store, entity: NamedNodeRef<'_>) -> Result<Option<String>, StorageError> {
    let labels = objects(store, entity, external::SKOS_PREF_LABEL)?;
    Ok(labels
        .iter()
        .filter_map(|term| match term {
            Term::Literal(literal) if literal.language() == Some("en") => Some(literal.value().to_owned()),
            _ => None,
        })
        .min())
}

fn literal_text(term: &Term) -> Option<&str> {
    match term {
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    }
}
