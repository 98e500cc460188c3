//! The attributes of a start tag that matter for the text.

/// An attribute that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attribute {
    /// `class`, `id`, `role`.
    Label,
    Style,
    /// `name`, `property`, `itemprop`.
    Name,
    Content,
    DateTime,
    ColSpan,
    RowSpan,
}

/// What the start tag at hand says.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    current: Option<Attribute>,
    /// It isn't shown.
    pub(super) is_hidden: bool,
    /// Its class or id is that of a menu, footer or the like.
    pub(super) is_chrome: bool,
    /// What a `meta` is about, in lower case.
    pub(super) name: String,
    pub(super) content: String,
    pub(super) date_time: String,
    /// How many columns and rows a cell takes, if it says so.
    pub(super) columns: Option<u32>,
    pub(super) rows: Option<u32>,
}

impl Attributes {
    pub(super) fn clear(&mut self) {
        (self.current, self.is_hidden, self.is_chrome) = (None, false, false);
        (self.columns, self.rows) = (None, None);
        self.name.clear();
        self.content.clear();
        self.date_time.clear();
    }

    pub(super) fn attribute(&mut self, name: &[u8]) {
        self.current = match name {
            b"class" | b"id" | b"role" => Some(Attribute::Label),
            b"style" => Some(Attribute::Style),
            b"name" | b"property" | b"itemprop" => Some(Attribute::Name),
            b"content" => Some(Attribute::Content),
            b"datetime" => Some(Attribute::DateTime),
            b"colspan" => Some(Attribute::ColSpan),
            b"rowspan" => Some(Attribute::RowSpan),
            _ => None,
        };
        self.is_hidden |= name == b"hidden";
    }

    pub(super) fn value(&mut self, value: &[u8]) {
        let text = || String::from_utf8_lossy(value).trim().to_owned();
        match self.current {
            Some(Attribute::Label) => self.is_chrome |= is_chrome(value),
            Some(Attribute::Style) => {
                let style: Vec<u8> =
                    value.iter().filter(|byte| !byte.is_ascii_whitespace()).copied().collect();
                self.is_hidden |= style.windows(12).any(|part| part.eq_ignore_ascii_case(b"display:none"));
            }
            Some(Attribute::Name) => self.name = text().to_ascii_lowercase(),
            Some(Attribute::Content) => self.content = text(),
            Some(Attribute::DateTime) => self.date_time = text(),
            Some(Attribute::ColSpan) => self.columns = text().parse().ok(),
            Some(Attribute::RowSpan) => self.rows = text().parse().ok(),
            None => {}
        }
    }
}

/// Whether one of the classes or ids is a word for what surrounds an article. The whole class counts, or
/// its first or last word: `main-nav`, but not `article-with-sidebar-right`.
fn is_chrome(value: &[u8]) -> bool {
    const WORDS: [&[u8]; 26] = [
        b"nav",
        b"navbar",
        b"navigation",
        b"menu",
        b"submenu",
        b"topmenu",
        b"footer",
        b"foot",
        b"breadcrumb",
        b"breadcrumbs",
        b"crumb",
        b"crumbs",
        b"sidebar",
        b"share",
        b"related",
        b"recommend",
        b"recommended",
        b"comments",
        b"pagination",
        b"pager",
        b"copyright",
        b"toolbar",
        b"advert",
        b"banner",
        b"contentinfo",
        b"complementary",
    ];
    value.split(u8::is_ascii_whitespace).any(|class| {
        let mut parts = class.split(|byte| !byte.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
        let (first, last) = (parts.next(), parts.next_back());
        [first, last]
            .into_iter()
            .flatten()
            .any(|part| WORDS.iter().any(|word| part.eq_ignore_ascii_case(word)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_what_surrounds_an_article() {
        for (value, expected) in [
            ("nav", true),
            ("x main-nav", true),
            ("Footer", true),
            ("article-with-sidebar-right", false),
            ("navigator", false),
            ("share_box", true),
            ("", false),
            ("-", false),
        ] {
            assert_eq!(is_chrome(value.as_bytes()), expected, "{value}");
        }
    }
}
