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
//! one of the words `heading` begin with, `"header"` to the works that a sentence lists behind one of them and 分别是, `"title"` to all that is named in a document with one of them in its title, and
//! `"firm"` what the item of a list tells of the firm that it begins with. Names that end in a word of `unless_ends` are left out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::item::Kinds;
use super::pattern::{Pattern, Seen};
use super::trade::Reading;
use crate::entity::EntityType;
use crate::extraction::Predicate;
use crate::text::character_set::CharacterSet;
use crate::text::trie::Trie;
use crate::text::words::Words;
use crate::text::{NormalizedSpan, NormalizedText};

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

/// A compiled pattern rule.
#[derive(Debug)]
pub(super) struct CompiledRule {
    pub(super) rule: Rule,
    pub(super) pattern: Option<Pattern>,
}

/// A rule that may match in a sentence, and a place of a word that it requires.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) rule: usize,
    pub(super) word: NormalizedSpan,
}

/// The rules that may match in a sentence; kept from one sentence to the next for its memory.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// In the order of the file, and for each rule in that of the text.
    pub(super) found: Vec<Candidate>,
    /// By rule: which of the texts that its pattern needs are there.
    pub(super) seen: Vec<Seen>,
}

/// What a word means for a rule.
#[derive(Clone, Copy, Debug)]
enum Trigger {
    /// It is the required one.
    Starts(usize),
    /// It is one of the texts of that number that the rule needs.
    Serves(usize, usize),
}

/// What a pattern can tell something of in a sentence, in which the fewest patterns can match at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subjects {
    /// The place that the passage is about; nothing else is named or was spoken of.
    Place,
    /// What was spoken of before, too; the sentence names nothing.
    Before,
    /// What the sentence names, too.
    Named,
}

/// Words that patterns look for.
struct Triggers {
    /// By the places in `triggered`.
    words: Trie,
    /// The first characters of the words: few characters of a sentence are.
    begins: CharacterSet,
    /// What each word can do.
    triggered: Vec<Vec<Trigger>>,
    /// The numbers of the pattern rules that require no word.
    free: Vec<usize>,
}

impl Triggers {
    /// The words of the patterns that can match with no other subjects than these.
    fn new(rules: &[CompiledRule], subjects: Subjects) -> Self {
        let mut by_word: BTreeMap<&str, Vec<Trigger>> = BTreeMap::new();
        let mut free = Vec::new();
        for (at, compiled) in rules.iter().enumerate() {
            let pattern = compiled.pattern.as_ref().filter(|pattern| pattern.subjects() <= subjects);
            let Some(pattern) = pattern else { continue };
            free.extend(pattern.required.is_empty().then_some(at));
            for word in &pattern.required {
                by_word.entry(word).or_default().push(Trigger::Starts(at));
            }
            for (number, text) in pattern.texts().iter().enumerate() {
                for word in text {
                    by_word.entry(word).or_default().push(Trigger::Serves(at, number));
                }
            }
        }
        let mut words = Trie::with_room(2 * by_word.len());
        for (number, word) in (0..).zip(by_word.keys()) {
            words.number(word, number);
        }
        let begins = CharacterSet::new(by_word.keys().filter_map(|word| word.chars().next()));
        Self { words, begins, triggered: by_word.into_values().collect(), free }
    }
}

/// All rules, compiled; immutable.
pub struct RuleSet {
    pub(super) rules: Vec<CompiledRule>,
    /// The words of the patterns that can match, by what can be told of something.
    triggers: [Triggers; 3],
    /// By the types in a sentence: which rules need no other. Few of all sets of types occur.
    fitting: Vec<OnceLock<Box<[bool]>>>,
    /// The numbers of the section rules.
    sections: Vec<usize>,
    /// The words of headings that these look for.
    heading_words: Words<(), String>,
    /// The numbers of the name rules, by the type of the whole name.
    names: FxHashMap<EntityType, Vec<usize>>,
    /// See [`RuleSet::version`].
    version: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Rule>,
}

/// The rules that come with chanpu.
const BUILTIN: &str = include_str!("../../gazetteer/rules.toml");

/// The name of a rule file in a gazetteer directory.
const RULE_FILE: &str = "rules.toml";

fn read(path: &Path) -> Result<String, RuleError> {
    std::fs::read_to_string(path)
        .map_err(|source| RuleError::Read { file: path.display().to_string(), source })
}

/// Compiles the text of a rule file; `file` names it in errors.
fn compile(text: &str, file: &str) -> Result<Vec<CompiledRule>, RuleError> {
    let parsed: File = toml::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|source| RuleError::Syntax { file: file.to_owned(), source: Box::new(source) })?;
    let mut rules: Vec<CompiledRule> = Vec::with_capacity(parsed.rule.len());
    for rule in parsed.rule {
        if rules.iter().any(|other| other.rule.id == rule.id) {
            return Err(RuleError::Duplicate { file: file.to_owned(), rule: rule.id });
        }
        let pattern = match &rule.pattern {
            Some(pattern) => Some(Pattern::compile(pattern).map_err(|message| RuleError::Pattern {
                file: file.to_owned(),
                rule: rule.id.clone(),
                message,
            })?),
            None => None,
        };
        rules.push(CompiledRule { rule, pattern });
    }
    Ok(rules)
}

