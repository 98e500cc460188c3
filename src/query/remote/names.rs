//! The names that a question or an answer needs.

use std::collections::BTreeSet;

use oxigraph::model::vocab::rdfs;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use super::RemoteGraph;
use crate::entity::EntityId;
use crate::graph::GraphStore;
use crate::graph::vocab::{self, external};
use crate::query::error::QueryError;
use crate::query::header::NamedQuery;
use crate::query::parameter::ParameterType;
use crate::query::run::Outcome;

/// How many nodes are asked for at once.
const NODES: usize = 100;
/// How many names that may be alike are compared.
const ALIKE: usize = 5_000;

impl RemoteGraph {
    /// An excerpt in which the values of parameters can be looked up.
    pub(super) fn names_of(
        &self,
        question: &NamedQuery,
        given: &[(String, String)],
    ) -> Result<GraphStore, QueryError> {
        let mut quads = Vec::new();
        for parameter in &question.parameters {
            let default = match &parameter.presence {
                crate::query::Presence::Default(value) => Some(value.as_str()),
                _ => None,
            };
            let own =
                given.iter().rev().find(|(name, _)| *name == parameter.name).map(|(_, value)| value.as_str());
            let Some(value) = own.or(default) else { continue };
            match parameter.kind {
                ParameterType::Entity(_) => quads.extend(self.entities_called(value.trim())?),
                ParameterType::Document => quads.extend(self.documents_called(value.trim())?),
                _ => {}
            }
        }
        self.excerpt(quads)
    }

    /// An excerpt in which an entity can be looked up by name, code, identifier or IRI.
    ///
    /// # Errors
    ///
    /// When the server can't answer.
    pub fn entity_excerpt(&self, value: &str) -> Result<GraphStore, QueryError> {
        self.excerpt(self.entities_called(value)?)
    }

    /// An excerpt with the names of what is in an answer.
    pub(super) fn names_in(&self, outcome: &Outcome) -> Result<GraphStore, QueryError> {
        let Outcome::Solutions(solutions) = outcome else { return self.excerpt(Vec::new()) };
        let nodes: BTreeSet<&NamedNode> = solutions
            .rows
            .iter()
            .flatten()
            .filter_map(|term| match term {
                Some(Term::NamedNode(node)) => Some(node),
                _ => None,
            })
            .collect();
        self.excerpt(self.about(&nodes, &[rdfs::LABEL, external::SKOS_PREF_LABEL, external::DCTERMS_TITLE])?)
    }

    pub(super) fn excerpt(&self, quads: Vec<Quad>) -> Result<GraphStore, QueryError> {
        Ok(GraphStore::excerpt(self.iris.clone(), quads)?)
    }

    /// Everything with that name, code or identifier; or else names that are alike, for a message.
    fn entities_called(&self, value: &str) -> Result<Vec<Quad>, QueryError> {
        let name = |language| Literal::new_language_tagged_literal_unchecked(value, language);
        let mut found: BTreeSet<NamedNode> = BTreeSet::new();
        for (property, literal) in [
            (vocab::CODE, Literal::new_simple_literal(value)),
            (rdfs::LABEL, name("zh")),
            (external::SKOS_PREF_LABEL, name("en")),
            (external::SKOS_ALT_LABEL, name("zh")),
        ] {
            let rows =
                self.endpoint.rows(&format!("SELECT DISTINCT ?s WHERE {{ ?s {property} {literal} }}"))?;
            found.extend(rows.into_iter().flatten().filter_map(node));
        }
        let iri = value.strip_prefix('<').and_then(|value| value.strip_suffix('>')).unwrap_or(value);
        found.extend(EntityId::parse(value).ok().map(|id| self.iris.entity(&id)));
        found.extend(NamedNode::new(iri).ok().filter(|iri| self.iris.entity_id(iri.as_ref()).is_some()));
        found.retain(|node| self.iris.entity_id(node.as_ref()).is_some());
        let names = [
            rdfs::LABEL,
            external::SKOS_PREF_LABEL,
            external::SKOS_ALT_LABEL,
            vocab::CODE,
            vocab::PART_OF,
            vocab::SEAT,
        ];
        let mut quads = self.about(&found.iter().collect(), &names)?;
        if quads.is_empty() {
            return self.alike(value, &[rdfs::LABEL, external::SKOS_ALT_LABEL]);
        }
        // Namesakes are told apart by what lies above them.
        let above: BTreeSet<NamedNode> =
            quads.iter().filter_map(|quad| node(Some(quad.object.clone()))).collect();
        quads.extend(self.about(&above.iter().collect(), &[rdfs::LABEL])?);
        Ok(quads)
    }

