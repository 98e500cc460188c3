//! Turns what a document says into quads.
//!
//! All quads of a document are in its own named graph, so that a document can be replaced or
//! forgotten as a whole. There are no blank nodes and no counters: every node's IRI follows from
//! what it stands for, so the same extraction gives the same quads.
//!
//! Mentions are by far the most numerous nodes and the store is the slowest part of a build, so
//! a mention has seven quads and no more: its sentence, not the mention, names the document.

mod entity;
mod mention;
mod statement;

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use rustc_hash::FxHashSet;

use crate::entity::EntityId;
use crate::extraction::{Extraction, TextSpan};
use crate::graph::description::Describe;
use crate::graph::iri::{self, Iris};
use crate::graph::manifest::DocumentEntry;
use crate::graph::versions::Versions;
use crate::graph::vocab::{self, external};

/// What the mapping needs besides the extraction.
#[derive(Clone, Copy)]
pub struct MapContext<'a> {
    /// Makes the IRIs.
    pub iris: &'a Iris,
    /// Knows which entities the gazetteer has.
    pub gazetteer: &'a dyn Describe,
    /// With what the document was read, for provenance.
    pub versions: &'a Versions,
}

/// A document as the graph keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentGraph {
    /// Its row in the manifest.
    pub entry: DocumentEntry,
    /// Its quads, without duplicates, all in the document's graph.
    pub quads: Vec<Quad>,
}

/// The quads of a document.
#[must_use]
pub fn document_graph(extraction: &Extraction, context: MapContext<'_>) -> DocumentGraph {
    let document = context.iris.document(&extraction.document);
    let mut writer = DocumentWriter {
        context,
        graph: document.clone().into(),
        reading: iri::reading(&document),
        document,
        sentences: &extraction.sentences,
        quads: Vec::with_capacity(16 + 8 * extraction.mentions.len() + 16 * extraction.facts.len()),
        described: FxHashSet::default(),
        used: FxHashSet::default(),
    };
    writer.metadata(extraction);
    writer.provenance();
    for mention in &extraction.mentions {
        writer.mention(mention);
    }
    for fact in &extraction.facts {
        writer.fact(fact);
    }
    for observation in &extraction.observations {
        writer.observation(observation);
    }
    for appearance in &extraction.appearances {
        writer.appearance(appearance);
    }
    DocumentGraph {
        entry: DocumentEntry {
            id: extraction.document.clone(),
            sha256: extraction.sha256.clone(),
            reader: context.versions.to_string(),
            title: extraction.title.clone(),
            date: extraction.date,
        },
        quads: writer.quads,
    }
}

/// Collects the quads of one document.
struct DocumentWriter<'a> {
    context: MapContext<'a>,
    document: NamedNode,
    /// The activity that read the document.
    reading: NamedNode,
    graph: GraphName,
    sentences: &'a [TextSpan],
    quads: Vec<Quad>,
    /// The nodes that are already written.
    described: FxHashSet<NamedNode>,
    /// The entities that are already listed as used.
    used: FxHashSet<EntityId>,
}

impl DocumentWriter<'_> {
    fn metadata(&mut self, extraction: &Extraction) {
        let document = self.document.clone();
        self.put(&document, rdf::TYPE, vocab::DOCUMENT);
        self.put(&document, rdf::TYPE, external::SCHEMA_ARTICLE);
        self.put(&document, external::DCTERMS_IDENTIFIER, text(&extraction.document));
        if !extraction.language.is_empty() {
            self.put(&document, external::DCTERMS_LANGUAGE, text(&extraction.language));
        }
        if let Some(title) = &extraction.title {
            self.put(&document, external::DCTERMS_TITLE, in_language(title, "zh"));
        }
        if let Some(date) = extraction.date {
            self.put(
                &document,
                external::DCTERMS_DATE,
                Literal::new_typed_literal(date.to_string(), xsd::DATE),
            );
        }
        if let Some(source) = &extraction.source {
            self.put(&document, external::DCTERMS_SOURCE, text(source));
        }
        if let Some(author) = &extraction.author {
            self.put(&document, external::DCTERMS_CREATOR, text(author));
        }
        if !extraction.sha256.is_empty() {
            self.put(&document, vocab::SHA256, text(&extraction.sha256));
        }
    }

    /// What read the document. There is no time in it: the same input gives the same bytes.
    fn provenance(&mut self) {
        let (reading, document) = (self.reading.clone(), self.document.clone());
        let Versions { program, gazetteer, rules } = self.context.versions;
        self.put(&reading, rdf::TYPE, vocab::READING);
        self.put(&reading, external::PROV_USED, document);
        self.put(&reading, external::PROV_WAS_ASSOCIATED_WITH, vocab::CHANPU);
        self.put(&reading, vocab::PROGRAM_VERSION, text(program));
        self.put(&reading, vocab::GAZETTEER_VERSION, text(gazetteer));
        self.put(&reading, vocab::RULES_VERSION, text(rules));
    }

    /// Adds a quad in the document's graph.
    fn put(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.graph.clone()));
    }

    /// Whether the node is written for the first time.
    fn is_first(&mut self, node: &NamedNode) -> bool {
        self.described.insert(node.clone())
    }
}

