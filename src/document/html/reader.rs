//! The pass over the tags of a page.

use std::ops::Range;

use html5gum::emitters::callback::CallbackEvent;

use super::attributes::Attributes;
use super::element::{Element, key};
use super::frame::{Frame, Part, Table};
use super::lines::{is_surrounding, line_kind};
use super::{Page, PageMetadata, entity};
use crate::document::assemble::Assembly;
use crate::document::date::find_date;
use crate::text::{Block, BlockKind};

/// Blocks nested deeper than this are taken as part of the one around them, as browsers do.
const DEPTH: usize = 512;
/// A longer cell, in bytes, is a paragraph in a table that is there for the layout.
const LONG_CELL: usize = 400;

pub(super) struct Reader<'a> {
    raw: &'a str,
    /// Where in `raw` the HTML begins.
    base: usize,
    blocks: Vec<(Block, Part)>,
    current: Assembly,
    frames: Vec<Frame>,
    /// How many open blocks are too deep for `frames`.
    too_deep: usize,
    tables: Vec<Table>,
    table_count: u32,
    in_link: bool,
    tag: (u64, Element),
    attributes: Attributes,
    metadata: PageMetadata,
}

impl<'a> Reader<'a> {
    pub(super) fn new(raw: &'a str, base: usize, tables: u32) -> Self {
        let root = Frame::new(0, Element::Main, BlockKind::Paragraph, Part::Main, 0, tables);
        Self {
            raw,
            base,
            blocks: Vec::new(),
            current: Assembly::default(),
            frames: vec![root],
            too_deep: 0,
            tables: Vec::new(),
            table_count: tables,
            in_link: false,
            tag: (0, Element::Inline),
            attributes: Attributes::default(),
            metadata: PageMetadata::default(),
        }
    }

    /// How many tables the document has so far.
    pub(super) fn tables(&self) -> u32 {
        self.table_count
    }

