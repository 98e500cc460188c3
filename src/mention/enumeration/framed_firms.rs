//! Firms that the words on both sides of them tell, though no dictionary has them: 由|恒昱|和|凯沃|合资成立,
//! 据|汇隆通|总经理介绍, 主要客户有|明瑟、嘉帆|等.

use super::{FRAME, composite, is_conjunction};
use crate::entity::EntityType;
use crate::mention::Origin;
use crate::mention::compound::{NEVER_IN_UNHEARD, ends_like_spot};
use crate::mention::lattice::is_han;
use crate::mention::licence::is_surname;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: FramedFirmsWords = "framed_firms.csv";
    /// What stands before the firm that a clause is about.
    opening,
    /// What only firms have or do, behind their name.
    told,
    /// What people and firms do, behind the name of a firm that does not look like one of a person.
    acts,
    /// Prepositions before firms that do something together.
    together,
    /// What firms do together, behind the last of them.
    founded,
    /// What says before a list that firms follow.
    announcing,
    /// What ends names of something else than firms.
    no_firm,
}

/// Makes firms of what stands in a frame.
pub(super) fn apply(group: &mut [Vec<Node>], text: &str) {
    let Some(members) = framed(group, text) else { return };
    for (clause, start, end) in members.into_iter().rev() {
        let nodes = &mut group[clause];
        let name = composite(&nodes[start..end], EntityType::Company);
        let origin = Some(Origin::Pattern(FRAME));
        nodes.splice(start..end, [Node { origin, ..name }]);
    }
}

/// The members in the first frame that opens in the first clause: clause, first node, and the node behind the last.
fn framed(group: &[Vec<Node>], text: &str) -> Option<Vec<(usize, usize, usize)>> {
    let first = group.first()?;
    let clause = first.first()?.span.start;
    let last = group.len() - 1;
    (0..first.len()).find_map(|at| {
        let before = &text[clause..first[at].span.start];
        let told = before.is_empty() || WORDS.opening.end(before);
        let together = WORDS.together.end(before);
        let announced = WORDS.announcing.end(before);
        if !(told || together || announced) {
            return None;
        }
        let closes = |nodes: &[Node], end: usize| {
            let behind = nodes.get(end).map(|node| &text[node.span.start..]);
            match behind {
                None => announced,
                Some(behind) => {
                    announced && behind.starts_with('等')
                        || told && last == 0 && (WORDS.told.begin(behind) || WORDS.acts.begin(behind))
                        || together && founded(behind, last > 0)
                }
            }
        };
        let from = if last == 0 { at + 1 } else { 1 };
        let nodes = &group[last];
        let end = (from..=nodes.len().min(from + LONGEST)).find(|end| closes(nodes, *end))?;
        members(group, at, end, text)
    })
}

/// Whether firms that do something together stand before `behind`. The words that do it for a list are among those that
/// keep lists from being passed over.
fn founded(behind: &str, list: bool) -> bool {
    let found = WORDS.founded.beginning(behind);
    found.is_some_and(|(word, ())| !list || word.contains(['资', '签', '打', '设', '立']))
}

/// How many words behind its beginning a frame may close.
const LONGEST: usize = 12;

/// The members between the node `start` of the first clause and the node `end` of the last, where all of them may be firms
/// and one has no name yet.
fn members(group: &[Vec<Node>], start: usize, end: usize, text: &str) -> Option<Vec<(usize, usize, usize)>> {
    let mut out = Vec::new();
    for (clause, nodes) in group.iter().enumerate() {
        let first = if clause == 0 { start } else { 0 };
        let to = if clause + 1 == group.len() { end } else { nodes.len() };
        let mut from = first;
        for at in first..=to {
            if at == to || is_conjunction(&nodes[at], text) {
                match nodes.get(from..at)? {
                    [only] if only.name() == Some(EntityType::Company) => {}
                    words if is_brand(words, text) => out.push((clause, from, at)),
                    _ => return None,
                }
                from = at + 1;
            }
        }
    }
    Some(out).filter(|out| !out.is_empty())
}

/// Whether words make no sense but as a brand, and look like no person and no spot.
fn is_brand(words: &[Node], text: &str) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let name = &text[first.span.start..last.span.end];
    let length = name.chars().count();
    let lone = |node: &Node| node.span.len() == 3;
    let part = |node: &Node| {
        let word = node.span.of(text);
        match node.class {
            Class::Brand => true,
            Class::Weak | Class::Digit | Class::Measure => lone(node) && !NEVER_IN_UNHEARD.contains(word),
            Class::Noun | Class::Adjective => {
                node.head.is_none() && word.chars().count() == 2 && words.len() > 1
            }
            _ => false,
        }
    };
    (2..=4).contains(&length)
        && words.len() <= 4
        && name.chars().all(is_han)
        && words.iter().all(part)
        && words.iter().any(|node| node.class == Class::Brand)
        && !(name.starts_with(is_surname) && length <= 3)
        && !ends_like_spot(name)
        && !WORDS.no_firm.end(name)
}
