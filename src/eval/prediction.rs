//! What is compared of an extraction.
//!
//! Less than [`Extraction`] holds, so that the output of other programs can be scored too: an object a
//! document, `{"document", "mentions": [{"start", "end", "text", "type", "label", "code"}], "facts":
//! [{"subject": {"label", "code"}, "predicate", "object": {"label", "code"} or {"value"}, "evidence":
//! [{"start", "end", "text"}]}], "observations": [{"subject", "indicator", "value", "unit", "period",
//! "modality", "change", "evidence"}]}`.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use rust_decimal::prelude::ToPrimitive as _;
use serde::{Deserialize, Serialize};

use super::error::{EvalError, Expected};
use super::gold::file_name;
use crate::entity::EntityType;
use crate::extraction::{
    EntityRef, Extraction, Fact, MentionRecord, Object, Observation, Predicate, TextSpan,
};

/// What a program found in a document.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Prediction {
    /// The document's identifier; its last part is the name of a file.
    pub document: String,
    /// The mentions; nested ones are passed over.
    #[serde(default)]
    pub mentions: Vec<PredictedMention>,
    /// The facts.
    #[serde(default)]
    pub facts: Vec<PredictedFact>,
    /// The observations.
    #[serde(default)]
    pub observations: Vec<PredictedObservation>,
}

/// An entity as the program names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct PredictedEntity {
    /// The name.
    #[serde(default)]
    pub label: Option<String>,
    /// The code of a division.
    #[serde(default)]
    pub code: Option<String>,
}

/// A mention that the program found.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PredictedMention {
    /// The first code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words.
    #[serde(default)]
    pub text: String,
    /// The type.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// What it means.
    #[serde(flatten)]
    pub entity: PredictedEntity,
    /// Whether it lies inside a longer one.
    #[serde(default)]
    pub nested: bool,
}

/// The object of a fact that the program found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct PredictedObject {
    /// The entity, when it is one.
    #[serde(flatten)]
    pub entity: PredictedEntity,
    /// The literal, when it is one.
    #[serde(default)]
    pub value: Option<String>,
}

/// A fact that the program found.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PredictedFact {
    /// Of what.
    pub subject: PredictedEntity,
    /// Which relation.
    pub predicate: Predicate,
    /// To what.
    pub object: PredictedObject,
    /// What shows it.
    #[serde(default)]
    pub evidence: Vec<TextSpan>,
}

/// An observation that the program found.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct PredictedObservation {
    /// Of what.
    pub subject: PredictedEntity,
    /// What is counted.
    #[serde(default)]
    pub indicator: Option<String>,
    /// How much.
    pub value: f64,
    /// The unit.
    #[serde(default)]
    pub unit: Option<String>,
    /// The time.
    #[serde(default)]
    pub period: Option<String>,
    /// Actual, target, planned or estimate.
    #[serde(default)]
    pub modality: Option<String>,
    /// `growth`, or nothing.
    #[serde(default)]
    pub change: Option<String>,
    /// What shows it.
    #[serde(default)]
    pub evidence: Vec<TextSpan>,
}

