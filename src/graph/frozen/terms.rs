//! The terms of a graph, each with a number.

use std::hash::Hasher as _;

use hashbrown::HashTable;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{BlankNode, Literal, NamedNode, Term};
use rustc_hash::{FxHashMap, FxHasher};
use spareval::ExpressionTerm;

/// The number of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::graph) struct TermId(pub(super) u32);

impl TermId {
    /// What stands where the name of the default graph would, which has none.
    pub(super) const DEFAULT_GRAPH: Self = Self(0);

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// How the text of a term begins. What follows is the IRI or the value; before the value of a literal stand its
/// language or its type, and [`END`].
const IRI: char = '<';
const BLANK: char = '_';
const PLAIN: char = '"';
const LANGUAGE: char = '@';
const TYPED: char = '^';
/// No language and no IRI contains it.
const END: char = '\0';

/// All terms.
pub(super) struct Terms {
    /// Their texts, one after the other.
    text: String,
    /// Where each text ends; the first is that of the default graph, which is empty.
    ends: Vec<usize>,
    by_hash: HashTable<TermId>,
    /// What literals with a type mean, so that it is found out once.
    values: FxHashMap<TermId, ExpressionTerm>,
}

impl Default for Terms {
    fn default() -> Self {
        Self { text: String::new(), ends: vec![0], by_hash: HashTable::new(), values: FxHashMap::default() }
    }
}

impl Terms {
    /// How many numbers are given, that of the default graph among them.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of a term, which gets one if it has none.
    pub(super) fn put(&mut self, term: &Term) -> TermId {
        let begin = self.text.len();
        write(term, &mut self.text);
        let (known, new) = self.text.split_at(begin);
        let hash = hash(new);
        let is_same = |id: &TermId| text_of(known, &self.ends, *id) == new;
        if let Some(id) = self.by_hash.find(hash, is_same) {
            let id = *id;
            self.text.truncate(begin);
            return id;
        }
        let value = match term {
            Term::Literal(literal) if is_typed(literal) => Some(ExpressionTerm::from(term.clone())),
            _ => None,
        };
        // 01 is 1, as in the store.
        let usual = value.as_ref().map(|value| Term::from(value.clone())).filter(|usual| usual != term);
        if let Some(usual) = usual {
            self.text.truncate(begin);
            return self.put(&usual);
        }
        let id = TermId(u32::try_from(self.ends.len()).unwrap_or(u32::MAX));
        self.ends.push(self.text.len());
        let (text, ends) = (&self.text, &self.ends);
        self.by_hash.insert_unique(hash, id, |id| self::hash(text_of(text, ends, *id)));
        self.values.extend(value.map(|value| (id, value)));
        id
    }

    /// Gives room back that isn't needed when all terms are known.
    pub(super) fn finish(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// The number of a term, if the graph has it.
    pub(super) fn find(&self, term: &Term) -> Option<TermId> {
        match term {
            // 01 is 1, as in the store.
            Term::Literal(literal) if is_typed(literal) => {
                self.find_kept(&ExpressionTerm::from(term.clone()).into())
            }
            _ => self.find_kept(term),
        }
    }

    /// The same of a term as the store would keep it.
    pub(super) fn find_kept(&self, term: &Term) -> Option<TermId> {
        let mut text = String::new();
        write(term, &mut text);
        self.by_hash.find(hash(&text), |id| self.text(*id) == text).copied()
    }

    pub(super) fn term(&self, id: TermId) -> Term {
        match self.values.get(&id) {
            Some(value) => Term::from(value.clone()),
            None => read(self.text(id)),
        }
    }

    /// What a term is in an expression.
    pub(super) fn value(&self, id: TermId) -> ExpressionTerm {
        match self.values.get(&id) {
            Some(value) => value.clone(),
            None => read(self.text(id)).into(),
        }
    }

    fn text(&self, id: TermId) -> &str {
        text_of(&self.text, &self.ends, id)
    }
}

fn text_of<'t>(text: &'t str, ends: &[usize], id: TermId) -> &'t str {
    let begin = id.index().checked_sub(1).map_or(0, |before| ends[before]);
    &text[begin..ends[id.index()]]
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

fn is_typed(literal: &Literal) -> bool {
    literal.language().is_none() && literal.datatype() != xsd::STRING
}

fn write(term: &Term, out: &mut String) {
    match term {
        Term::NamedNode(node) => {
            out.push(IRI);
            out.push_str(node.as_str());
        }
        Term::BlankNode(node) => {
            out.push(BLANK);
            out.push_str(node.as_str());
        }
        Term::Literal(literal) => {
            match literal.language() {
                Some(language) => {
                    out.push(LANGUAGE);
                    out.push_str(language);
                    out.push(END);
                }
                None if literal.datatype() == xsd::STRING => out.push(PLAIN),
                None => {
                    out.push(TYPED);
                    out.push_str(literal.datatype().as_str());
                    out.push(END);
                }
            }
            out.push_str(literal.value());
        }
    }
}

fn read(text: &str) -> Term {
    let mut rest = text.chars();
    let (kind, rest) = (rest.next(), rest.as_str());
    let halves = || rest.split_once(END).unwrap_or_default();
    match kind {
        Some(IRI) => NamedNode::new_unchecked(rest).into(),
        Some(BLANK) => BlankNode::new_unchecked(rest).into(),
        Some(LANGUAGE) => {
            let (language, value) = halves();
            Literal::new_language_tagged_literal_unchecked(value, language).into()
        }
        Some(TYPED) => {
            let (datatype, value) = halves();
            Literal::new_typed_literal(value, NamedNode::new_unchecked(datatype)).into()
        }
        _ => Literal::new_simple_literal(rest).into(),
    }
}