    /// The document with that identifier or title; or else titles that are alike.
    fn documents_called(&self, value: &str) -> Result<Vec<Quad>, QueryError> {
        let title = Literal::new_language_tagged_literal_unchecked(value, "zh");
        let property = external::DCTERMS_TITLE;
        let rows = self.endpoint.rows(&format!("SELECT DISTINCT ?s WHERE {{ ?s {property} {title} }}"))?;
        let mut found: BTreeSet<NamedNode> = rows.into_iter().flatten().filter_map(node).collect();
        found.insert(self.iris.document(value));
        let quads = self.about(&found.iter().collect(), &[oxigraph::model::vocab::rdf::TYPE, property])?;
        if !quads.is_empty() {
            return Ok(quads);
        }
        let mut alike = self.alike(value, &[property])?;
        let class = vocab::DOCUMENT;
        let documents: Vec<Quad> = alike
            .iter()
            .map(|quad| {
                Quad::new(
                    quad.subject.clone(),
                    oxigraph::model::vocab::rdf::TYPE,
                    class,
                    GraphName::DefaultGraph,
                )
            })
            .collect();
        alike.extend(documents);
        Ok(alike)
    }

    /// What the server says under these properties of these nodes.
    pub(super) fn about(
        &self,
        nodes: &BTreeSet<&NamedNode>,
        properties: &[NamedNodeRef<'_>],
    ) -> Result<Vec<Quad>, QueryError> {
        let nodes: Vec<String> = nodes.iter().map(ToString::to_string).collect();
        let mut quads = Vec::new();
        for nodes in nodes.chunks(NODES) {
            for property in properties {
                let rows = self.endpoint.rows(&format!(
                    "SELECT DISTINCT ?s ?o WHERE {{ VALUES ?s {{ {} }} ?s {property} ?o }}",
                    nodes.join(" ")
                ))?;
                quads.extend(rows.into_iter().filter_map(|row| quad(row, *property)));
            }
        }
        Ok(quads)
    }

    /// Names that share a character with this one.
    fn alike(&self, value: &str, properties: &[NamedNodeRef<'_>]) -> Result<Vec<Quad>, QueryError> {
        let characters: BTreeSet<char> = value.chars().filter(|char| char.is_alphanumeric()).collect();
        if characters.is_empty() {
            return Ok(Vec::new());
        }
        let class: String = characters.into_iter().collect();
        let mut quads = Vec::new();
        for property in properties {
            let rows = self.endpoint.rows(&format!(
                "SELECT DISTINCT ?s ?o WHERE {{ ?s {property} ?o FILTER(REGEX(STR(?o), \"[{class}]\")) }} LIMIT {ALIKE}"
            ))?;
            quads.extend(rows.into_iter().filter_map(|row| quad(row, *property)));
        }
        Ok(quads)
    }
}

fn node(term: Option<Term>) -> Option<NamedNode> {
    match term {
        Some(Term::NamedNode(node)) => Some(node),
        _ => None,
    }
}

fn quad(row: Vec<Option<Term>>, property: NamedNodeRef<'_>) -> Option<Quad> {
    let mut row = row.into_iter();
    let subject = NamedOrBlankNode::from(node(row.next()?)?);
    Some(Quad::new(subject, property, row.next()??, GraphName::DefaultGraph))
}
