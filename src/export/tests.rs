//! Expectations for whole files: golden files under `tests/export`, well-formed XML, and pictures
//! in which nothing overlaps.
//!
//! `UPDATE_GOLDEN=1 cargo test export::` rewrites the golden files. `cargo test export:: --
//! --ignored` writes pictures to look at to `target/export`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad};

use crate::graph::Projection;

use super::layout::Step;
use super::*;

mod fixture;

use fixture::{LABELS, PREFIXES, arbitrary, around, large, path, projection, quads, small, zhaotong};

fn text(projection: &Projection, format: GraphFormat, options: &ExportOptions) -> String {
    let mut out = Vec::new();
    export(projection, format, options, &mut out).expect("a buffer takes everything");
    String::from_utf8(out).expect("UTF-8")
}

fn options(language: Language, cluster: ClusterBy) -> ExportOptions {
    ExportOptions { language, cluster, ..ExportOptions::default() }
}

/// Every format with a file name, as the golden files and the checks below use them.
fn all_files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (name, format) in ExportFormat::ALL {
        if let ExportFormat::Graph(format) = format {
            let extension = ExportFormat::Graph(format).extension();
            for (language, suffix) in [(Language::Zh, "zh"), (Language::En, "en")] {
                files.push((
                    format!("small-{name}-{suffix}.{extension}"),
                    text(&small(), format, &options(language, ClusterBy::County)),
                ));
            }
        }
    }
    let excel = ExportOptions { excel: true, ..ExportOptions::default() };
    for format in [GraphFormat::EdgesCsv, GraphFormat::NodesCsv] {
        let name = ExportFormat::Graph(format).as_str();
        files.push((format!("small-{name}-excel.csv"), text(&small(), format, &excel)));
    }
    for (name, format) in ExportFormat::ALL {
        if let ExportFormat::Rdf(syntax) = format {
            let mut out = Vec::new();
            export_quads(quads(), syntax, PREFIXES, &mut out).expect("a buffer takes everything");
            let extension = format.extension();
            files.push((format!("quads-{name}.{extension}"), String::from_utf8(out).expect("UTF-8")));
        }
    }
    files
}

#[test]
fn files_are_as_expected() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    for (name, actual) in all_files() {
        let file = path(&name);
        if update {
            std::fs::write(&file, &actual).expect("written");
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            actual == expected,
            "{name} differs; look at it, then rewrite with UPDATE_GOLDEN=1\n{actual}"
        );
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for (first, second) in all_files().into_iter().zip(all_files()) {
        assert_eq!(first, second);
    }
    let mut backwards = quads();
    backwards.reverse();
    for syntax in [RdfSyntax::Turtle, RdfSyntax::JsonLd, RdfSyntax::NQuads] {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        export_quads(quads(), syntax, PREFIXES, &mut a).expect("a buffer takes everything");
        export_quads(backwards.clone(), syntax, PREFIXES, &mut b).expect("a buffer takes everything");
        assert!(a == b, "{syntax:?} depends on the order of the quads");
    }
}

#[test]
fn rdf_reads_back_as_it_was_written() {
    let iri = |name: &str| NamedNode::new(name).expect("an IRI");
    let mut all = quads();
    all.push(Quad::new(iri("cp:x"), iri("urn:p"), Literal::from(42), GraphName::DefaultGraph));
    all.push(Quad::new(iri("urn:s"), iri("urn:p"), Literal::from("a"), GraphName::DefaultGraph));
    all.push(Quad::new(iri("urn:s"), iri("urn:p"), Literal::from("b"), GraphName::DefaultGraph));
    for (syntax, format) in [
        (RdfSyntax::NQuads, RdfFormat::NQuads),
        (RdfSyntax::TriG, RdfFormat::TriG),
        (RdfSyntax::JsonLd, RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }),
    ] {
        let mut out = Vec::new();
        export_quads(all.clone(), syntax, PREFIXES, &mut out).expect("a buffer takes everything");
        let read: BTreeSet<String> = RdfParser::from_format(format)
            .for_slice(&out)
            .map(|quad| quad.expect("a statement").to_string())
            .collect();
        let expected: BTreeSet<String> = all.iter().map(Quad::to_string).collect();
        assert_eq!(read, expected, "{syntax:?}");
    }
}

