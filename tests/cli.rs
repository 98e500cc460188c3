//! The real program: results, messages in both languages, exit codes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use chanpu::graph::Backend;

use crate::stores;

/// Runs the program in a directory of its own.
pub(crate) struct Chanpu {
    directory: tempfile::TempDir,
}

/// The sample corpus.
pub(crate) fn corpus() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/corpus").display().to_string()
}

impl Chanpu {
    pub(crate) fn new() -> Self {
        Self { directory: tempfile::tempdir().expect("a temporary directory") }
    }

    /// With a graph of three small documents.
    fn with_graph() -> Self {
        let run = Self::new();
        run.write(
            "news/yiliang.txt",
            "彝良县工业动态\n\n2023年7月11日\n\n合盛硅业股份有限公司落户彝良县，企业生产稳定。\n",
        );
        run.write("news/weixin.md", "# 威信县见闻\n\n威信县里，代表团与杜氏（集团）有限公司座谈。\n");
        run.write("news/zhaotong.txt", "昭通新机\n\n场建成。彝良县的合盛硅业股份有限公司增产。\n");
        run.ok(&["build", "news"]);
        run
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it is in the directory")).expect("writable");
        fs::write(path, content).expect("writable");
    }

    fn command(&self, lang: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chanpu"));
        for variable in ["LANGUAGE", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR"] {
            command.env_remove(variable);
        }
        command.current_dir(self.directory.path()).env("LC_ALL", lang);
        command
    }

    fn run(&self, lang: &str, arguments: &[&str]) -> Output {
        let mut command = self.command(lang);
        command.args(arguments);
        // The whole suite can be run over the store on the disk.
        let is_build = arguments.first() == Some(&"build") && !arguments.contains(&"--store");
        if is_build && stores::under_test() == Backend::RocksDb {
            command.args(["--store", "rocksdb"]);
        }
        command.output().expect("the program runs")
    }

    /// Runs it in English; it has to end with 0.
    pub(crate) fn ok(&self, arguments: &[&str]) -> Output {
        self.ends(arguments, 0)
    }

