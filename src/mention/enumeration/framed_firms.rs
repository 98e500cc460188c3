//! Firms that the words on both sides of them tell, though no dictionary has them: 由|恒昱|和|凯沃|合资成立,
//! 据|汇隆通|总经理介绍, 主要客户有|明瑟、嘉帆|等.

use super::composite;
use super::frame::{FRAME, Member, members};
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
    // Most clauses hold no brand.
    if !group.iter().flatten().any(|node| node.class == Class::Brand) {
        return;
    }
    let Some(members) = framed(group, text) else { return };
    for (clause, range) in members.into_iter().rev() {
        let nodes = &mut group[clause];
        let name = composite(&nodes[range.clone()], EntityType::Company);
        let origin = Some(Origin::Pattern(FRAME));
        nodes.splice(range, [Node { origin, ..name }]);
    }
}

/// The members in the first frame that opens in the first clause.
fn framed(group: &[Vec<Node>], text: &str) -> Option<Vec<Member>> {
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
        members(group, at, end, text, |words| named(words, text))
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

/// How many of the words of a member are the name of a firm that has none yet.
fn named(words: &[Node], text: &str) -> Option<usize> {
    match words {
        [only] if only.name() == Some(EntityType::Company) => Some(0),
        _ => is_brand(words, text).then_some(words.len()),
    }
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
