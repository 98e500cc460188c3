//! Roads, stations and junctions that a clause only meets on the way of the line that it tells of: behind
//! 甲铁路起自|乙铁路丙站|,北接|丁高速|,全长30公里 the length is that of 甲铁路.

use super::related::{is_attribute, is_distance};
use super::topic;
use crate::text::NormalizedSpan;
use crate::text::word_list::word_lists;

word_lists! {
    pub(super) static WORDS: MetWords = "met.csv";
    /// Words right before a station, a road or a centre that is only met on the way.
    met,
    /// Verbs that a clause begins with which names only what is met.
    joins,
    /// What may stand before them.
    opener,
    /// What stands between such a word and the name: 接|在建的|甲高速.
    state,
    /// What stands before the ends of a route.
    route_end,
    /// What is told of two roads that meet.
    meets,
    /// What the names of works end with that stand on a line.
    stop,
}

const MARKS: [char; 5] = [',', '。', ';', ':', '\n'];

/// Whether words before a road or a junction say that the route spoken of begins or ends there: 起自甲市|乙互通.
pub(super) fn is_route_end(before: &str) -> bool {
    WORDS.route_end.are_in(before)
}

/// Whether the road, station or junction at `span` is only met by what its clause tells of; `before` are the names
/// before it, the nearest first.
pub(super) fn is_met(text: &str, span: NormalizedSpan, before: impl Iterator<Item = NormalizedSpan>) -> bool {
    let clause = text[..span.start].rsplit(MARKS).next().unwrap_or_default();
    let start = span.start - clause.len();
    let behind = text[span.end..].split(MARKS).next().unwrap_or_default();
    is_route_end(clause)
        || joins(clause)
        || clause.contains(['与', '同', '和']) && WORDS.meets.begin(behind)
        || is_beside(behind)
        || is_chained(text, NormalizedSpan::new(start, span.start), span.of(text), before)
        || is_attribute(text, span)
        || is_told(clause, behind)
}

/// Whether the words before the names that end at the end of `clause` say that they are met: 接入|甲铁路乙站,
/// 接|丙省|在建的|丁高速, 与|甲高速、乙高速.
fn is_chained(
    text: &str,
    clause: NormalizedSpan,
    name: &str,
    before: impl Iterator<Item = NormalizedSpan>,
) -> bool {
    let mut before = before.peekable();
    let mut end = clause.end;
    loop {
        let mut words = &text[clause.start..end];
        while let Some(rest) = WORDS.state.without_suffix(words) {
            words = rest;
        }
        if WORDS.met.end(words) {
            return true;
        }
        // 自|甲铁路|的乙站
        let of_line = words
            .strip_suffix('的')
            .filter(|line| end == clause.end && WORDS.stop.end(name) && topic::WORDS.road.end(line));
        let and = || ["以及", "、", "和", "与", "及"].iter().find_map(|and| words.strip_suffix(and));
        let words = of_line.or_else(and).unwrap_or(words);
        end = clause.start + words.len();
        while before.next_if(|name| name.end > end).is_some() {}
        let Some(name) = before.next_if(|name| name.end == end && name.start >= clause.start) else {
            return false;
        };
        end = name.start;
    }
}

/// Whether a clause begins with a verb that leads to what is met, and nothing in it makes that a description:
/// 线路北接既有|甲铁路, but not 连接两县的|甲公路.
fn joins(clause: &str) -> bool {
    let mut words = clause;
    let mut sided = false;
    while let Some(rest) = WORDS.opener.without_prefix(words) {
        sided = words.starts_with(['东', '西', '南', '北']);
        words = rest;
    }
    let side = || words.strip_prefix(['承', '接', '连', '抵', '邻']).filter(|_| sided);
    let Some(rest) = WORDS.joins.without_prefix(words).or_else(side) else { return false };
    let state = WORDS.state.first(rest).filter(|(_, state, ())| state.ends_with('的'));
    !state.map_or(rest, |(at, state, ())| &rest[at + state.len()..]).contains('的')
}

/// Whether what stands behind a name says how far from it something is, 下游|约3公里, or that something begins there:
/// 以|甲水库|为水源.
fn is_beside(behind: &str) -> bool {
    let side = ["上游", "下游"].iter().find_map(|side| behind.strip_prefix(side));
    let side = side.or_else(|| {
        let rest = behind.trim_start_matches(['东', '南', '西', '北', '侧', '以', '约']);
        (rest.len() < behind.len()).then_some(rest)
    });
    side.is_some_and(is_distance) || ["为起点", "为终点", "为水源"].iter().any(|end| behind.ends_with(end))
}

/// Whether a name only tells what the subject of its clause is: 是|甲高速|和乙高速的联络线, 作为|甲铁路|等的重要配套.
fn is_told(clause: &str, behind: &str) -> bool {
    // 为加快甲高速建设 is what something is done for.
    let is = |c: char| matches!(c, '是' | '系' | '为' | '属');
    clause.char_indices().any(|(at, c)| is(c) && at > 0 || c == '是') && behind.contains('的')
}