impl RuleSet {
    /// The rules that come with chanpu.
    ///
    /// # Errors
    ///
    /// Never in a build whose tests pass: they compile the file.
    pub fn builtin() -> Result<Self, RuleError> {
        Self::load(&[])
    }

    /// The rules that come with chanpu and those of the files `rules.toml` in `directories`, where there
    /// is one. A rule with the id of an earlier file replaces that rule, in its place; others follow.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or is wrong; see [`RuleError`].
    pub fn load(directories: &[PathBuf]) -> Result<Self, RuleError> {
        let mut rules = compile(BUILTIN, "gazetteer/rules.toml")?;
        let mut own: Option<Sha256> = None;
        for path in directories.iter().map(|directory| directory.join(RULE_FILE)).filter(|path| path.exists())
        {
            let text = read(&path)?;
            // In the project's own directory `./gazetteer` is what is built in.
            if text == BUILTIN {
                continue;
            }
            own.get_or_insert_default().update(&text);
            for compiled in compile(&text, &path.display().to_string())? {
                match rules.iter_mut().find(|other| other.rule.id == compiled.rule.id) {
                    Some(other) => *other = compiled,
                    None => rules.push(compiled),
                }
            }
        }
        let version =
            own.map(|hash| hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect());
        Ok(Self::new(rules, version))
    }

    fn new(rules: Vec<CompiledRule>, version: Option<String>) -> Self {
        let triggers = [Subjects::Place, Subjects::Before, Subjects::Named]
            .map(|subjects| Triggers::new(&rules, subjects));
        let those = |wanted: fn(&CompiledRule) -> bool| {
            rules.iter().enumerate().filter(|(_, rule)| wanted(rule)).map(|(at, _)| at).collect()
        };
        let sections: Vec<usize> = those(|rule| rule.rule.section.is_some());
        let headings = sections.iter().flat_map(|&at| rules[at].rule.heading.iter());
        let heading_words = Words::new(headings.map(|word| (word.to_owned(), ())).collect());
        let mut names: FxHashMap<EntityType, Vec<usize>> = FxHashMap::default();
        for (at, compiled) in rules.iter().enumerate() {
            for kind in &compiled.rule.outer {
                names.entry(*kind).or_default().push(at);
            }
        }
        let fitting = vec![OnceLock::new(); Kinds::COUNT];
        Self { rules, triggers, fitting, sections, heading_words, names, version }
    }

    /// Twelve hexadecimal digits of a SHA-256 over the user's own rule files; none without such files.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// The pattern rules whose required words stand in `sentence` and that need no types but `kinds`, with those that
    /// require no word, each with the places of the words: in the order of the file, and for each rule in that of the
    /// text.
    pub(super) fn candidates(
        &self,
        text: &NormalizedText,
        sentence: NormalizedSpan,
        kinds: Kinds,
        subjects: Subjects,
        out: &mut Candidates,
    ) {
        let Candidates { found, seen } = out;
        let fitting = self.fitting[kinds.number()].get_or_init(|| self.fitting(kinds));
        found.clear();
        seen.clear();
        seen.resize(self.rules.len(), Seen::default());
        let triggers = &self.triggers[subjects as usize];
        let glyphs = text.glyphs_in(sentence);
        for (at, first) in glyphs.iter().enumerate().filter(|(_, first)| triggers.begins.has_code(first.code))
        {
            let rest = &glyphs[at..];
            triggers.words.at(rest.iter().map(|glyph| glyph.code), |characters, number| {
                let word = NormalizedSpan::new(first.at(), rest[characters - 1].end());
                for trigger in &triggers.triggered[number as usize] {
                    match *trigger {
                        Trigger::Starts(rule) if fitting[rule] => found.push(Candidate { rule, word }),
                        Trigger::Starts(_) => {}
                        Trigger::Serves(rule, text) => seen[rule].add(text),
                    }
                }
            });
        }
        let nowhere = NormalizedSpan::new(sentence.start, sentence.start);
        let free = triggers.free.iter().filter(|rule| fitting[**rule]);
        found.extend(free.map(|&rule| Candidate { rule, word: nowhere }));
        found.sort_unstable_by_key(|candidate| (candidate.rule, candidate.word.start, candidate.word.end));
    }

    fn fitting(&self, kinds: Kinds) -> Box<[bool]> {
        let fits = |rule: &CompiledRule| rule.pattern.as_ref().is_some_and(|pattern| pattern.fits(kinds));
        self.rules.iter().map(fits).collect()
    }

    /// The words of headings that the section rules look for.
    pub(super) fn heading_words(&self) -> &Words<(), String> {
        &self.heading_words
    }

    /// The section rules, in the order of the file.
    pub(super) fn section_rules(&self) -> impl Iterator<Item = &Rule> {
        self.sections.iter().map(|&at| &self.rules[at].rule)
    }

    /// The name rules for names of a type, in the order of the file.
    pub(super) fn name_rules(&self, kind: EntityType) -> impl Iterator<Item = &Rule> {
        self.names.get(&kind).into_iter().flatten().map(|&at| &self.rules[at].rule)
    }

    /// The rules in the order of the file, which is the order in which they are tried.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(|compiled| &compiled.rule)
    }
}
