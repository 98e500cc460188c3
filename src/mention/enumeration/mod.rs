//! Names that an enumeration vouches for: in A、B、C等企业 every member is a company.
//!
//! The noun behind the last member (企业, 项目, 高速公路) gives its type to members that no
//! dictionary has and no head of their own marks. The first member has no comma before it, so its
//! left end is where the run of possible material begins.

mod goods;

use std::ops::Range;

use super::Origin;
use super::clause::Clause;
use super::compound::MATERIALS;
use super::head::Grammar;
use super::lattice::is_han;
use super::node::{Class, LINKS, Node};
use crate::entity::{EntityType, PlaceLevel};
use crate::text::NormalizedSpan;

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
pub(crate) fn apply(group: &mut [Vec<Node>], text: &str) {
    // 甲、乙等企业停产、限产: 等 ends one list, and what follows is another.
    let etc = group.iter().position(|nodes| nodes.iter().skip(1).any(|node| node.span.of(text) == "等"));
    if let Some(at) = etc
        && at + 1 < group.len()
    {
        let (first, second) = group.split_at_mut(at + 1);
        apply(first, text);
        apply(second, text);
        return;
    }
    if group.len() > 1
        && let Some(last) = group.last_mut()
    {
        part_etc(last, text);
    }
    if let Some(tail) = group.last().and_then(|nodes| tail(nodes, text))
        && (group.len() > 1
            || tail.etc
            || group[0][..tail.member].iter().any(|node| is_conjunction(node, text)))
    {
        let nodes_of_last = |group: &[Vec<Node>]| group.last().map_or(0, Vec::len);
        let before = nodes_of_last(group);
        type_members(group, &tail, text);
        // Members that became names are one node each now, and the tail has moved up with them.
        let member = tail.member.saturating_sub(before.saturating_sub(nodes_of_last(group)));
        // The members that were found vouch for those that only their neighbours make names.
        let found = |new: bool| {
            let of_kind = group.iter().flatten().filter(|node| node.name() == Some(tail.kind));
            of_kind.filter(|node| !new || !matches!(node.origin, Some(Origin::Form(_)))).count()
        };
        let vouchers = found(false);
        if found(true) > 0 || vouchers > 1 {
            type_members(group, &Tail { vouchers, member, ..tail }, text);
        }
        if tail.kind == EntityType::Project {
            beside_a_project(group, text);
        }
    } else if group.len() > 1 && group.iter().flatten().any(|node| node.span.of(text) == "村") {
        beside_a_village(group, text);
    } else if group.len() > 2 && introduced(group, text) {
        beside_a_project(group, text);
    } else if group.len() > 1 {
        beside_a_firm(group, text);
        beside_a_project(group, text);
        goods::apply(group, text);
    }
}

/// 店子村、文武村: beside a village a whole member that ends in 村 is one too.
fn beside_a_village(group: &mut [Vec<Node>], text: &str) {
    let is_village = |node: &Node| node.is_place() && node.origin == Some(Origin::Pattern("settlement"));
    if !group.iter().flatten().any(is_village) {
        return;
    }
    for nodes in &mut group[1..] {
        let Some(head) = nodes.iter().position(|node| node.span.of(text) == "村") else { continue };
        let parts = &nodes[..=head];
        let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
        let plain = parts.iter().all(|node| {
            node.is_place()
                || !matches!(node.class, Class::Name(_) | Class::Open | Class::Close)
                    && node.span.of(text).chars().all(is_han)
        });
        if (3..=4).contains(&length) && plain {
            let mut name = composite(parts, EntityType::Place);
            name.level = Some(PlaceLevel::Village);
            name.origin = Some(Origin::Pattern("settlement"));
            nodes.splice(..=head, [name]);
        }
    }
}

