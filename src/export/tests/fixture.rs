//! Graphs to export.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::str::FromStr;

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad};
use petgraph::graph::DiGraph;

use crate::entity::{DivisionCode, EntityId, EntityType, PlaceLevel};
use crate::extraction::Predicate;
use crate::graph::{Cluster, Edge, Evidence, Node, Projection, Relation, Stage};

pub(super) fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/export").join(name)
}

fn relation(name: &str) -> Relation {
    Predicate::ALL
        .into_iter()
        .map(Relation::Stated)
        .chain([Relation::AppearsIn, Relation::PartOf])
        .find(|relation| relation.as_str() == name)
        .expect("a relation of the ontology")
}

fn filled(cell: &str) -> Option<&str> {
    Some(cell).filter(|cell| !cell.is_empty())
}

/// Reads a projection from lines of `node` (identifier, label, English label, level, code, cluster,
/// stage, mentions) and `edge` (subject, relation, object, weight, confidence).
pub(super) fn projection(title: &str, table: &str) -> Projection {
    let mut graph = DiGraph::new();
    let mut indices = std::collections::BTreeMap::new();
    let labels: std::collections::BTreeMap<&str, &str> = table
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("node\t")?.split('\t');
            Some((cells.next()?, cells.next()?))
        })
        .collect();
    for line in table.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells[..] {
            ["node", id, label, english, level, code, cluster, stage, mentions] => {
                let entity = EntityId::parse(id).expect("an identifier");
                let index = graph.add_node(Node {
                    iri: format!("https://example.org/{id}"),
                    label: unescape(label),
                    label_en: filled(english).map(str::to_owned),
                    kind: id.split('/').next().unwrap_or_default().parse().expect("a type"),
                    level: filled(level).map(|level| PlaceLevel::from_str(level).expect("a level")),
                    code: filled(code).map(|code| code.parse::<DivisionCode>().expect("a code")),
                    cluster: filled(cluster).map(|cluster| Cluster {
                        id: EntityId::parse(cluster).expect("an identifier"),
                        label: labels.get(cluster).copied().unwrap_or(cluster).to_owned(),
                    }),
                    stage: Stage::from_name(stage),
                    honours: Vec::new(),
                    mentions: mentions.parse().expect("a number"),
                    in_gazetteer: true,
                    coordinates: None,
                    id: entity,
                });
                indices.insert(id, index);
            }
            ["edge", from, name, to, weight, confidence] => {
                let evidence =
                    Evidence {
                        document: "001.txt".to_owned(), start: 0, end: 3, text: unescape("=原文\\n")
                    };
                graph.add_edge(
                    indices[from],
                    indices[to],
                    Edge {
                        relation: relation(name),
                        iri: format!("https://example.org/ontology#{name}"),
                        weight: weight.parse().expect("a number"),
                        confidence: confidence.parse().expect("a number"),
                        evidence: vec![evidence],
                    },
                );
            }
            _ => unreachable!("no line of a fixture: {line}"),
        }
    }
    Projection { graph, title: title.to_owned() }
}

/// Lets a fixture's line hold what would end it.
fn unescape(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\0", "\0")
}

pub(super) fn zhaotong() -> Projection {
    let table = std::fs::read_to_string(path("zhaotong.tsv")).expect("the fixture");
    projection("昭通市产业图谱", &table)
}

pub(super) fn small() -> Projection {
    let table = std::fs::read_to_string(path("small.tsv")).expect("the fixture");
    projection("彝良县 & <威信县>", &table)
}

/// The part of a projection that is one step around an entity.
pub(super) fn around(id: &str, projection: &Projection) -> Projection {
    let graph = &projection.graph;
    let centre = graph.node_indices().find(|&index| graph[index].id.as_str() == id).expect("an entity");
    let kept: BTreeSet<_> = graph.neighbors_undirected(centre).chain([centre]).collect();
    let graph = graph
        .filter_map(|index, node| kept.contains(&index).then(|| node.clone()), |_, edge| Some(edge.clone()));
    Projection { graph, title: "水富市".to_owned() }
}

/// Labels that are hard to fit.
pub(super) const LABELS: &[&str] = &[
    "县",
    "",
    "云南能投威信信源有限公司",
    "威信县煤矸石综合利用年产2亿块标砖及配套光伏发电示范项目（二期）扩建工程可行性研究报告",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "Yunnan Energy Investment Weixin Xinyuan Co., Ltd.",
    "（（（（",
    "））））））））））））））））））））））））",
    "𠮷野家👩‍🏭",
    " \\n ",
];

