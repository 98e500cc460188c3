//! Writes an extraction as one line of JSON, byte for byte as its `Serialize` says, in a third of the time.
//!
//! Nearly all of the line are strings that need no escapes: names, and the sentences that show what was found. They are
//! looked through many bytes at a time and copied; what is short or rare goes through `serde_json`.

use serde::Serialize;

use super::{
    Appearance, CandidateRecord, EntityRef, Extraction, Fact, MentionRecord, Object, Observation, TextSpan,
    json_number,
};

type Result = serde_json::Result<()>;

impl Extraction {
    /// The extraction as one line of JSON, without the end of the line.
    ///
    /// # Errors
    ///
    /// Never: everything in an extraction is text or a number.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut line = Line(Vec::with_capacity(self.likely_size()));
        line.extraction(self)?;
        Ok(line.0)
    }

    /// About how many bytes it is as JSON: enough that it is seldom moved to a larger place while it grows.
    fn likely_size(&self) -> usize {
        const MENTION: usize = 300;
        /// With two entities and the sentence.
        const STATEMENT: usize = 800;
        let statements = self.facts.len() + self.observations.len() + self.appearances.len();
        1024 + MENTION * (self.mentions.len() + self.sentences.len()) + STATEMENT * statements
    }
}

/// What has been written.
struct Line(Vec<u8>);

impl Line {
    fn raw(&mut self, json: &str) {
        self.0.extend_from_slice(json.as_bytes());
    }

    /// A key, with what stands before it, and its value.
    fn field(&mut self, key: &str, value: &(impl Serialize + ?Sized)) -> Result {
        self.raw(key);
        serde_json::to_writer(&mut self.0, value)
    }

    /// The same for a string.
    fn text(&mut self, key: &str, text: &str) -> Result {
        // All bytes are looked at, so that the compiler can take many at a time.
        let escaped = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
        if text.bytes().fold(false, |any, byte| any | escaped(byte)) {
            return self.field(key, text);
        }
        self.raw(key);
        self.0.push(b'"');
        self.raw(text);
        self.0.push(b'"');
        Ok(())
    }

    /// A key with an array.
    fn list<T>(&mut self, key: &str, items: &[T], mut item: impl FnMut(&mut Self, &T) -> Result) -> Result {
        self.raw(key);
        self.raw("[");
        for (number, value) in items.iter().enumerate() {
            self.raw(if number > 0 { "," } else { "" });
            item(self, value)?;
        }
        self.raw("]");
        Ok(())
    }

    fn extraction(&mut self, extraction: &Extraction) -> Result {
        let Extraction { document, title, date, language, source, author, sha256, .. } = extraction;
        let Extraction { mentions, facts, observations, appearances, sentences, .. } = extraction;
        self.text("{\"document\":", document)?;
        self.field(",\"title\":", title)?;
        self.field(",\"date\":", date)?;
        self.text(",\"language\":", language)?;
        if source.is_some() {
            self.field(",\"source\":", source)?;
        }
        if author.is_some() {
            self.field(",\"author\":", author)?;
        }
        if !sha256.is_empty() {
            self.text(",\"sha256\":", sha256)?;
        }
        self.list(",\"mentions\":", mentions, Self::mention)?;
        self.list(",\"facts\":", facts, Self::fact)?;
        self.list(",\"observations\":", observations, Self::observation)?;
        if !appearances.is_empty() {
            self.list(",\"appearances\":", appearances, Self::appearance)?;
        }
        if !sentences.is_empty() {
            self.list(",\"sentences\":", sentences, Self::span)?;
        }
        self.raw("}");
        Ok(())
    }

    fn mention(&mut self, mention: &MentionRecord) -> Result {
        let MentionRecord { span, kind, entity, label, code, confidence, resolution, candidates, nested } =
            mention;
        self.begin_span(span)?;
        self.field(",\"type\":", kind)?;
        match entity {
            Some(entity) => self.text(",\"entity\":", entity.as_str())?,
            None => self.raw(",\"entity\":null"),
        }
        self.text(",\"label\":", label)?;
        self.field(",\"code\":", code)?;
        self.field(",\"confidence\":", confidence)?;
        self.field(",\"resolution\":", resolution)?;
        self.list(",\"candidates\":", candidates, Self::candidate)?;
        self.raw(if *nested { ",\"nested\":true}" } else { ",\"nested\":false}" });
        Ok(())
    }

    fn candidate(&mut self, candidate: &CandidateRecord) -> Result {
        let CandidateRecord { entity, score, reasons } = candidate;
        self.begin_entity("", entity)?;
        self.field(",\"score\":", score)?;
        self.field(",\"reasons\":", reasons)?;
        self.raw("}");
        Ok(())
    }

    fn fact(&mut self, fact: &Fact) -> Result {
        let Fact { subject, predicate, object, confidence, rule, reached, evidence } = fact;
        self.entity("{\"subject\":", subject)?;
        self.field(",\"predicate\":", predicate)?;
        match object {
            Object::Entity(entity) => self.entity(",\"object\":", entity)?,
            Object::Literal { value } => {
                self.text(",\"object\":{\"value\":", value)?;
                self.raw("}");
            }
        }
        self.field(",\"confidence\":", confidence)?;
        self.text(",\"rule\":", rule)?;
        if reached.is_some() {
            self.field(",\"reached\":", reached)?;
        }
        self.list(",\"evidence\":", evidence, Self::span)?;
        self.raw("}");
        Ok(())
    }