/// 7个项目分别是甲设备制造、乙材料生产、丙机电制造: what a list of projects is announced by makes each member one.
fn introduced(group: &mut [Vec<Node>], text: &str) -> bool {
    let announced = |nodes: &[Node]| {
        let project =
            nodes.iter().position(|node| node.span.of(text).ends_with("项目") && node.name().is_none())?;
        let verb = (project + 1..nodes.len().min(project + 4))
            .find(|at| matches!(nodes[*at].span.of(text), "是" | "为" | "包括" | "有"))?;
        (verb + 1 < nodes.len()).then_some(verb + 1)
    };
    let Some(first) = announced(&group[0]) else { return false };
    let last = group.len() - 1;
    for (position, nodes) in group.iter_mut().enumerate() {
        let from = if position == 0 { first } else { 0 };
        let ends =
            |node: &Node| matches!(node.class, Class::Stop | Class::Open) || node.span.of(text) == "等";
        let to = nodes[from..].iter().position(ends).map_or(nodes.len(), |end| from + end);
        if position < last && to < nodes.len() {
            continue;
        }
        let parts = &nodes[from..to];
        let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
        let branded = parts.iter().any(|node| {
            matches!(
                node.class,
                Class::Brand | Class::Name(EntityType::Company | EntityType::Place) | Class::Number
            )
        });
        let branded = branded || parts.len() > 2 && is_lone(&parts[0], text) && is_lone(&parts[1], text);
        let named = parts.len() == 1 && parts[0].name().is_some_and(|name| name != EntityType::Company);
        let partly = parts.iter().any(|node| {
            matches!(
                node.class,
                Class::Name(EntityType::Project | EntityType::Park | EntityType::Infrastructure)
            )
        });
        if parts.len() > 1 && branded && !named && !partly && (4..=24).contains(&length) {
            let name = composite(parts, EntityType::Project);
            nodes.splice(from..to, [name]);
        }
    }
    true
}

/// 泰和芳纶、宁夏越华科技有限公司: beside a full name a whole member of a brand and a trade is a firm too.
fn beside_a_firm(group: &mut [Vec<Node>], text: &str) {
    let of_firm = |rule| Some(Origin::Pattern(rule));
    let full = group.iter().flatten().any(|node| node.origin == of_firm("company-legal-form"));
    let short = group.iter().flatten().filter(|node| node.origin == of_firm("company-brand-trade")).count();
    if !full && short < 2 {
        return;
    }
    let last = group.len() - 1;
    for nodes in &mut group[..last] {
        let length: usize = nodes.iter().map(|node| node.span.of(text).chars().count()).sum();
        let trade =
            nodes.last().and_then(|last| last.head).is_some_and(|head| head.grammar == Grammar::BrandTrade);
        let brand = nodes.len() > 1
            && nodes[..nodes.len() - 1].iter().all(|node| {
                node.is_place()
                    || matches!(node.class, Class::Brand | Class::Noun | Class::Weak | Class::Measure)
            });
        if trade && brand && (4..=6).contains(&length) {
            let name = composite(nodes, EntityType::Company);
            *nodes = vec![name];
        }
    }
}

/// 同飞电容器项目, 大酒店改造工程: beside a project that is one by itself a whole member that ends in 项目 is one too.
fn beside_a_project(group: &mut [Vec<Node>], text: &str) {
    let is_project = |node: &Node| node.name() == Some(EntityType::Project);
    if !group.iter().flatten().any(is_project) {
        return;
    }
    for nodes in &mut group[1..] {
        let end = nodes.iter().position(|node| node.span.of(text) == "等").unwrap_or(nodes.len());
        let parts = &nodes[..end];
        let Some((head, before)) = parts.split_last() else { continue };
        let length: usize = before.iter().map(|node| node.span.of(text).chars().count()).sum();
        let whole = matches!(head.span.of(text), "项目" | "工程")
            && head.name().is_none()
            && (4..=24).contains(&length)
            && before.iter().all(|node| is_material(node, EntityType::Project) || node.class == Class::Other)
            && !before.iter().all(|node| matches!(node.class, Class::Generic | Class::Number | Class::Digit));
        if whole {
            let name = composite(parts, EntityType::Project);
            nodes.splice(..end, [name]);
        }
    }
}

