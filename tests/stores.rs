//! The same graph in memory and on the disk: equal answers, moves both ways, damage, readers beside a
//! writer.
//!
//! `make rocksdb` runs these tests, and with `CHANPU_TEST_STORE=rocksdb` also those of queries, commands,
//! builds that are killed and servers, over the index on the disk. Without the feature they say that they
//! were skipped.

use std::fs;
use std::path::{Path, PathBuf};

use chanpu::graph::{Backend, GraphStore, verify};

use crate::cli::Chanpu;
use crate::queries::fixture;

/// The store that graphs of tests are made with.
pub(crate) fn under_test() -> Backend {
    match std::env::var("CHANPU_TEST_STORE").as_deref() {
        Ok("rocksdb") => Backend::RocksDb,
        _ => Backend::Memory,
    }
}

/// Whether a file is one of an index. Its bytes differ from run to run.
pub(crate) fn is_of_index(file: &Path) -> bool {
    file.iter().any(|part| part.to_string_lossy().starts_with("index-"))
}

/// Whether this program has the store on the disk; says so when not.
fn has_rocksdb(test: &str) -> bool {
    if !Backend::RocksDb.is_available() {
        eprintln!("SKIPPED {test}: built without RocksDB; `make rocksdb` tests it");
    }
    Backend::RocksDb.is_available()
}

fn dump(graph: &Path) -> String {
    let mut out = Vec::new();
    GraphStore::open(graph).expect("it opens").write_nquads(&mut out).expect("memory");
    String::from_utf8(out).expect("UTF-8")
}

fn index(graph: &Path) -> PathBuf {
    let found: Vec<PathBuf> = fs::read_dir(graph)
        .expect("readable")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| is_of_index(path))
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

/// Some news and their graph on the disk; none where this program can't make it, which is said.
fn on_the_disk(test: &str) -> Option<(Chanpu, PathBuf)> {
    has_rocksdb(test).then(|| {
        let run = Chanpu::new();
        news(&run);
        run.ok(&["build", "news", "--store", "rocksdb"]);
        let graph = run.path("chanpu-graph");
        (run, graph)
    })
}

fn news(run: &Chanpu) {
    for (name, county) in [("a", "彝良县"), ("b", "威信县"), ("c", "盐津县")] {
        run.write(&format!("news/{name}.txt"), format!("合盛硅业股份有限公司落户{county}，企业生产稳定。\n"));
    }
}

#[test]
fn without_rocksdb_the_program_says_how_to_get_it() {
    if Backend::RocksDb.is_available() {
        return;
    }
    let run = Chanpu::new();
    news(&run);
    let (en, zh) = (["built without RocksDB", "--features rocksdb"], ["未包含 RocksDB", "--store memory"]);
    run.says(&["build", "news", "--store", "rocksdb"], 2, &en, &zh);
    run.says(&["build", "news", "--store", "rocksdb", "--dry-run"], 2, &en, &zh);
    assert!(!run.path("chanpu-graph").exists(), "nothing is left");
}

#[test]
fn every_question_has_the_same_answer_over_both() {
    if !has_rocksdb("every_question_has_the_same_answer_over_both") {
        return;
    }
    let (memory, disk) = (tempfile::tempdir().expect("room"), tempfile::tempdir().expect("room"));
    fixture::write_for(memory.path(), Backend::Memory);
    fixture::write_for(disk.path(), Backend::RocksDb);
    let [memory, disk] = [memory, disk].map(|home| {
        let graph = GraphStore::open(home.path()).expect("it opens");
        (home, graph)
    });
    let answers = crate::queries::answers(&memory.1);
    assert!(answers.len() > 40, "{} answers", answers.len());
    assert_eq!(answers, crate::queries::answers(&disk.1));
    assert_eq!(dump(memory.0.path()), dump(disk.0.path()));
}