/// A plain literal.
pub(super) fn text(value: &str) -> Literal {
    Literal::new_simple_literal(value)
}

/// A literal in a language, which must be a valid tag in lower case.
pub(super) fn in_language(value: &str, language: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(value, language)
}

/// A decimal between 0 and 1 from a figure with two decimals; no number counts as 0.
pub(super) fn confidence(value: f64) -> Literal {
    let value = if value.is_nan() { 0.0 } else { value };
    let hundredths = (value.clamp(0.0, 1.0) * 100.0).round();
    let lexical = if hundredths >= 100.0 { "1".to_owned() } else { format!("{}", hundredths / 100.0) };
    Literal::new_typed_literal(lexical, xsd::DECIMAL)
}

/// A whole number.
pub(super) fn integer(value: usize) -> Literal {
    Literal::new_typed_literal(value.to_string(), xsd::INTEGER)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::graph::description::EntityDescription;

    const EXTRACTION: &str = r#"{"document": "a b.txt", "title": "题", "date": "2023-07-11", "language": "zh",
      "sha256": "00ff",
      "mentions": [
        {"start": 0, "end": 2, "text": "甲厂", "type": "company", "entity": "company/甲厂", "label": "甲厂",
         "code": null, "confidence": 0.9, "resolution": "new", "candidates": [], "nested": false},
        {"start": 3, "end": 5, "text": "朝阳", "type": "place", "entity": null, "label": "朝阳", "code": null,
         "confidence": 0.4, "resolution": "ambiguous", "nested": false,
         "candidates": [{"entity": "place/110105", "label": "朝阳区", "type": "place", "code": "110105",
                         "score": 0.5, "reasons": []}]}],
      "facts": [{"subject": {"entity": "company/甲厂", "label": "甲厂", "type": "company", "code": null},
                 "predicate": "awarded", "object": {"value": "领跑者"}, "confidence": 1.0, "rule": "award",
                 "evidence": [{"start": 0, "end": 9, "text": "甲厂在朝阳获领跑者"}]}],
      "observations": [],
      "sentences": [{"start": 0, "end": 9, "text": "甲厂在朝阳获领跑者"}]}"#;

    const QUADS: &str = r#"
