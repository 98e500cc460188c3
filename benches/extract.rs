//! Megabytes of text a second, on one core: matching alone, and from bytes to extraction.
//!
//! `cargo bench` measures; `cargo test --all-targets` goes through it once, to check the counts. The
//! text is the sample corpus, over and over. Counts are asserted, so that nobody gets faster by
//! finding less: hits are compared with another automaton, mentions and facts with the first round.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use aho_corasick::AhoCorasick;
use chanpu::document::{Document, Format};
use chanpu::gazetteer::Gazetteer;
use chanpu::pipeline::Extractor;
use chanpu::text::Normalizer;

/// How long each measurement goes on; the best round counts, because others share the machine.
const PATIENCE: Duration = Duration::from_secs(5);

/// Name, format and bytes of each sample.
type Samples = Vec<(String, Format, Vec<u8>)>;

fn main() {
    // Cargo passes `--bench` when it benches and nothing when it tests.
    let measures = std::env::args().any(|argument| argument == "--bench");
    let patience = if measures { PATIENCE } else { Duration::ZERO };

    let started = Instant::now();
    let normalizer = Normalizer::builtin();
    let (gazetteer, _) = Gazetteer::builtin(|name| normalizer.normalize_str(name));
    let extractor = Extractor::new(&gazetteer).expect("the built-in rules compile");
    println!(
        "start       {:>8.0} ms  {} names",
        started.elapsed().as_secs_f64() * 1e3,
        gazetteer.forms().len()
    );

    let samples = samples();
    matching(&gazetteer, &normalizer, &samples, patience);
    extraction(&extractor, &samples, patience);
}

fn samples() -> Samples {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/corpus");
    let mut samples: Samples = std::fs::read_dir(directory)
        .expect("the sample corpus is there")
        .map(|entry| {
            let path = entry.expect("it can be read").path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let format = Format::of_path(&path).expect("samples have formats that are read");
            (name, format, std::fs::read(&path).expect("it can be read"))
        })
        .collect();
    samples.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(samples.len() >= 16, "the corpus has {} documents", samples.len());
    samples
}

fn read((name, format, bytes): &(String, Format, Vec<u8>)) -> Document {
    Document::from_bytes(name, *format, bytes.clone()).expect("samples can be read")
}

/// The automaton over all names, on normalised text.
fn matching(gazetteer: &Gazetteer, normalizer: &Normalizer, samples: &Samples, patience: Duration) {
    let texts: Vec<String> = samples
        .iter()
        .map(read)
        .map(|document| normalizer.normalize(&document.raw, &document.blocks).text)
        .collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let oracle = AhoCorasick::new(gazetteer.forms().map(|(_, form)| &form.text)).expect("it can be built");
    let expected: usize = texts.iter().map(|text| oracle.find_overlapping_iter(text).count()).sum();
    assert!(expected > 1_000, "the corpus is full of names: {expected}");
    let best = best_of(patience, || {
        let hits: usize = texts.iter().map(|text| black_box(gazetteer.matcher().find_all(text)).len()).sum();
        assert_eq!(hits, expected, "hits of all names, overlapping ones included");
    });
    report("matching", bytes, best, &format!("{expected} hits"));
}

/// From bytes to the record that `chanpu extract` prints.
fn extraction(extractor: &Extractor<'_>, samples: &Samples, patience: Duration) {
    let bytes: usize = samples.iter().map(|(_, _, bytes)| bytes.len()).sum();
    let run = || {
        let extractions = samples.iter().map(|sample| extractor.extract(&read(sample)));
        extractions.fold((0, 0), |(mentions, facts), extraction| {
            let extraction = black_box(extraction);
            (mentions + extraction.mentions.len(), facts + extraction.facts.len())
        })
    };
    let expected = run();
    assert!(expected.0 > 1_000 && expected.1 > 100, "the corpus says much: {expected:?}");
    let best = best_of(patience, || assert_eq!(run(), expected, "mentions and facts"));
    report("extraction", bytes, best, &format!("{} mentions, {} facts", expected.0, expected.1));
}

/// The shortest time that `run` took, of as many as fit into the patience, at least one.
fn best_of(patience: Duration, mut run: impl FnMut()) -> Duration {
    let end = Instant::now() + patience;
    let mut best = Duration::MAX;
    loop {
        let started = Instant::now();
        run();
        best = best.min(started.elapsed());
        if Instant::now() >= end {
            return best;
        }
    }
}

fn report(name: &str, bytes: usize, time: Duration, counts: &str) {
    let megabytes = bytes as f64 / 1e6;
    println!("{name:<11} {:>8.1} MB/s  {:.0} kB, {counts}", megabytes / time.as_secs_f64(), megabytes * 1e3);
}
