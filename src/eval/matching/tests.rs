//! Every rule on a pair of a marked and an extracted document as small as can be.
//!
//! Long because each rule has its row; the rows need the makers of small documents above them.

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
fn facts() {
    let mentions = json!([m(3, 7, "company", "云铝海鑫"), m(8, 14, "project", "绿色硅铝项目")]);
    let gold = |s: &str, p: &str, o: &str| json!({"s": s, "p": p, "o": o, "quote": "云铝海鑫建"});
    let fact = |s: &str, p: &str, o: Value| {
        json!({"subject": {"label": s}, "predicate": p, "object": o,
               "evidence": [{"start": 3, "end": 7, "text": "云铝\n海鑫"}]})
    };
    let label = |label: &str| json!({"label": label});
    let cases: Vec<Case<'_>> = vec![
        (
            "names of undertakings may lie one inside the other",
            vec![gold("云铝海鑫", "undertakes", "绿色硅铝项目")],
            vec![fact("云铝海鑫", "undertakes", label("硅铝项目"))],
            counts(1, 1, 1),
            vec![],
        ),
        (
            "places must be the same, by code",
            vec![gold("云铝海鑫", "locatedIn", "530600")],
            vec![fact("云铝海鑫", "locatedIn", label("昭通市"))],
            counts(1, 1, 0),
            vec!["EXTRA 3 -|云铝海鑫 → 昭通市", "MISSED 3 云铝海鑫 → 530600|-"],
        ),
        (
            "the name of a firm must be the same",
            vec![gold("云铝海鑫", "undertakes", "绿色硅铝项目")],
            vec![fact("云铝", "undertakes", label("绿色硅铝项目"))],
            counts(1, 1, 0),
            vec!["EXTRA 3 -|云铝 → 绿色硅铝项目", "MISSED 3 云铝海鑫 → 绿色硅铝项目|-"],
        ),
        (
            "a stage must be the same",
            vec![gold("绿色硅铝项目", "status", "started")],
            vec![fact("绿色硅铝项目", "status", json!({"value": "Started"}))],
            counts(1, 1, 1),
            vec![],
        ),
        (
            "another stage",
            vec![gold("绿色硅铝项目", "status", "started")],
            vec![fact("绿色硅铝项目", "status", json!({"value": "completed"}))],
            counts(1, 1, 0),
            vec!["EXTRA 3 -|绿色硅铝项目 → completed", "MISSED 3 绿色硅铝项目 → started|-"],
        ),
        (
            "honours may lie one inside the other",
            vec![gold("云铝海鑫", "awarded", "国家级能效先行者")],
            vec![
                fact("云铝海鑫", "awarded", json!({"value": "能效先行者称号"})),
                fact("云铝海鑫", "awarded", json!({"value": "“能效先行者”"})),
            ],
            counts(1, 2, 1),
            vec!["EXTRA 3 -|云铝海鑫 → 能效先行者称号"],
        ),
        (
            "each marked fact once",
            vec![gold("云铝海鑫", "signedWith", "甲公司")],
            vec![
                fact("云铝海鑫", "signedWith", label("甲公司")),
                fact("云铝海鑫", "signedWith", label("甲公司")),
            ],
            counts(1, 2, 1),
            vec!["EXTRA 3 -|云铝海鑫 → 甲公司"],
        ),
        (
            "an optional fact, found or not",
            vec![
                with(gold("云铝海鑫", "leads", "硅铝"), "optional", json!(true)),
                with(gold("云铝海鑫", "leads", "磷化工"), "optional", json!(true)),
            ],
            vec![fact("云铝海鑫", "leads", label("绿色硅铝"))],
            counts(0, 0, 0),
            vec![],
        ),
    ];
    for (name, gold, predicted, expected, mistakes) in cases {
        let report = scored(
            &json!({"mentions": mentions, "facts": gold}),
            &json!({"mentions": [p(3, 7, "company", "云铝海鑫"), p(8, 14, "project", "绿色硅铝项目")],
                    "facts": predicted}),
        );
        assert_eq!(report.scores.facts, expected, "{name}");
        assert_eq!(listed(&report), mistakes, "{name}");
        let evidence = report.scores.evidence_valid;
        assert_eq!((evidence.matched, evidence.correct), (expected.correct, expected.correct), "{name}");
    }
}

