//! The stages of a project and of its phases over the documents, and where documents contradict each
//! other.

use std::cmp::Reverse;

use serde::Serialize;

use super::{Named, Passage};
use crate::entity::EntityId;
use crate::graph::Stage;
use crate::query::error::QueryError;
use crate::query::rows::{Answers, Row, ask};

/// A stage that a document names.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// The project itself or one of its phases.
    pub phase: Named,
    /// The stage.
    #[serde(serialize_with = "name")]
    pub stage: Stage,
    /// When it was reached, where the document says so.
    pub reached: Option<String>,
    /// What another document says against it.
    pub contradiction: Option<Contradiction>,
    /// The text that shows it.
    pub evidence: Passage,
}

/// Two documents that can't both be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contradiction {
    /// In which way.
    pub kind: Kind,
    /// What the other one says.
    #[serde(serialize_with = "name")]
    pub stage: Stage,
    /// The other document.
    pub document: String,
    /// Its date.
    pub date: String,
}

/// How documents contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An older document was further.
    GoesBack,
    /// A document of the same day names another stage.
    SameDay,
}

/// The stages of a project, by phase, the newest first and those without a date last.
pub(super) fn read(graph: &impl Answers, id: &EntityId) -> Result<Vec<Step>, QueryError> {
    let rows = ask(graph, include_str!("../questions/stages.rq"), Some(("entity", id)))?;
    let mut steps: Vec<Step> = rows.iter().filter_map(step).collect();
    steps.sort_by(|a, b| a.place().cmp(&b.place()));
    let contradictions: Vec<_> = steps.iter().map(|step| contradiction(step, &steps)).collect();
    for (step, contradiction) in steps.iter_mut().zip(contradictions) {
        step.contradiction = contradiction;
    }
    Ok(steps)
}

impl Step {
    /// Where it stands in the list.
    fn place(&self) -> (&Named, Reverse<&Option<String>>, &str, Reverse<Stage>, usize) {
        let Passage { document, date, start, .. } = &self.evidence;
        (&self.phase, Reverse(date), document, Reverse(self.stage), *start)
    }
}

fn step(row: Row<'_>) -> Option<Step> {
    Some(Step {
        phase: Named { label: row.text("phaseName"), entity: row.entity("phase") },
        stage: Stage::from_name(&row.text("stage"))?,
        reached: row.optional("reached"),
        contradiction: None,
        evidence: row.passage(),
    })
}

/// The newest older step of the same phase that was further, or else another one of that day. Documents
/// without a date contradict nothing.
fn contradiction(step: &Step, steps: &[Step]) -> Option<Contradiction> {
    let date = step.evidence.date.as_ref()?;
    let of_phase = || steps.iter().filter(|other| other.phase == step.phase);
    let as_contradiction = |other: &Step, kind| {
        let Passage { document, date, .. } = &other.evidence;
        Some(Contradiction { kind, stage: other.stage, document: document.clone(), date: date.clone()? })
    };
    let is_older = |other: &&Step| other.evidence.date.as_ref().is_some_and(|before| before < date);
    // The steps are sorted, the newest first.
    if let Some(further) = of_phase().filter(is_older).find(|other| other.stage > step.stage) {
        return as_contradiction(further, Kind::GoesBack);
    }
    let twice =
        of_phase().find(|other| other.evidence.date.as_ref() == Some(date) && other.stage != step.stage)?;
    as_contradiction(twice, Kind::SameDay)
}

fn name<S: serde::Serializer>(stage: &Stage, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(stage.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(phase: &str, date: Option<&str>, stage: Stage) -> Step {
        Step {
            phase: Named { label: phase.to_owned(), entity: None },
            stage,
            reached: None,
            contradiction: None,
            evidence: Passage {
                document: format!("{}.txt", date.unwrap_or("undated")),
                start: 0,
                end: 1,
                date: date.map(str::to_owned),
                text: String::new(),
            },
        }
    }

    fn kinds(mut steps: Vec<Step>) -> Vec<(Stage, Option<(Kind, Stage)>)> {
        steps.sort_by(|a, b| a.place().cmp(&b.place()));
        let found = |step: &Step| contradiction(step, &steps).map(|found| (found.kind, found.stage));
        steps.iter().map(|step| (step.stage, found(step))).collect()
    }

    #[test]
    fn a_project_that_only_goes_on_has_no_contradiction() {
        let steps = vec![
            at("甲项目", Some("2022-01-05"), Stage::Signed),
            at("甲项目", None, Stage::Planned),
            at("甲项目", Some("2023-06-01"), Stage::Operating),
            at("甲项目", Some("2023-02-01"), Stage::Construction),
        ];
        let expected = [Stage::Operating, Stage::Construction, Stage::Signed, Stage::Planned];
        assert_eq!(kinds(steps), expected.map(|stage| (stage, None)));
    }

    #[test]
    fn going_back_and_two_stages_in_a_day_are_contradictions() {
        let steps = vec![
            at("甲项目", Some("2023-06-01"), Stage::Operating),
            at("甲项目", Some("2023-09-01"), Stage::Construction),
            at("甲项目", Some("2023-09-01"), Stage::Started),
            at("甲项目二期", Some("2023-09-01"), Stage::Signed),
        ];
        assert_eq!(
            kinds(steps),
            [
                (Stage::Construction, Some((Kind::GoesBack, Stage::Operating))),
                (Stage::Started, Some((Kind::GoesBack, Stage::Operating))),
                (Stage::Operating, None),
                (Stage::Signed, None),
            ]
        );
        let day = vec![
            at("甲项目", Some("2023-09-01"), Stage::Signed),
            at("甲项目", Some("2023-09-01"), Stage::Started),
        ];
        assert_eq!(
            kinds(day),
            [
                (Stage::Started, Some((Kind::SameDay, Stage::Signed))),
                (Stage::Signed, Some((Kind::SameDay, Stage::Started))),
            ]
        );
    }
}