#[test]
fn xml_is_well_formed_and_has_no_active_content() {
    for projection in [small(), zhaotong(), large(150), projection("", "")] {
        for format in [GraphFormat::Svg, GraphFormat::GraphMl, GraphFormat::Gexf] {
            let file = text(&projection, format, &ExportOptions::default());
            let mut reader = quick_xml::Reader::from_str(&file);
            reader.config_mut().check_comments = true;
            let mut open = 0;
            loop {
                match reader.read_event().expect("well-formed") {
                    quick_xml::events::Event::Start(tag) => {
                        open += 1;
                        assert_ne!(tag.local_name().as_ref(), b"script", "{format:?}");
                        for attribute in tag.attributes() {
                            let attribute = attribute.expect("well-formed attributes");
                            attribute.unescape_value().expect("known entities");
                            let key = attribute.key.local_name();
                            assert!(!key.as_ref().starts_with(b"on"), "{format:?} has an event handler");
                            assert_ne!(key.as_ref(), b"href", "{format:?} has a link");
                        }
                    }
                    quick_xml::events::Event::End(_) => open -= 1,
                    quick_xml::events::Event::Text(content) => {
                        content.unescape().expect("known entities");
                    }
                    quick_xml::events::Event::Eof => break,
                    _ => {}
                }
            }
            assert_eq!(open, 0, "{format:?}");
            let allowed = |c: char| !c.is_control() || c == '\n';
            assert!(file.chars().all(allowed), "{format:?} has control characters");
        }
    }
}

#[test]
fn tables_read_back_as_they_were_written() {
    let nodes = text(&small(), GraphFormat::NodesCsv, &ExportOptions::default());
    let mut reader = ::csv::Reader::from_reader(nodes.as_bytes());
    let labels: Vec<String> = reader
        .records()
        .map(|record| record.expect("a row")[0].to_owned())
        .filter(|label| label.contains('N'))
        .collect();
    assert_eq!(labels, ["'=1+\"<b>\\N&lt;\n]]>\\"], "quote, line break and backslash survive");
    let edges = text(&small(), GraphFormat::EdgesCsv, &ExportOptions::default());
    assert_eq!(::csv::Reader::from_reader(edges.as_bytes()).records().count(), 16, "one row an edge");
}

#[test]
fn every_node_of_a_picture_has_its_full_name_for_readers_who_cannot_see_it() {
    let projection = zhaotong();
    let svg = text(&projection, GraphFormat::Svg, &ExportOptions::default());
    for node in projection.graph.node_weights() {
        assert!(svg.contains(&format!("<title>{}&#10;", node.label)), "{}", node.label);
    }
    assert!(svg.contains("role=\"img\"") && svg.contains("<desc id=\"desc\">145 个实体，227 条关系</desc>"));
}

/// The layout's promises: no node lies on another, text fits, nodes are in their boxes, lines run
/// beside the nodes.
#[test]
fn nothing_in_a_picture_overlaps() {
    let empty = projection("", "");
    for (name, projection) in [
        ("empty", empty),
        ("small", small()),
        ("zhaotong", zhaotong()),
        ("around", around("place/530681", &zhaotong())),
        ("150", large(150)),
        ("800", large(800)),
    ] {
        for cluster in [ClusterBy::County, ClusterBy::Park, ClusterBy::None] {
            let options = options(Language::Zh, cluster);
            let view = View::new(&projection, &options);
            check_picture(&format!("{name} by {cluster:?}"), &view);
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(48))]

    /// The same promises for graphs that nobody would draw by hand.
    #[test]
    fn nothing_overlaps_in_any_picture(
        nodes in proptest::collection::vec((0..8_usize, 0..12_usize, 0..LABELS.len()), 0..70),
        edges in proptest::collection::vec((0..70_usize, 0..70_usize, 0..12_usize), 0..160),
    ) {
        let projection = arbitrary(&nodes, &edges);
        for cluster in [ClusterBy::County, ClusterBy::Park, ClusterBy::None] {
            let options = options(Language::En, cluster);
            check_picture("arbitrary", &View::new(&projection, &options));
        }
    }
}

