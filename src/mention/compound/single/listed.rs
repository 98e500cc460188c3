//! Undertakings that are items of a list, which says what they are before them.

use super::WORDS;
use crate::entity::EntityType;
use crate::mention::compound::stack::{characters_in, is_item_number};
use crate::mention::node::{Class, Node};

/// Whether a name between `before` and `after` is an item of a list of projects: 主要项目包括:甲项目;乙项目;
pub(super) fn is_listed(before: &str, after: &str) -> bool {
    let ends = after.is_empty() || after.starts_with([';', '。', '\n']);
    let announced = before.strip_suffix(':').is_some_and(|before| {
        let line = before.rfind(['\n', '。', ';']).map_or(before, |end| &before[end..]);
        line.contains("项目") && WORDS.list_verb.end(line)
    });
    ends && (announced || before.ends_with("项目;"))
}

/// 远能化工|80万吨|煤制烯烃; in a list that the words 在建项目包括: announce: where the item that fills the clause begins.
pub(in crate::mention::compound) fn whole_item(nodes: &[Node], text: &str) -> Option<usize> {
    let (first, last) = (nodes.first()?, nodes.last()?);
    let (before, after) = (&text[..first.span.start], &text[last.span.end..]);
    if let Some(from) = numbered_works(nodes, before, after, text) {
        return Some(from);
    }
    let parted = before.ends_with([':', ';']) && (after.is_empty() || after.starts_with([';', '。', '\n']));
    if !parted {
        return None;
    }
    let sentence = before.rfind(['。', '\n']).map_or(before, |end| &before[end..]);
    let announcing = &sentence[..sentence.rfind(':')?];
    let announced = WORDS.announcing.end(announcing);
    let from = match first.class {
        Class::Open => nodes.iter().position(|node| node.class == Class::Close)? + 1,
        _ => nodes.iter().position(|node| !is_item_number(node.span.of(text)))?,
    };
    let item = &nodes[from..];
    let proper = item.first().is_some_and(|first| {
        matches!(first.class, Class::Brand | Class::Name(EntityType::Company | EntityType::Place))
    });
    let said = item.iter().any(|node| {
        matches!(node.class, Class::Stop)
            || node.span.of(text).ends_with('元')
            || node.span.of(text) == "投资"
    });
    let length = characters_in(item, text);
    (announced && proper && !said && item.len() > 1 && (5..=30).contains(&length)).then_some(from)
}

/// 3.|润岭日用玻璃窑炉技改|:已竣工: a numbered item that begins with a brand, ends with what is done to a work and is told of
/// behind a colon.
fn numbered_works(nodes: &[Node], before: &str, after: &str, text: &str) -> Option<usize> {
    let (number, item) = nodes.split_first()?;
    let (first, last) = (item.first()?, item.last()?);
    let listed = (before.is_empty() || before.ends_with('\n')) && is_item_number(number.span.of(text));
    let told =
        after.strip_prefix(':').is_some_and(|told| WORDS.underway.begin(told) || told.starts_with("由"));
    let proper = matches!(first.class, Class::Brand | Class::Name(EntityType::Company | EntityType::Place));
    let done = WORDS.done.end(last.span.of(text));
    let plain = item.len() > 2
        && item.iter().all(|node| !matches!(node.class, Class::Stop | Class::Open | Class::Close));
    (listed && told && proper && done && plain && last.name().is_none()).then_some(1)
}
