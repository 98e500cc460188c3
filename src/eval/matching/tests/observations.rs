//! Observations.

use super::*;

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
