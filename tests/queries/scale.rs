//! Measures a graph of two thousand made-up documents; run with
//! `cargo test --test integration scale -- --ignored --nocapture`.

use std::collections::BTreeMap;
use std::time::Instant;

use chanpu::entity::{EntityId, EntityType};
use chanpu::extraction::{
    Appearance, AppearanceBasis, EntityRef, Extraction, Fact, MentionRecord, Object, Predicate,
    ResolutionKind, TextSpan,
};
use chanpu::graph::{
    Descriptions, DocumentBlock, EntityDescription, GraphStore, GraphWriter, Iris, MapContext, Projection,
    ProjectionFilter, document_graph,
};
use chanpu::query::{Catalog, Outcome, RunOptions, resolve, run};

/// Enough for 4.6 million quads; `CHANPU_SCALE` is another number.
const DOCUMENTS: usize = 2_000;
const SENTENCES: usize = 30;

fn entity(kind: EntityType, key: usize, name: &str) -> EntityRef {
    EntityRef {
        entity: EntityId::new(kind, &format!("{name}{key}")),
        label: format!("{name}{key}").into(),
        kind,
        code: None,
    }
}

fn document(number: usize) -> Extraction {
    let mut extraction = Extraction {
        document: format!("{:03}/{number:05}.txt", number / 100),
        title: Some(format!("第{number}号文件")),
        date: jiff::civil::Date::new(2023, 1, 1).ok(),
        language: "zh".to_owned(),
        ..Extraction::default()
    };
    for index in 0..SENTENCES {
        let seed = number * 31 + index * 7;
        let firm = entity(EntityType::Company, seed % 5_000, "云南某某有限公司");
        let place = entity(EntityType::Place, seed % 500, "县");
        let industry = entity(EntityType::Industry, seed % 97, "产业");
        let project = entity(EntityType::Project, seed % 9_001, "项目");
        let start = index * 60;
        let text = format!(
            "{}位于{}，属于{}，建设{}，总投资若干亿元。",
            firm.label, place.label, industry.label, project.label
        );
        let sentence = TextSpan { start, end: start + text.chars().count(), text };
        for (offset, entity) in [&firm, &place, &industry, &project].into_iter().enumerate() {
            extraction.mentions.push(MentionRecord {
                span: TextSpan {
                    start: start + offset * 10,
                    end: start + offset * 10 + 5,
                    text: entity.label.to_string(),
                },
                kind: entity.kind,
                entity: Some(entity.entity.clone()),
                label: entity.label.clone(),
                code: None,
                confidence: 0.9,
                resolution: ResolutionKind::Linked,
                candidates: vec![],
                nested: false,
            });
        }
        for (predicate, object) in [
            (Predicate::LocatedIn, &place),
            (Predicate::InIndustry, &industry),
            (Predicate::Undertakes, &project),
        ] {
            extraction.facts.push(Fact {
                subject: firm.clone(),
                predicate,
                object: Object::Entity(object.clone()),
                confidence: 0.9,
                rule: "rule".to_owned(),
                reached: None,
                evidence: vec![sentence.clone()],
            });
        }
        extraction.appearances.push(Appearance {
            subject: firm,
            place,
            basis: AppearanceBasis::Stated,
            evidence: sentence.clone(),
        });
        extraction.sentences.push(sentence);
    }
    extraction
}

#[test]
#[ignore = "measures; takes a minute"]
fn scale() {
    let home = tempfile::tempdir().expect("a directory");
    let mut gazetteer: BTreeMap<EntityId, EntityDescription> = BTreeMap::new();
    for number in 0..500 {
        for (kind, name) in [(EntityType::Place, "县"), (EntityType::Industry, "产业")] {
            let entity = entity(kind, number, name);
            let description = serde_json::json!({"id": entity.entity, "type": kind, "label": entity.label, "level": "county"});
            gazetteer
                .insert(entity.entity, serde_json::from_value(description).expect("a valid description"));
        }
    }
    let iris = Iris::default();
    let versions = super::fixture::versions();
    let context = MapContext { iris: &iris, gazetteer: &gazetteer, versions: &versions };
    let mut start = Instant::now();
    let mut lap = |what: &str| {
        eprintln!("{what}: {:.3} s", start.elapsed().as_secs_f64());
        start = Instant::now();
    };
    let documents =
        std::env::var("CHANPU_SCALE").ok().and_then(|text| text.parse().ok()).unwrap_or(DOCUMENTS);
    let extractions: Vec<Extraction> = (0..documents).map(document).collect();
    lap("made up");
    let block = |extraction| DocumentBlock::from(document_graph(extraction, context));
    let documents: Vec<_> = extractions.iter().map(block).collect();
    lap("mapped");
    let mut writer = GraphWriter::open(home.path(), None).expect("a graph");
    for document in documents {
        writer.replace_document(document).expect("in");
    }
    lap("put in");
    let descriptions = Descriptions { gazetteer: &gazetteer, version: "v1" };
    eprintln!("{:?}", writer.commit(descriptions).expect("written"));
    lap("committed");
    drop(writer);
    let mut writer = GraphWriter::open(home.path(), None).expect("a graph");
    lap("opened for writing");
    writer.replace_document(block(&extractions[7])).expect("in");
    eprintln!("{:?}", writer.commit(descriptions).expect("written"));
    lap("one replaced");
    drop(writer);
    let graph = GraphStore::open(home.path()).expect("a graph");
    lap("opened");
    let parameters: &[(&str, &str)] = &[
        ("county", "县7"),
        ("firm", "云南某某有限公司7"),
        ("industry", "产业7"),
        ("entity", "项目7"),
        ("a", "云南某某有限公司7"),
        ("b", "云南某某有限公司38"),
        ("subject", "云南某某有限公司7"),
        ("prefecture", "县7"),
        ("project", "项目7"),
    ];
    for query in Catalog::embedded().expect("valid").iter() {
        let given: Vec<(String, String)> = parameters
            .iter()
            .filter(|(name, _)| query.parameters.iter().any(|parameter| parameter.name == *name))
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let start = Instant::now();
        let Ok(bindings) = resolve(&graph, query, &given) else { continue };
        let resolved = start.elapsed();
        let rows = match run(&graph, query, &bindings, &RunOptions::default()) {
            Ok(Outcome::Solutions(solutions)) => solutions.rows.len(),
            _ => 0,
        };
        eprintln!(
            "{:28} {rows:7} rows {:9.1} ms (names {:.1} ms)",
            query.name,
            start.elapsed().as_secs_f64() * 1e3,
            resolved.as_secs_f64() * 1e3
        );
    }
    lap("queries");
    let view = Projection::build(&graph, &ProjectionFilter::default()).expect("works");
    eprintln!("{} nodes {} edges", view.graph.node_count(), view.graph.edge_count());
    lap("projection");
}
