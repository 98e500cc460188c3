//! Facts and their evidence.

use super::*;

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
