//! What a document says about itself.

use jiff::civil::Date;

use super::Metadata;
use super::date::{civil, find_date};
use super::front_matter::{FrontMatter, Key};
use super::html::PageMetadata;
use crate::text::word_list::word_lists;
use crate::text::{Block, BlockKind, signs};

word_lists! {
    static WORDS: MetadataWords = "metadata.csv";
    /// Who wrote a text, beside the people of by-lines.
    author,
    /// Labels of the day on which a text came out.
    date,
    /// Labels of what stands beside the day.
    beside,
    /// What stands behind the name.
    credit,
}

/// How many blocks from each end may hold the dateline and by-line.
const EDGE: usize = 8;
/// A longer block, in bytes, is no title and no dateline.
const SHORT: usize = 200;

/// The metadata of a document: what its front matter says, else its head, else its first and last lines,
/// else its file name (the date only).
pub(super) fn of(
    id: &str,
    raw: &str,
    front: &FrontMatter,
    page: &PageMetadata,
    blocks: &[Block],
) -> Metadata {
    let value = |key| front.value(raw, key);
    let edge: Vec<_> = edge(blocks).map(|block| (block.kind, block.text(raw))).collect();
    let lines = || edge.iter().map(|(_, text)| text.as_ref());
    let bylines =
        || edge.iter().filter(|(kind, _)| *kind == BlockKind::Byline).map(|(_, text)| text.as_ref());
    Metadata {
        title: value(Key::Title).or_else(|| title(raw, page, blocks)),
        date: value(Key::Date)
            .and_then(|text| find_date(&text))
            .map(|(date, _)| date)
            .or(page.date)
            .or_else(|| edge.iter().find_map(|(kind, text)| dateline(*kind, text)))
            .or_else(|| date_of_name(id)),
        source: value(Key::Source).or_else(|| page.source.clone()).or_else(|| lines().find_map(source)),
        author: value(Key::Author).or_else(|| page.author.clone()).or_else(|| bylines().find_map(author)),
    }
}

/// The short blocks at both ends.
fn edge(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    let last = blocks.len().saturating_sub(EDGE).max(EDGE.min(blocks.len()));
    let is_short = |block: &&Block| block.pieces.iter().map(|piece| piece.span.len()).sum::<usize>() <= SHORT;
    blocks.iter().take(EDGE).chain(&blocks[last..]).filter(is_short)
}

fn title(raw: &str, page: &PageMetadata, blocks: &[Block]) -> Option<String> {
    let first = |wanted: fn(BlockKind) -> bool| {
        let text = blocks.iter().find(|block| wanted(block.kind))?.text(raw);
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    // `<title>` often has the name of the site after the title; a heading hasn't.
    let heading = first(|kind| kind == BlockKind::Heading(1));
    let head = first(|kind| kind == BlockKind::Title);
    let level = |kind| matches!(kind, BlockKind::Heading(_));
    heading
        .or_else(|| page.title.clone())
        .or(head)
        .or_else(|| first(level))
        .or_else(|| first_line(raw, blocks))
}

/// The first line, if it looks like a heading: short and without punctuation that ends something.
fn first_line(raw: &str, blocks: &[Block]) -> Option<String> {
    let mut lines = blocks.iter().skip_while(|block| block.kind == BlockKind::Byline);
    let block = lines.next()?;
    let text = block.text(raw);
    let is_title = block.kind == BlockKind::Paragraph
        && text.chars().take(51).count() <= 50
        && !text.ends_with(['。', '，', ',', '；', ';', '、', '！', '？', '…'])
        && !text.contains('。');
    let mut title = is_title.then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))?;
    // `一县之变——` is the kicker of the title in the next line.
    if title.ends_with("——")
        && let Some(next) = lines.next().filter(|next| next.kind == BlockKind::Paragraph)
        && next.text(raw).chars().take(51).count() <= 50
    {
        title.push_str(&next.text(raw).split_whitespace().collect::<Vec<_>>().join(" "));
    }
    Some(title)
}

/// The date of a block that is a dateline: it holds nothing but a date, labels and other by-lines.
fn dateline(kind: BlockKind, text: &str) -> Option<Date> {
    let (date, range) = find_date(text)?;
    let before = text[..range.start].trim_end_matches(|c: char| !c.is_alphanumeric());
    let after = text[range.end..].trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, ':' | '：' | '.' | '+' | 'T' | 'Z' | ' ')
    });
    let after = after.strip_prefix("GMT").unwrap_or(after);
    // 日期: Tue, 11 Jul 2023
    let before = before.split([':', '：']).next().unwrap_or(before).trim();
    let is_label = kind == BlockKind::Byline || before.is_empty() || WORDS.date.has(before);
    let nothing_more = after.chars().next().is_none_or(|c| !c.is_alphanumeric())
        || signs::is_byline(after)
        || begins_with_label(after);
    (is_label && nothing_more).then_some(date)
}

/// Whether words begin with the label of another field of a dateline: 浏览次数：12, 发布人：王某.
fn begins_with_label(words: &str) -> bool {
    let label = words.split([':', '：']).next().filter(|label| label.len() < words.len());
    label.is_some_and(|label| WORDS.beside.has(label.trim()))
}

