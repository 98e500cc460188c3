//! Changing, writing, reading and checking graph directories.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use super::*;
use crate::entity::EntityType;
use crate::extraction::Extraction;
use crate::graph::damage::Damage;
use crate::graph::disk::tests::Faults;
use crate::graph::{
    EntityDescription, GraphStore, MapContext, Problem, Versions, backup, document_graph, verify,
};

/// A gazetteer of one county.
fn gazetteer() -> BTreeMap<EntityId, EntityDescription> {
    let id = EntityId::new(EntityType::Place, "530628");
    let described = serde_json::json!({"id": id, "type": "place", "label": "彝良县"});
    BTreeMap::from([(id, serde_json::from_value(described).expect("a valid description"))])
}

/// A document that names the county when its title does.
fn document(id: &str, title: &str) -> DocumentBlock {
    let mut extraction =
        Extraction { document: id.to_owned(), title: Some(title.to_owned()), ..Extraction::default() };
    if title.contains("彝良县") {
        let mention = serde_json::json!({"start": 0, "end": 3, "text": "彝良县", "type": "place",
            "entity": "place/530628", "label": "彝良县", "code": null, "confidence": 0.9,
            "resolution": "linked", "candidates": [], "nested": false});
        extraction.mentions.push(serde_json::from_value(mention).expect("a valid mention"));
    }
    let iris = Iris::default();
    let versions = Versions { program: "1.0".into(), gazetteer: "g1".into(), rules: "r1".into() };
    let context = MapContext { iris: &iris, gazetteer: &gazetteer(), versions: &versions };
    document_graph(&extraction, context).into()
}

/// The store that graphs of tests are made with: `make rocksdb` asks for that on the disk.
pub(in crate::graph) fn store() -> Backend {
    match std::env::var("CHANPU_TEST_STORE").as_deref() {
        Ok("rocksdb") => Backend::RocksDb,
        _ => Backend::Memory,
    }
}

fn open(path: &Path) -> GraphWriter {
    let mut writer = GraphWriter::open(path, None).expect("the graph must open");
    writer.set_store(store());
    writer
}

fn commit(writer: &mut GraphWriter) -> Result<CommitReport, CommitError> {
    writer.commit(Descriptions { gazetteer: &gazetteer(), version: "v1" })
}

fn build(path: &Path, documents: &[(&str, &str)]) -> CommitReport {
    let mut writer = open(path);
    for (id, title) in documents {
        writer.replace_document(document(id, title)).expect("the document must go in");
    }
    commit(&mut writer).expect("the commit must succeed")
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().expect("a directory")
}

/// All files with their content, but for those of an index, whose bytes differ from run to run.
fn content(path: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    walkdir::WalkDir::new(path)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| !entry.path().to_string_lossy().contains("/index-"))
        .map(|entry| {
            (
                entry.path().strip_prefix(path).expect("below").to_owned(),
                fs::read(entry.path()).expect("readable"),
            )
        })
        .collect()
}

fn message<T>(outcome: Result<T, OpenError>) -> String {
    match outcome {
        Ok(_) => "opened".to_owned(),
        Err(error) => error.to_string(),
    }
}

/// The problems that `verify` finds.
fn problems(path: &Path) -> Vec<Problem> {
    verify(path).expect("there is a graph").problems
}

#[test]
fn the_same_documents_give_the_same_bytes_in_any_order() {
    let (a, b) = (home(), home());
    build(a.path(), &[("1.txt", "彝良县"), ("2.txt", "乙"), ("3.txt", "丙")]);
    build(b.path(), &[("3.txt", "彝良县的旧闻"), ("x.txt", "彝良县的多余文档")]);
    build(b.path(), &[("2.txt", "乙"), ("1.txt", "彝良县"), ("3.txt", "丙")]);
    let mut writer = open(b.path());
    assert!(writer.remove_document("x.txt"), "x.txt was there");
    assert!(!writer.remove_document("x.txt"), "x.txt is gone");
    commit(&mut writer).expect("the commit must succeed");
    drop(writer);
    assert_eq!(content(a.path()), content(b.path()));
}

