//! The automaton that finds the forms in a text.

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::{Form, FormIndex};
use crate::text::NormalizedSpan;

/// A form found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hit {
    /// Where; always on character boundaries, never empty.
    pub span: NormalizedSpan,
    /// What.
    pub form: FormIndex,
}

/// Finds every form of a gazetteer in a normalised text, in time linear in the text and the hits.
#[derive(Default)]
pub struct Matcher {
    /// `None` when there is no form: an automaton needs a pattern.
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
}

impl Matcher {
    /// Compiles `forms`, whose texts are distinct and not empty.
    ///
    /// # Errors
    ///
    /// When there are more forms than the automaton can hold (some hundred million characters).
    pub(super) fn new(forms: &[Form]) -> Result<Self, daachorse::errors::DaachorseError> {
        if forms.is_empty() {
            return Ok(Self::default());
        }
        let patterns = forms.iter().enumerate().map(|(at, form)| (&form.text, FormIndex::new(at).raw()));
        Ok(Self { automaton: Some(CharwiseDoubleArrayAhoCorasick::with_values(patterns)?) })
    }

    /// All occurrences of all forms in `text`, overlapping ones included, ordered by their ends;
    /// of those with the same end the longest comes first.
    pub fn find_overlapping<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Hit> + 't {
        self.automaton.iter().flat_map(move |automaton| automaton.find_overlapping_iter(text)).map(|found| {
            Hit {
                span: NormalizedSpan::new(found.start(), found.end()),
                form: FormIndex::from_raw(found.value()),
            }
        })
    }

    /// As [`find_overlapping`](Self::find_overlapping), all at once: twice as fast where every hit is wanted.
    #[must_use]
    pub fn find_all(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::with_capacity(text.len() / 32);
        if let Some(automaton) = &self.automaton {
            for found in automaton.find_overlapping_iter(text) {
                hits.push(Hit {
                    span: NormalizedSpan::new(found.start(), found.end()),
                    form: FormIndex::from_raw(found.value()),
                });
            }
        }
        hits
    }

    /// Memory of the automaton in bytes.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.automaton.as_ref().map_or(0, CharwiseDoubleArrayAhoCorasick::heap_bytes)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn forms(texts: &[String]) -> Vec<Form> {
        let mut texts = texts.to_vec();
        texts.sort();
        texts.dedup();
        texts.into_iter().map(|text| Form { text, aliases: Vec::new() }).collect()
    }

    fn found(forms: &[Form], text: &str) -> Vec<(usize, usize, usize)> {
        let matcher = Matcher::new(forms).expect("few forms");
        matcher.find_overlapping(text).map(|hit| (hit.span.start, hit.span.end, hit.form.get())).collect()
    }

    #[test]
    fn hits_are_ordered_by_end_then_longest_first() {
        let cases: [(&[&str], &str, &[&str]); 6] = [
            (&["昭通", "昭通市", "通市", "市"], "昭通市", &["昭通", "昭通市", "通市", "市"]),
            (&["云南省昭通市", "昭通"], "云南省昭通", &["昭通"]),
            (&["aa"], "aaaa", &["aa", "aa", "aa"]),
            (&["𠮷林", "林"], "𠮷林a", &["𠮷林", "林"]),
            (&["昭通"], "", &[]),
            (&[], "昭通", &[]),
        ];
        for (names, text, expected) in cases {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            let hits: Vec<&str> =
                found(&forms(&names), text).into_iter().map(|(start, end, _)| &text[start..end]).collect();
            assert_eq!(hits, expected, "{names:?} in {text:?}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_aho_corasick(
            names in prop::collection::vec("[昭通市县a1𠮷·]{1,4}", 0..24),
            text in "[昭通市县镇a1𠮷· \u{0}]{0,60}",
        ) {
            let forms = forms(&names);
            let oracle = aho_corasick::AhoCorasick::new(forms.iter().map(|form| &form.text)).expect("few");
            let mut expected: Vec<_> = oracle
                .find_overlapping_iter(&text)
                .map(|hit| (hit.start(), hit.end(), hit.pattern().as_usize()))
                .collect();
            expected.sort_by_key(|(start, end, _)| (*end, *start));
            prop_assert_eq!(found(&forms, &text), expected);
        }
    }
}