/// 耐|美|特等|骨干企业: the lexicon joins 等 to the character before it where a list ends.
fn part_etc(nodes: &mut Vec<Node>, text: &str) {
    const ETC: usize = '等'.len_utf8();
    if nodes.iter().any(|node| node.span.of(text) == "等") {
        return;
    }
    let Some(at) = nodes.iter().position(|node| {
        let word = node.span.of(text);
        word.ends_with('等') && word.len() == 2 * ETC && node.name().is_none() && node.head.is_none()
    }) else {
        return;
    };
    let behind = &nodes[at + 1..];
    let closes = behind.first().is_some_and(|next| matches!(next.class, Class::Number | Class::Digit))
        || behind.iter().take(5).any(|next| head_kind(next, text).is_some());
    if closes {
        let mut etc = nodes[at].clone();
        let middle = etc.span.end - ETC;
        etc.span.start = middle;
        etc.class = Class::Stop;
        nodes[at].span.end = middle;
        nodes[at].class = Class::Brand;
        nodes.insert(at + 1, etc);
    }
}

/// What stands behind the last member.
struct Tail {
    /// The number of nodes of the last clause that are the last member.
    member: usize,
    /// The type that the noun gives.
    kind: EntityType,
    /// Whether 等 closes the enumeration.
    etc: bool,
    /// Whether the noun is that of works (水电站, 水库), which have the names of places.
    works: bool,
    /// Whether the number of the listed is told: 等5个项目.
    counted: bool,
    /// How many members have been found to be names.
    vouchers: usize,
}

/// Finds 等…企业 or 6条高速公路 in the last clause.
fn tail(nodes: &[Node], text: &str) -> Option<Tail> {
    let etc = nodes.iter().position(|node| node.span.of(text) == "等");
    let (member, from, etc) = match etc {
        Some(at) if at > 0 => (at, at + 1, true),
        Some(_) => return None,
        None => {
            if let Some(at) = represented(nodes, text) {
                (at, at + 1, true)
            } else {
                counted(nodes, text)?
            }
        }
    };
    if represented(nodes, text).is_some_and(|at| at == member) && nodes.len() == member + 2 {
        // 以甲、乙、丙为龙头: what leads is a firm.
        return Some(Tail {
            member,
            kind: EntityType::Company,
            etc,
            works: false,
            counted: false,
            vouchers: 1,
        });
    }
    // 集甲、乙等为一体的: nothing is counted.
    if nodes.get(from).is_some_and(|next| matches!(next.span.of(text), "为" | "于" | "在")) {
        return None;
    }
    let counted = nodes.get(from).is_some_and(|node| matches!(node.class, Class::Number | Class::Digit));
    for (offset, node) in nodes[from..].iter().take(8).enumerate() {
        if let Some(kind) = head_kind(node, text) {
            let works = node.head.is_some_and(|head| head.grammar == Grammar::Facility);
            return Some(Tail { member, kind, etc, works, counted, vouchers: 0 });
        }
        // 等玉米加工及配套企业
        if is_conjunction(node, text)
            && nodes.get(from + offset + 1).is_some_and(|next| matches!(next.span.of(text), "配套" | "相关"))
        {
            continue;
        }
        // 等一批制造业疏解大项目
        let told =
            counted || nodes.get(from).is_some_and(|next| matches!(next.span.of(text), "一批" | "多个"));
        if (matches!(node.class, Class::Stop | Class::Open | Class::Close)
            || node.class == Class::Verb && !told)
            && node.span.of(text) != "的"
        {
            return None;
        }
    }
    None
}

/// Where the count behind the last member stands: 6|条|高速公路, 两个|项目. No 等 closes such an enumeration.
fn counted(nodes: &[Node], text: &str) -> Option<(usize, usize, bool)> {
    let at = nodes.iter().position(|node| {
        matches!(node.class, Class::Number | Class::Digit)
            || (node.class == Class::Generic
                && node.span.of(text).starts_with(['两', '三', '四', '五'])
                && node.span.of(text).ends_with('个'))
    })?;
    // 3|条 and 三条.
    let counted = nodes[at].span.of(text).ends_with(['条', '家', '个', '座', '项', '所', '户'])
        || nodes.get(at + 1).is_some_and(|node| node.class == Class::Measure || is_counter(node, text));
    (at > 0 && counted).then_some((at, at + 1, false))
}

