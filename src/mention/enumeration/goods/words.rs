//! Words of lists of goods and sectors, and what they are there for.

use super::closing::counts;
use crate::entity::EntityType;
use crate::mention::enumeration::is_conjunction;
use crate::mention::head::Grammar;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;

word_lists! {
    pub(super) static WORDS: ListedGoodsWords = "listed_goods.csv";
    /// Words that say how goods are, before the first of a list.
    quality,
    /// Words that say that goods are listed behind them.
    making,
    /// Nouns that close a list of sectors.
    sectors,
    /// Nouns that close a list of neither goods nor sectors.
    others,
    /// Nouns that no goods end with.
    no_goods,
    /// Words that goods do not begin with.
    vague,
    /// Nouns that name no sector.
    no_sector,
    /// Words before a list of goods that is closed by what is done with them: 从事甲、乙的生产.
    announcing,
    /// Verbs that only goods follow.
    only_goods,
    /// What is done with goods, behind a list of them and 的.
    made,
    /// Words before a verb that make what follows it all that is made: 主要生产.
    mainly,
    /// What is run or sold and is no goods: 经营|范围.
    no_trade,
    /// Words for all goods of a kind, which end names of goods: 防腐|设备.
    goods,
    /// Nouns of what somebody leads with: 以甲、乙为|主导产业.
    leading,
    /// What sectors are to the industry whose parts they are: 以甲、乙为|核心的产业体系.
    role,
    /// Nouns that end the word for all that is listed before 等 without being a kind of goods.
    no_kind,
    /// What stands before the amount of goods that are made.
    output,
    /// Nouns of parks, whose sectors are listed before 为主.
    parks,
}

/// Whether a node is no part of a member but parts two: 和, 及其|他.
pub(super) fn joins(node: &Node, text: &str) -> bool {
    is_conjunction(node, text) || is_other(node, text)
}

pub(super) fn is_other(node: &Node, text: &str) -> bool {
    matches!(node.span.of(text), "及其" | "及其他" | "及其它" | "其他" | "其它" | "他" | "它")
}

/// What is done with goods, behind the last of a list: 销售.
pub(super) fn is_done(node: &Node, text: &str) -> bool {
    WORDS.made.has(node.span.of(text)) || matches!(node.span.of(text), "批发" | "零售" | "批发零售" | "经营")
}

/// Words that praise goods and tell no kind of them: 优质|大米.
pub(super) fn praises(node: &Node, text: &str) -> bool {
    node.class == Class::Generic || WORDS.quality.has(node.span.of(text))
}

/// What may be a part of the name of goods or of a sector.
pub(super) fn is_material(node: &Node) -> bool {
    matches!(
        node.class,
        Class::Noun
            | Class::Adjective
            | Class::Brand
            | Class::Trade
            | Class::Activity
            | Class::Name(EntityType::Product | EntityType::Industry)
    ) // 零部件 begins with a numeral.
        || node.head.is_some_and(|head| head.grammar == Grammar::Goods)
}

/// Verbs whose objects are goods, which stand in names as well.
pub(super) fn is_making(node: &Node, text: &str) -> bool {
    WORDS.making.has(node.span.of(text))
}

/// Whether words can name goods or a sector.
pub(super) fn fits(parts: &[Node], target: EntityType, longest: usize, text: &str) -> bool {
    let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
    let Some(last) = parts.last() else { return false };
    let vague = parts.first().is_some_and(|first| WORDS.vague.has(first.span.of(text)));
    // 年产10万吨甲、|年产|5万吨乙
    let made = target == EntityType::Product && matches!(parts, [only] if is_making(only, text));
    if vague || made || parts.iter().any(|node| counts(node, text)) {
        return false;
    }
    let word = last.span.of(text);
    let noun = match target {
        EntityType::Product => {
            // 防腐|设备, 装饰|材料
            let all = WORDS.goods.has(word) && length >= 4;
            (all || !matches!(last.class, Class::Activity | Class::Adjective | Class::Trade))
                && !word.ends_with(['业', '量', '率', '值', '额', '师', '员', '者', '商', '队', '人', '国'])
                && (all || !WORDS.no_goods.end(word))
        }
        _ => !WORDS.no_sector.has(word),
    };
    (2..=longest).contains(&length) && noun
}
