//! The detector: two passes over a document.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::clause::{Clause, clauses};
use super::compound;
use super::context::DocumentContext;
use super::enumeration;
use super::lattice::{Lattice, NameEdge, Token, TokenKind};
use super::layout;
use super::licence::{Neighbours, Risks};
use super::local::{LocalName, LocalNames};
use super::nested;
use super::node::Node;
use super::shorten::short_forms;
use super::vocabulary::Vocabulary;
use super::{Mention, Origin};
use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::{EntityIndex, Gazetteer, Hit};
use crate::text::NormalizedText;

/// Stems of township names, with their townships.
type Stems = Vec<(Box<str>, EntityIndex)>;

/// Finds names in documents. Immutable and shareable between threads.
pub struct Detector<'g> {
    gazetteer: &'g Gazetteer,
    vocabulary: Vocabulary,
    risks: Risks,
    /// By county: the township stems, worked out when a document first speaks of the county.
    stems: Vec<OnceLock<Stems>>,
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
        if name.iter().any(|hit| crosses(hit.span.start, hit.span.end) && long(hit.span.start, hit.span.end)) {
            return true;
        }
        let mut heads = Vec::new();
        self.vocabulary.heads_in(&joined, &mut heads);
        heads.iter().any(|&(start, end)| crosses(start, end) && long(start, end))
            || self.vocabulary.automaton().is_some_and(|words| {
                words.find_overlapping_iter(&joined).any(|hit| crosses(hit.start(), hit.end()) && long(hit.start(), hit.end()))
            })
    }

    /// All names of `text`.
    #[must_use]
    pub fn detect(&self, text: &NormalizedText) -> Detection {
        let hits: Vec<Hit> = self.gazetteer.matcher().find_all(&text.text);
        let context = DocumentContext::new(text, &hits, self.gazetteer);
        let clauses = clauses(text);
        let edges = self.name_edges(&text.text, &hits, &context);

        let groups = enumeration::groups(&clauses);

        let mut pass =
            Pass { detector: self, text, clauses: &clauses, edges: &edges, buffers: Buffers::default() };
        let nothing = LocalNames::default();
        let mut nodes: Vec<Vec<Node>> = Vec::with_capacity(clauses.len());
        for group in &groups {
            pass.group(group.clone(), &nothing, &mut nodes);
        }
        let local = self.local_names(&text.text, &nodes, &context);
        if !local.is_empty() {
            for group in &groups {
                if group.clone().any(|at| local.add_to(&nodes[at], &text.text, clauses[at].span)) {
                    let mut again = Vec::with_capacity(group.len());
                    pass.group(group.clone(), &local, &mut again);
                    for (at, new) in group.clone().zip(again) {
                        nodes[at] = new;
                    }
                }
            }
        }

        let mut mentions = Vec::new();
        for mut node in nodes.into_iter().flatten() {
            // A name that was built anew where the document knows it as a short form means the full name.
            if let (Some(kind), Some(Origin::Pattern(_))) = (node.name(), &node.origin) {
                if let Some(short) = local.short_form(node.span.of(&text.text)).filter(|short| short.kind == kind) {
                    node.origin = Some(short.origin.clone());
                }
            }
            node.mentions(false, &mut mentions);
        }
        layout::apply(text, &mut mentions);
        mentions
            .sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end), mention.nested));
        nested::fill(&mut mentions, &hits, &edges, &text.text, &local, self.gazetteer);
        mentions
            .sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end), mention.nested));
        Detection { mentions, context }
    }

    /// The dictionary hits that may be names where they stand, ordered by end.
    fn name_edges(&self, text: &str, hits: &[Hit], context: &DocumentContext) -> Vec<NameEdge> {
        let neighbours = Neighbours::new(hits);
        hits.iter()
            .filter_map(|hit| {
                let cost = self.risks.cost(*hit, text, &neighbours, context, self.gazetteer)?;
                Some(NameEdge { span: hit.span, kind: TokenKind::Name(hit.form), cost })
            })
            .collect()
    }

    /// What the first pass teaches for the second.
    fn local_names(&self, text: &str, nodes: &[Vec<Node>], context: &DocumentContext) -> LocalNames {
        let mut names = Vec::new();
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for node in nodes.iter().flatten() {
            let (Some(kind), Some(origin)) = (node.name(), &node.origin) else { continue };
            let surface = node.span.of(text);
            if !seen.insert(surface) && introduced_alias(&text[node.span.end..]).is_none() {
                continue;
            }
            if kind == EntityType::Company {
                let place = self.leading_places(node);
                if let Some(alias) = introduced_alias(&text[node.span.end..]) {
                    names.push((alias.to_owned(), short_of(surface, kind)));
                }
                for form in short_forms(surface, place, self.gazetteer.lexicon()) {
                    if self.gazetteer.lookup(&form).is_none() {
                        names.push((form, short_of(surface, kind)));
                    }
                }
            } else if let Some(alias) = introduced_alias(&text[node.span.end..]) {
                names.push((alias.to_owned(), short_of(surface, kind)));
            }
            if let Origin::Pattern(_) = origin
                && kind != EntityType::Place
                && surface.chars().count() >= 4
            {
                names.push((surface.to_owned(), LocalName { kind, level: None, origin: origin.clone() }));
            }
        }
        for county in context.counties(self.gazetteer).into_iter().take(4) {
            self.township_stems(county, &mut names);
        }
        LocalNames::new(names)
    }

    /// Whether a name can only be an industry or a product.
    fn is_sector(&self, kind: TokenKind) -> bool {
        let TokenKind::Name(form) = kind else { return false };
        let mut aliases = self.gazetteer.form(form).aliases.iter();
        aliases.all(|alias| {
            matches!(self.gazetteer.entity(alias.entity).kind, EntityType::Industry | EntityType::Product)
        })
    }

    /// The length in bytes of the places that a name begins with: 云南省昭通市, but only 江苏 of
    /// 江苏汉源重工, because 汉源 does not lie in 江苏.
    fn leading_places(&self, node: &Node) -> usize {
        let mut end = node.span.start;
        let mut outer: Option<&[crate::gazetteer::Alias]> = None;
        for inner in &node.inner {
            let Origin::Form(form) = inner.origin else { break };
            let aliases = &self.gazetteer.form(form).aliases;
            let inside = outer.is_none_or(|outer| {
                aliases.iter().any(|place| {
                    outer.iter().any(|outer| self.gazetteer.is_within(place.entity, outer.entity))
                })
            });
            if inner.kind != EntityType::Place || inner.span.start != end || !inside {
                break;
            }
            end = inner.span.end;
            outer = Some(aliases);
        }
        end - node.span.start
    }

    /// The stems of a county's townships (扎西 for 扎西镇), less those that are ordinary words or
    /// names of something else.
    fn township_stems(&self, county: EntityIndex, names: &mut Vec<(String, LocalName)>) {
        let stems = self.stems[county.get()].get_or_init(|| {
            let usable = |stem: &str| {
                (2..=3).contains(&stem.chars().count())
                    && self.gazetteer.lookup(stem).is_none()
                    && self.gazetteer.lexicon().get(stem).is_none()
                    && self.gazetteer.common_words().get(stem).is_none()
            };
            let townships = self.gazetteer.children(county).iter();
            townships
                .filter_map(|&township| {
                    let name = &self.gazetteer.entity(township).name;
                    let stem = name.strip_suffix(['镇', '乡']).or_else(|| name.strip_suffix("街道"))?;
                    let stem = without_peoples(stem);
                    usable(stem).then(|| (stem.into(), township))
                })
                .collect()
        });
        names.extend(stems.iter().map(|(stem, township)| {
            let origin = Origin::Stem(*township);
            (
                stem.to_string(),
                LocalName { kind: EntityType::Place, level: Some(PlaceLevel::Township), origin },
            )
        }));
    }
}

