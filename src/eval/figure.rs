//! The figures of a report in the order in which they are shown.

use serde::Serialize;

use super::score::{Counts, Scores, Share};

/// What a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Aspect {
    /// Names with span and type.
    Mentions,
    /// What they mean.
    Linking,
    /// Facts.
    Facts,
    /// What shows them.
    Evidence,
    /// Observations.
    Observations,
}

impl Aspect {
    /// The name in JSON and TSV.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mentions => "mentions",
            Self::Linking => "linking",
            Self::Facts => "facts",
            Self::Evidence => "evidence",
            Self::Observations => "observations",
        }
    }
}

/// Which figure: what it is about, and of which part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct FigureKey {
    /// What it is about.
    pub aspect: Aspect,
    /// Of which part: `core`, `all`, a type, a predicate, `matched`, `end-to-end`, `valid`, `value`,
    /// `full`.
    pub part: &'static str,
}

/// A figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Which.
    pub key: FigureKey,
    /// How good.
    pub measure: Measure,
}

/// How good something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Measure {
    /// Precision, recall and F1.
    Counts(Counts),
    /// A share of items that are matched already.
    Share(Share),
}

impl Measure {
    /// The one number by which it is judged: F1, or the share.
    #[must_use]
    pub fn headline(self) -> f64 {
        match self {
            Self::Counts(counts) => counts.f1(),
            Self::Share(share) => share.share(),
        }
    }
}

impl Scores {
    /// All figures, in the order in which they are shown.
    #[must_use]
    pub fn figures(&self) -> Vec<Figure> {
        let mut figures = Vec::new();
        let mut add = |aspect, part, measure| {
            figures.push(Figure { key: FigureKey { aspect, part }, measure });
        };
        add(Aspect::Mentions, "core", Measure::Counts(self.mentions_core));
        add(Aspect::Mentions, "all", Measure::Counts(self.mentions_all));
        for (kind, counts) in &self.mentions_by_type {
            add(Aspect::Mentions, kind.as_str(), Measure::Counts(*counts));
        }
        add(Aspect::Linking, "matched", Measure::Share(self.linking_matched));
        add(Aspect::Linking, "end-to-end", Measure::Counts(self.linking_end_to_end));
        add(Aspect::Facts, "all", Measure::Counts(self.facts));
        for (predicate, counts) in &self.facts_by_predicate {
            add(Aspect::Facts, predicate.as_str(), Measure::Counts(*counts));
        }
        add(Aspect::Evidence, "valid", Measure::Share(self.evidence_valid));
        add(Aspect::Observations, "value", Measure::Counts(self.observations_value));
        add(Aspect::Observations, "full", Measure::Counts(self.observations_full));
        figures
    }
}
