//! Firms that are called after their goods, where a sentence tells what only a firm does.

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::WORDS;
use super::goods::tells_no_kind;
use super::stack::characters_in;

/// 宏晟|羊绒|与青州集团签订, 青|岱|铝箔|董事长: where a firm begins that is called after its goods, at the beginning of a sentence that
/// tells what only a firm does. `next` is the word behind the goods.
pub(super) fn maker(stack: &[Node], next: &Node, text: &str) -> Option<usize> {
    let [first, ..] = stack else { return None };
    let before = &text[..first.span.start];
    let opens = before.is_empty() || before.ends_with(['。', '\n', '、', ';']);
    let length = characters_in(stack, text);
    let brand = stack.iter().all(|node| {
        matches!(node.class, Class::Brand | Class::Noun | Class::Weak)
            && node.head.is_none()
            && node.span.of(text).chars().all(is_han)
    });
    if !opens || !brand || length != 2 || stack.len() == 2 && stack[0].class == Class::Weak {
        return None;
    }
    let word = next.span.of(text);
    let clause = text[next.span.start..].split([',', '。', ';', '\n']).next().unwrap_or("");
    let agrees = matches!(word, "与" | "和" | "同")
        && !["农户", "村民", "农民", "群众"].iter().any(|people| clause.contains(people))
        && ["签订", "签署", "签约", "达成", "合资", "联合"].iter().any(|deal| clause.contains(deal));
    (WORDS.leader.has(word) || agrees && tells_no_kind(stack, text)).then_some(0)
}
