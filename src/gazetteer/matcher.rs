//! Finds the forms in a text.

use super::{Form, FormIndex};
use crate::text::NormalizedSpan;
use crate::text::glyph::{Glyph, glyphs};
use crate::text::trie::{Ahead, Trie};

/// A form found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hit {
    /// Where; always on character boundaries, never empty.
    pub span: NormalizedSpan,
    /// What.
    pub form: FormIndex,
}

/// Finds every form of a gazetteer in a normalised text.
///
/// From each character the trie is walked as far as a form goes on. An automaton (daachorse) would look at each character
/// once, but is slower to build, a sixth of the instructions of the start, and finds less of its tables in the caches.
#[derive(Clone, Debug)]
pub struct Matcher {
    /// By the indices of the forms.
    forms: Trie,
}

impl Matcher {
    /// Compiles `forms`, whose texts are distinct and not empty.
    pub(super) fn new(forms: &[Form]) -> Self {
        // A form has two characters on average that no other begins with.
        let mut trie = Trie::with_room(2 * forms.len());
        for (at, form) in forms.iter().enumerate() {
            trie.number(&form.text, FormIndex::new(at).raw());
        }
        Self { forms: trie }
    }

    /// All occurrences of all forms in `text`, overlapping ones included, ordered by their ends;
    /// of those with the same end the longest comes first.
    #[must_use]
    pub fn find_all(&self, text: &str) -> Vec<Hit> {
        self.find_in(&glyphs(text))
    }

    /// The same in a text that is decoded already.
    pub(crate) fn find_in(&self, text: &[Glyph]) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::with_capacity(text.len() / 8);
        self.forms.scan(text, 0..text.len(), &mut Ahead::default(), |place, characters, form| {
            let (start, end) = (text[place].at(), text[place + characters - 1].end());
            let hit = Hit { span: NormalizedSpan::new(start, end), form: FormIndex::from_raw(form) };
            // They come by their beginnings, and few are longer than what begins behind them.
            let at = hits.iter().rposition(|before| before.span.end <= end).map_or(0, |before| before + 1);
            hits.insert(at, hit);
        });
        hits
    }

    /// The form with exactly this text.
    pub(super) fn get(&self, text: &str) -> Option<FormIndex> {
        self.forms.get(text).map(FormIndex::from_raw)
    }

    /// Memory in bytes.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.forms.heap_bytes()
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
        let hits = Matcher::new(forms).find_all(text);
        hits.iter().map(|hit| (hit.span.start, hit.span.end, hit.form.get())).collect()
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
