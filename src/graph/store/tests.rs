//! Opening, changing and writing graphs.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::*;
use crate::extraction::Extraction;
use crate::graph::{EntityDescription, MapContext, Versions, document_graph};

fn document(id: &str, title: &str) -> DocumentGraph {
    let extraction =
        Extraction { document: id.to_owned(), title: Some(title.to_owned()), ..Extraction::default() };
    let gazetteer = BTreeMap::<EntityId, EntityDescription>::new();
    let iris = Iris::default();
    let versions = Versions { program: "1.0".into(), gazetteer: "g1".into(), rules: "r1".into() };
    document_graph(&extraction, MapContext { iris: &iris, gazetteer: &gazetteer, versions: &versions })
}

fn build(path: &Path, documents: &[(&str, &str)]) -> CommitReport {
    let mut graph = GraphStore::open(path, Access::Write, None).expect("the graph must open");
    for (id, title) in documents {
        graph.replace_document(document(id, title)).expect("the document must go in");
    }
    graph.commit().expect("the commit must succeed")
}

/// All files with their content.
fn content(path: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    walkdir::WalkDir::new(path)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            (
                entry.path().strip_prefix(path).expect("below").to_owned(),
                fs::read(entry.path()).expect("readable"),
            )
        })
        .collect()
}

