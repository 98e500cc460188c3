//! Cytoscape's JSON, for Cytoscape and cytoscape.js; positions are those of the built-in layout.

use std::io::{self, Write};

use serde_json::json;

use super::view::View;
use super::{layout, style};

/// Writes `view`.
pub(super) fn write(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let drawing = layout::arrange(view);
    let nodes = view.nodes.iter().zip(&drawing.nodes).map(|(node, place)| {
        let (x, y) = place.rect.centre();
        json!({
            "data": {
                "id": node.node.id,
                "name": node.label,
                "type": node.node.kind,
                "code": node.node.code,
                "level": node.node.level,
                "cluster": node.cluster.map(|cluster| &view.clusters[cluster].label),
                "stage": node.node.stage.map(|stage| stage.as_str()),
                "mentions": node.node.mentions,
                "iri": node.node.iri,
                "color": style::of_type(node.node.kind).strong,
            },
            "position": { "x": (x * 10.0).round() / 10.0, "y": (y * 10.0).round() / 10.0 },
        })
    });
    let edges = view.edges.iter().enumerate().map(|(index, edge)| {
        json!({
            "data": {
                "id": format!("e{index}"),
                "source": view.nodes[edge.from].node.id,
                "target": view.nodes[edge.to].node.id,
                "interaction": edge.edge.relation.as_str(),
                "name": style::relation_name(edge.edge.relation, view.language),
                "weight": edge.edge.weight,
                "confidence": edge.edge.confidence,
                "color": style::of_relation(edge.edge.relation).colour,
            },
        })
    });
    let document = json!({
        "format_version": "1.0",
        "generated_by": "chanpu",
        "data": { "name": view.title },
        "elements": { "nodes": nodes.collect::<Vec<_>>(), "edges": edges.collect::<Vec<_>>() },
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}
