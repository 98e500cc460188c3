//! Why a document was read as it was.

use super::Extractor;
use crate::document::Document;
use crate::linking::{self, LinkedMention};
use crate::mention::Reading;
use crate::relation::{self, NearMiss, Outline, Scopes, Statement};
use crate::text::{NormalizedText, Sentence};

/// Every decision about a document, with what it rested on.
pub struct Explanation<'g> {
    /// The normalised text that all positions refer to.
    pub text: NormalizedText,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Its words, and the dictionary names that were refused.
    pub reading: Reading<'g>,
    /// Its mentions, with the candidates that were compared.
    pub mentions: Vec<LinkedMention>,
    /// What was found in it, with the rules.
    pub statements: Vec<Statement>,
    /// Which rules nearly found something.
    pub near_misses: Vec<NearMiss>,
}

impl<'g> Extractor<'g> {
    /// Extracts a document and keeps the reasons.
    #[must_use]
    pub fn explain(&self, document: &Document) -> Explanation<'g> {
        let text = self.normalize(document);
        let sentences = text.sentences();
        let reading = self.detector.explain(&text);
        let detection = self.detector.detect(&text);
        let mentions = linking::resolve(detection, &text.text, document.metadata.date, self.gazetteer);
        let scopes = Scopes::new(&text, &mentions, self.gazetteer);
        let date = document.metadata.date;
        let outline = Outline::new(&text, &sentences, &mentions, date, self.gazetteer);
        let statements =
            relation::apply(&self.rules, &text, &sentences, &mentions, &scopes, &outline, self.gazetteer);
        let near_misses =
            relation::near_misses(&self.rules, &text, &sentences, &mentions, &scopes, self.gazetteer);
        Explanation { text, sentences, reading, mentions, statements, near_misses }
    }
}
