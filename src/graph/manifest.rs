//! The table of contents of a graph directory: `manifest.json`.

use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::ser::Formatter;

use super::directory::{Directory, sha256, sha256_of};
use super::error::OpenError;
use super::{Backend, Iris};

/// The version of the directory's format that this program writes.
///
/// | version | what is new |
/// | --- | --- |
/// | 1 | |
/// | 2 | `checksum`, `reader` instead of `gazetteer`, a file with the use of entities |
/// | 3 | `clients` and their files |
/// | 4 | `store`; a graph for memory has format 3 still |
///
/// Older ones are read, and brought to this version by the next build.
pub const FORMAT: u32 = 4;

/// What a graph directory holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the format.
    pub format: u32,
    /// The SHA-256 of this manifest, written with an empty checksum.
    #[serde(default)]
    pub checksum: String,
    /// The base of the IRIs.
    pub base: String,
    /// The version of the gazetteer that describes the entities.
    #[serde(default)]
    pub gazetteer: String,
    /// What answers queries.
    #[serde(default, skip_serializing_if = "Backend::is_memory")]
    pub store: Backend,
    /// The number of quads in all files.
    pub quads: u64,
    /// The files, sorted by path.
    pub files: Vec<FileEntry>,
    /// The documents, sorted by identifier.
    pub documents: Vec<DocumentEntry>,
    /// The graphs that clients of a server have written, sorted by name. Builds keep them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clients: Vec<ClientEntry>,
}

/// A graph that clients of a server have written. It may be empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClientEntry {
    /// The name; none for the default graph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub graph: Option<String>,
    /// The number of its quads.
    pub quads: u64,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// The path in the graph directory, with `/`.
    pub path: String,
    /// The size.
    pub bytes: u64,
    /// The SHA-256 in hexadecimal.
    pub sha256: String,
    /// The number of quads, one a line; 0 for a file of other content.
    pub quads: u64,
}

/// One document.
///
/// A build compares the hash and the versions with its own to find out what must be read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentEntry {
    /// The identifier.
    pub id: String,
    /// The SHA-256 of the document's file.
    pub sha256: String,
    /// With what it was read: the text of [`Versions`](super::Versions).
    #[serde(alias = "gazetteer")]
    pub reader: String,
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The date of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<jiff::civil::Date>,
}

impl Manifest {
    /// The manifest of the graph in a directory; none when the directory is missing or empty.
    ///
    /// # Errors
    ///
    /// When it can't be read or is damaged, the directory holds other files, or the base isn't the one
    /// asked for.
    pub fn read(path: &Path, base: Option<&Iris>) -> Result<Option<Self>, OpenError> {
        let directory = Directory::new(path);
        let manifest = directory.manifest()?;
        directory.iris(manifest.as_ref(), base)?;
        Ok(manifest)
    }

    /// Sets the format to the oldest that can say all this, and the checksum to that of the rest.
    pub(super) fn finish(&mut self) {
        self.format = if self.store.is_memory() { 3 } else { FORMAT };
        self.sign();
    }

    fn sign(&mut self) {
        self.checksum.clear();
        // Text and numbers can always be written.
        self.checksum = sha256(&serde_json::to_vec(self).unwrap_or_default());
    }

    /// Whether the checksum is that of the rest; manifests of the first format had none. `text` is what it was
    /// read from.
    pub(super) fn is_sound(&mut self, text: &[u8]) -> bool {
        if self.format < 2 || is_signed(text, &self.checksum) {
            return true;
        }
        let written = self.checksum.clone();
        self.sign();
        self.checksum == written
    }

    /// The text of the file: each file and document in a line of its own.
    pub(super) fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut json = Vec::new();
        self.serialize(&mut serde_json::Serializer::with_formatter(&mut json, Lines))?;
        json.push(b'\n');
        Ok(json)
    }
}

/// Writes JSON with a line end before each element of a list, and none elsewhere.
struct Lines;

impl Formatter for Lines {
    fn begin_array_value<W: Write + ?Sized>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        out.write_all(if is_first { b"\n" } else { b",\n" })
    }
}

/// Whether this is the checksum of a text of [`Lines`]: without its line ends it is what the checksum is of, and
/// needs not be written once more for that.
fn is_signed(text: &[u8], checksum: &str) -> bool {
    if checksum.is_empty() {
        return false;
    }
    let beginning = &text[..text.len().min(BEGINNING)];
    let Some(at) = beginning.windows(checksum.len()).position(|found| found == checksum.as_bytes()) else {
        return false;
    };
    let (before, after) = (&text[..at], &text[at + checksum.len()..]);
    let lines = before.split(|byte| *byte == b'\n').chain(after.split(|byte| *byte == b'\n'));
    sha256_of(lines) == checksum
}

/// The checksum is the second of the fields.
const BEGINNING: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_sound_however_it_is_spaced_and_not_with_another_word() {
        let mut manifest: Manifest = serde_json::from_value(serde_json::json!({"format": 3, "base": "http://e/",
            "quads": 2, "files": [{"path": "documents/3f-0123456789abcdef.nq", "bytes": 9, "sha256": "00", "quads": 2}],
            "documents": [{"id": "甲\n.txt", "sha256": "ff", "reader": "r"}, {"id": "b", "sha256": "f", "reader": "r"}]}))
        .expect("the record must be valid");
        manifest.finish();
        let lines = String::from_utf8(manifest.to_json().expect("it can be written")).expect("UTF-8");
        assert_eq!(lines.lines().count(), 4, "{lines}");
        let is_sound = |text: &str| {
            serde_json::from_str(text)
                .is_ok_and(|mut read: Manifest| read.is_sound(text.as_bytes()) && read == manifest)
        };
        assert!(is_signed(lines.as_bytes(), &manifest.checksum), "nothing has to be written again");
        let pretty = serde_json::to_string_pretty(&manifest).expect("it can be written");
        assert!(is_sound(&lines) && is_sound(&pretty), "as this version writes it, and as others did");
        for (old, new) in [("\"quads\":2", "\"quads\":3"), ("\"id\":\"b\"", "\"id\":\"c\""), ("甲\\n", "甲n")]
        {
            assert!(lines.contains(old) && !is_sound(&lines.replacen(old, new, 1)), "{old}");
        }
    }
}
