//! The challenge suite: minimal cases by class, in `tests/challenge/*.toml`.
//!
//! Prints the share that passes in each class and the cases that fail; a class below its floor fails the
//! test. Raise a floor when a class has become better; a lower one needs a reason in the commit.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chanpu::document::{Document, Format};
use chanpu::extraction::{MentionRecord, ResolutionKind};
use chanpu::gazetteer::Gazetteer;
use chanpu::pipeline::Extractor;
use chanpu::text::Normalizer;
use serde::Deserialize;
use statements::Figure;

mod statements;

/// The least share of cases, in percent, that must pass.
const FLOORS: [(&str, usize); 31] = [
    ("alias", 84),
    ("common-word", 96),
    ("cross-boundary", 90),
    ("deixis", 90),
    ("enumeration", 84),
    ("fact-awarded", 90),
    ("fact-discourse", 66),
    ("fact-industry", 85),
    ("fact-located", 95),
    ("fact-park", 84),
    ("fact-produces", 95),
    ("fact-route", 100),
    ("fact-signed", 95),
    ("fact-undertakes", 66),
    ("former-name", 95),
    ("general-news", 95),
    ("homonym", 95),
    ("life-cycle", 98),
    ("nested", 88),
    ("new-company", 92),
    ("new-infrastructure", 80),
    ("new-organization", 95),
    ("new-park", 88),
    ("new-product", 80),
    ("new-project", 85),
    ("nothing", 95),
    ("observation", 90),
    ("ocr-break", 82),
    ("street-and-brand", 86),
    ("table", 95),
    ("width-and-variants", 90),
];

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    text: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    expect: Vec<Expected>,
    #[serde(default)]
    forbid: Vec<Forbidden>,
    #[serde(default)]
    forbid_all: bool,
    #[serde(default)]
    same: Vec<Vec<String>>,
    #[serde(default)]
    facts: Vec<String>,
    #[serde(default)]
    not_facts: Vec<String>,
    #[serde(default)]
    observations: Vec<Figure>,
    #[serde(default)]
    not_observations: Vec<Figure>,
    #[serde(default)]
    no_observations: bool,
    #[serde(default)]
    #[allow(dead_code)] // for the reader of the file
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    text: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    label: Option<String>,
    #[serde(default)]
    nth: Option<usize>,
    #[serde(default)]
    ambiguous: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forbidden {
    text: String,
    #[serde(rename = "type", default)]
    kind: Option<String>,
    #[serde(default)]
    nth: Option<usize>,
}

/// The name of each class with its cases.
fn classes() -> Vec<(String, File)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/challenge");
    let mut files: Vec<_> =
        fs::read_dir(directory).expect("the suite").map(|entry| entry.expect("a file").path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let class = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a readable file");
            (class, toml::from_str(&text).expect("cases as the readme tells"))
        })
        .collect()
}

