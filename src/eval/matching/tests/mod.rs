//! Every rule on a pair of a marked and an extracted document as small as can be.

mod facts;
mod observations;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::eval::{Counts, DocumentReport, GoldSet, Prediction, score_document};

/// `昭通市云铝海鑫建绿色硅铝项目。云铝`
const RAW: &str = "昭通市云铝海鑫建绿色硅铝项目。云铝";

fn scored(gold: &Value, predicted: &Value) -> DocumentReport {
    let part = |value: &Value, key: &str| value.get(key).cloned().unwrap_or_else(|| json!([]));
    let document = |value: &Value, name: &str| {
        json!({name: "x/a.txt", "mentions": part(value, "mentions"), "facts": part(value, "facts"),
               "observations": part(value, "observations")})
    };
    let gold = serde_json::from_value(document(gold, "doc")).expect("a gold document");
    let prediction: Prediction =
        serde_json::from_value(document(predicted, "document")).expect("a prediction");
    let set = GoldSet::new(vec![gold], &BTreeMap::new());
    score_document(&set, &set.documents[0], Some(&prediction), Some(RAW))
}

/// `CLASS start gold|predicted` of each mistake.
fn listed(report: &DocumentReport) -> Vec<String> {
    let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".to_owned());
    let line = |m: &crate::eval::Mistake| {
        let start = m.start.map_or_else(|| "-".to_owned(), |start| start.to_string());
        format!("{} {start} {}|{}", m.class.as_str(), side(&m.gold), side(&m.predicted))
    };
    report.mistakes.iter().map(line).collect()
}

fn counts(gold: usize, predicted: usize, correct: usize) -> Counts {
    Counts { gold, predicted, correct }
}

/// A marked mention.
fn m(start: usize, end: usize, kind: &str, id: &str) -> Value {
    let text: String = RAW.chars().skip(start).take(end - start).collect();
    json!({"start": start, "end": end, "text": text, "type": kind, "id": id})
}

/// A mention that was found; a label of digits is a code.
fn p(start: usize, end: usize, kind: &str, label: &str) -> Value {
    let text: String = RAW.chars().skip(start).take(end - start).collect();
    let code = label.parse::<u64>().ok().map(|_| label);
    json!({"start": start, "end": end, "text": text, "type": kind, "label": label, "code": code})
}

fn with(mut value: Value, key: &str, to: Value) -> Value {
    value[key] = to;
    value
}

/// What it is about; marked and found items; gold, predicted and correct; mistakes.
type Case<'a> = (&'a str, Vec<Value>, Vec<Value>, Counts, Vec<&'a str>);

