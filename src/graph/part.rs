//! Into which files a graph is divided.

use super::directory::sha256;

/// A part of the graph that has a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Part {
    /// The documents whose identifier's hash begins with this byte.
    Documents(u8),
    /// In how many documents each entity occurs.
    Entities,
    /// The entities that the documents use.
    Gazetteer,
    /// What the terms mean.
    Ontology,
}

impl Part {
    /// The folder of the documents.
    pub(super) const DOCUMENTS: &str = "documents";

    /// The part of a document, which follows from its identifier.
    pub(super) fn of_document(id: &str) -> Self {
        let hash = sha256(id.as_bytes());
        Self::Documents(u8::from_str_radix(&hash[..2], 16).unwrap_or_default())
    }

    /// Whether its file holds quads.
    pub(super) fn holds_quads(self) -> bool {
        self != Self::Entities
    }

    /// The path of its file, whose content has this hash.
    pub(super) fn path(self, sha256: &str) -> String {
        let hash = &sha256[..HASH];
        match self {
            Self::Documents(shard) => format!("{}/{shard:02x}-{hash}.nq", Self::DOCUMENTS),
            Self::Entities => format!("entities-{hash}.tsv"),
            Self::Gazetteer => format!("gazetteer-{hash}.nq"),
            Self::Ontology => format!("ontology-{hash}.nq"),
        }
    }

    /// The part whose file has this path.
    pub(super) fn of_path(path: &str) -> Option<Self> {
        let (stem, ending) = path.rsplit_once('-')?;
        let (hash, extension) = ending.split_once('.')?;
        let part = match stem {
            "entities" => Self::Entities,
            "gazetteer" => Self::Gazetteer,
            "ontology" => Self::Ontology,
            _ => {
                let shard = stem.strip_prefix(Self::DOCUMENTS)?.strip_prefix('/')?;
                Self::Documents(u8::from_str_radix(shard, 16).ok().filter(|_| shard.len() == 2)?)
            }
        };
        let is_hash = hash.len() == HASH && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let expected = if part.holds_quads() { "nq" } else { "tsv" };
        (is_hash && extension == expected).then_some(part)
    }
}

/// How many hexadecimal digits of the content's hash are in a file's name.
const HASH: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_back() {
        let hash = sha256(b"x");
        for part in [Part::Documents(0x3f), Part::Entities, Part::Gazetteer, Part::Ontology] {
            assert_eq!(Part::of_path(&part.path(&hash)), Some(part));
        }
        for other in
            ["notes.nq", "gazetteer-1.nq", "documents/3-0123456789abcdef.nq", "entities-0123456789abcdef.nq"]
        {
            assert_eq!(Part::of_path(other), None, "{other}");
        }
    }
}
