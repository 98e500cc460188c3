//! What the elements of HTML are for the layout.

/// What an element is for the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// `br`.
    Break,
    /// `meta`.
    Meta,
    /// `a`.
    Link,
    /// `time`.
    Time,
    /// The page's title.
    Title,
    /// A heading of a level.
    Heading(u8),
    /// A paragraph, which any other block ends.
    Paragraph,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a table.
    Cell,
    /// A caption.
    Caption,
    /// A block without a meaning of its own.
    Container,
    /// The whole page, or what the author says is its main part.
    Main,
    /// A header, of the page or of an article.
    Header,
    /// A form; some systems wrap whole pages in one.
    Form,
    /// Navigation, footers, asides.
    Chrome,
    /// Content that isn't shown.
    Hidden,
    /// Emphasis and the like.
    Inline,
}

impl Element {
    /// The element of this name, which is in lower case.
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"br" => Self::Break,
            b"meta" => Self::Meta,
            b"a" => Self::Link,
            b"time" => Self::Time,
            b"title" => Self::Title,
            [b'h', level @ b'1'..=b'6'] => Self::Heading(level - b'0'),
            b"p" => Self::Paragraph,
            b"ul" | b"ol" | b"dl" | b"menu" => Self::List,
            b"li" | b"dt" | b"dd" => Self::Item,
            b"table" => Self::Table,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell,
            b"figcaption" | b"caption" => Self::Caption,
            b"html" | b"body" | b"main" | b"article" => Self::Main,
            b"header" | b"hgroup" => Self::Header,
            b"form" => Self::Form,
            b"nav" | b"footer" | b"aside" | b"button" | b"select" | b"dialog" => Self::Chrome,
            b"script" | b"style" | b"template" | b"noscript" | b"svg" | b"math" | b"object" | b"iframe" => {
                Self::Hidden
            }
            b"textarea" | b"noembed" | b"noframes" | b"canvas" | b"audio" | b"video" | b"rp" => Self::Hidden,
            b"div" | b"section" | b"blockquote" | b"pre" | b"address" | b"center" | b"fieldset"
            | b"figure" => Self::Container,
            b"details" | b"summary" | b"head" | b"tbody" | b"thead" | b"tfoot" | b"hr" | b"option"
            | b"legend" => Self::Container,
            _ => Self::Inline,
        }
    }
}

/// A name short enough to compare at once; no two elements that are blocks begin with the same 8 letters.
pub(super) fn key(name: &[u8]) -> u64 {
    name.iter().take(8).fold(0, |key, byte| key << 8 | u64::from(*byte))
}
