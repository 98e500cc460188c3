//! Full names that open the profile of a firm: 都|恒|酒业有限公司|位于甲县, 青石|和|旺|新材料有限公司|地处乙县.

use super::{FUNCTION, WORDS};
use crate::mention::compound::stack::{characters, characters_in};
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// How many characters of a name may be words elsewhere.
const STRANGE: usize = 4;

/// Where the name of a firm begins that opens a sentence which tells what the firm is: at its first word, whatever the
/// characters of its brand are elsewhere. None where what stands before `start` leads to the name.
pub(super) fn profiled(stack: &[Node], start: usize, head: &str, text: &str) -> Option<usize> {
    let first = stack.first().filter(|_| start > 0)?;
    let opens = text[..first.span.start].chars().next_back().is_none_or(|c| matches!(c, '。' | '\n'));
    let behind = &text[stack.last()?.span.end + head.len()..];
    if !opens || !WORDS.profile.begin(behind_bracket(behind)) || WORDS.opener.begin(&text[first.span.start..])
    {
        return None;
    }
    let places = stack[..start].iter().take_while(|node| node.is_place()).count();
    let strange = &stack[places..start];
    let touching = stack.windows(2).all(|pair| pair[0].span.end == pair[1].span.start);
    let plain = |(at, node): (usize, &Node)| {
        let word = node.span.of(text);
        // 青石|和|旺: only behind a place a conjunction is the first character of a brand.
        let lone = at > 0 || places > 0 && word == "和" || !FUNCTION.contains(word);
        let of_brand = matches!(node.class, Class::Brand | Class::Weak | Class::Measure)
            || characters(node, text) == 1 && lone
            || characters(node, text) == 2 && node.head.is_none() && node.name().is_none();
        of_brand
            && !matches!(node.class, Class::Role | Class::Open | Class::Close)
            && word.chars().all(is_han)
    };
    let fits = !strange.is_empty()
        && strange.iter().enumerate().all(plain)
        && (1..=STRANGE).contains(&characters_in(strange, text))
        && !stack[start..].iter().any(Node::is_place);
    (fits && touching).then_some(0)
}

/// What follows the brackets that words may begin with: (简称甲)|位于.
fn behind_bracket(words: &str) -> &str {
    let closed = words.strip_prefix('(').and_then(|inside| inside.split_once(')'));
    closed.map_or(words, |(_, behind)| behind)
}
