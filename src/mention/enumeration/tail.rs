//! What stands behind the last member of an enumeration and tells what the members are: 等…企业, 6条高速公路.

use super::super::head::Grammar;
use super::super::node::{Class, Node};
use super::super::telling::Telling;
use super::is_conjunction;
use crate::entity::EntityType;
use crate::text::NormalizedSpan;
use crate::text::signs::{few_in, is_sum};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: TailWords = "tail.csv";
    /// Plural nouns of firms.
    firm,
    /// Verbs that tell of what kind firms are, before their noun.
    kind,
    /// Plural nouns of places.
    place,
    /// Plural nouns of works that are called after the places where they are.
    station,
    /// Plural nouns of parks.
    park,
    /// What makes rules of the projects before it.
    rules,
    /// What is said of works alone, behind the 等 that closes their list.
    begun,
    /// What says behind 等 that the projects before it are few and known.
    ranked,
    /// What else has been done to projects that are counted: 8个|签约|项目.
    stage,
    /// What firms are to the field that they are listed for, behind 为.
    represents,
}

/// 耐|美|特等|骨干企业: the lexicon joins 等 to the character before it where a list ends.
pub(super) fn part_etc(nodes: &mut Vec<Node>, text: &str) {
    const ETC: usize = '等'.len_utf8();
    if nodes.iter().any(|node| node.is("等", text)) {
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
pub(super) struct Tail {
    /// The number of nodes of the last clause that are the last member.
    pub(super) member: usize,
    /// The type that the noun gives.
    pub(super) kind: EntityType,
    /// Whether 等 closes the enumeration.
    pub(super) etc: bool,
    /// Whether the noun is that of works (水电站, 水库), which have the names of places.
    pub(super) works: bool,
    /// Whether the number of the listed is told: 等5个项目.
    pub(super) counted: bool,
    /// How many members have been found to be names.
    pub(super) vouchers: usize,
    /// Whether a verb tells the kind and no noun: firms may begin and open, too.
    pub(super) by_verb: bool,
    /// Whether roads or railways are listed, which may be called after their ends.
    pub(super) lines: bool,
    /// The noun for works of one kind that follows the members: 2条|高速公路.
    pub(super) noun: Option<NormalizedSpan>,
    /// Whether only the members themselves tell that firms are listed, and no noun does.
    pub(super) unsaid: bool,
}

impl Tail {
    /// A noun of this type behind the last member, of which nothing else is known.
    pub(super) fn new(member: usize, kind: EntityType) -> Self {
        Self {
            member,
            kind,
            etc: false,
            works: false,
            counted: false,
            vouchers: 0,
            by_verb: false,
            lines: false,
            noun: None,
            unsaid: false,
        }
    }
}

/// Finds 等…企业 or 6条高速公路 in the last clause.
pub(super) fn tail(nodes: &[Node], text: &str, telling: Telling) -> Option<Tail> {
    let has_etc = telling.any_of(Telling::ETC);
    // 甲区、乙镇、丙嘴等地
    if has_etc && let Some(at) = nodes.iter().position(|node| node.is("等地", text)).filter(|at| *at > 0) {
        let kind = EntityType::Place;
        return Some(Tail { etc: true, ..Tail::new(at, kind) });
    }
    let etc = if has_etc { nodes.iter().position(|node| node.is("等", text)) } else { None };
    let represented = if telling.any_of(Telling::FOR) { represented(nodes, text) } else { None };
    if let Some(member) = great_parks(nodes, text) {
        return Some(Tail { counted: true, ..Tail::new(member, EntityType::Park) });
    }
    let (member, from, etc) = match etc.or(represented) {
        Some(at) => (at, at + 1, true),
        None => counted(nodes, text)?,
    };
    // 以甲、乙、丙为龙头: what leads is a firm.
    if represented == Some(member) && leads(nodes, member, text) {
        return Some(Tail { etc, vouchers: 1, ..Tail::new(member, EntityType::Company) });
    }
    let next = nodes.get(from);
    if next.is_some_and(|next| is_no_tail(next, etc, text)) {
        return None;
    }
    // 甲二期、乙数据工厂等竣工投产
    if etc && next.is_some_and(|next| WORDS.begun.begin(&text[next.span.start..])) {
        let kind = EntityType::Project;
        return Some(Tail { etc, by_verb: true, ..Tail::new(member, kind) });
    }
    let counted = next.is_some_and(|next| {
        let number = matches!(next.class, Class::Number | Class::Digit);
        number || is_few(next, text) || etc && WORDS.ranked.begin(&text[next.span.start..])
    });
    // 甲、乙、丙|3|个|产业园: so do parks alone.
    let found = noun(nodes, from, counted, text)
        .or_else(|| noun(nodes, from, !etc, text).filter(|(_, kind)| *kind == EntityType::Park));
    let Some((noun, kind)) = found else {
        return (etc && counts_firms(&nodes[from..], text)).then(|| Tail {
            etc,
            counted: true,
            ..Tail::new(member, EntityType::Company)
        });
    };
    let counted = counted || !etc && kind == EntityType::Park;
    let works = nodes[noun].head.is_some_and(|head| head.grammar == Grammar::Facility);
    let told = &text[nodes[from].span.start..nodes[noun].span.end];
    let lines = ["公路", "铁路", "高速", "高铁"].iter().any(|line| told.contains(line));
    let noun = (kind == EntityType::Infrastructure).then_some(nodes[noun].span);
    Some(Tail { etc, works, counted, lines, noun, ..Tail::new(member, kind) })
}

/// 等|4|家|已投产, 等|三家|相继开工: firms that are counted, where nothing else is said to be.
fn counts_firms(behind: &[Node], text: &str) -> bool {
    let end = match behind {
        [number, counter, ..]
            if matches!(number.class, Class::Number | Class::Digit) && counter.is("家", text) =>
        {
            2
        }
        [number, ..] if number.span.of(text).ends_with('家') && few_in_front(number.span.of(text)) => 1,
        _ => return false,
    };
    behind.get(end).is_none_or(|next| {
        matches!(next.class, Class::Stop | Class::Verb | Class::Open | Class::Close) && !next.is("的", text)
    })
}

/// Whether a word begins with the number of a few things: 三家.
fn few_in_front(word: &str) -> bool {
    word.chars().next().is_some_and(|first| few_in(&word[..first.len_utf8()]).is_some())
}

/// Whether 为龙头 at `member` says that the members lead, and nothing else that they are.
fn leads(nodes: &[Node], member: usize, text: &str) -> bool {
    nodes.len() == member + 2
        || nodes[member + 1].span.of(text) == "龙头"
            && nodes.get(member + 2).is_some_and(|next| next.span.of(text) == "的")
}

/// Whether the word behind 等 or the number of the members says that nothing is listed, or something else.
fn is_no_tail(next: &Node, etc: bool, text: &str) -> bool {
    match next.span.of(text) {
        // 集甲、乙等为一体的: nothing is counted.
        "为" | "于" | "在" => true,
        // 甲、乙等国家的企业: the countries are listed and not the firms.
        "国家" | "国" | "地区" | "省份" | "国家和地区" => etc,
        _ => false,
    }
}

/// The noun from `from` on that tells what the members are, and the type that it gives them; `counted`: a number stands
/// before it.
fn noun(nodes: &[Node], from: usize, counted: bool, text: &str) -> Option<(usize, EntityType)> {
    /// How many words before the noun may say of what kind they are.
    const NEAR: usize = 8;
    // 等一批制造业疏解大项目
    let told = counted || nodes.get(from).is_some_and(|next| matches!(next.span.of(text), "一批" | "多个"));
    for (at, node) in nodes.iter().enumerate().skip(from).take(NEAR) {
        let behind = &nodes[at + 1..];
        if let Some(kind) = noun_kind(&nodes[from..=at], counted, text) {
            if !qualifies(kind, behind, text) {
                return Some((at, kind));
            }
            continue;
        }
        // 等玉米加工及配套企业, 等科研院所和企业
        let joined = is_conjunction(node, text)
            && behind.first().is_some_and(|next| {
                matches!(next.span.of(text), "配套" | "相关")
                    || head_kind(next, text) == Some(EntityType::Company)
            });
        // 等|上市|企业
        let kind = || {
            behind.first().is_some_and(|next| next.span.of(text).starts_with("企业"))
                && WORDS.kind.has(node.span.of(text))
        };
        // 等96个|已|开工|项目, 等一批|新上|项目
        let already = told && {
            let word = node.span.of(text);
            WORDS.begun.has(word) || WORDS.stage.has(word) || matches!(word, "已" | "拟" | "未")
        };
        let ends = !already && matches!(node.class, Class::Stop | Class::Open | Class::Close)
            || node.class == Class::Verb && !told && !kind();
        if !joined && ends && node.span.of(text) != "的" {
            return None;
        }
    }
    None
}

/// The type that the last of some words gives to the members.
fn noun_kind(words: &[Node], counted: bool, text: &str) -> Option<EntityType> {
    let (node, before) = words.split_last()?;
    let park = || {
        let head = node.head.filter(|head| matches!(head.grammar, Grammar::Park | Grammar::Zone))?;
        (counted && head.kind == EntityType::Park).then_some(EntityType::Park)
    };
    // 等知名|电商|平台
    let platform = || {
        (node.is("平台", text) && matches!(before.last()?.span.of(text), "电商" | "电子商务" | "购物"))
            .then_some(EntityType::Company)
    };
    head_kind(node, text).or_else(park).or_else(platform)
}

/// Whether a noun only says what kind of thing follows: 等园区企业, 等重大项目服务机制.
fn qualifies(kind: EntityType, behind: &[Node], text: &str) -> bool {
    match kind {
        EntityType::Park => behind.first().is_some_and(|next| {
            !matches!(next.class, Class::Stop | Class::Verb | Class::Close) && next.name().is_none()
        }),
        // 6个高速公路|项目
        EntityType::Infrastructure => {
            behind.first().is_some_and(|next| next.is("项目", text) && next.name().is_none())
        }
        EntityType::Project => behind.iter().take(3).any(|next| WORDS.rules.end(next.span.of(text))),
        _ => false,
    }
}

/// Where the count behind the last member stands: 6|条|高速公路, 两个|项目. No 等 closes such an enumeration.
fn counted(nodes: &[Node], text: &str) -> Option<(usize, usize, bool)> {
    // 两|大|项目, 两|重大项目: what three or more are a word for is a character here.
    let few_of = |at: usize| {
        let next = nodes.get(at + 1).map(|node| node.span.of(text));
        let counts = next.is_some_and(|next| {
            next == "大" || ["重大", "重点", "大型"].iter().any(|rank| next.starts_with(rank))
        });
        counts && few_in(nodes[at].span.of(text)).is_some()
    };
    if let Some(at) = (1..nodes.len()).find(|at| few_of(*at)) {
        return Some((at, at + 1, false));
    }
    let at = nodes
        .iter()
        .position(|node| matches!(node.class, Class::Number | Class::Digit) || is_few(node, text))?;
    // 3|条 and 三条.
    let counted = nodes[at].span.of(text).ends_with(['条', '家', '个', '座', '项', '所', '户'])
        || nodes.get(at + 1).is_some_and(|node| node.class == Class::Measure || is_counter(node, text));
    (at > 0 && counted).then_some((at, at + 1, false))
}

/// Whether a word counts a few things: 三个.
fn is_few(node: &Node, text: &str) -> bool {
    let word = node.span.of(text);
    node.class == Class::Generic && word.starts_with(['两', '三', '四', '五']) && word.ends_with('个')
}

/// Where the count of parks stands behind the last of them: 、丙园区|四大|园区. Other things that are so counted are campaigns.
fn great_parks(nodes: &[Node], text: &str) -> Option<usize> {
    let parks = |node: &Node| head_kind(node, text) == Some(EntityType::Park) || node.is("园区", text);
    let at = nodes.windows(2).position(|pair| is_sum(pair[0].span.of(text)) && parks(&pair[1]))?;
    (at > 0).then_some(at)
}

/// Where 为代表 stands in 以甲、乙、丙为代表的一批企业.
pub(super) fn represented(nodes: &[Node], text: &str) -> Option<usize> {
    nodes.windows(2).position(|pair| pair[0].is("为", text) && WORDS.represents.has(pair[1].span.of(text)))
}

fn is_counter(node: &Node, text: &str) -> bool {
    matches!(node.span.of(text), "家" | "条" | "个" | "户" | "大" | "座" | "项" | "所")
}

/// The type that a plural noun gives to the members before it.
fn head_kind(node: &Node, text: &str) -> Option<EntityType> {
    let word = node.span.of(text);
    match word {
        _ if WORDS.firm.has(word) => Some(EntityType::Company),
        // 青岭、白沙、李家坝等村
        _ if WORDS.place.has(word) => Some(EntityType::Place),
        // 昭阳、镇雄3个物流枢纽: hubs, stations and ports are called after the places where they are.
        _ if WORDS.station.has(word) => None,
        _ if WORDS.park.has(word) => Some(EntityType::Park),
        // 吸引了甲风景、乙庭等多个楼盘
        "楼盘" => Some(EntityType::Project),
        // 片剂、软膏剂等八条生产线: lines are called after what they make.
        "生产线" => None,
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
