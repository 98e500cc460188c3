//! What the server says of its graph, as a graph: `{base}graph/service`.
//!
//! It is in the store that queries see, because that is where editors of SPARQL look: for the
//! prefixes and the example queries (SHACL), and for the classes and properties (VoID) that they then
//! complete. It is made when the graph is loaded and never saved.

use std::collections::BTreeMap;

use oxigraph::io::RdfParser;
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use oxigraph::store::StorageError;

use crate::diagnostic::Bilingual;
use crate::graph::{GraphStore, Iris};
use crate::query::{Catalog, NamedQuery};

/// The terms of the vocabularies in which a server describes itself.
pub(super) mod terms {
    use oxigraph::model::NamedNodeRef;

    macro_rules! terms {
        ($($constant:ident = $iri:literal;)*) => {
            $(pub(in crate::serve::worker) const $constant: NamedNodeRef<'static> =
                NamedNodeRef::new_unchecked($iri);)*
        };
    }

    terms! {
        SH_EXECUTABLE = "http://www.w3.org/ns/shacl#SPARQLExecutable";
        SH_SELECT_EXECUTABLE = "http://www.w3.org/ns/shacl#SPARQLSelectExecutable";
        SH_SELECT = "http://www.w3.org/ns/shacl#select";
        SH_PREFIXES = "http://www.w3.org/ns/shacl#prefixes";
        SH_DECLARE = "http://www.w3.org/ns/shacl#declare";
        SH_PREFIX = "http://www.w3.org/ns/shacl#prefix";
        SH_NAMESPACE = "http://www.w3.org/ns/shacl#namespace";
        VOID_DATASET = "http://rdfs.org/ns/void#Dataset";
        VOID_TRIPLES = "http://rdfs.org/ns/void#triples";
        VOID_ENTITIES = "http://rdfs.org/ns/void#entities";
        VOID_DOCUMENTS = "http://rdfs.org/ns/void#documents";
        VOID_URI_SPACE = "http://rdfs.org/ns/void#uriSpace";
        VOID_VOCABULARY = "http://rdfs.org/ns/void#vocabulary";
        VOID_SPARQL_ENDPOINT = "http://rdfs.org/ns/void#sparqlEndpoint";
        VOID_CLASS_PARTITION = "http://rdfs.org/ns/void#classPartition";
        VOID_CLASS = "http://rdfs.org/ns/void#class";
        VOID_PROPERTY_PARTITION = "http://rdfs.org/ns/void#propertyPartition";
        VOID_PROPERTY = "http://rdfs.org/ns/void#property";
    }
}

/// The name of the graph.
pub(super) fn graph_name(iris: &Iris) -> NamedNode {
    NamedNode::new_unchecked(format!("{}graph/service", iris.base()))
}

/// A node of the graph with this fragment.
pub(super) fn node(iris: &Iris, fragment: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}graph/service#{fragment}", iris.base()))
}

/// Makes the graph. Reads every quad once, for the counts.
pub(super) fn quads(graph: &GraphStore, catalog: &Catalog) -> Result<Vec<Quad>, StorageError> {
    let mut out = Quads { iris: graph.iris(), quads: Vec::new() };
    out.prefixes();
    for question in catalog.iter() {
        out.example(question);
    }
    out.statistics(graph)?;
    Ok(out.quads)
}

struct Quads<'g> {
    iris: &'g Iris,
    quads: Vec<Quad>,
}

