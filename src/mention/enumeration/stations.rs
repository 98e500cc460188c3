//! Stations that a list names without 站: 共设青石东、白水、云溪西等5座车站, 设车站3座,分别为青石东、白水、云溪西. Between commas
//! everything short is the name of one, whatever its characters mean.

use super::composite;
use crate::entity::EntityType;
use crate::mention::Origin;
use crate::mention::around::sentence_start;
use crate::mention::compound::is_of_trains;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};
use crate::text::signs::{before_number, is_counting};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: ListedStationsWords = "listed_stations.csv";
    /// Verbs behind which a line names its stations.
    opener,
    /// Verbs behind which they are named when they have been counted before.
    naming,
    /// What they are called behind their number or 等.
    noun,
    /// What stands before that noun, or before a name.
    kind,
    /// What may stand directly behind the list.
    behind,
}

/// How many characters the name of a station has.
const NAME: std::ops::RangeInclusive<usize> = 2..=8;

/// Makes stations of the members of a list of stations; whether it is one.
pub(super) fn stations(group: &mut [Vec<Node>], text: &str) -> bool {
    let Some(list) = List::of(group, text) else { return false };
    let members = list.members();
    // 甲县、乙县等5座车站: where they are, told by the names of the counties.
    let placed = |(at, from, to): &(usize, usize, usize)| group[*at][*from..*to].iter().any(Node::is_place);
    let full = |(at, from, to): &(usize, usize, usize)| match &group[*at][*from..*to] {
        [only] => only.is_place() && only.span.of(text).ends_with(['县', '市', '区', '旗', '镇', '乡']),
        _ => false,
    };
    if members.len() < 2 || !members.iter().any(placed) || members.iter().all(full) {
        return false;
    }
    for (at, from, to) in members.into_iter().rev() {
        let parts = &group[at][from..to];
        if matches!(parts, [only] if only.name() == Some(EntityType::Infrastructure)) {
            continue;
        }
        let mut name = composite(parts, EntityType::Infrastructure);
        let word = name.span.of(text);
        name.origin = Some(if word.ends_with('站') {
            Origin::Pattern("station")
        } else {
            Origin::ShortOf(format!("{word}站").into())
        });
        group[at].splice(from..to, [name]);
    }
    true
}

/// The clauses of a list of stations.
struct List<'a> {
    group: &'a [Vec<Node>],
    text: &'a str,
    /// Where the first member begins, unless the first clause has none.
    start: Option<usize>,
    /// Where the last member ends.
    end: usize,
}

impl<'a> List<'a> {
    fn of(group: &'a [Vec<Node>], text: &'a str) -> Option<Self> {
        let (first, last) = (group.first()?.first()?, group.last()?);
        let begin = first.span.start;
        let (closing, end) = (last.first()?.span.start, last.last()?.span.end);
        let before = text[..begin].chars().next_back();
        let from = sentence_start(text, begin);
        // The names of stations stand beside 站, whatever else the list is of.
        if !text[from..end].contains('站') {
            return None;
        }
        let opening = &text[begin..group.first()?.last()?.span.end];
        let behind = |words: &crate::text::words::Words| {
            let (at, word, ()) = words.last(opening, |at, word| at + word.len() < opening.len())?;
            Some(begin + at + word.len())
        };
        if let Some(end) = closed(&text[closing..end]).map(|length| closing + length) {
            let start = behind(&WORDS.opener).or_else(|| (before == Some(':')).then_some(begin));
            return Some(Self { group, text, start, end });
        }
        // 设车站3座,分别为|甲、乙、丙
        let counted = is_counted(&text[from..begin]);
        let start = behind(&WORDS.naming).or_else(|| (before == Some(':')).then_some(begin));
        let named = counted && start.is_some();
        // 甲站、乙站、丙站: where the sentence speaks of trains.
        let ends = |nodes: &&Vec<Node>| member_text(nodes, text).ends_with('站');
        let called = || {
            group.len() > 2
                && group[1..].iter().filter(ends).count() + 1 >= group.len()
                && is_of_trains(text, begin)
        };
        // 其中甲南、|乙北站|为新建车站
        let one = last.first().filter(|station| is_station(station, text)).map(|station| station.span.end);
        // 其中甲、|乙南|为既有站
        let told = last.iter().position(|node| matches!(node.span.of(text), "为" | "均为" | "是" | "均"));
        let told = told.filter(|told| {
            let words = &text[last[*told].span.start..end];
            is_town(&last[..*told], text) && WORDS.noun.iter().any(|noun| words.ends_with(noun))
        });
        if let Some(end) = one.or_else(|| told.map(|told| last[told - 1].span.end)) {
            let start = start.or_else(|| behind(&WORDS.opener)).unwrap_or(begin);
            let first = group[0].iter().position(|node| node.span.start == start)?;
            let town = |nodes: &[Node]| is_town(nodes, text);
            let fits = group[1..group.len() - 1].iter().all(|nodes| town(nodes)) && town(&group[0][first..]);
            let sided = one.is_none() || is_side_of_town(&group[0][first..], text);
            return (fits && sided).then_some(Self { group, text, start: Some(start), end });
        }
        let short = |nodes: &Vec<Node>| NAME.contains(&member_text(nodes, text).chars().count());
        if !(named && group[1..].iter().all(short) || called()) {
            return None;
        }
        let end = closing + member_text(last, text).len();
        Some(Self { group, text, start: start.or_else(|| behind(&WORDS.opener)), end })
    }

