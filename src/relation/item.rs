//! What patterns match: the mentions of a document and the words that stand for one.

use super::reference::is_division_of;
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
    /// What else it means: 前两个 means two.
    pub(super) others: Vec<EntityRef>,
}

impl Item {
    /// Whether it is a division of another one: 溧阳市 of 江苏省.
    pub(super) fn is_within(&self, outer: &Self) -> bool {
        self.entity
            .as_ref()
            .zip(outer.entity.as_ref())
            .is_some_and(|(inner, outer)| is_division_of(inner, outer))
    }

    /// All that it means.
    pub(super) fn entities(&self) -> impl Iterator<Item = &EntityRef> {
        self.entity.iter().chain(&self.others)
    }
}

/// A set of types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Kinds(u16);

impl Kinds {
    pub(super) const ALL: Self = Self((1 << EntityType::ALL.len()) - 1);
    /// How many sets there are.
    pub(super) const COUNT: usize = 1 << EntityType::ALL.len();

    /// The number of the set, less than [`Self::COUNT`].
    #[inline]
    pub(super) fn number(self) -> usize {
        usize::from(self.0)
    }

    /// Whether it has `kind`.
    #[inline]
    pub(super) fn has(self, kind: EntityType) -> bool {
        self.0 & (1 << kind as u16) != 0
    }

    /// Whether it has `kind` and no other.
    #[inline]
    pub(super) fn is_only(self, kind: EntityType) -> bool {
        self.0 == 1 << kind as u16
    }

    /// Whether it has none.
    #[inline]
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the two have a type in common.
    #[inline]
    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl FromIterator<EntityType> for Kinds {
    fn from_iter<T: IntoIterator<Item = EntityType>>(kinds: T) -> Self {
        Self(kinds.into_iter().fold(0, |set, kind| set | 1 << kind as u16))
    }
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

    /// The item that holds the byte `at`.
    pub(super) fn around(&self, at: usize) -> Option<&Item> {
        let to = self.items.partition_point(|item| item.span.start <= at);
        self.items[..to].last().filter(|item| at < item.span.end)
    }

    /// Item number `at`.
    pub(super) fn get(&self, at: usize) -> Option<&Item> {
        self.items.get(at)
    }

    /// The number of the first item that means `entity`.
    pub(super) fn position(&self, entity: &EntityRef) -> Option<usize> {
        self.items.iter().position(|item| item.entity.as_ref().is_some_and(|own| own.entity == entity.entity))
    }

    /// The items inside `span`, and the number of the first.
    #[inline]
    pub(super) fn numbered(&self, span: NormalizedSpan) -> (usize, &[Item]) {
        let from = self.items.partition_point(|item| item.span.start < span.start);
        let behind = &self.items[from..];
        let count = behind.iter().take_while(|item| item.span.end <= span.end).count();
        (from, &behind[..count])
    }

    /// Items `from..to`.
    #[inline]
    pub(super) fn range(&self, (from, to): (usize, usize)) -> &[Item] {
        self.items.get(from..to).unwrap_or(&[])
    }

    /// The items inside `span`.
    #[inline]
    pub(super) fn within(&self, span: NormalizedSpan) -> &[Item] {
        self.numbered(span).1
    }
}

/// The items of a stretch of text, mostly a sentence: few, so that looking one up is cheap.
#[derive(Clone, Copy)]
pub(super) struct Stretch<'a> {
    items: &'a [Item],
}

impl<'a> Stretch<'a> {
    pub(super) fn new(items: &'a [Item]) -> Self {
        Self { items }
    }

    /// All of them, in order of position.
    #[inline]
    pub(super) fn iter(self) -> impl Iterator<Item = &'a Item> {
        self.items.iter()
    }

    /// The types of its items.
    #[inline]
    pub(super) fn kinds(self) -> Kinds {
        self.items.iter().map(|item| item.kind).collect()
    }

    /// The item that starts at `offset`, for offsets that only grow.
    #[inline]
    pub(super) fn cursor(self, offset: usize) -> Cursor<'a> {
        let from = self.items.partition_point(|item| item.span.start < offset);
        Cursor { ahead: self.items.get(from..).unwrap_or(&[]) }
    }

    /// The item that starts at `offset`.
    #[inline]
    pub(super) fn starting_at(self, offset: usize) -> Option<&'a Item> {
        let at = self.items.binary_search_by_key(&offset, |item| item.span.start).ok()?;
        self.items.get(at)
    }
}

/// Looks items up from left to right.
pub(super) struct Cursor<'a> {
    ahead: &'a [Item],
}

impl<'a> Cursor<'a> {
    /// The item that starts at `offset`, which must not be smaller than the last one asked for.
    #[inline]
    pub(super) fn starting_at(&mut self, offset: usize) -> Option<&'a Item> {
        while let Some((first, rest)) = self.ahead.split_first()
            && first.span.start <= offset
        {
            if first.span.start == offset {
                return Some(first);
            }
            self.ahead = rest;
        }
        None
    }
}