impl Quads<'_> {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        let graph = GraphName::from(graph_name(self.iris));
        self.quads.push(Quad::new(subject.clone(), predicate, object, graph));
    }

    /// A text in both languages.
    fn say(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, text: &Bilingual) {
        for (words, language) in [(&text.zh, "zh"), (&text.en, "en")] {
            if !words.is_empty() {
                let words = Literal::new_language_tagged_literal_unchecked(words, language);
                self.add(subject, predicate, words);
            }
        }
    }

    fn prefixes(&mut self) {
        let all = node(self.iris, "prefixes");
        for (prefix, namespace) in self.iris.prefixes() {
            let declaration = node(self.iris, &format!("prefix-{prefix}"));
            self.add(&all, terms::SH_DECLARE, declaration.clone());
            self.add(&declaration, terms::SH_PREFIX, Literal::new_simple_literal(prefix));
            let namespace = Literal::new_typed_literal(namespace, xsd::ANY_URI);
            self.add(&declaration, terms::SH_NAMESPACE, namespace);
        }
    }

    fn example(&mut self, question: &NamedQuery) {
        let example = node(self.iris, &format!("query-{}", question.name));
        self.add(&example, rdf::TYPE, terms::SH_EXECUTABLE);
        self.add(&example, rdf::TYPE, terms::SH_SELECT_EXECUTABLE);
        self.add(&example, terms::SH_PREFIXES, node(self.iris, "prefixes"));
        self.add(&example, terms::SH_SELECT, Literal::new_simple_literal(&question.text));
        self.say(&example, rdfs::LABEL, &question.title);
        let comment = if question.question.en.is_empty() { &question.title } else { &question.question };
        self.say(&example, rdfs::COMMENT, comment);
    }

    fn statistics(&mut self, graph: &GraphStore) -> Result<(), StorageError> {
        let mut properties: BTreeMap<NamedNode, usize> = BTreeMap::new();
        let mut classes: BTreeMap<NamedNode, usize> = BTreeMap::new();
        let mut quads = 0_usize;
        for quad in graph.quads(None, None, None, None) {
            let quad = quad?;
            quads += 1;
            if let Term::NamedNode(class) = &quad.object
                && quad.predicate == rdf::TYPE
            {
                *classes.entry(class.clone()).or_default() += 1;
            }
            *properties.entry(quad.predicate).or_default() += 1;
        }
        let dataset = node(self.iris, "dataset");
        self.add(&dataset, rdf::TYPE, terms::VOID_DATASET);
        self.add(&dataset, terms::VOID_TRIPLES, number(quads));
        self.add(&dataset, terms::VOID_DOCUMENTS, number(graph.documents().len()));
        self.add(&dataset, terms::VOID_URI_SPACE, Literal::new_simple_literal(self.iris.base()));
        let vocabulary = NamedNodeRef::new_unchecked(crate::graph::vocab::NAMESPACE);
        self.add(&dataset, terms::VOID_VOCABULARY, vocabulary);
        for (class, count) in &classes {
            let partition = self.partition("class", class);
            self.add(&dataset, terms::VOID_CLASS_PARTITION, partition.clone());
            self.add(&partition, terms::VOID_CLASS, class.clone());
            self.add(&partition, terms::VOID_ENTITIES, number(*count));
        }
        for (property, count) in &properties {
            let partition = self.partition("property", property);
            self.add(&dataset, terms::VOID_PROPERTY_PARTITION, partition.clone());
            self.add(&partition, terms::VOID_PROPERTY, property.clone());
            self.add(&partition, terms::VOID_TRIPLES, number(*count));
        }
        self.schema(&classes, &properties);
        Ok(())
    }

    /// Which properties a class has, as the ontology declares: editors complete with it.
    fn schema(&mut self, classes: &BTreeMap<NamedNode, usize>, properties: &BTreeMap<NamedNode, usize>) {
        let parser = RdfParser::from_format(oxigraph::io::RdfFormat::Turtle);
        let declared: Vec<Quad> =
            parser.for_slice(crate::graph::ontology::TURTLE).filter_map(Result::ok).collect();
        let of = |predicate: NamedNodeRef<'static>| {
            declared.iter().filter(move |quad| quad.predicate == predicate).filter_map(|quad| {
                match (&quad.subject, &quad.object) {
                    (oxigraph::model::NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) => {
                        Some((subject, object))
                    }
                    _ => None,
                }
            })
        };
        for (property, domain) in of(rdfs::DOMAIN) {
            let subclasses =
                of(rdfs::SUB_CLASS_OF).filter(|(_, above)| *above == domain).map(|(class, _)| class);
            for class in subclasses.chain([domain]) {
                if !classes.contains_key(class) || !properties.contains_key(property) {
                    continue;
                }
                let partition = self.partition("class", class);
                let name = format!("{}-{}", local(class), local(property));
                let inner = node(self.iris, &name);
                self.add(&partition, terms::VOID_PROPERTY_PARTITION, inner.clone());
                self.add(&inner, terms::VOID_PROPERTY, property.clone());
                for (_, range) in of(rdfs::RANGE).filter(|(known, _)| *known == property) {
                    let end = node(self.iris, &format!("{name}-{}", local(range)));
                    self.add(&inner, terms::VOID_CLASS_PARTITION, end.clone());
                    self.add(&end, terms::VOID_CLASS, range.clone());
                }
            }
        }
    }

    fn partition(&self, kind: &str, of: &NamedNode) -> NamedNode {
        node(self.iris, &format!("{kind}-{}", local(of)))
    }
}

/// The last part of an IRI, for readable names. Terms of other vocabularies with the same last part
/// are kept apart by a digit or two of their length.
fn local(iri: &NamedNode) -> String {
    let text = iri.as_str();
    let (start, last) = text.rsplit_once(['#', '/']).unwrap_or(("", text));
    if start.ends_with("chanpu.example/ontology") {
        last.to_owned()
    } else {
        format!("{last}-{}", start.len())
    }
}

fn number(count: usize) -> Literal {
    Literal::new_typed_literal(count.to_string(), xsd::INTEGER)
}
