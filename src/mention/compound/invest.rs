//! 投资 between who invests and what is built: a verb there, and elsewhere a trade of firms.

use super::project::project_material;
use crate::entity::EntityType;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: InvestWords = "invest.csv";
    /// What makes a noun of the word before it.
    noun,
}

/// How far behind the verb the word stands that ends the name of what is built.
const REACH: usize = 14;

/// 在青石县|投资|石英砂项目: marks the verb as nothing of a name.
pub(super) fn read_investing(tokens: &mut [Node], text: &str) {
    for at in 1..tokens.len() {
        if tokens[at].is("投资", text) && invests(&tokens[at - 1], text) && is_built(&tokens[at + 1..], text)
        {
            tokens[at].class = Class::Stop;
        }
    }
}

/// Whether a word ends who invests or where.
fn invests(before: &Node, text: &str) -> bool {
    let kinds = [EntityType::Place, EntityType::Park, EntityType::Company];
    let named = before.name().or(before.head.map(|head| head.kind));
    named.is_some_and(|kind| kinds.contains(&kind)) || before.is("公司", text)
}

/// Whether the words behind the verb tell what is built.
fn is_built(behind: &[Node], text: &str) -> bool {
    let ends = |node: &Node| node.head.is_some_and(|head| head.kind == EntityType::Project);
    let material = behind.iter().take(REACH).take_while(|node| ends(node) || project_material(node));
    let told = material.take_while(|node| !ends(node)).count();
    let Some(first) = behind.first().filter(|_| told > 0) else { return false };
    behind.get(told).is_some_and(ends) && !WORDS.noun.begin(&text[first.span.start..])
}