    /// Each member: its clause, and the nodes from and to which it is.
    fn members(&self) -> Vec<(usize, usize, usize)> {
        let mut out = Vec::new();
        let last = self.group.len() - 1;
        for (at, nodes) in self.group.iter().enumerate() {
            let start = if at == 0 { self.start } else { nodes.first().map(|node| node.span.start) };
            let from = start.and_then(|start| nodes.iter().position(|node| node.span.start == start));
            let end = if at == last { self.end } else { member_end(nodes, self.text) };
            let to = nodes.iter().position(|node| node.span.end == end).map(|to| to + 1);
            let (Some(from), Some(to)) = (from, to) else { continue };
            let Some(member) = nodes.get(from..to) else { continue };
            // 是|在建|甲北站、乙站
            let from =
                from + member.iter().take_while(|node| WORDS.kind.has(node.span.of(self.text))).count();
            // 丙和丁等4座车站
            let mut left = from;
            for (index, node) in nodes.iter().enumerate().take(to).skip(from) {
                if at == last && super::is_conjunction(node, self.text) {
                    out.push((at, left, index));
                    left = index + 1;
                }
            }
            out.push((at, left, to));
        }
        out.retain(|(at, from, to)| from < to && self.is_name(&self.group[*at][*from..*to]));
        out
    }

    /// Whether nodes may be the name of a station.
    fn is_name(&self, nodes: &[Node]) -> bool {
        let length: usize = nodes.iter().map(|node| node.span.of(self.text).chars().count()).sum();
        NAME.contains(&length)
            && nodes.iter().all(|node| {
                let word = node.span.of(self.text);
                word.chars().all(is_han) && !matches!(word, "的" | "等" | "及" | "或")
            })
            && !nodes
                .iter()
                .any(|node| matches!(node.name(), Some(EntityType::Company | EntityType::Organization)))
    }
}

fn is_station(node: &Node, text: &str) -> bool {
    node.name() == Some(EntityType::Infrastructure) && node.span.of(text).ends_with('站')
}

/// 青石|南: what only stations are called.
fn is_side_of_town(nodes: &[Node], text: &str) -> bool {
    match nodes {
        [town, side] => town.is_place() && matches!(side.span.of(text), "东" | "南" | "西" | "北"),
        _ => false,
    }
}

/// 青石|南, 青石
fn is_town(nodes: &[Node], text: &str) -> bool {
    is_side_of_town(nodes, text) || matches!(nodes, [only] if only.is_place())
}

/// Where the member ends that is the whole of a clause but for what stands in brackets: 甲(新建).
fn member_end(nodes: &[Node], text: &str) -> usize {
    let start = nodes.first().map_or(0, |first| first.span.start);
    start + member_text(nodes, text).len()
}

fn member_text<'t>(nodes: &[Node], text: &'t str) -> &'t str {
    let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else { return "" };
    let words = &text[first.span.start..last.span.end];
    nodes
        .iter()
        .find(|node| node.class == Class::Open)
        .map_or(words, |open| &text[first.span.start..open.span.start])
}

/// The length of the last member, where its clause ends a list of stations: 云溪西|等5座车站.
fn closed(clause: &str) -> Option<usize> {
    WORDS.noun.all(clause).find_map(|(at, noun, ())| {
        let after = &clause[at + noun.len()..];
        if !(after.is_empty() || WORDS.behind.begin(after)) {
            return None;
        }
        let words = without_kind(&clause[..at]);
        let number = counted(words);
        let words = number.unwrap_or(words);
        let words = words.strip_suffix('共').unwrap_or(words);
        let etc = words.strip_suffix('等');
        let member = etc.unwrap_or(words).trim_end_matches('这');
        ((etc.is_some() || number.is_some()) && !member.is_empty()).then_some(member.len())
    })
}

/// `words` without what tells at their end of what kind the stations are: 5座|新建.
fn without_kind(mut words: &str) -> &str {
    while let Some(rest) = WORDS.kind.without_suffix(words) {
        words = rest;
    }
    words
}

/// What stands before the number that words end with: 云溪西|3座.
fn counted(words: &str) -> Option<&str> {
    before_number(words.strip_suffix(['个', '座', '处'])?)
}

/// Whether words count stations: 设车站3座, 共有13座车站.
fn is_counted(words: &str) -> bool {
    WORDS.noun.all(words).any(|(at, noun, ())| {
        let behind = words[at + noun.len()..].chars().next();
        let before = without_kind(&words[..at]);
        counted(before).is_some()
            || before.ends_with(|c: char| c.is_ascii_digit())
            || behind.is_some_and(is_counting)
    })
}
