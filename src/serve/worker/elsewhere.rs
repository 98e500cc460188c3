//! A graph on the server that `--endpoint` names: every request becomes some queries to it.
//!
//! Nothing is kept from one request to the next, since nobody tells when that graph changes.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term, Triple};
use oxigraph::sparql::QueryResults;

use super::library::Library;
use super::metadata::{self, terms};
use super::source::{Names, Size, Source, Texts};
use crate::diagnostic::Bilingual;
use crate::entity::EntityId;
use crate::graph::Iris;
use crate::graph::vocab::{self, external};
use crate::query::dossier::Dossier;
use crate::query::search::SearchIndex;
use crate::query::{Catalog, NamedQuery, Outcome, ProtocolQuery, QueryError, RemoteGraph};
use crate::serve::control::Loaded;
use crate::serve::limits::Limits;
use crate::serve::upstream::Upstream;

/// A graph elsewhere that the nursery has found. The nursery speaks with that server at the start and never again: a
/// connection that several processes have would mix their answers up.
pub(in crate::serve) struct Elsewhere {
    upstream: Upstream,
    iris: Iris,
    catalog: Catalog,
    limits: Limits,
    has_full_text: bool,
    differs: bool,
}

impl Elsewhere {
    pub(in crate::serve) fn find(
        upstream: &Upstream,
        catalog: Catalog,
        limits: Limits,
    ) -> Result<Self, QueryError> {
        let graph = upstream.find()?;
        let (iris, has_full_text, differs) = (graph.iris().clone(), graph.can_search()?, graph.differs());
        Ok(Self { upstream: upstream.clone(), iris, catalog, limits, has_full_text, differs })
    }

    /// What the front wants to know of it.
    pub(in crate::serve) fn loaded(&self) -> Loaded {
        Loaded {
            size: None,
            base: self.iris.base().to_owned(),
            checksum: String::new(),
            full_text: self.has_full_text,
            differs: self.differs,
        }
    }

    /// In a worker: what it answers from.
    pub(super) fn connect(&self) -> Connected<'_> {
        Connected { found: self, graph: self.upstream.connect(self.iris.clone(), &self.limits) }
    }
}

/// The graph over a worker's own connection.
pub(super) struct Connected<'e> {
    found: &'e Elsewhere,
    graph: RemoteGraph,
}

impl Source for Connected<'_> {
    fn iris(&self) -> &Iris {
        &self.found.iris
    }

    fn catalog(&self) -> &Catalog {
        &self.found.catalog
    }

    fn limits(&self) -> &Limits {
        &self.found.limits
    }

    fn size(&self) -> Result<Size, QueryError> {
        Ok(Size { documents: self.graph.documents()?, quads: None })
    }

    fn notices(&self) -> Vec<Bilingual> {
        let mut notices = vec![Bilingual::new(
            "This graph is on another SPARQL server, which answers the questions.",
            "此图谱位于另一台 SPARQL 服务器，查询由该服务器作答。",
        )];
        if !self.found.has_full_text {
            notices.push(Bilingual::new(
                "That server has no full text: searching finds names and titles and no sentences, and SERVICE cp:search is \
                 refused.",
                "该服务器不支持全文检索：搜索只能找到名称和标题，不含原文句子；SERVICE cp:search 不可用。",
            ));
        }
        if self.found.differs {
            notices.push(Bilingual::new(
                "That server answers some questions differently from the standard, without a word; chanpu serve --copy \
                 reads its graph and answers here.",
                "该服务器对部分查询的回答与标准不同且不作提示；chanpu serve --copy 可读取其图谱并在本机作答。",
            ));
        }
        notices
    }

    fn has_full_text(&self) -> bool {
        self.found.has_full_text
    }

    fn writable(&self) -> Option<&Library> {
        None
    }

    fn graphs(&self) -> Vec<NamedNode> {
        vec![self.found.iris.gazetteer_graph(), self.found.iris.ontology_graph()]
    }

    fn statistics(&self) -> Result<Vec<Triple>, QueryError> {
        let iris = &self.found.iris;
        let dataset = metadata::node(iris, "dataset");
        let documents = Literal::new_typed_literal(self.graph.documents()?.to_string(), xsd::INTEGER);
        let base = Literal::new_simple_literal(iris.base());
        let facts: [(NamedNodeRef<'_>, Term); 4] = [
            (rdf::TYPE, terms::VOID_DATASET.into()),
            (terms::VOID_DOCUMENTS, documents.into()),
            (terms::VOID_URI_SPACE, base.into()),
            (terms::VOID_VOCABULARY, NamedNode::new_unchecked(vocab::NAMESPACE).into()),
        ];
        Ok(facts.into_iter().map(|(property, value)| Triple::new(dataset.clone(), property, value)).collect())
    }

    fn query<T: Send>(
        &self,
        query: &ProtocolQuery,
        read: impl FnOnce(QueryResults<'_>) -> Result<T, QueryError> + Send,
    ) -> Result<T, QueryError> {
        // One more tells that there are too many.
        self.graph.query(query, self.found.limits.rows.saturating_add(1), read)
    }

    fn ask(
        &self,
        question: &NamedQuery,
        given: &[(String, String)],
        max_rows: usize,
    ) -> Result<(Outcome, Names<'_>), QueryError> {
        let (outcome, names) = self.graph.ask(question, given, Some(max_rows))?;
        Ok((outcome, Names::Excerpt(Box::new(names))))
    }

    fn names(&self, nodes: &[&NamedNode]) -> Result<Names<'_>, QueryError> {
        let nodes: BTreeSet<&NamedNode> = nodes.iter().copied().collect();
        Ok(Names::Excerpt(Box::new(self.graph.named(&nodes)?)))
    }

    fn contains(&self, node: &NamedNode) -> Result<bool, QueryError> {
        self.graph.contains(node.as_ref())
    }

    fn contains_graph(&self, name: &NamedNode) -> Result<bool, QueryError> {
        self.graph.contains_graph(name.as_ref())
    }

    fn statements(&self, node: &NamedNode, incoming: usize) -> Result<Vec<Quad>, QueryError> {
        self.graph.statements(node.as_ref(), external::SCHEMA_MENTIONS, incoming)
    }

    fn dossier(&self, id: &EntityId) -> Result<(Dossier, Names<'_>), QueryError> {
        let dossier = Dossier::read(&self.graph, id)?;
        let documents: Vec<NamedNode> =
            dossier.documents().into_iter().map(|document| self.found.iris.document(document)).collect();
        let names = self.names(&documents.iter().collect::<Vec<_>>())?;
        Ok((dossier, names))
    }

    fn texts(&self, words: &str, limit: usize) -> Result<Texts<'_>, QueryError> {
        let names = self.graph.texts(words, limit, self.found.has_full_text)?;
        let index = Arc::new(SearchIndex::build(&names)?);
        Ok(Texts {
            index: Cow::Owned(index),
            names: Names::Excerpt(Box::new(names)),
            has_sentences: self.found.has_full_text,
        })
    }
}
