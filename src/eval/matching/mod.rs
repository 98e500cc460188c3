//! What counts as right.

mod facts;
mod mentions;
mod observations;

use super::context::{Range, Source, alone};
use super::gold::{GoldDocument, GoldSet};
use super::label::Names;
use super::mistake::{Item, Mistake, MistakeClass};
use super::prediction::Prediction;
use super::score::Scores;

/// The scores of a document, and what is wrong in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentReport {
    /// The file of the document.
    pub document: String,
    /// The counts.
    pub scores: Scores,
    /// The mistakes, in order.
    pub mistakes: Vec<Mistake>,
}

/// Compares what the program found in a document, if anything, with what people marked in it. `raw`
/// is the decoded file; without it evidence is believed.
///
/// Every item matches one other at most, the first that fits in the order of the two lists. An item
/// that people marked as optional is neither required nor wrong.
///
/// - A **mention** is right when span and type are; the types in `alt` are as good. Nested ones are
///   passed over. One that lies inside a longer marked mention of another type is neither right nor
///   wrong.
/// - Its **link** is right when it has the same code, for places that have one; or else the same name
///   after normalisation (NFKC, lower case, without white space, quotes, brackets, dots and dashes): that
///   of the identifier, of one of its mentions in the set, or one in `aliases.json`. For industries,
///   products, projects, parks and infrastructure one name may also lie inside the other.
/// - A **fact** is right when the document has it: same predicate, subject and object. Honours
///   (`awarded`) may lie one inside the other. Its **evidence** is valid when there is some, and each
///   piece is in the file at its offsets, white space aside.
/// - An **observation** has the right value when subject and unit are right and the number differs by
///   no more than a thousandth; in full, when period, modality and change are right too, as far as
///   they aren't named in `loose`.
#[must_use]
pub fn score_document(
    set: &GoldSet,
    gold: &GoldDocument,
    prediction: Option<&Prediction>,
    raw: Option<&str>,
) -> DocumentReport {
    let nothing = Prediction::default();
    let prediction = prediction.unwrap_or(&nothing);
    let report =
        DocumentReport { document: gold.name().to_owned(), scores: Scores::default(), mistakes: Vec::new() };
    let mut comparing = Comparing { gold, names: &set.names, source: raw.map(Source::new), report };
    comparing.mentions(&prediction.mentions);
    comparing.facts(&prediction.facts);
    comparing.observations(&prediction.observations);
    comparing.report.mistakes.sort();
    comparing.report
}

/// A document while it is compared.
struct Comparing<'a> {
    gold: &'a GoldDocument,
    names: &'a Names,
    source: Option<Source>,
    report: DocumentReport,
}

/// The two sides of a mistake.
struct Sides {
    gold: Option<String>,
    predicted: Option<String>,
}

/// Where a mistake is to be seen.
enum Place<'a> {
    /// At a range that is known, with its words.
    At(Range, &'a str),
    /// Where these words stand first.
    Quote(&'a str),
}

impl Comparing<'_> {
    fn mistake(&mut self, item: Item, class: MistakeClass, kind: &str, place: &Place<'_>, sides: Sides) {
        let (range, words) = match place {
            Place::At(range, words) => (Some(*range), *words),
            Place::Quote(words) => (self.source.as_ref().and_then(|source| source.find(words)), *words),
        };
        let context = match (&self.source, range) {
            (Some(source), Some(range)) => source.around(range),
            _ => alone(words),
        };
        self.report.mistakes.push(Mistake {
            document: self.report.document.clone(),
            start: range.map(|(start, _)| start),
            end: range.map(|(_, end)| end),
            item,
            class,
            kind: kind.to_owned(),
            gold: sides.gold,
            predicted: sides.predicted,
            context,
        });
    }
}

/// The place of an item that the program found: that of its first evidence.
fn evidence_place(evidence: &[crate::extraction::TextSpan]) -> Place<'_> {
    match evidence.first() {
        Some(span) => Place::At((span.start, span.end), &span.text),
        None => Place::Quote(""),
    }
}

#[cfg(test)]
mod tests;
