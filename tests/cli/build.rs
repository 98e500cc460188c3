//! What a graph takes in, keeps and gives up.

use std::fs;

use super::{Chanpu, stderr, stdout};

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
