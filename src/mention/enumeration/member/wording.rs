//! What the words of a member look like: characters that make no sense together, towns, material of names.

use super::WORDS;
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::Origin;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// Whether the node is one Han character that is no name.
pub(in crate::mention::enumeration) fn is_lone(node: &Node, text: &str) -> bool {
    node.name().is_none() && node.span.len() == 3 && node.span.of(text).chars().all(is_han)
}

/// Whether the parts are short words and lone characters that make no sense together.
pub(in crate::mention::enumeration) fn is_strange(parts: &[Node], text: &str) -> bool {
    let characters = |node: &Node| node.span.of(text).chars().count();
    let lone = parts.iter().filter(|node| characters(node) == 1).count();
    let length: usize = parts.iter().map(characters).sum();
    (2..=8).contains(&length)
        && 2 * lone >= parts.len()
        && parts.iter().all(|node| {
            let word = node.span.of(text);
            word.chars().all(is_han) && !matches!(word, "的" | "和" | "与" | "及" | "等" | "各" | "其")
        })
}

/// Whether goods are called after a word of two characters, as firms are after their brand: 安泰|阀门.
pub(in crate::mention::enumeration) fn is_word_and_goods(parts: &[Node], text: &str) -> bool {
    const WORD: usize = "安泰".len();
    let is_goods =
        |node: &Node| node.name() == Some(EntityType::Product) && node.span.of(text).chars().all(is_han);
    match parts {
        // One that is built already doesn't tell where the goods begin.
        [only] => {
            is_goods(only)
                && only.origin == Some(Origin::Pattern("goods"))
                && (4..=5).contains(&only.span.of(text).chars().count())
        }
        [word, goods] => {
            word.class == Class::Noun && word.head.is_none() && word.span.len() == WORD && is_goods(goods)
        }
        _ => false,
    }
}

/// Whether the parts can be a work of which a verb alone tells: a firm or brand with what it builds.
pub(in crate::mention::enumeration) fn is_work(parts: &[Node], text: &str) -> bool {
    let brand: usize = parts
        .iter()
        .take_while(|node| node.class == Class::Brand)
        .map(|node| node.span.of(text).chars().count())
        .sum();
    let owned = brand >= 2
        || matches!(
            parts[0].name(),
            Some(EntityType::Company | EntityType::Place | EntityType::Park | EntityType::Infrastructure)
        );
    parts.len() > 1 && owned && !parts.last().is_some_and(|last| WORDS.body.end(last.span.of(text)))
}

/// Whether it is a noun and a word that names nothing, of two characters each.
pub(super) fn is_pair(parts: &[Node], text: &str) -> bool {
    let [noun, word] = parts else { return false };
    noun.class == Class::Noun
        && noun.head.is_none()
        && matches!(word.class, Class::Stop | Class::Verb | Class::Other)
        && parts.iter().all(|part| part.span.of(text).chars().filter(|c| is_han(*c)).count() == 2)
        && parts.iter().all(|part| part.span.len() == 6)
}

/// The short name of a county, alone or behind its like: 龙凤, 河南|永泰.
pub(super) fn is_town(parts: &[Node], text: &str) -> bool {
    parts.len() <= 2
        && parts.iter().all(|node| {
            let name = node.span.of(text);
            node.is_place()
                && matches!(node.level, Some(PlaceLevel::Province | PlaceLevel::County))
                && name.chars().count() == 2
        })
        && parts.last().is_some_and(|last| last.level == Some(PlaceLevel::County))
}

pub(in crate::mention::enumeration) fn is_material(node: &Node, kind: EntityType) -> bool {
    match node.class {
        Class::Brand | Class::Noun | Class::Adjective | Class::Trade | Class::Activity | Class::Generic => {
            true
        }
        Class::Name(name) => name != EntityType::Project,
        Class::Verb | Class::Weak => {
            matches!(kind, EntityType::Project | EntityType::Company | EntityType::Park)
        }
        // 青岱镍业回转窑余热|利用
        Class::TradeVerb | Class::Number | Class::Digit | Class::Measure => kind == EntityType::Project,
        Class::Role => kind == EntityType::Infrastructure,
        // 远航(青川)年产3万吨骨料
        Class::Open | Class::Close => kind == EntityType::Project,
        _ => false,
    }
}

/// 技术含量|高: what says of which kind projects are names none.
pub(in crate::mention::enumeration) fn is_said_of_kind(last: &Node, text: &str) -> bool {
    matches!(last.span.of(text), "高" | "低" | "大" | "强" | "好" | "优" | "多" | "快")
}
