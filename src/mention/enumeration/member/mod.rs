//! Makes names of the members of an enumeration whose tail tells what they are.

mod edge;
mod fitting;
mod wording;

use super::opening::{behind_verb, line};
use super::raised::listed_house;
use super::tail::Tail;
use super::{composite, is_conjunction};
use crate::entity::EntityType;
use crate::mention::Origin;
use crate::mention::compound::is_foreign_firm;
use crate::mention::head::Grammar;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;
use edge::{Edge, behind_country, behind_introduction};
use fitting::{Candidate, is_no_member};
use wording::is_pair;
pub(super) use wording::{is_lone, is_material, is_said_of_kind, is_strange, is_word_and_goods, is_work};

word_lists! {
    pub(super) static WORDS: MemberWords = "member.csv";
    /// What ends a member that is a work, though projects are counted.
    work,
    /// What ends a member that is a part of a park or a park.
    park,
    /// Verbs before the first member that are nouns elsewhere.
    activity,
    /// Adverbs inside the names of projects.
    inside,
    /// What ends the words for where firms are at home: 轴承|行业.
    field,
    /// What ends the names of bodies.
    body,
    /// Verbs that bring firms to a place or say that it has them.
    bringing,
}

/// Where one member stands, and what its enumeration tells of it.
#[derive(Clone, Copy)]
struct Member<'a> {
    /// The nodes of its clause up to its end.
    nodes: &'a [Node],
    /// Where it begins behind the comma or conjunction before it.
    from: usize,
    /// Whether it is the first, so that a sentence may stand before it.
    open_left: bool,
    tail: &'a Tail,
    text: &'a str,
}

/// Types the members of one enumeration as `tail` says.
pub(super) fn type_members(group: &mut [Vec<Node>], tail: &Tail, text: &str) {
    let last = group.len() - 1;
    for (position, nodes) in group.iter_mut().enumerate() {
        let end = if position == last { tail.member } else { nodes.len() };
        let members = parted(&nodes[..end], position == 0, tail.kind, text);
        for (index, &(from, to)) in members.iter().enumerate() {
            let leftmost = index == members.len() - 1;
            let to = if tail.lines { before_remark(&nodes[..to], from) } else { to };
            let open_left = position == 0 && leftmost;
            let member = Member { nodes: &nodes[..to], from, open_left, tail, text };
            // Only members behind a comma or conjunction, or the first, are complete.
            let Some((start, end)) = member.name() else { continue };
            // 朱日|和|风场: what 和 parts may be one name.
            let half = members.len() > 1
                && tail.kind == EntityType::Project
                && end - start <= 2
                && nodes[start..end].iter().all(|node| node.name().is_none());
            if half {
                continue;
            }
            let foreign = tail.kind == EntityType::Company && is_foreign_firm(&nodes[start..end], text);
            let start = start + usize::from(foreign);
            let kind = kind_of(&nodes[start..end], tail.kind, text);
            let mut name = composite(&nodes[start..end], kind);
            if let Some(noun) = tail.noun.filter(|_| kind == EntityType::Infrastructure) {
                name.origin = Some(Origin::ShortOf(whole_name(name.span.of(text), noun.of(text))));
            }
            nodes.splice(start..end, [name]);
        }
    }
}

/// The members inside one clause, the last one first: A和B, A与B are two.
fn parted(nodes: &[Node], first: bool, kind: EntityType, text: &str) -> Vec<(usize, usize)> {
    let mut members = Vec::new();
    let mut right = nodes.len();
    for at in (0..nodes.len()).rev() {
        // 和辉光电: a member behind a comma does not begin with a conjunction.
        // 和邦: nor is what stands before one character.
        let joined = at + 2 == right && nodes[at].span.of(text) == "和" && is_lone(&nodes[at + 1], text);
        // 平江灌区续建|与|节水改造: what names nothing by itself is the second half of what stands before it.
        let half = kind == EntityType::Project
            && !first
            && right > at + 1
            && right - at <= 3
            && !nodes[at + 1..right].iter().any(|node| node.name().is_some() || node.class == Class::Brand);
        // 恒昱矿业锰铁|及|镍铁合金: so is what a firm makes besides.
        let besides = || kind == EntityType::Project && is_besides(&nodes[..at], &nodes[at + 1..right], text);
        // 永|和|元药业: nor does one character between a comma and a conjunction name anything.
        let stub = !first && at == 1 && is_lone(&nodes[0], text);
        if is_conjunction(&nodes[at], text) && (at > 0 || first) && !joined && !half && !stub && !besides() {
            members.push((at + 1, right));
            right = at;
        }
    }
    members.push((0, right));
    members
}

/// Whether goods or a trade alone stand behind 及, and a firm with what it makes before it.
fn is_besides(before: &[Node], behind: &[Node], text: &str) -> bool {
    let known = |node: &Node| matches!(node.name(), Some(EntityType::Product | EntityType::Industry));
    let trade =
        |node: &Node| known(node) || matches!(node.class, Class::Noun | Class::Trade | Class::Activity);
    let firm = before.iter().rposition(|node| node.name() == Some(EntityType::Company));
    let does = firm.is_some_and(|firm| {
        let own = &before[firm + 1..];
        !own.is_empty() && own.iter().all(trade) && own.iter().all(|node| !node.is("项目", text))
    });
    let one = matches!(behind, [only] if known(only))
        || matches!(behind, [goods, done] if known(goods) && trade(done));
    does && one
}

