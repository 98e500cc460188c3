//! Text in XML.

use std::fmt;

/// Text that is escaped when it is written, fit for content and for attributes in either kind of
/// quotes.
///
/// Characters that XML 1.0 forbids, among them most control characters, are left out: there is no
/// way to write them, and one of them makes the whole file unreadable.
pub(crate) struct Text<'a>(pub(crate) &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                // Attribute values lose bare line breaks when they are read.
                '\t' => f.write_str("&#9;")?,
                '\n' => f.write_str("&#10;")?,
                '\r' => f.write_str("&#13;")?,
                _ if is_allowed(c) => fmt::Write::write_char(f, c)?,
                _ => {}
            }
        }
        Ok(())
    }
}

fn is_allowed(c: char) -> bool {
    // C1 controls are legal but invisible, and some readers refuse them.
    !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_or_reads_as_markup_never_gets_through() {
        for (raw, expected) in [
            ("威信县", "威信县"),
            ("<img src=x onerror='a'>", "&lt;img src=x onerror=&#39;a&#39;&gt;"),
            ("a]]>b & \"c\"", "a]]&gt;b &amp; &quot;c&quot;"),
            ("a\u{0}b\u{8}c\u{1b}d\u{fffe}\u{ffff}\u{85}", "abcd"),
            ("a\nb\tc\r", "a&#10;b&#9;c&#13;"),
            ("𠮷 &amp;", "𠮷 &amp;amp;"),
        ] {
            assert_eq!(Text(raw).to_string(), expected, "{raw:?}");
        }
    }
}
