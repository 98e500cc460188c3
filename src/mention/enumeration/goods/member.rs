//! The members of a list, and what each is by its own words.

use super::closing::{Closing, counts};
use super::words::{is_done, is_making, is_material, is_other, joins, praises};
use crate::entity::EntityType;
use crate::mention::enumeration::listed::is_listed_sector;
use crate::mention::enumeration::member::WORDS as VERBS;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// One member: the clause that it stands in, and its nodes.
#[derive(Clone, Copy)]
pub(super) struct Member {
    pub(super) clause: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a member is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Known(EntityType),
    /// Words that end with the name of goods: 速冻|水饺.
    Longer,
    /// Words that may name goods.
    Words,
    /// A verb and goods: 控制|电缆, or a sentence.
    Processed,
    /// What is done to something: a sector at most.
    Done,
    /// A general word for a sector: 金融.
    Listed,
    Other,
}

impl Kind {
    /// What the words around the list make of it: `made` tells that goods are listed, `sectors` that sectors are.
    pub(super) fn among(self, parts: &[Node], made: bool, sectors: bool, text: &str) -> Self {
        match self {
            Self::Other | Self::Processed if made && is_wording(parts, text) => Self::Words,
            Self::Known(EntityType::Industry) => self,
            _ if sectors && is_listed(parts, text) => Self::Listed,
            // 蒸汽、热水制备、销售: what is done with the goods before.
            Self::Words | Self::Done if sectors && parts.iter().all(|node| is_done(node, text)) => {
                Self::Other
            }
            kind => kind,
        }
    }
}

/// The members of the enumeration: whole clauses, the right end of the first and the left end of the last.
///
/// `told` is where the words end that announce the list; behind the last of a list `of_goods` stands what is done with them.
pub(super) fn members(
    group: &[Vec<Node>],
    closing: Closing,
    told: Option<usize>,
    of_goods: bool,
    text: &str,
) -> Vec<Member> {
    let last = group.len() - 1;
    let mut out = Vec::new();
    for (clause, nodes) in group.iter().enumerate() {
        // Before the words that announce a list stands whatever a sentence has.
        let from = if clause == 0 { told.unwrap_or(0) } else { 0 };
        let end = if clause == last {
            let etc = nodes.iter().position(|node| matches!(node.span.of(text), "等" | "的"));
            let end = || {
                nodes[from..]
                    .iter()
                    .position(|node| {
                        counts(node, text)
                            || !is_material(node) && !joins(node, text) && told.is_none_or(|_| !is_soft(node))
                    })
                    .map_or(nodes.len(), |at| from + at)
            };
            etc.filter(|_| closing == Closing::Goods).unwrap_or_else(end)
        } else {
            nodes.len()
        };
        let start = if clause == 0 {
            let ends = |node: &Node| {
                !is_material(node) || node.class == Class::Activity || is_making(node, text)
                    // 将|建设|精密零部件、锻件
                    || VERBS.activity.has(node.span.of(text))
                    // 区内|汽车, 高新区|电子信息
                    || node.span.of(text).ends_with(['内', '区'])
            };
            // 带动|包装: the last word may be a sector that is a verb elsewhere.
            let listed = matches!(closing, Closing::Sectors | Closing::Leading | Closing::Fields)
                && nodes.len() > 1
                && nodes
                    .last()
                    .is_some_and(|last| is_listed_sector(last.span.of(text)) && !is_making(last, text));
            let from = nodes[..nodes.len() - usize::from(listed)].iter().rposition(ends);
            told.unwrap_or_else(|| from.map_or(0, |at| at + 1))
        } else {
            0
        };
        let mut from = start;
        for at in start..=end.max(start) {
            if at == end || nodes.get(at).is_some_and(|node| joins(node, text)) {
                // 纸袋|加工|销售: what is done with the last is no part of it.
                let done = nodes[from..at].iter().rev().take_while(|node| is_done(node, text)).count();
                let goods = of_goods && clause == last && done < at - from;
                let done = if goods { done } else { 0 };
                if at > from || !nodes.get(at).is_some_and(|node| is_other(node, text)) {
                    out.push(Member { clause, start: from, end: at - done });
                }
                from = at + 1;
            }
        }
    }
    out
}

/// What a member is by its own words.
pub(super) fn kind(nodes: &[Node], member: Member, text: &str) -> Kind {
    let parts = &nodes[member.start..member.end];
    match parts {
        [only] if only.name().is_some() => only.name().map_or(Kind::Other, Kind::Known),
        // 设计、生产、|销售|复合纸: the verb is no part of the goods.
        [first, only] if only.name() == Some(EntityType::Product) && is_done(first, text) => {
            Kind::Known(EntityType::Product)
        }
        [] => Kind::Other,
        [first, rest @ ..]
            if rest.len() < 4
                && is_material(first)
                // 辣椒|丝: inside the member characters that are words elsewhere, too.
                && rest.iter().all(|node| {
                    is_material(node)
                        || matches!(node.class, Class::Weak | Class::Measure)
                        || node.span.of(text) == "用"
                }) =>
        {
            // 带动|包装: the first member may have the verb of the sentence in it.
            let led = member.clause == 0
                && member.start > 0
                && !matches!(nodes[member.start - 1].class, Class::Stop | Class::Verb)
                && !is_making(&nodes[member.start - 1], text);
            let ends = parts.last().and_then(Node::name);
            if led {
                Kind::Other
            } else if ends == Some(EntityType::Product) && !is_making(first, text) && !praises(first, text) {
                Kind::Longer
            } else {
                Kind::Words
            }
        }
        [first, .., last]
            if parts.len() <= 4
                && member.clause > 0
                && first.class == Class::Verb
                && last.name() == Some(EntityType::Product)
                && !is_making(first, text)
                && parts[1..].iter().all(is_material) =>
        {
            Kind::Processed
        }
        // 检验|检测: a sector may be called after what is done.
        [first, second]
            if is_material(first)
                && second.class == Class::Verb
                && member.clause > 0
                && !is_making(second, text) =>
        {
            Kind::Done
        }
        _ => Kind::Other,
    }
}

/// What may stand inside a member though it is no material elsewhere.
fn is_soft(node: &Node) -> bool {
    matches!(node.class, Class::Weak | Class::Measure | Class::Verb | Class::TradeVerb)
}

/// 起泡|酒, 干|酒, 踢|脚|线: words of which some are no material elsewhere.
fn is_wording(parts: &[Node], text: &str) -> bool {
    let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
    (2..=12).contains(&length)
        && parts.last().is_some_and(is_material)
        && parts.iter().all(|node| {
            node.span.of(text).chars().all(is_han)
                && (is_material(node) || matches!(node.class, Class::Weak | Class::Measure | Class::Verb))
        })
}

/// Whether the words of a member are those of a general sector.
fn is_listed(parts: &[Node], text: &str) -> bool {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    is_listed_sector(&text[first.span.start..last.span.end])
}
