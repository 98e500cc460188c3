//! GraphML, for yEd, igraph and NetworkX.

use std::io::{self, Write};

use super::style;
use super::view::View;
use super::xml::Text;

/// Attributes: key, what it belongs to, name, type.
const KEYS: [(&str, &str, &str, &str); 13] = [
    ("label", "node", "label", "string"),
    ("kind", "node", "type", "string"),
    ("code", "node", "code", "string"),
    ("level", "node", "level", "string"),
    ("cluster", "node", "cluster", "string"),
    ("stage", "node", "stage", "string"),
    ("mentions", "node", "mentions", "int"),
    ("iri", "node", "iri", "string"),
    ("colour", "node", "color", "string"),
    ("relation", "edge", "relation", "string"),
    ("name", "edge", "label", "string"),
    ("weight", "edge", "weight", "double"),
    ("confidence", "edge", "confidence", "double"),
];

/// Writes `view`.
pub(super) fn write(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    for (key, of, name, kind) in KEYS {
        writeln!(out, "  <key id=\"{key}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    }
    writeln!(out, "  <graph id=\"chanpu\" edgedefault=\"directed\">")?;
    writeln!(out, "    <desc>{}</desc>", Text(view.title))?;
    for (index, node) in view.nodes.iter().enumerate() {
        writeln!(out, "    <node id=\"n{index}\">")?;
        let cluster = node.cluster.map(|cluster| view.clusters[cluster].label.as_str());
        for (key, value) in [
            ("label", Some(node.label)),
            ("kind", Some(node.node.kind.as_str())),
            ("code", node.node.code.as_ref().map(|code| code.as_str())),
            ("level", node.node.level.map(|level| level.as_str())),
            ("cluster", cluster),
            ("stage", node.node.stage.map(|stage| stage.as_str())),
            ("mentions", Some(node.node.mentions.to_string().as_str())),
            ("iri", Some(node.node.iri.as_str())),
            ("colour", Some(style::of_type(node.node.kind).strong)),
        ] {
            if let Some(value) = value {
                writeln!(out, "      <data key=\"{key}\">{}</data>", Text(value))?;
            }
        }
        writeln!(out, "    </node>")?;
    }
    for (index, edge) in view.edges.iter().enumerate() {
        writeln!(out, "    <edge id=\"e{index}\" source=\"n{}\" target=\"n{}\">", edge.from, edge.to)?;
        let relation = edge.edge.relation;
        for (key, value) in [
            ("relation", relation.as_str().to_owned()),
            ("name", style::relation_name(relation, view.language).to_owned()),
            ("weight", edge.edge.weight.to_string()),
            ("confidence", format!("{:.2}", edge.edge.confidence)),
        ] {
            writeln!(out, "      <data key=\"{key}\">{}</data>", Text(&value))?;
        }
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}
