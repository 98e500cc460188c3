//! What goes wrong, and what is said then.

use super::{Chanpu, stderr, stdout};

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
