//! Names that an enumeration vouches for: in A、B、C等企业 every member is a company.
//!
//! The noun behind the last member (企业, 项目, 高速公路) gives its type to members that no
//! dictionary has and no head of their own marks. The first member has no comma before it, so its
//! left end is where the run of possible material begins.

mod announced;
mod beside;
mod business;
mod counted;
mod counted_places;
mod firms;
mod frame;
mod framed_firms;
mod framed_sectors;
mod framed_works;
mod goods;
mod introduced;
mod listed;
mod listed_sectors;
mod member;
mod numbered;
mod opening;
mod raised;
mod route;
mod spanning;
mod stations;
mod tail;
mod whole;

use std::ops::Range;

use super::Origin;
use super::clause::Clause;
use super::node::{Class, Node};
use super::telling::Telling;
use crate::entity::EntityType;
use crate::text::NormalizedSpan;
use crate::text::word_list::word_lists;
use announced::announced;
use beside::{
    beside_a_firm, beside_a_park, beside_a_project, beside_a_town, beside_a_village, called_by_place,
};
use counted_places::counted_places;
use firms::firms;
pub(super) use frame::FRAME;
pub(super) use goods::announces as announces_goods;
use introduced::{introduced, is_announced, one_by_one};
use member::{is_strange, kind_of, type_members};
use numbered::numbered_roads;
pub(super) use route::ALONG;
use spanning::spanning_projects;
use stations::stations;
use tail::{Tail, part_etc, tail};
use whole::whole_members;

word_lists! {
    static WORDS: MembersWords = "members.csv";
    /// What ends works that are named after spots.
    work,
    /// Verbs that part an enumeration from what stands before it.
    activity,
    /// Words that say that the list is of many.
    many,
    /// Verbs behind which works are listed.
    building,
}

/// The enumerations of a text: runs of clauses with nothing but 、 between them. Every clause is in
/// exactly one.
pub(crate) fn groups(clauses: &[Clause]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut first = 0;
    while first < clauses.len() {
        let mut last = first;
        while last + 1 < clauses.len()
            && clauses[last].continues
            && clauses[last + 1].span.start - clauses[last].span.end == '、'.len_utf8()
        {
            last += 1;
        }
        out.push(first..last + 1);
        first = last + 1;
    }
    out
}

