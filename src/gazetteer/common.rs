//! Names that are ordinary words as well.

use rustc_hash::FxHashMap;

use super::{Form, FormIndex, WordClass};

/// A word that is also a name: 大关, 威信, 合作.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CommonWord {
    /// The word, normalised.
    pub word: String,
    /// Its class as an ordinary word.
    pub class: WordClass,
}

/// All common words, by word and by form.
#[derive(Clone, Debug, Default)]
pub struct CommonWords {
    /// Sorted by word, each once.
    words: Vec<CommonWord>,
    by_form: FxHashMap<FormIndex, usize>,
}

impl CommonWords {
    /// Sorts `words` and ties them to `forms` (sorted by text).
    pub(super) fn new(mut words: Vec<CommonWord>, forms: &[Form]) -> Self {
        words.sort();
        words.dedup_by(|later, earlier| later.word == earlier.word);
        let by_form = words
            .iter()
            .enumerate()
            .filter_map(|(at, word)| {
                let form = forms.binary_search_by(|form| form.text.cmp(&word.word)).ok()?;
                Some((FormIndex::new(form), at))
            })
            .collect();
        Self { words, by_form }
    }

    /// The common word that a form of the gazetteer is.
    #[must_use]
    pub fn of_form(&self, form: FormIndex) -> Option<&CommonWord> {
        self.by_form.get(&form).and_then(|at| self.words.get(*at))
    }

    /// The entry of a normalised word.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<&CommonWord> {
        let at = self.words.binary_search_by(|entry| entry.word.as_str().cmp(word)).ok()?;
        self.words.get(at)
    }

    /// All words, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &CommonWord> {
        self.words.iter()
    }

    /// How many forms of the gazetteer are common words.
    #[must_use]
    pub fn forms(&self) -> usize {
        self.by_form.len()
    }
}
