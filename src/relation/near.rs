//! Which rules nearly fired in a sentence, and what was missing.

use super::item::{Kinds, Stretch};
use super::pattern::{Match, Scene};
use super::pointing::items;
use super::profile::Profile;
use super::rule::{Candidates, RuleSet, Subjects};
use super::scope::Scopes;
use super::topic::Topics;
use crate::gazetteer::Gazetteer;
use crate::linking::LinkedMention;
use crate::text::{NormalizedText, Sentence};

/// A rule whose words stand in a sentence in which it did not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// The number of the sentence.
    pub sentence: usize,
    /// The rule's id.
    pub rule: String,
    /// How many elements of its pattern match from the first on.
    pub matched: usize,
    /// The element that found nothing, as the rule has it.
    pub missing: String,
}

/// All near misses of a document, sentence by sentence, in the order of the rules.
#[must_use]
pub fn near_misses(
    rules: &RuleSet,
    text: &NormalizedText,
    sentences: &[Sentence],
    mentions: &[LinkedMention],
    scopes: &Scopes,
    gazetteer: &Gazetteer,
) -> Vec<NearMiss> {
    let profile = Profile::of(text, mentions, gazetteer);
    let items = items(text, sentences, mentions, &profile, scopes, gazetteer);
    let mut topics = Topics::default();
    let (mut candidates, mut out) = (Candidates::default(), Vec::new());
    for (number, sentence) in sentences.iter().enumerate() {
        let clauses = topics.follow(text, sentence, &items);
        let here = Stretch::new(items.within(sentence.span));
        let scene = Scene { text: &text.text, sentence: sentence.span, items: &items, here, clauses };
        // A rule whose types are missing may be near, too.
        rules.candidates(text, sentence.span, Kinds::ALL, Subjects::Named, &mut candidates);
        for candidates in candidates.found.chunk_by(|a, b| a.rule == b.rule) {
            let compiled = &rules.rules[candidates[0].rule];
            let Some(pattern) = &compiled.pattern else { continue };
            if !pattern.matches(scene, candidates, &mut Match::default()).is_empty() {
                continue;
            }
            // With nothing at all it was not near.
            let nearest = pattern.nearest(scene).filter(|(matched, _)| *matched > 0);
            out.extend(nearest.map(|(matched, missing)| NearMiss {
                sentence: number,
                rule: compiled.rule.id.clone(),
                matched,
                missing: missing.to_owned(),
            }));
        }
    }
    out
}