impl From<Extraction> for Prediction {
    fn from(extraction: Extraction) -> Self {
        Self {
            document: extraction.document,
            mentions: extraction.mentions.into_iter().map(Into::into).collect(),
            facts: extraction.facts.into_iter().map(Into::into).collect(),
            observations: extraction.observations.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<EntityRef> for PredictedEntity {
    fn from(entity: EntityRef) -> Self {
        Self { label: Some(entity.label.to_string()), code: entity.code.map(|code| code.to_string()) }
    }
}

impl From<MentionRecord> for PredictedMention {
    fn from(mention: MentionRecord) -> Self {
        let code = mention.code.map(|code| code.to_string());
        Self {
            start: mention.span.start,
            end: mention.span.end,
            text: mention.span.text,
            kind: mention.kind,
            entity: PredictedEntity { label: Some(mention.label.to_string()), code },
            nested: mention.nested,
        }
    }
}

impl From<Fact> for PredictedFact {
    fn from(fact: Fact) -> Self {
        let object = match fact.object {
            Object::Entity(entity) => PredictedObject { entity: entity.into(), value: None },
            Object::Literal { value } => PredictedObject { value: Some(value), ..PredictedObject::default() },
        };
        Self { subject: fact.subject.into(), predicate: fact.predicate, object, evidence: fact.evidence }
    }
}

impl From<Observation> for PredictedObservation {
    fn from(observation: Observation) -> Self {
        Self {
            subject: observation.subject.into(),
            indicator: Some(observation.indicator),
            value: observation.value.to_f64().unwrap_or(f64::NAN),
            unit: word(&observation.unit),
            period: observation.period,
            modality: word(&observation.modality),
            change: observation.change.as_ref().and_then(word),
            evidence: observation.evidence,
        }
    }
}

/// The word that a value without content has in JSON.
fn word(value: &impl Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

/// Reads predictions, one object a line, by the names of their documents' files. Of several for one
/// file the last counts.
///
/// # Errors
///
/// When the file can't be read or a line is no prediction.
pub fn read_predictions(path: &Path) -> Result<HashMap<String, Prediction>, EvalError> {
    let text = fs::read_to_string(path).map_err(|error| EvalError::read(path, &error))?;
    let mut predictions = HashMap::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let prediction: Prediction = serde_json::from_str(line).map_err(|error| {
            EvalError::malformed(format!("{}:{}", path.display(), number + 1), Expected::Predictions, &error)
        })?;
        predictions.insert(file_name(&prediction.document).to_owned(), prediction);
    }
    Ok(predictions)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `chanpu extract` prints, read back, is what the program hands over directly.
    #[test]
    fn the_printed_and_the_direct_form_agree() {
        let json = r#"{"document": "x/a.txt", "title": null, "date": null, "language": "zh",
            "mentions": [{"start": 0, "end": 3, "text": "彝良县", "type": "place", "entity": "place/530628",
                "label": "彝良县", "code": "530628", "confidence": 0.9, "resolution": "linked",
                "candidates": [], "nested": true}],
            "facts": [{"subject": {"entity": "project/甲", "label": "甲", "type": "project", "code": null},
                "predicate": "status", "object": {"value": "started"}, "confidence": 1.0, "rule": "r",
                "evidence": [{"start": 0, "end": 1, "text": "彝"}]}],
            "observations": [{"subject": {"entity": "place/530628", "label": "彝良县", "type": "place",
                "code": "530628"}, "indicator": "产值", "value": 12.5, "unit": "percent", "period": "2022",
                "modality": "actual", "change": "growth", "confidence": 1.0, "rule": "r", "evidence": []}]}"#;
        let printed: Prediction = serde_json::from_str(json).expect("a prediction");
        let direct: Extraction = serde_json::from_str(json).expect("an extraction");
        assert_eq!(Prediction::from(direct), printed);
        assert_eq!(printed.observations[0].unit.as_deref(), Some("percent"));
        assert_eq!(printed.mentions[0].entity.code.as_deref(), Some("530628"));
    }

    #[test]
    fn a_file_of_predictions() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let path = dir.path().join("p.jsonl");
        fs::write(&path, "{\"document\": \"x/a.txt\"}\n\n{\"document\": \"b.txt\"}\n").expect("a file");
        let predictions = read_predictions(&path).expect("predictions");
        assert!(predictions.len() == 2 && predictions.contains_key("a.txt"));
        fs::write(&path, "{\"document\": \"a\"}\n{\"mentions\": []}\n").expect("a file");
        let error = read_predictions(&path).expect_err("the second line names no document");
        assert!(error.to_string().contains("p.jsonl:2: is not what `chanpu extract`"), "{error}");
    }
}
