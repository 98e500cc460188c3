//! Figures of forms: 营业收入(千元) and its value behind a colon or on the next line.

use rust_decimal::Decimal;

use super::frame::Frames;
use super::measure::unit;
use super::rules::Of;
use super::subject::Subjects;
use super::{Figure, Source};
use crate::extraction::{Modality, Unit};
use crate::text::{BlockKind, NormalizedSpan};

/// How long a label may be, in bytes.
const LABEL: usize = 60;

/// Whether a passage is as short as a label with its unit in brackets.
pub(super) fn is_label(words: &str) -> bool {
    words.len() <= 2 * LABEL && words.contains('(')
}

/// Reads the fields whose label names the unit of a bare number.
pub(super) fn read(source: Source<'_>, frames: &Frames, subjects: &Subjects<'_>, out: &mut Vec<Figure>) {
    let text = &source.text.text;
    let passages = &source.text.passages;
    for (at, passage) in passages.iter().enumerate() {
        if !matches!(passage.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Heading(_)) {
            continue;
        }
        let words = passage.span.of(text);
        if !is_label(words) {
            continue;
        }
        let (label, number, end) = match words.split_once(':').filter(|(_, number)| !number.is_empty()) {
            Some((label, number)) => (label, number, passage.span.end),
            None => {
                let Some(next) = passages.get(at + 1) else { continue };
                (words.trim_end_matches(':'), next.span.of(text), next.span.end)
            }
        };
        let Some((value, figure_unit, indicator)) = figure(source, label, number) else { continue };
        let nature = source.rules.nature(indicator);
        // A form is about one thing, whatever the figure is mostly of.
        let of = Of::Any;
        let Some(subject) = subjects.head(at).cloned().or_else(|| subjects.scope(at, of)) else { continue };
        let design = nature.is_some_and(|nature| nature.design);
        out.push(Figure {
            subject,
            indicator: indicator.to_owned(),
            value,
            unit: figure_unit,
            period: if design { None } else { frames.of(at).period },
            modality: source.rules.last_modality(label).unwrap_or(Modality::Actual),
            change: None,
            rule: "field",
            confidence: 0.75,
            evidence: vec![NormalizedSpan::new(passage.span.start, end)],
        });
    }
}

/// The value of a field, its unit and what it is of: 营业收入(千元), 2775112.
fn figure<'t>(source: Source<'_>, label: &'t str, number: &str) -> Option<(Decimal, Unit, &'t str)> {
    let (indicator, bracket) = label.trim().strip_suffix(')')?.rsplit_once('(')?;
    let fits = !indicator.is_empty() && label.len() <= LABEL && !indicator.contains([',', '。', ';']);
    let (measure, factor) = source.rules.units.bare(bracket).filter(|_| fits)?;
    let number: Decimal = number.trim().replace(',', "").parse().ok()?;
    Some((number.checked_mul(factor)?, unit(measure)?, indicator.trim()))
}
