//! Markdown, as Jekyll posts have it: HTML inside goes to the reader of web pages.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::assemble::Assembly;
use super::html;
use crate::text::{Block, BlockKind, signs};

/// The blocks of `raw` from byte `from`.
///
/// Marks of emphasis, the addresses of links, and the alternative texts of images are no text; code is. A
/// line of a paragraph is a block of its own, as in plain text, because many authors break lines where
/// paragraphs end.
pub(super) fn blocks(raw: &str, from: usize) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut reader = Reader::new(raw);
    for (event, range) in Parser::new_ext(&raw[from..], options).into_offset_iter() {
        reader.event(event, range.start + from..range.end + from);
    }
    reader.flush();
    reader.blocks
}

struct Reader<'a> {
    raw: &'a str,
    blocks: Vec<Block>,
    current: Assembly,
    /// What the text at hand is.
    kind: BlockKind,
    /// Whether each image and link that we are in is one whose text is no text: an image, or an address.
    silent: Vec<bool>,
    /// The raw HTML at hand.
    html: Option<Range<usize>>,
    tables: u32,
    row: u32,
    column: u32,
}

impl<'a> Reader<'a> {
    fn new(raw: &'a str) -> Self {
        Self {
            raw,
            blocks: Vec::new(),
            current: Assembly::default(),
            kind: BlockKind::Paragraph,
            silent: Vec::new(),
            html: None,
            tables: 0,
            row: 0,
            column: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => self.code(&text, range),
            Event::Html(_) => {
                let start = self.html.as_ref().map_or(range.start, |html| html.start);
                self.html = Some(start..range.end);
            }
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.line_break(range),
            Event::SoftBreak | Event::HardBreak => self.line_break(range),
            Event::Rule => self.flush(),
            Event::InlineHtml(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Image { .. } => self.silent.push(true),
            Tag::Link { link_type, .. } => {
                self.silent.push(matches!(link_type, LinkType::Autolink | LinkType::Email));
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            Tag::Superscript | Tag::Subscript => {}
            Tag::Table(_) => {
                self.flush();
                self.tables += 1;
                self.row = 0;
            }
            Tag::TableHead | Tag::TableRow => self.column = 0,
            Tag::TableCell => {
                self.flush();
                self.kind =
                    BlockKind::TableCell { table: self.tables - 1, row: self.row, column: self.column };
            }
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(*level as u8)),
            Tag::Item => self.begin(BlockKind::ListItem),
            // The first paragraph of an item is the item.
            Tag::Paragraph if self.kind == BlockKind::ListItem => {}
            _ => self.begin(BlockKind::Paragraph),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image | TagEnd::Link => {
                self.silent.pop();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::TableCell => {
                self.flush();
                self.column += 1;
            }
            TagEnd::TableHead | TagEnd::TableRow => self.row += 1,
            TagEnd::HtmlBlock => {
                if let Some(range) = self.html.take() {
                    self.blocks.extend(html::fragment(self.raw, range, &mut self.tables));
                }
            }
            _ => self.begin(BlockKind::Paragraph),
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        self.flush();
        self.kind = kind;
    }

    /// A line that goes on in a list item or paragraph is running text for whoever joins lines.
    fn line_break(&mut self, range: Range<usize>) {
        match self.kind {
            BlockKind::Paragraph | BlockKind::ListItem => self.begin(BlockKind::Paragraph),
            _ => self.current.replaced(range.start, range.end, " "),
        }
    }

    fn text(&mut self, text: &CowStr<'_>, range: Range<usize>) {
        if self.silent.contains(&true) {
            return;
        }
        let written = self.raw.get(range.clone()).unwrap_or("");
        if written != text.as_ref() {
            self.current.replaced(range.start, range.end, text);
            return;
        }
        // Code has its lines in one event.
        let mut at = range.start;
        for (number, line) in written.split('\n').enumerate() {
            if number > 0 {
                self.line_break(at..at + 1);
                at += 1;
            }
            self.current.verbatim(self.raw, at, at + line.len());
            at += line.len();
        }
    }

    /// Code between backticks, which are no text.
    fn code(&mut self, text: &CowStr<'_>, range: Range<usize>) {
        let written = self.raw.get(range.clone()).unwrap_or("");
        match written.find(text.as_ref()) {
            Some(at) => self.current.verbatim(self.raw, range.start + at, range.start + at + text.len()),
            None => self.current.replaced(range.start, range.end, text),
        }
    }

    fn flush(&mut self) {
        // Beside Han characters and quotes CommonMark often doesn't see that `**` is a mark.
        self.current.cut(self.raw, "**");
        let Some(mut block) = self.current.finish(self.raw, self.kind) else { return };
        let text = block.text(self.raw);
        if is_template(&text) {
            return;
        }
        if block.kind == BlockKind::Paragraph {
            if signs::is_caption(&text) {
                block.kind = BlockKind::Caption;
            } else if signs::is_byline(&text) {
                block.kind = BlockKind::Byline;
            }
        }
        self.blocks.push(block);
    }
}

/// Attributes of kramdown (`{: .lead}`) and tags of Liquid (`{% include x %}`).
fn is_template(text: &str) -> bool {
    ["{:", "{%", "{{"].iter().any(|start| text.starts_with(start))
        && text.ends_with('}')
        && !text.contains('\n')
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Byline, Heading, ListItem, Paragraph};

    fn cell(table: u32, row: u32, column: u32) -> BlockKind {
        BlockKind::TableCell { table, row, column }
    }

    #[test]
    fn blocks_by_kind() {
        let cases: [(&str, &[(BlockKind, &str)]); 14] = [
            ("", &[]),
            ("# 一\n\n二\n===\n### 三 {#x}", &[(Heading(1), "一"), (Heading(1), "二"), (Heading(3), "三")]),
            ("青**石**县*新*~~旧~~`码`", &[(Paragraph, "青石县新旧码")]),
            ("**“青石”**县建**厂（二期）**了", &[(Paragraph, "“青石”县建厂（二期）了")]),
            ("[青石](http://a.cn)建厂![图](a.png) <http://b.cn>。", &[(Paragraph, "青石建厂 。")]),
            ("甲&amp;乙&nbsp;丙\\*丁", &[(Paragraph, "甲&乙\u{A0}丙*丁")]),
            (
                "一行\n二行  \n三行<br>四行",
                &[(Paragraph, "一行"), (Paragraph, "二行"), (Paragraph, "三行"), (Paragraph, "四行")],
            ),
            (
                "- 一\n  续\n- 二\n\n1. 三\n\n   段",
                &[(ListItem, "一"), (Paragraph, "续"), (ListItem, "二"), (ListItem, "三"), (Paragraph, "段")],
            ),
            ("> 引文\n\n记者 王某", &[(Paragraph, "引文"), (Byline, "记者 王某")]),
            (
                "|县|值|\n|-|-|\n|青石|**3**|\n\n|甲|\n|-|\n",
                &[
                    (cell(0, 0, 0), "县"),
                    (cell(0, 0, 1), "值"),
                    (cell(0, 1, 0), "青石"),
                    (cell(0, 1, 1), "3"),
                    (cell(1, 0, 0), "甲"),
                ],
            ),
            ("```\n甲\n乙\n```\n", &[(Paragraph, "甲"), (Paragraph, "乙")]),
            (
                "<p>甲</p>\n <p>乙<b>丙</b></p>\n\n丁<b>戊</b>",
                &[(Paragraph, "甲"), (Paragraph, "乙丙"), (Paragraph, "丁戊")],
            ),
            (
                "<table><tr><td>甲</td></tr></table>\n\n|乙|\n|-|\n",
                &[(cell(0, 0, 0), "甲"), (cell(1, 0, 0), "乙")],
            ),
            ("{% include x.html %}\n\n{: .lead}\n\n文", &[(Paragraph, "文")]),
        ];
        for (raw, expected) in cases {
            let blocks = blocks(raw, 0);
            let found: Vec<_> =
                blocks.iter().map(|block| (block.kind, block.text(raw).into_owned())).collect();
            let expected: Vec<_> = expected.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect();
            assert_eq!(found, expected, "{raw:?}");
        }
    }

    #[test]
    fn pieces_are_positions_in_the_whole_file() {
        let raw = "---\ntitle: a\n---\n青**石**";
        let found: Vec<_> = blocks(raw, 17)[0].pieces.iter().map(|piece| piece.span.of(raw)).collect();
        assert_eq!(found, ["青", "石"]);
    }
}
