//! From a file to a document.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::encoding::{self, Undecodable};
use super::{
    Document, DocumentError, Format, Unsupported, front_matter, html, markdown, metadata, plain, tabulate,
};

/// Larger files are refused: they are archives or logs, and positions should stay small.
const LIMIT: u64 = 256 << 20;

/// A file's bytes, before anyone knows what they say. Whoever knows their hash already need not parse
/// them.
#[derive(Debug)]
pub struct Unread {
    id: String,
    /// How messages call it.
    name: String,
    format: Format,
    bytes: Vec<u8>,
    sha256: String,
}

impl Unread {
    /// Reads the bytes of the file at `path` under the name `id`. The format is told by the file's extension; a text
    /// file that begins with front matter or with tags is read as Markdown or as a web page.
    ///
    /// # Errors
    ///
    /// Whatever keeps the file from giving text; see [`DocumentError`].
    pub fn open(path: &Path, id: &str) -> Result<Self, DocumentError> {
        let name = || path.display().to_string();
        let format =
            Format::of_path(path).map_err(|format| DocumentError::Unsupported { file: name(), format })?;
        let fail = |error: std::io::Error| DocumentError::io(name(), &error);
        // A pipe or device may never end, so it isn't even opened.
        let metadata = path.metadata().map_err(fail)?;
        if !metadata.is_file() {
            return Err(DocumentError::NotAFile { file: name() });
        }
        let too_large = |bytes| DocumentError::TooLarge { file: name(), bytes, limit: LIMIT };
        if metadata.len() > LIMIT {
            return Err(too_large(metadata.len()));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
        // The file may grow while it is read.
        File::open(path).map_err(fail)?.take(LIMIT + 1).read_to_end(&mut bytes).map_err(fail)?;
        if bytes.len() as u64 > LIMIT {
            return Err(too_large(bytes.len() as u64));
        }
        Ok(Self::new(id, name(), format, bytes))
    }

    /// `bytes` that are no file's, under the name `id`.
    #[must_use]
    pub fn of_bytes(id: &str, format: Format, bytes: Vec<u8>) -> Self {
        Self::new(id, id.to_owned(), format, bytes)
    }

    fn new(id: &str, name: String, format: Format, bytes: Vec<u8>) -> Self {
        let sha256 = hexadecimal(&Sha256::digest(&bytes));
        Self { id: id.to_owned(), name, format, bytes, sha256 }
    }

    /// The identifier that the document will have.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The SHA-256 of the bytes, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Reads what the bytes say.
    ///
    /// # Errors
    ///
    /// `TooLarge`, `Unsupported` (by the first bytes), `Binary`, `UnknownEncoding` and `Empty`.
    pub fn parse(self) -> Result<Document, DocumentError> {
        let Self { id, name, format, bytes, sha256 } = self;
        let file = || name.clone();
        if bytes.len() as u64 > LIMIT {
            return Err(DocumentError::TooLarge { file: file(), bytes: bytes.len() as u64, limit: LIMIT });
        }
        if let Some(format) = Unsupported::of_content(&bytes) {
            return Err(DocumentError::Unsupported { file: file(), format });
        }
        let decoded = encoding::decode(bytes).map_err(|reason| match reason {
            Undecodable::Binary => DocumentError::Binary { file: file() },
            Undecodable::Unknown { guess } => DocumentError::UnknownEncoding { file: file(), guess },
        })?;
        let raw = decoded.text;
        let front = front_matter::read(&raw);
        // Posts and pages are often kept as .txt; their tags are no text there either.
        let format = match format {
            Format::Text if front.body > 0 => Format::Markdown,
            Format::Text => Format::of_content(raw.as_bytes()),
            format => format,
        };
        let mut blocks = front.blocks(&raw);
        let mut page = html::PageMetadata::default();
        match format {
            Format::Text => blocks.extend(plain::blocks(&raw, front.body)),
            Format::Markdown => blocks.extend(markdown::blocks(&raw, front.body)),
            Format::Html => {
                let content = html::read(&raw, front.body);
                blocks.extend(content.blocks);
                page = content.metadata;
            }
        }
        let blocks = tabulate::apply(&raw, blocks);
        if blocks.is_empty() {
            return Err(DocumentError::Empty { file: file() });
        }
        let metadata = metadata::of(&id, &raw, &front, &page, &blocks);
        let (encoding, replaced) = (decoded.encoding, decoded.replaced);
        Ok(Document { id, raw, sha256, format, encoding, replaced, metadata, blocks })
    }
}

impl Document {
    /// Reads the file at `path` under the name `id`; see [`Unread::open`].
    ///
    /// # Errors
    ///
    /// Whatever keeps the file from giving text; see [`DocumentError`].
    pub fn read(path: &Path, id: &str) -> Result<Self, DocumentError> {
        Unread::open(path, id)?.parse()
    }

