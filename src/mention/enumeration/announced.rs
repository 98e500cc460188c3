//! What the words before an enumeration say that its members are: 入驻企业有甲、乙、丙, 主要产品:甲、乙、丙.

use super::super::node::Node;

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
    let inside = first.windows(2).enumerate().take(8).find_map(|(at, pair)| {
        let what = noun(pair[0].span.of(text)).filter(|_| pair[0].name().is_none())?;
        let verb = first[at + 1..].iter().take(2).any(|node| is_verb(node.span.of(text)));
        verb.then_some(what)
    });
    inside.or_else(|| {
        let before = text[..first.first()?.span.start].strip_suffix(':')?;
        // 其中医药企业46家:
        let before = before.strip_suffix(['家', '户', '个']).map_or(before, |before| {
            before.trim_end_matches(|c: char| c.is_ascii_digit() || "余多".contains(c))
        });
        let before = VERBS.iter().find_map(|verb| before.strip_suffix(verb)).unwrap_or(before);
        noun(before)
    })
}

/// What a text that ends with a noun for firms or goods announces.
fn noun(text: &str) -> Option<Announced> {
    if ["企业", "公司", "厂家", "厂商"].iter().any(|noun| text.ends_with(noun)) {
        Some(Announced::Firms)
    } else if text.ends_with("产品") {
        Some(Announced::Goods)
    } else if ["主导产业", "支柱产业", "重点产业", "特色产业", "优势产业", "主要产业"]
        .iter()
        .any(|noun| text.ends_with(noun))
    {
        Some(Announced::Sectors)
    } else {
        None
    }
}

/// Verbs and adverbs between the noun and its list.
const VERBS: [&str; 11] =
    ["包括", "主要包括", "主要有", "分别为", "分别是", "有", "为", "是", "如", "涵盖", "如下"];

fn is_verb(word: &str) -> bool {
    VERBS.contains(&word)
}
