//! Machines that stand or work somewhere and are nobody's product: 两台锅炉, 挖掘机进场.

use super::{Mention, Origin};
use crate::entity::EntityType;

/// Words of which one stands in a sentence that speaks of what is made or sold.
const MAKING: [&str; 15] = [
    "年产", "生产", "制造", "研发", "产品", "销售", "出口", "下线", "加工", "主营", "产量", "供应", "设计",
    "经营", "产销",
];

/// Takes the machines out of `mentions` whose sentence does not say that they are made.
pub(super) fn drop_equipment(mentions: &mut Vec<Mention>, text: &str) {
    mentions.retain(|mention| {
        mention.nested
            || mention.kind != EntityType::Product
            || matches!(mention.origin, Origin::ShortOf(_))
            || !is_machine(mention.span.of(text))
            || is_made(text, mention)
    });
}

fn is_machine(name: &str) -> bool {
    let mut rows = include_str!("../../gazetteer/equipment.csv").lines().skip(1);
    rows.any(|row| row.split(',').next().is_some_and(|machine| name.ends_with(machine)))
}

fn is_made(text: &str, mention: &Mention) -> bool {
    const ENDS: [char; 3] = ['。', '\n', '；'];
    let from = text[..mention.span.start].rfind(ENDS).unwrap_or(0);
    let to = text[mention.span.end..].find(ENDS).map_or(text.len(), |at| mention.span.end + at);
    let sentence = &text[from..to];
    MAKING.iter().any(|word| sentence.contains(word))
}
