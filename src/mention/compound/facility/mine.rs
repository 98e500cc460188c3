//! Mines.

use super::WORDS;
use super::proper::proper_facility;
use crate::entity::PlaceLevel;
use crate::mention::compound::spot::spot;
use crate::mention::compound::stack::{characters, is_unknown_hill};
use crate::mention::node::{Class, Node};

/// 石门坎|铁矿, 青州|煤矿; but 青州|铁矿 is rather what is found there, and of 全国第一大煤矿 there is no name.
pub(super) fn mine(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    // 葫芦|素|煤矿: a word and a character that fill the clause.
    if let [word, lone] = stack
        && head.ends_with("煤矿")
        && word.class == Class::Noun
        && word.head.is_none()
        && characters(word, text) == 2
        && lone.class == Class::Brand
        && characters(lone, text) == 1
    {
        return Some(0);
    }
    // 柳石山|铁矿: what looked like a hill that no table has is where the mine is.
    if stack.last().is_some_and(is_unknown_hill) {
        return Some(stack.len() - 1);
    }
    spot(stack, stack.len(), text).or_else(|| {
        let start = proper_facility(stack, head, text)?;
        let of_place = stack.last().is_some_and(Node::is_place);
        let ranked = stack[start..]
            .iter()
            .any(|node| node.span.of(text).ends_with(['大', '带', '内', '区']) && !node.is_place());
        // 玉山|铜矿|改扩建工程: in a county it is the mine that is enlarged.
        let of_mine = || {
            let last = stack.last()?;
            let short = matches!(last.level, Some(PlaceLevel::County | PlaceLevel::Feature))
                && characters(last, text) == 2;
            let behind = text[last.span.end..].strip_prefix(head)?;
            (short && WORDS.of_mine.begin(behind)).then_some(())
        };
        (!ranked && (!of_place || head.ends_with("煤矿") || of_mine().is_some())).then_some(start)
    })
}