    /// Runs it in English; it has to end with `code`.
    pub(crate) fn ends(&self, arguments: &[&str], code: i32) -> Output {
        let output = self.run("en_US.UTF-8", arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
        output
    }

    /// Runs it in both languages; both have to end with `code` and say the words.
    pub(crate) fn says(&self, arguments: &[&str], code: i32, english: &[&str], chinese: &[&str]) {
        for (lang, words) in [("en_US.UTF-8", english), ("zh_CN.UTF-8", chinese)] {
            let output = self.run(lang, arguments);
            let text = stderr(&output);
            assert_eq!(output.status.code(), Some(code), "{arguments:?} in {lang}: {text}");
            for word in words {
                assert!(text.contains(word), "{arguments:?} in {lang} must say {word:?}: {text}");
            }
        }
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("results are UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

// --- What goes wrong

#[test]
fn inputs_that_cannot_be_read() {
    let run = Chanpu::new();
    run.write("empty.txt", "");
    run.write("binary.txt", b"\x00\x01\x02binary");
    run.write("pictures/a.png", b"\x89PNG");
    for (input, english, chinese) in [
        ("nowhere.txt", "no such file", "不存在"),
        ("empty.txt", "no text", "没有文字"),
        ("binary.txt", "binary", "二进制"),
        ("pictures", "no .txt, .md or .html", "没有找到"),
    ] {
        for command in ["build", "extract"] {
            let (en, zh) = (
                [input, english, "no document could be read", "hint: "],
                [input, chinese, "没有可读取的文档", "提示："],
            );
            run.says(&[command, input], 2, &en, &zh);
        }
    }
    assert!(!run.path("chanpu-graph").exists(), "nothing is left where nothing was read");
}

#[test]
fn some_inputs_that_cannot_be_read() {
    let run = Chanpu::new();
    run.write("news/a.txt", "合盛硅业股份有限公司落户彝良县。");
    run.write("news/b.txt", "");
    run.says(&["build", "news"], 3, &["skipped 1", "b.txt", "no text"], &["跳过了 1", "b.txt", "没有文字"]);
    let output = run.run("en_US.UTF-8", &["extract", "news", "missing.txt"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(stdout(&output).lines().count(), 1, "what could be read is written");
    assert!(stderr(&output).contains("missing.txt") && stderr(&output).contains("b.txt"));
}

#[test]
fn mistakes_on_the_command_line() {
    let run = Chanpu::new();
    run.says(&["build", "--frob", "x"], 2, &["--frob"], &["没有选项 --frob", "--help"]);
    run.says(&["biuld"], 2, &["biuld", "build"], &["没有命令 biuld", "build"]);
    run.says(&["build"], 2, &["INPUT"], &["缺少参数", "INPUT"]);
    run.says(&["export", "--to", "pdf"], 2, &["pdf", "svg"], &["不能是“pdf”", "可用的值", "svg"]);
    run.says(
        &["build", "x", "--base", "nonsense"],
        2,
        &["nonsense", "absolute IRI"],
        &["nonsense", "绝对 IRI"],
    );
    run.says(&["firms", "--gazetteer", "nowhere", "--county", "x"], 2, &["no graph"], &["图谱"]);
    let output = run.run("en_US.UTF-8", &[]);
    assert_eq!(output.status.code(), Some(2), "without a command help is shown: {}", stderr(&output));
}

#[test]
fn a_missing_graph() {
    let run = Chanpu::new();
    run.write("my.rq", "SELECT * { ?s ?p ?o } LIMIT 1");
    for arguments in [
        &["firms"][..],
        &["query", "documents"],
        &["query", "my.rq"],
        &["show", "彝良县"],
        &["export", "--to", "dot"],
        &["remove", "a.txt"],
    ] {
        run.says(arguments, 2, &["chanpu-graph", "chanpu build"], &["chanpu-graph", "chanpu build"]);
    }
    assert!(!run.path("chanpu-graph").exists(), "reading makes no graph");
}

#[test]
fn names_that_nothing_has() {
    let run = Chanpu::with_graph();
    run.says(
        &["firms", "--county", "夷良县"],
        2,
        &["夷良县", "did you mean", "彝良县"],
        &["没有名为“夷良县”", "彝良县"],
    );
    run.says(&["firms", "--county", "xyz"], 2, &["xyz", "530628"], &["没有名为“xyz”", "行政区划代码"]);
    run.says(&["firms", "--county", "朝阳区"], 1, &["no document", "朝阳区"], &["没有文档提到朝阳区"]);
    run.says(&["show", "夷良县"], 2, &["夷良县", "彝良县"], &["夷良县", "彝良县"]);
    run.says(
        &["export", "--to", "dot", "--focus", "zzz"],
        2,
        &["zzz", "no such name"],
        &["zzz", "没有这个名称"],
    );
    run.says(&["query", "firms-of-conty"], 2, &["firms-of-county", "--list"], &["firms-of-county", "--list"]);
    run.says(&["remove", "news.txt"], 2, &["news.txt", "no such document"], &["news.txt", "没有这篇文档"]);
}

#[test]
fn queries_that_cannot_be_answered() {
    let run = Chanpu::with_graph();
    run.write("bad.rq", "SELECT ?firm\nWHERE { ?firm a }");
    run.write("update.rq", "DELETE WHERE { ?s ?p ?o }");
    run.write("none.rq", "SELECT ?x { ?x a <https://example.org/Nothing> }");
    run.write("no.rq", "ASK { ?x a <https://example.org/Nothing> }");
    run.says(&["query", "bad.rq"], 2, &["bad:2:", "SPARQL"], &["bad", "第 2 行", "SPARQL"]);
    run.says(&["query", "update.rq"], 2, &["only read", "chanpu build"], &["只能读取", "chanpu build"]);
    run.says(&["query", "missing.rq"], 2, &["missing.rq"], &["missing.rq"]);
    run.says(&["query", "firms-of-county"], 2, &["--param county="], &["--param county="]);
    run.says(&["query", "firms-of-county", "--param", "county"], 2, &["county", "KEY=VALUE"], &["county"]);
    run.says(
        &["query", "firms-of-county", "--param", "x=y"],
        2,
        &["no parameter", "county"],
        &["没有参数", "county"],
    );
    run.says(&["query", "none.rq"], 1, &["empty"], &["为空"]);
    run.says(&["query", "no.rq"], 1, &[], &[]);
}

#[test]
fn a_gazetteer_with_mistakes() {
    let run = Chanpu::new();
    run.write("news.txt", "合盛硅业股份有限公司落户彝良县。");
    run.write(
        "gazetteer/entities/mine.csv",
        "id,type,name,name_en,level,code,parent,places,valid_from,valid_until,successor,source\n\
         company/新甲,company,新甲公司,,,,,,,,,\n\
         planet/x,planet,某星,,,,,,,,,\n",
    );
    let words = ["gazetteer/entities/mine.csv:3", "gazetteer check"];
    run.says(&["build", "news.txt"], 0, &words, &words);
    let checked = run.run("en_US.UTF-8", &["gazetteer", "check"]);
    assert_eq!(checked.status.code(), Some(1), "{}", stderr(&checked));
    let row = stdout(&checked)
        .lines()
        .find(|line| line.contains("mine.csv") && line.starts_with("error"))
        .map(str::to_owned);
    assert!(row.is_some_and(|row| row.contains("\t3\t")), "{}", stdout(&checked));
    run.says(
        &["gazetteer", "check", "nowhere"],
        2,
        &["nowhere", "no such directory"],
        &["nowhere", "词典目录"],
    );
}

#[test]
fn rules_of_the_user() {
    let run = Chanpu::new();
    run.write("news.txt", "青禾电子有限公司考察团到访盐津县。");
    let rule = |pattern: &str, text: &str| {
        format!(
            "[[rule]]\nid = \"own-visits\"\npredicate = \"signedWith\"\nconfidence = 0.5\n\
             pattern = \"{pattern}\"\n\
             examples = [{{ text = \"{text}\", facts = [\"青禾电子有限公司 signedWith 盐津县\"] }}]\n"
        )
    };
    let (pattern, text) = ("{s:company} ~ 到访 {o:place}", "青禾电子有限公司考察团到访盐津县。");
    run.says(&["build", "news.txt"], 0, &[], &[]);
    run.write("gazetteer/rules.toml", rule(pattern, text));
    run.says(&["rules", "check"], 0, &["0 mistakes"], &["不符 0 处"]);
    // The document is the same, but the rules are not.
    let built = run.run("en_US.UTF-8", &["build", "news.txt"]);
    assert!(stdout(&built).contains("1 changed") && stdout(&built).contains("1 facts"), "{}", stdout(&built));
    run.write("gazetteer/rules.toml", rule(pattern, "青禾电子有限公司路过盐津县。"));
    run.says(&["rules", "check"], 1, &["1 mistakes"], &["不符 1 处"]);
    run.write("gazetteer/rules.toml", rule("{s:firm}", text));
    let words = ["gazetteer/rules.toml", "own-visits", "firm", "rules check"];
    for command in [&["rules", "check"][..], &["build", "news.txt"]] {
        run.says(command, 2, &words, &words);
    }
}

#[test]
fn places_that_cannot_be_written() {
    let run = Chanpu::with_graph();
    run.write("file", "not a directory");
    let arguments = ["export", "--to", "dot", "-o", "nowhere/x.dot"];
    run.says(
        &arguments,
        2,
        &["nowhere/x.dot", "can't be written", "-o"],
        &["nowhere/x.dot", "无法写入", "-o"],
    );
    run.says(&["build", "news", "--graph", "file/graph"], 2, &["file/graph"], &["file/graph"]);
    run.says(&["build", "news", "--graph", "news"], 2, &["news"], &["news"]);
}

// --- What goes right

#[test]
fn a_build_reads_only_what_changed() {
    let run = Chanpu::with_graph();
    let summary = |arguments: &[&str]| stdout(&run.ok(arguments));
    assert!(summary(&["build", "news"]).contains("0 new, 0 changed, 3 unchanged"));
    run.write("news/weixin.md", "# 威信县见闻\n\n威信县有新的变化。\n");
    run.write("news/new.txt", "镇雄县有新的变化。\n");
    assert!(summary(&["build", "news", "--dry-run"]).contains("1 new, 1 changed, 2 unchanged"));
    assert!(
        summary(&["build", "news"]).contains("1 new, 1 changed, 2 unchanged"),
        "a dry run writes nothing"
    );
    fs::remove_file(run.path("news/new.txt")).expect("it is there");
    assert!(summary(&["build", "news"]).contains("3 unchanged, 0 removed"));
    assert!(summary(&["build", "news", "--prune"]).contains("3 unchanged, 1 removed"));
    assert!(!summary(&["query", "documents"]).contains("new.txt"));
    let chinese = run.run("zh_CN.UTF-8", &["build", "news"]);
    assert!(stdout(&chinese).contains("未变 3"), "{}", stdout(&chinese));
}

#[test]
fn documents_are_removed() {
    let run = Chanpu::with_graph();
    run.ok(&["remove", "weixin.md", "--dry-run"]);
    assert!(stdout(&run.ok(&["firms"])).contains("杜氏"), "a dry run removes nothing");
    assert_eq!(stdout(&run.ok(&["remove", "weixin.md"])), "weixin.md\n");
    assert!(!stdout(&run.ok(&["firms"])).contains("杜氏"));
    let partly = run.run("en_US.UTF-8", &["remove", "yiliang.txt", "no.txt"]);
    assert_eq!(partly.status.code(), Some(3), "{}", stderr(&partly));
}

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
fn another_version_reads_the_documents_again() {
    let run = Chanpu::with_graph();
    let manifest = fs::read_to_string(run.path("chanpu-graph/manifest.json")).expect("readable");
    let version = format!("\"reader\":\"chanpu {},", env!("CARGO_PKG_VERSION"));
    assert!(manifest.contains(&version), "{manifest}");
    let unchanged = stdout(&run.ok(&["build", "news"]));
    assert!(unchanged.contains("0 changed, 3 unchanged"), "{unchanged}");
    // An older program; other rules; a graph from before the program's version was noted.
    for (new, old) in [
        (version.as_str(), "\"reader\":\"chanpu 0.0.9,"),
        (", rules ", ", rules 0"),
        ("\"reader\":\"chanpu", "\"gazetteer\":\"chanpu 0.0.1"),
    ] {
        // The first format had no checksum; 4 is that of a graph on the disk.
        let mut older = manifest.replace(new, old);
        for format in ["\"format\":3", "\"format\":4"] {
            older = older.replace(format, "\"format\":1");
        }
        run.write("chanpu-graph/manifest.json", older);
        let output = run.ok(&["build", "news"]);
        let built = stdout(&output);
        assert!(built.contains("3 changed, 0 unchanged"), "{old}: {built}");
        assert!(stderr(&output).contains("3 documents have the same text"), "{}", stderr(&output));
        let now = fs::read_to_string(run.path("chanpu-graph/manifest.json")).expect("readable");
        assert_eq!(now, manifest);
    }
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

#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_with_130() {
    use std::process::Stdio;
    let run = Chanpu::new();
    // Standard input stays open, so the program waits for it.
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_chanpu"))
        .args(["build", "-"])
        .current_dir(run.path("."))
        .stdin(Stdio::piped())
        .spawn()
        .expect("it runs");
    std::thread::sleep(std::time::Duration::from_millis(500));
    let id = child.id().to_string();
    let killed = std::process::Command::new("kill").args(["-INT", &id]).status().expect("kill is there");
    assert!(killed.success(), "the signal is sent");
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert!(!run.path("chanpu-graph").exists(), "nothing is half-written");
}

#[test]
fn boundaries_give_neighbours() {
    let run = Chanpu::new();
    run.write("news/1.txt", "彝良县工业动态\n\n2023年7月11日\n\n合盛硅业股份有限公司落户彝良县。\n");
    run.write("news/2.txt", "威信县见闻\n\n2023年7月12日\n\n杜氏（集团）有限公司落户威信县。\n");
    run.ok(&["build", "news"]);
    let around = ["query", "firms-around-county", "--param", "county=彝良县", "--format", "csv"];
    let firms = |text: &str| ["合盛硅业", "杜氏"].map(|name| text.contains(name));
    assert_eq!(firms(&stdout(&run.ok(&around))), [true, false], "nobody says which counties are neighbours");
    run.ends(&["query", "neighbours-of-county", "--param", "county=彝良县"], 1);

    let square = |code: u32, x: u32| {
        format!(
            r#"{{"type":"Feature","properties":{{"adcode":{code}}},"geometry":{{"type":"Polygon",
            "coordinates":[[[{x},27],[{},27],[{},28],[{x},28],[{x},27]]]}}}}"#,
            x + 1,
            x + 1
        )
    };
    let borders = |codes: &[u32]| {
        let squares: Vec<String> = (104..).zip(codes).map(|(x, code)| square(*code, x)).collect();
        format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, squares.join(","))
    };
    run.write("gazetteer/borders/昭通.geojson", borders(&[530_628, 530_629, 530_627]));
    let built = stdout(&run.ok(&["build", "news"]));
    assert!(built.contains("2 unchanged"), "boundaries change nothing in a document: {built}");
    assert_eq!(firms(&stdout(&run.ok(&around))), [true, true]);
    let query = ["query", "neighbours-of-county", "--param", "county=威信县", "--format", "csv"];
    let neighbours = stdout(&run.ok(&query));
    assert!(neighbours.contains("place/530628") && neighbours.contains("place/530627"), "{neighbours}");

    run.write("gazetteer/borders/昭通.geojson", borders(&[530_628, 999_999, 530_629]));
    let words = stderr(&run.ok(&["build", "news"]));
    assert!(words.contains("昭通.geojson") && words.contains("feature 2: no division"), "{words}");
    assert_eq!(firms(&stdout(&run.ok(&around))), [true, false], "the next build says what is so now");
}
