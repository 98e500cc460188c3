//! Lists of undertakings that the words before them announce: 7个项目分别是甲设备制造、乙材料生产; 开工项目有:甲、乙.

use super::super::compound::ends_with_cost;
use super::super::node::{Class, Node};
use super::beside::WORDS;
use super::member::{is_lone, is_said_of_kind};
use super::{composite, is_conjunction, kind_of, listed_sectors};
use crate::entity::EntityType;

/// 7个项目分别是甲设备制造、乙材料生产、丙机电制造: what a list of projects is announced by makes each member one.
pub(super) fn introduced(group: &mut [Vec<Node>], text: &str) -> bool {
    let announced = |nodes: &[Node]| {
        if behind_colon(nodes, text) {
            return Some(0);
        }
        if let Some(behind) = announced_before(nodes, text) {
            return Some(behind);
        }
        let project =
            nodes.iter().position(|node| node.span.of(text).ends_with("项目") && node.name().is_none())?;
        let verb = (project + 1..nodes.len().min(project + 4))
            .find(|at| matches!(nodes[*at].span.of(text), "是" | "为" | "包括" | "有"))?;
        (verb + 1 < nodes.len()).then_some(verb + 1)
    };
    let Some(first) = announced(&group[0]) else { return false };
    // 8个项目竣工,涵盖新型储能、合成材料等领域: sectors are listed and no projects.
    if group.last().is_some_and(|last| listed_sectors::closed(last, text).is_some()) {
        return false;
    }
    let last = group.len() - 1;
    for (position, nodes) in group.iter_mut().enumerate() {
        let from = if position == 0 { first } else { 0 };
        // 玻璃制品项目|和|齿轮制造项目: what follows a whole member is one of its own.
        let and = (from + 1..nodes.len())
            .find(|at| is_conjunction(&nodes[*at], text) && nodes[*at - 1].is("项目", text));
        let Some(and) = and else {
            introduced_member(nodes, from, position == last, text);
            continue;
        };
        let mut second = nodes.split_off(and + 1);
        let and = nodes.pop();
        introduced_member(nodes, from, false, text);
        introduced_member(&mut second, 0, position == last, text);
        nodes.extend(and.into_iter().chain(second));
    }
    true
}

/// 工业项目24项,分别是甲公司焦炉优化升级、乙河综合治理等项目: whose members are told one by one, each is one, however it is called.
pub(super) fn one_by_one(group: &mut [Vec<Node>], text: &str) {
    let Some(first) = group.first().and_then(|nodes| {
        let behind = announced_before(nodes, text)?;
        nodes[..behind].iter().any(|node| node.span.of(text).starts_with("分别")).then_some(behind)
    }) else {
        return;
    };
    let last = group.len() - 1;
    for (position, nodes) in group.iter_mut().enumerate() {
        let from = if position == 0 { first } else { 0 };
        let etc = nodes.iter().position(|node| position == last && node.is("等", text));
        let to = etc.unwrap_or(nodes.len());
        let Some(parts) = nodes.get(from..to) else { continue };
        let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
        // What is a name already, or more than a name.
        let is_more = |node: &Node| {
            use EntityType::{Infrastructure, Park, Project};
            matches!(node.name(), Some(Project | Park | Infrastructure))
                || matches!(node.class, Class::Open | Class::Close)
                || is_conjunction(node, text)
                // 甲公司投资建设|的|锂电池
                || node.is("的", text)
        };
        let is_kind = |node: &Node| {
            node.class == Class::Generic
                || matches!(node.name(), Some(EntityType::Industry | EntityType::Product))
        };
        let named = parts.len() > 1
            && (5..=30).contains(&length)
            && !parts.iter().any(is_more)
            && !parts.iter().all(is_kind)
            && !parts.last().is_some_and(|last| is_said_of_kind(last, text));
        if named {
            let name = composite(parts, kind_of(parts, EntityType::Project, text));
            nodes.splice(from..to, [name]);
        }
    }
}

