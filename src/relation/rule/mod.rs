//! Rules as data.
//!
//! # Format
//!
//! `gazetteer/rules.toml` is a list of `[[rule]]` tables:
//!
//! ```toml
//! [[rule]]
//! id = "signed-with"                       # unique, lower case with hyphens
//! predicate = "signedWith"                 # of the contract
//! pattern = "{o:place} ~ 与 {s:company+} ~ (签约|签订)"
//! confidence = 0.85                        # between 0 and 1
//! examples = [{ text = "…", facts = ["甲公司 signedWith 乙县"] }]
//! counter_examples = ["…"]
//! ```
//!
//! A pattern is a sequence of elements separated by spaces:
//!
//! | element | matches |
//! | --- | --- |
//! | `为`, `(`, `)` | that text |
//! | `(龙头\|链主)`, `(龙头\|链主)?` | one of the texts; with `?` one or none |
//! | `{s:company}` | one mention of that type, the subject |
//! | `{o:park\|project}` | one mention of either type, the object |
//! | `{o:text}`, `{o:honour}` | the words up to the end of the clause; for an honour, if they begin with a rank |
//! | `{o:title}` | an honour in quotes with what makes it a title behind it: “甲之乡”之称 |
//! | `{o:quoted}` | what stands in quotes, with a rank before it if there is one: 全市“甲示范区” |
//! | `{o:goods}` | names of goods and amounts between them, known or with the ending of one (玻璃, 材料) |
//! | `{s:company+}` | a mention or an enumeration of them, each a subject; 等, a count and a head noun may close it |
//! | `{s:project^}` | nothing: what the clauses before spoke of, in a clause that names no subject; only first |
//! | `{s:place^}` | nothing: the county that the passage is about, in a clause that names no subject; `{o:place^}`: where no firm was spoken of; only first |
//! | `{money}` | an amount of money: 约3亿元 |
//! | `$` | nothing: the end of the clause or of a bracket |
//! | `~` | anything inside the clause, at most 40 characters |
//! | `~!` | the same, but no company, project or infrastructure |
//! | `~~` | anything inside the sentence, at most 80 characters |
//!
//! `value` is the literal object of `status` and `awarded`; `value = "$o"` takes the text that the
//! element `{o:text}` covers, when it ends in a word of `object_ends` (if there are any), and `value = "$before"` the honour that the match begins with, up to its subject. `object_from_scope` takes the place that the passage is about, for `leads` and
//! `inIndustry` the industries of its section. With `unless_before` a word from the list before the match in its clause changes the value to `otherwise`, or
//! drops the fact when there is no `otherwise`; a word from `unless_after` right behind the match drops it.
//! Negated matches (尚未, 没有) are dropped unless the pattern itself has the negation. `also` lists predicates that follow from the fact.
//! A `[[rule]]` with `outer`, `inner` and `at` instead of `pattern` is a name rule;
//! `behind` lists what must follow the inner name, up to the end of the outer one. With `reads` instead of `inner`
//! the words between the owner and the noun at the end are the object: `"goods"` of a project, `"sector"` of a park;
//! `"ends"` are the places that the name of a route joins, and `"line"` the line that stands before the name of its
//! station, which passes through the place of that.
//!
//! A `[[rule]]` with `section` instead of `pattern` states what a section tells of the `subjects` named in it:
//! `"park"` and `"industry"` give what a heading, a label or the opening of the paragraph speaks of, `"turn"` the county that a paragraph about several has turned to, `"county"`
//! the county that the passage is about; `"heading"` gives `value` to what the lines below a heading with
//! one of the words `heading` begin with, `"header"` to the works that a sentence lists behind one of them and 分别是, `"ceremony"` to a counted list of works behind them, `"title"` to all that is named in a document with one of them in its title, and
//! `"firm"` what the item of a list tells of the firm that it begins with. Names that end in a word of `unless_ends` are left out.

mod carry;
mod set;
mod trigger;

use serde::Deserialize;

use super::trade::Reading;
use crate::entity::EntityType;
use crate::extraction::Predicate;
use crate::text::words::Words;

pub use set::RuleSet;
pub(super) use trigger::{Candidate, Candidates, Subjects};

