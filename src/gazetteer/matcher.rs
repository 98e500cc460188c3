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

    /// Memory of the automaton in bytes.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.automaton.as_ref().map_or(0, CharwiseDoubleArrayAhoCorasick::heap_bytes)
    }
}
