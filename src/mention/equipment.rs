//! Machines that stand or work somewhere and are nobody's product: 两台锅炉, 挖掘机进场.

use super::{Mention, Origin};
use crate::entity::EntityType;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: EquipmentWords = "equipment.csv";
    /// What the names of machines end with that are goods only where they are made or sold.
    machine,
    /// Words of which one stands in a sentence that speaks of what is made or sold.
    making,
}

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
    WORDS.machine.end(name)
}

fn is_made(text: &str, mention: &Mention) -> bool {
    const ENDS: [char; 3] = ['。', '\n', ';'];
    let from = text[..mention.span.start].rfind(ENDS).unwrap_or(0);
    let to = text[mention.span.end..].find(ENDS).map_or(text.len(), |at| mention.span.end + at);
    let sentence = &text[from..to];
    WORDS.making.are_in(sentence)
}