#[test]
fn entities_are_described_while_a_document_uses_them() {
    let home = home();
    let described = |path: &Path| {
        let graph = GraphStore::open(path).expect("the graph must open");
        let name = graph.iris().gazetteer_graph();
        graph.quads(None, None, None, Some(name.as_ref())).count()
    };
    build(home.path(), &[("1.txt", "彝良县"), ("2.txt", "彝良县")]);
    assert_eq!(described(home.path()), 4, "type, two labels, identifier");
    let mut writer = open(home.path());
    writer.remove_document("1.txt");
    commit(&mut writer).expect("the commit must succeed");
    assert_eq!(described(home.path()), 4, "2.txt still uses it");
    writer.remove_document("2.txt");
    commit(&mut writer).expect("the commit must succeed");
    assert_eq!(described(home.path()), 0);
    assert_eq!(problems(home.path()), []);
}

#[test]
fn what_was_committed_is_read_back() {
    let home = home();
    let title = "甲\n\"乙\"\u{0}\u{202E}𠮷> <https://schema.org/mentions> <x> .";
    let report = build(home.path(), &[("1.txt", title)]);
    let graph = GraphStore::open(home.path()).expect("the graph must open");
    assert_eq!(graph.count().expect("the store works") as u64, report.quads);
    assert_eq!(graph.document("1.txt").and_then(|entry| entry.title.as_deref()), Some(title));
    let mut nquads = Vec::new();
    graph.write_nquads(&mut nquads).expect("writing to memory");
    assert!(String::from_utf8_lossy(&nquads).contains(r#""甲\n\"乙\""#), "the title is in the dump");
    assert_eq!(problems(home.path()), []);
}

#[test]
fn a_commit_writes_only_what_changed() {
    let home = home();
    let report = build(home.path(), &[("1.txt", "彝良县"), ("2.txt", "乙")]);
    assert_eq!(report.files_written, 5, "two of documents, the entities, the gazetteer, the ontology");
    let before = content(home.path());
    assert_eq!(build(home.path(), &[("1.txt", "彝良县")]).files_written, 0);
    assert_eq!(content(home.path()), before);
    assert_eq!(build(home.path(), &[("1.txt", "彝良县的新闻")]).files_written, 1);
    assert_eq!(build(home.path(), &[("2.txt", "彝良县")]).files_written, 2, "one more uses the county");
}

#[test]
fn a_foreign_directory_is_left_alone() {
    let home = home();
    fs::write(home.path().join("thesis.docx"), "precious").expect("writable");
    let outcome = message(GraphWriter::open(home.path(), None));
    assert!(outcome.contains("holds other files and no graph"), "{outcome}");
    assert_eq!(content(home.path()).len(), 1, "nothing was created");
}

#[test]
fn damage_to_any_file_is_found_and_named() {
    let home = home();
    build(home.path(), &[("1.txt", "彝良县"), ("2.txt", "乙")]);
    let sound = content(home.path());
    for (name, bytes) in sound.iter().filter(|(name, _)| *name != Path::new("lock")) {
        let path = home.path().join(name);
        for at in [0, bytes.len() / 2, bytes.len() - 2] {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            for damaged in [Some(flipped), Some(bytes[..at].to_vec()), None] {
                match damaged {
                    Some(damaged) => fs::write(&path, damaged).expect("writable"),
                    None => fs::remove_file(&path).expect("removable"),
                }
                let named = match verify(home.path()) {
                    Ok(found) => found.problems.iter().any(|problem| Path::new(&problem.path) == name),
                    // A missing manifest makes the rest other people's files.
                    Err(OpenError::Foreign { .. }) => name == Path::new("manifest.json") && !path.exists(),
                    Err(error) => error.to_string().contains(&*name.to_string_lossy()),
                };
                assert!(named, "{} at {at}", name.display());
                let opened = GraphStore::open(home.path());
                assert!(
                    opened.is_err()
                        || store() == Backend::RocksDb
                        || name.starts_with("entities")
                        || name.to_string_lossy().ends_with(".tsv")
                );
                fs::write(&path, bytes).expect("writable");
            }
        }
    }
    assert_eq!(problems(home.path()), []);
}

#[test]
fn a_table_that_is_not_that_of_the_documents_is_found() {
    let home = home();
    build(home.path(), &[("1.txt", "彝良县")]);
    let mut writer = open(home.path());
    let file = writer.directory.write(Part::Entities, &["place/530628\t2\n"]);
    writer.set_file(Part::Entities, file.expect("writable"));
    writer.directory.write_manifest(&writer.manifest("v1")).expect("writable");
    let found = problems(home.path());
    assert_eq!(found.iter().map(|problem| &problem.damage).collect::<Vec<_>>(), [&Damage::Entities]);
}

#[test]
fn leftovers_of_a_killed_run_are_swept_and_other_files_kept() {
    let home = home();
    build(home.path(), &[("1.txt", "甲")]);
    let before = content(home.path());
    for name in ["documents/.chanpu-x", ".chanpu-y", "documents/00-0123456789abcdef.nq"] {
        fs::write(home.path().join(name), "half").expect("writable");
    }
    fs::write(home.path().join("notes.txt"), "mine").expect("writable");
    assert_eq!(verify(home.path()).expect("there is a graph").leftovers.len(), 3);
    build(home.path(), &[]);
    let mut after = content(home.path());
    assert!(after.remove(Path::new("notes.txt")).is_some(), "other people's files are kept");
    assert_eq!(after, before);
}

#[test]
fn a_killed_first_run_is_no_obstacle() {
    let first = home();
    fs::write(first.path().join("lock"), "4711\n").expect("writable");
    fs::write(first.path().join(".chanpu-x"), "half").expect("writable");
    assert_eq!(build(first.path(), &[("1.txt", "甲")]).documents, 1);
    // Killed between the first file and the manifest: what a new writer has marked is its own.
    let second = home();
    drop(open(second.path()));
    fs::create_dir(second.path().join("documents")).expect("writable");
    fs::write(second.path().join("documents/3f-0123456789abcdef.nq"), "half").expect("writable");
    assert_eq!(build(second.path(), &[("1.txt", "甲")]).documents, 1);
    assert_eq!(content(second.path()), content(first.path()));
}

/// Every step of a commit fails once: a full disk, a rename that doesn't work, and so on.
#[test]
fn whatever_fails_the_old_graph_stays_and_the_next_commit_succeeds() {
    let (undisturbed, before) = (home(), home());
    let (old, new) = ([("1.txt", "甲"), ("2.txt", "乙")], [("1.txt", "彝良县"), ("3.txt", "丙")]);
    build(before.path(), &old);
    build(undisturbed.path(), &old);
    build(undisturbed.path(), &new);
    let mut struck = Vec::new();
    for steps in 0.. {
        let home = home();
        build(home.path(), &old);
        let faults = Arc::new(Faults::after(steps));
        let mut directory = Directory::new(home.path());
        directory.disk.faults = Some(Arc::clone(&faults));
        let mut writer = GraphWriter::open_in(directory, None).expect("opening writes nothing here");
        for (id, title) in new {
            writer.replace_document(document(id, title)).expect("nothing is written yet");
        }
        let outcome = commit(&mut writer);
        let Some(step) = faults.struck() else {
            assert!(outcome.is_ok(), "nothing failed");
            break;
        };
        struck.push(step);
        let error = outcome.expect_err("a step failed").to_string();
        assert!(error.contains("the disk is full"), "{error}");
        assert_eq!(problems(home.path()), [], "after {step:?}");
        let dump = |path: &Path| {
            let mut out = Vec::new();
            GraphStore::open(path).expect("it opens").write_nquads(&mut out).expect("memory");
            out
        };
        let found = dump(home.path());
        assert!(
            found == dump(before.path()) || found == dump(undisturbed.path()),
            "after {step:?} the graph is neither the old nor the new one"
        );
        // The same process tries again, or another one does.
        if steps % 2 == 0 {
            commit(&mut writer).expect("the fault is over");
            drop(writer);
        } else {
            drop(writer);
            build(home.path(), &new);
        }
        assert_eq!(content(home.path()), content(undisturbed.path()), "after {step:?}");
    }
    use crate::graph::disk::Step;
    for step in [Step::CreateFile, Step::Write, Step::Sync, Step::Rename, Step::SyncDirectory, Step::Remove] {
        assert!(struck.contains(&step), "{step:?} never failed in {struck:?}");
    }
}

#[test]
fn there_is_one_writer_and_readers_go_on() {
    let home = home();
    build(home.path(), &[("1.txt", "甲")]);
    let writer = open(home.path());
    let outcome = message(GraphWriter::open(home.path(), None));
    assert!(outcome.contains(&format!("process {} is writing", std::process::id())), "{outcome}");
    assert_eq!(message(GraphStore::open(home.path())), "opened");
    drop(writer);
    assert_eq!(message(GraphWriter::open(home.path(), None)), "opened");
}

#[test]
fn the_base_is_that_of_the_graph() {
    let home = home();
    let iris = Iris::new("https://data.example.org/").expect("a valid base");
    commit(&mut GraphWriter::open(home.path(), Some(&iris)).expect("it opens")).expect("it commits");
    let graph = GraphStore::open(home.path()).expect("the graph must open");
    assert_eq!(graph.iris(), &iris);
    let outcome = message(GraphWriter::open(home.path(), Some(&Iris::default())));
    assert!(outcome.contains("begin with https://data.example.org/"), "{outcome}");
}

#[test]
fn reading_needs_a_graph() {
    let home = home();
    let outcome = message(GraphStore::open(&home.path().join("new")));
    assert!(outcome.contains("no graph here"), "{outcome}");
}

#[test]
fn a_graph_of_the_first_format_is_read_and_brought_up_to_date() {
    let (old, undisturbed) = (home(), home());
    build(old.path(), &[("1.txt", "彝良县"), ("2.txt", "乙")]);
    build(undisturbed.path(), &[("1.txt", "彝良县"), ("2.txt", "甲")]);
    let path = old.path().join("manifest.json");
    let text = fs::read_to_string(&path).expect("readable");
    let mut json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    json["format"] = 1.into();
    for key in ["checksum", "gazetteer"] {
        json.as_object_mut().expect("an object").remove(key);
    }
    let files = json["files"].as_array_mut().expect("a list");
    files.retain(|file| !file["path"].as_str().unwrap_or_default().starts_with("entities"));
    fs::write(&path, json.to_string().replace("\"reader\"", "\"gazetteer\"")).expect("writable");

    assert_eq!(GraphStore::open(old.path()).expect("it is read").documents().len(), 2);
    build(old.path(), &[("2.txt", "甲")]);
    assert_eq!(content(old.path()), content(undisturbed.path()));

    let (newer, written) = (FORMAT + 1, if store() == Backend::Memory { 3 } else { FORMAT });
    let text = text.replace(&format!("\"format\":{written}"), &format!("\"format\":{newer}"));
    fs::write(&path, text).expect("writable");
    let outcome = message(GraphStore::open(old.path()));
    assert!(outcome.contains(&format!("has format {newer}, of a newer chanpu")), "{outcome}");
}

#[test]
fn a_backup_is_the_same_graph() {
    let (home, elsewhere) = (home(), home());
    build(home.path(), &[("1.txt", "彝良县"), ("2.txt", "乙")]);
    let copy = elsewhere.path().join("monday");
    backup(home.path(), &copy).expect("there is room");
    let mut expected = content(home.path());
    expected.remove(Path::new("lock"));
    assert_eq!(content(&copy), expected);
    let again = backup(home.path(), &copy).expect_err("it is there").to_string();
    assert!(again.contains("there is something already"), "{again}");
    // A damaged graph gives no copy, and nothing is left of the attempt.
    let shard = content(home.path()).into_keys().find(|path| path.starts_with("documents")).expect("a file");
    fs::write(home.path().join(&shard), "x").expect("writable");
    let error = backup(home.path(), &elsewhere.path().join("tuesday")).expect_err("damaged").to_string();
    assert!(error.contains(&*shard.to_string_lossy()), "{error}");
    assert_eq!(fs::read_dir(elsewhere.path()).expect("readable").count(), 1);
}