/// Where 为代表 stands in 以甲、乙、丙为代表的一批企业.
fn represented(nodes: &[Node], text: &str) -> Option<usize> {
    nodes
        .windows(2)
        .position(|pair| pair[0].span.of(text) == "为" && matches!(pair[1].span.of(text), "代表" | "龙头"))
}

fn is_conjunction(node: &Node, text: &str) -> bool {
    matches!(node.span.of(text), "和" | "与" | "及" | "以及")
}

fn is_counter(node: &Node, text: &str) -> bool {
    matches!(node.span.of(text), "家" | "条" | "个" | "户" | "大" | "座" | "项" | "所")
}

/// The type that a plural noun gives to the members before it.
fn head_kind(node: &Node, text: &str) -> Option<EntityType> {
    match node.span.of(text) {
        "企业" | "公司" | "龙头企业" | "骨干企业" | "知名企业" | "央企" | "国企" | "民企" | "上市公司"
        | "链主企业" | "重点企业" | "厂商" | "车企" | "药企" | "集团" | "企业集团" | "银行" | "规上企业" => {
            Some(EntityType::Company)
        }
        // 昭阳、镇雄3个物流枢纽: hubs, stations and ports are called after the places where they are.
        "枢纽" | "物流枢纽" | "车站" | "港口" | "码头" | "口岸" => None,
        // 续建项目, 水利工程.
        text if text.ends_with("项目") || text.ends_with("工程") => Some(EntityType::Project),
        // 高新技术企业, 民营企业.
        text if text.ends_with("企业") => Some(EntityType::Company),
        _ => match node.head?.grammar {
            Grammar::Project => Some(EntityType::Project),
            Grammar::Route | Grammar::Facility => Some(EntityType::Infrastructure),
            _ => None,
        },
    }
}

fn type_members(group: &mut [Vec<Node>], tail: &Tail, text: &str) {
    let last = group.len() - 1;
    for (position, nodes) in group.iter_mut().enumerate() {
        let end = if position == last { tail.member } else { nodes.len() };
        // A和B, A与B inside one clause are two members.
        let mut members = Vec::new();
        let mut right = end;
        for at in (0..end).rev() {
            // 和辉光电: a member behind a comma does not begin with a conjunction.
            // 和邦: nor is what stands before one character.
            let joined = at + 2 == right && nodes[at].span.of(text) == "和" && is_lone(&nodes[at + 1], text);
            if is_conjunction(&nodes[at], text) && (at > 0 || position == 0) && !joined {
                members.push((at + 1, right));
                right = at;
            }
        }
        members.push((0, right));
        for (index, &(from, to)) in members.iter().enumerate() {
            let leftmost = index == members.len() - 1;
            let open_left = position == 0 && leftmost;
            // Only members behind a comma or conjunction, or the first, are complete.
            if let Some((start, end)) = member(&nodes[..to], from, open_left, tail, text)
                // 朱日|和|风场: what 和 parts may be one name.
                && (members.len() == 1 || tail.kind != EntityType::Project || end - start > 2 || nodes[start..end].iter().any(|node| node.name().is_some()))
            {
                let kind = kind_of(&nodes[start..end], tail.kind, text);
                let name = composite(&nodes[start..end], kind);
                nodes.splice(start..end, [name]);
            }
        }
    }
}

/// A park is a park and a bridge a work also where the text counts them as projects.
fn kind_of(parts: &[Node], listed: EntityType, text: &str) -> EntityType {
    let end = parts.last().map_or("", |last| last.span.of(text));
    if listed != EntityType::Project {
        return listed;
    }
    if ["园", "园区", "基地"].iter().any(|park| end.ends_with(park)) {
        EntityType::Park
    } else if ["桥", "高速", "高速公路", "铁路", "高铁"].iter().any(|work| end.ends_with(work)) {
        EntityType::Infrastructure
    } else {
        listed
    }
}

