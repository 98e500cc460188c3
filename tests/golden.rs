//! The extraction of the sample corpus, document by document, as it was last reviewed.
//!
//! `UPDATE_GOLDEN=1 cargo test golden` writes the files anew; read the difference before committing it.

use std::fs;
use std::path::Path;

use chanpu::document::{Document, Input, discover};
use chanpu::gazetteer::Gazetteer;
use chanpu::pipeline::Extractor;
use chanpu::text::Normalizer;

#[test]
fn the_sample_corpus_is_extracted_as_reviewed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = root.join("examples/corpus");
    let (files, skipped) = discover(&[corpus.to_string_lossy().into_owned()]);
    assert!(skipped.is_empty(), "every sample can be read: {skipped:?}");
    assert!(files.len() >= 16, "only {} samples", files.len());

    let normalizer = Normalizer::builtin();
    let (gazetteer, _) = Gazetteer::builtin(|name| normalizer.normalize_str(name));
    let extractor = Extractor::new(&gazetteer).expect("built-in rules");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut changed = Vec::new();
    for file in files {
        let Input::File(path) = &file.input else { panic!("{}: not a file", file.id) };
        let document = Document::read(path, &file.id).expect("a sample");
        let mut found = serde_json::to_string_pretty(&extractor.extract(&document)).expect("plain data");
        found.push('\n');
        let golden = root.join("tests/golden").join(format!("{}.json", file.id));
        if update {
            fs::write(&golden, found).expect("a writable file");
        } else if fs::read_to_string(&golden).unwrap_or_default() != found {
            changed.push(file.id);
        }
    }
    assert!(
        changed.is_empty(),
        "extraction differs from tests/golden for {changed:?}; if that is right, run UPDATE_GOLDEN=1 cargo test golden"
    );
}
