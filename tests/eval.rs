//! `chanpu eval` as a whole: its figures are those of the scorer that the project was given, and what
//! it prints and how it ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::cli::Chanpu;

/// The gold set of the project.
fn own_gold() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold")
}

/// Something in the `shared` directory beside the repository, or beside the directory of worktrees.
fn shared(name: &str) -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1).take(2);
    above.map(|directory| directory.join("shared").join(name)).find(|path| path.exists())
}

fn text(path: &Path) -> &str {
    path.to_str().expect("the path is Unicode")
}

fn json_of(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

/// The figures of score.py; `None`, with a message, where it can't be run.
fn reference(gold: &Path, predictions: &Path) -> Option<Value> {
    let Some(scorer) = shared("tools/score.py") else {
        eprintln!("skipped: there is no ../shared/tools/score.py");
        return None;
    };
    let Ok(output) = Command::new("python3").arg(scorer).args([gold, predictions]).arg("--json").output()
    else {
        eprintln!("skipped: there is no python3");
        return None;
    };
    assert!(output.status.success(), "score.py: {}", String::from_utf8_lossy(&output.stderr));
    Some(json_of(&output.stdout))
}

/// Our report in the shape of score.py's.
fn in_its_shape(report: &Value) -> Value {
    let row = |value: &Value| {
        let keys = ["precision", "recall", "f1", "gold", "predicted"];
        keys.iter().map(|key| ((*key).to_owned(), value[*key].clone())).collect::<Value>()
    };
    let rows = |value: &Value| {
        let all = value.as_object().expect("an object");
        all.iter().map(|(key, value)| (key.clone(), row(value))).collect::<Value>()
    };
    json!({
        "documents": report["documents"],
        "mentions_core": row(&report["mentions_core"]),
        "mentions_all": row(&report["mentions_all"]),
        "mentions_by_type": rows(&report["mentions_by_type"]),
        "linking_accuracy": report["linking_matched"]["share"],
        "facts": row(&report["facts"]),
        "facts_by_predicate": rows(&report["facts_by_predicate"]),
        "evidence_valid": report["evidence_valid"]["share"],
        "observations_value": row(&report["observations_value"]),
        "observations_full": row(&report["observations_full"]),
    })
}

/// Both scorers on the same predictions.
fn agree(run: &Chanpu, gold: &Path, predictions: &Path) {
    let Some(expected) = reference(gold, predictions) else { return };
    let ours = run.ok(&["eval", text(gold), "--json", "--predictions", text(predictions)]).stdout;
    assert_eq!(in_its_shape(&json_of(&ours)), expected, "{}", gold.display());
}

/// Predictions made of a gold document by spoiling its items one after the other in all ways that a
/// rule is about. Which item is spoilt how changes with `shift`.
fn spoilt(gold: &Value, shift: usize) -> Value {
    let list = |key: &str| gold[key].as_array().cloned().unwrap_or_default();
    let name = |id: &Value| id.as_str().unwrap_or_default().rsplit(':').next().unwrap_or_default().to_owned();
    let half = |text: &str| text.chars().take(text.chars().count().div_ceil(2)).collect::<String>();
    let entity = |id: &Value, spoil: usize| {
        let code = id.as_str().filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()));
        match spoil {
            0 => json!({"label": half(&name(id)), "code": code}),
            1 => json!({"label": format!("（{}）有限公司", name(id)), "code": "110000"}),
            2 => json!({"label": null, "code": null}),
            _ => json!({"label": format!(" {}·", name(id)), "code": code}),
        }
    };
    let mut mentions = Vec::new();
    for (index, mention) in list("mentions").iter().enumerate() {
        let mut found = entity(&mention["id"], (index * 5 + shift) % 13);
        let number = |key: &str| mention[key].as_u64().expect("a number");
        let (mut start, mut end, mut kind) = (number("start"), number("end"), mention["type"].clone());
        match (index + shift) % 11 {
            0 => continue,
            1 => end += 1,
            2 => start += u64::from(end - start > 2),
            3 => kind = json!("industry"),
            4 => kind = mention["alt"].get(0).cloned().unwrap_or(kind),
            5 => found["nested"] = json!(true),
            6 => (end, kind) = (end - u64::from(end - start > 2), json!("product")),
            _ => {}
        }
        found["start"] = json!(start);
        found["end"] = json!(end);
        found["type"] = kind;
        found["text"] = mention["text"].clone();
        if index % 17 == 0 {
            mentions.push(found.clone());
        }
        mentions.push(found);
    }
    // The evidence is the first mention, which is really there, or is not.
    let evidence = |valid: bool| match list("mentions").first() {
        Some(first) if valid => {
            json!([{"start": first["start"], "end": first["end"], "text": first["text"]}])
        }
        Some(first) => json!([{"start": first["end"], "end": first["end"], "text": first["text"]}]),
        None => json!([]),
    };
    let mut facts = Vec::new();
    for (index, fact) in list("facts").iter().enumerate() {
        let predicate = fact["p"].as_str().unwrap_or_default();
        let literal = ["status", "awarded"].contains(&predicate);
        let object = match (literal, (index + shift) % 7) {
            (true, 0) => json!({"value": half(&name(&fact["o"]))}),
            (true, 1) => json!({"value": ""}),
            (true, 2) => json!({"label": name(&fact["o"])}),
            (true, _) => json!({"value": name(&fact["o"]).to_uppercase()}),
            (false, _) => entity(&fact["o"], (index * 3 + shift) % 8),
        };
        let found = json!({"subject": entity(&fact["s"], (index + shift) % 9), "predicate": predicate,
                           "object": object, "evidence": evidence(index % 4 != 0)});
        match (index + shift) % 10 {
            0 => continue,
            1 => facts.extend([found.clone(), found]),
            2 => facts.insert(0, found),
            _ => facts.push(found),
        }
    }
    let mut observations = Vec::new();
    for (index, observation) in list("observations").iter().enumerate() {
        let mut found = json!({"subject": entity(&observation["s"], (index + shift) % 9)});
        for key in ["indicator", "value", "unit", "period", "modality", "change"] {
            found[key] = observation[key].clone();
        }
        let value = observation["value"].as_f64().expect("a number");
        match (index + shift) % 12 {
            0 => continue,
            1 => found["value"] = json!(value * 1.0005),
            2 => found["value"] = json!(value * 1.01 + 0.002),
            3 => found["period"] = json!("1999"),
            4 => found["modality"] = json!("target"),
            5 => found["change"] = json!(""),
            6 => found["unit"] = json!("item"),
            7 => observations.push(found.clone()),
            8 => {
                observations.insert(0, found);
                continue;
            }
            _ => {}
        }
        observations.push(found);
    }
    json!({"document": gold["doc"], "mentions": mentions, "facts": facts, "observations": observations})
}

