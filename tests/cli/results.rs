//! What the commands answer.

use std::fs;

use super::{Chanpu, corpus, stderr, stdout};

#[test]
fn extraction_is_a_line_a_document() {
    let run = Chanpu::with_graph();
    let lines = stdout(&run.ok(&["extract", "news/*.txt", "--sentences"]));
    let records: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(records.len(), 2);
    assert_eq!(records[0]["document"], "yiliang.txt");
    assert_eq!(records[0]["date"], "2023-07-11");
    assert!(records[0]["sentences"].is_array());
    let array = stdout(&run.ok(&["extract", "news", "--format", "json"]));
    let array: serde_json::Value = serde_json::from_str(&array).expect("JSON");
    assert_eq!(array.as_array().map(Vec::len), Some(3));
    let mut stdin = run.command("en_US.UTF-8");
    let output = stdin.args(["extract", "-"]).write_stdin("彝良县有企业。").output().expect("it runs");
    assert!(stdout(&output).contains("\"document\":\"stdin\""), "{}", stderr(&output));
}

#[test]
fn what_is_not_sure_enough_is_left_out() {
    let run = Chanpu::with_graph();
    let facts = |least: &[&str]| -> Vec<f64> {
        let line = stdout(&run.ok(&[&["extract", "news/zhaotong.txt"], least].concat()));
        let record: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        let facts = record["facts"].as_array().expect("facts");
        facts.iter().filter_map(|fact| fact["confidence"].as_f64()).collect()
    };
    let all = facts(&[]);
    assert_eq!(facts(&["--min-confidence", "0"]), all);
    let best = all.iter().copied().fold(0.0, f64::max);
    assert!(all.iter().any(|fact| *fact < best), "some are surer than others: {all:?}");
    let sure: Vec<f64> = all.iter().copied().filter(|fact| *fact >= best).collect();
    assert_eq!(facts(&["--min-confidence", &best.to_string()]), sure);
    for wrong in ["1.5", "-1", "viel", "NaN"] {
        let output = run.run("en_US.UTF-8", &["extract", "news", &format!("--min-confidence={wrong}")]);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        assert!(stderr(&output).contains("a number from 0 to 1"), "{}", stderr(&output));
    }
}

