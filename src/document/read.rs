//! From a file to a document.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::encoding::{self, Undecodable};
use super::{Document, DocumentError, Format, Unsupported, front_matter, html, markdown, metadata, plain};

/// Larger files are refused: they are archives or logs, and positions should stay small.
const LIMIT: u64 = 256 << 20;

impl Document {
    /// Reads the file at `path` under the name `id`. The format is told by the file's extension.
    ///
    /// # Errors
    ///
    /// Whatever keeps the file from giving text; see [`DocumentError`].
    pub fn read(path: &Path, id: &str) -> Result<Self, DocumentError> {
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
        Self::from_bytes(id, format, bytes).map_err(|error| error.in_file(name()))
    }

    /// Reads `bytes`, at most 256 MiB, under the name `id`.
    ///
    /// # Errors
    ///
    /// `TooLarge`, `Unsupported` (by the first bytes), `Binary`, `UnknownEncoding` and `Empty`; the file in
    /// them is `id`.
    pub fn from_bytes(id: &str, format: Format, bytes: Vec<u8>) -> Result<Self, DocumentError> {
        let file = || id.to_owned();
        if bytes.len() as u64 > LIMIT {
            return Err(DocumentError::TooLarge { file: file(), bytes: bytes.len() as u64, limit: LIMIT });
        }
        if let Some(format) = Unsupported::of_content(&bytes) {
            return Err(DocumentError::Unsupported { file: file(), format });
        }
        let sha256 = hexadecimal(&Sha256::digest(&bytes));
        let decoded = encoding::decode(bytes).map_err(|reason| match reason {
            Undecodable::Binary => DocumentError::Binary { file: file() },
            Undecodable::Unknown { guess } => DocumentError::UnknownEncoding { file: file(), guess },
        })?;
        let raw = decoded.text;
        let front = front_matter::read(&raw);
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
        if blocks.is_empty() {
            return Err(DocumentError::Empty { file: file() });
        }
        let metadata = metadata::of(id, &raw, &front, &page, &blocks);
        let (encoding, replaced) = (decoded.encoding, decoded.replaced);
        Ok(Self { id: file(), raw, sha256, format, encoding, replaced, metadata, blocks })
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}
