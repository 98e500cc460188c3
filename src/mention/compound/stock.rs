//! Firms that are known by their stock: by the code behind the name, 远山幸福(600123), or as 双环股份.

use super::super::around::is_bounded;
use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::WORDS;
use super::stack::{characters, may_name_firm};
use crate::entity::EntityType;

/// Whether a stock code stands in brackets in `clause`.
pub(crate) fn has_stock_code(clause: &str) -> bool {
    clause.match_indices('(').any(|(open, _)| {
        let inside = &clause[open + 1..];
        inside.find(')').is_some_and(|close| is_stock_code(&inside[..close]))
    })
}

/// Where the name of a firm begins that has its stock code in the bracket behind it: 远山幸福(600123), 金湖股份(300888.SZ).
pub(super) fn listed_firm(stack: &[Node], text: &str) -> Option<usize> {
    let [before @ .., last, open, code] = stack else { return None };
    if open.class != Class::Open
        || last.name().is_some_and(|kind| kind != EntityType::Place)
        || !is_stock_code(code.span.of(text))
    {
        return None;
    }
    let mut start = before.len() + 1;
    let mut length = 0;
    while start > 0 {
        let node = &stack[start - 1];
        let part = node.span.of(text).chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())
            && (may_name_firm(node) || matches!(node.class, Class::Weak | Class::Digit | Class::Generic));
        if !part || length + characters(node, text) > 6 {
            break;
        }
        length += characters(node, text);
        start -= 1;
    }
    let bounded = start.checked_sub(1).is_none_or(|at| {
        matches!(stack[at].class, Class::Stop | Class::Verb | Class::Role | Class::Open | Class::Close)
    });
    ((3..=6).contains(&length) && bounded).then_some(start)
}

/// 双环|股份|在青石县投资: where the name of a firm begins that is called as its stock is, whatever its words are elsewhere, where
/// what only somebody does follows. `head` is 股份.
pub(super) fn called_as_stock(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    let after = &text[head.span.end..];
    let does = [&WORDS.act, &WORDS.leader, &WORDS.spends, &WORDS.stock_does];
    if !head.is("股份", text) || !does.iter().any(|words| words.begin(after)) {
        return None;
    }
    let part = |node: &Node| {
        !matches!(node.class, Class::Stop | Class::Verb | Class::Role | Class::Open | Class::Close)
            && node.name().is_none_or(|kind| kind == EntityType::Place)
            && node.span.of(text).chars().all(is_han)
    };
    let start = stack.iter().rposition(|node| !part(node)).map_or(0, |before| before + 1);
    let words = &text[stack.get(start)?.span.start..head.span.start];
    let short = (2..=3).contains(&words.chars().count());
    (short && is_bounded(stack, start) && !WORDS.shares.end(words)).then_some(start)
}

/// 600123, 300888.SZ, SH600123, 00700.HK.
fn is_stock_code(word: &str) -> bool {
    const MARKETS: [&str; 5] = ["SH", "SZ", "BJ", "HK", "SS"];
    let digits = MARKETS.iter().find_map(|market| word.strip_prefix(market)).unwrap_or(word);
    let digits = MARKETS
        .iter()
        .find_map(|market| digits.strip_suffix(market).and_then(|rest| rest.strip_suffix('.')))
        .unwrap_or(digits);
    let length = if digits.len() == word.len() { 6..=6 } else { 4..=6 };
    length.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}
