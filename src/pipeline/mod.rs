//! The only module that knows the order of the stages.

mod record;

use crate::extraction::Extraction;
use crate::gazetteer::Gazetteer;
use crate::linking;
use crate::mention::Detector;
use crate::text::{Block, Normalizer};

/// Everything that extraction needs, compiled; shareable between threads.
pub struct Extractor<'g> {
    normalizer: Normalizer,
    gazetteer: &'g Gazetteer,
    detector: Detector<'g>,
}

impl<'g> Extractor<'g> {
    /// Compiles the stages over `gazetteer`, which must have been loaded with the same normaliser.
    #[must_use]
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { normalizer: Normalizer::builtin(), gazetteer, detector: Detector::new(gazetteer) }
    }

    /// What a document says.
    #[must_use]
    pub fn extract(&self, id: &str, raw: &str, blocks: &[Block]) -> Extraction {
        let text = self.normalizer.normalize(raw, blocks);
        let linked = linking::resolve(self.detector.detect(&text), &text.text, None, self.gazetteer);
        let positions = record::Positions::new(raw, &text);
        Extraction {
            document: id.to_owned(),
            language: "zh".to_owned(),
            mentions: linked.iter().map(|mention| record::mention_record(mention, &positions, self.gazetteer)).collect(),
            ..Extraction::default()
        }
    }
}
