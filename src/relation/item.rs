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

    /// The item that starts at `offset`.
    pub(super) fn starting_at(&self, offset: usize) -> Option<&Item> {
        let at = self.items.binary_search_by_key(&offset, |item| item.span.start).ok()?;
        self.items.get(at)
    }

    /// The items inside `span`.
    pub(super) fn within(&self, span: NormalizedSpan) -> &[Item] {
        let from = self.items.partition_point(|item| item.span.start < span.start);
        let to = self.items.partition_point(|item| item.span.end <= span.end);
        self.items.get(from..to).unwrap_or(&[])
    }
}
