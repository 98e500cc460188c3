//! The only module that knows the order of the stages.

mod build;
mod corpus;
mod explain;
mod record;
mod rule_check;
mod seen;
mod versions;

use crate::document::Document;
use crate::extraction::{Appearance, Extraction};
use crate::gazetteer::Gazetteer;
use crate::linking;
use crate::mention::Detector;
use crate::relation::{self, ObservationRules, Outline, RuleError, RuleSet, Scopes};
use crate::text::{NormalizedText, Normalizer};

pub use build::{BuildError, BuildOptions, BuildReport, build, plan, remove};
pub use corpus::{Corpus, Failure, FailureReason, WORKER, Workers};
pub use explain::Explanation;
pub use rule_check::RuleMistake;

/// Everything that extraction needs, compiled; shareable between threads.
pub struct Extractor<'g> {
    normalizer: Normalizer,
    gazetteer: &'g Gazetteer,
    detector: Detector<'g>,
    rules: RuleSet,
    figures: ObservationRules,
}

impl<'g> Extractor<'g> {
    /// Compiles the stages over `gazetteer`, which must have been loaded with the same normaliser.
    ///
    /// # Errors
    ///
    /// When the built-in rules do not compile, which the tests exclude.
    pub fn new(gazetteer: &'g Gazetteer) -> Result<Self, RuleError> {
        Ok(Self::with_rules(gazetteer, RuleSet::builtin()?))
    }

    /// The same with other rules.
    #[must_use]
    pub fn with_rules(gazetteer: &'g Gazetteer, rules: RuleSet) -> Self {
        Self {
            normalizer: Normalizer::builtin(),
            gazetteer,
            detector: Detector::new(gazetteer),
            rules,
            figures: ObservationRules::builtin(),
        }
    }

    /// The gazetteer.
    #[must_use]
    pub fn gazetteer(&self) -> &'g Gazetteer {
        self.gazetteer
    }

    /// The text of a document in one spelling, with lines joined that break a word.
    fn normalize(&self, document: &Document) -> NormalizedText {
        self.normalizer.normalize_joining(&document.raw, &document.blocks, &|left, right| {
            self.detector.is_one_word(left, right)
        })
    }

    /// What a document says.
    #[must_use]
    pub fn extract(&self, document: &Document) -> Extraction {
        let text = self.normalize(document);
        let sentences = text.sentences();
        let detection = self.detector.detect(&text);
        let linked = linking::resolve(detection, &text.text, document.metadata.date, self.gazetteer);
        let scopes = Scopes::new(&text, &linked, self.gazetteer);
        let date = document.metadata.date;
        let outline = Outline::new(&text, &sentences, &linked, date, self.gazetteer);
        let statements =
            relation::apply(&self.rules, &text, &sentences, &linked, &scopes, &outline, self.gazetteer);
        let appearances = relation::appearances(&sentences, &linked, &statements, &scopes, self.gazetteer);
        let figures = relation::observations(
            &self.figures,
            &text,
            &sentences,
            &linked,
            &scopes,
            &outline,
            self.gazetteer,
        );
        let positions = record::Positions::new(&document.raw, &text);
        Extraction {
            document: document.id.clone(),
            title: document.metadata.title.clone(),
            date: document.metadata.date,
            language: "zh".to_owned(),
            source: document.metadata.source.clone(),
            author: document.metadata.author.clone(),
            sha256: document.sha256.clone(),
            mentions: linked
                .iter()
                .map(|mention| record::mention_record(mention, &positions, self.gazetteer))
                .collect(),
            sentences: record::sentences_with_mentions(&sentences, &linked, &positions),
            facts: statements.into_iter().map(|statement| record::fact(statement, &positions)).collect(),
            observations: figures.into_iter().map(|figure| record::observation(figure, &positions)).collect(),
            appearances: appearances
                .into_iter()
                .map(|(subject, place, basis, sentence)| Appearance {
                    subject,
                    place,
                    basis,
                    evidence: positions.span(sentence),
                })
                .collect(),
        }
    }
}
