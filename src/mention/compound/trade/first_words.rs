//! Brands before a trade that are words or make no sense, where what stands before them shows that a name begins.

use super::{NEVER_IN_BRANDS, WORDS, is_narrow};
use crate::entity::PlaceLevel;
use crate::mention::around::is_bounded;
use crate::mention::compound::is_foreign;
use crate::mention::compound::stack::{begins, characters, characters_in, is_short, run};
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// Where a firm begins that is called by its first words.
pub(super) fn first_words(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    called_by_word(stack, text)
        .or_else(|| two_characters(stack, head, text))
        .or_else(|| new_and_word(stack, head, text))
        .or_else(|| announced(stack, head, text))
        .or_else(|| behind_country(stack, text))
        .or_else(|| only_word(stack, head, text))
}

/// 银河|纸业, 湖南|太阳|药业: an ordinary word that firms like to be called by, where nothing before it makes it part of
/// something else.
fn called_by_word(stack: &[Node], text: &str) -> Option<usize> {
    let at = stack.len().checked_sub(1)?;
    let word = &stack[at];
    // 泰山|纸业: so are hills and waters.
    let feature = word.level == Some(PlaceLevel::Feature) && characters(word, text) == 2;
    if !feature && (word.is_place() || !WORDS.word.has(word.span.of(text))) {
        return None;
    }
    let Some(before) = at.checked_sub(1).map(|before| &stack[before]) else { return Some(at) };
    let province = before.is_place() && is_short(before, text) && before.span.end == word.span.start;
    let bounded = matches!(
        before.class,
        Class::Stop | Class::Verb | Class::Role | Class::Open | Class::Close | Class::TradeVerb
    );
    if province && is_bounded(stack, at - 1) { Some(at - 1) } else { bounded.then_some(at) }
}

/// At the beginning of a clause what makes no sense before a trade is a brand: 望|变|电气, 同|景|新能源.
fn two_characters(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let [before @ .., left, right] = stack else { return None };
    let lone = |node: &Node| characters(node, text) == 1 && node.span.of(text).chars().all(is_han);
    (begins(stack, before.len(), text)
        && head.chars().nth(1).is_some()
        && lone(left)
        && lone(right)
        && !NEVER_IN_BRANDS.contains(left.span.of(text))
        && (right.span.of(text) == "新" || !NEVER_IN_BRANDS.contains(right.span.of(text)))
        && !matches!(left.class, Class::Number | Class::Digit | Class::Generic))
    .then_some(before.len())
}

/// 的|新|金叶|实业
fn new_and_word(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let [before @ .., new, noun] = stack else { return None };
    (new.is("新", text)
        && noun.class == Class::Noun
        && noun.head.is_none()
        && characters(noun, text) == 2
        && (head == "实业" || is_narrow(head))
        && before.last().is_none_or(|before| matches!(before.class, Class::Stop)))
    .then_some(before.len())
}

/// 本地企业|老|村长|酒业: behind the noun that says what it is.
fn announced(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    if !is_narrow(head) || head.chars().count() != 2 {
        return None;
    }
    let named = run(stack, 3, |node| {
        matches!(node.class, Class::Noun | Class::Adjective | Class::Brand | Class::Generic)
            && node.head.is_none()
            && node.span.of(text).chars().all(is_han)
    });
    let role = &stack[named.checked_sub(1)?];
    (role.class == Class::Role
        && ["企业", "民企", "龙头", "厂家"].iter().any(|end| role.span.of(text).ends_with(end))
        && (3..=4).contains(&characters_in(&stack[named..], text)))
    .then_some(named)
}

/// 韩国|大宇|重工: behind a country a rare word is a brand.
fn behind_country(stack: &[Node], text: &str) -> Option<usize> {
    let [.., country, word] = stack else { return None };
    (is_foreign(country, text)
        && word.class == Class::Noun
        && word.rare
        && word.head.is_none()
        && characters(word, text) == 2
        && country.span.end == word.span.start)
        .then(|| stack.len() - 1)
}

/// 仙霞|蜂业: at the beginning of a clause one word before a trade that is hardly more than the end of a firm's name.
fn only_word(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let (only, before) = stack.split_last()?;
    (only.class == Class::Noun
        && only.head.is_none()
        && is_narrow(head)
        && characters(only, text) == 2
        && begins(stack, before.len(), text))
    .then_some(before.len())
}