    pub(super) fn event(&mut self, event: &CallbackEvent<'_>, span: Range<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = (key(name), Element::of(name));
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => self.attributes.attribute(name),
            CallbackEvent::AttributeValue { value } => self.attributes.value(value),
            CallbackEvent::CloseStartTag { .. } => self.start(span.end),
            CallbackEvent::EndTag { name } => self.end(key(name), Element::of(name)),
            CallbackEvent::String { value } => self.text(span.start + self.base, span.end + self.base, value),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn start(&mut self, end: usize) {
        let (key, element) = self.tag;
        match element {
            Element::Inline => {}
            Element::Break => self.line_break(self.base + end),
            Element::Link => {
                self.in_link = true;
                self.with_top(|frame| frame.links += 1);
            }
            Element::Time => {
                let date = find_date(&self.attributes.date_time).map(|(date, _)| date);
                self.metadata.date = self.metadata.date.or(date);
            }
            Element::Meta => self.meta(),
            _ => {
                if element != Element::Hidden {
                    self.end_implied(element);
                }
                self.open(key, element);
            }
        }
    }

    /// In a heading a line break is white space; elsewhere authors end paragraphs with it.
    fn line_break(&mut self, end: usize) {
        match self.kind() {
            BlockKind::Heading(_) | BlockKind::Title => self.current.replaced(end - 1, end, " "),
            _ => self.flush(),
        }
    }

    fn meta(&mut self) {
        let content = &self.attributes.content;
        if content.is_empty() {
            return;
        }
        let metadata = &mut self.metadata;
        let set = |value: &mut Option<String>| _ = value.get_or_insert_with(|| content.clone());
        match self.attributes.name.as_str() {
            "og:title" | "articletitle" | "twitter:title" => set(&mut metadata.title),
            "author" | "article:author" => set(&mut metadata.author),
            "contentsource" | "source" | "article:source" => set(&mut metadata.source),
            "pubdate"
            | "publishdate"
            | "publish_date"
            | "date"
            | "article:published_time"
            | "og:release_date"
            | "datepublished"
            | "weibo: article:create_at"
            | "dc.date"
            | "firstpublishedtime"
            | "apub:time" => {
                metadata.date = metadata.date.or_else(|| find_date(content).map(|(date, _)| date));
            }
            _ => {}
        }
    }

    /// Ends the blocks whose end tags may be left out before a block of this kind.
    fn end_implied(&mut self, element: Element) {
        if self.top_is(Element::Paragraph) {
            self.close_top();
        }
        let (own, boundary) = match element {
            Element::Item => (&[Element::Item][..], &[Element::List, Element::Cell][..]),
            Element::Row => (&[Element::Row, Element::Cell][..], &[Element::Table][..]),
            Element::Cell => (&[Element::Cell][..], &[Element::Table, Element::Row][..]),
            _ => return,
        };
        let open = self.frames.iter().rposition(|frame| boundary.contains(&frame.element)).unwrap_or(0);
        if let Some(first) = self.frames[open..].iter().position(|frame| own.contains(&frame.element)) {
            self.close_to(open + first);
        }
    }

    fn open(&mut self, key: u64, element: Element) {
        if element != Element::Hidden && !self.attributes.is_hidden {
            self.flush();
        }
        if self.frames.len() >= DEPTH {
            self.too_deep += 1;
            return;
        }
        match (element, self.tables.last_mut()) {
            (Element::Table, _) => {
                self.tables.push(Table::new(self.table_count));
                self.table_count = self.table_count.saturating_add(1);
            }
            (Element::Row, Some(table)) => table.begin_row(),
            _ => {}
        }
        let (mut kind, mut part) = (self.kind(), self.part());
        match element {
            Element::Title => kind = BlockKind::Title,
            Element::Heading(level) => kind = BlockKind::Heading(level),
            Element::Item => kind = BlockKind::ListItem,
            Element::Caption => kind = BlockKind::Caption,
            Element::Cell => {
                if let Some(table) = self.tables.last_mut() {
                    kind = table.cell(self.attributes.columns, self.attributes.rows);
                }
            }
            Element::Chrome => part = part.max(Part::Chrome),
            Element::Hidden => part = Part::Hidden,
            _ => {}
        }
        if self.attributes.is_hidden {
            part = Part::Hidden;
        } else if self.attributes.is_chrome && element != Element::Main {
            part = part.max(Part::Named);
        }
        let first = self.blocks.len();
        self.frames.push(Frame::new(key, element, kind, part, first, self.table_count));
    }

    fn end(&mut self, key: u64, element: Element) {
        match element {
            Element::Link => self.in_link = false,
            Element::Inline | Element::Break | Element::Meta | Element::Time => {}
            _ if self.too_deep > 0 => {
                self.flush();
                self.too_deep -= 1;
            }
            _ => {
                let in_table =
                    matches!(element, Element::Table | Element::Row | Element::Cell | Element::Main);
                // An end tag in a cell that ends nothing in the cell is a slip.
                let boundary = |frame: &Frame| !in_table && frame.element == Element::Cell;
                let from = self.frames.iter().rposition(boundary).unwrap_or(0).max(1);
                if let Some(at) = self.frames.iter().skip(from).rposition(|frame| frame.key == key) {
                    self.close_to(from + at);
                } else {
                    self.flush();
                }
            }
        }
    }

    fn close_to(&mut self, len: usize) {
        while self.frames.len() > len.max(1) {
            self.close_top();
        }
    }

    fn close_top(&mut self) {
        self.flush();
        let Some(frame) = self.frames.pop() else { return };
        match frame.element {
            Element::Table => _ = self.tables.pop(),
            Element::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_row();
                }
            }
            _ => {}
        }
        if matches!(frame.element, Element::Paragraph | Element::Item | Element::Cell | Element::Row) {
            self.in_link = false;
        }
        if frame.element == Element::Cell {
            self.close_cell(&frame);
        }
        if frame.is_surrounding() {
            for (block, part) in &mut self.blocks[frame.first..] {
                if !matches!(block.kind, BlockKind::Title | BlockKind::Heading(1)) {
                    *part = (*part).max(Part::Chrome);
                }
            }
        }
        self.with_top(|parent| parent.absorb(&frame));
    }

    /// A cell with several lines and a sentence among them, or with a table inside, is there for the layout
    /// of the page: what it holds is ordinary text.
    fn close_cell(&mut self, cell: &Frame) {
        let own = |block: &Block| block.kind == cell.kind;
        let lines = self.blocks[cell.first..].iter().filter(|(block, _)| own(block)).count();
        if cell.tables == self.table_count && !(cell.has_sentence && lines > 1) {
            return;
        }
        for (block, _) in self.blocks[cell.first..].iter_mut().filter(|(block, _)| own(block)) {
            let kind = line_kind(&block.text(self.raw));
            block.kind = kind;
        }
    }

    fn text(&mut self, start: usize, end: usize, value: &[u8]) {
        if self.part() == Part::Hidden {
            return;
        }
        let in_link = self.in_link;
        let is_sentence = !in_link && (value.len() > 180 || value.windows(3).any(|c| c == "。".as_bytes()));
        let len = value.trim_ascii().len();
        self.with_top(|frame| {
            frame.text += len;
            frame.linked += if in_link { len } else { 0 };
            frame.has_sentence |= is_sentence;
        });
        entity::add(&mut self.current, self.raw, start, end, value);
    }

    fn flush(&mut self) {
        // What isn't shown ends nothing: a script may stand in the middle of a line.
        if self.part() == Part::Hidden {
            return;
        }
        let Some(mut block) = self.current.finish(self.raw, self.kind()) else { return };
        let mut part = self.part();
        let text = block.text(self.raw);
        if is_surrounding(&text) {
            part = part.max(Part::Chrome);
        }
        let is_cell = matches!(block.kind, BlockKind::TableCell { .. });
        let is_long = text.len() > LONG_CELL && text.contains('。');
        if block.kind == BlockKind::Paragraph || is_cell && is_long {
            let kind = line_kind(&text);
            drop(text);
            block.kind = kind;
        }
        self.blocks.push((block, part));
    }

    fn kind(&self) -> BlockKind {
        self.frames.last().map_or(BlockKind::Paragraph, |frame| frame.kind)
    }

    fn part(&self) -> Part {
        self.frames.last().map_or(Part::Main, |frame| frame.part)
    }

    fn top_is(&self, element: Element) -> bool {
        self.frames.last().is_some_and(|frame| frame.element == element)
    }

    fn with_top(&mut self, change: impl FnOnce(&mut Frame)) {
        if let Some(frame) = self.frames.last_mut() {
            change(frame);
        }
    }

    /// The main text; all that is shown, when there is no main text.
    pub(super) fn finish(mut self) -> Page {
        self.close_to(1);
        self.flush();
        let size = |wanted: Part| -> usize {
            let is_body = |block: &Block| !matches!(block.kind, BlockKind::Title | BlockKind::Heading(_));
            let blocks = self.blocks.iter().filter(|(block, part)| *part == wanted && is_body(block));
            blocks.flat_map(|(block, _)| &block.pieces).map(|piece| piece.span.len()).sum()
        };
        let (main, named) = (size(Part::Main), size(Part::Named));
        let last = match () {
            () if main + named == 0 => Part::Chrome,
            // A class that holds most of the text is misnamed.
            () if named > 2 * main => Part::Named,
            () => Part::Main,
        };
        let blocks =
            self.blocks.into_iter().filter(|(_, part)| *part <= last).map(|(block, _)| block).collect();
        Page { blocks, metadata: self.metadata }
    }
}
