//! Collects what the graph knows of an entity.

mod progress;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::entity::EntityId;
use crate::graph::vocab;
use crate::query::error::QueryError;
use crate::query::rows::{Answers, Row, ask};

pub use progress::{Contradiction, Kind, Step};

pub use super::rows::Passage;

/// Everything about an entity, in a fixed order.
#[derive(Debug, Serialize)]
pub struct Dossier {
    /// The identifier.
    pub entity: EntityId,
    /// The preferred name.
    pub label: String,
    /// The English name.
    pub label_en: Option<String>,
    /// Other names.
    pub other_names: BTreeSet<String>,
    /// The division code.
    pub code: Option<String>,
    /// The places above it or where it has its seat.
    pub within: Vec<Named>,
    /// Facts with the entity as subject or object.
    pub facts: Vec<Statement>,
    /// The stages of a project and its phases, by phase, the newest first.
    pub progress: Vec<Step>,
    /// Counties in whose context it is named, or firms that are named in its context.
    pub appearances: Vec<Statement>,
    /// Figures.
    pub figures: Vec<Figure>,
    /// Mentions, the newest documents first.
    pub mentions: Vec<Mention>,
}

/// An entity or a literal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// The name, or the literal's text.
    pub label: String,
    /// The identifier of an entity.
    pub entity: Option<EntityId>,
}

/// A statement with all its evidence.
#[derive(Debug, Serialize)]
pub struct Statement {
    /// Of what.
    pub subject: Named,
    /// The name of the relation in the ontology.
    pub relation: String,
    /// To what.
    pub object: Named,
    /// The highest confidence; none for appearances.
    pub confidence: Option<String>,
    /// The rules that found it.
    pub rules: BTreeSet<String>,
    /// Why an appearance counts.
    pub bases: BTreeSet<String>,
    /// The texts that show it.
    pub evidence: BTreeSet<Passage>,
}

/// A figure.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Figure {
    /// What is measured.
    pub indicator: String,
    /// When.
    pub period: Option<String>,
    /// The value in the unit.
    pub value: String,
    /// The unit.
    pub unit: String,
    /// Reached, aimed at, planned or estimated.
    pub modality: String,
    /// `growth` for a rate of change.
    pub change: Option<String>,
    /// The text that shows it.
    pub evidence: Passage,
}

/// A mention in its sentence.
#[derive(Debug, Serialize)]
pub struct Mention {
    /// The words that name the entity.
    pub text: String,
    /// The sentence; its position is that of the mention.
    pub sentence: Passage,
}

impl Mention {
    /// Sorts by position, a longer mention before those in it.
    fn place(&self) -> (&str, usize, std::cmp::Reverse<usize>) {
        (&self.sentence.document, self.sentence.start, std::cmp::Reverse(self.sentence.end))
    }
}

impl Dossier {
    /// Reads it from the graph.
    ///
    /// # Errors
    ///
    /// When the graph can't answer.
    pub fn read(graph: &impl Answers, id: &EntityId) -> Result<Self, QueryError> {
        let about = Some(("entity", id));
        let mut dossier = Self {
            entity: id.clone(),
            label: id.key().to_owned(),
            label_en: None,
            other_names: BTreeSet::new(),
            code: None,
            within: Vec::new(),
            facts: Vec::new(),
            progress: progress::read(graph, id)?,
            appearances: Vec::new(),
            figures: Vec::new(),
            mentions: Vec::new(),
        };
        dossier.names(ask(graph, include_str!("../questions/names.rq"), about)?.iter());
        dossier.statements(ask(graph, include_str!("../questions/facts.rq"), about)?.iter());
        let figures = ask(graph, include_str!("../questions/figures.rq"), about)?;
        let figures: BTreeSet<Figure> = figures.iter().map(figure).collect();
        dossier.figures = figures.into_iter().collect();
        let mentions = ask(graph, include_str!("../questions/mentions.rq"), about)?;
        dossier.mentions = mentions
            .iter()
            .map(|row| Mention { text: row.text("mention"), sentence: row.passage() })
            .collect();
        dossier.mentions.sort_by(|a, b| a.place().cmp(&b.place()));
        // A short form inside the full name is the same mention.
        dossier.mentions.dedup_by(|inner, outer| {
            inner.sentence.document == outer.sentence.document && inner.sentence.end <= outer.sentence.end
        });
        dossier.mentions.sort_by(|a, b| {
            let newest = b.sentence.date.cmp(&a.sentence.date);
            newest.then_with(|| a.sentence.cmp(&b.sentence))
        });
        Ok(dossier)
    }