#[test]
fn evidence_must_be_in_the_document() {
    for (evidence, valid) in [
        (json!([{"start": 0, "end": 3, "text": "昭通市"}]), true),
        (json!([{"start": 0, "end": 3, "text": "昭通\n 市"}]), true),
        (json!([{"start": 1, "end": 4, "text": "昭通市"}]), false),
        (json!([{"start": 0, "end": 3, "text": "昭通市"}, {"start": 0, "end": 2, "text": "昭"}]), false),
        (json!([{"start": 90, "end": 93, "text": ""}]), false),
        (json!([{"start": 3, "end": 0, "text": "昭通市"}]), false),
        (json!([]), false),
    ] {
        let report = scored(
            &json!({"facts": [{"s": "甲", "p": "status", "o": "started"}]}),
            &json!({"facts": [{"subject": {"label": "甲"}, "predicate": "status",
                               "object": {"value": "started"}, "evidence": evidence}]}),
        );
        assert_eq!(report.scores.facts, counts(1, 1, 1));
        let share = report.scores.evidence_valid;
        assert_eq!((share.matched, share.correct), (1, usize::from(valid)), "{evidence}");
        assert_eq!(report.mistakes.len(), usize::from(!valid));
    }
}

#[test]
fn observations() {
    let gold = |value: f64| {
        json!({"s": "甲厂", "indicator": "产值", "value": value, "unit": "CNY", "period": "2022",
               "modality": "actual", "change": null})
    };
    let found = |value: f64| {
        json!({"subject": {"label": "甲厂项目"}, "indicator": "产值", "value": value, "unit": "CNY",
               "period": "2022", "modality": "actual", "change": ""})
    };
    // Marked, found; counts by value and in full; classes of mistakes.
    type TwoCounts<'a> = (&'a str, Vec<Value>, Vec<Value>, Counts, Counts, Vec<&'a str>);
    let ones = counts(1, 1, 1);
    let cases: Vec<TwoCounts<'_>> = vec![
        (
            "right; no change and an empty one are the same",
            vec![gold(1e6)],
            vec![found(1e6)],
            ones,
            ones,
            vec![],
        ),
        ("a thousandth is tolerated", vec![gold(1000.0)], vec![found(1001.0)], ones, ones, vec![]),
        ("below one, a thousandth of one", vec![gold(0.5)], vec![found(0.5009)], ones, ones, vec![]),
        (
            "more is not",
            vec![gold(1000.0)],
            vec![found(1001.1)],
            counts(1, 1, 0),
            counts(1, 1, 0),
            vec!["EXTRA", "MISSED"],
        ),
        (
            "another unit",
            vec![gold(1.0)],
            vec![with(found(1.0), "unit", json!("ton"))],
            counts(1, 1, 0),
            counts(1, 1, 0),
            vec!["EXTRA", "MISSED"],
        ),
        (
            "another period",
            vec![gold(1.0)],
            vec![with(found(1.0), "period", json!(null))],
            ones,
            counts(1, 1, 0),
            vec!["QUALIFIER"],
        ),
        (
            "another period, which is not compared",
            vec![with(gold(1.0), "loose", json!(["period"]))],
            vec![with(found(1.0), "period", json!("2021"))],
            ones,
            ones,
            vec![],
        ),
        (
            "the same value twice: in full each finds its own",
            vec![with(gold(1.0), "period", json!("2021")), gold(1.0)],
            vec![found(1.0), with(found(1.0), "period", json!("2021"))],
            counts(2, 2, 2),
            counts(2, 2, 2),
            vec![],
        ),
        (
            "the same value twice, one found",
            vec![with(gold(1.0), "period", json!("2021")), gold(1.0)],
            vec![found(1.0)],
            counts(2, 1, 1),
            counts(2, 1, 1),
            // By value the first was found, in full the second.
            vec!["MISSED", "QUALIFIER"],
        ),
        (
            "by value the optional one, in full the other: that is missed by value only",
            vec![with(with(gold(1.0), "period", json!("2021")), "optional", json!(true)), gold(1.0)],
            vec![found(1.0)],
            counts(1, 0, 0),
            counts(0, 0, 0),
            vec!["MISSED"],
        ),
        (
            "optional, found with another period",
            vec![with(gold(1.0), "optional", json!(true))],
            vec![with(found(1.0), "period", json!("2021"))],
            counts(0, 0, 0),
            counts(0, 0, 0),
            vec![],
        ),
    ];
    for (name, gold, predicted, value, full, classes) in cases {
        let report = scored(&json!({"observations": gold}), &json!({"observations": predicted}));
        assert_eq!(report.scores.observations_value, value, "{name}");
        assert_eq!(report.scores.observations_full, full, "{name}");
        let listed: Vec<&str> = report.mistakes.iter().map(|mistake| mistake.class.as_str()).collect();
        assert_eq!(listed, classes, "{name}");
    }
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
