//! Single characters that end what stands before them, so that no name goes on over them.

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::stack::characters;

/// Marks 率 behind a leader, 中 behind what many belong to, 含 that opens a bracket and 强 behind its number: 市长|李|明|率|临山新城
/// 管委会, 22个重大项目|中|现代物流园.
pub(super) fn mark_parting(tokens: &mut [Node], text: &str) {
    for at in 1..tokens.len() {
        let parts = match tokens[at].span.of(text) {
            "中" => is_counted(&tokens[..at], text),
            "率" => is_leader(&tokens[..at], text),
            // (|含|青石水库扩建)
            "含" => tokens[at - 1].class == Class::Open,
            // 民营企业500|强|杭岭钢构
            "强" => matches!(tokens[at - 1].class, Class::Number),
            _ => false,
        };
        if parts && tokens[at].name().is_none() {
            tokens[at].class = Class::Stop;
        }
    }
}

/// Marks the word for a section of a line behind its place and before another: 西宁高铁青石|段|云溪南站.
pub(super) fn mark_sections(tokens: &mut [Node], text: &str) {
    for at in 1..tokens.len().saturating_sub(1) {
        let beside = tokens[at - 1].is_place() && tokens[at + 1].is_place();
        if beside && tokens[at].is("段", text) && tokens[at].name().is_none() {
            tokens[at].class = Class::Stop;
        }
    }
}

/// Whether the name of a person behind a title ends here: 市长|李|明.
fn is_leader(before: &[Node], text: &str) -> bool {
    let mut length = 0;
    for node in before.iter().rev().take(3) {
        if node.class == Class::Role {
            return length >= 2;
        }
        length += characters(node, text);
        if length > 3 || !node.span.of(text).chars().all(is_han) {
            return false;
        }
    }
    before.len() > 3 && length >= 2 && before[before.len() - 4].class == Class::Role
}

/// Whether a number of works or firms ends here: 22|个|重大|项目. But 扩建工程|中|嘴|作业区 goes on.
fn is_counted(before: &[Node], text: &str) -> bool {
    let Some((last, before)) = before.split_last() else { return false };
    ["项目", "工程", "企业"].iter().any(|many| last.span.of(text).ends_with(many))
        && before.iter().rev().take(5).any(|node| matches!(node.class, Class::Number | Class::Digit))
}