fn gold_files(directory: &Path) -> Vec<Value> {
    let mut paths: Vec<PathBuf> = fs::read_dir(directory)
        .expect("a directory")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| text(path).ends_with(".gold.json"))
        .collect();
    paths.sort();
    paths.iter().map(|path| json_of(&fs::read(path).expect("a file"))).collect()
}

fn same_figures(gold: &Path) {
    let run = Chanpu::new();
    let predictions = run.path("predictions.jsonl");
    let extracted = run.ok(&["extract", text(gold)]).stdout;
    fs::write(&predictions, &extracted).expect("writable");
    agree(&run, gold, &predictions);
    // Extracting and comparing at once gives what the two steps give.
    let once = run.ok(&["eval", text(gold), "--json", "--errors", "-", "--by-document"]).stdout;
    let arguments =
        ["eval", text(gold), "--json", "--errors", "-", "--by-document", "--predictions", text(&predictions)];
    assert!(once == run.ok(&arguments).stdout, "one step and two steps differ");
    for shift in 0..6 {
        let mut lines: Vec<String> =
            gold_files(gold).iter().map(|gold| spoilt(gold, shift).to_string()).collect();
        if shift == 5 {
            lines.remove(0);
        }
        fs::write(&predictions, lines.join("\n")).expect("writable");
        agree(&run, gold, &predictions);
    }
}

#[test]
fn figures_are_those_of_the_reference_on_our_gold_set() {
    same_figures(&own_gold());
}

#[test]
fn figures_are_those_of_the_reference_on_the_shared_gold_set() {
    match shared("gold") {
        Some(gold) => same_figures(&gold),
        None => eprintln!("skipped: there is no ../shared/gold"),
    }
}

