//! Reads files into documents: finds them, decodes them, and takes out the text and its layout.

mod assemble;
mod date;
mod discover;
mod encoding;
mod error;
mod format;
mod front_matter;
mod html;
mod markdown;
mod metadata;
mod plain;
#[cfg(test)]
mod properties;
mod read;
mod spaced;
mod tabulate;

use jiff::civil::Date;

use crate::text::Block;

pub use discover::{Input, Skipped, SourceFile, discover};
pub use encoding::Encoding;
pub use error::DocumentError;
pub use format::{Format, Unsupported};
pub use read::Unread;

/// A document: the decoded file, and where in it which text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The path relative to the input it was found under, with `/` between its parts.
    pub id: String,
    /// The whole decoded file. A UTF-8 byte order mark is its first character, as in Python's
    /// `open(encoding="utf-8")`, and line ends are as in the file; so positions are those of the file.
    pub raw: String,
    /// SHA-256 of the bytes of the file, in lower-case hexadecimal.
    pub sha256: String,
    /// What it was read as; a text file may turn out to be Markdown or a web page.
    pub format: Format,
    /// What its bytes were.
    pub encoding: Encoding,
    /// How many U+FFFD stand in `raw` for what could not be decoded, here or before; few beside the rest, or the file would
    /// be refused.
    pub replaced: usize,
    /// What it says about itself.
    pub metadata: Metadata,
    /// Its text: pieces of `raw`, in order of position.
    pub blocks: Vec<Block>,
}

/// What a document says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title.
    pub title: Option<String>,
    /// The day it was published.
    pub date: Option<Date>,
    /// Who published it, as in `来源：青石日报`.
    pub source: Option<String>,
    /// Who wrote it; several names have `、` between them.
    pub author: Option<String>,
}
