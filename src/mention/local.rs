//! The dictionary of one document: names that the document itself introduces.

use rustc_hash::FxHashMap;

use super::Origin;
use super::enumeration::ALONG;
use super::lattice::{NameEdge, TokenKind};
use super::node::Node;
use crate::entity::{EntityType, PlaceLevel};
use crate::text::character_set::CharacterSet;
use crate::text::{NormalizedSpan, NormalizedText};

/// A name of the document's own dictionary.
#[derive(Clone, Debug)]
pub(crate) struct LocalName {
    pub(crate) kind: EntityType,
    pub(crate) level: Option<PlaceLevel>,
    pub(crate) origin: Origin,
}

/// What it costs to read a name that the document introduces, wherever it stands.
const COST: f32 = 7.5;

/// The names that one document introduces.
///
/// A document has some dozens of them: looking at each character once beats building an automaton.
#[derive(Default)]
pub(crate) struct LocalNames {
    names: Vec<LocalName>,
    /// Names that hold at one place only, in order of position.
    placed: Vec<(NormalizedSpan, u32)>,
    /// Where the others stand in the document, overlapping ones included, ordered by start.
    found: Vec<(NormalizedSpan, u32)>,
    by_text: FxHashMap<Box<str>, u32>,
    /// The lengths in bytes, ascending, of those that begin with a character: a register has thousands that begin alike.
    lengths: FxHashMap<char, Vec<usize>>,
}

impl LocalNames {
    /// Compiles `names`, and finds them in `document`; of equal texts the first counts. `placed` are names that hold at one
    /// place only.
    pub(crate) fn new(
        names: Vec<(String, LocalName)>,
        placed: Vec<(NormalizedSpan, LocalName)>,
        document: &NormalizedText,
    ) -> Self {
        let mut local = Self::default();
        for (text, name) in names {
            let Some(first) = text.chars().next() else { continue };
            if local.by_text.contains_key(&*text) {
                continue;
            }
            let lengths = local.lengths.entry(first).or_default();
            if let Err(at) = lengths.binary_search(&text.len()) {
                lengths.insert(at, text.len());
            }
            local.by_text.insert(text.into(), u32::try_from(local.names.len()).unwrap_or(u32::MAX));
            local.names.push(name);
        }
        for (span, name) in placed {
            local.placed.push((span, u32::try_from(local.names.len()).unwrap_or(u32::MAX)));
            local.names.push(name);
        }
        local.placed.sort_unstable_by_key(|(span, _)| (span.start, span.end));
        if !local.by_text.is_empty() {
            local.found = local.find_in(document);
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
        let name = self.name(*self.by_text.get(text)?);
        matches!(name.origin, Origin::ShortOf(_) | Origin::Form(_)).then_some(name)
    }

    /// Whether a name stands in the clause outside the names that `nodes` hold already, or where they only guess one. One that
    /// holds at its place only is surer than all of them.
    pub(crate) fn add_to(&self, nodes: &[Node], clause: NormalizedSpan) -> bool {
        let fresh = |hit: NormalizedSpan| {
            !nodes.iter().any(|node| {
                node.name().is_some()
                    && node.span.contains(hit)
                    && node.origin != Some(Origin::Pattern(ALONG))
            })
        };
        within(&self.placed, clause).next().is_some() || self.found_in(clause).any(|(span, _)| fresh(*span))
    }

    /// Where the names stand in a clause.
    pub(crate) fn edges(&self, clause: NormalizedSpan, out: &mut Vec<NameEdge>) {
        let found = self.found_in(clause);
        out.extend(found.map(|(span, name)| NameEdge {
            span: *span,
            kind: TokenKind::Local(*name),
            cost: COST,
        }));
        let placed = within(&self.placed, clause);
        out.extend(placed.map(|(span, name)| NameEdge {
            span: *span,
            kind: TokenKind::Local(*name),
            cost: 0.0,
        }));
    }

    /// The names, but for those that hold at one place only, that stand in `span`.
    fn found_in(&self, span: NormalizedSpan) -> impl Iterator<Item = &(NormalizedSpan, u32)> {
        let from = self.found.partition_point(|(found, _)| found.start < span.start);
        let inside = self.found[from..].iter().take_while(move |(found, _)| found.start < span.end);
        inside.filter(move |(found, _)| found.end <= span.end)
    }

    fn find_in(&self, document: &NormalizedText) -> Vec<(NormalizedSpan, u32)> {
        let text = document.text.as_str();
        let firsts = CharacterSet::new(self.lengths.keys().copied());
        let mut found = Vec::new();
        for glyph in document.glyphs.iter().filter(|glyph| firsts.has_code(glyph.code)) {
            let at = glyph.at();
            let lengths = char::from_u32(glyph.code).and_then(|first| self.lengths.get(&first));
            for length in lengths.into_iter().flatten() {
                let end = at + length;
                let name = text.get(at..end).and_then(|name| self.by_text.get(name));
                if let Some(index) = name.filter(|_| stands_alone(text, at, end)) {
                    found.push((NormalizedSpan::new(at, end), *index));
                }
            }
        }
        found
    }
}

/// Those of `placed`, which are ordered by start and do not overlap, that stand in the clause.
fn within(
    placed: &[(NormalizedSpan, u32)],
    clause: NormalizedSpan,
) -> impl Iterator<Item = &(NormalizedSpan, u32)> {
    let from = placed.partition_point(|(span, _)| span.start < clause.start);
    placed[from..].iter().take_while(move |(span, _)| span.end <= clause.end)
}

/// Whether no letter goes on where a name of letters begins or ends: PE is none in PET.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    !(letter(start) && start.checked_sub(1).is_some_and(letter) || letter(end - 1) && letter(end))
}