#[test]
fn mentions_of_all_types() {
    let place = || m(0, 3, "place", "530600");
    let firm = || m(3, 7, "company", "云铝海鑫");
    let project = || m(8, 14, "project", "绿色硅铝项目");
    let optional = |mention| with(mention, "optional", json!(true));
    let cases: Vec<Case<'_>> = vec![
        ("right", vec![place()], vec![p(0, 3, "place", "530600")], counts(1, 1, 1), vec![]),
        ("missed", vec![place()], vec![], counts(1, 0, 0), vec!["MISSED 0 place 昭通市|-"]),
        (
            "extra",
            vec![],
            vec![p(15, 17, "company", "云铝")],
            counts(0, 1, 0),
            vec!["EXTRA 15 -|company 云铝"],
        ),
        (
            "another type",
            vec![firm()],
            vec![p(3, 7, "park", "云铝海鑫")],
            counts(1, 1, 0),
            vec!["TYPE 3 company 云铝海鑫|park 云铝海鑫"],
        ),
        (
            "a type as good counts for the marked one",
            vec![with(firm(), "alt", json!(["park"]))],
            vec![p(3, 7, "park", "云铝海鑫")],
            counts(1, 1, 1),
            vec![],
        ),
        (
            "another end",
            vec![firm()],
            vec![p(3, 5, "company", "云铝")],
            counts(1, 1, 0),
            vec!["BOUNDARY 3 company 云铝海鑫|company 云铝"],
        ),
        (
            "two in one: the one that shares more, and the other is missed",
            vec![place(), firm()],
            vec![p(0, 7, "company", "昭通市云铝海鑫")],
            counts(2, 1, 0),
            vec!["MISSED 0 place 昭通市|-", "BOUNDARY 0 company 云铝海鑫|company 昭通市云铝海鑫"],
        ),
        (
            "a part of a longer one of another type is neither right nor wrong",
            vec![project()],
            vec![p(8, 12, "industry", "绿色硅铝")],
            counts(1, 0, 0),
            vec!["MISSED 8 project 绿色硅铝项目|-"],
        ),
        (
            "a part of a longer one of the same type is wrong",
            vec![project()],
            vec![p(10, 14, "project", "硅铝项目")],
            counts(1, 1, 0),
            vec!["BOUNDARY 10 project 绿色硅铝项目|project 硅铝项目"],
        ),
        (
            "nested ones are passed over",
            vec![place()],
            vec![with(p(15, 17, "company", "云铝"), "nested", json!(true)), p(0, 3, "place", "530600")],
            counts(1, 1, 1),
            vec![],
        ),
        (
            "optional and found",
            vec![optional(firm())],
            vec![p(3, 7, "company", "云铝海鑫")],
            counts(0, 0, 0),
            vec![],
        ),
        ("optional and not found", vec![optional(firm())], vec![], counts(0, 0, 0), vec![]),
        (
            "optional with another type",
            vec![optional(firm())],
            vec![p(3, 7, "park", "云铝海鑫")],
            counts(0, 1, 0),
            vec!["TYPE 3 company 云铝海鑫|park 云铝海鑫"],
        ),
        (
            "found twice",
            vec![place()],
            vec![p(0, 3, "place", "530600"), p(0, 3, "place", "530600")],
            counts(1, 2, 1),
            vec!["EXTRA 0 -|place 昭通市"],
        ),
        (
            "marked twice at a place: the last counts",
            vec![m(3, 7, "park", "云铝海鑫"), firm()],
            vec![p(3, 7, "company", "云铝海鑫")],
            counts(1, 1, 1),
            vec![],
        ),
    ];
    for (name, gold, predicted, expected, mistakes) in cases {
        let report = scored(&json!({"mentions": gold}), &json!({"mentions": predicted}));
        assert_eq!(report.scores.mentions_all, expected, "{name}");
        let by_type = report.scores.mentions_by_type.values().fold(Counts::default(), |mut sum, counts| {
            sum += *counts;
            sum
        });
        assert_eq!(by_type, expected, "{name}: the types add up");
        assert_eq!(listed(&report), mistakes, "{name}");
    }
}

#[test]
fn core_leaves_out_industries_and_products() {
    let report = scored(
        &json!({"mentions": [m(0, 3, "place", "530600"), m(8, 12, "industry", "绿色硅铝")]}),
        &json!({"mentions": [p(8, 12, "product", "绿色硅铝"), p(0, 3, "place", "530600")]}),
    );
    assert_eq!(report.scores.mentions_core, counts(1, 1, 1));
    assert_eq!(report.scores.mentions_all, counts(2, 2, 1));
}

#[test]
fn links() {
    let report = scored(
        &json!({"mentions": [
            m(0, 3, "place", "530600"), m(3, 7, "company", "云铝海鑫"), m(15, 17, "company", "云铝股份"),
            with(m(8, 14, "project", "甲项目"), "optional", json!(true))]}),
        &json!({"mentions": [
            p(0, 3, "place", "530628"), p(3, 7, "company", "云铝海鑫"), p(8, 14, "project", "乙项目")]}),
    );
    let linking = report.scores.linking_matched;
    assert_eq!((linking.matched, linking.correct), (2, 1), "optional ones aren't counted");
    assert_eq!(report.scores.linking_end_to_end, counts(3, 2, 1));
    assert_eq!(listed(&report), ["LINK 0 530600|530628 (530628)", "MISSED 15 company 云铝|-"]);
    assert_eq!(report.mistakes[0].context, "【昭通市】云铝海鑫建绿色硅铝项目。…");
}

#[test]
fn without_a_prediction_everything_is_missed_and_without_a_text_evidence_is_believed() {
    let gold = json!({"doc": "a.txt", "mentions": [m(0, 3, "place", "530600")],
                      "facts": [{"s": "甲", "p": "status", "o": "started"}]});
    let set = GoldSet::new(vec![serde_json::from_value(gold).expect("gold")], &BTreeMap::new());
    let report = score_document(&set, &set.documents[0], None, None);
    assert_eq!((report.scores.mentions_all, report.scores.facts), (counts(1, 0, 0), counts(1, 0, 0)));
    let prediction = serde_json::from_value(json!({"document": "a.txt", "facts": [{
        "subject": {"label": "甲"}, "predicate": "status", "object": {"value": "started"},
        "evidence": [{"start": 0, "end": 9, "text": "nowhere"}]}]}))
    .expect("a prediction");
    let report = score_document(&set, &set.documents[0], Some(&prediction), None);
    assert_eq!(report.scores.evidence_valid.correct, 1);
}