/// 宁石|(|宁县至石县|): where the bracket begins that says what a road joins.
fn before_remark(nodes: &[Node], from: usize) -> usize {
    let closed = nodes.last().is_some_and(|last| last.class == Class::Close);
    let open = nodes.iter().rposition(|node| node.class == Class::Open);
    open.filter(|open| closed && *open > from).unwrap_or(nodes.len())
}

/// The name of a work with the noun that the list has for all: 宁石 of 宁石、石云2条|高速公路.
fn whole_name(member: &str, noun: &str) -> Box<str> {
    // 青石线 is a 轨道交通线, and 3号线东段 is a part of one.
    if member.ends_with('段') || member.ends_with('线') && noun.ends_with('线') {
        return member.into();
    }
    // 宁石高速 is a 高速公路.
    let own =
        noun.char_indices().rev().find_map(|(at, _)| member.strip_suffix(&noun[..at]).map(|_| &noun[at..]));
    format!("{member}{}", own.unwrap_or(noun)).into()
}

/// A park is a park and a bridge a work also where the text counts them as projects.
pub(super) fn kind_of(parts: &[Node], listed: EntityType, text: &str) -> EntityType {
    let end = parts.last().map_or("", |last| last.span.of(text));
    // 中央企业资源中|昌禾总部: what a firm builds is none.
    if listed == EntityType::Company && end.ends_with("总部") {
        return EntityType::Project;
    }
    if listed != EntityType::Project {
        return listed;
    }
    // 南湖幼儿园, 幸福家园: the house is built.
    let house = ["幼儿园", "家园", "花园"].iter().any(|house| end.ends_with(house));
    if !house && ["园", "园区", "基地"].iter().any(|park| end.ends_with(park)) {
        EntityType::Park
    } else if WORDS.work.end(end) {
        EntityType::Infrastructure
    } else {
        listed
    }
}

impl<'a> Member<'a> {
    /// All its nodes.
    fn all(&self) -> &'a [Node] {
        &self.nodes[self.from..]
    }

    /// Whether it ends with what a firm deals in: 启明|科技.
    fn is_traded(&self) -> bool {
        self.nodes.last().and_then(|last| last.head).is_some_and(|head| head.grammar == Grammar::BrandTrade)
    }

    /// The range of it that is to become a name, or `None` when it is one already or can't be.
    fn name(self) -> Option<(usize, usize)> {
        let Member { nodes, tail, text, .. } = self;
        let end = nodes.len();
        // 市长|黄明昆、恒昱集团|董事长|刘训山: who has an office is no firm.
        if tail.kind == EntityType::Company && self.all().iter().any(|node| node.class == Class::Role) {
            return None;
        }
        if tail.kind == EntityType::Company
            && let Some(start) = self.firm_start()
        {
            return Some((start, end));
        }
        if let Some(start) = self.goods_project_start() {
            return Some((start, end));
        }
        if tail.kind == EntityType::Project
            && tail.etc
            && !tail.by_verb
            && let Some(start) = listed_house(self.all(), self.open_left, text)
        {
            return Some((self.from + start, end));
        }
        let member = behind_introduction(self);
        if tail.lines
            && let Some(start) = line(member.all(), member.open_left, text)
        {
            return Some((member.from + start, end));
        }
        // 字节|互动: among firms two words that make no phrase are one.
        if tail.kind == EntityType::Company
            && tail.vouchers > 1
            && !member.open_left
            && is_pair(member.all(), text)
        {
            return Some((member.from, end));
        }
        let edge = Edge::of(member);
        if edge.leaves_rest(member) || edge.makes_sentence(member) || is_no_member(member, edge.start) {
            return None;
        }
        let candidate = Candidate { member, edge };
        // Between two commas the whole member is the name, whatever its characters mean: 官地、瓦日.
        if candidate.is_short_name_of_work() {
            return Some((member.from, end));
        }
        candidate.fits().then_some((edge.start, end))
    }

    /// Where a project begins that has nothing but its goods for a name, in a list that is counted: 石英坩埚|项目、风电轴承|项目等
    /// 12个项目.
    fn goods_project_start(self) -> Option<usize> {
        let Member { nodes, from, open_left, tail, text } = self;
        let [before @ .., last] = &nodes[from..] else { return None };
        if tail.kind != EntityType::Project
            || !tail.counted
            || last.name().is_some()
            || !last.is("项目", text)
        {
            return None;
        }
        let material = before.iter().rev().take_while(|node| {
            matches!(
                node.class,
                Class::Noun | Class::Trade | Class::Activity | Class::Adjective | Class::Brand
            ) || matches!(node.name(), Some(EntityType::Product | EntityType::Industry))
        });
        let length = material.count();
        let name = &before[before.len() - length..];
        let whole = open_left || length == before.len();
        let goods = name.iter().any(|node| node.name() == Some(EntityType::Product));
        (whole && goods).then_some(from + before.len() - length)
    }

    /// Where a firm begins that what stands before it tells, whatever its words are elsewhere.
    fn firm_start(self) -> Option<usize> {
        let Member { nodes, from, open_left, tail, text } = self;
        behind_country(self)
            .or_else(|| {
                // 其|云|硅业, 永|和|元|药业: two characters or three and a trade between two commas.
                let [brand @ .., _] = &nodes[from..] else { return None };
                let lone = (2..=3).contains(&brand.len()) && brand.iter().all(|node| is_lone(node, text));
                (!open_left && lone && self.is_traded()).then_some(from)
            })
            // 安泰|阀门 beside firms: a word of two characters and goods.
            .or_else(|| (tail.vouchers > 0 && is_word_and_goods(&nodes[from..], text)).then_some(from))
            .or_else(|| {
                let start = behind_verb(&nodes[from..], tail, text).filter(|_| open_left)?;
                Some(from + start)
            })
    }
}
