//! Formats, by name and by first bytes.

use std::path::Path;

use crate::diagnostic::Bilingual;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text; lines that begin with `#` are headings.
    Text,
    /// Markdown, with YAML front matter and HTML inside, as Jekyll has it.
    Markdown,
    /// A web page.
    Html,
}

/// A format that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unsupported {
    /// PDF.
    Pdf,
    /// OFD, the Chinese page format.
    Ofd,
    /// A text document of Word, WPS or LibreOffice, or RTF.
    Text,
    /// A spreadsheet.
    Spreadsheet,
    /// Slides.
    Slides,
    /// A ZIP archive, or an office document in one.
    Zip,
    /// An office document from before 2007.
    LegacyOffice,
    /// A saved mail or a web archive.
    WebArchive,
    /// Anything else.
    Other,
}

impl Format {
    /// The format of a file with this name; no extension means plain text.
    ///
    /// # Errors
    ///
    /// The format, when it can't be read.
    pub fn of_path(path: &Path) -> Result<Self, Unsupported> {
        let Some(extension) = path.extension() else { return Ok(Self::Text) };
        match extension.to_string_lossy().to_ascii_lowercase().as_str() {
            "txt" | "text" => Ok(Self::Text),
            "md" | "markdown" | "mdown" | "mkd" => Ok(Self::Markdown),
            "html" | "htm" | "xhtml" | "shtml" => Ok(Self::Html),
            "pdf" => Err(Unsupported::Pdf),
            "ofd" => Err(Unsupported::Ofd),
            "doc" | "docx" | "docm" | "wps" | "odt" | "rtf" => Err(Unsupported::Text),
            "xls" | "xlsx" | "xlsm" | "et" | "ods" => Err(Unsupported::Spreadsheet),
            "ppt" | "pptx" | "dps" | "odp" => Err(Unsupported::Slides),
            "mht" | "mhtml" | "eml" | "epub" => Err(Unsupported::WebArchive),
            _ => Err(Unsupported::Other),
        }
    }

    /// The format of a file without a name, by its first bytes: a web page, Markdown with front matter, or
    /// plain text.
    #[must_use]
    pub fn of_content(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        let head = bytes.get(..bytes.len().min(512)).unwrap_or(bytes).to_ascii_lowercase();
        let is_html = |head: &[u8]| {
            [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<?xml"]
                .iter()
                .any(|start| head.starts_with(start))
        };
        if is_html(&head) {
            Self::Html
        } else if head.starts_with(b"---\n") || head.starts_with(b"---\r\n") {
            Self::Markdown
        } else {
            Self::Text
        }
    }
}

impl Unsupported {
    /// The format that `bytes` begin like, whatever the file is called.
    pub(super) fn of_content(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else if bytes.starts_with(b"PK\x03\x04") {
            Some(Self::Zip)
        } else if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            Some(Self::LegacyOffice)
        } else if bytes.starts_with(b"{\\rtf") {
            Some(Self::Text)
        } else {
            None
        }
    }

    /// Whether it holds text that somebody may expect to be read; a picture doesn't.
    pub(super) fn is_document(self) -> bool {
        self != Self::Other
    }

    /// What it is and how to go on.
    pub(super) fn advice(self) -> Bilingual {
        let (en, zh) = match self {
            Self::Pdf => (
                "PDF is not read; convert it first, for example `pdftotext -layout a.pdf a.txt`",
                "不支持 PDF；请先转成文本，例如 `pdftotext -layout a.pdf a.txt`",
            ),
            Self::Ofd => (
                "OFD is not read; open it in an OFD reader and save its text as .txt",
                "不支持 OFD；请用 OFD 阅读器打开并另存为 .txt",
            ),
            Self::Text => (
                "word-processor files are not read; save it as plain text (.txt, UTF-8) or web page (.html)",
                "不支持文字处理文件；请另存为纯文本（.txt，UTF-8）或网页（.html）",
            ),
            Self::Spreadsheet => (
                "spreadsheets are not read; save the sheet as a web page (.html)",
                "不支持电子表格；请把工作表另存为网页（.html）",
            ),
            Self::Slides => {
                ("slides are not read; export their text as .txt", "不支持演示文稿；请把文字导出为 .txt")
            }
            Self::Zip => (
                "this is a ZIP archive or an office document; unpack it, or save its text as .txt",
                "这是 ZIP 压缩包或 Office 文件；请先解压，或把文字另存为 .txt",
            ),
            Self::LegacyOffice => (
                "this is an office document from before 2007; save its text as .txt",
                "这是旧版 Office 文件；请把文字另存为 .txt",
            ),
            Self::WebArchive => (
                "web archives, mails and e-books are not read; save the page as .html",
                "不支持网页存档、邮件和电子书；请另存为 .html",
            ),
            Self::Other => (
                "this type of file is not read; give a .txt, .md or .html file",
                "不支持此类文件；请提供 .txt、.md 或 .html 文件",
            ),
        };
        Bilingual::new(en, zh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_name_and_content() {
        for (name, expected) in [
            ("a.txt", Ok(Format::Text)),
            ("A.TXT", Ok(Format::Text)),
            ("README", Ok(Format::Text)),
            ("x/2023-07-11-a.markdown", Ok(Format::Markdown)),
            ("a.b.htm", Ok(Format::Html)),
            ("a.pdf", Err(Unsupported::Pdf)),
            ("报告.docx", Err(Unsupported::Text)),
            ("a.png", Err(Unsupported::Other)),
        ] {
            assert_eq!(Format::of_path(Path::new(name)), expected, "{name}");
        }
        for (bytes, expected) in [
            (&b"\xEF\xBB\xBF \n<!DOCTYPE HTML>"[..], Format::Html),
            (b"---\r\ntitle: a\r\n---\r\n", Format::Markdown),
            (b"--- a", Format::Text),
            (b"", Format::Text),
        ] {
            assert_eq!(Format::of_content(bytes), expected, "{bytes:?}");
        }
        assert_eq!(Unsupported::of_content(b"%PDF-1.7"), Some(Unsupported::Pdf));
        assert_eq!(Unsupported::of_content(b"PDF"), None);
    }
}
