//! Facts and their evidence.

use super::super::gold::GoldFact;
use super::super::label::{Likeness, compact, normalise};
use super::super::mistake::{Item, MistakeClass};
use super::super::prediction::{PredictedFact, PredictedObject};
use super::{Comparing, Place, Sides, evidence_place};
use crate::extraction::{Predicate, TextSpan};

impl Comparing<'_> {
    /// Counts facts and evidence.
    pub(super) fn facts(&mut self, predicted: &[PredictedFact]) {
        let gold: &[GoldFact] = &self.gold.facts;
        let mut used = vec![false; gold.len()];
        for fact in predicted {
            let hit = (0..gold.len()).find(|index| !used[*index] && self.is_fact(&gold[*index], fact));
            let predicate = fact.predicate;
            let sides = |gold: Option<&GoldFact>| Sides {
                gold: gold.map(gold_side),
                predicted: Some(predicted_side(fact)),
            };
            let Some(index) = hit else {
                self.report.scores.facts.extra();
                self.report.scores.facts_by_predicate.entry(predicate).or_default().extra();
                let place = evidence_place(&fact.evidence);
                self.mistake(Item::Fact, MistakeClass::Extra, predicate.as_str(), &place, sides(None));
                continue;
            };
            used[index] = true;
            if gold[index].optional {
                continue;
            }
            self.report.scores.facts.right();
            self.report.scores.facts_by_predicate.entry(predicate).or_default().right();
            let valid = self.is_valid(&fact.evidence);
            self.report.scores.evidence_valid.count(valid);
            if !valid {
                let (place, sides) = (evidence_place(&fact.evidence), sides(Some(&gold[index])));
                self.mistake(Item::Fact, MistakeClass::Evidence, predicate.as_str(), &place, sides);
            }
        }
        for (fact, _) in gold.iter().zip(used).filter(|(fact, used)| !used && !fact.optional) {
            self.report.scores.facts.missed();
            self.report.scores.facts_by_predicate.entry(fact.predicate).or_default().missed();
            let place = Place::Quote(fact.quote.as_deref().unwrap_or_default());
            let sides = Sides { gold: Some(gold_side(fact)), predicted: None };
            self.mistake(Item::Fact, MistakeClass::Missed, fact.predicate.as_str(), &place, sides);
        }
    }

    fn is_fact(&self, gold: &GoldFact, fact: &PredictedFact) -> bool {
        gold.predicate == fact.predicate
            && self.names.means(&gold.subject, &fact.subject, self.names.likeness(&gold.subject))
            && self.is_object(gold, &fact.object)
    }

    fn is_object(&self, gold: &GoldFact, object: &PredictedObject) -> bool {
        let literal = |text: Option<&String>| normalise(text.map_or("", String::as_str));
        let value = object.value.as_ref().filter(|value| !value.is_empty());
        let likeness = match gold.predicate {
            Predicate::Status => return literal(value) == normalise(&gold.object),
            Predicate::Awarded => {
                let (found, wanted) =
                    (literal(value.or(object.entity.label.as_ref())), normalise(&gold.object));
                return !found.is_empty() && (wanted.contains(&found) || found.contains(&wanted));
            }
            Predicate::InIndustry
            | Predicate::Leads
            | Predicate::Produces
            | Predicate::Undertakes
            | Predicate::InPark => Likeness::Contained,
            Predicate::LocatedIn | Predicate::SignedWith | Predicate::PassesThrough => Likeness::Same,
        };
        self.names.means(&gold.object, &object.entity, likeness)
    }

    /// Whether there is evidence, and each piece is in the file at its offsets.
    fn is_valid(&self, evidence: &[TextSpan]) -> bool {
        let is_there = |span: &TextSpan| {
            self.source.as_ref().is_none_or(|source| {
                let there: String = source.slice((span.start, span.end)).iter().collect();
                let words = compact(&span.text);
                !words.is_empty() && compact(&there) == words
            })
        };
        !evidence.is_empty() && evidence.iter().all(is_there)
    }
}

fn gold_side(fact: &GoldFact) -> String {
    format!("{} → {}", fact.subject, fact.object)
}

fn predicted_side(fact: &PredictedFact) -> String {
    let subject = fact.subject.label.as_deref().unwrap_or_default();
    let object = fact.object.entity.label.as_ref().or(fact.object.value.as_ref());
    format!("{subject} → {}", object.map_or("", String::as_str))
}
