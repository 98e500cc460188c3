//! What a person sees of a term.

use oxigraph::model::vocab::rdfs;
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use oxigraph::store::StorageError;
use rustc_hash::FxHashMap;

use crate::graph::GraphStore;
use crate::graph::vocab::external;
use crate::query::Language;

/// What is shown of an IRI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IriStyle {
    /// Its name; without one, the IRI with its prefix.
    Label,
    /// The IRI with its prefix, and its name in a column of its own.
    IriAndLabel,
    /// The IRI alone.
    Iri,
}

/// Looks names up once.
pub struct Labels<'a> {
    graph: &'a GraphStore,
    language: Language,
    prefixes: Vec<(String, String)>,
    known: FxHashMap<NamedNode, Option<String>>,
}

impl<'a> Labels<'a> {
    /// Over a graph, in a language.
    #[must_use]
    pub fn new(graph: &'a GraphStore, language: Language) -> Self {
        Self { graph, language, prefixes: graph.iris().prefixes(), known: FxHashMap::default() }
    }

    /// The name of a node: of an entity or term its label, of a document its title.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn label(&mut self, iri: &NamedNode) -> Result<Option<String>, StorageError> {
        if let Some(label) = self.known.get(iri) {
            return Ok(label.clone());
        }
        let mut labels = Vec::new();
        for property in [rdfs::LABEL, external::SKOS_PREF_LABEL, external::DCTERMS_TITLE] {
            for quad in self.graph.quads(Some(iri.as_ref().into()), Some(property), None, None) {
                if let Term::Literal(label) = quad?.object {
                    let other_language = label.language() != Some(self.language.tag());
                    labels.push((other_language, label.value().to_owned()));
                }
            }
        }
        // The wanted language first, then the order of the text, so that every run shows the same.
        let label = labels.into_iter().min().map(|(_, label)| label);
        self.known.insert(iri.clone(), label.clone());
        Ok(label)
    }

    /// The IRI with its prefix, `place:530628`; of a document the identifier.
    #[must_use]
    pub fn short(&self, iri: NamedNodeRef<'_>) -> String {
        if let Some(id) = self.graph.iris().document_id(iri) {
            return id;
        }
        if let Some(id) = self.graph.iris().entity_id(iri) {
            return id.to_string();
        }
        self.prefixes
            .iter()
            .find_map(|(prefix, namespace)| {
                iri.as_str().strip_prefix(namespace.as_str()).map(|local| format!("{prefix}:{local}"))
            })
            .unwrap_or_else(|| iri.as_str().to_owned())
    }
}

impl Language {
    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }
}
