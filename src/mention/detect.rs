//! The detector: two passes over a document.

use std::sync::OnceLock;

use super::clause::clauses;
use super::context::DocumentContext;
use super::enumeration::{self, ALONG};
use super::equipment;
use super::lattice::{NameEdge, TokenKind};
use super::layout;
use super::licence::{Neighbours, Risks};
use super::local::LocalNames;
use super::modifier;
use super::nested;
use super::node::Node;
use super::offered;
use super::pass::Pass;
use super::reading::{Reading, Refused, WordReading};
use super::vocabulary::Vocabulary;
use super::{Mention, Origin};
use crate::entity::EntityType;
use crate::gazetteer::{Alias, EntityIndex, FormIndex, Gazetteer, Hit};
use crate::text::{NormalizedSpan, NormalizedText};

/// Stems of township names, with their townships and what else the stem can mean.
pub(super) type Stems = Vec<(Box<str>, EntityIndex, Option<FormIndex>)>;

/// Finds names in documents. Immutable and shareable between threads.
pub struct Detector<'g> {
    pub(super) gazetteer: &'g Gazetteer,
    pub(super) vocabulary: Vocabulary,
    pub(super) risks: Risks,
    /// By county: the township stems, worked out when a document first speaks of the county.
    pub(super) stems: Vec<OnceLock<Stems>>,
}

/// The names of a document.
#[derive(Clone, Debug, Default)]
pub struct Detection {
    /// In order of position; an outer mention before those inside it.
    pub mentions: Vec<Mention>,
    /// What the document says about places.
    pub context: DocumentContext,
}

