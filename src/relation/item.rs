//! What patterns match: the mentions of a document and the words that stand for one.

use crate::entity::EntityType;
use crate::extraction::EntityRef;
use crate::text::NormalizedSpan;

/// A mention with its meaning, or a word such as 该公司 with the meaning of what it points to.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) span: NormalizedSpan,
    pub(super) kind: EntityType,
    /// `None` when the mention is ambiguous: it then holds its place but states nothing.
    pub(super) entity: Option<EntityRef>,
}

/// The outermost items of a document, in order of position and without overlaps.
pub(super) struct Items {
    items: Vec<Item>,
}

impl Items {
    pub(super) fn new(mut items: Vec<Item>) -> Self {
        items.sort_by_key(|item| (item.span.start, std::cmp::Reverse(item.span.end)));
        let mut end = 0;
        items.retain(|item| {
            let keep = item.span.start >= end;
            if keep {
                end = item.span.end;
            }
            keep
        });
        Self { items }
    }

    /// The items inside `span`.
    pub(super) fn within(&self, span: NormalizedSpan) -> Stretch<'_> {
        let from = self.items.partition_point(|item| item.span.start < span.start);
        let to = self.items.partition_point(|item| item.span.end <= span.end);
        Stretch { items: self.items.get(from..to).unwrap_or(&[]) }
    }
}

/// The items of a stretch of text, mostly a sentence: few, so that looking one up is cheap.
#[derive(Clone, Copy)]
pub(super) struct Stretch<'a> {
    items: &'a [Item],
}

impl<'a> Stretch<'a> {
    /// Whether there is none.
    pub(super) fn is_empty(self) -> bool {
        self.items.is_empty()
    }

    /// All of them, in order of position.
    pub(super) fn iter(self) -> impl Iterator<Item = &'a Item> {
        self.items.iter()
    }

    /// The item that starts at `offset`.
    pub(super) fn starting_at(self, offset: usize) -> Option<&'a Item> {
        let at = self.items.binary_search_by_key(&offset, |item| item.span.start).ok()?;
        self.items.get(at)
    }
}
