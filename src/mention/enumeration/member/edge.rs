//! Where a member begins in what stands behind the comma before it.

use super::wording::{is_lone, is_material, is_strange};
use super::{Member, WORDS};
use crate::entity::EntityType;
use crate::mention::brands::LINKS;
use crate::mention::compound::{ends_with_cost, is_foreign};
use crate::mention::enumeration::is_conjunction;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// 瑞岛国|东岭: where the firm begins that stands behind its country, whatever its characters are elsewhere.
pub(super) fn behind_country(member: Member) -> Option<usize> {
    let Member { nodes, from, open_left, text, .. } = member;
    let country = (from..nodes.len()).rev().find(|at| is_foreign(&nodes[*at], text))?;
    let own = &nodes[country + 1..];
    let length: usize = own.iter().map(|node| node.span.of(text).chars().count()).sum();
    let plain = own.iter().all(|node| {
        node.span.of(text).chars().all(is_han)
            && !matches!(node.class, Class::Stop | Class::Number | Class::Role | Class::Generic)
            && matches!(node.name(), None | Some(EntityType::Place))
    });
    let trade = own.iter().all(|node| {
        node.head.is_some() || matches!(node.class, Class::Trade | Class::TradeVerb | Class::Activity)
    });
    let touches = own.first().is_some_and(|first| first.span.start == nodes[country].span.end);
    let brand = own.len() == 1 || own.iter().any(|node| node.class == Class::Brand || is_lone(node, text));
    (touches && brand && (open_left || country == from) && plain && !trade && (2..=6).contains(&length))
        .then_some(country + 1)
}

/// The member behind the words that lead to it, which then end as a comma does.
pub(super) fn behind_introduction(mut member: Member) -> Member {
    let Member { nodes, tail, text, .. } = member;
    let within = |start: &usize| *start < nodes.len();
    // 多年来|为|恒兴: behind the word that says whom it is done for the firm begins.
    if member.open_left && tail.kind == EntityType::Company {
        let served = member.all().iter().rposition(|node| node.span.of(text) == "为");
        if let Some(start) = served.map(|served| member.from + served + 1).filter(within) {
            member = Member { from: start, open_left: false, ..member };
        }
    }
    // 三是|以|甲光伏、乙风电等项目为抓手: no name begins with it.
    let led = member.all().iter().rposition(|node| node.span.of(text) == "以");
    if let Some(start) =
        led.map(|led| member.from + led + 1).filter(|start| member.open_left && within(start))
    {
        member = Member { from: start, open_left: false, ..member };
    }
    // 青石县|建设|旧城|食品园: what a place does to parks.
    if tail.kind == EntityType::Park
        && member.open_left
        && let all = member.all()
        && let Some(start) = (1..all.len().saturating_sub(2))
            .rev()
            .find(|at| all[at - 1].is_place() && WORDS.activity.has(all[*at].span.of(text)))
    {
        member = Member { from: member.from + start + 1, open_left: false, ..member };
    }
    // 总投资3亿元|的|甲公司年产3万吨电池箔: behind its cost the member begins.
    if tail.kind == EntityType::Project {
        let all = member.all();
        let cost =
            (1..all.len()).rev().find(|of| all[*of].is("的", text) && ends_with_cost(&all[..*of], text));
        if let Some(start) = cost.map(|of| member.from + of + 1).filter(within) {
            member = Member { from: start, open_left: false, ..member };
        }
    }
    member
}

/// Where a member begins.
#[derive(Clone, Copy)]
pub(super) struct Edge {
    pub(super) start: usize,
    /// Where it would begin if no verb could be before it.
    pub(super) unstripped: usize,
    /// Whether it begins behind a word that no name holds.
    pub(super) begins: bool,
}

impl Edge {
    pub(super) fn of(member: Member) -> Self {
        let unstripped = material_start(member);
        let begins = begins(member, unstripped);
        let start = if begins { unstripped } else { behind_verbs(member, unstripped) };
        Self { start: over_words(member, start), unstripped, begins }
    }