#[test]
fn firms_with_their_sentences() {
    let run = Chanpu::with_graph();
    let all = stdout(&run.ok(&["firms"]));
    assert!(
        all.starts_with("county\tcode\tfirm\tbasis\tsentences\tdocuments\tid\n"),
        "TSV into a pipe: {all}"
    );
    assert!(all.contains("彝良县\t530628\t合盛硅业股份有限公司\tstated\t2\t"), "{all}");
    assert!(all.contains("威信县\t530629\t杜氏(集团)有限公司\tsame-sentence\t1\tweixin.md\t"), "{all}");
    for county in ["彝良县", "530628", "彝良", "place/530628"] {
        let one = stdout(&run.ok(&["firms", "--county", county, "--evidence"]));
        assert!(one.contains("合盛硅业股份有限公司落户彝良县，企业生产稳定。"), "{county}: {one}");
        assert!(!one.contains("杜氏"), "{county}: {one}");
    }
    let city = stdout(&run.ok(&["firms", "--county", "昭通市", "--format", "csv"]));
    assert!(city.contains("合盛") && city.contains("杜氏"), "a city stands for its counties: {city}");
    let json = stdout(&run.ok(&["firms", "--county", "威信县", "--evidence", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json[0]["sentence"], "威信县里，代表团与杜氏（集团）有限公司座谈。");
    let table = stdout(&run.ok(&["--lang", "zh", "firms", "--evidence", "--format", "table"]));
    assert!(table.contains("彝良县 530628\n  合盛硅业股份有限公司\n"), "{table}");
    assert!(table.contains("文中明言") && table.contains("同句"), "{table}");
}

#[test]
fn questions_and_files() {
    let run = Chanpu::with_graph();
    let list = stdout(&run.ok(&["query", "--list"]));
    assert!(list.lines().count() > 15 && list.contains("firms-of-county"), "{list}");
    let answer = stdout(&run.ok(&["query", "firms-of-county", "--param", "county=彝良县"]));
    assert!(answer.contains("合盛硅业股份有限公司"), "{answer}");
    let mut own = run.command("en_US.UTF-8");
    let output = own
        .args(["query", "-", "--format", "json"])
        .write_stdin("SELECT (COUNT(*) AS ?n) { ?document a cp:Document }")
        .output()
        .expect("it runs");
    assert!(stdout(&output).contains("\"3\""), "{} {}", stdout(&output), stderr(&output));
}

#[test]
fn full_text_in_a_query() {
    let run = Chanpu::with_graph();
    let search = |words: &str| {
        let text = format!(
            "SELECT ?text {{ SERVICE cp:search {{ ?s cp:matches \"{words}\" ; cp:snippet ?text }} \
             ?s cp:inDocument ?document }}"
        );
        run.write("search.rq", text);
        stdout(&run.run("en_US.UTF-8", &["query", "search.rq", "--format", "csv"]))
    };
    assert!(search("企业 稳定").contains("«企业»生产«稳定»"), "{}", search("企业 稳定"));
    assert_eq!(search("企业 倒闭").lines().count(), 1, "the heading alone");
    run.write("remote.rq", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }");
    run.says(
        &["query", "remote.rq"],
        2,
        &["SERVICE", "no query makes chanpu connect"],
        &["SERVICE", "不会使产谱连接"],
    );
}

#[test]
fn one_entity() {
    let run = Chanpu::with_graph();
    let shown = stdout(&run.ok(&["show", "合盛硅业股份有限公司"]));
    assert!(shown.contains("located in → 彝良县") && shown.contains("Mentions (2)"), "{shown}");
    let shown = stdout(&run.ok(&["--lang", "zh", "show", "530628"]));
    assert!(shown.contains("彝良县") && shown.contains("提及"), "{shown}");
    let json = stdout(&run.ok(&["show", "彝良", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["entity"], "place/530628");
}

#[test]
fn the_progress_of_a_project() {
    let run = Chanpu::new();
    for (name, date, text) in [
        ("a.txt", "2023年5月8日", "盐津县青石坪光伏项目建成投产。"),
        ("b.txt", "2023年9月2日", "盐津县青石坪光伏项目正在施工。"),
        ("c.txt", "2022年9月2日", "盐津县青石坪光伏项目开工建设。"),
    ] {
        run.write(&format!("news/{name}"), format!("盐津动态\n\n{date}\n\n{text}\n"));
    }
    run.ok(&["build", "news"]);
    let shown = stdout(&run.ok(&["--lang", "zh", "show", "盐津县青石坪光伏项目"]));
    let stages: Vec<&str> =
        shown.lines().filter(|line| line.starts_with("  202") || line.contains("矛盾")).collect();
    assert_eq!(
        stages,
        [
            "  2023-09-02  在建",
            "    矛盾：2023-05-08 已为“投产”（a.txt）",
            "  2023-05-08  投产",
            "  2022-09-02  开工"
        ]
    );
    let json = stdout(&run.ok(&["show", "盐津县青石坪光伏项目", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let contradiction = &json["progress"][0]["contradiction"];
    assert_eq!(
        (&contradiction["kind"], &contradiction["stage"], &contradiction["document"]),
        (&"goes-back".into(), &"operating".into(), &"a.txt".into())
    );
    assert!(json["progress"][1]["contradiction"].is_null());
}

#[test]
fn exports() {
    let run = Chanpu::with_graph();
    for format in [
        "dot",
        "svg",
        "jsonld",
        "turtle",
        "nquads",
        "trig",
        "ntriples",
        "csv",
        "csv-nodes",
        "graphml",
        "gexf",
        "cytoscape",
        "mermaid",
    ] {
        let written = stdout(&run.ok(&["export", "--to", format]));
        assert!(written.contains("合盛硅业股份有限公司"), "{format}: {written}");
    }
    run.ok(&["export", "--to", "svg", "--county", "彝良县", "-o", "x.svg", "--dry-run"]);
    assert!(!run.path("x.svg").exists(), "a dry run writes nothing");
    run.ok(&["export", "--to", "svg", "--county", "彝良县", "-o", "x.svg"]);
    let svg = fs::read_to_string(run.path("x.svg")).expect("it is there");
    assert!(svg.contains("合盛") && !svg.contains("杜氏"), "only what belongs to the county");
    let left: Vec<_> =
        fs::read_dir(run.path(".")).expect("readable").flatten().map(|e| e.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".chanpu")), "{left:?}");
}

#[test]
fn completions_and_help() {
    let run = Chanpu::new();
    for shell in ["bash", "fish", "zsh", "powershell", "elvish"] {
        assert!(stdout(&run.ok(&["completions", shell])).contains("gazetteer"), "{shell}");
    }
    assert!(stdout(&run.ok(&["firms", "--help"])).contains("Only this county"));
    let chinese = run.run("zh_CN.UTF-8", &["firms", "--help"]);
    assert_eq!(chinese.status.code(), Some(0));
    assert!(stdout(&chinese).contains("用法：chanpu firms"), "{}", stdout(&chinese));
    assert!(stdout(&run.ok(&["--version"])).starts_with("chanpu "));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_success() {
    use std::process::Stdio;
    let run = Chanpu::new();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_chanpu"))
        .args(["extract", &corpus(), &corpus()])
        .current_dir(run.path("."))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "", "nobody needs to hear of it");
}
