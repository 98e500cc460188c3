//! Graph directories outlive kills and full disks, and tell when they are damaged.
//!
//! `CHANPU_KILLS=100 cargo test durability` kills more often.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chanpu::gazetteer::Gazetteer;
use chanpu::graph::{Backend, OpenError, verify};
use chanpu::pipeline::{self, BuildOptions, Corpus, Extractor, Workers};
use chanpu::text::Normalizer;

use crate::cli::Chanpu;
use crate::stores::{is_of_index, under_test};

/// How many builds are killed when nothing else is asked for.
const KILLS: u32 = 8;

/// All files with their content, but for the lock.
fn files(path: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    walkdir::WalkDir::new(path)
        .into_iter()
        .map(|entry| entry.expect("readable").into_path())
        .filter(|file| file.is_file() && !file.ends_with("lock"))
        .map(|file| (file.strip_prefix(path).expect("below").to_owned(), fs::read(&file).expect("readable")))
        .collect()
}

/// The files that are the graph, with their content.
fn content(path: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = files(path);
    // The one tells of the files that were read, the other's bytes differ from run to run.
    files.retain(|file, _| !file.ends_with("inputs.cache") && !is_of_index(file));
    files
}

/// Documents that name a firm and a county; those of another edition say something else.
fn write_documents(run: &Chanpu, folder: &str, edition: usize) {
    for number in 0..40 {
        let county = ["彝良县", "威信县", "盐津县", "水富市"][(number + edition) % 4];
        let text = format!(
            "第{number}期简报\n\n{county}的白水江第{number}光伏项目已经开工建设，总投资{edition}亿元。\n"
        );
        run.write(&format!("{folder}/{number:02}.txt"), text);
    }
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        let file = to.join(name);
        fs::create_dir_all(file.parent().expect("it is below")).expect("writable");
        fs::write(file, bytes).expect("writable");
    }
}

fn spawn(inputs: &Path, graph: &Path) -> Child {
    let store = if under_test() == Backend::RocksDb { "rocksdb" } else { "memory" };
    Command::new(env!("CARGO_BIN_EXE_chanpu"))
        .args(["build", "--prune", "--store", store])
        .arg(inputs)
        .arg("--graph")
        .arg(graph)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs")
}