/// Types the members of one enumeration, given the nodes of its clauses.
///
/// `telling` tells what is in the clauses that some of the passes over them look for.
pub(super) fn apply(group: &mut [Vec<Node>], text: &str, telling: Telling) {
    if telling.any_of(Telling::BUSINESS) {
        business::apply(group, text);
    }
    if telling.any_of(Telling::FRAMED) {
        group.iter_mut().for_each(|nodes| goods::counted_output(nodes, text));
    }
    if telling.any_of(Telling::FRAMED) || is_behind_colon(group, text) {
        goods::apply_framed(group, text);
    }
    framed_firms::apply(group, text, telling);
    framed_sectors::apply(group, text, telling);
    if telling.any_of(Telling::BUILT) {
        raised::apply(group, text);
    }
    if telling.any_of(Telling::ROUTE) {
        route::apply(group, text);
    }
    if telling.any_of(Telling::SECTION) {
        for nodes in group.iter_mut() {
            route::apply_to_section(nodes, text);
        }
    }
    // Most clauses stand alone. What is listed in one is joined, or 等 or 为代表 closes it.
    let lists = group.len() > 1
        || [Telling::ETC, Telling::FOR, Telling::JOINS].iter().any(|signs| telling.any_of(*signs));
    if !lists {
        if telling.any_of(Telling::MADE) {
            goods::apply_alone(group, text);
        }
        return;
    }
    if telling.any_of(Telling::ETC) {
        // 甲、乙等企业停产、限产: 等 ends one list, and what follows is another.
        let etc = group.iter().position(|nodes| nodes.iter().skip(1).any(|node| node.is("等", text)));
        if let Some(at) = etc
            && at + 1 < group.len()
        {
            let (first, second) = group.split_at_mut(at + 1);
            apply(first, text, telling);
            apply(second, text, telling);
            return;
        }
        if group.len() > 1
            && let Some(last) = group.last_mut()
        {
            part_etc(last, text);
        }
    }
    if group.len() > 1 && stations(group, text) {
        return;
    }
    if group.len() > 1 {
        listed_sectors::apply(group, text);
        numbered_roads(group, text);
        spanning_projects(group, text);
        whole_members(group, text);
        beside_a_park(group, text);
        called_by_place(group, text);
        beside_a_town(group, text);
        counted_places(group, text);
        goods::measured(group, text);
    }
    if let Some(tail) =
        group.last().and_then(|nodes| tail(nodes, text, telling).or_else(|| spoken_of(group, nodes, text)))
        && !(tail.kind == EntityType::Company && goods::is_of_made(group, text))
        && !(tail.kind == EntityType::Project && goods::is_of_sectors(group, tail.member, text))
        && (group.len() > 1
            || tail.etc
            || group[0][..tail.member].iter().any(|node| is_conjunction(node, text)))
    {
        let nodes_of_last = |group: &[Vec<Node>]| group.last().map_or(0, Vec::len);
        let before = nodes_of_last(group);
        type_members(group, &tail, text);
        // Members that became names are one node each now, and the tail has moved up with them.
        let member = tail.member.saturating_sub(before.saturating_sub(nodes_of_last(group)));
        if tail.kind == EntityType::Company {
            called_by_place(group, text);
        }
        // The members that were found vouch for those that only their neighbours make names.
        let found = |new: bool| {
            // 甲电气、乙产业园等项目: a park among projects is one of them.
            let counts = |kind: EntityType| {
                kind == tail.kind || tail.kind == EntityType::Project && kind == EntityType::Park
            };
            let of_kind = group.iter().flatten().filter(|node| node.name().is_some_and(counts));
            of_kind.filter(|node| !new || !matches!(node.origin, Some(Origin::Form(_)))).count()
        };
        let vouchers = found(false);
        if found(true) > 0 || vouchers > 1 || vouchers > 0 && tail.kind == EntityType::Place {
            type_members(group, &Tail { vouchers, member, ..tail }, text);
        }
        if tail.kind == EntityType::Project {
            beside_a_project(group, text);
            if tail.etc {
                one_by_one(group, text);
            }
        }
    } else if group.len() > 1 && group.iter().flatten().any(|node| node.is("村", text)) {
        beside_a_village(group, text);
    } else if group.len() > 1 && is_announced(group, text) && introduced(group, text)
        || framed_works::apply(group, text)
    {
        beside_a_project(group, text);
    } else if let Some(tail) = works(group, text).or_else(|| route::sharing(group, text)) {
        type_members(group, &tail, text);
    } else if firms(group, text) {
        called_by_place(group, text);
    } else if group.len() > 1 && introduced(group, text) {
        beside_a_project(group, text);
    } else if group.len() > 1 {
        beside_a_firm(group, text);
        beside_a_project(group, text);
        goods::apply(group, text, announced(group, text));
    } else if telling.any_of(Telling::MADE) {
        goods::apply_alone(group, text);
    }
}

/// Whether the words that tell what is listed may stand before a colon.
fn is_behind_colon(group: &[Vec<Node>], text: &str) -> bool {
    group.first().and_then(|nodes| nodes.first()).is_some_and(|first| text[..first.span.start].ends_with(':'))
}

/// Whether a clause begins like one that lists what the clause before it counts: 其中包括甲、乙.
pub(super) fn opens_list(clause: &str) -> bool {
    ["包括", "涵盖", "分别", "其中", "主要"].iter().any(|word| clause.starts_with(word))
}

/// 一批新能源项目加快推进,|甲光伏、乙风电等|推进顺利: works of which the clause before speaks, and whose progress is told.
fn spoken_of(group: &[Vec<Node>], last: &[Node], text: &str) -> Option<Tail> {
    let etc = last.iter().position(|node| node.is("等", text)).filter(|at| *at > 0 && group.len() > 1)?;
    let behind = &text[last[etc].span.end..];
    let told = [
        "推进", "建设", "加快", "进展", "有序", "顺利", "提速", "相继", "陆续", "稳步", "深化", "布局",
        "投产", "建成", "落地", "落户", "集聚", "开工", "竣工",
    ];
    let start = group.first()?.first()?.span.start;
    let before = text[..start].strip_suffix(',')?;
    let clause = before.rfind([',', '。', ';', '\n', ':']).map_or(before, |end| &before[end..]);
    let projects = clause.contains("项目")
        && ["一批", "重点", "重大", "新建", "多个", "个"].iter().any(|many| clause.contains(many))
        && !clause.contains("企业");
    (projects && told.iter().any(|word| behind.starts_with(word)))
        .then(|| Tail { etc: true, ..Tail::new(etc, EntityType::Project) })
}