/// Makes a project of the member of such a list that begins at `from`.
fn introduced_member(nodes: &mut Vec<Node>, from: usize, last: bool, text: &str) {
    let from = behind_cost(&nodes[from..], text).map_or(from, |behind| from + behind);
    // 5亿元|冷链物流
    let costed = matches!(&nodes[from..], [number, money, next, ..]
        if number.class == Class::Number && matches!(money.span.of(text), "亿元" | "万元") && !next.is("的", text));
    let from = from + 2 * usize::from(costed);
    let ends = |node: &Node| matches!(node.class, Class::Stop | Class::Open) || node.span.of(text) == "等";
    // 涵盖|新型涂层材料和智能门锁生产项目: its goods are name enough for what ends with 项目.
    let whole = nodes[from..].iter().position(|node| ends(node) && !is_conjunction(node, text));
    let whole = whole.map_or(nodes.len(), |end| from + end);
    let headed = is_headed(&nodes[from..whole], text);
    let to = nodes[from..].iter().position(ends).map_or(nodes.len(), |end| from + end);
    let to = if headed { whole } else { to };
    // 包括总投资3亿元|的|甲项目, 乙公司投资|的|丙项目: the member goes on.
    let goes_on = nodes.get(to).is_some_and(|end| !last || end.is("的", text));
    if goes_on {
        return;
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
        matches!(node.class, Class::Name(EntityType::Project | EntityType::Park | EntityType::Infrastructure))
    });
    // 分别为|轴承锻件|车件生产项目: before a project its other goods are a part of its name.
    let (last_part, others) = parts.split_last().map_or((None, parts), |(last, others)| (Some(last), others));
    let longer = last_part.is_some_and(|last| last.name() == Some(EntityType::Project))
        && !others.is_empty()
        && others.iter().all(|node| {
            node.name() == Some(EntityType::Product) && node.span.end <= parts[parts.len() - 1].span.start
        });
    if longer && parts.windows(2).all(|pair| pair[0].span.end == pair[1].span.start) {
        let name = composite(parts, EntityType::Project);
        nodes.splice(from..to, [name]);
        return;
    }
    // 项目多为技术含量|高、产出效益|高|项目 tells of which kind they are.
    let of_kind = parts.iter().rev().take(2).any(|node| is_said_of_kind(node, text));
    if parts.len() > 1 && !of_kind && (branded || headed) && !named && !partly && (4..=24).contains(&length) {
        let name = composite(parts, EntityType::Project);
        nodes.splice(from..to, [name]);
    }
}

/// 总投资3亿元|的|甲公司冶金阀门: where the member begins behind what it costs.
fn behind_cost(nodes: &[Node], text: &str) -> Option<usize> {
    /// How many words tell the cost at most.
    const NEAR: usize = 8;
    let of = nodes.iter().take(NEAR).position(|node| node.is("的", text))?;
    ends_with_cost(&nodes[..of], text).then_some(of + 1)
}

/// Whether the words before a list say that it is one of undertakings, whatever its members are called after: 开工项目有:|甲、乙,
/// 在谈项目9个,|包括甲、乙.
pub(super) fn is_announced(group: &[Vec<Node>], text: &str) -> bool {
    let Some((nodes, last)) = group.first().zip(group.last()) else { return false };
    // 推介项目90个,其中包括甲、乙等|机构: what the list ends with says what its members are.
    let etc = last.iter().position(|node| node.is("等", text));
    if etc.is_some_and(|etc| last.get(etc + 1).is_some_and(|next| !next.span.of(text).ends_with("项目"))) {
        return false;
    }
    // 引进项目20个,合作机构15家,|包括甲投资: what was spoken of last is listed.
    let last_spoken_of = || {
        let before = &text[..nodes.first()?.span.start];
        let behind = &before[before.rfind("项目")?..];
        Some(!behind.contains(['。', ';', '\n']) && !WORDS.others.are_in(behind))
    };
    behind_colon(nodes, text)
        || announced_before(nodes, text).is_some() && last_spoken_of().unwrap_or_default()
}

/// 开工项目有:甲、乙: whether the words before a colon announce a list of undertakings.
fn behind_colon(nodes: &[Node], text: &str) -> bool {
    let Some(before) = nodes.first().and_then(|first| text[..first.span.start].strip_suffix(':')) else {
        return false;
    };
    let before = ["有", "包括", "分别是", "分别为", "具体是", "具体为", "主要有", "主要包括", "如下"]
        .iter()
        .find_map(|verb| before.strip_suffix(verb))
        .unwrap_or(before);
    // 内资项目5个,具体是:甲、乙
    let counted = before.strip_suffix("个,").unwrap_or(before);
    let uncounted = counted.trim_end_matches(|c: char| c.is_ascii_digit());
    let told = uncounted.len() < counted.len();
    uncounted.strip_suffix("项目").is_some_and(|kind| told || WORDS.stage.end(kind))
}

/// Whether goods and one 项目 behind them are all that a member of a list has.
fn is_headed(parts: &[Node], text: &str) -> bool {
    let Some((last, before)) = parts.split_last() else { return false };
    let project = |node: &Node| node.span.of(text).ends_with("项目");
    last.is("项目", text)
        && last.name().is_none()
        && !before.iter().any(project)
        && before.iter().any(|node| node.name() == Some(EntityType::Product))
}

/// 本次开工的项目,包括|甲: where the list begins whose clause begins with the verb, when its sentence speaks of projects.
fn announced_before(nodes: &[Node], text: &str) -> Option<usize> {
    let first = nodes.first()?;
    let before = text[..first.span.start].strip_suffix([',', ':'])?;
    let verb = nodes.iter().take(3).position(|node| {
        matches!(node.span.of(text), "包括" | "涵盖" | "分别是" | "分别为" | "是" | "为" | "主要有")
    })?;
    let led = nodes[..verb].iter().all(|node| matches!(node.span.of(text), "其中" | "主要" | "分别"));
    let told = matches!(nodes[verb].span.of(text), "是" | "为");
    let sentence = before.rfind(['。', '\n', ';']).map_or(before, |end| &before[end..]);
    let projects = sentence.contains("项目") || sentence.contains("工程");
    (led && (!told || verb > 0) && projects && verb + 1 < nodes.len()).then_some(verb + 1)
}