/// 奎香苗族彝族 without the names of the peoples.
fn without_peoples(stem: &str) -> &str {
    const PEOPLES: [&str; 33] = [
        "苗族",
        "彝族",
        "回族",
        "藏族",
        "壮族",
        "白族",
        "傣族",
        "土族",
        "满族",
        "侗族",
        "瑶族",
        "水族",
        "畲族",
        "羌族",
        "怒族",
        "佤族",
        "蒙古族",
        "土家族",
        "布依族",
        "哈尼族",
        "傈僳族",
        "拉祜族",
        "纳西族",
        "景颇族",
        "布朗族",
        "普米族",
        "阿昌族",
        "独龙族",
        "仡佬族",
        "仫佬族",
        "毛南族",
        "朝鲜族",
        "哈萨克族",
    ];
    let mut rest = stem;
    while let Some(shorter) = PEOPLES.iter().find_map(|people| rest.strip_suffix(people)) {
        rest = shorter;
    }
    rest
}

fn short_of(full: &str, kind: EntityType) -> LocalName {
    LocalName { kind, level: None, origin: Origin::ShortOf(full.into()) }
}

/// The alias in (以下简称“X”) that follows a name directly.
fn introduced_alias(after: &str) -> Option<&str> {
    let rest = after.strip_prefix('(')?;
    let rest = rest.strip_prefix("以下").unwrap_or(rest);
    let rest = rest
        .strip_prefix("简称")
        .or_else(|| rest.strip_prefix("下称"))
        .or_else(|| rest.strip_prefix('称'))?;
    let rest = rest.trim_start_matches([':', '为', '“', '"', '「', '\'']);
    let end = rest.find(['”', '"', '」', ')', ',', '、', '\'', '\n'])?;
    let alias = &rest[..end];
    (2..=12).contains(&alias.chars().count()).then_some(alias)
}

