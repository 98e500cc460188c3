//! A text of the graph: how well words fit it, and the part of it that is shown.

use oxigraph::model::NamedNode;
use serde::{Deserialize, Serialize};

/// The characters of a snippet.
const SNIPPET: usize = 60;

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    /// The name of an entity.
    Label,
    /// Another name.
    Alias,
    /// The title of a document.
    Title,
    /// A sentence.
    Sentence,
}

impl Field {
    /// How much a match here counts: a name is what people look for most.
    fn weight(self) -> f64 {
        match self {
            Self::Label => 8.0,
            Self::Alias => 6.0,
            Self::Title => 4.0,
            Self::Sentence => 1.0,
        }
    }
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "Record", into = "Record")]
pub(super) struct Text {
    pub(super) node: NamedNode,
    pub(super) field: Field,
    /// Normalised, as words are before they are looked for.
    pub(super) text: Box<str>,
}

/// A text as it is written.
#[derive(Serialize, Deserialize)]
struct Record(String, Field, Box<str>);

impl From<Text> for Record {
    fn from(text: Text) -> Self {
        Self(text.node.into_string(), text.field, text.text)
    }
}

impl From<Record> for Text {
    fn from(Record(node, field, text): Record) -> Self {
        Self { node: NamedNode::new_unchecked(node), field, text }
    }
}

impl Text {
    /// `None` when a word isn't in the text after all: its pairs may stand apart.
    pub(super) fn score(&self, words: &[String]) -> Option<f64> {
        let length = self.text.chars().count() as f64;
        let mut covered = 0.0;
        let mut repeated = 0_usize;
        for word in words {
            let count = self.text.matches(word.as_str()).count();
            if count == 0 {
                return None;
            }
            covered += word.chars().count() as f64;
            repeated += (count - 1).min(3);
        }
        let share = (covered / length).min(1.0);
        let score = self.field.weight() * (share + 0.05 * repeated as f64);
        // Four digits are enough to sort by, and read well.
        Some((score * 10_000.0).round() / 10_000.0)
    }

    /// The part around the first of the words, with the words between « and ».
    pub(super) fn snippet(&self, words: &[String]) -> String {
        let first = words.iter().filter_map(|word| self.text.find(word.as_str())).min().unwrap_or_default();
        let before = self.text[..first].chars().count();
        let skipped = before.saturating_sub(SNIPPET / 3);
        let window: String = self.text.chars().skip(skipped).take(SNIPPET).collect();
        let is_cut = self.text.chars().nth(skipped + SNIPPET).is_some();
        let mut out = String::new();
        if skipped > 0 {
            out.push('…');
        }
        let mut rest = window.as_str();
        while let Some(char) = rest.chars().next() {
            match words.iter().filter(|word| rest.starts_with(word.as_str())).max_by_key(|word| word.len()) {
                Some(word) => {
                    out.push('«');
                    out.push_str(word);
                    out.push('»');
                    rest = &rest[word.len()..];
                }
                None => {
                    out.push(char);
                    rest = &rest[char.len_utf8()..];
                }
            }
        }
        if is_cut {
            out.push('…');
        }
        out
    }
}