fn check_picture(name: &str, view: &View<'_>) {
    let layout = layout::arrange(view);
    let rects: Vec<_> = layout.nodes.iter().map(|node| node.rect).collect();
    for (index, node) in layout.nodes.iter().enumerate() {
        let label = view.nodes[index].label;
        for other in &rects[index + 1..] {
            assert!(!node.rect.overlaps(other), "{name}: {label} lies on another node");
        }
        let rect = node.rect;
        assert!(rect.x > 0.0 && rect.right() < layout.width, "{name}: {label} is cut off");
        assert!(rect.y > 0.0 && rect.bottom() < layout.height, "{name}: {label} is cut off");
        let room = rect.width - layout::BADGE_WIDTH;
        if !view.is_heading(index) {
            let fits = |line: &String| wrap::ems(line) * layout::FONT_SIZE <= room;
            assert!(node.lines.iter().all(fits), "{name}: {label} is wider than its node");
        }
        let boxes = layout.boxes.iter().filter(|group| group.rect.overlaps(&rect));
        assert_eq!(boxes.count(), 1, "{name}: {label} is in one box");
    }
    for (index, group) in layout.boxes.iter().enumerate() {
        let heading = match group.group {
            layout::GroupKind::Cluster(cluster) => view.clusters[cluster].label.clone(),
            layout::GroupKind::Type(kind) => view.loose_heading(kind),
        };
        assert!(wrap::ems(&heading) * 15.0 + 20.0 <= group.rect.width, "{name}: {heading} is too wide");
        let overlaps = layout.boxes[index + 1..].iter().any(|other| group.rect.overlaps(&other.rect));
        assert!(!overlaps, "{name}: boxes overlap");
    }
    for path in &layout.edges {
        let edge = &view.edges[path.edge];
        for (x, y) in points(&path.steps) {
            for (node, rect) in rects.iter().enumerate() {
                let inside =
                    x > rect.x + 1.0 && x < rect.right() - 1.0 && y > rect.y + 1.0 && y < rect.bottom() - 1.0;
                assert!(
                    !inside || view.is_heading(node),
                    "{name}: {} → {} runs behind {} at {x:.0}, {y:.0}",
                    view.nodes[edge.from].label,
                    view.nodes[edge.to].label,
                    view.nodes[node].label
                );
            }
        }
    }
}

/// Points along a line.
fn points(steps: &[Step]) -> Vec<(f64, f64)> {
    const PIECES: u32 = 24;
    let mut at = (0.0, 0.0);
    let mut points = Vec::new();
    for step in steps {
        let (a, b, end) = match *step {
            Step::Start(x, y) => {
                at = (x, y);
                continue;
            }
            Step::Line(x, y) => (at, (x, y), (x, y)),
            Step::Corner(corner, end) => (corner, corner, end),
            Step::Curve(a, b, end) => (a, b, end),
        };
        for piece in 0..=PIECES {
            let t = f64::from(piece) / f64::from(PIECES);
            let u = 1.0 - t;
            let mix = |p: f64, q: f64, r: f64, s: f64| {
                u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
            };
            points.push((mix(at.0, a.0, b.0, end.0), mix(at.1, a.1, b.1, end.1)));
        }
        at = end;
    }
    points
}

#[test]
fn formats_are_known_by_their_names() {
    for (name, format) in ExportFormat::ALL {
        assert_eq!(name.parse(), Ok(format));
        assert_eq!(format.to_string(), name);
    }
    assert_eq!("xls".parse::<ExportFormat>(), Err(ParseExportFormatError("xls".to_owned())));
}

#[test]
fn a_prefix_that_is_no_iri_is_named() {
    let error = export_quads(quads(), RdfSyntax::Turtle, &[("x", "no iri")], &mut Vec::new());
    assert!(matches!(error, Err(ExportError::Prefix { prefix, .. }) if prefix == "x"));
}

#[test]
#[ignore = "writes pictures for people"]
fn pictures_to_look_at() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/export");
    std::fs::create_dir_all(&folder).expect("a folder");
    let options = ExportOptions::default();
    for (name, projection, options) in [
        ("small", small(), options.clone()),
        ("small-en", small(), ExportOptions { language: Language::En, ..options.clone() }),
        ("zhaotong", zhaotong(), options.clone()),
        ("zhaotong-park", zhaotong(), ExportOptions { cluster: ClusterBy::Park, ..options.clone() }),
        ("zhaotong-none", zhaotong(), ExportOptions { cluster: ClusterBy::None, ..options.clone() }),
        ("zhaotong-en", zhaotong(), ExportOptions { language: Language::En, ..options.clone() }),
        ("around", around("place/530681", &zhaotong()), options.clone()),
        ("large", large(800), options.clone()),
    ] {
        for (format, name_of) in ExportFormat::ALL.into_iter().map(|(_, format)| (format, format.extension()))
        {
            if let ExportFormat::Graph(format) = format {
                let file = folder.join(format!("{name}.{name_of}"));
                std::fs::write(file, text(&projection, format, &options)).expect("written");
            }
        }
    }
}
