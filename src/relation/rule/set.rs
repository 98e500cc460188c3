//! All rules: those that come with chanpu and the user's own, compiled.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::trigger::{Candidates, Subjects, Triggers, small};
use super::{Rule, RuleError};
use crate::entity::EntityType;
use crate::relation::item::Kinds;
use crate::relation::pattern::Pattern;
use crate::text::words::Words;
use crate::text::{NormalizedSpan, NormalizedText};

/// A compiled pattern rule.
#[derive(Debug)]
pub(in crate::relation) struct CompiledRule {
    pub(in crate::relation) rule: Rule,
    pub(in crate::relation) pattern: Option<Pattern>,
    /// Whether it is another rule read over clauses without a subject.
    pub(in crate::relation) derived: bool,
}

/// All rules, compiled; immutable.
pub struct RuleSet {
    pub(in crate::relation) rules: Vec<CompiledRule>,
    /// The words of the patterns that can match, by what can be told of something.
    triggers: [Triggers; 3],
    /// A rule of each family: one of those whose patterns need the same types.
    families: Vec<usize>,
    /// By the types in a sentence: which families need no other. Few of all sets of types occur.
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
const BUILTIN: &str = include_str!("../../../gazetteer/rules.toml");

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
        rules.push(CompiledRule { rule, pattern, derived: false });
    }
    Ok(rules)
}

/// How much less sure a rule is of what a clause before speaks of.
const LESS_SURE: f64 = 0.1;

/// The rule for clauses that name no subject: 甲公司成立于2009年,|担任…… as well as 甲公司|担任…….
fn carried(compiled: &CompiledRule) -> Option<CompiledRule> {
    let pattern = Pattern::compile(&super::carry::carried(&compiled.rule)?).ok()?;
    let mut rule = compiled.rule.clone();
    rule.confidence -= LESS_SURE;
    Some(CompiledRule { rule, pattern: Some(pattern), derived: true })
}

/// The families of rules, each as the number of its first rule, and by rule the number of its family.
fn families(rules: &[CompiledRule]) -> (Vec<usize>, Vec<u32>) {
    let mut numbers = FxHashMap::default();
    let mut first = Vec::new();
    let number = |(at, rule): (usize, &CompiledRule)| {
        let needed = rule.pattern.as_ref().map(|pattern| (pattern.carried, pattern.kinds().to_vec()));
        *numbers.entry(needed).or_insert_with(|| {
            first.push(at);
            small(first.len() - 1)
        })
    };
    let numbers = rules.iter().enumerate().map(number).collect();
    (first, numbers)
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

    fn new(mut rules: Vec<CompiledRule>, version: Option<String>) -> Self {
        // produces-goods has produces-goods-carried beside it.
        let ids: FxHashSet<&str> = rules.iter().map(|compiled| compiled.rule.id.as_str()).collect();
        let alone = |rule: &&CompiledRule| !ids.contains(format!("{}-carried", rule.rule.id).as_str());
        let carried: Vec<CompiledRule> = rules.iter().filter(alone).filter_map(carried).collect();
        rules.extend(carried);
        let (families, numbers) = families(&rules);
        let triggers = [Subjects::Place, Subjects::Before, Subjects::Named]
            .map(|subjects| Triggers::new(&rules, &numbers, subjects));
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
        Self { rules, triggers, families, fitting, sections, heading_words, names, version }
    }

    /// Twelve hexadecimal digits of a SHA-256 over the user's own rule files; none without such files.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// The pattern rules whose required words stand in `sentence` and that need no types but `kinds`, with those that
    /// require no word, each with the places of the words: in the order of the file, and for each rule in that of the
    /// text.
    pub(in crate::relation) fn candidates(
        &self,
        text: &NormalizedText,
        sentence: NormalizedSpan,
        kinds: Kinds,
        subjects: Subjects,
        out: &mut Candidates,
    ) {
        let fits = |rule: &usize| {
            let pattern = self.rules[*rule].pattern.as_ref();
            pattern.is_some_and(|pattern| pattern.fits(kinds))
        };
        let fitting = self.fitting[kinds.number()].get_or_init(|| self.families.iter().map(fits).collect());
        self.triggers[subjects as usize].find(text, sentence, fitting, out);
    }

    /// The words of headings that the section rules look for.
    pub(in crate::relation) fn heading_words(&self) -> &Words<(), String> {
        &self.heading_words
    }

    /// The section rules, in the order of the file.
    pub(in crate::relation) fn section_rules(&self) -> impl Iterator<Item = &Rule> {
        self.sections.iter().map(|&at| &self.rules[at].rule)
    }

    /// The name rules for names of a type, in the order of the file.
    pub(in crate::relation) fn name_rules(&self, kind: EntityType) -> impl Iterator<Item = &Rule> {
        self.names.get(&kind).into_iter().flatten().map(|&at| &self.rules[at].rule)
    }

    /// The rules in the order of the file, which is the order in which they are tried.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|compiled| !compiled.derived).map(|compiled| &compiled.rule)
    }
}
