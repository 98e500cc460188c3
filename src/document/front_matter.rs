//! YAML front matter, as Jekyll posts have it.
//!
//! This reads `key: value` lines, quoted or not, lists in both styles and indented blocks of text, and
//! nothing else of YAML. A YAML crate would give values without their positions, and names in a title must
//! be found where they stand in the file; nor do posts use more of YAML.

use super::assemble::Assembly;
use crate::text::{Block, BlockKind};

/// The front matter of a document; empty when it has none.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    entries: Vec<(Key, Block)>,
    /// Where the rest of the document begins.
    pub(super) body: usize,
}

/// What a value is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Title,
    Date,
    Author,
    Source,
    /// Subtitle, summary, categories, tags, province …: text that names may stand in.
    Text,
}

impl Key {
    fn of(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "title" | "标题" => Self::Title,
            "date" | "日期" | "pubdate" | "published" => Self::Date,
            "author" | "authors" | "作者" => Self::Author,
            "source" | "来源" => Self::Source,
            "subtitle" | "description" | "excerpt" | "summary" | "category" | "categories" | "tag"
            | "tags" | "keyword" | "keywords" | "分类" | "标签" | "关键词" | "摘要" => Self::Text,
            // What tells the site generator how to show the page is no text.
            "layout" | "permalink" | "slug" | "url" | "link" | "image" | "images" | "cover" | "thumbnail" | "id"
            | "lang" | "updated" | "modified" | "draft" | "published_at" | "weight" => return None,
            _ => Self::Text,
        })
    }
}

impl FrontMatter {
    /// The text in it: the title, and the other values as by-lines.
    pub(super) fn blocks(&self, raw: &str) -> Vec<Block> {
        let in_text = |(key, _): &&(Key, Block)| *key != Key::Date;
        let mut blocks: Vec<Block> =
            self.entries.iter().filter(in_text).map(|(_, block)| block.clone()).collect();
        blocks.retain(|block| !block.text(raw).is_empty());
        blocks
    }

    /// The first value of a key.
    pub(super) fn value(&self, raw: &str, key: Key) -> Option<String> {
        let (_, block) = self.entries.iter().find(|(found, _)| *found == key)?;
        Some(block.text(raw).into_owned())
    }
}

/// Reads the front matter at the beginning of `raw`: what stands between two `---` lines, if these are
/// lines of `key: value` and not two rules in a text.
pub(super) fn read(raw: &str) -> FrontMatter {
    let mut at = if raw.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let none = FrontMatter::default();
    let mut lines = raw[at..].split_inclusive('\n');
    match lines.next() {
        Some(first) if first.trim_end() == "---" => at += first.len(),
        _ => return none,
    }
    let mut entries = Vec::new();
    let mut key = None;
    for (number, line) in lines.enumerate() {
        let text = line.trim_end();
        if text == "---" || text == "..." {
            return FrontMatter { entries, body: at + line.len() };
        }
        let content = text.trim_start();
        let offset = at + text.len() - content.len();
        at += line.len();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        if let Some(item) = list_item(content) {
            values(raw, offset + content.len() - item.len(), item, key, &mut entries);
        } else if text.len() > content.len() {
            values(raw, offset, content, key, &mut entries);
        } else if let Some((name, value)) = key_and_value(content) {
            key = Key::of(name);
            let value = value.trim_start();
            if !matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+") {
                values(raw, offset + content.len() - value.len(), value, key, &mut entries);
            }
        } else {
            return none;
        }
        // A file of hundreds of lines between two rules isn't front matter.
        if number > 200 {
            return none;
        }
    }
    none
}

fn list_item(content: &str) -> Option<&str> {
    content.strip_prefix('-').filter(|rest| rest.starts_with([' ', '\t'])).map(str::trim_start)
}

fn key_and_value(content: &str) -> Option<(&str, &str)> {
    let (name, value) = content.split_once(':')?;
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    (is_name && (value.is_empty() || value.starts_with([' ', '\t']))).then_some((name, value))
}