/// A graph from numbers: type, cluster and label of nodes; ends and relation of edges.
pub(super) fn arbitrary(nodes: &[(usize, usize, usize)], edges: &[(usize, usize, usize)]) -> Projection {
    let mut table = String::new();
    let mut ids = Vec::new();
    for (number, &(kind, _, label)) in nodes.iter().enumerate() {
        let kind = EntityType::ALL[kind];
        let level = if kind == EntityType::Place { "county" } else { "" };
        let cluster = nodes.get(nodes[number].1).map_or(String::new(), |&(kind, _, _)| {
            let kind = EntityType::ALL[kind];
            let number = nodes[number].1;
            if matches!(kind, EntityType::Place | EntityType::Park) {
                format!("{kind}/{number}")
            } else {
                String::new()
            }
        });
        let stage = if kind == EntityType::Project { "started" } else { "" };
        table.push_str(&format!(
            "node\t{kind}/{number}\t{}\t\t{level}\t\t{cluster}\t{stage}\t1\n",
            LABELS[label]
        ));
        ids.push(format!("{kind}/{number}"));
    }
    let relations: Vec<&str> = Predicate::ALL
        .into_iter()
        .map(Predicate::as_str)
        .chain([Relation::AppearsIn.as_str(), Relation::PartOf.as_str()])
        .collect();
    for &(from, to, relation) in edges {
        if let (Some(from), Some(to)) = (ids.get(from), ids.get(to)) {
            table.push_str(&format!("edge\t{from}\t{}\t{to}\t1\t0.5\n", relations[relation]));
        }
    }
    projection("", &table)
}

/// A graph of `count` nodes in 16 counties.
pub(super) fn large(count: usize) -> Projection {
    let mut table = String::new();
    for county in 0..16 {
        table.push_str(&format!(
            "node\tplace/5306{county:02}\t第{county}县\t\tcounty\t5306{county:02}\t\t\t1\n"
        ));
    }
    for number in 0..30 {
        table.push_str(&format!("node\tindustry/{number}\t第{number}产业链\t\t\t\t\t\t1\n"));
    }
    for number in 0..count.saturating_sub(46) {
        let county = (number / 5 * 7 + number / 35) % 16;
        let kind = ["company", "company", "company", "project", "park"][number % 5];
        let stage = if kind == "project" { "construction" } else { "" };
        table.push_str(&format!(
            "node\t{kind}/{number}\t云南昭通第{number}新材料科技有限公司\t\t\t\tplace/5306{county:02}\t{stage}\t1\n\
             edge\t{kind}/{number}\tlocatedIn\tplace/5306{county:02}\t1\t0.9\n"
        ));
        if number % 3 == 0 {
            let industry = (number * 7 + number / 11) % 30;
            table.push_str(&format!("edge\t{kind}/{number}\tinIndustry\tindustry/{industry}\t2\t0.8\n"));
        }
        if kind == "project" {
            let firm = number - 1;
            table.push_str(&format!("edge\tcompany/{firm}\tundertakes\tproject/{number}\t1\t0.8\n"));
        }
    }
    projection("大图", &table)
}

pub(super) const PREFIXES: &[(&str, &str)] =
    &[("rdfs", "http://www.w3.org/2000/01/rdf-schema#"), ("cp", "https://example.org/ontology#")];

/// Quads in no order, one of them twice.
pub(super) fn quads() -> Vec<Quad> {
    let iri = |name: &str| NamedNode::new(format!("https://example.org/{name}")).expect("an IRI");
    let document = |name: &str| GraphName::from(iri(&format!("document/{name}")));
    let located = Quad::new(
        iri("company/晨狮水泥"),
        iri("ontology#locatedIn"),
        iri("place/530628"),
        document("002.txt"),
    );
    vec![
        located.clone(),
        Quad { graph_name: document("001.txt"), ..located.clone() },
        Quad::new(
            iri("place/530628"),
            rdfs::LABEL,
            Literal::new_language_tagged_literal("彝良\"县\"\n", "zh").expect("a language"),
            document("001.txt"),
        ),
        Quad::new(iri("place/530628"), rdf::TYPE, iri("ontology#Place"), document("001.txt")),
        located,
    ]
}
