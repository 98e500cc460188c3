//! Members that their neighbours alone make names: beside a village, a firm or a project stands another.

use std::ops::Range;

use super::super::Origin;
use super::super::head::Grammar;
use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::member::{is_lone, is_material, is_said_of_kind};
use super::{composite, is_conjunction};
use crate::entity::{EntityType, PlaceLevel};
use crate::text::word_list::word_lists;

word_lists! {
    pub(super) static WORDS: BesideWords = "beside.csv";
    /// What ends the names of parks that are listed side by side.
    park,
    /// Words before a park that are no part of its name.
    no_brand,
    /// Stages of the projects that a list names.
    stage,
    /// Verbs whose objects are the projects that a list names.
    lead,
    /// Nouns that say, behind 项目, that others than projects are listed.
    others,
}

/// 店子村、文武村: beside a village a whole member that ends in 村 is one too.
pub(super) fn beside_a_village(group: &mut [Vec<Node>], text: &str) {
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

/// 娑坪乡、堂上镇、赤沙洼乡: beside a township that a table has, a whole member that ends in 镇 or 乡 is one too.
pub(super) fn beside_a_town(group: &mut [Vec<Node>], text: &str) {
    let is_town =
        |node: &Node| node.level == Some(PlaceLevel::Township) && node.span.of(text).ends_with(['镇', '乡']);
    if !group.iter().flatten().any(is_town) {
        return;
    }
    for nodes in &mut group[1..] {
        let Some(head) = nodes.iter().take(5).position(|node| matches!(node.span.of(text), "镇" | "乡"))
        else {
            continue;
        };
        let parts = &nodes[..=head];
        let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
        let plain = parts.iter().all(|node| {
            !matches!(node.class, Class::Open | Class::Close | Class::Stop | Class::Generic)
                && node.span.of(text).chars().all(is_han)
        });
        let ends = nodes
            .get(head + 1)
            .is_none_or(|next| matches!(next.class, Class::Stop | Class::Verb | Class::Weak | Class::Number));
        if (3..=5).contains(&length) && parts.len() > 1 && plain && ends {
            let mut name = composite(parts, EntityType::Place);
            name.level = Some(PlaceLevel::Township);
            name.origin = Some(Origin::Pattern("settlement"));
            nodes.splice(..=head, [name]);
        }
    }
}

/// 禾丰|园、石湾|园、青树|园: in a list of parks a whole member that ends in 园 or 园区 is one.
pub(super) fn beside_a_park(group: &mut [Vec<Node>], text: &str) {
    let ends = |node: &Node| WORDS.park.has(node.span.of(text));
    let is_park = |node: &Node| node.name() == Some(EntityType::Park);
    let parks = group.iter().filter(|nodes| nodes.iter().any(|node| is_park(node) || ends(node))).count();
    if parks < 2 {
        return;
    }
    let last = group.len() - 1;
    for (position, nodes) in group.iter_mut().enumerate() {
        let Some(end) = nodes.iter().take(5).position(|node| ends(node) && node.name().is_none()) else {
            continue;
        };
        // 双新|经济开发区: the first is one where nothing else stands in its clause.
        if position == 0 && (end + 1 < nodes.len() || end > 2) {
            continue;
        }
        let joined = nodes[..end].iter().rposition(|node| is_conjunction(node, text));
        let start = joined.map_or(0, |and| and + 1);
        let parts = &nodes[start..=end];
        let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
        let whole = (end + 1 == nodes.len() || position == last)
            && (3..=10).contains(&length)
            && parts.len() > 1
            && !is_granted(&parts[0], text)
            && parts[..parts.len() - 1].iter().enumerate().all(|(at, node)| {
                // 青|五|产业园区: behind a brand one numeral counts nothing.
                let called = at > 0 && node.span.len() == '五'.len_utf8();
                !matches!(node.class, Class::Stop | Class::Open | Class::Close | Class::Generic)
                    && (node.class != Class::Number || called)
                    && !is_park(node)
            });
        if whole {
            let name = composite(parts, EntityType::Park);
            nodes.splice(start..=end, [name]);
        }
    }
}

/// 自治区|优秀|工业园区 beside other honours: what the state or a part of it grants begins so.
fn is_granted(first: &Node, text: &str) -> bool {
    const GRANTING: [&str; 8] = ["国家", "国家级", "全国", "自治区", "自治区级", "省级", "全省", "市级"];
    GRANTING.contains(&first.span.of(text))
}

/// 泰和芳纶、宁夏越华科技有限公司: beside a full name a whole member of a brand and a trade is a firm too.
pub(super) fn beside_a_firm(group: &mut [Vec<Node>], text: &str) {
    let of_firm = |node: &Node, by: &str| matches!(node.origin, Some(Origin::Pattern(rule)) if rule == by);
    let full = group.iter().flatten().any(|node| of_firm(node, "company-legal-form"));
    // So do firms that a table has, where they are told to belong to one.
    let owned =
        || group[0].iter().any(|node| matches!(node.span.of(text), "所属" | "旗下" | "下属" | "下辖"));
    let known = |node: &Node| {
        node.name() == Some(EntityType::Company) && matches!(node.origin, Some(Origin::Form(_)))
    };
    let known = if owned() { 2 * group.iter().flatten().filter(|node| known(node)).count() } else { 0 };
    let short = known + group.iter().flatten().filter(|node| of_firm(node, "company-brand-trade")).count();
    let branches = group.iter().filter(|nodes| {
        matches!(&nodes[..], [place, firm] if place.is_place() && firm.name() == Some(EntityType::Company))
    });
    if !full && short < 2 && branches.count() < 2 {
        return;
    }
    let last = group.len() - 1;
    for nodes in &mut group[..last] {
        // 台州|海晨泵业
        if let [place, firm] = &nodes[..]
            && place.is_place()
            && !place.span.of(text).ends_with(['省', '市', '县', '区'])
            && (of_firm(firm, "company-brand-trade")
                || firm.name() == Some(EntityType::Company) && firm.span.len() == 6)
        {
            let name = composite(nodes, EntityType::Company);
            *nodes = vec![name];
            continue;
        }
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

/// 江州春兰、宁州奥斯、广州|美|的等等: where firms are called by their place and their brand, every member that begins with a place
/// and has two to four characters behind it is one.
pub(super) fn called_by_place(group: &mut [Vec<Node>], text: &str) {
    let known = group.iter().flatten().any(|node| node.name() == Some(EntityType::Company));
    // Without a firm none of what follows is found.
    if group.len() < 3 || !known {
        return;
    }
    share_place(group, text);
    let is_short = |node: &Node| {
        matches!(node.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
            && !node.span.of(text).ends_with(['省', '市', '区', '盟'])
            && (!node.span.of(text).ends_with('州') || node.span.len() == 6)
    };
    let part_of_last = |nodes: &[Node]| {
        nodes.iter().position(|node| matches!(node.span.of(text), "等" | "等等")).unwrap_or(nodes.len())
    };
    let called = group.iter().filter(|nodes| {
        let end = part_of_last(nodes);
        match &nodes[..end] {
            [place, firm] => is_short(place) && firm.name() == Some(EntityType::Company),
            [.., firm] => {
                firm.name() == Some(EntityType::Company)
                    && firm.inner.first().is_some_and(|inner| {
                        inner.kind == EntityType::Place && inner.span.start == firm.span.start
                    })
            }
            [] => false,
        }
    });
    let shaped = |nodes: &Vec<Node>| match &nodes[..part_of_last(nodes)] {
        [place, brand @ ..] => {
            let length: usize = brand.iter().map(|node| node.span.of(text).chars().count()).sum();
            is_short(place) && (2..=3).contains(&length)
        }
        [] => false,
    };
    if called.count() < 2 && !group.iter().all(shaped) {
        return;
    }
    for nodes in group.iter_mut() {
        let end = part_of_last(nodes);
        let Some((place, brand)) = nodes[..end].split_first() else { continue };
        let length: usize = brand.iter().map(|node| node.span.of(text).chars().count()).sum();
        let adjacent = brand.first().is_some_and(|first| first.span.start == place.span.end);
        let plain = brand.iter().all(|node| {
            node.span.of(text).chars().all(is_han)
                && !matches!(node.class, Class::Number | Class::Digit | Class::Generic)
                && matches!(node.name(), None | Some(EntityType::Company))
        });
        if is_short(place) && adjacent && plain && (2..=4).contains(&length) {
            let name = composite(&nodes[..end], EntityType::Company);
            nodes.splice(..end, [name]);
        }
    }
}

/// 化县|昱丰冶炼、|化县恒达铁合金|: where another firm begins with the same place, this is a part of the name.
fn share_place(group: &mut [Vec<Node>], text: &str) {
    let firms: Vec<&str> = group
        .iter()
        .flatten()
        .filter(|node| node.name() == Some(EntityType::Company))
        .map(|node| node.span.of(text))
        .collect();
    let shared = |nodes: &[Node]| match nodes {
        [.., place, firm] => {
            place.is_place()
                && firm.name() == Some(EntityType::Company)
                && !place.span.of(text).ends_with(['省', '市', '县', '区'])
                && firms.iter().any(|other| other.starts_with(place.span.of(text)))
        }
        _ => false,
    };
    let found: Vec<bool> =
        group.iter().enumerate().map(|(at, nodes)| (at == 0 || nodes.len() == 2) && shared(nodes)).collect();
    for (nodes, _) in group.iter_mut().zip(found).filter(|(_, found)| *found) {
        let start = nodes.len() - 2;
        let name = composite(&nodes[start..], EntityType::Company);
        nodes.splice(start.., [name]);
    }
}

/// 同飞电容器项目, 大酒店改造工程: beside a project that is one by itself a whole member that ends in 项目 is one too.
pub(super) fn beside_a_project(group: &mut [Vec<Node>], text: &str) {
    let is_project = |node: &Node| node.name() == Some(EntityType::Project);
    if !group.iter().flatten().any(is_project) {
        return;
    }
    let last = group.len();
    for (position, nodes) in group.iter_mut().enumerate() {
        let end = nodes.iter().position(|node| node.is("等", text)).unwrap_or(nodes.len());
        // 华能青石100万千瓦光伏, 乙公司年产3万吨电池箔: a firm or place and a capacity with its goods.
        let owner = nodes
            .first()
            .is_some_and(|first| matches!(first.name(), Some(EntityType::Company | EntityType::Place)));
        let capacity = nodes[..end]
            .iter()
            .position(|node| node.class == Class::Number)
            .is_some_and(|at| at > 0 && at <= 3 && at + 2 < end);
        if owner
            && capacity
            && position + 1 < last
            && nodes[..end].iter().all(|node| is_part_of_project(node, text))
            && !nodes[..end].iter().any(|node| node.span.of(text).ends_with('元'))
        {
            let name = composite(&nodes[..end], EntityType::Project);
            nodes.splice(..end, [name]);
            continue;
        }
        // 浮法玻璃生产线项目|和|光伏盖板项目: behind the head of one a conjunction parts it from the next.
        let mut end = end;
        while let Some(and) = nodes[..end].iter().rposition(|node| is_conjunction(node, text))
            && and > 0
            && is_headed(&nodes[and - 1], text)
        {
            whole_project(nodes, and + 1..end, false, text);
            end = and;
        }
        whole_project(nodes, 0..end, position == 0, text);
    }
}

/// Whether a node ends a name of a project.
fn is_headed(node: &Node, text: &str) -> bool {
    node.name() == Some(EntityType::Project) || node.span.of(text).ends_with("项目")
}

/// Names a member that ends in 项目 as a whole. Before the first of a list other words may stand.
fn whole_project(nodes: &mut Vec<Node>, member: Range<usize>, first: bool, text: &str) {
    let Some((head, before)) = nodes[member.clone()].split_last() else { return };
    let is_goods = |node: &Node| node.name() == Some(EntityType::Product);
    // 恒特工业无人机项目、乙项目: the first member is whole where the sentence or a part of it begins with its brand.
    let begins = || {
        let Some(first) = before.first() else { return false };
        let brand = first.class == Class::Brand
            || before.len() > 2 && before[..2].iter().all(|node| is_lone(node, text));
        let open = text[..first.span.start].ends_with([',', '。', ';', '\n', ':']) || first.span.start == 0;
        brand
            && open
            && before.iter().any(is_goods)
            && !before.iter().any(|node| matches!(node.class, Class::Verb | Class::Stop | Class::Role))
    };
    // 甲镇引进|铝合金型材项目、乙项目: so is the first where a verb stands before it whose object all are.
    let led = if first && !begins() {
        let Some(lead) = before.iter().rposition(|node| WORDS.lead.has(node.span.of(text))) else { return };
        if !before[lead + 1..].iter().any(is_goods) {
            return;
        }
        lead + 1
    } else {
        0
    };
    let before = &before[led..];
    let length: usize = before.iter().map(|node| node.span.of(text).chars().count()).sum();
    // 浮法玻璃|生产线项目
    let of_goods = || head.span.of(text).ends_with("项目") && before.last().is_some_and(is_goods);
    let whole = (matches!(head.span.of(text), "项目" | "工程") || of_goods())
        && head.name().is_none()
        && (4..=24).contains(&length)
        && before.iter().all(|node| is_part_of_project(node, text) || node.class == Class::Other)
        && !before.iter().all(|node| matches!(node.class, Class::Generic | Class::Number | Class::Digit))
        // 技术含量高、产出效益|高|项目 are of a kind.
        && !before.last().is_some_and(|last| is_said_of_kind(last, text));
    if whole {
        let name = composite(&nodes[member.start + led..member.end], EntityType::Project);
        nodes.splice(member.start + led..member.end, [name]);
    }
}

/// Whether a node may stand in the name of a project that is listed.
fn is_part_of_project(node: &Node, text: &str) -> bool {
    is_material(node, EntityType::Project) && node.name() != Some(EntityType::Project)
        || is_conjunction(node, text)
}