fn message(outcome: Result<GraphStore, OpenError>) -> String {
    match outcome {
        Ok(_) => "opened".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_same_documents_give_the_same_bytes_in_any_order() {
    let (a, b) = (tempfile::tempdir().expect("a directory"), tempfile::tempdir().expect("a directory"));
    build(a.path(), &[("1.txt", "甲"), ("2.txt", "乙"), ("3.txt", "丙")]);
    build(b.path(), &[("3.txt", "旧"), ("x.txt", "多余")]);
    build(b.path(), &[("2.txt", "乙"), ("1.txt", "甲"), ("3.txt", "丙")]);
    let mut graph = GraphStore::open(b.path(), Access::Write, None).expect("the graph must open");
    assert!(graph.remove_document("x.txt").expect("the store works"), "x.txt was there");
    assert!(!graph.remove_document("x.txt").expect("the store works"), "x.txt is gone");
    graph.commit().expect("the commit must succeed");
    drop(graph);
    assert_eq!(content(a.path()), content(b.path()));
}

#[test]
fn what_was_committed_is_read_back() {
    let home = tempfile::tempdir().expect("a directory");
    let report = build(home.path(), &[("1.txt", "甲\n\"乙\"\u{0}\u{202E}𠮷")]);
    let graph = GraphStore::open(home.path(), Access::Read, None).expect("the graph must open");
    assert_eq!(graph.rdf().len().expect("the store works") as u64, report.quads);
    assert_eq!(
        graph.document("1.txt").and_then(|entry| entry.title.as_deref()),
        Some("甲\n\"乙\"\u{0}\u{202E}𠮷")
    );
    let mut nquads = Vec::new();
    graph.write_nquads(&mut nquads).expect("writing to memory");
    assert!(String::from_utf8_lossy(&nquads).contains(r#""甲\n\"乙\""#), "the title is in the dump");
}

#[test]
fn a_commit_writes_only_what_changed() {
    let home = tempfile::tempdir().expect("a directory");
    assert_eq!(build(home.path(), &[("1.txt", "甲"), ("2.txt", "乙")]).files_written, 3);
    assert_eq!(build(home.path(), &[("1.txt", "甲")]).files_written, 0);
    assert_eq!(build(home.path(), &[("1.txt", "新")]).files_written, 1);
}

#[test]
fn a_foreign_directory_is_left_alone() {
    let home = tempfile::tempdir().expect("a directory");
    fs::write(home.path().join("thesis.docx"), "precious").expect("writable");
    let outcome = message(GraphStore::open(home.path(), Access::Write, None));
    assert!(outcome.contains("holds other files and no graph"), "{outcome}");
    assert_eq!(content(home.path()).len(), 1, "nothing was created");
}

#[test]
fn damage_is_named() {
    let home = tempfile::tempdir().expect("a directory");
    build(home.path(), &[("1.txt", "甲")]);
    let name = content(home.path()).into_keys().find(|path| path.starts_with("documents")).expect("a shard");
    let shard = home.path().join(&name);
    let bytes = fs::read(&shard).expect("readable");
    for (damaged, expected) in [
        (Some(bytes[..bytes.len() - 5].to_vec()), "bytes instead of"),
        (Some(bytes.iter().map(|byte| byte ^ 1).collect()), "was changed or damaged"),
        (None, "the file is missing"),
    ] {
        match damaged {
            Some(damaged) => fs::write(&shard, damaged).expect("writable"),
            None => fs::remove_file(&shard).expect("removable"),
        }
        let outcome = message(GraphStore::open(home.path(), Access::Read, None));
        assert!(outcome.contains(expected) && outcome.contains(&*name.to_string_lossy()), "{outcome}");
    }
}

#[test]
fn leftovers_of_a_killed_run_are_swept_and_other_files_kept() {
    let home = tempfile::tempdir().expect("a directory");
    build(home.path(), &[("1.txt", "甲")]);
    let before = content(home.path());
    for name in ["documents/.chanpu-x", ".chanpu-y", "documents/00-0123456789abcdef.nq"] {
        fs::write(home.path().join(name), "half").expect("writable");
    }
    fs::write(home.path().join("notes.txt"), "mine").expect("writable");
    build(home.path(), &[]);
    let mut after = content(home.path());
    assert!(after.remove(Path::new("notes.txt")).is_some(), "other people's files are kept");
    assert_eq!(after, before);
}

#[test]
fn a_killed_first_run_is_no_obstacle() {
    let home = tempfile::tempdir().expect("a directory");
    fs::write(home.path().join("lock"), "4711\n").expect("writable");
    fs::write(home.path().join(".chanpu-x"), "half").expect("writable");
    assert_eq!(build(home.path(), &[("1.txt", "甲")]).documents, 1);
    // Killed between the first shard and the manifest: what a new writer has marked is its own.
    let home = tempfile::tempdir().expect("a directory");
    drop(GraphStore::open(home.path(), Access::Write, None));
    fs::create_dir(home.path().join("documents")).expect("writable");
    fs::write(home.path().join("documents/3f-0123456789abcdef.nq"), "half").expect("writable");
    assert_eq!(build(home.path(), &[("1.txt", "甲")]).documents, 1);
    assert_eq!(content(home.path()).len(), 4, "manifest, lock, one shard and the ontology");
}

#[test]
fn there_is_one_writer_and_readers_go_on() {
    let home = tempfile::tempdir().expect("a directory");
    build(home.path(), &[("1.txt", "甲")]);
    let writer = GraphStore::open(home.path(), Access::Write, None).expect("the graph must open");
    let outcome = message(GraphStore::open(home.path(), Access::Write, None));
    assert!(outcome.contains(&format!("process {} is writing", std::process::id())), "{outcome}");
    assert_eq!(message(GraphStore::open(home.path(), Access::Read, None)), "opened");
    drop(writer);
    assert_eq!(message(GraphStore::open(home.path(), Access::Write, None)), "opened");
}

#[test]
fn the_base_is_that_of_the_graph() {
    let home = tempfile::tempdir().expect("a directory");
    let iris = Iris::new("https://data.example.org/").expect("a valid base");
    GraphStore::open(home.path(), Access::Write, Some(&iris))
        .expect("the graph must open")
        .commit()
        .expect("the commit must succeed");
    let graph = GraphStore::open(home.path(), Access::Read, None).expect("the graph must open");
    assert_eq!(graph.iris(), &iris);
    let outcome = message(GraphStore::open(home.path(), Access::Read, Some(&Iris::default())));
    assert!(outcome.contains("begin with https://data.example.org/"), "{outcome}");
}

#[test]
fn reading_needs_a_graph_and_does_not_write() {
    let home = tempfile::tempdir().expect("a directory");
    let outcome = message(GraphStore::open(&home.path().join("new"), Access::Read, None));
    assert!(outcome.contains("no graph here"), "{outcome}");
    build(home.path(), &[("1.txt", "甲")]);
    let mut graph = GraphStore::open(home.path(), Access::Read, None).expect("the graph must open");
    assert!(matches!(graph.commit(), Err(CommitError::ReadOnly)), "a reader can't commit");
}
