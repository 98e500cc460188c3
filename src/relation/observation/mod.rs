//! Finds the figures that a document states: of what, how much, when, and whether reached or aimed at.
//!
//! ```text
//!  quantities of the text ─▶ sentence (words before and behind each) ─▶ indicator, growth, count
//!  mentions, 全县, scopes  ─▶ subject                                       │
//!  periods, headings       ─▶ frame (period and modality of a passage) ─────┴─▶ Figure ─▶ distinct
//! ```

mod around;
mod clock;
mod distinct;
mod entry;
mod field;
mod focus;
mod frame;
mod headed;
mod indicator;
mod left_out;
mod measure;
mod name;
mod named;
mod owner;
mod remark;
mod rules;
mod sentence;
mod series;
mod stranger;
pub(super) mod subject;
mod table;
mod tense;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;

use self::frame::Frames;
use self::sentence::Reader;
use self::subject::Subjects;
use super::Scopes;
use super::outline::Outline;
use crate::extraction::{Change, EntityRef, Modality, Unit};
use crate::gazetteer::Gazetteer;
use crate::linking::LinkedMention;
use crate::text::{BlockKind, NormalizedSpan, NormalizedText, Period, Quantity, Sentence};

pub(super) use self::frame::year_of;
pub use self::rules::ObservationRules;

/// A figure with its evidence in normalised positions.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Of what.
    pub subject: EntityRef,
    /// The words of the text that name the figure, normalised.
    pub indicator: String,
    /// The value in `unit`.
    pub value: Decimal,
    /// The unit.
    pub unit: Unit,
    /// When.
    pub period: Option<Period>,
    /// Reached, aimed at, planned or estimated.
    pub modality: Modality,
    /// Whether it is a rate of change.
    pub change: Option<Change>,
    /// The rule that found it.
    pub rule: &'static str,
    /// Between 0 and 1.
    pub confidence: f64,
    /// The shortest spans that show it; never empty.
    pub evidence: Vec<NormalizedSpan>,
}

/// A document as the stages before have left it.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) rules: &'a ObservationRules,
    pub(super) text: &'a NormalizedText,
    pub(super) sentences: &'a [Sentence],
    pub(super) mentions: &'a [LinkedMention],
    pub(super) scopes: &'a Scopes,
    pub(super) outline: &'a Outline,
    pub(super) gazetteer: &'a Gazetteer,
}

/// All figures of a document, without duplicates, in order of their evidence.
#[must_use]
pub fn observations(
    rules: &ObservationRules,
    text: &NormalizedText,
    sentences: &[Sentence],
    mentions: &[LinkedMention],
    scopes: &Scopes,
    outline: &Outline,
    gazetteer: &Gazetteer,
) -> Vec<Figure> {
    let quantities = rules.units.quantities_of(text);
    let has_field = text.passages.iter().any(|passage| field::is_label(passage.span.of(&text.text)));
    let tables = &outline.tables;
    if quantities.is_empty() && tables.is_empty() && !has_field {
        return Vec::new();
    }
    let source = Source { rules, text, sentences, mentions, scopes, outline, gazetteer };
    let frames = Frames::new(rules, text, outline);
    let subjects = Subjects::new(source);
    let mut figures = Vec::new();
    name::read(source, &quantities, &mut figures);
    let mut prose = table::read(source, tables, &frames, &subjects, &mut figures);
    prose.sort_unstable();
    // What was read as a cell is not read again as a sentence.
    let mut cells: Vec<NormalizedSpan> =
        tables.iter().flat_map(|table| &table.rows).flatten().map(|cell| cell.span).collect();
    cells.retain(|cell| prose.binary_search(cell).is_err());
    cells.sort_unstable();
    let is_in = |cells: &[NormalizedSpan], span: NormalizedSpan| {
        let at = cells.partition_point(|cell| cell.start <= span.start);
        at.checked_sub(1).is_some_and(|at| cells[at].contains(span))
    };
    if has_field {
        field::read(source, &frames, &subjects, &mut figures);
    }
    let mut reader = Reader::new(source, &frames, &subjects);
    let mut next = 0;
    for (at, sentence) in sentences.iter().enumerate() {
        let from =
            next + quantities[next..].partition_point(|quantity| quantity.span.start < sentence.span.start);
        let to =
            from + quantities[from..].partition_point(|quantity| quantity.span.start < sentence.span.end);
        next = to;
        let kind = text.passages.get(sentence.passage).map(|passage| passage.kind);
        let left_out = match kind {
            Some(BlockKind::TableCell { .. }) => !is_in(&prose, sentence.span),
            Some(BlockKind::Title | BlockKind::Heading(_)) => true,
            _ => false,
        };
        if from == to || left_out {
            continue;
        }
        let inside: Vec<&Quantity> = quantities[from..to]
            .iter()
            .filter(|quantity| !subjects.in_name(quantity.span) && !is_in(&cells, quantity.span))
            .collect();
        if !inside.is_empty() {
            reader.read(at, &inside, &mut figures);
        }
    }
    distinct::distinct(figures)
}
