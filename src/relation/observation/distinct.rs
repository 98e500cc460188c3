//! One observation for a figure that a document states more than once.

use rustc_hash::FxHashMap;

use super::Figure;

/// `figures` in order of their evidence; of the same figure the first with the evidence of all.
pub(super) fn distinct(mut figures: Vec<Figure>) -> Vec<Figure> {
    figures.sort_by_key(|figure| figure.evidence.first().map(|span| (span.start, span.end)));
    let mut seen: FxHashMap<_, Vec<usize>> = FxHashMap::default();
    let mut out: Vec<Figure> = Vec::with_capacity(figures.len());
    for figure in figures {
        let key = (figure.subject.entity.clone(), figure.value, figure.unit, figure.change);
        let places = seen.entry(key).or_default();
        let same = places.iter().copied().find(|&at| is_same(&out[at], &figure));
        match same {
            Some(at) => {
                let first = &mut out[at];
                first.confidence = first.confidence.max(figure.confidence);
                first.period = first.period.or(figure.period);
                for span in figure.evidence {
                    if !first.evidence.contains(&span) {
                        first.evidence.push(span);
                    }
                }
            }
            None => {
                places.push(out.len());
                out.push(figure);
            }
        }
    }
    out
}

/// Whether two figures of one subject and value are one: one indicator holds the other, and the times do
/// not differ.
fn is_same(a: &Figure, b: &Figure) -> bool {
    let periods = match (a.period, b.period) {
        (Some(a), Some(b)) => a == b || a.from.year() == b.from.year() && a.to.is_some() != b.to.is_some(),
        _ => true,
    };
    let words = a.indicator.contains(&b.indicator) || b.indicator.contains(&a.indicator);
    periods && a.modality == b.modality && words
}
