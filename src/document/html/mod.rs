//! Web pages: their main text, told from menus and link lists.
//!
//! html5gum reads the tags as the HTML standard says; what they mean for the layout is decided here in one
//! pass with a stack of the open blocks. Text that is marked as navigation, or that is nearly all links, is
//! left out, unless nothing else remains.

mod attributes;
mod element;
mod entity;
mod frame;
mod lines;
mod reader;

use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use jiff::civil::Date;

use crate::text::Block;
use reader::Reader;

/// What a page's head says about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PageMetadata {
    pub(super) title: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) source: Option<String>,
    pub(super) author: Option<String>,
}

/// A page.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) blocks: Vec<Block>,
    pub(super) metadata: PageMetadata,
}

/// Reads the page that is `raw` from byte `from`.
pub(super) fn read(raw: &str, from: usize) -> Page {
    parse(raw, from..raw.len(), 0).finish()
}

/// The blocks of a part of `raw` that is HTML; `tables` counts the tables of the document.
pub(super) fn fragment(raw: &str, range: Range<usize>, tables: &mut u32) -> Vec<Block> {
    let reader = parse(raw, range, *tables);
    *tables = reader.tables();
    reader.finish().blocks
}

fn parse(raw: &str, range: Range<usize>, tables: u32) -> Reader<'_> {
    let mut reader = Reader::new(raw, range.start, tables);
    let callback = |event: CallbackEvent<'_>, span: Span<usize>| -> Option<()> {
        reader.event(&event, span.start..span.end);
        None
    };
    let mut emitter = CallbackEmitter::new(callback);
    emitter.naively_switch_states(true);
    // Reading from a string can't fail, and the callback makes no tokens.
    Tokenizer::new_with_emitter(&raw[range], emitter).for_each(drop);
    reader
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::BlockKind::{self, Byline, Caption, Heading, ListItem, Paragraph, Title};

    fn cell(table: u32, row: u32, column: u32) -> BlockKind {
        BlockKind::TableCell { table, row, column }
    }

    #[test]
    fn blocks_by_kind() {
        let cases: [(&str, &[(BlockKind, &str)]); 24] = [
            ("", &[]),
            ("文字", &[(Paragraph, "文字")]),
            (
                "<title>题</title><h1>甲<br>乙</h1><div>丙<p>丁<p>戊</div>己",
                &[
                    (Title, "题"),
                    (Heading(1), "甲 乙"),
                    (Paragraph, "丙"),
                    (Paragraph, "丁"),
                    (Paragraph, "戊"),
                    (Paragraph, "己"),
                ],
            ),
            ("<p>青<b>石</b>县<a href=x>建厂</a></p>", &[(Paragraph, "青石县建厂")]),
            ("<p>甲<br>乙<br/>丙</p>", &[(Paragraph, "甲"), (Paragraph, "乙"), (Paragraph, "丙")]),
            (
                "<p>&nbsp;&ldquo;甲&rdquo;&amp;乙&#20013;&#x4e2d;&lt;&xyz;&</p>",
                &[(Paragraph, "“甲”&乙中中<&xyz;&")],
            ),
            ("<p>甲\r\n乙&amp;\r\n丙</p>", &[(Paragraph, "甲\r\n乙&\r\n丙")]),
            (
                "<script>if(a<b){'<p>no</p>'}</script><style>p{}</style><!-- 注 --><p>文</p>",
                &[(Paragraph, "文")],
            ),
            (
                "<ul><li>甲<li>乙<ul><li>丙</ul>丁</ul>",
                &[(ListItem, "甲"), (ListItem, "乙"), (ListItem, "丙"), (ListItem, "丁")],
            ),
            // A cell of two rows, one of all that follow, and one of two columns.
            (
                "<table><tr><td rowspan=2>甲<td rowspan=0>乙<td>丙<tr><td colspan=2>丁<td>戊<tr><td>己<td>庚</table>",
                &[
                    (cell(0, 0, 0), "甲"),
                    (cell(0, 0, 1), "乙"),
                    (cell(0, 0, 2), "丙"),
                    (cell(0, 1, 2), "丁"),
                    (cell(0, 1, 4), "戊"),
                    (cell(0, 2, 0), "己"),
                    (cell(0, 2, 2), "庚"),
                ],
            ),
            (
                "<table><tr><th>县<th>值<tr><td>青石</td><td><p>3</p></td></table><table><td>甲</table>",
                &[
                    (cell(0, 0, 0), "县"),
                    (cell(0, 0, 1), "值"),
                    (cell(0, 1, 0), "青石"),
                    (cell(0, 1, 1), "3"),
                    (cell(1, 0, 0), "甲"),
                ],
            ),
            ("<figure><img src=a><figcaption>图一</figcaption></figure>", &[(Caption, "图一")]),
            ("<nav><a>首页</a></nav><p>文</p><footer>版权</footer><aside>推荐</aside>", &[(Paragraph, "文")]),
            ("<form><input>搜索<button>搜</button></form><p>文</p>", &[(Paragraph, "文")]),
            (
                "<form id=aspnet><div class=menu>菜单</div><p>青石县建厂。</p></form>",
                &[(Paragraph, "青石县建厂。")],
            ),
            (
                "<header><h1>题</h1>日期</header><header>站名</header><p>文</p>",
                &[(Heading(1), "题"), (Paragraph, "日期"), (Paragraph, "文")],
            ),
            (
                "<ul><li><a>甲</a><li><a>乙</a><li><a>丙</a></ul><p>青石县建厂。</p><p><a>一</a></p>",
                &[(Paragraph, "青石县建厂。"), (Paragraph, "一")],
            ),
            (
                "<ul><li><a>甲</a><li><a>乙</a><li><a>丙</a></ul>",
                &[(ListItem, "甲"), (ListItem, "乙"), (ListItem, "丙")],
            ),
            (
                "<div class='article sidebar-right'><p>一</p><p>二</p></div>",
                &[(Paragraph, "一"), (Paragraph, "二")],
            ),
            (
                "<div hidden>密</div><div style='display: none'>密</div><template>模</template><p>文</p>",
                &[(Paragraph, "文")],
            ),
            (
                "<table><tr><td><h1>题</h1><p>来源：日报</p><p>青石县建厂。</p></td><td>甲</td></tr></table>",
                &[
                    (Heading(1), "题"),
                    (Byline, "来源：日报"),
                    (Paragraph, "青石县建厂。"),
                    (cell(0, 0, 1), "甲"),
                ],
            ),
            (
                "<p>浏览<script>document.write(3)</script>次<style>p{}</style>。</p>",
                &[(Paragraph, "浏览次。")],
            ),
            ("<td>当前位置：<a>首页</a></td><p>文</p>", &[(Paragraph, "文")]),
            ("</div></p><p>甲</td></table><div>乙</span>丙<p", &[(Paragraph, "甲"), (Paragraph, "乙丙")]),
        ];
        for (raw, expected) in cases {
            let blocks = read(raw, 0).blocks;
            let found: Vec<_> =
                blocks.iter().map(|block| (block.kind, block.text(raw).into_owned())).collect();
            let expected: Vec<_> = expected.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect();
            assert_eq!(found, expected, "{raw:?}");
        }
    }

    #[test]
    fn pieces_point_at_what_they_were_made_of() {
        let raw = "前言<p>甲&nbsp;<b>乙</b>&amp;</p>";
        let blocks = read(raw, "前言".len()).blocks;
        let found: Vec<_> =
            blocks[0].pieces.iter().map(|piece| (piece.span.of(raw), piece.text.as_deref())).collect();
        assert_eq!(found, [("甲", None), ("&nbsp;", Some("\u{A0}")), ("乙", None), ("&amp;", Some("&"))]);
    }

    #[test]
    fn metadata_of_the_head() {
        let raw = "<meta property='og:title' content='青石&amp;白水'><META NAME=PubDate CONTENT='2023-07-11 10:00'>\
                   <meta name=ContentSource content=青石日报><meta name=author content=王某><meta name=x>";
        let expected = PageMetadata {
            title: Some("青石&白水".to_owned()),
            date: Date::new(2023, 7, 11).ok(),
            source: Some("青石日报".to_owned()),
            author: Some("王某".to_owned()),
        };
        assert_eq!(read(raw, 0).metadata, expected);
        let raw = "<time datetime='2023-07-12T08:00+08:00'>昨天</time>";
        assert_eq!(read(raw, 0).metadata.date, Date::new(2023, 7, 12).ok());
    }

    #[test]
    fn deep_and_broken_nesting_is_read_in_linear_time() {
        for part in
            ["<div>", "<ul><li>", "<b><p>", "</div>", "<table><tr><td>", "<a>", "<", "&", "<!--", "<p "]
        {
            let raw = format!("甲。{}乙", part.repeat(60_000));
            let blocks = read(&raw, 0).blocks;
            assert_eq!(blocks[0].text(&raw).chars().next(), Some('甲'), "{part}");
        }
    }
}
