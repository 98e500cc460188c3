//! The index: texts, and for every two neighbouring characters the texts that contain them.

use oxigraph::model::vocab::rdfs;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};
use oxigraph::store::StorageError;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::graph::GraphStore;
use crate::graph::vocab::{self, external};
use crate::text::Normalizer;

use super::text::{Field, Text};

/// Stands behind the last character of a text, so that every character begins a pair.
const END: char = '\0';
/// The texts of a graph, prepared for searching.
pub struct SearchIndex {
    normalizer: Normalizer,
    texts: Vec<Text>,
    /// The pairs, sorted, with the end of their texts in `postings`.
    pairs: Vec<(u64, u32)>,
    postings: Vec<u32>,
}

/// The texts of a graph, for another process.
#[derive(Serialize, Deserialize)]
pub struct Texts(Vec<Text>);

/// A text that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit<'i> {
    /// What the text belongs to: an entity, a document or a sentence.
    pub node: &'i NamedNode,
    /// Which of its texts.
    pub field: Field,
    /// How good it is; what is equal to the words, or mostly made of them, comes first.
    pub score: f64,
    /// The text around the first word, with the words between « and ».
    pub snippet: String,
}

impl Texts {
    /// Reads the texts of a graph.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn read(graph: &GraphStore) -> Result<Self, StorageError> {
        let normalizer = Normalizer::builtin();
        let mut texts = Vec::new();
        let mut add = |node: NamedNode, field, text: &str| {
            let text = prepared(&normalizer, text);
            if !text.is_empty() {
                texts.push(Text { node, field, text: text.into() });
            }
        };
        let of = |property| graph.quads(None, Some(property), None, None);
        for (property, field) in [
            (rdfs::LABEL, Field::Label),
            (external::SKOS_PREF_LABEL, Field::Label),
            (external::SKOS_ALT_LABEL, Field::Alias),
            (external::DCTERMS_TITLE, Field::Title),
        ] {
            for quad in of(property) {
                if let Some((node, text)) = literal(quad?)
                    && (field == Field::Title || graph.iris().entity_id(node.as_ref()).is_some())
                {
                    add(node, field, &text);
                }
            }
        }
        for quad in of(vocab::IN_DOCUMENT) {
            let sentence = quad?.subject;
            for quad in graph.quads(Some(sentence.as_ref()), Some(external::OA_EXACT), None, None) {
                if let Some((node, text)) = literal(quad?) {
                    add(node, Field::Sentence, &text);
                }
            }
        }
        // A document's name for something is also the gazetteer's, and a name may be an alias too.
        texts.sort_by(|a, b| (a.node.as_str(), &a.text, a.field).cmp(&(b.node.as_str(), &b.text, b.field)));
        texts.dedup_by(|later, first| later.node == first.node && later.text == first.text);
        Ok(Self(texts))
    }

    /// Makes the index of them.
    #[must_use]
    pub fn index(self) -> SearchIndex {
        SearchIndex::of_texts(Normalizer::builtin(), self.0)
    }
}

impl SearchIndex {
    /// Reads the texts of a graph.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn build(graph: &GraphStore) -> Result<Self, StorageError> {
        Ok(Texts::read(graph)?.index())
    }

    fn of_texts(normalizer: Normalizer, texts: Vec<Text>) -> Self {
        let mut all: Vec<(u64, u32)> = Vec::new();
        for (index, text) in (0_u32..).zip(&texts) {
            let followers = text.text.chars().skip(1).chain([END]);
            all.extend(text.text.chars().zip(followers).map(|(a, b)| (pair(a, b), index)));
        }
        all.sort_unstable();
        all.dedup();
        let mut pairs: Vec<(u64, u32)> = Vec::new();
        let mut postings = Vec::with_capacity(all.len());
        for (key, text) in all {
            postings.push(text);
            let end = u32::try_from(postings.len()).unwrap_or(u32::MAX);
            match pairs.last_mut() {
                Some((last, known)) if *last == key => *known = end,
                _ => pairs.push((key, end)),
            }
        }
        pairs.shrink_to_fit();
        Self { normalizer, texts, pairs, postings }
    }

    /// The number of texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are no texts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// What has texts in `fields` that contain all words of `query`, the best first, each once with its
    /// best text.
    #[must_use]
    pub fn search(&self, query: &str, fields: &[Field], limit: usize) -> Vec<Hit<'_>> {
        let words: Vec<String> = query
            .split_whitespace()
            .map(|word| prepared(&self.normalizer, word))
            .filter(|word| !word.is_empty())
            .collect();
        let mut found: Vec<(f64, u32)> = self
            .candidates(&words)
            .into_iter()
            .filter_map(|index| {
                let text = self.texts.get(index as usize).filter(|text| fields.contains(&text.field))?;
                Some((text.score(&words)?, index))
            })
            .collect();
        let best_first = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        found.sort_by(best_first);
        let mut seen = FxHashSet::default();
        found
            .into_iter()
            .filter_map(|(score, index)| {
                let text = self.texts.get(index as usize)?;
                seen.insert(&text.node).then_some((score, text))
            })
            .take(limit)
            .map(|(score, text)| Hit {
                node: &text.node,
                field: text.field,
                score,
                snippet: text.snippet(&words),
            })
            .collect()
    }

    /// The texts that contain all pairs of all words, in order.
    fn candidates(&self, words: &[String]) -> Vec<u32> {
        let mut lists: Vec<&[u32]> = Vec::new();
        let mut single: Option<Vec<u32>> = None;
        for word in words {
            let mut chars = word.chars();
            match (chars.next(), chars.next()) {
                (Some(only), None) => {
                    let texts = self.beginning_with(only);
                    single = Some(match single {
                        None => texts,
                        Some(known) => intersection(&known, &texts),
                    });
                }
                _ => lists
                    .extend(word.chars().zip(word.chars().skip(1)).map(|(a, b)| self.texts_of(pair(a, b)))),
            }
        }
        lists.sort_by_key(|list| list.len());
        let mut lists = lists.into_iter();
        let mut found = match (single, lists.next()) {
            (Some(single), None) => single,
            (Some(single), Some(list)) => intersection(&single, list),
            (None, Some(list)) => list.to_vec(),
            (None, None) => Vec::new(),
        };
        for list in lists {
            found = intersection(&found, list);
        }
        found
    }

    fn texts_of(&self, key: u64) -> &[u32] {
        match self.pairs.binary_search_by_key(&key, |(known, _)| *known) {
            Ok(index) => self.slice(index),
            Err(_) => &[],
        }
    }

    fn slice(&self, index: usize) -> &[u32] {
        let start = index.checked_sub(1).and_then(|before| self.pairs.get(before)).map_or(0, |(_, end)| *end);
        let end = self.pairs.get(index).map_or(start, |(_, end)| *end);
        self.postings.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The texts that contain a character: those of all pairs that begin with it.
    fn beginning_with(&self, char: char) -> Vec<u32> {
        let from = self.pairs.partition_point(|(key, _)| *key < pair(char, END));
        let mut texts: Vec<u32> = (from..self.pairs.len())
            .take_while(|index| self.pairs.get(*index).is_some_and(|(key, _)| key >> 32 == u64::from(char)))
            .flat_map(|index| self.slice(index).iter().copied())
            .collect();
        texts.sort_unstable();
        texts.dedup();
        texts
    }
}