impl<'g> Detector<'g> {
    /// Compiles what detection needs beside the gazetteer.
    #[must_use]
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        let mut stems = Vec::new();
        stems.resize_with(gazetteer.entities().len(), OnceLock::new);
        Self {
            gazetteer,
            vocabulary: Vocabulary::new(gazetteer.lexicon()),
            risks: Risks::new(gazetteer),
            stems,
        }
    }

    /// Whether a name of the gazetteer, the head of a name or a word of three or more characters goes on
    /// from the end of one line to the beginning of the next.
    #[must_use]
    pub fn is_one_word(&self, left: &str, right: &str) -> bool {
        let joined = format!("{left}{right}");
        let crosses = |start: usize, end: usize| start < left.len() && left.len() < end;
        let long = |start: usize, end: usize| joined[start..end].chars().nth(2).is_some();
        let name = self.gazetteer.matcher().find_all(&joined);
        if name.iter().any(|hit| crosses(hit.span.start, hit.span.end) && long(hit.span.start, hit.span.end))
        {
            return true;
        }
        self.vocabulary.crosses(&joined, left.len())
    }

    /// All names of `text`.
    #[must_use]
    pub fn detect(&self, text: &NormalizedText) -> Detection {
        let hits = self.hits(text);
        let context = DocumentContext::new(text, &hits, self.gazetteer);
        let clauses = clauses(text, &hits);
        let edges = self.name_edges(&text.text, &hits, &context);

        let groups = enumeration::groups(&clauses);

        let mut pass = Pass::new(self, text, &clauses, &edges);
        let nothing = LocalNames::default();
        let mut nodes: Vec<Vec<Node>> = Vec::with_capacity(clauses.len());
        pass.groups(&groups, &nothing, &mut nodes);
        let local = self.local_names(text, &nodes, &context);
        if !local.is_empty() {
            let mut again = groups;
            again.retain(|group| group.clone().any(|at| local.add_to(&nodes[at], clauses[at].span)));
            let mut anew = Vec::new();
            pass.groups(&again, &local, &mut anew);
            for (at, new) in again.into_iter().flatten().zip(anew) {
                nodes[at] = new;
            }
        }

        let mut mentions = Vec::new();
        for node in nodes.iter_mut().flatten() {
            let Some(kind) = node.name() else { continue };
            // A name that was built anew where the document knows it as a short form means the full name: 重庆|甲 beside
            // 甲电器(重庆)有限公司 is not 甲, whom a table has.
            let name = node.span.of(&text.text);
            let anew = match &node.origin {
                Some(Origin::Pattern(_)) => true,
                Some(Origin::Form(form)) => *self.gazetteer.form(*form).text != *name,
                _ => false,
            };
            if anew && let Some(short) = local.short_form(name).filter(|short| short.kind == kind) {
                node.origin = Some(short.origin.clone());
            }
            // A place along a line that a table has, but that is too much like a word to be one elsewhere.
            if node.origin == Some(Origin::Pattern(ALONG))
                && let Some(form) = self.place_form(node.span.of(&text.text))
            {
                node.origin = Some(Origin::Form(form));
            }
            node.give_mentions(false, &mut mentions);
        }
        offered::retype(&mut mentions, &text.text, self.gazetteer);
        modifier::drop_modifiers(&mut mentions, &text.text);
        modifier::drop_brands(&mut mentions, &text.text);
        equipment::drop_equipment(&mut mentions, &text.text);
        layout::apply(text, &mut mentions);
        mentions
            .sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end), mention.nested));
        modifier::drop_ranks(&mut mentions, &text.text);
        nested::fill(&mut mentions, &hits, &edges, &text.text, &local, &context, self.gazetteer);
        mentions
            .sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end), mention.nested));
        Detection { mentions, context }
    }

    /// The form of the gazetteer that `name` is, alone or with its level, when it may be a place.
    fn place_form(&self, name: &str) -> Option<FormIndex> {
        let is_place = |alias: &Alias| self.gazetteer.entity(alias.entity).kind == EntityType::Place;
        ["", "县", "市", "区"].iter().find_map(|level| {
            let form = self.gazetteer.lookup(&format!("{name}{level}"))?;
            self.gazetteer.form(form).aliases.iter().any(is_place).then_some(form)
        })
    }

    /// How the detector reads `text`: the words of every clause, and the dictionary names that it refuses
    /// with the reason.
    #[must_use]
    pub fn explain(&self, text: &NormalizedText) -> Reading<'g> {
        let hits = self.hits(text);
        let context = DocumentContext::new(text, &hits, self.gazetteer);
        let clauses = clauses(text, &hits);
        let edges = self.name_edges(&text.text, &hits, &context);
        let neighbours = Neighbours::new(&hits);
        let refused = hits
            .iter()
            .filter_map(|hit| {
                let why = self.risks.judge(*hit, &text.text, &neighbours, &context, self.gazetteer).err()?;
                Some(Refused { span: hit.span, why })
            })
            .collect();
        let mut pass = Pass::new(self, text, &clauses, &edges);
        let nothing = LocalNames::default();
        let words = clauses.iter().flat_map(|clause| pass.words(*clause, &nothing)).map(|node| WordReading {
            span: node.span,
            class: node.class.as_str(),
            head: node.head.map(|head| head.kind),
        });
        Reading { words: words.collect(), refused }
    }

    /// The dictionary hits, ordered by end.
    fn hits(&self, text: &NormalizedText) -> Vec<Hit> {
        let mut hits = self.gazetteer.matcher().find_in(&text.glyphs);
        hits.retain(|hit| !is_cut_from_number(hit.span, &text.text));
        hits
    }

    /// The dictionary hits that may be names where they stand, ordered by end.
    fn name_edges(&self, text: &str, hits: &[Hit], context: &DocumentContext) -> Vec<NameEdge> {
        let neighbours = Neighbours::new(hits);
        hits.iter()
            .filter_map(|hit| {
                let cost = self.risks.judge(*hit, text, &neighbours, context, self.gazetteer).ok()?;
                Some(NameEdge { span: hit.span, kind: TokenKind::Name(hit.form), cost })
            })
            .collect()
    }
}

/// Whether a name ends within a number, as G20 does in G204.
fn is_cut_from_number(name: NormalizedSpan, text: &str) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    is_digit(bytes.get(name.end - 1)) && is_digit(bytes.get(name.end))
}
