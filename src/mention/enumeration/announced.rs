//! What the words before an enumeration say that its members are: 入驻企业有甲、乙、丙, 主要产品:甲、乙、丙.

use super::super::node::Node;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: AnnouncedWords = "announced.csv";
    /// Nouns that say that firms are listed.
    firms,
    /// Nouns that say that sectors are listed.
    sectors,
    /// Verbs and adverbs between the noun and its list.
    verb,
    /// What counts the kinds that are listed.
    kinds,
}

/// What is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Announced {
    Firms,
    Goods,
    Sectors,
}

/// What the first clause of `group`, or the words before its colon, announce.
pub(super) fn announced(group: &[Vec<Node>], text: &str) -> Option<Announced> {
    let first = group.first()?;
    inside(first, text).map(|(what, _)| what).or_else(|| {
        let before = text[..first.first()?.span.start].strip_suffix(':')?;
        // 其中医药企业46家:
        let before = before.strip_suffix(['家', '户', '个']).map_or(before, |before| {
            before.trim_end_matches(|c: char| c.is_ascii_digit() || "余多".contains(c))
        });
        // 主要产品包括三大类别:
        let before = WORDS.kinds.without_suffix(before).map_or(before, |before| {
            before.trim_end_matches(|c: char| c.is_ascii_digit() || "两二三四五六七八九十几多".contains(c))
        });
        let before = WORDS.verb.without_suffix(before).unwrap_or(before);
        noun(before)
    })
}

/// What the words of a clause announce, and where the list begins behind them: 主要行业|有|化工.
pub(super) fn inside(nodes: &[Node], text: &str) -> Option<(Announced, usize)> {
    let begin = nodes.first()?.span.start;
    let noun = |node: &Node| noun(&text[begin..node.span.end]).filter(|_| node.name().is_none());
    nodes.windows(2).enumerate().take(8).find_map(|(at, pair)| {
        let what = noun(&pair[0])?;
        let verb = nodes[at + 1..].iter().take(2).rposition(|node| is_verb(node.span.of(text)))?;
        // 公司|业务|涉及: the noun beside the verb announces.
        (verb == 0 || noun(&pair[1]).is_none()).then_some((what, at + 2 + verb))
    })
}

/// What a text that ends with a noun for firms or goods announces.
fn noun(text: &str) -> Option<Announced> {
    if WORDS.firms.end(text) {
        Some(Announced::Firms)
    } else if text.ends_with("产品") {
        Some(Announced::Goods)
    } else if WORDS.sectors.end(text) {
        Some(Announced::Sectors)
    } else {
        None
    }
}

fn is_verb(word: &str) -> bool {
    WORDS.verb.has(word)
}
