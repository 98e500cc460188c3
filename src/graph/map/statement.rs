//! Facts, appearances and observations: each a direct triple where it can be one, and a node that
//! carries the evidence.

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};

use super::{DocumentWriter, confidence, text};
use crate::extraction::{
    Appearance, AppearanceBasis, Change, Fact, Modality, Object, Observation, TextSpan, Unit,
};
use crate::graph::iri::{content_key, content_node};
use crate::graph::vocab::{self, external};

impl DocumentWriter<'_> {
    /// A fact.
    pub(super) fn fact(&mut self, fact: &Fact) {
        let subject = self.entity(&fact.subject);
        let object: Term = match &fact.object {
            Object::Entity(entity) => self.entity(entity).into(),
            Object::Literal { value } => text(value).into(),
        };
        let (statement, is_first) = self.statement(&subject, vocab::property(fact.predicate), object, "");
        if is_first {
            self.put(&statement, vocab::RULE, text(&fact.rule));
            self.put(&statement, vocab::CONFIDENCE, confidence(fact.confidence));
            if let Some(reached) = &fact.reached {
                self.put(&statement, vocab::REACHED, text(reached));
            }
        }
        self.evidence_of(&statement, &fact.evidence);
    }

    /// An appearance. Each basis has its own node, so that the evidence stays with its reason.
    pub(super) fn appearance(&mut self, appearance: &Appearance) {
        let subject = self.entity(&appearance.subject);
        let place = self.entity(&appearance.place);
        let basis = basis(appearance.basis);
        let (statement, is_first) = self.statement(&subject, vocab::APPEARS_IN, place.into(), basis);
        if is_first {
            self.put(&statement, vocab::BASIS, text(basis));
        }
        self.evidence_of(&statement, std::slice::from_ref(&appearance.evidence));
    }

    /// A figure.
    pub(super) fn observation(&mut self, observation: &Observation) {
        let subject = self.entity(&observation.subject);
        let value = observation.value.normalize().to_string();
        let (unit, modality) = (unit(observation.unit), modality(observation.modality));
        let period = observation.period.as_deref();
        let change = observation.change.map(change);
        let figure = [subject.as_str(), &observation.indicator];
        let scope = [unit, period.unwrap_or_default(), modality, change.unwrap_or_default()];
        let parts = [figure.as_slice(), &[&value], &scope].concat();
        let iri = content_node(&self.document, "observation", &parts);
        if self.is_first(&iri) {
            let key = content_key(&[figure.as_slice(), &scope].concat());
            self.put(&iri, rdf::TYPE, vocab::OBSERVATION);
            self.put(&iri, external::SOSA_FEATURE, subject);
            self.put(&iri, vocab::INDICATOR, text(&observation.indicator));
            self.put(&iri, external::SOSA_RESULT, Literal::new_typed_literal(value, xsd::DECIMAL));
            self.put(&iri, vocab::UNIT, text(unit));
            self.put(&iri, vocab::MODALITY, text(modality));
            if let Some(period) = period {
                self.put(&iri, vocab::PERIOD, text(period));
            }
            if let Some(change) = change {
                self.put(&iri, vocab::CHANGE, text(change));
            }
            self.put(&iri, vocab::FIGURE_KEY, text(&key));
            self.put(&iri, vocab::RULE, text(&observation.rule));
            self.put(&iri, vocab::CONFIDENCE, confidence(observation.confidence));
            self.derived(&iri);
        }
        self.evidence_of(&iri, &observation.evidence);
    }

    /// The direct triple and the node of a statement, and whether the node is new.
    fn statement(
        &mut self,
        subject: &NamedNode,
        property: NamedNodeRef<'_>,
        object: Term,
        variant: &str,
    ) -> (NamedNode, bool) {
        let parts = [subject.as_str(), property.as_str(), &object.to_string(), variant];
        let iri = content_node(&self.document, "statement", &parts);
        let is_first = self.is_first(&iri);
        if is_first {
            self.put(subject, property, object.clone());
            self.put(&iri, rdf::TYPE, vocab::STATEMENT);
            self.put(&iri, rdf::SUBJECT, subject.clone());
            self.put(&iri, rdf::PREDICATE, property);
            self.put(&iri, rdf::OBJECT, object);
            self.derived(&iri);
        }
        (iri, is_first)
    }

    fn derived(&mut self, iri: &NamedNode) {
        let (document, reading) = (self.document.clone(), self.reading.clone());
        self.put(iri, external::PROV_WAS_DERIVED_FROM, document);
        self.put(iri, external::PROV_WAS_GENERATED_BY, reading);
    }

    fn evidence_of(&mut self, iri: &NamedNode, evidence: &[TextSpan]) {
        for span in evidence {
            let span = self.evidence(span);
            self.put(iri, vocab::EVIDENCE, span);
        }
    }
}

/// The names below are those of the JSON record.
fn basis(basis: AppearanceBasis) -> &'static str {
    match basis {
        AppearanceBasis::Stated => "stated",
        AppearanceBasis::SameSentence => "same-sentence",
        AppearanceBasis::Section => "section",
    }
}

fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Actual => "actual",
        Modality::Target => "target",
        Modality::Planned => "planned",
        Modality::Estimate => "estimate",
    }
}

fn change(change: Change) -> &'static str {
    match change {
        Change::Growth => "growth",
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::CNY => "CNY",
        Unit::USD => "USD",
        Unit::Percent => "percent",
        Unit::Ton => "ton",
        Unit::MW => "MW",
        Unit::KW => "kW",
        Unit::KWh => "kWh",
        Unit::M3 => "m3",
        Unit::Km => "km",
        Unit::M2 => "m2",
        Unit::Mu => "mu",
        Unit::Ha => "ha",
        Unit::Household => "household",
        Unit::Enterprise => "enterprise",
        Unit::Project => "project",
        Unit::Person => "person",
        Unit::Item => "item",
        Unit::Times => "times",
    }
}
