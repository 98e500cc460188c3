//! Every rule finds the facts of its examples and nothing in its counter-examples.

use std::fs;

use chanpu::gazetteer::Gazetteer;
use chanpu::pipeline::{Extractor, RuleMistake};
use chanpu::relation::{RuleError, RuleSet};
use chanpu::text::Normalizer;

fn gazetteer() -> Gazetteer {
    let normalizer = Normalizer::builtin();
    Gazetteer::builtin(|name| normalizer.normalize_str(name)).0
}

#[test]
fn rules_find_their_examples_and_nothing_in_their_counter_examples() {
    let gazetteer = gazetteer();
    let (mistakes, texts) = Extractor::new(&gazetteer).expect("built-in rules").check_rules();
    assert_eq!(mistakes, []);
    assert!(texts > 40, "{texts} examples only");
}

#[test]
fn a_users_rules_add_to_the_built_in_ones_and_replace_those_of_the_same_id() {
    let directory = tempfile::tempdir().expect("a directory");
    let rules = r#"
        [[rule]]
        id = "own-visits"
        predicate = "signedWith"
        pattern = "{s:company} ~ 考察团到访 {o:place}"
        confidence = 0.5
        examples = [
          { text = "青禾电子有限公司考察团到访盐津县。", facts = ["青禾电子有限公司 signedWith 盐津县"] },
          { text = "青禾电子有限公司路过盐津县。", facts = ["青禾电子有限公司 signedWith 盐津县"] },
        ]
        counter_examples = ["绿野电子有限公司考察团到访盐津县。"]

        [[rule]]
        id = "name-contains-place"
        predicate = "locatedIn"
        outer = ["park"]
        inner = ["place"]
        confidence = 0.1
    "#;
    fs::write(directory.path().join("rules.toml"), rules).expect("a file");
    let built_in = RuleSet::builtin().expect("built-in rules");
    let own = RuleSet::load(&[directory.path().to_owned()]).expect("the rules");
    assert_eq!(own.rules().count(), built_in.rules().count() + 1);
    assert_eq!(built_in.version(), None);
    assert!(own.version().is_some());

    let gazetteer = gazetteer();
    let (mistakes, _) = Extractor::with_rules(&gazetteer, own).check_rules();
    let fact = |firm: &str| format!("{firm} signedWith 盐津县");
    let (rule, text) = ("own-visits".to_owned(), "青禾电子有限公司路过盐津县。".to_owned());
    for expected in [
        RuleMistake::NoExample { rule: "name-contains-place".to_owned() },
        RuleMistake::Missed {
            rule: rule.clone(), text, fact: fact("青禾电子有限公司"), found: Vec::new()
        },
        RuleMistake::Unexpected {
            rule,
            text: "绿野电子有限公司考察团到访盐津县。".to_owned(),
            fact: fact("绿野电子有限公司"),
        },
    ] {
        assert!(mistakes.contains(&expected), "{expected:?} is not in {mistakes:#?}");
    }
}

#[test]
fn a_wrong_rule_file_is_named_with_the_place_of_the_mistake() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("rules.toml");
    let rule = |id: &str, pattern: &str| {
        format!(
            "[[rule]]\nid = {id:?}\npredicate = \"signedWith\"\nconfidence = 0.5\npattern = {pattern:?}\n"
        )
    };
    let good = "{s:company} ~ 到访 {o:place}";
    for (text, expected) in [
        ("[[rule]]\nid = 1\n".to_owned(), "line 2, column 6"),
        (rule("a", "{s:firm} 到访"), "rule \"a\""),
        (rule("a", good) + &rule("a", good), "rule \"a\" stands twice"),
    ] {
        fs::write(&path, &text).expect("a file");
        let error: RuleError = RuleSet::load(&[directory.path().to_owned()]).err().expect(&text);
        let words = error.to_string();
        assert!(words.starts_with(&path.display().to_string()) && words.contains(expected), "{words}");
    }
}