/// Adds the value, or the values of a list in brackets, that stands at `offset`.
fn values(raw: &str, offset: usize, value: &str, key: Option<Key>, entries: &mut Vec<(Key, Block)>) {
    let Some(key) = key else { return };
    let list = value.strip_prefix('[').and_then(|rest| rest.trim_end().strip_suffix(']'));
    let (mut offset, mut rest) = list.map_or((offset, value), |list| (offset + 1, list));
    while !rest.is_empty() {
        let skipped = rest.len() - rest.trim_start_matches([' ', '\t', ',']).len();
        let (start, scalar) = (offset + skipped, &rest[skipped..]);
        let len = scalar_len(scalar, list.is_some());
        let kind = if key == Key::Title { BlockKind::Title } else { BlockKind::Byline };
        if let Some(block) = scalar_block(raw, start, &scalar[..len], kind) {
            entries.push((key, block));
        }
        if list.is_none() {
            return;
        }
        (offset, rest) = (start + len, &scalar[len..]);
    }
}

/// The length of the value that `text` begins with: to its closing quote, or to a comma of the list, or
/// to a comment.
fn scalar_len(text: &str, in_list: bool) -> usize {
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        return text.find(if in_list { "," } else { " #" }).unwrap_or(text.len());
    };
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"'
            || c == quote && quote == '\'' && chars.peek().is_some_and(|(_, c)| *c == quote)
        {
            chars.next();
        } else if c == quote {
            return at + 1;
        }
    }
    text.len()
}

/// The block of a value with its quotes and escapes.
fn scalar_block(raw: &str, start: usize, scalar: &str, kind: BlockKind) -> Option<Block> {
    let mut assembly = Assembly::default();
    let inner = match scalar.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inner = &scalar[1..];
            inner.strip_suffix(quote).unwrap_or(inner)
        }
        _ => {
            assembly.verbatim(raw, start, start + scalar.len());
            return assembly.finish(raw, kind);
        }
    };
    let escape = if scalar.starts_with('"') { '\\' } else { '\'' };
    let mut from = start + 1;
    let mut chars = inner.char_indices();
    while let Some((at, c)) = chars.next() {
        // The escape itself says nothing; the character after it stands for itself.
        if c == escape && chars.next().is_some() {
            assembly.verbatim(raw, from, start + 1 + at);
            from = start + 1 + at + c.len_utf8();
        }
    }
    assembly.verbatim(raw, from, start + 1 + inner.len());
    assembly.finish(raw, kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file, the values expected, and the rest of the file.
    type Case<'a> = (&'a str, &'a [(Key, &'a str)], &'a str);

    #[test]
    fn values_and_their_text() {
        let cases: [Case<'_>; 12] = [
            ("正文", &[], "正文"),
            ("---\ntitle: 青石建厂\n---\n正文", &[(Key::Title, "青石建厂")], "正文"),
            (
                "\u{FEFF}---\r\ntitle: \"青石：建厂\" # 注\r\n---\r\n正文",
                &[(Key::Title, "青石：建厂")],
                "正文",
            ),
            ("---\ntitle: '青石''建厂'\n---\n", &[(Key::Title, "青石'建厂")], ""),
            ("---\ntitle: \"青石\\\"建\\\\厂\\\"\"\n---\n", &[(Key::Title, "青石\"建\\厂\"")], ""),
            (
                "---\nlayout: post\ndate: 2023-07-11 08:00\ntags: [硅, '铝', \"a,b\"]\n---\n",
                &[(Key::Date, "2023-07-11 08:00"), (Key::Text, "硅"), (Key::Text, "铝"), (Key::Text, "a,b")],
                "",
            ),
            (
                "---\ntags:\n  - 硅\n  - 铝\nauthor: 王某\n---\n",
                &[(Key::Text, "硅"), (Key::Text, "铝"), (Key::Author, "王某")],
                "",
            ),
            (
                "---\ndescription: |\n  第一行\n  第二行\nsource: 日报\n---\n",
                &[(Key::Text, "第一行"), (Key::Text, "第二行"), (Key::Source, "日报")],
                "",
            ),
            ("---\n一段话，两条线之间\n---\n正文", &[], "---\n一段话，两条线之间\n---\n正文"),
            ("---\ntitle: 没有结束", &[], "---\ntitle: 没有结束"),
            ("---\ntitle:\nimages: [x\n---\n", &[], ""),
            ("---\ntitle: \"没有引号\n---\n", &[(Key::Title, "没有引号")], ""),
        ];
        for (raw, expected, body) in cases {
            let front = read(raw);
            let found: Vec<_> = front.entries.iter().map(|(key, block)| (*key, block.text(raw))).collect();
            let expected: Vec<_> = expected.iter().map(|(key, text)| (*key, (*text).into())).collect();
            assert_eq!(found, expected, "{raw}");
            assert_eq!(&raw[front.body..], body, "{raw}");
        }
    }
}