/// One rule of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Unique.
    pub id: String,
    /// What it states.
    pub predicate: Predicate,
    /// The pattern, for pattern rules.
    #[serde(default)]
    pub pattern: Option<String>,
    /// Whether the subject must stand in the clause: without it the words are told of other things as well. By default the
    /// predicate decides.
    #[serde(default)]
    pub needs_subject: Option<bool>,
    /// For name rules: the types of the whole name.
    #[serde(default)]
    pub outer: Vec<EntityType>,
    /// For name rules: the types of the name inside.
    #[serde(default)]
    pub inner: Vec<EntityType>,
    /// For name rules: where the inner name must stand.
    #[serde(default)]
    pub at: Position,
    /// For name rules: what must follow the name inside, up to the end of the whole; nothing: anything.
    #[serde(default)]
    pub behind: Vec<String>,
    /// For name rules: what the words between the names inside and the noun at the end are read for.
    #[serde(default)]
    pub reads: Option<Reading>,
    /// For section rules: what of the section is told.
    #[serde(default)]
    pub section: Option<SectionPart>,
    /// For section rules: of what it is told.
    #[serde(default)]
    pub subjects: Vec<EntityType>,
    /// For section rules: words of the heading.
    #[serde(default)]
    pub(super) heading: Words<(), String>,
    /// Endings of names that are no subjects of the rule.
    #[serde(default)]
    pub(super) unless_ends: Words<(), String>,
    /// The literal object.
    #[serde(default)]
    pub value: Option<String>,
    /// Whether the object is the place that the passage is about.
    #[serde(default)]
    pub object_from_scope: bool,
    /// Words that change the meaning when they stand before the match in its clause.
    #[serde(default)]
    pub(super) unless_before: Words<(), String>,
    /// Words that make the match none when they stand right behind it: 建成|后.
    #[serde(default)]
    pub(super) unless_after: Words<(), String>,
    /// What the words of a literal object must end in, one of these.
    #[serde(default)]
    pub(super) object_ends: Words<(), String>,
    /// Whether the fact holds with subject and object exchanged, too.
    #[serde(default)]
    pub both_ways: bool,
    /// The value in that case.
    #[serde(default)]
    pub otherwise: Option<String>,
    /// Whether a time in the clause is not when the stage was reached: 去年吞吐量120万吨.
    #[serde(default)]
    pub undated: bool,
    /// Predicates that follow, with the same subject and object.
    #[serde(default)]
    pub also: Vec<Predicate>,
    /// How sure a match is.
    pub confidence: f64,
    /// Texts with the facts that the whole rule set must find in them.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Texts in which this rule must find nothing.
    #[serde(default)]
    pub counter_examples: Vec<String>,
}

/// Where the inner name of a name rule stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Position {
    /// At the start of the outer name.
    Start,
    /// Anywhere in it; of several places the most specific.
    #[default]
    Anywhere,
}

/// What of a section a rule tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SectionPart {
    /// The county that the passage is about.
    County,
    /// The county that a passage about several has turned to.
    Turn,
    /// The park.
    Park,
    /// The industries.
    Industry,
    /// The words of its headings.
    Heading,
    /// The words of the title of the document.
    Title,
    /// The firm that an item of a list begins with.
    Firm,
    /// The words that introduce an enumeration of works: 未开工项目3个,分别是…….
    Header,
    /// The words of what a counted list of works is met for: 举行集中开工仪式。甲、乙等7个项目…….
    Ceremony,
}

/// A text with the facts in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// `subject predicate object`, by label or surface.
    pub facts: Vec<String>,
}

/// Why a rule set cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// The file is there but cannot be read.
    #[error("{file}: {source}")]
    Read {
        /// The file as the user named it.
        file: String,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The file is not what the format says.
    #[error("{file}: {source}")]
    Syntax {
        /// The file as the user named it.
        file: String,
        /// What the reader of TOML says, with line and column.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// A pattern cannot be compiled.
    #[error("{file}: rule {rule:?}: {message}")]
    Pattern {
        /// The file as the user named it.
        file: String,
        /// The rule's id.
        rule: String,
        /// What is wrong.
        message: String,
    },
    /// Two rules share an id.
    #[error("{file}: rule {rule:?} stands twice: give one of them another id")]
    Duplicate {
        /// The file as the user named it.
        file: String,
        /// The rule's id.
        rule: String,
    },
}
