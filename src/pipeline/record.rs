//! Turns the results of the stages into the record that goes out.

use crate::extraction::{CandidateRecord, Fact, MentionRecord, Observation, ResolutionKind, TextSpan};
use crate::gazetteer::Gazetteer;
use crate::linking::{Candidate, LinkedMention, Resolution, begun_before};
use crate::relation::{Figure, Statement, entity_ref, meaning};
use crate::text::{CodePoints, NormalizedSpan, NormalizedText, Sentence};

/// Writes positions of one document.
pub(crate) struct Positions<'a> {
    raw: &'a str,
    text: &'a NormalizedText,
    points: CodePoints,
}

impl<'a> Positions<'a> {
    pub(crate) fn new(raw: &'a str, text: &'a NormalizedText) -> Self {
        Self { raw, text, points: CodePoints::new(raw) }
    }

    /// The raw slice of a normalised span, in code points.
    pub(crate) fn span(&self, span: NormalizedSpan) -> TextSpan {
        let source = self.text.to_source(span);
        TextSpan {
            start: self.points.at(self.raw, source.start),
            end: self.points.at(self.raw, source.end),
            text: source.of(self.raw).to_owned(),
        }
    }
}

/// The sentences that hold a mention: those that evidence is quoted from.
pub(crate) fn sentences_with_mentions(
    sentences: &[Sentence],
    mentions: &[LinkedMention],
    positions: &Positions<'_>,
) -> Vec<TextSpan> {
    let holds = |sentence: &&Sentence| {
        let from = begun_before(mentions, sentence.span.start);
        mentions.get(from).is_some_and(|mention| mention.mention.span.start < sentence.span.end)
    };
    sentences.iter().filter(holds).map(|sentence| positions.span(sentence.span)).collect()
}

/// The record of one mention.
pub(crate) fn mention_record(
    linked: &LinkedMention,
    positions: &Positions<'_>,
    gazetteer: &Gazetteer,
) -> MentionRecord {
    let surface = linked.mention.span.of(&positions.text.text);
    let meaning = meaning(linked, gazetteer);
    let (resolution, candidates) = match &linked.resolution {
        Resolution::Linked(_) => (ResolutionKind::Linked, Vec::new()),
        Resolution::New(_) => (ResolutionKind::New, Vec::new()),
        Resolution::Ambiguous(candidates) => (
            ResolutionKind::Ambiguous,
            candidates.iter().map(|candidate| candidate_record(candidate, gazetteer)).collect(),
        ),
    };
    MentionRecord {
        span: positions.span(linked.mention.span),
        kind: linked.mention.kind,
        label: meaning.as_ref().map_or_else(|| surface.into(), |meaning| meaning.label.clone()),
        code: meaning.as_ref().and_then(|meaning| meaning.code.clone()),
        entity: meaning.map(|meaning| meaning.entity),
        confidence: rounded(linked.confidence),
        resolution,
        candidates,
        nested: linked.mention.nested,
    }
}

fn candidate_record(candidate: &Candidate, gazetteer: &Gazetteer) -> CandidateRecord {
    CandidateRecord {
        entity: entity_ref(candidate.entity, gazetteer),
        score: rounded(f64::from(candidate.score)),
        reasons: candidate.features.iter().map(|feature| feature.as_str().to_owned()).collect(),
    }
}

/// Two decimals: more would claim a precision that no weight here has.
pub(crate) fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// The record of one fact.
pub(crate) fn fact(statement: Statement, positions: &Positions<'_>) -> Fact {
    Fact {
        evidence: vec![positions.span(statement.evidence)],
        subject: statement.subject,
        predicate: statement.predicate,
        object: statement.object,
        confidence: rounded(statement.confidence),
        rule: statement.rule,
        reached: statement.reached.map(|period| period.to_string()),
    }
}

/// The record of one observation.
pub(crate) fn observation(figure: Figure, positions: &Positions<'_>) -> Observation {
    Observation {
        evidence: figure.evidence.into_iter().map(|span| positions.span(span)).collect(),
        subject: figure.subject,
        indicator: figure.indicator,
        value: figure.value.normalize(),
        unit: figure.unit,
        period: figure.period.map(|period| period.to_string()),
        modality: figure.modality,
        change: figure.change,
        confidence: rounded(figure.confidence),
        rule: figure.rule.to_owned(),
    }
}
