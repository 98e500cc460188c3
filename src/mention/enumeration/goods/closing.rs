//! What a list of goods or sectors closes with: 等产品, 等产业, 三大产业集群.

use super::words::WORDS;
use crate::entity::EntityType;
use crate::mention::node::{Class, Node};

/// What the enumeration closes with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Closing {
    /// 等产业, 产业集群.
    Sectors,
    /// 以…为主导产业, 以…为核心的产业体系.
    Leading,
    /// 等领域.
    Fields,
    /// 等产品.
    Goods,
    /// Something that is neither goods nor a sector: 等服务.
    Else,
    /// Nothing that says what the members are.
    Open,
}

pub(super) fn closing(group: &[Vec<Node>], text: &str) -> Closing {
    let Some(nodes) = group.last() else { return Closing::Open };
    // 从事甲、乙、丙的研发和生产
    let made = nodes.windows(2).any(|pair| pair[0].is("的", text) && WORDS.made.has(pair[1].span.of(text)));
    let Some(etc) = nodes.iter().position(|node| node.is("等", text)) else {
        if made {
            return Closing::Goods;
        }
        return match () {
            () if counted_sectors(nodes, text) => Closing::Sectors,
            () if leading_sectors(group, text) => Closing::Leading,
            () if ends_with_sector(group, text) => Closing::Sectors,
            () => Closing::Open,
        };
    };
    for node in nodes[etc + 1..].iter().take(4) {
        let word = node.span.of(text);
        if WORDS.sectors.end(word) {
            return Closing::Sectors;
        }
        // 太阳能、风能等|清洁|能源
        let energy = &text[nodes[etc].span.end..];
        if ["清洁能源", "可再生能源", "新能源资源", "绿色能源"].iter().any(|kind| energy.starts_with(kind))
        {
            return Closing::Sectors;
        }
        if word.ends_with("领域") {
            return Closing::Fields;
        }
        // 石墨、碳微球等|负极材料
        let goods = node.name() == Some(EntityType::Product);
        if goods || word.ends_with("产品") || word.ends_with("商品") {
            return Closing::Goods;
        }
        if WORDS.others.end(word) {
            return Closing::Else;
        }
        if matches!(node.class, Class::Stop | Class::Verb) {
            break;
        }
    }
    Closing::Open
}

/// 发展|林果、水产、畜牧和农产品加工业: a verb that only sectors follow, and a sector by its whole name at the end.
fn ends_with_sector(group: &[Vec<Node>], text: &str) -> bool {
    let last = group.last().and_then(|nodes| nodes.last());
    let whole = last
        .is_some_and(|last| last.name() == Some(EntityType::Industry) && last.span.of(text).ends_with('业'));
    whole && group.len() > 1 && is_developed(group, text)
}

/// 5|大|主导产业, 三大产业集群: what counts sectors closes a list of them without 等.
fn counted_sectors(nodes: &[Node], text: &str) -> bool {
    let count = nodes.iter().position(|node| {
        matches!(node.class, Class::Number | Class::Digit)
            || counts(node, text)
            || matches!(node.class, Class::Generic | Class::Weak)
                && node.span.of(text).starts_with(['两', '三', '四', '五', '六'])
    });
    count.is_some_and(|count| {
        nodes[count + 1..]
            .iter()
            .take(4)
            .take_while(|node| !matches!(node.class, Class::Stop | Class::Verb))
            .any(|node| ["产业", "产业集群", "产业链"].iter().any(|end| node.span.of(text).ends_with(end)))
    })
}

/// 以|甲、乙、丙|为|主导产业: what somebody leads with; 以甲、乙|为核心, 以丙、丁|为支撑的产业体系.
pub(super) fn leading_sectors(group: &[Vec<Node>], text: &str) -> bool {
    /// How far behind the role the industry may be named whose parts they are, in bytes (some forty characters).
    const NEAR: usize = 120;
    let by = group[0].iter().any(|node| node.is("以", text));
    let last = group.last().map_or(&[][..], |nodes| nodes);
    let role = last.windows(2).find(|pair| pair[0].is("为", text)).map(|pair| pair[1].span.start);
    let Some(behind) = role.filter(|_| by).map(|role| &text[role..]) else { return false };
    if WORDS.leading.begin(behind) {
        return true;
    }
    let Some((role, ())) = WORDS.role.beginning(behind) else { return false };
    // 园区主要以|甲、乙等|为主
    let of_park = || {
        let by = group[0].iter().find(|node| node.is("以", text)).map_or(0, |by| by.span.start);
        let whose = text[..by].strip_suffix("主要").unwrap_or(&text[..by]);
        role == "主" && WORDS.parks.end(whose)
    };
    if of_park() {
        return true;
    }
    let rest = behind[role.len()..].split(['。', ';', '\n']).next().unwrap_or("");
    rest.starts_with([',', '的', '、']) && rest.find("产业").is_some_and(|at| at <= NEAR)
}

/// 六大, 四大: what counts the members of the list before it.
pub(super) fn counts(node: &Node, text: &str) -> bool {
    let word = node.span.of(text);
    word.ends_with('大') && word.starts_with(['两', '三', '四', '五', '六', '七', '八', '九', '十'])
}

/// Whether sectors are listed though projects are counted: 主要发展电子商务、文化休闲等|产业项目.
pub(in super::super) fn is_of_sectors(group: &[Vec<Node>], etc: usize, text: &str) -> bool {
    let closed = group.last().and_then(|nodes| nodes.get(etc)).is_some_and(|etc| {
        ["等产业项目", "等产业类项目"].iter().any(|closing| text[etc.span.start..].starts_with(closing))
    });
    closed && is_developed(group, text)
}

/// Whether a verb that only sectors follow stands before the list: 主要|发展|电子商务.
pub(super) fn is_developed(group: &[Vec<Node>], text: &str) -> bool {
    group[0]
        .iter()
        .any(|node| matches!(node.span.of(text), "发展" | "主攻" | "培育" | "做强" | "聚焦" | "布局"))
}
