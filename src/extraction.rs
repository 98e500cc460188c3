//! What one document says, as data: the record that `chanpu extract` prints, one JSON object a
//! line, and that [`crate::graph`] turns into quads.
//!
//! # Format
//!
//! Positions are Unicode code points of the raw decoded file, end exclusive, as in the W3C
//! [TextPositionSelector](https://www.w3.org/TR/annotation-model/#text-position-selector); for
//! formats without plain text they count in the extracted text. `text` is the raw slice, so a
//! name that is broken over lines contains the break.
//!
//! Keys are never removed; new ones may be added.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::entity::{DivisionCode, EntityId, EntityType};

/// Everything that was found in one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// The document's identifier: its path relative to the input it was found under, with `/`.
    pub document: String,
    /// The title, where one was found.
    pub title: Option<String>,
    /// The date of publication, `2023-07-11`.
    pub date: Option<jiff::civil::Date>,
    /// The language; always `zh` so far.
    pub language: String,
    /// The publisher, as stated (`南昌日报`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The author or by-line, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// SHA-256 of the file's bytes, in hexadecimal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
    /// Mentions in order of position; an outer one before those nested in it.
    pub mentions: Vec<MentionRecord>,
    /// Facts, without duplicates, in order of their first evidence.
    pub facts: Vec<Fact>,
    /// Observations in order of position.
    pub observations: Vec<Observation>,
    /// Which company or park appears in the context of which county-level place, in order of
    /// position: weaker than `locatedIn`, and never more than one row for a mention.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appearances: Vec<Appearance>,
    /// The sentences that contain mentions or evidence, in order of position.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<TextSpan>,
}

/// A piece of the raw text with its position in code points.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TextSpan {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The raw slice.
    pub text: String,
}

/// An entity as an output names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntityRef {
    /// The identifier, `place/530628`.
    pub entity: EntityId,
    /// The preferred name.
    pub label: Arc<str>,
    /// The type.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// The division code, for places that have one.
    pub code: Option<DivisionCode>,
}

impl EntityRef {
    /// Whether it is a country: their identifiers are `place/country-` and the code of ISO 3166-1.
    #[must_use]
    pub fn is_country(&self) -> bool {
        self.entity.as_str().starts_with("place/country-")
    }
}

/// The identifier tells nearly all of them apart.
impl Hash for EntityRef {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.entity.hash(state);
    }
}

/// How a mention was resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResolutionKind {
    /// To an entity of the gazetteer.
    Linked,
    /// A name found by rule that the gazetteer doesn't have.
    New,
    /// Several candidates, none chosen.
    Ambiguous,
}

/// One mention.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MentionRecord {
    /// Where, and the raw text.
    #[serde(flatten)]
    pub span: TextSpan,
    /// The type.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// The entity; `None` when ambiguous.
    pub entity: Option<EntityId>,
    /// The entity's preferred name, or the normalised surface.
    pub label: Arc<str>,
    /// The division code.
    pub code: Option<DivisionCode>,
    /// Between 0 and 1, two decimals.
    pub confidence: f64,
    /// How it was resolved.
    pub resolution: ResolutionKind,
    /// The candidates when ambiguous, best first.
    pub candidates: Vec<CandidateRecord>,
    /// Whether it lies inside a longer mention.
    pub nested: bool,
}

/// One candidate of an ambiguous mention.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CandidateRecord {
    /// The entity.
    #[serde(flatten)]
    pub entity: EntityRef,
    /// Its score; only the order means anything.
    pub score: f64,
    /// What spoke for it, `parent-in-title` …
    pub reasons: Vec<String>,
}

/// A predicate of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Predicate {
    /// Company, park, project, infrastructure or organisation → place.
    LocatedIn,
    /// Company or project → park.
    InPark,
    /// Company → project.
    Undertakes,
    /// Company → industry.
    Leads,
    /// Company, project or park → industry.
    InIndustry,
    /// Company or project → product.
    Produces,
    /// Company → place or company.
    SignedWith,
    /// Company, place or park → honour (literal).
    Awarded,
    /// Project or infrastructure → stage of its life cycle (literal).
    Status,
    /// Infrastructure → place.
    PassesThrough,
}

impl Predicate {
    /// All predicates.
    pub const ALL: [Self; 10] = [
        Self::LocatedIn,
        Self::InPark,
        Self::Undertakes,
        Self::Leads,
        Self::InIndustry,
        Self::Produces,
        Self::SignedWith,
        Self::Awarded,
        Self::Status,
        Self::PassesThrough,
    ];

