//! Into which files a graph is divided.

use crate::graph::directory::{sha256, shard_stem};

/// A part of the graph that has a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Part {
    /// The documents whose identifier's hash begins with this byte.
    Documents(u8),
    /// The entities that the documents use.
    Gazetteer,
    /// What the terms mean.
    Ontology,
}

impl Part {
    /// The shard of a document, which follows from its identifier.
    pub(super) fn of_document(id: &str) -> Self {
        let hash = sha256(id.as_bytes());
        Self::Documents(u8::from_str_radix(&hash[..2], 16).unwrap_or_default())
    }

    /// The path of its file without the hash of the content.
    pub(super) fn stem(self) -> String {
        match self {
            Self::Documents(shard) => shard_stem(shard),
            Self::Gazetteer => "gazetteer".to_owned(),
            Self::Ontology => "ontology".to_owned(),
        }
    }

    /// The part whose file has this path.
    pub(super) fn of_path(path: &str) -> Option<Self> {
        let (stem, _) = path.rsplit_once('-')?;
        let shards = (0..=u8::MAX).map(Self::Documents);
        shards.chain([Self::Gazetteer, Self::Ontology]).find(|part| part.stem() == stem)
    }
}
