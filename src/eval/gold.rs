//! Reads a gold set: a directory of `*.gold.json`, and `aliases.json` where there is one.
//!
//! A `*.gold.json` is `{"doc": "001.txt", "mentions": […], "facts": […], "observations": […]}`;
//! the document lies beside it. Identifiers are codes for places that have one, `township:双河@530629`,
//! `village:…`, `feature:…`, `country:…` for the others, and full names for everything else.
//! `aliases.json` is `{"identifier": ["another accepted name", …]}`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::error::{EvalError, Expected};
use super::label::Names;
use crate::entity::EntityType;
use crate::extraction::Predicate;

/// The end of the names of annotations.
const SUFFIX: &str = ".gold.json";
/// The file with further names.
const ALIASES: &str = "aliases.json";

/// Annotated documents, and the names by which their entities are recognised.
#[derive(Clone, Debug)]
pub struct GoldSet {
    /// The documents in the order of the names of their files.
    pub documents: Vec<GoldDocument>,
    pub(super) names: Names,
}

/// What people found in a document.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct GoldDocument {
    /// The file of the document.
    pub doc: String,
    /// Its mentions, none inside another.
    pub mentions: Vec<GoldMention>,
    /// Its facts.
    #[serde(default)]
    pub facts: Vec<GoldFact>,
    /// Its observations.
    #[serde(default)]
    pub observations: Vec<GoldObservation>,
}

/// A name in a document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct GoldMention {
    /// The first code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The name without white space.
    pub text: String,
    /// The type.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// The entity.
    pub id: String,
    /// Types that are as good.
    #[serde(default)]
    pub alt: Vec<EntityType>,
    /// Whether it may as well be left out.
    #[serde(default)]
    pub optional: bool,
}

/// A statement in a document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct GoldFact {
    /// Of which entity.
    #[serde(rename = "s")]
    pub subject: String,
    /// Which relation.
    #[serde(rename = "p")]
    pub predicate: Predicate,
    /// To which entity, or a literal.
    #[serde(rename = "o")]
    pub object: String,
    /// The words that show it, without white space.
    #[serde(default)]
    pub quote: Option<String>,
    /// Whether it may as well be left out.
    #[serde(default)]
    pub optional: bool,
}

/// A figure in a document.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct GoldObservation {
    /// Of which entity.
    #[serde(rename = "s")]
    pub subject: String,
    /// What is counted, in the words of the text.
    #[serde(default)]
    pub indicator: String,
    /// How much.
    pub value: f64,
    /// The unit.
    pub unit: String,
    /// The time.
    #[serde(default)]
    pub period: Option<String>,
    /// Actual, target, planned or estimate.
    #[serde(default)]
    pub modality: Option<String>,
    /// `growth`, or nothing.
    #[serde(default)]
    pub change: Option<String>,
    /// Which of `period`, `modality` and `change` are not compared.
    #[serde(default)]
    pub loose: Vec<String>,
    /// The words that show it, without white space.
    #[serde(default)]
    pub quote: Option<String>,
    /// Whether it may as well be left out.
    #[serde(default)]
    pub optional: bool,
}

impl GoldDocument {
    /// The file of the document, without directories.
    #[must_use]
    pub fn name(&self) -> &str {
        file_name(&self.doc)
    }
}

/// The last part of a path with `/` between its parts.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

impl GoldSet {
    /// A gold set of documents and further names of their entities.
    #[must_use]
    pub fn new(documents: Vec<GoldDocument>, aliases: &BTreeMap<String, Vec<String>>) -> Self {
        let names = Names::new(&documents, aliases);
        Self { documents, names }
    }

    /// Reads the gold set in a directory.
    ///
    /// # Errors
    ///
    /// When the directory or one of its files can't be used; see [`EvalError`].
    pub fn read(directory: &Path) -> Result<Self, EvalError> {
        let failed = |error: std::io::Error| EvalError::read(directory, &error);
        let mut names = Vec::new();
        for entry in fs::read_dir(directory).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
            if name.ends_with(SUFFIX) {
                names.push(name);
            }
        }
        if names.is_empty() {
            return Err(EvalError::NoGold { path: directory.display().to_string() });
        }
        names.sort();
        let documents = names
            .iter()
            .map(|name| json(&directory.join(name), Expected::Gold))
            .collect::<Result<Vec<_>, _>>()?;
        let aliases = directory.join(ALIASES);
        let aliases = if aliases.exists() { json(&aliases, Expected::Aliases)? } else { BTreeMap::new() };
        Ok(Self::new(documents, &aliases))
    }
}

/// Reads a JSON file.
pub(super) fn json<T: DeserializeOwned>(path: &Path, expected: Expected) -> Result<T, EvalError> {
    let text = fs::read_to_string(path).map_err(|error| EvalError::read(path, &error))?;
    serde_json::from_str(&text)
        .map_err(|error| EvalError::malformed(path.display().to_string(), expected, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gold_set_is_read_in_the_order_of_file_names() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).expect("a file");
        write("b.gold.json", r#"{"doc": "b.txt", "mentions": []}"#);
        write(
            "a.gold.json",
            r#"{"doc": "x/a.txt", "mentions": [{"start": 0, "end": 2, "text": "青石", "type": "place", "id": "1"}],
                "facts": [{"s": "甲", "p": "locatedIn", "o": "1"}], "observations": []}"#,
        );
        write("a.txt", "青石");
        let set = GoldSet::read(dir.path()).expect("a gold set");
        assert_eq!(set.documents.iter().map(GoldDocument::name).collect::<Vec<_>>(), ["a.txt", "b.txt"]);
        assert_eq!(set.documents[0].facts[0].predicate, Predicate::LocatedIn);
        assert!(!set.documents[0].mentions[0].optional);
    }

    #[test]
    fn errors_name_the_file() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let error = GoldSet::read(dir.path()).expect_err("it is empty");
        assert!(error.to_string().contains("no *.gold.json"), "{error}");
        fs::write(dir.path().join("a.gold.json"), r#"{"doc": "a.txt", "mentions": [{"type": "person"}]}"#)
            .expect("a file");
        let error = GoldSet::read(dir.path()).expect_err("person is no type");
        assert!(error.to_string().contains("a.gold.json: is not an annotated document"), "{error}");
        assert!(error.message().zh.contains("unknown variant `person`"), "{error:?}");
        let error = GoldSet::read(&dir.path().join("none")).expect_err("it isn't there");
        assert!(error.to_string().contains("none: can't be read"), "{error}");
    }
}
