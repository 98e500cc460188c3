//! Tables of edges and nodes, in RFC 4180.
//!
//! A spreadsheet evaluates a cell that begins with `=`, `+`, `-` or `@`; such a cell gets an
//! apostrophe in front, which spreadsheets hide. Names come first and identifiers behind them.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::entity::DivisionCode;

use super::view::View;
use super::{ExportOptions, Language, style};

/// A heading for programs and the same for readers of Excel.
type Heading = (&'static str, &'static str);

const EDGE_HEADINGS: [Heading; 15] = [
    ("subject", "主体"),
    ("subject_type", "主体类型"),
    ("predicate_label", "关系"),
    ("object", "客体"),
    ("object_type", "客体类型"),
    ("statements", "陈述数"),
    ("confidence", "置信度"),
    ("subject_code", "主体区划代码"),
    ("object_code", "客体区划代码"),
    ("subject_id", "主体标识"),
    ("predicate", "关系标识"),
    ("object_id", "客体标识"),
    ("documents", "文档"),
    ("evidence", "原文"),
    ("predicate_iri", "关系IRI"),
];

const NODE_HEADINGS: [Heading; 15] = [
    ("label", "名称"),
    ("label_en", "英文名称"),
    ("type", "类型"),
    ("level", "级别"),
    ("code", "区划代码"),
    ("cluster", "所属县区或园区"),
    ("stage", "建设阶段"),
    ("honours", "荣誉"),
    ("mentions", "提及次数"),
    ("in_gazetteer", "词典收录"),
    ("longitude", "经度"),
    ("latitude", "纬度"),
    ("id", "标识"),
    ("cluster_id", "所属标识"),
    ("iri", "IRI"),
];

/// Writes one row an edge.
pub(super) fn write_edges(view: &View<'_>, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
    let mut table = begin(&EDGE_HEADINGS, options, out)?;
    for edge in &view.edges {
        let (subject, object) = (&view.nodes[edge.from], &view.nodes[edge.to]);
        let documents: BTreeSet<&str> =
            edge.edge.evidence.iter().map(|evidence| evidence.document.as_str()).collect();
        let documents = documents.into_iter().collect::<Vec<_>>().join("; ");
        let evidence = edge.edge.evidence.first().map_or("", |evidence| evidence.text.as_str());
        table.write_record([
            text(subject.label),
            kind(subject.node.kind, options),
            style::relation_name(edge.edge.relation, view.language).to_owned(),
            text(object.label),
            kind(object.node.kind, options),
            edge.edge.weight.to_string(),
            format!("{:.2}", edge.edge.confidence),
            code(subject.node.code.as_ref()),
            code(object.node.code.as_ref()),
            text(subject.node.id.as_str()),
            edge.edge.relation.as_str().to_owned(),
            text(object.node.id.as_str()),
            text(&documents),
            text(evidence),
            text(&edge.edge.iri),
        ])?;
    }
    table.flush()
}

/// Writes one row a node.
pub(super) fn write_nodes(view: &View<'_>, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
    let mut table = begin(&NODE_HEADINGS, options, out)?;
    for node in &view.nodes {
        let cluster = node.cluster.map(|cluster| &view.clusters[cluster]);
        let (longitude, latitude) =
            node.node.coordinates.map_or_else(Default::default, |(x, y)| (x.to_string(), y.to_string()));
        table.write_record([
            text(&node.node.label),
            text(node.node.label_en.as_deref().unwrap_or_default()),
            kind(node.node.kind, options),
            node.node.level.map_or("", |level| level.as_str()).to_owned(),
            code(node.node.code.as_ref()),
            text(cluster.map_or("", |cluster| cluster.label.as_str())),
            node.node.stage.map_or("", |stage| style::stage_name(stage, view.language)).to_owned(),
            text(&node.node.honours.join("; ")),
            node.node.mentions.to_string(),
            node.node.in_gazetteer.to_string(),
            longitude,
            latitude,
            text(node.node.id.as_str()),
            text(cluster.map_or("", |cluster| cluster.id.as_str())),
            text(&node.node.iri),
        ])?;
    }
    table.flush()
}

fn begin<'a>(
    headings: &[Heading],
    options: &ExportOptions,
    out: &'a mut dyn Write,
) -> io::Result<csv::Writer<&'a mut dyn Write>> {
    if options.excel {
        // Without the mark Excel reads the file in the system's code page.
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut table = csv::Writer::from_writer(out);
    let translated = options.excel && options.language == Language::Zh;
    table.write_record(headings.iter().map(|(name, zh)| if translated { zh } else { name }))?;
    Ok(table)
}

fn kind(kind: crate::entity::EntityType, options: &ExportOptions) -> String {
    if options.excel {
        style::of_type(kind).name(options.language).to_owned()
    } else {
        kind.as_str().to_owned()
    }
}

fn code(code: Option<&DivisionCode>) -> String {
    code.map_or_else(String::new, DivisionCode::to_string)
}

/// A cell that no spreadsheet takes for a formula. NUL, which ends the file for some readers, is
/// left out.
fn text(cell: &str) -> String {
    // Full-width signs are evaluated by Excel with an East Asian locale.
    const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let cell = cell.replace('\0', "");
    if cell.starts_with(FORMULA) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (raw, expected) in [
            ("威信县", "威信县"),
            ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
            ("+86", "'+86"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("＝1", "'＝1"),
            ("a=b", "a=b"),
            ("a\0b", "ab"),
            ("\0=1", "'=1"),
            ("", ""),
        ] {
            assert_eq!(text(raw), expected, "{raw:?}");
        }
    }
}
