//! Makes the IRIs of the graph, and reads them back.
//!
//! # Policy
//!
//! IRIs are readable and stable: they are made of the entity's or document's identifier and of
//! positions, never of counters. Han characters stay as they are, as RFC 3987 allows. What the
//! syntax forbids in a path segment is percent-encoded as UTF-8, and so are the percent sign
//! itself (so that reading back is exact), white space of any script and invisible direction
//! marks (so that two IRIs that look the same are the same).
//!
//! | node | IRI |
//! | --- | --- |
//! | entity | `{base}place/530628` |
//! | document, and its graph | `{base}document/{id}` |
//! | mention, sentence, span | `{document}/mention/{start}-{end}`, `/sentence/`, `/span/` |
//! | statement, observation | `{document}/statement/{16 hex digits}`, `/observation/` |
//! | other graphs | `{base}graph/gazetteer`, `{base}graph/ontology` |

use std::fmt::Write as _;

use oxigraph::model::{NamedNode, NamedNodeRef};
use sha2::{Digest as _, Sha256};

use crate::diagnostic::Bilingual;
use crate::entity::{EntityId, EntityType};
use crate::graph::vocab;

/// The base that is used when none is chosen.
pub const DEFAULT_BASE: &str = "https://chanpu.example/";

/// Makes and reads the IRIs under one base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Iris {
    base: String,
}

/// The text can't be the base of IRIs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
pub struct BaseIriError {
    /// What was given.
    pub base: String,
}

impl BaseIriError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        let base = &self.base;
        Bilingual::new(
            format!(
                "{base:?} can't be the base of IRIs: give an absolute IRI that ends in / or #, for example \
                 {DEFAULT_BASE}"
            ),
            format!("{base:?} 不能作为 IRI 的前缀：请给出以 / 或 # 结尾的绝对 IRI，例如 {DEFAULT_BASE}"),
        )
    }
}

impl Default for Iris {
    fn default() -> Self {
        Self { base: DEFAULT_BASE.to_owned() }
    }
}

impl Iris {
    /// IRIs under `base`.
    ///
    /// # Errors
    ///
    /// When `base` is no absolute IRI that ends in `/` or `#`.
    pub fn new(base: &str) -> Result<Self, BaseIriError> {
        let valid = NamedNode::new(base).is_ok() && base.ends_with(['/', '#']);
        if valid { Ok(Self { base: base.to_owned() }) } else { Err(BaseIriError { base: base.to_owned() }) }
    }

    /// The base.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// All prefixes for queries and exports: those of the vocabularies and one for each entity type.
    #[must_use]
    pub fn prefixes(&self) -> Vec<(String, String)> {
        let vocabularies =
            vocab::PREFIXES.iter().map(|(prefix, iri)| ((*prefix).to_owned(), (*iri).to_owned()));
        let entities =
            EntityType::ALL.iter().map(|kind| (kind.as_str().to_owned(), format!("{}{kind}/", self.base)));
        let documents = std::iter::once(("document".to_owned(), format!("{}document/", self.base)));
        vocabularies.chain(entities).chain(documents).collect()
    }

    /// The IRI of an entity.
    #[must_use]
    pub fn entity(&self, id: &EntityId) -> NamedNode {
        let kind = id.as_str().split('/').next().unwrap_or_default();
        let mut iri = format!("{}{kind}/", self.base);
        push_segment(&mut iri, id.key());
        NamedNode::new_unchecked(iri)
    }

    /// The identifier of the entity with this IRI; `None` for the IRI of anything else.
    #[must_use]
    pub fn entity_id(&self, iri: NamedNodeRef<'_>) -> Option<EntityId> {
        let (kind, key) = iri.as_str().strip_prefix(self.base.as_str())?.split_once('/')?;
        let kind: EntityType = kind.parse().ok()?;
        Some(EntityId::new(kind, &decode(key)?)).filter(|id| !id.key().is_empty())
    }

    /// The IRI of a document and of its graph.
    #[must_use]
    pub fn document(&self, id: &str) -> NamedNode {
        let mut iri = format!("{}document/", self.base);
        for (index, segment) in id.split('/').enumerate() {
            if index > 0 {
                iri.push('/');
            }
            push_segment(&mut iri, segment);
        }
        NamedNode::new_unchecked(iri)
    }

    /// The identifier of the document with this IRI; `None` for the IRI of anything else.
    #[must_use]
    pub fn document_id(&self, iri: NamedNodeRef<'_>) -> Option<String> {
        decode(iri.as_str().strip_prefix(self.base.as_str())?.strip_prefix("document/")?)
    }

    /// The name of the graph with the entities of the gazetteer.
    #[must_use]
    pub fn gazetteer_graph(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}graph/gazetteer", self.base))
    }

    /// Whether graphs of this name are made by the program: those of documents, and what is said beside
    /// them. Nobody else may write them.
    #[must_use]
    pub fn is_own_graph(&self, name: NamedNodeRef<'_>) -> bool {
        let path = name.as_str().strip_prefix(self.base.as_str());
        path.is_some_and(|path| path.starts_with("document/") || path.starts_with("graph/"))
    }

    /// The name of the graph with the ontology.
    #[must_use]
    pub fn ontology_graph(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}graph/ontology", self.base))
    }
}

/// The IRI of the activity that read a document.
pub(super) fn reading(document: &NamedNode) -> NamedNode {
    NamedNode::new_unchecked(format!("{}/reading", document.as_str()))
}

/// The IRI of a piece of text of a document.
pub(super) fn span(document: &NamedNode, role: SpanRole, start: usize, end: usize) -> NamedNode {
    NamedNode::new_unchecked(format!("{}/{}/{start}-{end}", document.as_str(), role.as_str()))
}

