//! Houses and centres that a clause says are built, which no brand names: 新建|全民轮滑运动综合体、秧歌文化传播中心, 推动
//! 低空旅游公共服务中心|建设.

use std::ops::Range;

use super::super::node::{Class, Node};
use super::frame::members;
use super::member::is_material;
use super::{composite, kind_of};
use crate::entity::EntityType;
use crate::mention::Origin;
use crate::text::word_list::word_lists;
use crate::text::words::Words;

word_lists! {
    static WORDS: RaisedWords = "raised.csv";
    /// Verbs that a house stands behind when it is built.
    raises,
    /// Verbs that it stands behind when what follows it says that it is built.
    pushes,
    /// What says so.
    stage,
    /// Nouns of houses and of what is in them.
    house,
    /// Nouns of bases, which are many where no list names them.
    base,
    /// What begins the words for an aim rather than for a house: 区域性|金融中心.
    aim,
    /// What only says of which kind a house is, and many are.
    common,
    /// Nouns of works that are named where projects are listed.
    listed,
}

/// What tells that houses are built.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// A verb before one of them.
    Alone,
    /// What follows a list of them.
    Listed,
    /// The projects that they are listed as.
    Projects,
}

/// The fewest characters before the noun of a house that make a name of it, but for what is common to many.
const SHORTEST: usize = 4;

/// So many where it is listed as a project.
const SHORTEST_OF_PROJECT: usize = 2;

/// The most characters before it.
const LONGEST: usize = 16;

/// Makes works of the houses of such a clause or list.
pub(super) fn apply(group: &mut [Vec<Node>], text: &str) {
    let Some(Frame { start, end, pushed }) = frame(group, text) else { return };
    let told = if pushed && group.len() > 1 { Told::Listed } else { Told::Alone };
    let name = |words: &[Node]| Some(house(words, told, text));
    let found = members(group, start, end, text, name);
    for (clause, Range { start, end }) in found.into_iter().flatten().rev() {
        let nodes = &mut group[clause];
        let kind = kind_of(&nodes[start..end], EntityType::Project, text);
        let name = composite(&nodes[start..end], kind);
        nodes.splice(start..end, [name]);
    }
}

/// Where the house begins that fills a member of a list of projects, behind the verb if it is the first: 推进|医药物流中心、冷链物流
/// 中心等项目建设.
pub(super) fn listed_house(member: &[Node], open_left: bool, text: &str) -> Option<usize> {
    let first = member.first().filter(|_| open_left);
    let verb = first.and_then(|first| {
        member.iter().rposition(|node| {
            let before = &text[first.span.start..node.span.end];
            node.name().is_none() && (WORDS.raises.end(before) || WORDS.pushes.end(before))
        })
    });
    let start = verb.map_or(0, |verb| verb + 1);
    (house(&member[start..], Told::Projects, text) > 0).then_some(start)
}

/// The first node behind the verb in the first clause, the end of the last member in the last, and whether what follows it
/// says that they are built.
struct Frame {
    start: usize,
    end: usize,
    pushed: bool,
}

fn frame(group: &[Vec<Node>], text: &str) -> Option<Frame> {
    let (first, last) = group.first().zip(group.last())?;
    let said = |node: &Node, words: &Words| {
        node.name().is_none() && words.end(&text[first[0].span.start..node.span.end])
    };
    // 甲、乙等|建设
    let before_etc = |end: usize| end - usize::from(end > 0 && last[end - 1].is("等", text));
    if let Some(verb) = first.iter().rposition(|node| said(node, &WORDS.raises))
        && verb + 1 < first.len()
    {
        return Some(Frame { start: verb + 1, end: before_etc(last.len()), pushed: false });
    }
    let verb = first.iter().position(|node| said(node, &WORDS.pushes))?;
    let from = if group.len() == 1 { verb + 2 } else { 0 };
    let ends = |behind: &str| behind.is_empty() || behind.starts_with([',', '。', ';', '\n', '!']);
    let stage = (from..last.len())
        .find(|at| WORDS.stage.without_prefix(&text[last[*at].span.start..]).is_some_and(ends))?;
    Some(Frame { start: verb + 1, end: before_etc(stage), pushed: true })
}

/// How many of the nodes of a member are the name of a house: all or none.
fn house(words: &[Node], told: Told, text: &str) -> usize {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return 0 };
    let name = &text[first.span.start..last.span.end];
    let base = || WORDS.base.without_suffix(name).filter(|_| told == Told::Listed);
    let listed = || WORDS.listed.without_suffix(name).filter(|_| told == Told::Projects);
    let Some(own) = WORDS.house.without_suffix(name).or_else(base).or_else(listed) else { return 0 };
    let end = first.span.start + own.len();
    let plain = |node: &Node| {
        is_material(node, EntityType::Project) && node.span.of(text).chars().all(char::is_alphabetic)
    };
    let mut named = own;
    while let Some(shorter) = WORDS.common.without_suffix(named) {
        named = shorter;
    }
    let shortest = if told == Told::Projects { SHORTEST_OF_PROJECT } else { SHORTEST };
    // 滨河农产品交易中心 is a body where it does something.
    let one = words.len() == 1
        && (first.name() != Some(EntityType::Organization) || matches!(first.origin, Some(Origin::Form(_))));
    let is_name = !one
        && first.class != Class::Verb
        && named.chars().count() >= shortest
        && own.chars().count() <= LONGEST
        && words.iter().take_while(|node| node.span.start < end).all(plain)
        && !own.contains(['的', '个', '座', '批', '该'])
        && !WORDS.aim.begin(own);
    if is_name { words.len() } else { 0 }
}
