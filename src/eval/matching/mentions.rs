//! Mentions, and what they mean.

use std::collections::HashMap;

use super::super::context::Range;
use super::super::gold::GoldMention;
use super::super::label::{Likeness, compact};
use super::super::mistake::{Item, MistakeClass};
use super::super::prediction::PredictedMention;
use super::super::score::Counts;
use super::{Comparing, Place, Sides};
use crate::entity::EntityType;

impl Comparing<'_> {
    /// Counts mentions and links.
    pub(super) fn mentions(&mut self, predicted: &[PredictedMention]) {
        let gold = by_range(&self.gold.mentions);
        let at: HashMap<Range, usize> =
            gold.iter().enumerate().map(|(index, mention)| (range(mention), index)).collect();
        let mut found = vec![false; gold.len()];
        let mut extra = Vec::new();
        for mention in predicted.iter().filter(|mention| !mention.nested) {
            let here = (mention.start, mention.end);
            let right = at.get(&here).copied().filter(|index| {
                let gold = gold[*index];
                !found[*index] && (mention.kind == gold.kind || gold.alt.contains(&mention.kind))
            });
            match right {
                Some(index) => {
                    found[index] = true;
                    if !gold[index].optional {
                        self.found_mention(gold[index], mention);
                    }
                }
                None if gold.iter().any(|gold| is_part(mention, gold)) => {}
                None => {
                    self.count_mention(mention.kind, Counts::extra);
                    extra.push(mention);
                }
            }
        }
        // Told apart only now that it is known which marked mentions were not found.
        let mut told = found.clone();
        for mention in extra {
            self.extra_mention(mention, &gold, &mut told);
        }
        for (index, mention) in gold.iter().enumerate() {
            if found[index] || mention.optional {
                continue;
            }
            self.count_mention(mention.kind, Counts::missed);
            if !told[index] {
                let place = Place::At(range(mention), &mention.text);
                let sides = Sides { gold: Some(gold_side(mention)), predicted: None };
                self.mistake(Item::Mention, MistakeClass::Missed, mention.kind.as_str(), &place, sides);
            }
        }
    }

    fn count_mention(&mut self, kind: EntityType, count: fn(&mut Counts)) {
        let scores = &mut self.report.scores;
        count(&mut scores.mentions_all);
        count(scores.mentions_by_type.entry(kind).or_default());
        if is_core(kind) {
            count(&mut scores.mentions_core);
        }
        // For the end-to-end figure a mention is right only if its link is; see `found_mention`.
        count(&mut scores.linking_end_to_end);
    }

    fn found_mention(&mut self, gold: &GoldMention, predicted: &PredictedMention) {
        self.count_mention(gold.kind, Counts::right);
        let linked = self.names.means(&gold.id, &predicted.entity, Likeness::of(gold.kind));
        self.report.scores.linking_matched.count(linked);
        if !linked {
            self.report.scores.linking_end_to_end.correct -= 1;
            let label = predicted.entity.label.as_deref().unwrap_or_default();
            let meant = match &predicted.entity.code {
                Some(code) => format!("{label} ({code})"),
                None => label.to_owned(),
            };
            let place = Place::At(range(gold), &gold.text);
            let sides = Sides { gold: Some(gold.id.clone()), predicted: Some(meant) };
            self.mistake(Item::Mention, MistakeClass::Link, gold.kind.as_str(), &place, sides);
        }
    }

    /// Lists a mention that isn't right, together with the marked one it stands for, if there is one
    /// that nothing was listed for yet.
    fn extra_mention(&mut self, mention: &PredictedMention, gold: &[&GoldMention], told: &mut [bool]) {
        let here = (mention.start, mention.end);
        let shared =
            |gold: &GoldMention| mention.end.min(gold.end).saturating_sub(mention.start.max(gold.start));
        // The first of those that share most.
        let other = (0..gold.len())
            .filter(|index| !told[*index] && shared(gold[*index]) > 0)
            .min_by_key(|index| (range(gold[*index]) != here, std::cmp::Reverse(shared(gold[*index]))));
        let class = match other.map(|index| range(gold[index])) {
            Some(other) if other == here => MistakeClass::Type,
            Some(_) => MistakeClass::Boundary,
            None => MistakeClass::Extra,
        };
        if let Some(index) = other {
            told[index] = true;
        }
        let place = Place::At(here, &mention.text);
        let sides = Sides {
            gold: other.map(|index| gold_side(gold[index])),
            predicted: Some(format!("{} {}", mention.kind, compact(&mention.text))),
        };
        self.mistake(Item::Mention, class, mention.kind.as_str(), &place, sides);
    }
}

/// The marked mentions, one a range: the last where several have the same.
fn by_range(mentions: &[GoldMention]) -> Vec<&GoldMention> {
    let mut at: HashMap<Range, usize> = HashMap::new();
    let mut out: Vec<&GoldMention> = Vec::new();
    for mention in mentions {
        let index = *at.entry(range(mention)).or_insert(out.len());
        if index < out.len() {
            out[index] = mention;
        } else {
            out.push(mention);
        }
    }
    out
}

fn range(mention: &GoldMention) -> Range {
    (mention.start, mention.end)
}

/// Whether it is a part of a longer marked mention of another type.
fn is_part(mention: &PredictedMention, gold: &GoldMention) -> bool {
    gold.start <= mention.start
        && mention.end <= gold.end
        && range(gold) != (mention.start, mention.end)
        && gold.kind != mention.kind
}

fn is_core(kind: EntityType) -> bool {
    !matches!(kind, EntityType::Industry | EntityType::Product)
}

fn gold_side(mention: &GoldMention) -> String {
    format!("{} {}", mention.kind, mention.text)
}