</> dcterms:identifier "a b.txt"
</> dcterms:title "题"@zh
</> dcterms:date "2023-07-11"^^xsd:date
</mention/0-2> cp:mentions <company/甲厂>
</mention/0-2> cp:confidence "0.9"^^xsd:decimal
</mention/0-2> cp:inSentence </sentence/0-9>
</mention/3-5> cp:candidate <place/110105>
</sentence/0-9> cp:inDocument </>
</sentence/0-9> cp:inSentence </sentence/0-9>
</sentence/0-9> oa:exact "甲厂在朝阳获领跑者"
<company/甲厂> rdfs:label "甲厂"@zh
<company/甲厂> cp:awarded "领跑者"
"#;

    fn extraction() -> Extraction {
        serde_json::from_str(EXTRACTION).expect("the record must be valid")
    }

    fn lines(graph: &DocumentGraph) -> Vec<String> {
        let prefixes = [("dcterms", "http://purl.org/dc/terms/"), ("cp", vocab::NAMESPACE)];
        let mut lines: Vec<String> = graph
            .quads
            .iter()
            .map(|quad| format!("{} {} {}", quad.subject, quad.predicate, quad.object))
            .map(|line| line.replace("<https://chanpu.example/document/a%20b.txt>", "</>"))
            .map(|line| line.replace("https://chanpu.example/document/a%20b.txt", ""))
            .map(|line| {
                vocab::PREFIXES.iter().chain(&prefixes).fold(line, |line, (prefix, iri)| {
                    let mut out = String::new();
                    let mut rest = line.as_str();
                    while let Some(at) = rest.find(&format!("<{iri}")) {
                        let after = &rest[at + iri.len() + 1..];
                        let end = after.find('>').unwrap_or(after.len());
                        out.push_str(&format!("{}{prefix}:{}", &rest[..at], &after[..end]));
                        rest = after.get(end + 1..).unwrap_or_default();
                    }
                    out + rest
                })
            })
            .map(|line| line.replace("<https://chanpu.example/", "<"))
            .collect();
        lines.sort();
        lines
    }

    fn map(extraction: &Extraction) -> DocumentGraph {
        let beijing = EntityId::parse("place/110105").expect("a valid identifier");
        let gazetteer = BTreeMap::from([(
            beijing.clone(),
            EntityDescription {
                id: beijing,
                kind: crate::entity::EntityType::Place,
                label: "朝阳区".to_owned(),
                label_en: None,
                alt_labels: vec![],
                code: None,
                level: None,
                parent: None,
                valid_from: None,
                valid_until: None,
                successor: None,
                predecessors: vec![],
                neighbours: vec![],
                places: vec![],
                coordinates: None,
            },
        )]);
        let iris = Iris::default();
        let versions = Versions { program: "1.0".into(), gazetteer: "g1".into(), rules: "r1".into() };
        document_graph(extraction, MapContext { iris: &iris, gazetteer: &gazetteer, versions: &versions })
    }

    #[test]
    fn a_document_becomes_the_expected_quads() {
        let lines = lines(&map(&extraction()));
        for expected in QUADS.trim().lines() {
            assert!(
                lines.iter().any(|line| line == expected),
                "{expected} is missing in\n{}",
                lines.join("\n")
            );
        }
    }

    #[test]
    fn all_quads_are_in_the_documents_graph_and_none_twice() {
        let graph = map(&extraction());
        let name = Iris::default().document("a b.txt");
        let mut seen = FxHashSet::default();
        for quad in &graph.quads {
            assert_eq!(quad.graph_name, name.clone().into(), "{quad}");
            assert!(seen.insert(quad), "{quad} is there twice");
            assert!(quad.subject.is_named_node() && !quad.object.is_blank_node(), "{quad} has a blank node");
        }
    }

    #[test]
    fn a_mention_has_seven_quads() {
        let graph = map(&extraction());
        let mention = "https://chanpu.example/document/a%20b.txt/mention/0-2";
        let count =
            graph.quads.iter().filter(|quad| quad.subject.to_string() == format!("<{mention}>")).count();
        assert_eq!(count, 7);
    }

    #[test]
    fn figures_that_would_have_to_be_equal_have_the_same_key() {
        let figure = |value: u32, period: &str| {
            serde_json::json!({"subject": {"entity": "company/甲厂", "label": "甲厂", "type": "company", "code": null},
                "indicator": "产值", "value": value, "unit": "CNY", "period": period, "modality": "actual",
                "change": null, "confidence": 0.9, "rule": "figure",
                "evidence": [{"start": 0, "end": 2, "text": "甲厂"}]})
        };
        let mut extraction = extraction();
        extraction.observations = [figure(700, "2022"), figure(900, "2022"), figure(900, "2023")]
            .map(|figure| serde_json::from_value(figure).expect("the record must be valid"))
            .to_vec();
        let graph = map(&extraction);
        let objects = |predicate: NamedNodeRef<'_>| -> Vec<String> {
            let quads = graph.quads.iter().filter(|quad| quad.predicate == predicate);
            quads.map(|quad| quad.object.to_string()).collect()
        };
        let keys = objects(vocab::FIGURE_KEY);
        assert_eq!(objects(external::SOSA_RESULT).len(), 3);
        assert!(keys.len() == 3 && keys[0] == keys[1] && keys[1] != keys[2], "{keys:?}");
    }

    #[test]
    fn every_predicate_is_declared_or_of_a_known_vocabulary() {
        for quad in map(&extraction()).quads {
            let known = vocab::TERMS.contains(&quad.predicate.as_ref())
                || vocab::PREFIXES
                    .iter()
                    .any(|(prefix, iri)| *prefix != "cp" && quad.predicate.as_str().starts_with(iri));
            assert!(known, "{} is not declared", quad.predicate);
        }
    }

    #[test]
    fn text_outside_all_sentences_still_leads_to_the_document() {
        let mut extraction = extraction();
        extraction.sentences.clear();
        let lines = lines(&map(&extraction));
        for expected in ["</sentence/0-2> cp:inDocument </>", "</mention/0-2> cp:inSentence </sentence/0-2>"]
        {
            assert!(
                lines.iter().any(|line| line == expected),
                "{expected} is missing in\n{}",
                lines.join("\n")
            );
        }
    }

    #[test]
    fn confidence_is_canonical() {
        for (value, lexical) in
            [(0.9, "0.9"), (0.97, "0.97"), (1.0, "1"), (0.999, "1"), (0.0, "0"), (f64::NAN, "0")]
        {
            assert_eq!(confidence(value).value(), lexical, "{value}");
        }
    }
}
