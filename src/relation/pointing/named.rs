//! The mentions of a document as items.

use crate::entity::EntityType;
use crate::gazetteer::Gazetteer;
use crate::linking::{LinkedMention, begun_before};
use crate::relation::item::Item;
use crate::relation::reference::{is_rank, meaning};
use crate::text::NormalizedText;

/// The mentions that are items: names that are no part of another and stand for something of their own.
pub(in crate::relation) fn named(
    text: &NormalizedText,
    mentions: &[LinkedMention],
    gazetteer: &Gazetteer,
) -> Vec<Item> {
    let counts = |mention: &&LinkedMention| {
        !mention.mention.nested
            && !is_rank(mention, &text.text)
            && !is_equipment(mention, mentions, &text.text)
            && !is_of_work_before(mention, mentions, &text.text)
    };
    mentions.iter().filter(counts).map(|mention| item(text, mention, mentions, gazetteer)).collect()
}

/// A mention as an item. A government signs and builds for its place, 甲县人民政府 is 甲县, and a committee for its park.
fn item(
    text: &NormalizedText,
    mention: &LinkedMention,
    all: &[LinkedMention],
    gazetteer: &Gazetteer,
) -> Item {
    let span = mention.mention.span;
    let kind = mention.mention.kind;
    let name = span.of(&text.text);
    let governs = match kind {
        EntityType::Organization if name.ends_with("政府") => Some(EntityType::Place),
        EntityType::Organization if name.ends_with("管委会") || name.ends_with("管理委员会") => {
            Some(EntityType::Park)
        }
        _ => None,
    };
    if let Some(kind) = governs {
        let from = begun_before(all, span.start);
        let inside = all[from..].iter().take_while(|other| other.mention.span.start < span.end);
        let governed = inside.filter(|other| other.mention.kind == kind).last();
        if let Some(entity) = governed.and_then(|governed| meaning(governed, gazetteer)) {
            return Item { span, kind, entity: Some(entity), others: Vec::new() };
        }
    }
    Item { span, kind, entity: meaning(mention, gazetteer), others: Vec::new() }
}

/// Whether a production line is counted, 2条|全自动生产线, or named by the goods before it, 葡萄酒|灌装生产线: what a firm has, and no work
/// of its own.
fn is_equipment(line: &LinkedMention, all: &[LinkedMention], text: &str) -> bool {
    let span = line.mention.span;
    let goods =
        || {
            let to = begun_before(all, span.start);
            all[..to].iter().rev().take(4).any(|other| {
                other.mention.kind == EntityType::Product && other.mention.span.end == span.start
            })
        };
    line.mention.kind == EntityType::Project
        && span.of(text).ends_with("产线")
        && (text[..span.start].ends_with('条') || goods())
}

/// Whether a production line without a name of its own is what the project before it builds: 甲项目占地3亩,建设|年产5万吨乙生产线.
fn is_of_work_before(line: &LinkedMention, all: &[LinkedMention], text: &str) -> bool {
    let span = line.mention.span;
    let name = span.of(text);
    let bare = name.starts_with("年产") || name.starts_with(|c: char| c.is_ascii_digit());
    if line.mention.kind != EntityType::Project
        || !name.ends_with("产线")
        || !bare
        || !["建设", "新建", "建成", "购置", "新上"].iter().any(|verb| text[..span.start].ends_with(verb))
    {
        return false;
    }
    let to = begun_before(all, span.start);
    let mut before = all[..to].iter().rev().filter(|other| !other.mention.nested);
    before.find(|other| matches!(other.mention.kind, EntityType::Project | EntityType::Company)).is_some_and(
        |other| {
            other.mention.kind == EntityType::Project
                && !text[other.mention.span.end..span.start].contains("\n\n")
        },
    )
}
