//! Finds what a document says about the things that it names.
//!
//! Rules are data (`gazetteer/rules.toml`): [`RuleSet`] compiles them, [`apply()`] runs them over
//! linked mentions. There are two kinds. A *pattern* rule matches mentions and words in a sentence
//! (以 A、B 为龙头, C); a *name* rule reads what the name of one thing says about it (旗滨光伏项目 is
//! undertaken by 旗滨). Every [`Statement`] carries the rule that found it and the span that
//! shows it.

mod adverbial;
mod appearance;
mod apply;
mod deixis;
mod firms;
mod hit;
mod honour;
mod item;
mod list;
mod met;
mod name;
mod near;
mod observation;
mod ordinal;
mod outline;
mod pattern;
mod pointing;
mod profile;
mod reached;
mod reference;
mod regions;
mod related;
mod roll;
mod rule;
mod scope;
mod section;
mod settle;
mod table;
mod tense;
mod topic;
mod trade;
mod turn;
mod under;

pub use appearance::appearances;
pub use apply::apply;
pub use near::{NearMiss, near_misses};
pub use observation::{Figure, ObservationRules, observations};
pub use outline::Outline;
pub use reference::{entity_ref, meaning};
pub use rule::{Example, Rule, RuleError, RuleSet, SectionPart};
pub use scope::Scopes;

use crate::extraction::{EntityRef, Object, Predicate};
use crate::text::{NormalizedSpan, Period};

/// How directly a text states a fact; the more direct the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Directness {
    /// By the section that the thing is named in.
    Section,
    /// By a name.
    Name,
    /// In words.
    Words,
}

/// A fact with its evidence in normalised positions.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Of what.
    pub subject: EntityRef,
    /// Which relation.
    pub predicate: Predicate,
    /// To what.
    pub object: Object,
    /// The id of the rule.
    pub rule: String,
    /// Between 0 and 1.
    pub confidence: f64,
    /// How directly the text says it.
    pub directness: Directness,
    /// Whether the text aims at more than it states: of 预计年底投产 remains that it is being built.
    pub aimed: bool,
    /// When a stage was reached, where the text says so.
    pub reached: Option<Period>,
    /// The shortest span that shows it.
    pub evidence: NormalizedSpan,
}
