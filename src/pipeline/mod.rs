//! The only module that knows the order of the stages.

mod record;

use crate::extraction::{Appearance, Extraction};
use crate::gazetteer::Gazetteer;
use crate::linking;
use crate::mention::Detector;
use crate::relation::{self, RuleError, RuleSet, Scopes};
use crate::text::{Block, Normalizer};

/// Everything that extraction needs, compiled; shareable between threads.
pub struct Extractor<'g> {
    normalizer: Normalizer,
    gazetteer: &'g Gazetteer,
    detector: Detector<'g>,
    rules: RuleSet,
}

impl<'g> Extractor<'g> {
    /// Compiles the stages over `gazetteer`, which must have been loaded with the same normaliser.
    ///
    /// # Errors
    ///
    /// When the built-in rules do not compile, which the tests exclude.
    pub fn new(gazetteer: &'g Gazetteer) -> Result<Self, RuleError> {
        Ok(Self {
            normalizer: Normalizer::builtin(),
            gazetteer,
            detector: Detector::new(gazetteer),
            rules: RuleSet::builtin()?,
        })
    }

    /// What a document says.
    #[must_use]
    pub fn extract(&self, id: &str, raw: &str, blocks: &[Block]) -> Extraction {
        let text = self.normalizer.normalize(raw, blocks);
        let sentences = text.sentences();
        let linked = linking::resolve(self.detector.detect(&text), &text.text, None, self.gazetteer);
        let scopes = Scopes::new(&text, &linked, self.gazetteer);
        let statements = relation::apply(&self.rules, &text, &sentences, &linked, &scopes, self.gazetteer);
        let appearances = relation::appearances(&sentences, &linked, &statements, &scopes, self.gazetteer);
        let positions = record::Positions::new(raw, &text);
        Extraction {
            document: id.to_owned(),
            language: "zh".to_owned(),
            mentions: linked.iter().map(|mention| record::mention_record(mention, &positions, self.gazetteer)).collect(),
            facts: statements.into_iter().map(|statement| record::fact(statement, &positions)).collect(),
            appearances: appearances
                .into_iter()
                .map(|(subject, place, basis, sentence)| Appearance { subject, place, basis, evidence: positions.span(sentence) })
                .collect(),
            ..Extraction::default()
        }
    }
}
