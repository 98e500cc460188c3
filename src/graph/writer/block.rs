//! What one document adds to the files: its sorted lines of N-Quads.

use std::collections::BTreeSet;

use oxigraph::model::NamedNodeRef;

use crate::entity::EntityId;
use crate::graph::vocab::{self, external};
use crate::graph::{DocumentEntry, DocumentGraph, Iris};

/// A document as its file keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentBlock {
    /// Its row in the manifest.
    pub entry: DocumentEntry,
    /// Its quads, a line each, sorted.
    pub(super) lines: String,
}

impl From<DocumentGraph> for DocumentBlock {
    fn from(graph: DocumentGraph) -> Self {
        Self { entry: graph.entry, lines: sorted_lines(graph.quads.iter()) }
    }
}

/// Quads as sorted lines.
pub(in crate::graph) fn sorted_lines<T: std::fmt::Display>(quads: impl Iterator<Item = T>) -> String {
    let mut lines: Vec<String> = quads.map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    lines.concat()
}

/// The entities that a document uses or may mean: those that the gazetteer graph has to describe.
pub(in crate::graph) fn entities(lines: &str, iris: &Iris) -> BTreeSet<EntityId> {
    let (mentions, candidate) = (external::SCHEMA_MENTIONS.as_str(), vocab::CANDIDATE.as_str());
    lines
        .lines()
        .filter_map(|line| {
            // No IRI holds `>`, so this is the predicate whatever text stands in the object.
            let (_, rest) = line.split_once("> <")?;
            let rest = rest.strip_prefix(mentions).or_else(|| rest.strip_prefix(candidate))?;
            let (object, _) = rest.strip_prefix("> <")?.split_once('>')?;
            iris.entity_id(NamedNodeRef::new_unchecked(object))
        })
        .collect()
}

/// The documents of a file with their lines, in the order of the file.
pub(in crate::graph) fn documents<'t>(text: &'t str, iris: &Iris) -> Vec<(String, &'t str)> {
    let document = |graph| iris.document_id(NamedNodeRef::new_unchecked(graph)).unwrap_or_default();
    lines_by_graph(text).into_iter().map(|(graph, lines)| (document(graph), lines)).collect()
}

/// The named graphs of a file with their lines, in the order of the file. The name of the graph stands
/// last in a line, and no IRI holds `<`.
pub(in crate::graph) fn lines_by_graph(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let (mut begin, mut at, mut current) = (0, 0, "");
    for line in text.split_inclusive('\n') {
        // Most lines are of the graph of the line before.
        if !is_of_graph(line, current) {
            let graph = graph_name(line);
            found.push((current, &text[begin..at]));
            (begin, current) = (at, graph);
        }
        at += line.len();
    }
    found.push((current, &text[begin..at]));
    found.retain(|(_, lines)| !lines.is_empty());
    found
}

/// How a line ends behind the name of its graph.
const END: &str = "> .\n";

fn graph_name(line: &str) -> &str {
    line.strip_suffix(END).and_then(|line| line.rsplit_once('<')).map_or("", |(_, name)| name)
}

/// Whether this is the name of the line's graph.
fn is_of_graph(line: &str, name: &str) -> bool {
    if name.is_empty() {
        return graph_name(line).is_empty();
    }
    let before = line.strip_suffix(END).and_then(|line| line.strip_suffix(name));
    before.is_some_and(|before| before.ends_with('<'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = r#"<https://chanpu.example/document/1.txt> <https://schema.org/mentions> <https://chanpu.example/place/530628> <https://chanpu.example/document/1.txt> .
<https://chanpu.example/document/1.txt/mention/0-2> <https://chanpu.example/ontology#candidate> <https://chanpu.example/company/甲 厂> <https://chanpu.example/document/1.txt> .
<https://chanpu.example/document/a%20b.txt> <http://purl.org/dc/terms/title> "> <https://schema.org/mentions> <https://chanpu.example/place/1> <https://chanpu.example/document/3.txt> ."@zh <https://chanpu.example/document/a%20b.txt> .
"#;

    #[test]
    fn entities_are_those_of_the_predicates_and_not_of_texts() {
        let found = entities(LINES, &Iris::default());
        let ids: Vec<&str> = found.iter().map(EntityId::as_str).collect();
        assert_eq!(ids, ["company/甲 厂", "place/530628"]);
    }

    #[test]
    fn a_file_is_divided_into_its_documents() {
        let found = documents(LINES, &Iris::default());
        let lengths: Vec<(&str, usize)> =
            found.iter().map(|(id, lines)| (id.as_str(), lines.lines().count())).collect();
        assert_eq!(lengths, [("1.txt", 2), ("a b.txt", 1)]);
        assert_eq!(found.iter().map(|(_, lines)| *lines).collect::<String>(), LINES);
        assert!(documents("", &Iris::default()).is_empty());
    }
}