    /// Reads `bytes`, at most 256 MiB, under the name `id`.
    ///
    /// # Errors
    ///
    /// As [`Unread::parse`]; the file in them is `id`.
    pub fn from_bytes(id: &str, format: Format, bytes: Vec<u8>) -> Result<Self, DocumentError> {
        Unread::of_bytes(id, format, bytes).parse()
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::document::{Encoding, Metadata};
    use crate::text::BlockKind;

    #[test]
    fn a_document() {
        let raw = "\u{FEFF}# 建厂\r\n\r\n青石县建厂。";
        let document =
            Document::from_bytes("a/b.txt", Format::Text, raw.as_bytes().to_vec()).expect("a text");
        assert_eq!(document.id, "a/b.txt");
        assert_eq!(document.raw, raw);
        assert_eq!(document.sha256, "881303e050358484381fe76142b3e05fe4f40aa6449ba311b1cd4930aa481271");
        assert_eq!(
            (document.format, document.encoding, document.replaced),
            (Format::Text, Encoding::Utf8, 0)
        );
        assert_eq!(document.metadata, Metadata { title: Some("建厂".to_owned()), ..Metadata::default() });
        let blocks: Vec<_> = document.blocks.iter().map(|block| (block.kind, block.text(raw))).collect();
        assert_eq!(
            blocks,
            [(BlockKind::Heading(1), "建厂".into()), (BlockKind::Paragraph, "青石县建厂。".into())]
        );
    }

    #[test]
    fn front_matter_is_text_in_every_format() {
        let raw = "---\ntitle: 建厂\ntags: 青石\n---\n<p>文。</p>";
        for (format, expected) in [
            (Format::Text, Format::Markdown),
            (Format::Markdown, Format::Markdown),
            (Format::Html, Format::Html),
        ] {
            let document = Document::from_bytes("a", format, raw.as_bytes().to_vec()).expect("a text");
            let texts: Vec<_> = document.blocks.iter().map(|block| block.text(raw)).collect();
            assert_eq!(texts, ["建厂", "青石", "文。"], "{format:?}");
            assert_eq!(document.format, expected);
        }
    }

    #[test]
    fn a_text_file_may_hold_a_page() {
        let raw = "\n<div><p>文。</p></div>";
        let document = Document::from_bytes("a.txt", Format::Text, raw.as_bytes().to_vec()).expect("a text");
        assert_eq!((document.format, document.blocks[0].text(raw).as_ref()), (Format::Html, "文。"));
    }

    #[test]
    fn what_gives_no_document() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let path = |name: &str| dir.path().join(name);
        let write = |name: &str, bytes: &[u8]| fs::write(path(name), bytes).expect("a file");
        write("empty.txt", b"");
        write("blank.txt", " \u{FEFF}\n\u{3000}\r\n".as_bytes());
        write("tags.html", b"<p><br></p><script>x</script>");
        write("zero.md", b"a\0b");
        write("pdf.txt", b"%PDF-1.7 ");
        write("b.docx", b"PK\x03\x04");
        write("latin.txt", &[0xE9; 40]);
        fs::create_dir(path("dir.txt")).expect("a directory");
        for (name, expected) in [
            ("none.txt", "none.txt: there is no such file; check the path"),
            ("dir.txt", "dir.txt: is a directory or device, not a file; name a file"),
            ("empty.txt", "empty.txt: has no text; check that it was saved or downloaded completely"),
            ("blank.txt", "blank.txt: has no text; check that it was saved or downloaded completely"),
            ("tags.html", "tags.html: has no text; check that it was saved or downloaded completely"),
            (
                "zero.md",
                "zero.md: holds zero bytes, so it is binary (or UTF-16 without a mark); save it as UTF-8",
            ),
            (
                "pdf.txt",
                "pdf.txt: PDF is not read; convert it first, for example `pdftotext -layout a.pdf a.txt`",
            ),
            (
                "b.docx",
                "b.docx: word-processor files are not read; save it as plain text (.txt, UTF-8) or web page (.html)",
            ),
        ] {
            let error = Document::read(&path(name), name).expect_err(name);
            let prefix = format!("{}/", dir.path().display());
            assert_eq!(error.to_string().replace(&prefix, ""), expected);
            assert!(error.message().zh.starts_with(&prefix), "{error:?}");
        }
        let error = Document::read(&path("latin.txt"), "latin.txt").expect_err("bytes of no encoding");
        assert!(matches!(error, DocumentError::UnknownEncoding { .. }), "{error:?}");
    }
}
