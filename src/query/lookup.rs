//! Finds the entity or document that a user means.

use std::collections::BTreeMap;

use oxigraph::model::vocab::rdfs;
use oxigraph::model::{LiteralRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, TermRef};
use oxigraph::store::StorageError;
use rustc_hash::FxHashSet;

use super::error::QueryError;
use crate::entity::{EntityId, EntityType};
use crate::graph::GraphStore;
use crate::graph::vocab::{self, external};

/// How many names a message lists.
const SUGGESTIONS: usize = 5;

/// The entity with this identifier, IRI, division code or name.
///
/// A preferred name counts more than another name: 昭阳 means 昭阳区 only when nothing is called
/// 昭阳 in full.
pub(super) fn entity(
    graph: &GraphStore,
    parameter: &str,
    kind: Option<EntityType>,
    value: &str,
) -> Result<NamedNode, QueryError> {
    let fits = |id: &EntityId| kind.is_none_or(|kind| id.as_str().split('/').next() == Some(kind.as_str()));
    if let Some((id, iri)) = by_identifier(graph, value)
        && fits(&id)
        && label(graph, iri.as_ref())?.is_some()
    {
        return Ok(iri);
    }
    let preferred = [
        (vocab::CODE, LiteralRef::new_simple_literal(value)),
        (rdfs::LABEL, LiteralRef::new_language_tagged_literal_unchecked(value, "zh")),
        (external::SKOS_PREF_LABEL, LiteralRef::new_language_tagged_literal_unchecked(value, "en")),
    ];
    let other = [(external::SKOS_ALT_LABEL, LiteralRef::new_language_tagged_literal_unchecked(value, "zh"))];
    for names in [preferred.as_slice(), other.as_slice()] {
        let mut found: BTreeMap<EntityId, NamedNode> = BTreeMap::new();
        for (property, name) in names {
            for iri in subjects(graph, *property, (*name).into())? {
                if let Some(id) = graph.iris().entity_id(iri.as_ref()).filter(fits) {
                    found.insert(id, iri);
                }
            }
        }
        if found.len() > 1 {
            let candidates = found
                .into_iter()
                .map(|(id, iri)| Ok((described(graph, &iri)?, id.to_string())))
                .collect::<Result<_, StorageError>>()?;
            return Err(QueryError::Ambiguous {
                name: parameter.to_owned(),
                value: value.to_owned(),
                candidates,
            });
        }
        if let Some(iri) = found.into_values().next() {
            return Ok(iri);
        }
    }
    let names = names(graph, &[rdfs::LABEL, external::SKOS_ALT_LABEL], |iri| {
        graph.iris().entity_id(iri).filter(fits).map(|id| id.to_string())
    })?;
    Err(no_match(parameter, value, names))
}

/// The document with this identifier or title.
pub(super) fn document(graph: &GraphStore, parameter: &str, value: &str) -> Result<NamedNode, QueryError> {
    if graph.document(value).is_some() {
        return Ok(graph.iris().document(value));
    }
    let titled: Vec<_> = graph.documents().filter(|entry| entry.title.as_deref() == Some(value)).collect();
    match titled.as_slice() {
        [entry] => Ok(graph.iris().document(&entry.id)),
        [] => {
            let titles =
                graph.documents().map(|entry| (entry.title.clone().unwrap_or_default(), entry.id.clone()));
            let ids = graph.documents().map(|entry| (entry.id.clone(), entry.id.clone()));
            Err(no_match(parameter, value, titles.chain(ids).collect()))
        }
        several => Err(QueryError::Ambiguous {
            name: parameter.to_owned(),
            value: value.to_owned(),
            candidates: several.iter().map(|entry| (value.to_owned(), entry.id.clone())).collect(),
        }),
    }
}

fn by_identifier(graph: &GraphStore, value: &str) -> Option<(EntityId, NamedNode)> {
    if let Ok(id) = EntityId::parse(value) {
        let iri = graph.iris().entity(&id);
        return Some((id, iri));
    }
    let iri = value.strip_prefix('<').and_then(|value| value.strip_suffix('>')).unwrap_or(value);
    let iri = NamedNode::new(iri).ok()?;
    Some((graph.iris().entity_id(iri.as_ref())?, iri))
}