    fn observation(&mut self, observation: &Observation) -> Result {
        let Observation { subject, indicator, value, unit, period, .. } = observation;
        let Observation { modality, change, confidence, rule, evidence, .. } = observation;
        self.entity("{\"subject\":", subject)?;
        self.text(",\"indicator\":", indicator)?;
        self.raw(",\"value\":");
        json_number::serialize(value, &mut serde_json::Serializer::new(&mut self.0))?;
        self.field(",\"unit\":", unit)?;
        self.field(",\"period\":", period)?;
        self.field(",\"modality\":", modality)?;
        self.field(",\"change\":", change)?;
        self.field(",\"confidence\":", confidence)?;
        self.text(",\"rule\":", rule)?;
        self.list(",\"evidence\":", evidence, Self::span)?;
        self.raw("}");
        Ok(())
    }

    fn appearance(&mut self, appearance: &Appearance) -> Result {
        let Appearance { subject, place, basis, evidence } = appearance;
        self.entity("{\"subject\":", subject)?;
        self.entity(",\"place\":", place)?;
        self.field(",\"basis\":", basis)?;
        self.raw(",\"evidence\":");
        self.span(evidence)?;
        self.raw("}");
        Ok(())
    }

    fn span(&mut self, span: &TextSpan) -> Result {
        self.begin_span(span)?;
        self.raw("}");
        Ok(())
    }

    /// A piece of text with its bracket still open.
    fn begin_span(&mut self, span: &TextSpan) -> Result {
        let TextSpan { start, end, text } = span;
        self.field("{\"start\":", start)?;
        self.field(",\"end\":", end)?;
        self.text(",\"text\":", text)
    }

    fn entity(&mut self, key: &str, entity: &EntityRef) -> Result {
        self.begin_entity(key, entity)?;
        self.raw("}");
        Ok(())
    }

    /// A key with an entity whose bracket is still open.
    fn begin_entity(&mut self, key: &str, entity: &EntityRef) -> Result {
        let EntityRef { entity, label, kind, code } = entity;
        self.raw(key);
        self.text("{\"entity\":", entity.as_str())?;
        self.text(",\"label\":", label)?;
        self.field(",\"type\":", kind)?;
        self.field(",\"code\":", code)
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::entity::{EntityId, EntityType};
    use crate::extraction::{AppearanceBasis, Change, Modality, Predicate, ResolutionKind, Unit};

    /// An extraction with everything in it that there is, and all words `text`.
    fn full(text: &str) -> Extraction {
        let word = || text.to_owned();
        let span = || TextSpan { start: 3, end: 12_345, text: word() };
        let entity = |code: Option<&str>| EntityRef {
            entity: EntityId::new(EntityType::Place, text),
            label: text.into(),
            kind: EntityType::Place,
            code: code.map(|code| code.parse().expect("a code")),
        };
        let candidate = CandidateRecord { entity: entity(None), score: 0.25, reasons: vec![word(), word()] };
        let mention = |entity: Option<EntityRef>, nested| MentionRecord {
            span: span(),
            kind: EntityType::Company,
            code: entity.as_ref().and_then(|entity| entity.code.clone()),
            entity: entity.map(|entity| entity.entity),
            label: text.into(),
            confidence: 0.97,
            resolution: ResolutionKind::Ambiguous,
            candidates: vec![candidate.clone(); usize::from(nested) * 2],
            nested,
        };
        let fact = |object, reached| Fact {
            subject: entity(Some("530628")),
            predicate: Predicate::LocatedIn,
            object,
            confidence: 1.0,
            rule: word(),
            reached,
            evidence: vec![span(), span()],
        };
        let figure = |value, period, change| Observation {
            subject: entity(None),
            indicator: word(),
            value,
            unit: Unit::KWh,
            period,
            modality: Modality::Planned,
            change,
            confidence: 0.5,
            rule: word(),
            evidence: vec![span()],
        };
        let appearance = Appearance {
            subject: entity(None),
            place: entity(Some("530628")),
            basis: AppearanceBasis::SameSentence,
            evidence: span(),
        };
        Extraction {
            document: word(),
            title: Some(word()),
            date: Some(jiff::civil::date(2023, 7, 11)),
            language: word(),
            source: Some(word()),
            author: Some(word()),
            sha256: word(),
            mentions: vec![mention(Some(entity(Some("530628"))), true), mention(None, false)],
            facts: vec![
                fact(Object::Entity(entity(None)), Some(word())),
                fact(Object::Literal { value: word() }, None),
            ],
            observations: vec![
                figure(Decimal::new(1_276, 2), Some(word()), Some(Change::Growth)),
                figure(Decimal::from(1_276_000_000), None, None),
            ],
            appearances: vec![appearance],
            sentences: vec![span()],
        }
    }

    #[test]
    fn as_serde_writes_it() {
        for text in ["", "青石县", "a\"b\\c/d", "行\n\t\u{0}\u{1f}\u{7f}", "‘“\u{2028}𠮷"] {
            let extraction = full(text);
            let expected = serde_json::to_string(&extraction).expect("it is text");
            let found = extraction.to_json().expect("it is text");
            assert_eq!(String::from_utf8_lossy(&found), expected);
        }
        let empty = Extraction::default();
        assert_eq!(
            String::from_utf8_lossy(&empty.to_json().expect("it is text")),
            serde_json::to_string(&empty).expect("it is text")
        );
    }
}
