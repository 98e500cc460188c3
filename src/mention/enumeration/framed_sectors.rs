//! Sectors that the words on both sides of them tell, though no dictionary has them: 专注于|远程慢病管理|领域,
//! 是一家|生物技术|公司.

use std::ops::Range;

use super::composite;
use super::frame::{Member, members};
use crate::entity::EntityType;
use crate::mention::node::{Class, Node};
use crate::mention::telling::Telling;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: FramedSectorsWords = "framed_sectors.csv";
    /// Verbs before the field that somebody works in.
    working,
    /// Nouns behind a field.
    field,
    /// What no name of a field begins with.
    vague,
    /// What says before the kind of a firm only how the firm is.
    praise,
    /// Firms, behind their kind.
    firm,
    /// What ends the name of a kind of firms.
    trade,
    /// What tells no kind of firms before such an end.
    plain,
    /// Trades that are the kind of a firm by themselves.
    alone,
    /// What is done with animals and crops.
    raised,
}

/// How many characters the name of a sector in a frame may have.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=12;

/// Makes sectors of what stands in a frame.
pub(super) fn apply(group: &mut [Vec<Node>], text: &str, telling: Telling) {
    let found = if telling.any_of(Telling::FIELD) { fields(group, text) } else { None };
    let rolled = || if telling.any_of(Telling::WHOLE) { rolled(group, text) } else { None };
    let found = found.or_else(rolled);
    let kind = if telling.any_of(Telling::FIRM) { kind_of_firm(group, text) } else { None };
    for (clause, Range { start, end }) in found.into_iter().flatten().chain(kind).rev() {
        let nodes = &mut group[clause];
        let named = matches!(&nodes[start..end], [only] if only.name().is_some());
        if !named {
            let name = composite(&nodes[start..end], EntityType::Industry);
            nodes.splice(start..end, [name]);
        }
    }
}

/// 深耕|于|印染纺织设备、特种纸|领域
fn fields(group: &[Vec<Node>], text: &str) -> Option<Vec<Member>> {
    let last = group.last()?;
    let end = last.iter().position(|node| WORDS.field.has(node.span.of(text)))?;
    let first = group.first()?;
    let clause = first.first()?.span.start;
    let opened = |at: &usize| WORDS.working.end(&text[clause..first[*at].span.start]);
    (1..first.len()).filter(opened).find_map(|at| {
        if group.len() == 1 && at >= end {
            return None;
        }
        members(group, at, end, text, |words| {
            let vague = words.first().is_some_and(|word| WORDS.vague.begin(word.span.of(text)));
            let named = matches!(words, [only] if only.name().is_some());
            let fits = words.iter().all(is_material) && LENGTH.contains(&length(words, text));
            (named || fits && !vague).then_some(words.len())
        })
    })
}

/// 是一家|优秀的|边境|贸易|企业
fn kind_of_firm(group: &[Vec<Node>], text: &str) -> Option<Member> {
    let nodes = group.last()?;
    let end = nodes.iter().rposition(|node| WORDS.firm.has(node.span.of(text)))?;
    let (first, firm) = (nodes.first()?, &nodes[end]);
    // Only what a firm is said to be: 是一家……的……企业.
    let sentence = text[..firm.span.start].rsplit(['。', ';', '\n']).next().unwrap_or("");
    let said = ["一家", "是集", "是国内", "是专业", "是经"].iter().any(|words| sentence.contains(words));
    // What follows makes something else of it: 企业集群, 公司总部.
    let closed = nodes.get(end + 1).is_none_or(|next| next.class == Class::Stop || next.class == Class::Open);
    if !said || !closed {
        return None;
    }
    let start = nodes[..end].iter().rposition(|node| !is_material(node) || is_praise(node, text));
    let start = start.map_or(0, |before| before + 1);
    let opens = start.checked_sub(1).is_some_and(|before| {
        let before = &nodes[before];
        is_praise(before, text)
            || before.is("的", text)
            || WORDS.firm.has(before.span.of(text))
            || text[first.span.start..before.span.end].ends_with("一家")
    });
    let parts = nodes.get(start..end)?;
    let told = match parts {
        [only] => only.name().is_none() && WORDS.alone.has(only.span.of(text)),
        _ => is_trade(parts, text),
    };
    (opens && told).then(|| (group.len() - 1, start..end))
}

/// 集|饲料加工、种鸭养殖、产品销售|为|一体: what is done with animals and crops is a trade, whatever else is listed.
fn rolled(group: &[Vec<Node>], text: &str) -> Option<Vec<Member>> {
    let (first, last) = (group.first()?, group.last()?);
    let together = |pair: &[Node]| matches!(pair[0].span.of(text), "为" | "于") && pair[1].is("一体", text);
    let end = last.windows(2).position(together)?;
    let start = first.iter().position(|node| node.is("集", text))? + 1;
    members(group, start, end, text, |words| {
        let raised = words.last().is_some_and(|last| WORDS.raised.has(last.span.of(text)));
        let fits = raised && words.len() > 1 && words[..words.len() - 1].iter().all(is_raised);
        Some(if fits && LENGTH.contains(&length(words, text)) { words.len() } else { 0 })
    })
}

/// Whether words are the name of a trade: 石墨|加工, but not 现代化|加工.
fn is_trade(parts: &[Node], text: &str) -> bool {
    let Some((last, front)) = parts.split_last() else { return false };
    WORDS.trade.has(last.span.of(text))
        && LENGTH.contains(&length(parts, text))
        && !front.iter().all(|node| WORDS.plain.has(node.span.of(text)))
        && front.first().is_some_and(|first| !WORDS.plain.has(first.span.of(text)))
}

/// How many characters some words have.
fn length(words: &[Node], text: &str) -> usize {
    words.iter().map(|node| node.span.of(text).chars().count()).sum()
}

/// What says only how a firm is: 专业化, 综合型.
fn is_praise(node: &Node, text: &str) -> bool {
    WORDS.praise.has(node.span.of(text))
}

/// What may stand before what is done with animals and crops: 种|鸭.
fn is_raised(node: &Node) -> bool {
    matches!(node.class, Class::Number | Class::Weak) || is_material(node)
}

/// Whether a word may stand in the name of a sector.
fn is_material(node: &Node) -> bool {
    is_plain_word(node)
        || matches!(node.class, Class::Verb | Class::Name(EntityType::Product | EntityType::Industry))
}

/// Whether a word that is neither a verb nor a name may stand in the name of a sector.
pub(super) fn is_plain_word(node: &Node) -> bool {
    matches!(
        node.class,
        Class::Noun
            | Class::Adjective
            | Class::Brand
            | Class::Trade
            | Class::TradeVerb
            | Class::Activity
            | Class::Generic
            | Class::Other
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::Words;

    #[test]
    fn what_is_looked_for_is_told() {
        let told = |word: &str, wanted: Telling| {
            let mut telling = Telling::default();
            word.chars().for_each(|c| telling.note(c.into()));
            telling.any_of(wanted)
        };
        let untold = |words: &Words, wanted| words.iter().find(|word| !told(word, wanted)).map(str::to_owned);
        assert_eq!(untold(&WORDS.field, Telling::FIELD), None, "give Telling::FIELD one of its characters");
        assert_eq!(untold(&WORDS.firm, Telling::FIRM), None, "give Telling::FIRM one of its characters");
    }
}