fn subjects(
    graph: &GraphStore,
    property: NamedNodeRef<'_>,
    object: TermRef<'_>,
) -> Result<Vec<NamedNode>, StorageError> {
    let mut subjects = Vec::new();
    for quad in graph.quads(None, Some(property), Some(object), None) {
        if let NamedOrBlankNode::NamedNode(node) = quad?.subject {
            subjects.push(node);
        }
    }
    Ok(subjects)
}

fn label(graph: &GraphStore, entity: NamedNodeRef<'_>) -> Result<Option<String>, StorageError> {
    let mut labels = Vec::new();
    for quad in graph.quads(Some(entity.into()), Some(rdfs::LABEL), None, None) {
        if let Term::Literal(label) = quad?.object {
            labels.push(label.value().to_owned());
        }
    }
    Ok(labels.into_iter().min())
}

/// The name with that of the place above or of the seat: `朝阳区，北京市`.
fn described(graph: &GraphStore, entity: &NamedNode) -> Result<String, StorageError> {
    let mut out = label(graph, entity.as_ref())?.unwrap_or_default();
    for property in [vocab::PART_OF, vocab::SEAT] {
        for quad in graph.quads(Some(entity.as_ref().into()), Some(property), None, None) {
            if let Term::NamedNode(above) = quad?.object
                && let Some(label) = label(graph, above.as_ref())?
            {
                out.push('，');
                out.push_str(&label);
            }
        }
    }
    Ok(out)
}

/// All names under these properties with the identifiers of what they name.
fn names(
    graph: &GraphStore,
    properties: &[NamedNodeRef<'_>],
    identifier: impl Fn(NamedNodeRef<'_>) -> Option<String>,
) -> Result<Vec<(String, String)>, StorageError> {
    let mut names = Vec::new();
    for property in properties {
        for quad in graph.quads(None, Some(*property), None, None) {
            let quad = quad?;
            if let (NamedOrBlankNode::NamedNode(subject), Term::Literal(name)) = (&quad.subject, &quad.object)
                && let Some(id) = identifier(subject.as_ref())
            {
                names.push((name.value().to_owned(), id));
            }
        }
    }
    Ok(names)
}

fn no_match(parameter: &str, value: &str, names: Vec<(String, String)>) -> QueryError {
    let mut alike: Vec<(std::cmp::Reverse<usize>, String, String)> = names
        .into_iter()
        .map(|(name, id)| (std::cmp::Reverse(likeness(value, &name)), name, id))
        .filter(|(std::cmp::Reverse(likeness), ..)| *likeness > 0)
        .collect();
    alike.sort();
    let mut seen = FxHashSet::default();
    let suggestions = alike
        .into_iter()
        .filter(|(_, _, id)| seen.insert(id.clone()))
        .take(SUGGESTIONS)
        .map(|(_, name, id)| (name, id))
        .collect();
    QueryError::NoMatch { name: parameter.to_owned(), value: value.to_owned(), suggestions }
}

/// How alike two names are, from 0 to 1000: Dice's coefficient of their characters, because
/// Chinese names are short and a wrong character spoils two of three bigrams. Less than half is 0.
fn likeness(a: &str, b: &str) -> usize {
    let mut rest: Vec<char> = b.chars().collect();
    let total = a.chars().count() + rest.len();
    let mut common = 0_usize;
    for char in a.chars() {
        if let Some(index) = rest.iter().position(|other| *other == char) {
            rest.swap_remove(index);
            common += 1;
        }
    }
    let likeness = (2000 * common).checked_div(total).unwrap_or_default();
    if likeness >= 500 || (!a.is_empty() && b.contains(a)) { likeness } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_alike_come_first() {
        assert_eq!(likeness("彝良县", "彝良县"), 1000);
        assert!(likeness("夷良县", "彝良县") > likeness("夷良县", "威信县"), "two of three characters");
        assert_eq!(likeness("夷良县", "上海市"), 0);
        assert!(likeness("信源", "云南能投威信信源有限公司") > 0, "a part of the name");
        assert_eq!(likeness("", ""), 0);
    }
}