/// A gold set of two documents with names in `aliases.json`; predictions of the first.
fn small() -> Chanpu {
    let run = Chanpu::new();
    run.write("gold/a.txt", "青石县云铝海鑫开工。");
    run.write("gold/b.txt", "赤水县建园。");
    run.write("gold/aliases.json", r#"{"云铝海鑫铝业": ["ＹＬ（海鑫）"]}"#);
    run.write(
        "gold/a.gold.json",
        r#"{"doc": "docs/a.txt", "mentions": [
            {"start": 0, "end": 3, "text": "青石县", "type": "place", "id": "990001"},
            {"start": 3, "end": 7, "text": "云铝海鑫", "type": "company", "id": "云铝海鑫铝业"}]}"#,
    );
    run.write(
        "gold/b.gold.json",
        r#"{"doc": "b.txt", "mentions": [
            {"start": 0, "end": 3, "text": "赤水县", "type": "place", "id": "990002"}]}"#,
    );
    let mention = |start: u32, end: u32, kind: &str, label: &str, code: Value| json!({"start": start, "end": end, "type": kind, "text": "x", "label": label, "code": code});
    let line = |mentions: Value| json!({"document": "news/a.txt", "mentions": mentions}).to_string();
    let firm = mention(3, 7, "company", "yl海鑫", Value::Null);
    let good = mention(0, 3, "place", "青石县", json!("990001"));
    run.write("new.jsonl", line(json!([good, firm])));
    run.write("old.jsonl", line(json!([mention(0, 2, "place", "青石", Value::Null), firm])));
    run
}

#[test]
fn aliases_and_documents_without_predictions() {
    let run = small();
    agree(&run, &run.path("gold"), &run.path("new.jsonl"));
    run.says(
        &["eval", "gold", "--predictions", "new.jsonl"],
        0,
        &["1 documents", "no predictions", "b.txt"],
        &["1 篇文档没有预测结果", "b.txt"],
    );
    let report = json_of(&run.ok(&["eval", "gold", "--predictions", "new.jsonl", "--json"]).stdout);
    assert_eq!(report["mentions_all"]["gold"], 3);
    assert_eq!(report["linking_matched"], json!({"matched": 2, "correct": 2, "share": 1.0}));
    assert_eq!(report["mentions_all"]["recall"], 0.6667);
    assert_eq!((report.get("errors"), report.get("by_document")), (None, None));
}

/// An optional figure and a required one of the same value, which no gold set has.
#[test]
fn the_same_value_optional_and_required() {
    let run = Chanpu::new();
    run.write("gold/a.txt", "甲厂产值1元。");
    let figure = |period: &str, optional: bool| {
        json!({"s": "甲厂", "indicator": "产值", "value": 1, "unit": "CNY", "period": period,
               "modality": "actual", "change": null, "optional": optional})
    };
    let gold = json!({"doc": "a.txt", "mentions": [], "facts": [],
                      "observations": [figure("2021", true), figure("2022", false)]});
    run.write("gold/a.gold.json", gold.to_string());
    let found = json!({"document": "a.txt", "mentions": [], "facts": [], "observations": [{
        "subject": {"label": "甲厂"}, "value": 1, "unit": "CNY", "period": "2022", "modality": "actual",
        "change": null}]});
    run.write("found.jsonl", found.to_string());
    agree(&run, &run.path("gold"), &run.path("found.jsonl"));
}

#[test]
fn tables_in_a_pipe() {
    let run = small();
    let output =
        run.ok(&["eval", "gold", "--predictions", "old.jsonl", "--by-document", "--errors", "-"]).stdout;
    let output = String::from_utf8(output).expect("UTF-8");
    let tables: Vec<Vec<&str>> = output.split("\n\n").map(|table| table.lines().collect()).collect();
    assert_eq!(tables.len(), 3);
    assert_eq!(tables[0][0], "figure\tof\tgold\tpredicted\tcorrect\tprecision\trecall\tf1");
    assert_eq!(tables[0][1], "mentions\tcore\t3\t2\t1\t0.5000\t0.3333\t0.4000");
    assert!(tables[0].contains(&"linking\tmatched\t\t1\t1\t1.0000\t\t"));
    assert_eq!(tables[1][1], "a.txt\t2\t2\t1\t0.5000\t0.5000\t1.0000\t0.5000\t\t\t");
    assert_eq!(
        tables[2],
        [
            "document\toffset\titem\tclass\ttype\tgold\tpredicted\tcontext",
            "a.txt\t0\tmention\tBOUNDARY\tplace\tplace 青石县\tplace x\t【青石】县云铝海鑫开工。",
            "b.txt\t0\tmention\tMISSED\tplace\tplace 赤水县\t\t【赤水县】建园。",
        ]
    );
    run.ok(&["eval", "gold", "--predictions", "old.jsonl", "--errors", "errors.tsv"]);
    let file = fs::read_to_string(run.path("errors.tsv")).expect("it was written");
    assert_eq!(file.lines().collect::<Vec<_>>(), tables[2]);
}