/// The range of one member that is to become a name, or `None` when it is one already or can't be.
fn member(nodes: &[Node], from: usize, open_left: bool, tail: &Tail, text: &str) -> Option<(usize, usize)> {
    let kind = tail.kind;
    let end = nodes.len();
    let mut start = end;
    while start > from
        && is_material(&nodes[start - 1], kind)
        // 这些风机会直接为|多晶硅等项目: a sentence, no name.
        && !(open_left && kind == EntityType::Project && "为会将把对向给让使".contains(nodes[start - 1].span.of(text)))
    {
        start -= 1;
    }
    // 引进|立|达信: behind a verb or a function word of two characters the name itself begins.
    let unstripped = start;
    let begins = open_left
        && (from + 1..end).contains(&start)
        && nodes[start - 1].span.of(text).chars().count() >= 2
        && nodes[start].class == Class::Weak
        && nodes[start]
            .span
            .of(text)
            .chars()
            .all(|c| is_han(c) && !LINKS.contains(c) && !"有如含像".contains(c));
    while start < end
        && !begins
        && (kind == EntityType::Company
            || open_left && matches!(nodes[start].span.of(text), "开发" | "生产" | "建设" | "投资"))
        && (matches!(nodes[start].class, Class::Verb | Class::Weak)
            || open_left && matches!(nodes[start].span.of(text), "建设" | "投资" | "发展" | "开发" | "生产"))
    {
        start += 1;
    }
    if start > from
        && start + 1 == end
        && nodes[start - 1].span.of(text) == "和"
        && is_lone(&nodes[start], text)
    {
        start -= 1;
    }
    // 正|花: between two commas adverbs are characters, too.
    if tail.vouchers > 0 && !open_left && start > from && is_strange(&nodes[from..end], text) {
        start = from;
    }
    if start == end || (!open_left && start != from && kind != EntityType::Infrastructure) {
        return None;
    }
    if open_left && start == from && from == 0 && end - start > 6 {
        return None;
    }
    let parts = &nodes[start..end];
    let last = parts.last().and_then(Node::name);
    // 黄衢南高速|石门互通 is a work also where its neighbours are projects.
    if last == Some(kind)
        || (last == Some(EntityType::Infrastructure)
            && kind == EntityType::Project
            && parts.len() > 1
            && parts[parts.len() - 2].name() == Some(EntityType::Infrastructure))
    {
        return None;
    }
    // 京雄高速|河北|段: the section of a road is the road, and its ends are places.
    if let [road, section @ .., end] = parts
        && road.name() == Some(EntityType::Infrastructure)
        && matches!(end.span.of(text), "段" | "线")
        && section.iter().all(|node| node.is_place())
    {
        return None;
    }
    // 凌科储能 is a project where its neighbours are.
    if let [only] = parts
        && kind == EntityType::Project
        && only.origin == Some(Origin::Pattern("company-brand-trade"))
    {
        return Some((start, end));
    }
    let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
    // 盐|磷|化工: what it is made of is no brand.
    if kind == EntityType::Company
        && let [materials @ .., _] = parts
        && !materials.is_empty()
        && materials.iter().all(|node| MATERIALS.contains(node.span.of(text)))
    {
        return None;
    }
    let proper = parts.iter().any(|node| match node.class {
        Class::Brand => true,
        Class::Name(name) => !matches!(name, EntityType::Industry | EntityType::Product),
        _ => false,
    });
    // What its neighbours alone make a name must begin with a word of its own: 晨曦|灯饰, 宏远|高端|轴承.
    let vouched = tail.vouchers > 0;
    let own_word = vouched
        && (start == from || open_left && start == unstripped)
        && parts.len() > 1
        && parts[0].head.is_none()
        && matches!(parts[0].class, Class::Noun | Class::Adjective)
        && parts[1..].iter().all(|node| node.class != Class::Activity || kind == EntityType::Project);
    let whole: usize = nodes[from..end].iter().map(|node| node.span.of(text).chars().count()).sum();
    let unlikely = |parts: &[Node]| parts.iter().all(Node::is_place) && !tail.works;
    if kind == EntityType::Infrastructure
        && !open_left
        && (2..=4).contains(&whole)
        && !unlikely(&nodes[from..end])
    {
        // Between two commas the whole member is the name, whatever its characters mean: 官地、瓦日.
        return Some((from, end));
    }
    let closed = start == from && !open_left;
    // 盼盼, 三一发达: words that make no sense together, between two commas.
    let strange = vouched && (closed || begins) && is_strange(parts, text);
    // 龙凤、京粮、嘉丰…: among firms a town is the brand of one.
    let called_after_town = closed && tail.vouchers > 1 && is_town(parts, text);
    let fits = match kind {
        EntityType::Company => {
            (proper || strange || (own_word && !open_left && length <= 6))
                && (2..=10).contains(&length)
                && (called_after_town || !parts.iter().all(Node::is_place))
                && parts.iter().all(|node| node.class != Class::Name(EntityType::Project))
        }
        EntityType::Project => {
            let works = parts.len() > 1
                && parts
                    .last()
                    .and_then(|last| last.head)
                    .is_some_and(|head| head.grammar == Grammar::Facility);
            let least = match (closed || bounded(nodes, start)) && is_strange(parts, text) {
                true if vouched => 2,
                true if tail.counted => 3,
                _ => 4,
            };
            (proper || works || own_word || strange)
                && length >= least
                && !parts.iter().all(Node::is_place)
                && !(parts.len() == 1 && parts[0].name().is_some())
        }
        // Two characters that make no sense as a word are what short names of roads look like.
        EntityType::Infrastructure => {
            (2..=6).contains(&length)
                && parts.len() <= 4
                && !unlikely(parts)
                && (proper || (length == 2 && !open_left))
        }
        _ => false,
    };
    fits.then_some((start, end))
}

