//! Finds what a document says about the things that it names.
//!
//! Rules are data (`gazetteer/rules.toml`): [`RuleSet`] compiles them, [`apply()`] runs them over
//! linked mentions. There are two kinds. A *pattern* rule matches mentions and words in a sentence
//! (以 A、B 为龙头, C); a *name* rule reads what the name of one thing says about it (旗滨光伏项目 is
//! undertaken by 旗滨). Every [`Statement`] carries the rule that found it and the span that
//! shows it.

mod appearance;
mod apply;
mod deixis;
mod item;
mod name;
mod observation;
mod pattern;
mod reference;
mod rule;
mod scope;
mod table;

pub use appearance::appearances;
pub use apply::apply;
pub use observation::{Figure, ObservationRules, observations};
pub use reference::{entity_ref, meaning};
pub use rule::{Example, Rule, RuleError, RuleSet};
pub use scope::Scopes;

use crate::extraction::{EntityRef, Object, Predicate};
use crate::text::NormalizedSpan;

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
    /// The shortest span that shows it.
    pub evidence: NormalizedSpan,
}
