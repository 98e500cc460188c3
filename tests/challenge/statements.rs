//! Facts and observations of cases: what must be found, and what must not.

use chanpu::extraction::{EntityRef, Extraction, Object, Observation};
use serde::Deserialize;

use super::stripped;

/// A figure, or with fewer fields a kind of figures.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figure {
    subject: String,
    #[serde(default)]
    indicator: Option<String>,
    value: f64,
    unit: String,
    #[serde(default)]
    period: Option<String>,
    #[serde(default)]
    modality: Option<String>,
    #[serde(default)]
    change: Option<String>,
}

/// What is wrong with the facts: `facts` must be found, `forbidden` must not. `*` stands for anything.
pub(super) fn facts(found: &Extraction, facts: &[String], forbidden: &[String], wrong: &mut Vec<String>) {
    for fact in facts {
        if !has(found, fact) {
            wrong.push(format!("no fact {fact}; found {}", all(found)));
        }
    }
    for fact in forbidden {
        if has(found, fact) {
            wrong.push(format!("must not find {fact}; found {}", all(found)));
        }
    }
}

fn has(found: &Extraction, fact: &str) -> bool {
    let parts: Vec<&str> = fact.split_whitespace().collect();
    assert_eq!(parts.len(), 3, "{fact:?} is not: subject predicate object");
    let (subject, predicate, object) = (parts[0], parts[1], parts[2]);
    found.facts.iter().any(|found_fact| {
        let fits = match &found_fact.object {
            Object::Entity(entity) => is_named(found, entity, object),
            // Of an honour the name may go on: 省级绿色工厂|称号.
            Object::Literal { value } => object == "*" || value == object || value.starts_with(object),
        };
        found_fact.predicate.as_str() == predicate && fits && is_named(found, &found_fact.subject, subject)
    })
}

/// Whether an entity bears a name: as its label, or on a mention of it.
fn is_named(found: &Extraction, entity: &EntityRef, name: &str) -> bool {
    name == "*"
        || *entity.label == *name
        || found.mentions.iter().any(|mention| {
            mention.entity.as_ref() == Some(&entity.entity) && stripped(&mention.span.text) == name
        })
}

fn all(found: &Extraction) -> String {
    let shown = found.facts.iter().map(|fact| {
        let object = match &fact.object {
            Object::Entity(entity) => &*entity.label,
            Object::Literal { value } => value.as_str(),
        };
        format!("{} {} {object} [{}]", fact.subject.label, fact.predicate.as_str(), fact.rule)
    });
    shown.collect::<Vec<_>>().join("; ")
}

/// What is wrong with the observations.
pub(super) fn observations(
    found: &Extraction,
    figures: &[Figure],
    forbidden: &[Figure],
    wrong: &mut Vec<String>,
) {
    let has = |figure: &Figure| found.observations.iter().any(|other| is(found, other, figure));
    for figure in figures.iter().filter(|figure| !has(figure)) {
        let shown: Vec<String> = found.observations.iter().map(row).collect();
        let Figure { subject, value, unit, .. } = figure;
        wrong.push(format!("no observation {subject} {value} {unit}; found {}", shown.join("; ")));
    }
    for Figure { subject, value, unit, .. } in forbidden.iter().filter(|figure| has(figure)) {
        wrong.push(format!("must not find {subject} {value} {unit}"));
    }
}

fn is(found: &Extraction, other: &Observation, figure: &Figure) -> bool {
    let same = |wanted: &Option<String>, word: Option<String>| wanted.is_none() || *wanted == word;
    let value: f64 = other.value.to_string().parse().expect("a number");
    is_named(found, &other.subject, &figure.subject)
        && (value - figure.value).abs() <= 1e-6 * figure.value.abs().max(1.0)
        && figure.indicator.as_ref().is_none_or(|indicator| other.indicator == *indicator)
        && word(&other.unit).as_ref() == Some(&figure.unit)
        && same(&figure.period, other.period.clone())
        && same(&figure.modality, word(&other.modality))
        && same(&figure.change, other.change.as_ref().and_then(word))
}

/// The word of the JSON record.
fn word(value: &impl serde::Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

pub(super) fn row(figure: &Observation) -> String {
    let word = |word: Option<String>| word.unwrap_or_else(|| "-".to_owned());
    format!(
        "{} {} {} {} {} {} {}",
        figure.subject.label,
        figure.indicator,
        figure.value,
        word(self::word(&figure.unit)),
        word(figure.period.clone()),
        word(self::word(&figure.modality)),
        word(figure.change.as_ref().and_then(self::word)),
    )
}
