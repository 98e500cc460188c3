//! Works that only the words around their list tell: 推动|甲碳纤维、乙芯片、丙光伏二期|建成投产, 开工建设|丁储能、戊制药.

use crate::text::signs::is_han_numeral;
use std::ops::Range;

use super::super::node::{Class, Node};
use super::frame::members;
use super::member::{is_strange, is_work};
use super::{composite, kind_of};
use crate::entity::EntityType;
use crate::mention::Origin;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: FramedWorksWords = "framed_works.csv";
    /// Verbs before works that have come, or are to come, to a stage.
    pushes,
    /// Verbs behind which nothing but works stands.
    builds,
    /// Stages behind the last of them.
    stage,
    /// Stages that firms come to as well.
    begins,
    /// Adverbs and times before the stage.
    when,
    /// What ends the words for what is no work.
    no_work,
}

/// What the members of a list have been found to be.
#[derive(Default)]
struct Tally {
    all: usize,
    /// Works, and brands with what they make.
    sure: usize,
    /// What could be a firm as well.
    firms: usize,
    unknown: usize,
}

/// Makes works of the members of a list that stand in such a frame; whether there was one.
pub(super) fn apply(group: &mut [Vec<Node>], text: &str) -> bool {
    let Some(Frame { start, end, alone }) = frame(group, text) else { return false };
    let mut tally = Tally::default();
    let found = members(group, start, end, text, |words| Some(work(words, text, &mut tally)));
    let told = tally.all > 1
        && tally.unknown <= tally.sure + tally.firms
        && (tally.sure > 0 || alone && tally.firms > 0);
    let Some(found) = found.filter(|found| told && !found.is_empty()) else { return false };
    for (clause, Range { start, end }) in found.into_iter().rev() {
        let nodes = &mut group[clause];
        let kind = kind_of(&nodes[start..end], EntityType::Project, text);
        let name = composite(&nodes[start..end], kind);
        nodes.splice(start..end, [name]);
    }
    true
}

/// Where the first member begins in the first clause, where the last one ends in the last, and whether the words tell of
/// works alone.
struct Frame {
    start: usize,
    end: usize,
    alone: bool,
}

fn frame(group: &[Vec<Node>], text: &str) -> Option<Frame> {
    /// How far into its clause the verb may stand.
    const OPENING: usize = 8;
    let (first, last) = group.first().zip(group.last())?;
    let verb = first.iter().take(OPENING).rposition(|node| {
        let before = &text[first[0].span.start..node.span.end];
        node.name().is_none() && (WORDS.pushes.end(before) || WORDS.builds.end(before))
    });
    // 甲碳纤维、乙芯片建成投产: without a verb before it the list begins with its clause.
    let start = verb.map_or(0, |verb| verb + 1);
    let builds = verb.is_some_and(|verb| WORDS.builds.end(&text[first[0].span.start..first[verb].span.end]));
    let from = if group.len() == 1 { start + 1 } else { 1 };
    let staged = (from..last.len()).find_map(|at| {
        let mut rest = &text[last[at].span.start..];
        while let Some(shorter) = WORDS.when.without_prefix(rest) {
            rest = shorter;
        }
        let behind = WORDS.stage.without_prefix(rest)?;
        let ends = behind.is_empty() || behind.starts_with([',', '。', ';', '\n', '!']);
        ends.then(|| (at, verb.is_some() && !WORDS.begins.begin(rest)))
    });
    match staged {
        Some((end, alone)) => Some(Frame { start, end, alone: alone || builds }),
        None => builds.then_some(Frame { start, end: last.len(), alone: true }),
    }
}

/// How many of the nodes of a member become the name of a work: none where it is one, or where it can be none.
fn work(words: &[Node], text: &str, tally: &mut Tally) -> usize {
    /// The longest name of this form, in characters.
    const LONGEST: usize = 18;
    /// The longest one that makes no sense, in characters.
    const SHORT: usize = 5;
    tally.all += 1;
    if let [only] = words {
        let known =
            matches!(only.name(), Some(EntityType::Project | EntityType::Infrastructure | EntityType::Park));
        let firm = only.origin == Some(Origin::Pattern("company-brand-trade"));
        match () {
            () if known => tally.sure += 1,
            () if firm => tally.firms += 1,
            () => tally.unknown += 1,
        }
        return usize::from(firm);
    }
    let length: usize = words.iter().map(|node| node.span.of(text).chars().count()).sum();
    let plain = words.iter().all(|node| {
        !matches!(node.class, Class::Stop | Class::Verb | Class::Open | Class::Close | Class::Role)
    });
    let first = words.first();
    let owned = first
        .is_some_and(|first| first.class == Class::Brand || first.name() == Some(EntityType::Company))
        && is_work(words, text)
        && words.last().is_some_and(|last| {
            let made = !matches!(last.name(), None | Some(EntityType::Place | EntityType::Organization));
            (made || last.head.is_some()) && !WORDS.no_work.end(last.span.of(text))
        });
    // 晟|泰|银|麦子: between two commas characters that make no sense are a name.
    let number = |node: &Node| {
        matches!(node.class, Class::Number | Class::Digit) || node.span.of(text).chars().all(is_han_numeral)
    };
    let strange = || {
        tally.all > 1
            && words.len() > 2
            && length <= SHORT
            && is_strange(words, text)
            && !words.iter().any(number)
    };
    if plain && length <= LONGEST && (owned || strange()) {
        tally.sure += usize::from(owned);
        words.len()
    } else {
        tally.unknown += 1;
        0
    }
}
