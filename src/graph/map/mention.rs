//! Mentions, sentences and other pieces of text.

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNode};

use super::{DocumentWriter, confidence, integer, text};
use crate::extraction::{EntityRef, MentionRecord, TextSpan};
use crate::graph::iri::{SpanRole, span};
use crate::graph::vocab::{self, external};

impl DocumentWriter<'_> {
    /// A mention: seven quads, and one for each candidate when it is ambiguous.
    pub(super) fn mention(&mut self, mention: &MentionRecord) {
        let iri = span(&self.document, SpanRole::Mention, mention.span.start, mention.span.end);
        if !self.is_first(&iri) {
            return;
        }
        self.put(&iri, rdf::TYPE, vocab::MENTION);
        self.position(&iri, &mention.span);
        self.put(&iri, vocab::CONFIDENCE, confidence(mention.confidence));
        let sentence = self.sentence_of(&mention.span);
        self.put(&iri, vocab::IN_SENTENCE, sentence);
        if mention.nested {
            self.put(&iri, vocab::NESTED, Literal::from(true));
        }
        if let Some(entity) = &mention.entity {
            let entity = self.entity(&EntityRef {
                entity: entity.clone(),
                label: mention.label.clone(),
                kind: mention.kind,
                code: mention.code.clone(),
            });
            self.put(&iri, vocab::MENTIONS, entity);
        } else {
            // The raw text may hold a line break; a list for review shows the name without it.
            self.put(&iri, rdfs::LABEL, text(&mention.label));
            for candidate in &mention.candidates {
                let candidate = self.candidate(&candidate.entity);
                self.put(&iri, vocab::CANDIDATE, candidate);
            }
        }
    }

    /// The IRI of a piece of evidence: the sentence when it is one, else a span in its sentence.
    pub(super) fn evidence(&mut self, evidence: &TextSpan) -> NamedNode {
        let sentence = self.sentence_of(evidence);
        let as_sentence = span(&self.document, SpanRole::Sentence, evidence.start, evidence.end);
        if sentence == as_sentence {
            return sentence;
        }
        let iri = span(&self.document, SpanRole::Evidence, evidence.start, evidence.end);
        if self.is_first(&iri) {
            self.put(&iri, rdf::TYPE, vocab::SPAN);
            self.position(&iri, evidence);
            self.put(&iri, vocab::IN_SENTENCE, sentence);
        }
        iri
    }

    /// A candidate is not used by the document, but the gazetteer graph must describe it.
    fn candidate(&mut self, entity: &EntityRef) -> NamedNode {
        if self.context.gazetteer.contains(&entity.entity) {
            self.context.iris.entity(&entity.entity)
        } else {
            self.entity(entity)
        }
    }

    /// The sentence in which a piece of text begins.
    ///
    /// A text that no sentence of the extraction covers becomes a sentence of its own, so that
    /// every query can go from the text to the document by way of the sentence.
    fn sentence_of(&mut self, text: &TextSpan) -> NamedNode {
        let after = self.sentences.partition_point(|sentence| sentence.start <= text.start);
        let covering = after
            .checked_sub(1)
            .and_then(|index| self.sentences.get(index))
            .filter(|sentence| text.start < sentence.end)
            .unwrap_or(text)
            .clone();
        let iri = span(&self.document, SpanRole::Sentence, covering.start, covering.end);
        if self.is_first(&iri) {
            self.put(&iri, rdf::TYPE, vocab::SENTENCE);
            self.position(&iri, &covering);
            let document = self.document.clone();
            self.put(&iri, vocab::IN_DOCUMENT, document);
            // A sentence begins in itself. So one path, evidence/inSentence, leads from every
            // statement to the sentence; an optional step costs a scan of all spans.
            self.put(&iri, vocab::IN_SENTENCE, iri.clone());
        }
        iri
    }

    fn position(&mut self, iri: &NamedNode, span: &TextSpan) {
        self.put(iri, external::OA_START, integer(span.start));
        self.put(iri, external::OA_END, integer(span.end));
        self.put(iri, external::OA_EXACT, text(&span.text));
    }
}