    /// Whether something of the member stands before its name, where the name must be all of it.
    pub(super) fn leaves_rest(&self, member: Member) -> bool {
        self.start == member.nodes.len()
            || (!member.open_left
                && self.start != member.from
                && member.tail.kind != EntityType::Infrastructure)
    }

    /// Whether the clause from its beginning would be the name, and is too long for one.
    pub(super) fn makes_sentence(&self, member: Member) -> bool {
        let parts = &member.nodes[self.start..];
        // 恒英兴聚芳醚酮: characters alone are no sentence.
        let lone = || parts.len() <= 8 && parts.iter().all(|node| is_lone(node, member.text));
        member.open_left && self.start == 0 && member.from == 0 && parts.len() > 6 && !lone()
    }
}

/// Where the nodes begin that can belong to the name of the member.
fn material_start(member: Member) -> usize {
    let Member { nodes, from, open_left, tail, text } = member;
    let end = nodes.len();
    let kind = tail.kind;
    let mut start = end;
    while start > from {
        let at = start - 1;
        let (node, project) = (&nodes[at], kind == EntityType::Project);
        let adverb = || start < end && at > from && project && WORDS.inside.has(node.span.of(text));
        let inside = || {
            !open_left
                && at > from
                && project
                // 甲集团年产600万套轿车|子午|胎
                && (node.class == Class::Other
                    // 甲公司年产1100万片显示模组|及|器件: what parts two members ends the first of them.
                    || start < end && is_conjunction(node, text))
        };
        // 这些风机会直接为|多晶硅等项目: a sentence, no name.
        let told = || open_left && project && "为会将把对向给让使".contains(node.span.of(text));
        if !(is_material(node, kind) || adverb() || inside()) || told() {
            break;
        }
        start = at;
    }
    start
}

/// 引进|立|达信: whether behind a verb or a function word of two characters the name itself begins at `start`.
fn begins(member: Member, start: usize) -> bool {
    let Member { nodes, from, open_left, text, .. } = member;
    open_left
        && (from + 1..nodes.len()).contains(&start)
        && (nodes[start - 1].span.of(text).chars().count() >= 2 || nodes[start - 1].is("了", text))
        && nodes[start].class == Class::Weak
        && nodes[start]
            .span
            .of(text)
            .chars()
            .all(|c| is_han(c) && !LINKS.contains(c) && !"有如含像".contains(c))
}

/// Where the member begins behind the verbs before it.
fn behind_verbs(member: Member, mut start: usize) -> usize {
    let Member { nodes, open_left, tail, text, .. } = member;
    let activity = |node: &Node| open_left && WORDS.activity.has(node.span.of(text));
    let verb = |node: &Node| match tail.kind {
        EntityType::Company => matches!(node.class, Class::Verb | Class::Weak),
        EntityType::Park => open_left && node.class == Class::Verb,
        _ => false,
    };
    while nodes.get(start).is_some_and(|node| verb(node) || activity(node)) {
        start += 1;
    }
    start
}

/// Where the member begins over words that are verbs or adverbs elsewhere.
fn over_words(member: Member, mut start: usize) -> usize {
    let Member { nodes, from, open_left, tail, text } = member;
    let end = nodes.len();
    // 和|邦
    if start > from
        && start + 1 == end
        && nodes[start - 1].span.of(text) == "和"
        && is_lone(&nodes[start], text)
    {
        start -= 1;
    }
    if open_left || start == from {
        return start;
    }
    // 启明|科技: nor does a verb part what stands between two commas from its trade.
    let traded = tail.kind == EntityType::Company && end - from == 2 && member.is_traded();
    // 正|花: between two commas adverbs are characters, too.
    let strange = || tail.vouchers > 0 && is_strange(&nodes[from..], text);
    if traded || strange() { from } else { start }
}
