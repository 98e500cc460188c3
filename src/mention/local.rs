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

/// What it costs to read a name that the document introduces, wherever it stands.
const COST: f32 = 7.5;

/// The names that one document introduces, by their first character.
///
/// A document has some dozens of them: looking at each character once beats building an automaton.
#[derive(Default)]
pub(crate) struct LocalNames {
    names: Vec<LocalName>,
    /// Names that hold at one place only, in order of position.
    placed: Vec<(NormalizedSpan, u32)>,
    by_first: FxHashMap<char, Vec<(Box<str>, u32)>>,
    /// Bit `c % 1024` is set for each first character `c`: most characters of a text begin no name.
    begins: [u64; 16],
}

impl LocalNames {
    /// Compiles `names`; of equal texts the first counts. `placed` are names that hold at one place only.
    pub(crate) fn new(names: Vec<(String, LocalName)>, placed: Vec<(NormalizedSpan, LocalName)>) -> Self {
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
        for (span, name) in placed {
            local.placed.push((span, u32::try_from(local.names.len()).unwrap_or(u32::MAX)));
            local.names.push(name);
        }
        local.placed.sort_unstable_by_key(|(span, _)| (span.start, span.end));
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
        let fresh =
            |hit: NormalizedSpan| !nodes.iter().any(|node| node.name().is_some() && node.span.contains(hit));
        self.placed_in(clause).any(|(span, _)| fresh(*span))
            || self
                .hits(clause.of(text))
                .any(|(start, end, _)| fresh(NormalizedSpan::new(clause.start + start, clause.start + end)))
    }

    /// The names that hold only where they stand in the clause.
    fn placed_in(&self, clause: NormalizedSpan) -> impl Iterator<Item = &(NormalizedSpan, u32)> {
        let from = self.placed.partition_point(|(span, _)| span.start < clause.start);
        self.placed[from..].iter().take_while(move |(span, _)| span.end <= clause.end)
    }

    /// Where the names stand in a clause.
    pub(crate) fn edges(&self, text: &str, clause: NormalizedSpan, out: &mut Vec<NameEdge>) {
        if self.names.is_empty() {
            return;
        }
        for (start, end, name) in self.hits(clause.of(text)) {
            let span = NormalizedSpan::new(clause.start + start, clause.start + end);
            out.push(NameEdge { span, kind: TokenKind::Local(name), cost: COST });
        }
        let placed = self.placed_in(clause);
        out.extend(placed.map(|(span, name)| NameEdge {
            span: *span,
            kind: TokenKind::Local(*name),
            cost: 0.0,
        }));
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
                .filter(move |(name, _)| {
                    text[at..].starts_with(&**name) && stands_alone(text, at, at + name.len())
                })
                .map(move |(name, index)| (at, at + name.len(), *index))
        })
    }
}

/// Where the bit of a first character is.
fn place(first: char) -> (usize, u64) {
    let hash = first as usize % 1024;
    (hash / 64, 1 << (hash % 64))
}

/// Whether no letter goes on where a name of letters begins or ends: PE is none in PET.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    !(letter(start) && start.checked_sub(1).is_some_and(letter) || letter(end - 1) && letter(end))
}