/// Two branches may give one number to two cases.
#[test]
fn cases_have_ids_of_their_own_and_the_readme_counts_them() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/challenge/README.md"))
        .expect("the readme");
    let mut wrong = Vec::new();
    for (class, file) in classes() {
        let mut ids = BTreeSet::new();
        wrong.extend(file.case.iter().filter(|case| !ids.insert(&case.id)).map(|case| case.id.clone()));
        let row = format!("| {class} | {} |", file.case.len());
        if !readme.contains(&row) {
            wrong.push(format!("README.md has no row that begins with {row}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_class_passes_its_floor() {
    let normalizer = Normalizer::builtin();
    let (gazetteer, _) = Gazetteer::builtin(|name| normalizer.normalize_str(name));
    let extractor = Extractor::new(&gazetteer).expect("built-in rules");
    let mut shares: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (class, file) in classes() {
        for case in file.case {
            let failures = failures(&extractor, &case);
            let share = shares.entry(class.clone()).or_default();
            share.1 += 1;
            if failures.is_empty() {
                share.0 += 1;
            } else {
                println!("{}: {}\n    {}", case.id, case.text.replace('\n', "⏎"), failures.join("\n    "));
            }
        }
    }
    let mut below = Vec::new();
    println!("\n{:<20} {:>6} {:>6} {:>6}", "class", "passed", "cases", "share");
    for (class, (passed, cases)) in &shares {
        let share = 100 * passed / cases;
        println!("{class:<20} {passed:>6} {cases:>6} {share:>5}%");
        match FLOORS.iter().find(|(name, _)| name == class) {
            Some((_, floor)) if share < *floor => {
                below.push(format!("{class}: {share}% is below its floor of {floor}%"))
            }
            Some(_) => {}
            None => below.push(format!("{class}: has no floor; add one to FLOORS")),
        }
    }
    assert!(below.is_empty(), "{}", below.join("\n"));
}

fn stripped(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// What is wrong with the extraction of a case.
fn failures(extractor: &Extractor<'_>, case: &Case) -> Vec<String> {
    let raw = match &case.date {
        // The date is read as a document's is: from a line of its own.
        Some(date) => format!("{}\n\n{date}\n", case.text),
        None => case.text.clone(),
    };
    let document = Document::from_bytes("case.txt", Format::Text, raw.into_bytes()).expect("a text");
    let found = extractor.extract(&document);
    let outer: Vec<&MentionRecord> = found.mentions.iter().filter(|mention| !mention.nested).collect();
    let mut wrong = Vec::new();
    for expected in &case.expect {
        let same_text: Vec<&&MentionRecord> =
            outer.iter().filter(|mention| stripped(&mention.span.text) == stripped(&expected.text)).collect();
        let fitting = same_text.iter().filter(|mention| mention.kind.as_str() == expected.kind);
        let chosen = match expected.nth {
            Some(nth) => fitting.clone().find(|mention| is_nth(mention, &case.text, &expected.text, nth)),
            None => fitting.clone().next(),
        };
        let Some(mention) = chosen else {
            let instead: Vec<String> = outer
                .iter()
                .map(|mention| format!("{}/{}", stripped(&mention.span.text), mention.kind))
                .collect();
            wrong.push(format!("no {} {}; found {}", expected.kind, expected.text, instead.join(" ")));
            continue;
        };
        let code = mention.code.as_ref().map(|code| code.as_str().to_owned());
        if expected.ambiguous && mention.resolution != ResolutionKind::Ambiguous {
            wrong.push(format!("{} should be ambiguous, is {} {code:?}", expected.text, mention.label));
        }
        if expected.code.is_some() && code != expected.code {
            wrong.push(format!(
                "{} should be {:?}, is {} {code:?}",
                expected.text, expected.code, mention.label
            ));
        }
        if expected.label.as_ref().is_some_and(|label| **label != *mention.label) {
            wrong.push(format!("{} should be {:?}, is {}", expected.text, expected.label, mention.label));
        }
    }
    for forbidden in &case.forbid {
        let hit = outer.iter().find(|mention| {
            stripped(&mention.span.text) == stripped(&forbidden.text)
                && forbidden.kind.as_ref().is_none_or(|kind| kind == mention.kind.as_str())
                && forbidden.nth.is_none_or(|nth| is_nth(mention, &case.text, &forbidden.text, nth))
                && (forbidden.nth.is_some()
                    || !case.expect.iter().any(|expected| {
                        expected.text == forbidden.text && expected.kind == mention.kind.as_str()
                    }))
        });
        if let Some(mention) = hit {
            wrong.push(format!("{} must not be a {}", forbidden.text, mention.kind));
        }
    }
    if case.forbid_all {
        let core = |mention: &&&MentionRecord| !matches!(mention.kind.as_str(), "industry" | "product");
        for mention in outer.iter().filter(core) {
            wrong.push(format!("{} must not be a {}", mention.span.text, mention.kind));
        }
    }
    for group in &case.same {
        let entities: Vec<Option<String>> = group
            .iter()
            .map(|surface| {
                let mention = found
                    .mentions
                    .iter()
                    .find(|mention| stripped(&mention.span.text) == stripped(surface))?;
                mention.entity.as_ref().map(ToString::to_string)
            })
            .collect();
        if entities.iter().any(|entity| entity.is_none() || *entity != entities[0]) {
            wrong.push(format!("{group:?} should be one entity, are {entities:?}"));
        }
    }
    statements::facts(&found, &case.facts, &case.not_facts, &mut wrong);
    statements::observations(&found, &case.observations, &case.not_observations, &mut wrong);
    if case.no_observations {
        let rows = found.observations.iter().map(statements::row);
        wrong.extend(rows.map(|row| format!("must find no observation, found {row}")));
    }
    wrong
}

/// Whether the mention is at the `nth` place, counted from 1, where its surface stands in the text.
fn is_nth(mention: &MentionRecord, text: &str, surface: &str, nth: usize) -> bool {
    let positions: Vec<usize> =
        text.match_indices(surface).map(|(at, _)| text[..at].chars().count()).collect();
    positions.get(nth - 1) == Some(&mention.span.start)
}