/// Waits until there are more files than the lock and those `before`: the build has begun to write what
/// is new. Or until it has ended.
fn wait_for_files(child: &mut Child, graph: &Path, before: usize) {
    while child.try_wait().expect("it was started").is_none() {
        let files = walkdir::WalkDir::new(graph).into_iter().filter_map(Result::ok);
        if files.filter(|entry| entry.file_type().is_file()).count() > before + 1 {
            return;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_killed_build_leaves_the_graph_before_or_after() {
    let kills = std::env::var("CHANPU_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let run = Chanpu::new();
    write_documents(&run, "old", 1);
    write_documents(&run, "new", 2);
    let normalizer = Normalizer::builtin();
    let (gazetteer, _) = Gazetteer::builtin(|text| normalizer.normalize_str(text));
    let extractor = Extractor::new(&gazetteer).expect("the rules compile");
    let build = |inputs: &str, graph: &str| {
        let corpus = Corpus::discover(&[run.path(inputs).display().to_string()]);
        let options = BuildOptions {
            graph: run.path(graph),
            base: None,
            prune: true,
            store: Some(under_test()),
            rehash: false,
        };
        let workers = Workers::new(None).expect("threads");
        pipeline::build(&corpus, &extractor, &workers, &options, &mut |_| {}).expect("it builds");
    };
    build("old", "before");
    build("new", "after");
    let (before, after) = (content(&run.path("before")), content(&run.path("after")));
    assert_ne!(before, after);
    let whole_before = files(&run.path("before")).len();

    let begin = Instant::now();
    spawn(&run.path("new"), &run.path("timed")).wait().expect("it was started");
    let whole = begin.elapsed();
    // Not by `assert_eq!`, which would print every byte of both.
    assert!(content(&run.path("timed")) == after, "the program and the library build the same");

    let (mut stayed, mut done) = (0, 0);
    for kill in 0..kills {
        let name = format!("graph-{kill}");
        let graph = run.path(&name);
        // Every other build is the first of its graph.
        let is_first = kill % 2 == 1;
        if !is_first {
            copy(&run.path("before"), &graph);
        }
        let mut child = spawn(&run.path("new"), &graph);
        // The golden ratio spreads the moments evenly, whatever their number.
        let moment = (f64::from(kill) * 0.618_034).fract();
        if kill % 4 < 2 {
            std::thread::sleep(whole.mul_f64(moment));
        } else {
            wait_for_files(&mut child, &graph, if is_first { 1 } else { whole_before });
            std::thread::sleep(Duration::from_millis(30).mul_f64(moment));
        }
        child.kill().expect("it may have ended, but nobody has waited for it");
        child.wait().expect("it was started");

        match verify(&graph) {
            Ok(found) => {
                assert_eq!(found.problems, [], "kill {kill} at {moment}");
                let manifest = fs::read(graph.join("manifest.json")).expect("readable");
                let is = |state: &BTreeMap<PathBuf, Vec<u8>>| state[Path::new("manifest.json")] == manifest;
                assert!(is(&before) || is(&after) || (is_first && found.documents == 0), "kill {kill}");
                if is(&after) { done += 1 } else { stayed += 1 }
            }
            Err(OpenError::Missing { .. }) if is_first => stayed += 1,
            Err(error) => unreachable!("kill {kill} at {moment}: {error}"),
        }
        build("new", &name);
        assert_eq!(content(&graph), after, "kill {kill} at {moment}");
    }
    eprintln!("{kills} builds killed: {stayed} left the graph as it was, {done} had finished it");
}

/// `ulimit -f` makes writing fail in the middle of a file, as a full disk does.
#[cfg(unix)]
#[test]
fn a_build_that_cannot_write_says_so_and_leaves_the_graph() {
    let run = Chanpu::new();
    write_documents(&run, "news", 1);
    run.ok(&["build", "news"]);
    let before = content(&run.path("chanpu-graph"));
    write_documents(&run, "news", 2);
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" --lang en build news";
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_chanpu")])
        .current_dir(run.path("."))
        .output()
        .expect("there is a shell");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert!(errors.contains("chanpu-graph/") && errors.contains("File too large"), "{errors}");
    let named: BTreeMap<_, _> = content(&run.path("chanpu-graph"))
        .into_iter()
        .filter(|(name, _)| before.contains_key(name))
        .collect();
    assert_eq!(named, before);
    run.ok(&["verify"]);
    run.ok(&["build", "news"]);
    run.ok(&["verify"]);
}

#[test]
fn damage_is_named_and_a_backup_mends_it() {
    let run = Chanpu::new();
    write_documents(&run, "news", 1);
    run.ok(&["build", "news"]);
    let sound = String::from_utf8(run.ok(&["verify"]).stdout).expect("UTF-8");
    assert!(sound.contains("40 documents") && sound.contains("all sound"), "{sound}");
    run.ok(&["backup", "copy"]);
    run.ok(&["backup", "copy2", "--dry-run"]);
    assert!(!run.path("copy2").exists());
    run.says(&["backup", "copy"], 2, &["copy", "something already"], &["copy", "已有内容"]);

    let name = content(&run.path("chanpu-graph")).into_keys().find(|name| name.starts_with("documents"));
    let name = name.expect("a file of documents");
    let file = run.path("chanpu-graph").join(&name);
    let mut bytes = fs::read(&file).expect("readable");
    bytes.pop();
    fs::write(&file, bytes).expect("writable");
    let output = run.ends(&["verify"], 1);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains(&format!("{}\tthe file is damaged", name.display())), "{text}");
    run.says(&["verify"], 1, &["restore these files"], &["用备份恢复这些文件"]);
    run.says(&["backup", "copy3"], 2, &[&*name.to_string_lossy()], &["文件已损坏"]);
    fs::copy(run.path("copy").join(&name), &file).expect("writable");
    run.ok(&["verify"]);
    run.ok(&["verify", "--graph", "copy"]);
    run.says(&["verify", "--graph", "nowhere"], 2, &["no graph here"], &["没有图谱"]);
}

#[test]
fn a_dry_run_lists_what_would_change() {
    let run = Chanpu::new();
    for name in ["a.txt", "b.txt", "c.txt"] {
        run.write(&format!("news/{name}"), "彝良县的合盛硅业股份有限公司增产。");
    }
    run.ok(&["build", "news"]);
    let before = content(&run.path("chanpu-graph"));
    run.write("news/b.txt", "威信县的合盛硅业股份有限公司增产。");
    run.write("news/d.txt", "盐津县的合盛硅业股份有限公司增产。");
    fs::remove_file(run.path("news/c.txt")).expect("it is there");
    let dry = String::from_utf8(run.ok(&["build", "news", "--prune", "--dry-run"]).stdout).expect("UTF-8");
    assert_eq!(
        dry,
        "new        d.txt\nchanged    b.txt\nremoved    c.txt\n\
         documents  1 new, 1 changed, 1 unchanged, 1 removed, 0 failed\nnothing was written (--dry-run)\n"
    );
    assert_eq!(content(&run.path("chanpu-graph")), before);
    let kept = String::from_utf8(run.ok(&["build", "news"]).stdout).expect("UTF-8");
    assert!(kept.contains("1 new, 1 changed, 1 unchanged, 0 removed"), "{kept}");
    let pruned = String::from_utf8(run.ok(&["build", "news", "--prune"]).stdout).expect("UTF-8");
    assert!(pruned.contains("0 new, 0 changed, 3 unchanged, 1 removed"), "{pruned}");
    let graph = "other/graph";
    run.ok(&["build", "news", "--graph", graph, "--dry-run"]);
    assert!(!run.path(graph).exists(), "a dry run makes no graph");
}