#[test]
fn a_graph_moves_from_one_store_to_the_other() {
    if !has_rocksdb("a_graph_moves_from_one_store_to_the_other") {
        return;
    }
    let run = Chanpu::new();
    news(&run);
    let graph = run.path("chanpu-graph");
    run.ok(&["build", "news", "--store", "memory"]);
    let manifest = fs::read(graph.join("manifest.json")).expect("readable");
    let (before, firms) = (dump(&graph), run.ok(&["firms"]).stdout);
    run.ok(&["build", "news", "--store", "rocksdb", "--dry-run"]);
    assert_eq!(fs::read(graph.join("manifest.json")).expect("readable"), manifest);
    run.ok(&["build", "news", "--store", "rocksdb"]);
    let first = index(&graph);
    assert_eq!(dump(&graph), before);
    assert_eq!(run.ok(&["firms"]).stdout, firms);
    run.ok(&["verify"]);

    // Later commands follow without being told, and bring the index up to date.
    run.write("news/b.txt", "威信县的云南能投威信信源有限公司增产。");
    run.ok(&["build", "news"]);
    assert_ne!(index(&graph), first);
    run.ok(&["verify"]);
    run.ok(&["remove", "c.txt"]);
    run.ok(&["verify"]);
    run.ok(&["backup", "copy"]);
    run.ok(&["verify", "--graph", "copy"]);
    assert_eq!(dump(&run.path("copy")), dump(&graph));
    let changed = dump(&graph);
    assert!(changed.contains("信源") && !changed.contains("盐津县"), "{changed}");

    run.ok(&["build", "news", "--store", "memory"]);
    assert!(
        !fs::read_dir(&graph).expect("readable").any(|entry| is_of_index(&entry.expect("readable").path()))
    );
    let whole = Chanpu::new();
    news(&whole);
    whole.write("news/b.txt", "威信县的云南能投威信信源有限公司增产。");
    whole.ok(&["build", "news", "--store", "memory"]);
    let manifest = |graph: &Path| fs::read_to_string(graph.join("manifest.json")).expect("readable");
    assert_eq!(manifest(&graph), manifest(&whole.path("chanpu-graph")));
}

#[test]
fn damage_to_an_index_is_named_and_costs_nothing() {
    let Some((run, graph)) = on_the_disk("damage_to_an_index_is_named_and_costs_nothing") else {
        return;
    };
    let (before, folder) = (dump(&graph), index(&graph));
    let files: Vec<PathBuf> = walkdir::WalkDir::new(&folder)
        .into_iter()
        .map(|entry| entry.expect("readable").into_path())
        .filter(|path| path.is_file() && !path.ends_with("in-use"))
        .collect();
    assert!(files.len() > 5, "{files:?}");
    for path in &files {
        let name = path.strip_prefix(&graph).expect("below").to_string_lossy().into_owned();
        let sound = fs::read(path).expect("readable");
        let mut damages = vec![None];
        if !sound.is_empty() {
            let mut flipped = sound.clone();
            flipped[sound.len() / 2] ^= 1;
            damages.extend([Some(flipped), Some(sound[..sound.len() / 2].to_vec())]);
        }
        for damaged in damages {
            let is_flip = damaged.as_ref().is_some_and(|bytes| bytes.len() == sound.len());
            match damaged {
                Some(bytes) => fs::write(path, bytes).expect("writable"),
                None => fs::remove_file(path).expect("removable"),
            }
            let found = verify(&graph).expect("there is a graph").problems;
            assert!(found.iter().any(|problem| problem.path == name), "{name}: {found:?}");
            // A flipped byte shows in a full check alone; what is cut or gone, at once.
            if !is_flip {
                run.says(&["firms"], 2, &["index-", "nothing is lost"], &["index-", "数据没有丢失"]);
            }
            fs::write(path, &sound).expect("writable");
        }
    }
    assert_eq!(verify(&graph).expect("there is a graph").problems, []);
    run.says(&["verify"], 0, &[], &[]);
    fs::remove_dir_all(&folder).expect("removable");
    run.says(&["verify"], 1, &["chanpu build"], &["chanpu build"]);
    run.ok(&["build", "news"]);
    run.ok(&["verify"]);
    assert_eq!(dump(&graph), before);
}

#[test]
fn a_reader_goes_on_while_the_index_is_replaced() {
    let Some((run, graph)) = on_the_disk("a_reader_goes_on_while_the_index_is_replaced") else {
        return;
    };
    let (old, before) = (index(&graph), dump(&graph));
    let reader = GraphStore::open(&graph).expect("it opens");
    for edition in 0..3 {
        run.write("news/a.txt", format!("彝良县的合盛硅业股份有限公司第{edition}次增产。"));
        run.ok(&["build", "news"]);
    }
    assert!(old.is_dir(), "somebody reads it");
    let mut out = Vec::new();
    reader.write_nquads(&mut out).expect("it reads on");
    assert_eq!(String::from_utf8(out).expect("UTF-8"), before);
    drop(reader);
    run.write("news/a.txt", "彝良县的合盛硅业股份有限公司减产。");
    run.ok(&["build", "news"]);
    assert!(!old.exists(), "the next build sweeps it");
    run.ok(&["verify"]);
}
