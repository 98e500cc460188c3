//! Pages for a browser: plain HTML in both languages, without a script and without anything from
//! elsewhere.

mod entity;
mod question;
mod resource;
mod results;
mod search;
mod start;

use std::fmt::{self, Write as _};

use super::reply::Reply;
use crate::diagnostic::Bilingual;
use crate::entity::EntityId;
use crate::export::xml;
use crate::graph::GraphStore;
use crate::serve::media::Media;
use crate::serve::wire::Request;

pub(super) use entity::entity;
pub(super) use question::question;
pub(super) use resource::resource;
pub(super) use results::{Found, results};
pub(super) use search::search;
pub(super) use start::start;

/// A page that is being written.
pub(super) struct Page<'a> {
    /// Has the names of what is on it.
    pub(super) graph: &'a GraphStore,
    chinese: bool,
    /// The path of this page, for the link to the other language.
    path: &'a str,
    title: String,
    body: String,
}

/// Text that can't become an element, and whose direction marks can be seen.
pub(super) struct Text<'a>(pub(super) &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.contains(is_direction_mark) {
            return write!(f, "{}", xml::Text(self.0));
        }
        for char in self.0.chars() {
            if is_direction_mark(char) {
                write!(f, "[U+{:04X}]", u32::from(char))?;
            } else {
                write!(f, "{}", xml::Text(char.encode_utf8(&mut [0; 4])))?;
            }
        }
        Ok(())
    }
}

/// Text whose lines stay lines.
pub(super) struct Preformatted<'a>(pub(super) &'a str);

impl fmt::Display for Preformatted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The parser of HTML drops the first line break.
        self.0.lines().try_for_each(|line| write!(f, "\n{}", Text(line)))
    }
}

fn is_direction_mark(char: char) -> bool {
    matches!(char, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

impl<'a> Page<'a> {
    pub(super) fn new(graph: &'a GraphStore, request: &'a Request, path: &'a str, title: &str) -> Self {
        Self { graph, chinese: request.chinese, path, title: title.to_owned(), body: String::new() }
    }

    /// One of two wordings.
    pub(super) fn say(&self, en: &'static str, zh: &'static str) -> &'static str {
        if self.chinese { zh } else { en }
    }

    /// The wording in the reader's language.
    pub(super) fn of<'b>(&self, message: &'b Bilingual) -> &'b str {
        if self.chinese { &message.zh } else { &message.en }
    }

    /// Writes HTML that is already escaped.
    pub(super) fn html(&mut self, text: fmt::Arguments<'_>) {
        // Writing to a string doesn't fail.
        let _ = self.body.write_fmt(text);
    }

    pub(super) fn heading(&mut self, text: &str, count: Option<usize>) {
        let count = count.map(|count| format!(" <small>{count}</small>")).unwrap_or_default();
        self.html(format_args!("<h2>{}{count}</h2>\n", Text(text)));
    }

    /// A name that leads to its page.
    pub(super) fn entity_link(&self, label: &str, entity: Option<&EntityId>) -> String {
        match entity {
            Some(id) => self.link(self.graph.iris().entity(id).as_str(), label),
            None => format!("<bdi>{}</bdi>", Text(label)),
        }
    }

    /// A link to a node of this graph, or to a page elsewhere; just text for anything else, because
    /// an IRI may begin with `javascript:`.
    pub(super) fn link(&self, iri: &str, label: &str) -> String {
        let label = Text(label);
        if let Some(path) = iri.strip_prefix(self.graph.iris().base()) {
            return format!("<a href=\"/{}\"><bdi>{label}</bdi></a>", Text(&escaped_path(path)));
        }
        if iri.starts_with("https://") || iri.starts_with("http://") {
            return format!("<a href=\"{}\" rel=\"noopener noreferrer\"><bdi>{label}</bdi></a>", Text(iri));
        }
        format!("<bdi>{label}</bdi>")
    }

    /// The document with its date.
    pub(super) fn document_link(&self, document: &str, date: Option<&str>) -> String {
        let title = self.graph.document(document).and_then(|entry| entry.title.as_deref());
        let iri = self.graph.iris().document(document);
        let date = date.map(|date| format!("{} ", Text(date))).unwrap_or_default();
        format!("{date}{}", self.link(iri.as_str(), title.unwrap_or(document)))
    }

    /// A box for words.
    pub(super) fn search_box(&mut self, words: &str) {
        let (hint, button) =
            (self.say("name of a firm, place, project …", "企业、地方、项目……"), self.say("Search", "搜索"));
        self.html(format_args!(
            "<form class=\"search\" action=\"/search\" role=\"search\"><input type=\"search\" name=\"q\" \
             value=\"{}\" placeholder=\"{hint}\" aria-label=\"{button}\"><button>{button}</button></form>\n",
            Text(words)
        ));
    }

    /// The other forms in which this can be had.
    pub(super) fn formats(&mut self, path: &str, formats: &[Media], parameters: &str) {
        let links: Vec<String> = formats
            .iter()
            .map(|media| {
                let suffix = media.suffix();
                format!("<a href=\"{}.{suffix}{}\">{suffix}</a>", Text(path), Text(parameters))
            })
            .collect();
        self.html(format_args!("<p class=\"formats\">{}</p>\n", links.join(" · ")));
    }

    pub(super) fn finish(self) -> Reply {
        let (lang, other, other_name) =
            if self.chinese { ("zh", "en", "English") } else { ("en", "zh", "中文") };
        let separator = if self.path.contains('?') { '&' } else { '?' };
        let (title, path) = (Text(&self.title), Text(self.path));
        let product = self.say("chanpu", "产谱");
        let html = format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title} · {product}</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n\
             <header><a href=\"/?lang={lang}\">{product}</a> \
             <a class=\"lang\" href=\"{path}{separator}lang={other}\" lang=\"{other}\">{other_name}</a></header>\n\
             <main>\n{}</main>\n</body>\n</html>\n",
            self.body
        );
        Reply::new(200, Media::Html, html.into_bytes())
    }
}

/// The path of an IRI as the address of a page: what an IRI allows and an address doesn't is encoded.
/// `%` is left alone: in an IRI it is an escape already.
pub(super) fn escaped_path(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'#' | b'?' | b'\\') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (text, expected) in [
            ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
            ("\"><svg onload='x'>", "&quot;&gt;&lt;svg onload=&#39;x&#39;&gt;"),
            ("a\u{202E}b", "a[U+202E]b"),
        ] {
            assert_eq!(Text(text).to_string(), expected);
        }
        assert_eq!(escaped_path("company/甲\"<A%20B"), "company/%E7%94%B2%22%3CA%20B");
    }
}
