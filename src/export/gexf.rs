//! GEXF 1.3 for Gephi, laid out and coloured.
//!
//! Gephi's usual font has no Chinese; the description says which one to choose.

use std::io::{self, Write};

use super::layout;
use super::style;
use super::view::View;
use super::xml::Text;

/// The longest label that stays readable beside its node.
const SHORT_LABEL: usize = 8;

/// Writes `view`.
pub(super) fn write(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">"
    )?;
    writeln!(out, "  <meta>\n    <creator>chanpu</creator>\n    <title>{}</title>", Text(view.title))?;
    writeln!(
        out,
        "    <description>在 Gephi 中把标签字体改为微软雅黑或思源黑体。In Gephi, choose a label font with \
         Chinese glyphs.</description>\n  </meta>"
    )?;
    writeln!(out, "  <graph defaultedgetype=\"directed\" mode=\"static\">")?;
    writeln!(out, "    <attributes class=\"node\">")?;
    for (id, title, kind) in [
        ("type", "type", "string"),
        ("short", "short label", "string"),
        ("code", "code", "string"),
        ("cluster", "cluster", "string"),
        ("mentions", "mentions", "integer"),
        ("iri", "iri", "string"),
    ] {
        writeln!(out, "      <attribute id=\"{id}\" title=\"{title}\" type=\"{kind}\"/>")?;
    }
    writeln!(out, "    </attributes>\n    <attributes class=\"edge\">")?;
    writeln!(out, "      <attribute id=\"relation\" title=\"relation\" type=\"string\"/>")?;
    writeln!(out, "      <attribute id=\"confidence\" title=\"confidence\" type=\"double\"/>")?;
    writeln!(out, "    </attributes>\n    <nodes>")?;
    let drawing = layout::arrange(view);
    let mut degree = vec![0_u32; view.nodes.len()];
    for edge in &view.edges {
        degree[edge.from] += 1;
        degree[edge.to] += 1;
    }
    for (index, node) in view.nodes.iter().enumerate() {
        writeln!(
            out,
            "      <node id=\"{}\" label=\"{}\">\n        <attvalues>",
            Text(node.node.id.as_str()),
            Text(node.label)
        )?;
        let short: String = node.label.chars().take(SHORT_LABEL).collect();
        let mentions = node.node.mentions.to_string();
        let cluster = node.cluster.map_or("", |cluster| view.clusters[cluster].label.as_str());
        for (key, value) in [
            ("type", node.node.kind.as_str()),
            ("short", &short),
            ("code", node.node.code.as_ref().map_or("", |code| code.as_str())),
            ("cluster", cluster),
            ("mentions", &mentions),
            ("iri", &node.node.iri),
        ] {
            if !value.is_empty() {
                writeln!(out, "          <attvalue for=\"{key}\" value=\"{}\"/>", Text(value))?;
            }
        }
        let (red, green, blue) = style::rgb(style::of_type(node.node.kind).strong);
        // Gephi's y axis points upwards.
        let (x, y) = drawing.nodes[index].rect.centre();
        writeln!(
            out,
            "        </attvalues>\n        <viz:color r=\"{red}\" g=\"{green}\" b=\"{blue}\"/>\n        \
             <viz:position x=\"{x:.1}\" y=\"{:.1}\" z=\"0.0\"/>\n        <viz:size value=\"{:.1}\"/>\n      </node>",
            -y,
            8.0 + 4.0 * f64::from(degree[index]).sqrt()
        )?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for (index, edge) in view.edges.iter().enumerate() {
        let relation = edge.edge.relation;
        let (red, green, blue) = style::rgb(style::of_relation(relation).colour);
        writeln!(
            out,
            "      <edge id=\"{index}\" source=\"{}\" target=\"{}\" kind=\"{}\" label=\"{}\" weight=\"{}\">",
            Text(view.nodes[edge.from].node.id.as_str()),
            Text(view.nodes[edge.to].node.id.as_str()),
            relation.as_str(),
            Text(style::relation_name(relation, view.language)),
            edge.edge.weight.max(1)
        )?;
        writeln!(
            out,
            "        <attvalues>\n          <attvalue for=\"relation\" value=\"{}\"/>\n          \
             <attvalue for=\"confidence\" value=\"{:.2}\"/>\n        </attvalues>\n        \
             <viz:color r=\"{red}\" g=\"{green}\" b=\"{blue}\"/>\n      </edge>",
            relation.as_str(),
            edge.edge.confidence
        )?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}
