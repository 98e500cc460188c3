//! What has become better or worse between two reports.

use std::collections::BTreeMap;

use serde::Serialize;

use super::figure::{Figure, FigureKey, Measure};
use super::mistake::Mistake;
use super::report::Report;
use super::score::rounded;

/// What differs between two reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Whether both count the same number of marked items everywhere; if not, they are of different
    /// gold sets, and differences may come from there.
    pub same_gold: bool,
    /// All figures of either.
    pub figures: Vec<FigureChange>,
    /// The mistakes, when both reports list theirs.
    #[serde(flatten)]
    pub mistakes: Option<MistakeChanges>,
}

/// The mistakes in which two reports differ.
///
/// Two mistakes are the same when everything in them is but the surroundings; when a document was
/// edited, all that comes after moves and seems new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MistakeChanges {
    /// Mistakes that only the new report has.
    pub new_errors: Vec<Mistake>,
    /// Mistakes that only the old report has.
    pub gone_errors: Vec<Mistake>,
}

/// A figure in two reports.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FigureChange {
    /// Which.
    #[serde(flatten)]
    pub key: FigureKey,
    /// In the old report, if it has it.
    pub before: Option<Measure>,
    /// In the new report, if it has it.
    pub now: Option<Measure>,
    /// The difference of F1, or of the share, to four decimals. A figure that one report lacks is 0
    /// there.
    pub change: f64,
    /// What that means.
    pub verdict: Verdict,
}

/// Whether a figure has become better. Judged by F1 or the share alone, to four decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Higher.
    Better,
    /// Lower.
    Worse,
    /// The same.
    Same,
}

impl Verdict {
    fn of(change: f64) -> Self {
        if change > 0.0 {
            Self::Better
        } else if change < 0.0 {
            Self::Worse
        } else {
            Self::Same
        }
    }
}

impl Comparison {
    /// Compares two reports.
    #[must_use]
    pub fn between(old: &Report, new: &Report) -> Self {
        let (before, now) = (old.scores.figures(), new.scores.figures());
        let mistakes = old.errors.as_ref().zip(new.errors.as_ref()).map(|(old, new)| MistakeChanges {
            new_errors: without(new, old),
            gone_errors: without(old, new),
        });
        let figures: Vec<FigureChange> = keys(&before, &now)
            .into_iter()
            .map(|key| {
                let (before, now) = (find(&before, key), find(&now, key));
                let headline = |measure: Option<Measure>| rounded(measure.map_or(0.0, Measure::headline));
                // Once more, because the difference of two rounded numbers has a long tail.
                let change = rounded(headline(now) - headline(before)) + 0.0;
                FigureChange { key, before, now, change, verdict: Verdict::of(change) }
            })
            .collect();
        let same_gold = old.documents == new.documents
            && figures.iter().all(|figure| gold(figure.before) == gold(figure.now));
        Self { same_gold, figures, mistakes }
    }
}

/// The keys of both, those that only the old report has behind the last of the same aspect.
fn keys(before: &[Figure], now: &[Figure]) -> Vec<FigureKey> {
    let mut keys: Vec<FigureKey> = now.iter().map(|figure| figure.key).collect();
    for Figure { key, .. } in before {
        if !keys.contains(key) {
            let last = keys.iter().rposition(|known| known.aspect <= key.aspect);
            keys.insert(last.map_or(0, |last| last + 1), *key);
        }
    }
    keys
}

fn find(figures: &[Figure], key: FigureKey) -> Option<Measure> {
    figures.iter().find(|figure| figure.key == key).map(|figure| figure.measure)
}

/// How many items people marked; 0 where there is no such figure.
fn gold(measure: Option<Measure>) -> usize {
    match measure {
        Some(Measure::Counts(counts)) => counts.gold,
        Some(Measure::Share(_)) | None => 0,
    }
}

/// Those of `all` that `others` lacks; each of several alike needs one of its own there.
fn without(all: &[Mistake], others: &[Mistake]) -> Vec<Mistake> {
    let identity = |mistake: &Mistake| Mistake { context: String::new(), ..mistake.clone() };
    let mut there: BTreeMap<Mistake, usize> = BTreeMap::new();
    for mistake in others {
        *there.entry(identity(mistake)).or_default() += 1;
    }
    let is_new = |mistake: &&Mistake| match there.get_mut(&identity(mistake)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    all.iter().filter(is_new).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::EntityType;
    use crate::eval::mistake::{Item, MistakeClass};
    use crate::eval::score::{Counts, Scores, Share};

    fn report(correct: usize, kind: EntityType, errors: Option<&[usize]>) -> Report {
        let counts = Counts { gold: 4, predicted: 4, correct };
        let mistake = |start: &usize| Mistake {
            document: "a.txt".to_owned(),
            start: Some(*start),
            end: Some(*start + 1),
            item: Item::Mention,
            class: MistakeClass::Missed,
            kind: "place".to_owned(),
            gold: Some("place 甲".to_owned()),
            predicted: None,
            context: format!("{correct}"),
        };
        Report {
            documents: 1,
            scores: Scores {
                mentions_all: counts,
                mentions_by_type: [(kind, counts)].into(),
                linking_matched: Share { matched: 4, correct: 4 - correct },
                ..Scores::default()
            },
            errors: errors.map(|errors| errors.iter().map(mistake).collect()),
            ..Report::default()
        }
    }

    #[test]
    fn figures_become_better_or_worse() {
        let comparison =
            Comparison::between(&report(2, EntityType::Park, None), &report(3, EntityType::Place, None));
        assert!(!comparison.same_gold, "parks were marked in the one, places in the other");
        let figures: Vec<_> = comparison
            .figures
            .iter()
            .filter(|figure| figure.verdict != Verdict::Same)
            .map(|figure| (figure.key.part, figure.change, figure.verdict))
            .collect();
        assert_eq!(
            figures,
            [
                ("all", 0.25, Verdict::Better),
                ("place", 0.75, Verdict::Better),
                ("park", -0.5, Verdict::Worse),
                ("matched", -0.25, Verdict::Worse),
            ]
        );
        assert_eq!(comparison.mistakes, None);
        let same =
            Comparison::between(&report(2, EntityType::Park, None), &report(2, EntityType::Park, Some(&[])));
        assert!(same.same_gold && same.figures.iter().all(|figure| figure.verdict == Verdict::Same));
    }

    #[test]
    fn mistakes_come_and_go_one_by_one() {
        let old = report(2, EntityType::Park, Some(&[1, 5, 5]));
        let new = report(3, EntityType::Park, Some(&[1, 5, 9]));
        let changes = Comparison::between(&old, &new).mistakes.expect("both list their mistakes");
        let starts = |mistakes: &[Mistake]| mistakes.iter().map(|m| m.start).collect::<Vec<_>>();
        assert_eq!(starts(&changes.new_errors), [Some(9)]);
        assert_eq!(starts(&changes.gone_errors), [Some(5)]);
    }
}
