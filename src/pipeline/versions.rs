//! What a graph remembers to know whether a document must be read again.

use sha2::{Digest as _, Sha256};

use super::Extractor;
use crate::gazetteer::Gazetteer;
use crate::graph::{Versions, ontology};

// `FILES`: the built-in rules and word lists that are no part of the gazetteer's version.
include!(concat!(env!("OUT_DIR"), "/rule_files.rs"));

impl Extractor<'_> {
    /// The versions of the program, of the gazetteer and of the rules.
    ///
    /// A new release reads all documents again, even when its data are the same: its code may find
    /// something else in them.
    #[must_use]
    pub fn versions(&self) -> Versions {
        let builtin = builtin();
        Versions {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            gazetteer: self.gazetteer.version().to_owned(),
            rules: self.rules.version().map_or_else(|| builtin.clone(), |own| format!("{builtin}+{own}")),
        }
    }
}

/// Tells one way of describing the entities of a gazetteer from another.
pub(super) fn describes(gazetteer: &Gazetteer) -> String {
    let borders = gazetteer.borders().map(|version| format!(", borders {version}")).unwrap_or_default();
    format!("chanpu {}, gazetteer {}{borders}", env!("CARGO_PKG_VERSION"), gazetteer.version())
}

/// Twelve hexadecimal digits of a SHA-256 over the built-in files, as for the gazetteer, and over the
/// vocabulary: a graph of another one doesn't say all that questions ask for.
fn builtin() -> String {
    let mut hash = Sha256::new();
    hash.update(ontology::TURTLE);
    for (name, content) in FILES {
        hash.update(name);
        hash.update((content.len() as u64).to_be_bytes());
        hash.update(content);
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_word_lists_are_part_of_the_version() {
        let names: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        for name in
            ["rules.toml", "indicators.csv", "modality.csv", "heads.csv", "units.csv", "words/goods.csv"]
        {
            assert!(names.contains(&name), "{name} is missing in {names:?}");
        }
        assert!(!names.contains(&"guards.csv"), "guards are part of the gazetteer's version");
        assert_eq!(builtin().len(), 12);
    }
}
