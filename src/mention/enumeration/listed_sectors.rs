//! Sectors that the noun behind the list tells, though no dictionary has them: 形成|藏医药、生物科技|等特色产业.

use super::frame::members;
use super::framed_sectors::is_plain_word;
use super::{composite, is_conjunction};
use crate::entity::EntityType;
use crate::mention::node::{Class, Node};
use crate::text::signs::is_sum;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: ListedSectorsWords = "listed_sectors.csv";
    /// Plural nouns of sectors.
    sectors,
    /// Verbs behind which sectors are listed.
    leads,
    /// What the names of sectors end with.
    trade,
    /// What no name of a sector begins with.
    vague,
}

/// How many characters the name of a listed sector may have.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=14;

/// Makes sectors of the members of a list that 等特色产业 or 三大主导产业 closes, where one of them is known.
pub(super) fn apply(group: &mut [Vec<Node>], text: &str) {
    let Some(end) = group.last().and_then(|last| closed(last, text)) else { return };
    let Some(first) = group.first() else { return };
    let limit = if group.len() == 1 { end } else { first.len() };
    // 如青石|三大|山地特色产业、现代物流业等行业: behind a sum begins what is summed up.
    let leads = |node: &Node| {
        let word = node.span.of(text);
        WORDS.leads.has(word) || is_sum(word) || is_conjunction(node, text)
    };
    let lead =
        first[..limit].iter().rposition(|node| leads(node) || !(is_plain_word(node) || is_trade(node)));
    let start = lead.map_or(0, |at| at + 1);
    let known = group.iter().flatten().any(is_trade);
    if !known || start >= limit {
        return;
    }
    let found =
        members(group, start, end, text, |words| Some(if is_sector(words, text) { words.len() } else { 0 }));
    for (clause, range) in found.into_iter().flatten().rev() {
        let name = composite(&group[clause][range.clone()], EntityType::Industry);
        group[clause].splice(range, [name]);
    }
}

/// Where the list ends that a noun of sectors closes: |等|几大|支柱产业, |三大|产业集群.
pub(super) fn closed(last: &[Node], text: &str) -> Option<usize> {
    /// How many words may say of what kind the sectors are.
    const NEAR: usize = 5;
    let ends = |node: &Node| node.is("等", text) || is_sum(node.span.of(text));
    let end = last.iter().position(ends).filter(|end| *end > 0)?;
    let behind = &last[end + 1..];
    let noun = behind.iter().take(NEAR).position(|node| WORDS.sectors.has(node.span.of(text)))?;
    let plain = |node: &Node| node.name().is_none() && !matches!(node.class, Class::Stop | Class::Verb);
    // 等特色产业|项目: nor are they the kind of something else.
    let whole = behind.get(noun + 1).is_none_or(|next| {
        matches!(next.class, Class::Stop | Class::Verb | Class::Open | Class::Close | Class::Weak)
    });
    (behind[..noun].iter().all(plain) && whole).then_some(end)
}

/// Whether the words between two commas name a sector that is no name yet.
fn is_sector(words: &[Node], text: &str) -> bool {
    let [first, .., last] = words else { return false };
    let length: usize = words.iter().map(|node| node.span.of(text).chars().count()).sum();
    let ends = last.name() == Some(EntityType::Industry) || WORDS.trade.end(last.span.of(text));
    ends && LENGTH.contains(&length)
        && !WORDS.vague.begin(first.span.of(text))
        // 合成|材料 between two commas, 汽车|零部件
        && (first.class == Class::Verb || is_plain_word(first) || is_trade(first))
        && words[1..].iter().all(|node| {
            // 铜|冶炼|及|加工
            is_plain_word(node) || is_trade(node) || node.head.is_some() || node.is("及", text)
        })
}

fn is_trade(node: &Node) -> bool {
    matches!(node.name(), Some(EntityType::Industry | EntityType::Product))
}