    /// The documents from which something of it is told.
    #[must_use]
    pub fn documents(&self) -> BTreeSet<&str> {
        let statements = self.facts.iter().chain(&self.appearances);
        let evidence = statements.flat_map(|statement| &statement.evidence);
        let evidence = evidence.chain(self.figures.iter().map(|figure| &figure.evidence));
        let evidence = evidence.chain(self.mentions.iter().map(|mention| &mention.sentence));
        let told = evidence.chain(self.progress.iter().map(|step| &step.evidence));
        let contradicting = self.progress.iter().filter_map(|step| step.contradiction.as_ref());
        let contradicting = contradicting.map(|other| other.document.as_str());
        told.map(|passage| passage.document.as_str()).chain(contradicting).collect()
    }

    /// Whether no document says anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
            && self.progress.is_empty()
            && self.appearances.is_empty()
            && self.figures.is_empty()
            && self.mentions.is_empty()
    }

    fn names<'r>(&mut self, rows: impl Iterator<Item = Row<'r>>) {
        let mut labels = BTreeSet::new();
        let mut within = BTreeSet::new();
        for row in rows {
            labels.insert(row.text("label"));
            self.label_en = self.label_en.take().or(row.optional("labelEn"));
            self.code = self.code.take().or(row.optional("code"));
            self.other_names.extend(row.optional("other"));
            if let Some(name) = row.optional("aboveName") {
                within.insert(Named { label: name, entity: row.entity("above") });
            }
        }
        if let Some(label) = labels.pop_first() {
            self.label = label;
        }
        self.other_names.extend(labels);
        self.within = within.into_iter().collect();
    }

    fn statements<'r>(&mut self, rows: impl Iterator<Item = Row<'r>>) {
        let mut found: BTreeMap<(String, Named, Named), Statement> = BTreeMap::new();
        for row in rows {
            let relation = row.text("relation");
            let relation = relation.strip_prefix(vocab::NAMESPACE).unwrap_or(&relation).to_owned();
            let subject = named(row, "subject", "subjectName");
            let object = named(row, "object", "objectName");
            let statement =
                found.entry((relation.clone(), subject.clone(), object.clone())).or_insert_with(|| {
                    Statement {
                        subject,
                        relation,
                        object,
                        confidence: None,
                        rules: BTreeSet::new(),
                        bases: BTreeSet::new(),
                        evidence: BTreeSet::new(),
                    }
                });
            // Two decimals between 0 and 1 sort as text like as numbers.
            statement.confidence = statement.confidence.take().max(row.optional("confidence"));
            statement.rules.extend(row.optional("rule"));
            statement.bases.extend(row.optional("basis"));
            statement.evidence.insert(row.passage());
        }
        let (appearances, facts) =
            found.into_values().partition(|statement| statement.relation == "appearsIn");
        (self.appearances, self.facts) = (appearances, facts);
    }
}

fn named(row: Row<'_>, node: &str, name: &str) -> Named {
    let label = row.optional(name).unwrap_or_else(|| row.text(node));
    Named { label, entity: row.entity(node) }
}

fn figure(row: Row<'_>) -> Figure {
    Figure {
        indicator: row.text("indicator"),
        period: row.optional("period"),
        value: row.text("value"),
        unit: row.text("unit"),
        modality: row.text("modality"),
        change: row.optional("change"),
        evidence: row.passage(),
    }
}
