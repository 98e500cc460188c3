//! Guards: what must, or must not, stand beside a word for it to be a name.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Form, FormIndex};

/// What a guard does to a name whose neighbours match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GuardAction {
    /// With these neighbours the word is no name.
    Refuse,
    /// Only with these neighbours the word is a name.
    Require,
}

/// One rule about the neighbours of a word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Guard {
    /// The word, normalised.
    pub word: String,
    /// Normalised texts of which one stands directly before the word; empty: anything.
    pub left: Vec<String>,
    /// Normalised texts of which one stands directly behind the word; empty: anything.
    pub right: Vec<String>,
    /// What follows from a match.
    pub action: GuardAction,
    /// Why, for a reader of the explanation.
    pub reason: String,
}

impl Guard {
    /// Whether the neighbours match: `before` ends with one of `left` and `after` begins with one
    /// of `right`.
    #[must_use]
    pub fn matches(&self, before: &str, after: &str) -> bool {
        (self.left.is_empty() || self.left.iter().any(|left| before.ends_with(left.as_str())))
            && (self.right.is_empty() || self.right.iter().any(|right| after.starts_with(right.as_str())))
    }
}

/// All guards, by word and by form.
#[derive(Clone, Debug, Default)]
pub struct Guards {
    /// Sorted by word.
    guards: Vec<Guard>,
    by_form: FxHashMap<FormIndex, Range<usize>>,
}

impl Guards {
    /// Sorts `guards` and ties them to `forms` (sorted by text).
    pub(super) fn new(mut guards: Vec<Guard>, forms: &[Form]) -> Self {
        guards.sort();
        guards.dedup();
        let mut by_form = FxHashMap::default();
        let mut start = 0;
        for group in guards.chunk_by(|left, right| left.word == right.word) {
            let range = start..start + group.len();
            start = range.end;
            if let Some(Ok(at)) =
                group.first().map(|guard| forms.binary_search_by(|form| form.text.cmp(&guard.word)))
            {
                by_form.insert(FormIndex::new(at), range);
            }
        }
        Self { guards, by_form }
    }

    /// The guards of a form of the gazetteer.
    #[must_use]
    pub fn of_form(&self, form: FormIndex) -> &[Guard] {
        self.by_form.get(&form).and_then(|range| self.guards.get(range.clone())).unwrap_or_default()
    }

    /// The guards of a normalised word, whether or not it is a form.
    #[must_use]
    pub fn of_word(&self, word: &str) -> &[Guard] {
        let start = self.guards.partition_point(|guard| guard.word.as_str() < word);
        let rest = self.guards.get(start..).unwrap_or_default();
        let length = rest.partition_point(|guard| guard.word == word);
        rest.get(..length).unwrap_or_default()
    }

    /// All guards, sorted by word.
    pub fn iter(&self) -> impl Iterator<Item = &Guard> {
        self.guards.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(word: &str, left: &[&str], right: &[&str]) -> Guard {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Guard {
            word: word.to_owned(),
            left: owned(left),
            right: owned(right),
            action: GuardAction::Refuse,
            reason: String::new(),
        }
    }

    #[test]
    fn neighbours_match_on_both_sides() {
        let cases = [
            (guard("威信", &["树立", "提高"], &[]), "要树立", "。", true),
            (guard("威信", &["树立", "提高"], &[]), "来到", "县城", false),
            (guard("大关", &["亿元"], &["之后"]), "突破百亿元", "之后", true),
            (guard("大关", &["亿元"], &["之后"]), "突破百亿元", "县", false),
            (guard("大关", &[], &[]), "", "", true),
        ];
        for (guard, before, after, expected) in cases {
            assert_eq!(guard.matches(before, after), expected, "{before}[{}]{after}", guard.word);
        }
    }

    #[test]
    fn guards_are_found_by_word_and_by_form() {
        let forms: Vec<Form> =
            ["大关", "威信", "昭通"].map(|text| Form { text: text.to_owned(), aliases: Vec::new() }).into();
        let guards =
            vec![guard("威信", &["树立"], &[]), guard("合作", &["加强"], &[]), guard("威信", &["高"], &[])];
        let guards = Guards::new(guards, &forms);
        let lefts = |guards: &[Guard]| guards.iter().map(|guard| guard.left.concat()).collect::<Vec<_>>();
        assert_eq!(lefts(guards.of_form(FormIndex::new(1))), ["树立", "高"]);
        assert_eq!(lefts(guards.of_form(FormIndex::new(0))), [""; 0]);
        assert_eq!(lefts(guards.of_word("合作")), ["加强"]);
        assert_eq!(lefts(guards.of_word("昭通")), [""; 0]);
        assert_eq!(guards.iter().count(), 3);
    }
}
