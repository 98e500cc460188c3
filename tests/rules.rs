//! Every rule finds the facts of its examples and nothing in its counter-examples.

use chanpu::document::{Document, Format};
use chanpu::extraction::{Extraction, Fact, Object};
use chanpu::gazetteer::Gazetteer;
use chanpu::pipeline::Extractor;
use chanpu::relation::RuleSet;
use chanpu::text::Normalizer;

fn extract(extractor: &Extractor<'_>, text: &str) -> Extraction {
    let document = Document::from_bytes("example.txt", Format::Text, text.as_bytes().to_vec()).expect("a text");
    extractor.extract(&document)
}

fn shown(fact: &Fact) -> String {
    let object = match &fact.object {
        Object::Entity(entity) => &entity.label,
        Object::Literal { value } => value,
    };
    format!("{} {} {object}", fact.subject.label, fact.predicate.as_str())
}

#[test]
fn rules_find_their_examples_and_nothing_in_their_counter_examples() {
    let normalizer = Normalizer::builtin();
    let (gazetteer, _) = Gazetteer::builtin(|name| normalizer.normalize_str(name));
    let extractor = Extractor::new(&gazetteer).expect("built-in rules");
    let rules = RuleSet::builtin().expect("built-in rules");
    let mut wrong = Vec::new();
    for rule in rules.rules() {
        for example in &rule.examples {
            let found = extract(&extractor, &example.text);
            let facts: Vec<String> = found.facts.iter().map(shown).collect();
            for expected in &example.facts {
                if !facts.contains(expected) {
                    wrong.push(format!("{}: {} misses {expected:?}, found {facts:?}", rule.id, example.text));
                }
            }
        }
        for text in &rule.counter_examples {
            let found = extract(&extractor, text);
            for fact in found.facts.iter().filter(|fact| fact.rule == rule.id) {
                wrong.push(format!("{}: {text} must not give {:?}", rule.id, shown(fact)));
            }
        }
        if rule.examples.is_empty() {
            wrong.push(format!("{}: has no example; add one in gazetteer/rules.toml", rule.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