/// Whether the node is one Han character that is no name.
fn is_lone(node: &Node, text: &str) -> bool {
    node.name().is_none() && node.span.len() == 3 && node.span.of(text).chars().all(is_han)
}

/// Whether something other than a name ends before the node at `start`.
fn bounded(nodes: &[Node], start: usize) -> bool {
    start.checked_sub(1).is_none_or(|before| matches!(nodes[before].class, Class::Stop | Class::Verb))
}

/// Whether the parts are short words and lone characters that make no sense together.
fn is_strange(parts: &[Node], text: &str) -> bool {
    let characters = |node: &Node| node.span.of(text).chars().count();
    let lone = parts.iter().filter(|node| characters(node) == 1).count();
    let length: usize = parts.iter().map(characters).sum();
    (2..=8).contains(&length)
        && 2 * lone >= parts.len()
        && parts.iter().all(|node| {
            let word = node.span.of(text);
            word.chars().all(is_han) && !matches!(word, "的" | "和" | "与" | "及" | "等" | "各" | "其")
        })
}

/// The short name of a county, alone or behind its like: 龙凤, 河南|永泰.
fn is_town(parts: &[Node], text: &str) -> bool {
    parts.len() <= 2
        && parts.iter().all(|node| {
            let name = node.span.of(text);
            node.is_place()
                && matches!(node.level, Some(PlaceLevel::Province | PlaceLevel::County))
                && name.chars().count() == 2
        })
        && parts.last().is_some_and(|last| last.level == Some(PlaceLevel::County))
}

fn is_material(node: &Node, kind: EntityType) -> bool {
    match node.class {
        Class::Brand | Class::Noun | Class::Adjective | Class::Trade | Class::Activity | Class::Generic => {
            true
        }
        Class::Name(name) => name != EntityType::Project,
        Class::Verb | Class::Weak => matches!(kind, EntityType::Project | EntityType::Company),
        Class::Number | Class::Digit | Class::Measure => kind == EntityType::Project,
        Class::Role => kind == EntityType::Infrastructure,
        _ => false,
    }
}

fn composite(parts: &[Node], kind: EntityType) -> Node {
    let mut inner = Vec::new();
    for part in parts.iter().cloned() {
        part.mentions(true, &mut inner);
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
        origin: Some(Origin::Pattern("enumeration")),
        inner,
    }
}