    /// The name in JSON and in the ontology.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LocatedIn => "locatedIn",
            Self::InPark => "inPark",
            Self::Undertakes => "undertakes",
            Self::Leads => "leads",
            Self::InIndustry => "inIndustry",
            Self::Produces => "produces",
            Self::SignedWith => "signedWith",
            Self::Awarded => "awarded",
            Self::Status => "status",
            Self::PassesThrough => "passesThrough",
        }
    }
}

/// The object of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Object {
    /// An entity.
    Entity(EntityRef),
    /// A literal: a stage or an honour.
    Literal {
        /// The text.
        value: String,
    },
}

/// A statement with its evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Of what.
    pub subject: EntityRef,
    /// Which relation.
    pub predicate: Predicate,
    /// To what.
    pub object: Object,
    /// Between 0 and 1, two decimals.
    pub confidence: f64,
    /// The rule that found it first.
    pub rule: String,
    /// When a stage was reached, written as the period of an observation; only where the text says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<String>,
    /// The shortest spans that show it; never empty.
    pub evidence: Vec<TextSpan>,
}

/// The unit of an observation's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)] // the names are the units
pub enum Unit {
    CNY,
    USD,
    #[serde(rename = "percent")]
    Percent,
    #[serde(rename = "ton")]
    Ton,
    MW,
    #[serde(rename = "kW")]
    KW,
    #[serde(rename = "kWh")]
    KWh,
    #[serde(rename = "m3")]
    M3,
    #[serde(rename = "km")]
    Km,
    #[serde(rename = "m2")]
    M2,
    #[serde(rename = "mu")]
    Mu,
    #[serde(rename = "ha")]
    Ha,
    #[serde(rename = "household")]
    Household,
    #[serde(rename = "enterprise")]
    Enterprise,
    #[serde(rename = "project")]
    Project,
    #[serde(rename = "person")]
    Person,
    #[serde(rename = "item")]
    Item,
    #[serde(rename = "times")]
    Times,
}

/// Whether a figure was reached, planned, aimed at or estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// Reached.
    Actual,
    /// Aimed at: 力争, 确保, 目标.
    Target,
    /// Planned: 计划, 拟, 将.
    Planned,
    /// Estimated: 预计.
    Estimate,
}

/// What kind of change a value states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// A rate of change against a base; negative for a decrease.
    Growth,
}

/// A figure about an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// Of what.
    pub subject: EntityRef,
    /// The words of the text that name the figure.
    pub indicator: String,
    /// The value in `unit`; money always in yuan.
    #[serde(with = "json_number")]
    pub value: Decimal,
    /// The unit.
    pub unit: Unit,
    /// `2022`, `2023-H1`, `2023-Q1`, `2023-06` or `2022/2023`.
    pub period: Option<String>,
    /// Reached, aimed at, planned or estimated.
    pub modality: Modality,
    /// `growth` for a rate of change.
    pub change: Option<Change>,
    /// Between 0 and 1, two decimals.
    pub confidence: f64,
    /// The rule that found it.
    pub rule: String,
    /// The span that shows it; never empty.
    pub evidence: Vec<TextSpan>,
}

/// Why a company counts as appearing in a county.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AppearanceBasis {
    /// The text states it: a `locatedIn` fact.
    Stated,
    /// The county is named in the same sentence.
    SameSentence,
    /// The county is the subject of the section or of the document.
    Section,
}

/// A company or park that appears in the context of a county-level place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Appearance {
    /// The company or park.
    pub subject: EntityRef,
    /// The place.
    pub place: EntityRef,
    /// Why.
    pub basis: AppearanceBasis,
    /// The sentence that names the company.
    pub evidence: TextSpan,
}

/// Writes a decimal as a JSON number, whole numbers without a fraction.
mod json_number {
    use std::str::FromStr;

    use rust_decimal::Decimal;
    use rust_decimal::prelude::ToPrimitive;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        match value.to_i64() {
            Some(whole) if value.fract().is_zero() => serializer.serialize_i64(whole),
            _ => serializer.serialize_f64(value.to_f64().unwrap_or(f64::NAN)),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        Decimal::from_str(&number.to_string()).map_err(D::Error::custom)
    }
}
