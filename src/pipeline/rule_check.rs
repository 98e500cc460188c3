//! Whether each rule finds the facts of its examples and nothing in its counter-examples.

use super::Extractor;
use crate::document::{Document, Format};
use crate::extraction::{Extraction, Fact, Object};

/// What is wrong with a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleMistake {
    /// Nothing shows what it is for.
    NoExample {
        /// The rule's id.
        rule: String,
    },
    /// The rules do not find a fact of an example.
    Missed {
        /// The rule's id.
        rule: String,
        /// The example.
        text: String,
        /// `subject predicate object`, as the example has it.
        fact: String,
        /// The facts that were found instead, in the same form.
        found: Vec<String>,
    },
    /// The rule finds something in a counter-example.
    Unexpected {
        /// The rule's id.
        rule: String,
        /// The counter-example.
        text: String,
        /// `subject predicate object`.
        fact: String,
    },
}

impl Extractor<'_> {
    /// Runs the examples and counter-examples of all rules; returns what is wrong, in the order of the
    /// rules, and how many texts were read.
    #[must_use]
    pub fn check_rules(&self) -> (Vec<RuleMistake>, usize) {
        let (mut mistakes, mut texts) = (Vec::new(), 0);
        for rule in self.rules.rules() {
            let id = || rule.id.clone();
            texts += rule.examples.len() + rule.counter_examples.len();
            if rule.examples.is_empty() {
                mistakes.push(RuleMistake::NoExample { rule: id() });
            }
            for example in &rule.examples {
                let found: Vec<String> = self.read_example(&example.text).facts.iter().map(shown).collect();
                let missed = example.facts.iter().filter(|fact| !found.contains(fact));
                mistakes.extend(missed.map(|fact| RuleMistake::Missed {
                    rule: id(),
                    text: example.text.clone(),
                    fact: fact.clone(),
                    found: found.clone(),
                }));
            }
            for text in &rule.counter_examples {
                let facts = self.read_example(text).facts;
                let unexpected = facts.iter().filter(|fact| fact.rule == rule.id);
                mistakes.extend(unexpected.map(|fact| RuleMistake::Unexpected {
                    rule: id(),
                    text: text.clone(),
                    fact: shown(fact),
                }));
            }
        }
        (mistakes, texts)
    }

    fn read_example(&self, text: &str) -> Extraction {
        let document = Document::from_bytes("example.txt", Format::Text, text.as_bytes().to_vec());
        document.map_or_else(|_| Extraction::default(), |document| self.extract(&document))
    }
}

fn shown(fact: &Fact) -> String {
    let object = match &fact.object {
        Object::Entity(entity) => &*entity.label,
        Object::Literal { value } => value,
    };
    format!("{} {} {object}", fact.subject.label, fact.predicate.as_str())
}
