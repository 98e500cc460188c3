//! Into which files a graph is divided.

use super::directory::sha256;

/// A part of the graph that has a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Part {
    /// The documents whose identifier's hash begins with this byte.
    Documents(u8),
    /// In how many documents each entity occurs.
    Entities,
    /// The graphs of clients whose name's hash begins with this byte.
    Clients(u8),
    /// What clients have put into the default graph. Its lines name no graph, so it has a file of its own.
    ClientsDefault,
    /// The entities that the documents use.
    Gazetteer,
    /// What the terms mean.
    Ontology,
}

impl Part {
    /// The folder of the documents.
    pub(super) const DOCUMENTS: &str = "documents";
    /// The folder of the graphs of clients.
    pub(super) const CLIENTS: &str = "clients";

    /// The part of a document, which follows from its identifier.
    pub(super) fn of_document(id: &str) -> Self {
        Self::Documents(shard(id))
    }

    /// The part of a client's graph; the default graph has no name.
    pub(super) fn of_client(graph: Option<&str>) -> Self {
        graph.map_or(Self::ClientsDefault, |graph| Self::Clients(shard(graph)))
    }

    /// Whether clients have written what it holds.
    pub(super) fn is_of_clients(self) -> bool {
        matches!(self, Self::Clients(_) | Self::ClientsDefault)
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
            Self::Clients(shard) => format!("{}/{shard:02x}-{hash}.nq", Self::CLIENTS),
            Self::ClientsDefault => format!("{}/default-{hash}.nq", Self::CLIENTS),
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
            "clients/default" => Self::ClientsDefault,
            _ => {
                let (folder, shard) = stem.split_once('/')?;
                let shard = u8::from_str_radix(shard, 16).ok().filter(|_| shard.len() == 2)?;
                match folder {
                    Self::DOCUMENTS => Self::Documents(shard),
                    Self::CLIENTS => Self::Clients(shard),
                    _ => return None,
                }
            }
        };
        let is_hash = hash.len() == HASH && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let expected = if part.holds_quads() { "nq" } else { "tsv" };
        (is_hash && extension == expected).then_some(part)
    }
}

/// The first byte of the hash of a name.
fn shard(name: &str) -> u8 {
    u8::from_str_radix(&sha256(name.as_bytes())[..2], 16).unwrap_or_default()
}

/// How many hexadecimal digits of the content's hash are in a file's name.
const HASH: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_back() {
        let hash = sha256(b"x");
        for part in [Part::Documents(0x3f), Part::Clients(0x0a), Part::ClientsDefault, Part::Entities] {
            assert_eq!(Part::of_path(&part.path(&hash)), Some(part));
        }
        for other in
            ["notes.nq", "gazetteer-1.nq", "documents/3-0123456789abcdef.nq", "entities-0123456789abcdef.nq"]
        {
            assert_eq!(Part::of_path(other), None, "{other}");
        }
    }
}
