//! One pass over the clauses of a document: words and names on the lattice, then names built of them.

use std::ops::Range;
use std::sync::LazyLock;

use super::clause::{Clause, Signs};
use super::compound;
use super::detect::Detector;
use super::enumeration;
use super::lattice::{Lattice, NameEdge, Token};
use super::local::LocalNames;
use super::node::Node;
use super::telling::Telling;
use crate::text::character_set::CharacterSet;
use crate::text::{NormalizedSpan, NormalizedText};

/// How many enumerations are read together: as many as have their words in the first cache of a processor.
const TOGETHER: usize = 16;

/// Arrays that one clause after the other uses.
#[derive(Default)]
struct Buffers {
    lattice: Lattice,
    tokens: Vec<Token>,
    names: Vec<NameEdge>,
}

/// Reads clauses into nodes.
pub(super) struct Pass<'a, 'g> {
    detector: &'a Detector<'g>,
    text: &'a NormalizedText,
    clauses: &'a [Clause],
    /// Ordered by end.
    edges: &'a [NameEdge],
    /// Where heads stand in the text, ordered by end.
    heads: Vec<NormalizedSpan>,
    /// Where the edges and the heads of the last clause were.
    edges_at: Place,
    heads_at: Place,
    buffers: Buffers,
}

impl<'a, 'g> Pass<'a, 'g> {
    pub(super) fn new(
        detector: &'a Detector<'g>,
        text: &'a NormalizedText,
        clauses: &'a [Clause],
        edges: &'a [NameEdge],
    ) -> Self {
        let heads = detector.vocabulary.heads_of(text);
        let (edges_at, heads_at) = (Place::default(), Place::default());
        Self { detector, text, clauses, edges, heads, edges_at, heads_at, buffers: Buffers::default() }
    }

    /// Pushes the names of every clause of `groups`, of which each is an enumeration, and where a clause has capitals all of
    /// its nodes: what is read later are names and what stands beside letters.
    pub(super) fn groups(&mut self, groups: &[Range<usize>], local: &LocalNames, out: &mut Vec<Vec<Node>>) {
        let (all, mut work) = (self.clauses, Work::default());
        for some in groups.chunks(TOGETHER) {
            work.told.clear();
            for group in some {
                let clauses = &all[group.clone()];
                if clauses.len() > 1 && local.is_empty() && self.is_barren(clauses) {
                    debug_assert!(!self.names_something(clauses), "give MATERIAL what made a name here");
                    clauses.iter().for_each(|_| work.add(|_| None));
                } else {
                    self.read_group(clauses, local, &mut work);
                }
            }
            self.build(some.iter().map(Range::len), &mut work);
            // Few nodes are names, and all of a document are more than a cache holds.
            for nodes in &mut work.nodes[..work.told.len()] {
                out.push(match has_capitals(nodes, &self.text.text) {
                    true => std::mem::take(nodes),
                    false => nodes.drain(..).filter(|node| node.name().is_some()).collect(),
                });
            }
        }
    }

    /// Adds the words of every clause of an enumeration and what passes over them look for; neither where nothing in it
    /// can be a name.
    fn read_group(&mut self, clauses: &[Clause], local: &LocalNames, work: &mut Work) {
        for clause in clauses {
            let read = self.prepare(*clause, local) || clauses.len() > 1;
            work.add(|nodes| read.then(|| self.read(*clause, local, nodes)));
        }
    }

    /// Builds names of the words of enumerations, of which each has so many clauses.
    ///
    /// Each step is taken for all of them before the next: there is too much code in one for the next one's to stay in the
    /// cache of a processor, and too many words in a document.
    fn build(&self, groups: impl Iterator<Item = usize>, work: &mut Work) {
        let text = self.text.text.as_str();
        let Work { nodes: clauses, told } = work;
        for (nodes, telling) in clauses.iter_mut().zip(&*told) {
            if let Some(telling) = telling {
                compound::mend(nodes, text, *telling);
            }
        }
        for (nodes, telling) in clauses.iter_mut().zip(&*told) {
            if let Some(telling) = telling {
                compound::build(nodes, text, *telling);
            }
        }
        let mut first = 0;
        for length in groups {
            let group = first..first + length;
            first = group.end;
            let telling = told[group.clone()].iter().copied().flatten().reduce(|all, of_one| all | of_one);
            if let Some(telling) = telling {
                enumeration::apply(&mut clauses[group], text, telling);
            }
        }
    }