/// The IRI of a node that is known by what it says.
pub(super) fn content_node(document: &NamedNode, role: &str, parts: &[&str]) -> NamedNode {
    NamedNode::new_unchecked(format!("{}/{role}/{}", document.as_str(), content_key(parts)))
}

/// Sixteen hexadecimal digits of a hash of the parts.
pub(super) fn content_key(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // The length keeps ("ab", "c") and ("a", "bc") apart.
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut key = String::with_capacity(16);
    for byte in hash.finalize().iter().take(8) {
        push_hex(&mut key, *byte, Case::Lower);
    }
    key
}

/// What a piece of text is to the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpanRole {
    /// It names an entity.
    Mention,
    /// It is a sentence.
    Sentence,
    /// It shows a statement.
    Evidence,
}

impl SpanRole {
    fn as_str(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Sentence => "sentence",
            Self::Evidence => "span",
        }
    }
}

/// Appends one path segment, percent-encoding what may not stand in it.
fn push_segment(iri: &mut String, segment: &str) {
    // "." and ".." would be resolved away by whoever reads the IRI against a base.
    let only_dots = matches!(segment, "." | "..");
    let mut utf8 = [0; 4];
    for char in segment.chars() {
        if is_allowed(char) && !only_dots {
            iri.push(char);
        } else {
            for byte in char.encode_utf8(&mut utf8).bytes() {
                iri.push('%');
                push_hex(iri, byte, Case::Upper);
            }
        }
    }
}

/// The case of hexadecimal digits.
#[derive(Clone, Copy)]
enum Case {
    Upper,
    Lower,
}

fn push_hex(out: &mut String, byte: u8, case: Case) {
    // Writing to a string doesn't fail.
    let _ = match case {
        Case::Upper => write!(out, "{byte:02X}"),
        Case::Lower => write!(out, "{byte:02x}"),
    };
}

/// Whether the character may stand in a path segment: `ipchar` of RFC 3987 without what the
/// policy above takes away.
fn is_allowed(char: char) -> bool {
    match char {
        'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        '-' | '.' | '_' | '~' | '!' | '$' | '&' | '\'' | '(' | ')' | '*' | '+' | ',' | ';' | '=' | ':'
        | '@' => true,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => false,
        '\u{A0}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFEF}' => {
            !char.is_whitespace() && !char.is_control()
        }
        // Planes 1 to 14 without their last two code points, which are no characters.
        '\u{10000}'..='\u{DFFFD}' | '\u{E1000}'..='\u{EFFFD}' => u32::from(char) & 0xFFFE != 0xFFFE,
        _ => false,
    }
}

/// Undoes the percent-encoding; `None` when it is broken.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn company(key: &str) -> EntityId {
        EntityId::new(EntityType::Company, key)
    }

    #[test]
    fn han_characters_stay_and_forbidden_ones_are_encoded() {
        let iris = Iris::default();
        for (key, expected) in [
            ("云南能投威信信源有限公司", "company/云南能投威信信源有限公司"),
            ("吉田𠮷野（集团）", "company/吉田𠮷野（集团）"),
            ("A B", "company/A%20B"),
            ("A　B", "company/A%E3%80%80B"),
            ("50%股权", "company/50%25股权"),
            ("甲/乙", "company/甲%2F乙"),
            ("<\"^`{|}\\>", "company/%3C%22%5E%60%7B%7C%7D%5C%3E"),
            ("a?b#c[d]", "company/a%3Fb%23c%5Bd%5D"),
            ("..", "company/%2E%2E"),
            ("\u{202E}甲\u{FEFF}", "company/%E2%80%AE甲%EF%BB%BF"),
        ] {
            assert_eq!(iris.entity(&company(key)).as_str(), format!("{DEFAULT_BASE}{expected}"), "{key:?}");
        }
    }

    #[test]
    fn document_paths_keep_their_slashes() {
        let iris = Iris::default();
        let iri = iris.document("2023/07/../a b.txt");
        assert_eq!(iri.as_str(), "https://chanpu.example/document/2023/07/%2E%2E/a%20b.txt");
        assert_eq!(iris.document_id(iri.as_ref()).as_deref(), Some("2023/07/../a b.txt"));
    }

    #[test]
    fn a_base_must_be_absolute_and_closed() {
        assert!(Iris::new("https://data.example.org/kg/").is_ok(), "an absolute IRI with a slash");
        for base in ["", "data/", "https://example.org", "https://example.org/a b/", "http://[/"] {
            assert!(Iris::new(base).is_err(), "{base:?} must be refused");
        }
    }

    #[test]
    fn only_entities_have_entity_identifiers() {
        let iris = Iris::default();
        for iri in ["https://chanpu.example/document/a", "https://chanpu.example/place/", "urn:place/1"] {
            assert_eq!(iris.entity_id(NamedNodeRef::new_unchecked(iri)), None, "{iri}");
        }
    }

    proptest! {
        #[test]
        fn every_label_gives_a_valid_iri_that_reads_back(key in "\\PC{1,20}|[\u{0}-\u{10FFFF}]{1,12}") {
            let iris = Iris::default();
            let id = company(&key);
            let iri = iris.entity(&id);
            prop_assert!(NamedNode::new(iri.as_str()).is_ok(), "{iri} is no valid IRI");
            prop_assert_eq!(iris.entity_id(iri.as_ref()), Some(id));
            let document = iris.document(&key);
            prop_assert!(NamedNode::new(document.as_str()).is_ok(), "{document} is no valid IRI");
            prop_assert_eq!(iris.document_id(document.as_ref()), Some(key));
        }
    }
}
