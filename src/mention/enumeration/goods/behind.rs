//! The word for all goods of a list behind 等: 甲、乙等|环氧|促进剂.

use super::words::{WORDS, fits, is_material, praises};
use crate::entity::EntityType;
use crate::mention::enumeration::composite;
use crate::mention::node::{Class, Node};

/// How many characters such a word may have.
const LENGTH: std::ops::RangeInclusive<usize> = 4..=10;

/// Makes goods of the words behind 等 that close a list of goods and say of which kind they are.
pub(super) fn apply(nodes: &mut Vec<Node>, text: &str) {
    let Some(etc) = nodes.iter().position(|node| node.is("等", text)) else { return };
    // 等|各类|船用|附件
    let start = etc + 1 + nodes[etc + 1..].iter().take_while(|node| praises(node, text)).count();
    let end = start + nodes[start..].iter().take_while(|node| is_material(node)).count();
    let closed = nodes.get(end).is_none_or(|next| matches!(next.class, Class::Stop | Class::Open));
    let parts = &nodes[start..end];
    let (Some(last), true) = (parts.last(), closed && parts.len() > 1) else { return };
    let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
    let done = parts[..parts.len() - 1].iter().any(|node| node.class == Class::Activity);
    if !done
        && LENGTH.contains(&length)
        && !WORDS.no_kind.end(last.span.of(text))
        && fits(parts, EntityType::Product, *LENGTH.end(), text)
    {
        let name = composite(parts, EntityType::Product);
        nodes.splice(start..end, [name]);
    }
}