fn pair(a: char, b: char) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

/// What is in both; both are sorted.
fn intersection(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut rest = b;
    a.iter()
        .copied()
        .filter(|item| {
            rest = &rest[rest.partition_point(|other| other < item)..];
            rest.first() == Some(item)
        })
        .collect()
}

/// Full and half width, traditional and simplified, capital and small are the same.
fn prepared(normalizer: &Normalizer, text: &str) -> String {
    normalizer.normalize_str(text).to_lowercase()
}

fn literal(quad: Quad) -> Option<(NamedNode, String)> {
    match (quad.subject, quad.object) {
        (NamedOrBlankNode::NamedNode(node), Term::Literal(literal)) => {
            Some((node, literal.value().to_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Field; 4] = [Field::Label, Field::Alias, Field::Title, Field::Sentence];

    fn index(texts: &[&str]) -> SearchIndex {
        let normalizer = Normalizer::builtin();
        let texts = texts
            .iter()
            .enumerate()
            .map(|(number, text)| Text {
                node: NamedNode::new_unchecked(format!("http://x/{number}")),
                field: Field::Sentence,
                text: prepared(&normalizer, text).into(),
            })
            .collect();
        SearchIndex::of_texts(normalizer, texts)
    }

    fn found(index: &SearchIndex, query: &str) -> Vec<String> {
        let hits = index.search(query, &ALL, 10);
        hits.iter().map(|hit| hit.node.as_str().trim_start_matches("http://x/").to_owned()).collect()
    }

    #[test]
    fn any_two_characters_are_found() {
        let index = index(&["青山镇的竹笋加工厂", "竹笋", "加工竹笋和茶叶", "茶葉ＡＢＣ"]);
        assert_eq!(found(&index, "竹笋"), ["1", "2", "0"], "the shorter, the better");
        assert_eq!(found(&index, "笋加"), ["0"]);
        assert_eq!(found(&index, "竹笋 加工"), ["2", "0"]);
        assert_eq!(found(&index, "茶叶"), ["3", "2"], "traditional characters are simplified");
        assert_eq!(found(&index, "abc"), ["3"]);
        assert_eq!(found(&index, "厂"), ["0"], "one character at the end");
        assert_eq!(found(&index, "加"), ["2", "0"]);
        for nothing in ["", " ", "笋竹", "竹笋 没有", "没"] {
            assert!(found(&index, nothing).is_empty(), "{nothing:?}");
        }
    }

    #[test]
    fn pairs_that_stand_apart_are_no_word() {
        let index = index(&["甲乙与乙丙"]);
        assert!(found(&index, "甲乙丙").is_empty());
    }

    #[test]
    fn snippets_show_the_words() {
        let long = format!("{}竹笋加工{}", "前".repeat(50), "后".repeat(80));
        let index = index(&[&long]);
        let hit = index.search("加工 竹笋", &ALL, 1).remove(0);
        let (before, after) = ("前".repeat(20), "后".repeat(36));
        assert_eq!(hit.snippet, format!("…{before}«竹笋»«加工»{after}…"));
    }

    proptest! {
        #[test]
        fn it_finds_what_a_scan_finds(
            texts in prop::collection::vec("[甲乙丙丁]{1,8}", 1..20),
            word in "[甲乙丙丁]{1,4}",
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let index = index(&texts);
            let mut found: Vec<usize> = index
                .search(&word, &ALL, 100)
                .iter()
                .filter_map(|hit| hit.node.as_str().trim_start_matches("http://x/").parse().ok())
                .collect();
            found.sort_unstable();
            let scanned: Vec<usize> =
                (0..texts.len()).filter(|index| texts[*index].contains(&word)).collect();
            prop_assert_eq!(found, scanned);
        }
    }
}
