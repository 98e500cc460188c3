//! JSON-LD with a context of prefixes.
//!
//! Oxigraph's own serializer writes the expanded form, in which every key is a whole IRI and
//! every value a list; this one writes what people read and scripts address:
//!
//! ```json
//! {"@context": {"cp": "https://example.org/ontology#"},
//!  "@graph": [{"@id": "https://example.org/document/001.txt", "@graph": [
//!    {"@id": "https://example.org/place/530628", "@type": "cp:Place", "cp:code": "530628"}]}]}
//! ```

use std::borrow::Cow;
use std::io::{self, Write};

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use serde_json::{Map, Value, json};

/// Writes `quads`, which are sorted by graph and subject.
pub(super) fn write(quads: &[Quad], prefixes: &[(&str, &str)], out: &mut dyn Write) -> io::Result<()> {
    let names = Names::new(quads, prefixes);
    writeln!(out, "{{\"@context\": {},", names.context())?;
    write!(out, " \"@graph\": [")?;
    for (index, graph) in quads.chunk_by(|a, b| a.graph_name == b.graph_name).enumerate() {
        let separator = if index == 0 { "" } else { "," };
        let name = graph.first().map(|quad| &quad.graph_name);
        match name {
            None | Some(GraphName::DefaultGraph) => write!(out, "{separator}")?,
            Some(GraphName::NamedNode(iri)) => {
                let id = Value::from(names.compact(iri.as_str()));
                write!(out, "{separator}\n  {{\"@id\": {id}, \"@graph\": [")?;
            }
            Some(GraphName::BlankNode(node)) => {
                write!(out, "{separator}\n  {{\"@id\": {}, \"@graph\": [", Value::from(node.to_string()))?;
            }
        }
        for (index, subject) in graph.chunk_by(|a, b| a.subject == b.subject).enumerate() {
            let separator = if index == 0 { "" } else { "," };
            write!(out, "{separator}\n    {}", Value::Object(names.node(subject)))?;
        }
        if name.is_some_and(|name| !name.is_default_graph()) {
            write!(out, "]}}")?;
        }
    }
    writeln!(out, "]}}")
}

/// Shortens IRIs.
struct Names<'a> {
    /// Longest IRI first, so that the most specific prefix is found first.
    prefixes: Vec<(&'a str, &'a str)>,
}

impl<'a> Names<'a> {
    /// A prefix that some IRI uses as its scheme would change that IRI's meaning; it is left out.
    fn new(quads: &[Quad], prefixes: &[(&'a str, &'a str)]) -> Self {
        let mut prefixes = prefixes.to_vec();
        prefixes.sort_by_key(|(name, iri)| (std::cmp::Reverse(iri.len()), *name));
        prefixes.retain(|(name, _)| {
            let is_scheme = |iri: &str| {
                iri.split_once(':').is_some_and(|(scheme, rest)| scheme == *name && !rest.starts_with("//"))
            };
            !name.is_empty() && !quads.iter().any(|quad| iris(quad).any(is_scheme))
        });
        Self { prefixes }
    }

    fn context(&self) -> Value {
        let entry = |(name, iri): &(&str, &str)| {
            // Without a delimiter at its end an IRI is a prefix only when that is said.
            let is_simple = iri.ends_with([':', '/', '?', '#', '[', ']', '@']);
            let value = if is_simple { json!(iri) } else { json!({ "@id": iri, "@prefix": true }) };
            ((*name).to_owned(), value)
        };
        Value::Object(self.prefixes.iter().map(entry).collect())
    }

    fn compact<'b>(&self, iri: &'b str) -> Cow<'b, str> {
        self.prefixes
            .iter()
            .find_map(|(name, base)| {
                let rest = iri.strip_prefix(base).filter(|rest| !rest.starts_with("//"))?;
                Some(Cow::Owned(format!("{name}:{rest}")))
            })
            .unwrap_or(Cow::Borrowed(iri))
    }

    /// All statements of one subject.
    fn node(&self, quads: &[Quad]) -> Map<String, Value> {
        let mut node = Map::new();
        if let Some(first) = quads.first() {
            let id = match &first.subject {
                NamedOrBlankNode::NamedNode(iri) => self.compact(iri.as_str()).into_owned(),
                NamedOrBlankNode::BlankNode(blank) => blank.to_string(),
            };
            node.insert("@id".to_owned(), id.into());
        }
        for quad in quads {
            let (key, value) = match &quad.object {
                Term::NamedNode(class) if quad.predicate == rdf::TYPE => {
                    ("@type".into(), Value::from(self.compact(class.as_str())))
                }
                object => (self.compact(quad.predicate.as_str()), self.value(object)),
            };
            match node.get_mut(key.as_ref()) {
                None => {
                    node.insert(key.into_owned(), value);
                }
                Some(Value::Array(values)) => values.push(value),
                Some(first) => *first = Value::Array(vec![first.take(), value]),
            }
        }
        node
    }

    fn value(&self, term: &Term) -> Value {
        match term {
            Term::NamedNode(iri) => json!({ "@id": self.compact(iri.as_str()) }),
            Term::Literal(literal) => match literal.language() {
                Some(language) => json!({ "@value": literal.value(), "@language": language }),
                None if literal.datatype() == xsd::STRING => literal.value().into(),
                None => {
                    let datatype = self.compact(literal.datatype().as_str()).into_owned();
                    json!({ "@value": literal.value(), "@type": datatype })
                }
            },
            other => json!({ "@id": other.to_string() }),
        }
    }
}

/// All IRIs of a statement.
fn iris(quad: &Quad) -> impl Iterator<Item = &str> {
    let subject = match &quad.subject {
        NamedOrBlankNode::NamedNode(iri) => Some(iri.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    };
    let object = match &quad.object {
        Term::NamedNode(iri) => Some(iri.as_str()),
        _ => None,
    };
    let graph = match &quad.graph_name {
        GraphName::NamedNode(iri) => Some(iri.as_str()),
        _ => None,
    };
    [subject, Some(quad.predicate.as_str()), object, graph].into_iter().flatten()
}
