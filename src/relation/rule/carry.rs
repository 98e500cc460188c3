//! Rules for clauses that name no subject, made of those for clauses that do.

use super::Rule;
use crate::extraction::Predicate;

/// The pattern of a rule with what was spoken of before for its subject, where its words alone say what is told.
pub(super) fn carried(rule: &Rule) -> Option<String> {
    let pattern = rule.pattern.as_deref()?;
    let (subject, rest) = pattern.strip_prefix("{s:")?.split_once("} ")?;
    let kinds: Vec<&str> = subject
        .trim_end_matches('+')
        .split('|')
        .filter(|kind| match *kind {
            "company" | "project" | "park" => true,
            "infrastructure" => rule.predicate == Predicate::PassesThrough,
            _ => false,
        })
        .collect();
    // Where something is, what it has been granted, which stage it has reached and who signs is told of too many things
    // that have no name.
    let told_of_others = !matches!(
        rule.predicate,
        Predicate::Leads
            | Predicate::Undertakes
            | Predicate::InPark
            | Predicate::InIndustry
            | Predicate::Produces
            | Predicate::PassesThrough
    );
    let fits = !rule.needs_subject.unwrap_or(told_of_others);
    let verb =
        rest.split(' ').find(|element| *element != "~!" && *element != "~" && !element.ends_with(")?"))?;
    let tells = !verb.starts_with(['{', '~', '$']) && words(verb).all(is_verb);
    let one = !rest.contains("{s:");
    (fits && tells && one && !kinds.is_empty()).then(|| format!("{{s:{}^}} {rest}", kinds.join("|")))
}

/// The alternatives of an element of words.
fn words(element: &str) -> impl Iterator<Item = &str> {
    let inside = element.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')).unwrap_or(element);
    inside.split('|')
}

/// Whether a word needs no subject right before it.
fn is_verb(word: &str) -> bool {
    word.chars().all(char::is_alphanumeric)
        && !matches!(
            word,
            "的" | "和"
                | "与"
                | "同"
                | "及"
                | "联合"
                | "携手"
                | "联手"
                | "会同"
                | "旗下"
                | "下属"
                | "所属"
                | "属下"
        )
}
