//! The dictionary of one document: names that the document itself introduces.

use rustc_hash::FxHashMap;

use super::Origin;
use super::lattice::{NameEdge, TokenKind};
use super::node::Node;
use crate::entity::{EntityType, PlaceLevel};
use crate::text::NormalizedSpan;

/// A name of the document's own dictionary.
#[derive(Clone, Debug)]
pub(crate) struct LocalName {
    pub(crate) kind: EntityType,
    pub(crate) level: Option<PlaceLevel>,
    pub(crate) origin: Origin,
}

/// The names that one document introduces, by their first character.
///
/// A document has some dozens of them: looking at each character once beats building an automaton.
#[derive(Default)]
pub(crate) struct LocalNames {
    names: Vec<LocalName>,
    by_first: FxHashMap<char, Vec<(Box<str>, u32)>>,
    /// Bit `c % 1024` is set for each first character `c`: most characters of a text begin no name.
    begins: [u64; 16],
}

impl LocalNames {
    /// Compiles `names`; of equal texts the first counts.
    pub(crate) fn new(names: Vec<(String, LocalName)>) -> Self {
        let mut local = Self::default();
        for (text, name) in names {
            let Some(first) = text.chars().next() else { continue };
            let (slot, bit) = place(first);
            local.begins[slot] |= bit;
            let same_first = local.by_first.entry(first).or_default();
            if same_first.iter().any(|(known, _)| **known == *text) {
                continue;
            }
            same_first.push((text.into(), u32::try_from(local.names.len()).unwrap_or(u32::MAX)));
            local.names.push(name);
        }
        local
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The name at `index`.
    pub(crate) fn name(&self, index: u32) -> &LocalName {
        &self.names[index as usize]
    }

    /// The name that `text` is, when it is a short form of another.
    pub(crate) fn short_form(&self, text: &str) -> Option<&LocalName> {
        let names = self.by_first.get(&text.chars().next()?)?;
        let (_, index) = names.iter().find(|(name, _)| **name == *text)?;
        let name = self.name(*index);
        matches!(name.origin, Origin::ShortOf(_)).then_some(name)
    }

    /// Whether a name stands in the clause outside the names that `nodes` hold already.
    pub(crate) fn add_to(&self, nodes: &[Node], text: &str, clause: NormalizedSpan) -> bool {
        self.hits(clause.of(text)).any(|(start, end, _)| {
            let hit = NormalizedSpan::new(clause.start + start, clause.start + end);
            !nodes.iter().any(|node| node.name().is_some() && node.span.contains(hit))
        })
    }

    /// Where the names stand in a clause.
    pub(crate) fn edges(&self, text: &str, clause: NormalizedSpan, out: &mut Vec<NameEdge>) {
        if self.names.is_empty() {
            return;
        }
        for (start, end, name) in self.hits(clause.of(text)) {
            let span = NormalizedSpan::new(clause.start + start, clause.start + end);
            out.push(NameEdge { span, kind: TokenKind::Local(name), cost: 7.5 });
        }
    }

    /// `(start, end, name)` of every occurrence, overlapping ones included, ordered by start.
    fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, u32)> + 'a {
        let named = move |(at, first): (usize, char)| {
            let (slot, bit) = place(first);
            (self.begins[slot] & bit != 0).then(|| self.by_first.get(&first).map(|names| (at, names)))?
        };
        text.char_indices().filter_map(named).flat_map(move |(at, names)| {
            names
                .iter()
                .filter(move |(name, _)| text[at..].starts_with(&**name))
                .map(move |(name, index)| (at, at + name.len(), *index))
        })
    }
}

/// Where the bit of a first character is.
fn place(first: char) -> (usize, u64) {
    let hash = first as usize % 1024;
    (hash / 64, 1 << (hash % 64))
}
