//! The open blocks of a page, and what was counted in them.

use super::element::Element;
use crate::text::BlockKind;

/// What a block is for the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Main,
    /// Surroundings, by the name of a class or id.
    Named,
    /// Surroundings, by the element or because it is nearly all links.
    Chrome,
    /// Not shown.
    Hidden,
}

/// An open block.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) key: u64,
    pub(super) element: Element,
    /// The number of blocks before it.
    pub(super) first: usize,
    /// The number of tables before what is in it.
    pub(super) tables: u32,
    pub(super) kind: BlockKind,
    pub(super) part: Part,
    /// Bytes of text, and how many of these are in links.
    pub(super) text: usize,
    pub(super) linked: usize,
    pub(super) links: usize,
    /// Whether a sentence outside links ends in it.
    pub(super) has_sentence: bool,
    pub(super) has_title: bool,
}

/// Where we are in a table.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) number: u32,
    pub(super) row: u32,
    pub(super) column: u32,
}

impl Frame {
    pub(super) fn new(
        key: u64,
        element: Element,
        kind: BlockKind,
        part: Part,
        first: usize,
        tables: u32,
    ) -> Self {
        Self {
            key,
            element,
            first,
            tables,
            kind,
            part,
            text: 0,
            linked: 0,
            links: 0,
            has_sentence: false,
            has_title: element == Element::Heading(1),
        }
    }

    /// Counts what was in a block inside this one.
    pub(super) fn absorb(&mut self, inner: &Self) {
        self.text += inner.text;
        self.linked += inner.linked;
        self.links += inner.links;
        self.has_sentence |= inner.has_sentence;
        self.has_title |= inner.has_title;
    }

    /// Whether what was in it shows that it surrounds an article: it is nearly all links, or a form or
    /// header, and no sentence is in it.
    pub(super) fn is_surrounding(&self) -> bool {
        if self.has_sentence {
            return false;
        }
        match self.element {
            Element::Main => false,
            Element::Form => true,
            Element::Header if !self.has_title => true,
            _ => self.links >= 3 && 10 * self.linked >= 6 * self.text,
        }
    }
}