/// Works that share the head of the last: 叶台、沙屯沟、旭青水电站. What makes no sense beside them is one too.
fn works(group: &[Vec<Node>], text: &str) -> Option<Tail> {
    let last = group.last().filter(|_| group.len() > 1)?;
    let of_works =
        |node: &Node| node.name() == Some(EntityType::Infrastructure) && WORDS.work.end(node.span.of(text));
    let strange = |nodes: &[Node]| {
        let length: usize = nodes.iter().map(|node| node.span.of(text).chars().count()).sum();
        (2..=4).contains(&length) && nodes.iter().all(|node| node.name().is_none()) && is_strange(nodes, text)
    };
    let open = &group[0];
    let plain = !open.iter().any(|node| {
        node.name().is_some_and(|kind| kind != EntityType::Infrastructure && kind != EntityType::Place)
    });
    // 建成|石寨、前贤、龙口、狼墩水库: behind such a verb words and places are works, too.
    let built = open.iter().any(|node| WORDS.building.has(node.span.of(text)));
    let short = |nodes: &[Node]| {
        let length: usize = nodes.iter().map(|node| node.span.of(text).chars().count()).sum();
        let free = |node: &Node| {
            node.head.is_none()
                && !matches!(node.class, Class::Stop | Class::Verb)
                && (node.name().is_none() || node.is_place())
        };
        built && (2..=4).contains(&length) && nodes.iter().all(free)
    };
    let beside = |members: &[Vec<Node>]| {
        members
            .iter()
            .all(|nodes| strange(nodes) || short(nodes) || matches!(&nodes[..], [only] if of_works(only)))
            && members.iter().any(|nodes| strange(nodes) || short(nodes))
    };
    let tail = |member| Tail {
        works: true,
        counted: true,
        vouchers: 1,
        ..Tail::new(member, EntityType::Infrastructure)
    };
    // 叶台、沙屯沟和旭青水电站
    let joined =
        last.iter().position(of_works).filter(|work| *work >= 2 && is_conjunction(&last[work - 1], text));
    if let Some(work) = joined
        && plain
        && strange(&last[..work - 1])
        && (group.len() == 2 || beside(&group[1..group.len() - 1]))
    {
        return Some(tail(work - 1));
    }
    let fits =
        group.len() > 2 && last.first().is_some_and(of_works) && beside(&group[1..group.len() - 1]) && plain;
    fits.then(|| tail(0))
}

/// Each has a character of [`Telling::JOINS`].
const CONJUNCTIONS: [&str; 4] = ["和", "与", "及", "以及"];

fn is_conjunction(node: &Node, text: &str) -> bool {
    CONJUNCTIONS.iter().any(|word| node.is(word, text))
}

fn composite(parts: &[Node], kind: EntityType) -> Node {
    let mut inner = Vec::new();
    for mut part in parts.iter().cloned() {
        // 安泰阀门 that turns out to be a firm is no goods within it.
        if parts.len() == 1 && part.origin == Some(Origin::Pattern("goods")) {
            inner.append(&mut part.inner);
        } else {
            part.mentions(true, &mut inner);
        }
    }
    for mention in &mut inner {
        mention.nested = true;
    }
    let start = parts.first().map_or(0, |node| node.span.start);
    let end = parts.last().map_or(start, |node| node.span.end);
    Node {
        span: NormalizedSpan::new(start, end),
        class: Class::Name(kind),
        head: None,
        level: None,
        rare: false,
        origin: Some(Origin::Pattern("enumeration")),
        inner,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conjunction_is_told() {
        for word in CONJUNCTIONS {
            let mut told = Telling::default();
            word.chars().for_each(|c| told.note(c.into()));
            assert!(told.any_of(Telling::JOINS), "{word}");
        }
    }
}
