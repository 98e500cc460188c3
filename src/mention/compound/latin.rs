//! Firms that are called by Latin letters alone: 韩国|SK, 日本|株式会社|Takora, 知名企业|Norra Works.

use super::Reduction;
use super::country::is_foreign;
use crate::entity::EntityType;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: LatinWords = "latin.csv";
    /// Abbreviations that are no firms.
    no_firm,
    /// What follows letters that are no firm: 美国UL|认证.
    no_firm_before,
    /// What ends the words for a firm that stand before its name.
    firm,
}

/// A Latin word behind the country that a firm is from, its legal form in Japanese, or the noun that says what it is.
pub(super) fn called_in_latin(
    stack: &[Node],
    node: &Node,
    next: Option<&Node>,
    text: &str,
) -> Option<Reduction> {
    let word = node.span.of(text);
    let latin = node.class == Class::Brand
        && word.len() > 1
        && word.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'&'));
    let before = stack.last().filter(|before| latin && before.span.end == node.span.start)?;
    let japanese = before.is("株式会社", text);
    let told = is_foreign(before, text)
        || japanese
        || before.class == Class::Role && WORDS.firm.end(before.span.of(text));
    let other = WORDS.no_firm.has(word)
        || next.is_some_and(|next| WORDS.no_firm_before.begin(&text[next.span.start..]));
    let start = stack.len() - usize::from(japanese);
    (told && !other).then_some(Reduction { start, kind: EntityType::Company, rule: "company-latin" })
}