#[test]
fn what_is_better_and_what_is_worse() {
    let run = small();
    let report = |predictions: &str, more: &[&str]| {
        let arguments: Vec<&str> =
            ["eval", "gold", "--predictions", predictions].into_iter().chain(more.iter().copied()).collect();
        run.ok(&arguments).stdout
    };
    run.write("old.json", report("old.jsonl", &["--json", "--errors", "-"]));
    let table = String::from_utf8(report("new.jsonl", &["--compare", "old.json"])).expect("UTF-8");
    assert!(table.contains("mentions\tcore\t2\t2\t1\t2\t0.4000\t0.8000\t+0.4000\tbetter\n"), "{table}");
    assert!(table.contains("mentions\tcompany\t1\t1\t1\t1\t1.0000\t1.0000\t+0.0000\tsame\n"), "{table}");
    assert!(table.contains("gone\ta.txt\t0\tmention\tBOUNDARY\t") && !table.contains("\nnew\t"), "{table}");
    let json = json_of(&report("new.jsonl", &["--compare", "old.json", "--json"]));
    assert_eq!(json["comparison"]["same_gold"], true);
    assert_eq!(json["comparison"]["gone_errors"][0]["class"], "BOUNDARY");
    assert_eq!(json["comparison"]["figures"][0]["verdict"], "better");
    // A report without a list of mistakes, and one of another gold set.
    run.write("bare.json", report("new.jsonl", &["--json"]));
    let compared = ["eval", "gold", "--predictions", "old.jsonl", "--compare", "bare.json"];
    run.says(&compared, 0, &["lists no mistakes"], &["不含错误清单"]);
    fs::remove_file(run.path("gold/b.gold.json")).expect("it is there");
    run.says(&compared, 0, &["another gold set"], &["标准集与现在不同"]);
}

#[test]
fn how_it_ends() {
    let run = small();
    run.says(&["eval", "nowhere"], 2, &["nowhere: can't be read"], &["nowhere：无法读取"]);
    run.write("empty/a.txt", "青石县。");
    run.says(&["eval", "empty"], 2, &["empty: holds no *.gold.json"], &["empty：没有 *.gold.json"]);
    run.write("broken/a.gold.json", "{");
    run.says(&["eval", "broken"], 2, &["a.gold.json: is not an annotated document"], &["不是标注文件"]);
    run.write("bad.jsonl", "{\"document\": 1}");
    let bad = ["eval", "gold", "--predictions", "bad.jsonl"];
    run.says(&bad, 2, &["bad.jsonl:1: is not what"], &["bad.jsonl:1：不是"]);
    let old = ["eval", "gold", "--predictions", "new.jsonl", "--compare", "bad.jsonl"];
    run.says(&old, 2, &["bad.jsonl: is not a report", "--json"], &["不是评测报告", "--json"]);
    let unwritable = ["eval", "gold", "--predictions", "new.jsonl", "--errors", "no/such/dir.tsv"];
    run.says(&unwritable, 2, &["dir.tsv: can't be written"], &["dir.tsv：无法写入"]);
    // A document that can't be read is listed, and what is marked in it counts as missed.
    fs::remove_file(run.path("gold/b.txt")).expect("it is there");
    run.says(&["eval", "gold"], 3, &["skipped 1", "b.txt", "no such file"], &["跳过了 1", "b.txt", "不存在"]);
    fs::remove_file(run.path("gold/a.txt")).expect("it is there");
    run.says(&["eval", "gold"], 2, &["no document could be read"], &["没有可读取的文档"]);
}