    /// Whether an enumeration holds a name when it is read.
    fn names_something(&mut self, clauses: &[Clause]) -> bool {
        let mut work = Work::default();
        self.read_group(clauses, &LocalNames::default(), &mut work);
        self.build(std::iter::once(clauses.len()), &mut work);
        work.nodes.iter().flatten().any(|node| node.name().is_some())
    }

    /// The words of one clause, before any names are built of them.
    pub(super) fn words(&mut self, clause: Clause, local: &LocalNames) -> Vec<Node> {
        let mut nodes = Vec::new();
        self.prepare(clause, local);
        self.read(clause, local, &mut nodes);
        nodes
    }

    /// Whether the clauses of an enumeration hold nothing that a name could be made of and nothing that could make a name
    /// of their words: no name of a dictionary, no head of a name, none of [`MATERIAL`]. Many lists are so: 有目标、有计划.
    fn is_barren(&mut self, clauses: &[Clause]) -> bool {
        let [first, .., last] = clauses else { return false };
        let span = NormalizedSpan::new(first.span.start, last.span.end);
        clauses.iter().all(|clause| clause.signs == Signs::default())
            && self.heads_at.ending_in(&self.heads, |head| head.end, span).is_empty()
            && self.edges_at.ending_in(self.edges, |edge| edge.span.end, span).is_empty()
            // 主要产品:甲、乙
            && !self.text.text[..span.start].ends_with([':', ';'])
            && !enumeration::opens_list(span.of(&self.text.text))
            && MATERIAL.find(span.of(&self.text.text)).next().is_none()
            && !has_road_code(span.of(&self.text.text))
    }

    /// Collects the names that may stand in a clause, and tells whether anything in it can be a name.
    fn prepare(&mut self, clause: Clause, local: &LocalNames) -> bool {
        let text = &self.text.text;
        let names = &mut self.buffers.names;
        names.clear();
        let inside = self.edges_at.ending_in(self.edges, |edge| edge.span.end, clause.span);
        names.extend(inside.iter().filter(|edge| edge.span.start >= clause.span.start));
        if !local.is_empty() {
            local.edges(clause.span, names);
            names.sort_by_key(|edge| (edge.span.end, edge.span.start));
        }
        let heads = self.heads_at.ending_in(&self.heads, |head| head.end, clause.span);
        let mut heads = heads.iter().filter(|head| head.start >= clause.span.start);
        if names.is_empty() {
            let words = clause.span.of(text);
            let ends_a_name = |head: &NormalizedSpan| {
                let (start, end) = (head.start - clause.span.start, head.end - clause.span.start);
                self.detector.vocabulary.can_end_a_name(words, start, end)
            };
            let Signs { etc, produces, opens, does } = clause.signs;
            return etc
                || produces
                || does
                || heads.any(ends_a_name)
                || opens && compound::has_stock_code(words)
                || has_road_code(words)
                || compound::may_spend(words);
        }
        // 临港|工业园区: a sector that ends inside a longer head is none.
        names.retain(|name| {
            let (start, end) = (name.span.start, name.span.end);
            let cuts = |head: &NormalizedSpan| {
                start < head.start && head.start < end && end < head.end && head.len() > 6
            };
            !self.detector.is_sector(name.kind) || !heads.clone().any(cuts)
        });
        true
    }

    /// The words and names on the cheapest path through a prepared clause, and what passes over them look for.
    fn read(&mut self, clause: Clause, local: &LocalNames, nodes: &mut Vec<Node>) -> Telling {
        let text = &self.text.text;
        let Buffers { lattice, tokens, names } = &mut self.buffers;
        tokens.clear();
        let telling = lattice.decode(self.text, clause.span, names, &self.detector.vocabulary, tokens);
        let Detector { vocabulary, gazetteer, .. } = self.detector;
        nodes.extend(tokens.iter().map(|token| Node::of(*token, text, vocabulary, gazetteer, local)));
        telling
    }
}

/// Whether words may have the code of a road in them, G204, which is a name without a head.
fn has_road_code(words: &str) -> bool {
    let code = |three: &[u8]| {
        matches!(three[0], b'G' | b'S' | b'X' | b'Y')
            && three[1].is_ascii_digit()
            && three[2].is_ascii_digit()
    };
    words.as_bytes().windows(3).any(code)
}