/// Arrays that one clause after the other uses.
#[derive(Default)]
struct Buffers {
    lattice: Lattice,
    tokens: Vec<Token>,
    names: Vec<NameEdge>,
    heads: Vec<(usize, usize)>,
}

/// Reads clauses into nodes.
struct Pass<'a, 'g> {
    detector: &'a Detector<'g>,
    text: &'a NormalizedText,
    clauses: &'a [Clause],
    edges: &'a [NameEdge],
    buffers: Buffers,
}

impl Pass<'_, '_> {
    /// Pushes the nodes of every clause of one enumeration.
    fn group(&mut self, group: Range<usize>, local: &LocalNames, out: &mut Vec<Vec<Node>>) {
        let first = out.len();
        let enumerated = group.len() > 1;
        for clause in &self.clauses[group] {
            let nodes = self.clause(*clause, enumerated, local);
            out.push(nodes);
        }
        enumeration::apply(&mut out[first..], &self.text.text);
    }

    /// The nodes of one clause; none when nothing in it can be a name.
    fn clause(&mut self, clause: Clause, enumerated: bool, local: &LocalNames) -> Vec<Node> {
        let text = &self.text.text;
        let Buffers { lattice, tokens, names, heads } = &mut self.buffers;
        names.clear();
        let first = self.edges.partition_point(|edge| edge.span.end <= clause.span.start);
        let inside = self.edges[first..].iter().take_while(|edge| edge.span.end <= clause.span.end);
        names.extend(inside.filter(|edge| edge.span.start >= clause.span.start));
        if !local.is_empty() {
            local.edges(text, clause.span, names);
            names.sort_by_key(|edge| (edge.span.end, edge.span.start));
        }
        let words = clause.span.of(text);
        self.detector.vocabulary.heads_in(words, heads);
        if names.is_empty() && !enumerated && heads.is_empty() && !words.contains('等') {
            return Vec::new();
        }
        // 临港|工业园区: a sector that ends inside a longer head is none.
        names.retain(|name| {
            let (start, end) = (name.span.start - clause.span.start, name.span.end - clause.span.start);
            let cut = heads.iter().any(|&(from, to)| start < from && from < end && end < to && to - from > 6);
            !cut || !self.detector.is_sector(name.kind)
        });
        let breaks = {
            let from = self.text.soft_breaks.partition_point(|at| *at < clause.span.start);
            let to = self.text.soft_breaks.partition_point(|at| *at <= clause.span.end);
            &self.text.soft_breaks[from..to]
        };
        tokens.clear();
        lattice.decode(text, clause.span, names, breaks, &self.detector.vocabulary, tokens);
        let nodes = tokens
            .iter()
            .map(|token| Node::of(*token, text, &self.detector.vocabulary, self.detector.gazetteer, local))
            .collect();
        compound::build(nodes, text)
    }
}
