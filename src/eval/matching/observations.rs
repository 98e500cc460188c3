//! Observations.

use super::super::gold::GoldObservation;
use super::super::mistake::{Item, MistakeClass};
use super::super::prediction::PredictedObservation;
use super::{Comparing, Place, Sides, evidence_place};

/// Numbers that differ by no more than this share of the marked one are the same.
const TOLERANCE: f64 = 1e-3;

impl Comparing<'_> {
    /// Counts observations.
    pub(super) fn observations(&mut self, predicted: &[PredictedObservation]) {
        let gold: &[GoldObservation] = &self.gold.observations;
        // Which have been matched by value, and in full: an observation that is right in full need not
        // be the one that is matched by value, where a document has the same value twice.
        let (mut by_value, mut in_full) = (vec![false; gold.len()], vec![false; gold.len()]);
        let mut told = vec![false; gold.len()];
        for observation in predicted {
            let alike: Vec<usize> =
                (0..gold.len()).filter(|index| self.is_value(&gold[*index], observation)).collect();
            let value = alike.iter().copied().find(|index| !by_value[*index]);
            let full = alike
                .iter()
                .copied()
                .find(|index| !in_full[*index] && has_qualifiers(&gold[*index], observation));
            if let Some(index) = value.filter(|index| gold[*index].optional) {
                by_value[index] = true;
                in_full[full.unwrap_or(index)] = true;
                continue;
            }
            let scores = &mut self.report.scores;
            match value {
                Some(index) => {
                    by_value[index] = true;
                    scores.observations_value.right();
                }
                None => scores.observations_value.extra(),
            }
            match full {
                Some(index) => {
                    in_full[index] = true;
                    scores.observations_full.right();
                }
                None => scores.observations_full.extra(),
            }
            let class = match (value, full) {
                (None, _) => MistakeClass::Extra,
                (Some(_), None) => MistakeClass::Qualifier,
                (Some(_), Some(_)) => continue,
            };
            if let Some(index) = value {
                told[index] = true;
            }
            let sides = Sides {
                gold: value.map(|index| gold_side(&gold[index])),
                predicted: Some(predicted_side(observation)),
            };
            let unit = observation.unit.as_deref().unwrap_or_default();
            self.mistake(Item::Observation, class, unit, &evidence_place(&observation.evidence), sides);
        }
        for (index, observation) in gold.iter().enumerate().filter(|(_, gold)| !gold.optional) {
            let scores = &mut self.report.scores;
            if !by_value[index] {
                scores.observations_value.missed();
            }
            if !in_full[index] {
                scores.observations_full.missed();
            }
            let class = match (by_value[index], in_full[index]) {
                (false, _) => MistakeClass::Missed,
                (true, false) if !told[index] => MistakeClass::Qualifier,
                (true, _) => continue,
            };
            let place = Place::Quote(observation.quote.as_deref().unwrap_or_default());
            let sides = Sides { gold: Some(gold_side(observation)), predicted: None };
            self.mistake(Item::Observation, class, &observation.unit, &place, sides);
        }
    }

    /// Whether subject, unit and value are the same.
    fn is_value(&self, gold: &GoldObservation, observation: &PredictedObservation) -> bool {
        let likeness = self.names.likeness(&gold.subject);
        let far = TOLERANCE * gold.value.abs().max(1.0);
        self.names.means(&gold.subject, &observation.subject, likeness)
            && observation.unit.as_deref() == Some(gold.unit.as_str())
            && (gold.value - observation.value).abs() <= far
    }
}

fn has_qualifiers(gold: &GoldObservation, observation: &PredictedObservation) -> bool {
    let same = |name: &str, gold_value: &Option<String>, value: &Option<String>| {
        let stated = |value: &Option<String>| value.clone().filter(|value| !value.is_empty());
        gold.loose.iter().any(|loose| loose == name) || stated(gold_value) == stated(value)
    };
    same("period", &gold.period, &observation.period)
        && same("modality", &gold.modality, &observation.modality)
        && same("change", &gold.change, &observation.change)
}

fn gold_side(gold: &GoldObservation) -> String {
    let qualifiers = [&gold.period, &gold.modality, &gold.change];
    side(&gold.subject, &gold.indicator, gold.value, &gold.unit, qualifiers)
}

fn predicted_side(observation: &PredictedObservation) -> String {
    let qualifiers = [&observation.period, &observation.modality, &observation.change];
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (subject, indicator, unit) =
        (text(&observation.subject.label), text(&observation.indicator), text(&observation.unit));
    side(&subject, &indicator, observation.value, &unit, qualifiers)
}

/// `昭通市 规模以上工业增加值 12.5 percent (2022, actual, growth)`.
fn side(subject: &str, indicator: &str, value: f64, unit: &str, qualifiers: [&Option<String>; 3]) -> String {
    let qualifiers: Vec<&str> = qualifiers.into_iter().flatten().map(String::as_str).collect();
    format!("{subject} {indicator} {value} {unit} ({})", qualifiers.join(", "))
}
