//! The dictionary of one document: names that the document itself introduces.

use daachorse::DoubleArrayAhoCorasick;
use rustc_hash::FxHashMap;

use super::Origin;
use super::lattice::{NameEdge, TokenKind};
use crate::entity::{EntityType, PlaceLevel};
use crate::text::NormalizedSpan;

/// A name of the document's own dictionary.
#[derive(Clone, Debug)]
pub(crate) struct LocalName {
    pub(crate) kind: EntityType,
    pub(crate) level: Option<PlaceLevel>,
    pub(crate) origin: Origin,
}

/// The names that one document introduces, compiled.
#[derive(Default)]
pub(crate) struct LocalNames {
    names: Vec<LocalName>,
    automaton: Option<DoubleArrayAhoCorasick<u32>>,
}

impl LocalNames {
    /// Compiles `names`; of equal texts the first counts.
    pub(crate) fn new(names: Vec<(String, LocalName)>) -> Self {
        let mut seen: FxHashMap<String, u32> = FxHashMap::default();
        let mut kept = Vec::with_capacity(names.len());
        let mut patterns = Vec::with_capacity(names.len());
        for (text, name) in names {
            if text.is_empty() || seen.contains_key(&text) {
                continue;
            }
            let index = u32::try_from(kept.len()).unwrap_or(u32::MAX);
            seen.insert(text.clone(), index);
            patterns.push((text, index));
            kept.push(name);
        }
        if patterns.is_empty() {
            return Self::default();
        }
        let automaton = DoubleArrayAhoCorasick::with_values(patterns).ok();
        Self { names: kept, automaton }
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.automaton.is_none()
    }

    /// The name at `index`.
    pub(crate) fn name(&self, index: u32) -> &LocalName {
        &self.names[index as usize]
    }

    /// Whether any name stands in `text`.
    pub(crate) fn occur_in(&self, text: &str) -> bool {
        self.automaton.as_ref().is_some_and(|automaton| automaton.find_overlapping_iter(text).next().is_some())
    }

    /// Where the names stand in a clause, ordered by end.
    pub(crate) fn edges(&self, text: &str, clause: NormalizedSpan, out: &mut Vec<NameEdge>) {
        let Some(automaton) = &self.automaton else { return };
        for hit in automaton.find_overlapping_iter(clause.of(text)) {
            let span = NormalizedSpan::new(clause.start + hit.start(), clause.start + hit.end());
            out.push(NameEdge { span, kind: TokenKind::Local(hit.value()), cost: 7.5 });
        }
    }
}