/// The date that a file name begins with: `2023-07-11-…`, `20230711…`.
fn date_of_name(id: &str) -> Option<Date> {
    let name = id.rsplit('/').next()?;
    if let Some((date, range)) = find_date(name) {
        return (range.start == 0).then_some(date);
    }
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = name.get(..digits).filter(|_| digits == 8)?.parse().ok()?;
    civil(number / 10_000, number / 100 % 100, number % 100)
}

/// What follows `来源：`.
fn source(line: &str) -> Option<String> {
    let after = line.split_once("来源：").or_else(|| line.split_once("来源:"))?.1.trim_start();
    let name = after
        .split(|c: char| c.is_whitespace() || matches!(c, '）' | ')' | '|' | '｜' | '，' | ']' | '】'))
        .next()?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// The names after 记者, 通讯员 and 作者.
fn author(line: &str) -> Option<String> {
    let mut names = Vec::new();
    let mut is_people = false;
    for word in line.split(|c: char| {
        c.is_whitespace() || matches!(c, '：' | ':' | '、' | '|' | '｜' | '（' | '）' | '(' | ')')
    }) {
        let name =
            match signs::WORDS.people.without_prefix(word).or_else(|| WORDS.author.without_prefix(word)) {
                Some(rest) => {
                    is_people = true;
                    rest
                }
                None if word.ends_with("来源") || word.ends_with("编辑") || word.ends_with("时间") => {
                    is_people = false;
                    continue;
                }
                None => word,
            };
        let mut name = name;
        while let Some(shorter) = WORDS.credit.without_suffix(name) {
            name = shorter;
        }
        if is_people
            && !name.is_empty()
            && name.chars().all(char::is_alphanumeric)
            && !name.starts_with(|c: char| c.is_numeric())
        {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join("、"))
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format};
    use super::*;

    fn text(date: Option<Date>) -> String {
        date.map(|date| date.to_string()).unwrap_or_default()
    }

    #[test]
    fn metadata_of_texts() {
        // (id, format, text, title, date, source, author)
        for (id, format, raw, expected) in [
            (
                "a.txt",
                Format::Text,
                "青石县建厂\n记者 王某 通讯员 李某文/图\n青石县建厂，投资三亿元。",
                ["青石县建厂", "", "", "王某、李某"],
            ),
            (
                "a.txt",
                Format::Text,
                "青石县今年建厂，明年投产。\n来源：青石日报 2023-07-11",
                ["", "2023-07-11", "青石日报", ""],
            ),
            (
                "x/2023-07-11-a.txt",
                Format::Text,
                "# 大标题\n2020年1月1日起县里建厂。",
                ["大标题", "2023-07-11", "", ""],
            ),
            ("a.txt", Format::Text, "青石之变——\n建厂　修路\n正文。", ["青石之变——建厂 修路", "", "", ""]),
            ("20230711.txt", Format::Text, "建厂。", ["", "2023-07-11", "", ""]),
            (
                "a.txt",
                Format::Text,
                "建厂\ndate: Tue, 11 Jul 2023 00:20:28 GMT\n正文。",
                ["建厂", "2023-07-11", "", ""],
            ),
            ("a.txt", Format::Text, "建厂\n正文。\n二〇二三年七月十一日", ["建厂", "2023-07-11", "", ""]),
            (
                "a.md",
                Format::Markdown,
                "---\ntitle: 建厂\ndate: Tue, 11 Jul 2023 00:20:28 GMT\n---\n正文。",
                ["建厂", "2023-07-11", "", ""],
            ),
            ("a.txt", Format::Text, "建厂\n（2023年7月11日）\n正文。", ["建厂", "2023-07-11", "", ""]),
            ("a.txt", Format::Text, "建厂\n2023年7月11日县里开会\n正文。", ["建厂", "", "", ""]),
            (
                "a.txt",
                Format::Text,
                "建厂\n发布时间：2023年7月11日 10:00  来源：青石日报  作者：王某\n正文。",
                ["建厂", "2023-07-11", "青石日报", "王某"],
            ),
            (
                "2020-01-01-a.md",
                Format::Markdown,
                "---\ntitle: 建厂\ndate: 2023-07-11 07:42\n---\n# 别的\n（文章来源：青石日报）",
                ["建厂", "2023-07-11", "青石日报", ""],
            ),
            (
                "a.html",
                Format::Html,
                "<title>建厂_青石网</title><h1>建厂</h1><p>2023-07-11 来源：青石日报</p><p>文。",
                ["建厂", "2023-07-11", "青石日报", ""],
            ),
            ("a.html", Format::Html, "<title>建厂</title><p>文。", ["建厂", "", "", ""]),
            (
                "a.txt",
                Format::Text,
                "建厂\n发布时间：2023-07-11 浏览次数：12\n正文。",
                ["建厂", "2023-07-11", "", ""],
            ),
        ] {
            let found = Document::from_bytes(id, format, raw.as_bytes().to_vec()).expect(raw).metadata;
            let found = [
                found.title.unwrap_or_default(),
                text(found.date),
                found.source.unwrap_or_default(),
                found.author.unwrap_or_default(),
            ];
            assert_eq!(found, expected.map(str::to_owned), "{raw}");
        }
    }
}