/// The words of clauses that are read together; kept from some to the next for its memory.
#[derive(Default)]
struct Work {
    /// One for each of `told`, and behind them those of clauses before.
    nodes: Vec<Vec<Node>>,
    /// What passes over the words look for; nothing where they were not read.
    told: Vec<Option<Telling>>,
}

impl Work {
    /// Adds a clause, whose words `read` pushes.
    fn add(&mut self, read: impl FnOnce(&mut Vec<Node>) -> Option<Telling>) {
        let number = self.told.len();
        if number == self.nodes.len() {
            self.nodes.push(Vec::new());
        }
        self.nodes[number].clear();
        self.told.push(read(&mut self.nodes[number]));
    }
}

/// Whether a capital letter stands in the words of a clause.
fn has_capitals(nodes: &[Node], text: &str) -> bool {
    let [first, ..] = nodes else { return false };
    let last = nodes.last().unwrap_or(first);
    // Without a way out of it, sixteen bytes are looked at together.
    let words = &text.as_bytes()[first.span.start..last.span.end];
    words.iter().fold(false, |found, byte| found | byte.is_ascii_uppercase())
}

/// A place in a list that is ordered by end, for one clause after the other.
#[derive(Default)]
struct Place(usize);

impl Place {
    /// Those of `all`, which are ordered by `end`, that end in `span`.
    fn ending_in<'t, T>(&mut self, all: &'t [T], end: impl Fn(&T) -> usize, span: NormalizedSpan) -> &'t [T] {
        // Mostly the clause is the one behind the last.
        if self.0.checked_sub(1).is_some_and(|last| end(&all[last]) > span.start) {
            self.0 = all.partition_point(|item| end(item) <= span.start);
        }
        self.0 += all[self.0..].iter().take_while(|item| end(item) <= span.start).count();
        let behind = &all[self.0..];
        &behind[..behind.iter().take_while(|item| end(item) <= span.end).count()]
    }
}

/// Characters of what makes names in an enumeration without a head or a name in it: codes of roads and figures; streets
/// that bound something; nouns that tell what is listed or counted (3家企业, 2个社区, 三大赛道, 多个楼盘, 合作伙伴, 客户); 以甲、乙为代表; what is done
/// with goods (从事甲、乙的研发, 主营甲、乙) and their brands (“甲”牌乙、丙); what firms do together (与甲、乙签约, 由甲、乙出资).
static MATERIAL: LazyLock<CharacterSet> = LazyLock::new(|| {
    let letters = ('0'..='9').chain('A'..='Z').chain('a'..='z');
    CharacterSet::new(letters.chain("路街企商地村区代龙研制加销设营打道群牌盘伴户资签".chars()))
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Lexicon;
    use crate::mention::vocabulary::Vocabulary;
    use crate::text::glyph::glyphs;
    use crate::text::word_list::WordFile;

    #[test]
    fn what_makes_names_of_a_list_keeps_it_from_being_barren() {
        let vocabulary = Vocabulary::new(&Lexicon::default());
        let words = |file: &'static str, lists: &[&str]| {
            let file = WordFile::new(file);
            lists
                .iter()
                .flat_map(|list| file.words(list).iter().map(str::to_owned).collect::<Vec<_>>())
                .collect()
        };
        let telling: [Vec<String>; 6] = [
            words(include_str!("../../gazetteer/words/tail.csv"), &["firm", "place", "station", "park"]),
            words(include_str!("../../gazetteer/words/announced.csv"), &["firms", "sectors"]),
            words(include_str!("../../gazetteer/words/listed_goods.csv"), &["made", "only_goods"]),
            words(include_str!("../../gazetteer/words/beside.csv"), &["park"]),
            words(include_str!("../../gazetteer/words/members.csv"), &["work"]),
            words(include_str!("../../gazetteer/words/counted_list.csv"), &["sectors"]),
        ];
        for word in telling.concat() {
            let seen = !vocabulary.heads_in(&glyphs(&word)).is_empty()
                || word.contains(['等', '产'])
                || MATERIAL.find(&word).next().is_some();
            assert!(seen, "a list with {word} is taken for barren: give MATERIAL one of its characters");
        }
    }
}
