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
    number: u32,
    row: u32,
    column: u32,
    /// For each column the first row that no cell of a row above takes.
    free: Vec<u32>,
}

/// A cell takes no more columns than this, whatever it says, as in browsers; and in no column behind these is a cell of a
/// row above looked for.
const COLUMNS: u32 = 1000;

impl Table {
    pub(super) fn new(number: u32) -> Self {
        Self { number, row: 0, column: 0, free: Vec::new() }
    }

    pub(super) fn begin_row(&mut self) {
        self.column = 0;
    }

    pub(super) fn end_row(&mut self) {
        self.row = self.row.saturating_add(1);
    }

    /// What the next cell is, which takes so many `columns` and `rows`: it stands in the first column that is free.
    /// No rows are all that follow. See <https://html.spec.whatwg.org/multipage/tables.html#algorithm-for-processing-rows>.
    pub(super) fn cell(&mut self, columns: Option<u32>, rows: Option<u32>) -> BlockKind {
        let is_taken = |column: u32| self.free.get(column as usize).is_some_and(|free| *free > self.row);
        while is_taken(self.column) {
            self.column += 1;
        }
        let kind = BlockKind::TableCell { table: self.number, row: self.row, column: self.column };
        let columns = columns.unwrap_or(1).clamp(1, COLUMNS);
        let rows = rows.unwrap_or(1);
        let end = self.column.saturating_add(columns);
        if rows != 1 && self.column < COLUMNS {
            let free = if rows == 0 { u32::MAX } else { self.row.saturating_add(rows) };
            let taken = self.column as usize..end.min(COLUMNS) as usize;
            self.free.resize(self.free.len().max(taken.end), 0);
            self.free[taken].fill(free);
        }
        self.column = end;
        kind
    }
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
