//! Counts, and the ratios that are derived from them.
//!
//! Nothing is stored but counts, so figures of parts add up. In JSON the ratios stand beside them,
//! rounded to four decimals; they are not read back.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use crate::entity::EntityType;
use crate::extraction::Predicate;

/// How many items there are, were found, and were found right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "CountsRecord")]
pub struct Counts {
    /// What people marked.
    pub gold: usize,
    /// What the program found.
    pub predicted: usize,
    /// What of it is right.
    pub correct: usize,
}

#[derive(Serialize)]
struct CountsRecord {
    gold: usize,
    predicted: usize,
    correct: usize,
    precision: f64,
    recall: f64,
    f1: f64,
}

impl From<Counts> for CountsRecord {
    fn from(counts: Counts) -> Self {
        Self {
            gold: counts.gold,
            predicted: counts.predicted,
            correct: counts.correct,
            precision: rounded(counts.precision()),
            recall: rounded(counts.recall()),
            f1: rounded(counts.f1()),
        }
    }
}

impl Counts {
    /// The share of what was found that is right, 0 to 1.
    #[must_use]
    pub fn precision(self) -> f64 {
        ratio(self.correct, self.predicted)
    }

    /// The share of what people marked that was found, 0 to 1.
    #[must_use]
    pub fn recall(self) -> f64 {
        ratio(self.correct, self.gold)
    }

    /// The harmonic mean of precision and recall, 0 to 1.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        let sum = precision + recall;
        if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }
    }

    /// One that was found right.
    pub(super) fn right(&mut self) {
        *self += Self { gold: 1, predicted: 1, correct: 1 };
    }

    /// One that was found and isn't there.
    pub(super) fn extra(&mut self) {
        self.predicted += 1;
    }

    /// One that is there and wasn't found.
    pub(super) fn missed(&mut self) {
        self.gold += 1;
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.predicted += other.predicted;
        self.correct += other.correct;
    }
}

/// How many of some items, all of them matched, have a property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "ShareRecord")]
pub struct Share {
    /// All of them.
    pub matched: usize,
    /// Those that have it.
    pub correct: usize,
}

#[derive(Serialize)]
struct ShareRecord {
    matched: usize,
    correct: usize,
    share: f64,
}

impl From<Share> for ShareRecord {
    fn from(share: Share) -> Self {
        Self { matched: share.matched, correct: share.correct, share: rounded(share.share()) }
    }
}

impl Share {
    /// The share, 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        ratio(self.correct, self.matched)
    }

    /// One more, with or without the property.
    pub(super) fn count(&mut self, has: bool) {
        self.matched += 1;
        self.correct += usize::from(has);
    }
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        self.matched += other.matched;
        self.correct += other.correct;
    }
}

/// Everything that is counted, of a document or of many. Types and predicates that nobody marked or
/// found are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// Mentions of places, companies, parks, projects, infrastructure and organisations: the types
    /// whose borders are not a matter of taste.
    pub mentions_core: Counts,
    /// Mentions of all types.
    pub mentions_all: Counts,
    /// Mentions by type.
    pub mentions_by_type: BTreeMap<EntityType, Counts>,
    /// Of the mentions found with span and type, those that mean the right entity.
    pub linking_matched: Share,
    /// Mentions that were found with span and type and mean the right entity.
    pub linking_end_to_end: Counts,
    /// Facts of all predicates.
    pub facts: Counts,
    /// Facts by predicate.
    pub facts_by_predicate: BTreeMap<Predicate, Counts>,
    /// Of the facts that are right, those whose evidence is in the document at the place it names.
    pub evidence_valid: Share,
    /// Observations with the right subject, value and unit.
    pub observations_value: Counts,
    /// Observations whose period, modality and change are right too.
    pub observations_full: Counts,
}

impl AddAssign<&Self> for Scores {
    fn add_assign(&mut self, other: &Self) {
        self.mentions_core += other.mentions_core;
        self.mentions_all += other.mentions_all;
        for (kind, counts) in &other.mentions_by_type {
            *self.mentions_by_type.entry(*kind).or_default() += *counts;
        }
        self.linking_matched += other.linking_matched;
        self.linking_end_to_end += other.linking_end_to_end;
        self.facts += other.facts;
        for (predicate, counts) in &other.facts_by_predicate {
            *self.facts_by_predicate.entry(*predicate).or_default() += *counts;
        }
        self.evidence_valid += other.evidence_valid;
        self.observations_value += other.observations_value;
        self.observations_full += other.observations_full;
    }
}

#[allow(clippy::cast_precision_loss)] // Counts are far below 2⁵³.
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Four decimals, a half to the even neighbour, as Python's `round`.
pub(super) fn rounded(ratio: f64) -> f64 {
    format!("{ratio:.4}").parse().unwrap_or(ratio)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_derived_from_counts() {
        let mut counts = Counts { gold: 4, predicted: 2, correct: 1 };
        assert_eq!((counts.precision(), counts.recall()), (0.5, 0.25));
        assert!((counts.f1() - 1.0 / 3.0).abs() < 1e-12);
        counts += Counts { gold: 4, predicted: 6, correct: 3 };
        assert_eq!((counts.precision(), counts.recall(), counts.f1()), (0.5, 0.5, 0.5));
        assert_eq!(Counts::default().f1(), 0.0);
        assert_eq!(Share::default().share(), 0.0);
    }

    #[test]
    fn in_json_counts_have_their_ratios_beside_them() {
        let counts = Counts { gold: 3, predicted: 2, correct: 2 };
        let json = serde_json::to_string(&counts).expect("JSON");
        assert_eq!(json, r#"{"gold":3,"predicted":2,"correct":2,"precision":1.0,"recall":0.6667,"f1":0.8}"#);
        assert_eq!(serde_json::from_str::<Counts>(&json).expect("counts"), counts);
        assert_eq!(rounded(1.0 / 32.0), 0.0312, "a half goes to the even neighbour");
    }
}
