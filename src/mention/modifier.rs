//! General sectors that only tell the kind of what follows them: 电力|设施, 航空|枢纽.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::lattice::is_han;
use super::{Mention, Origin};
use crate::entity::EntityType;

/// Takes the general sectors out of `mentions` that a noun follows which makes no sector of them.
pub(super) fn drop_modifiers(mentions: &mut Vec<Mention>, text: &str) {
    mentions.retain(|mention| {
        mention.nested
            || mention.kind != EntityType::Industry
            || !matches!(mention.origin, Origin::Form(_))
            || !is_general(mention.span.of(text))
            || !goes_on(&text[mention.span.end..])
    });
}

/// Whether a word is one of the sectors that are modifiers more often than names.
fn is_general(word: &str) -> bool {
    static SECTORS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let rows = include_str!("../../gazetteer/modifier_sectors.csv").lines().skip(1);
        rows.filter_map(|row| row.split(',').next()).collect()
    });
    SECTORS.contains(word)
}

/// Whether a text goes on with a noun: not with what joins or closes a list, what makes a sector of the word before it,
/// or what is said of one.
fn goes_on(after: &str) -> bool {
    const NOUNS: [&str; 34] = [
        "和", "与", "及", "以及", "或", "等", "为", "是", "的", "在", "于", "也", "已", "将", "产业", "业",
        "行业", "领域", "板块", "赛道", "集群", "方面", "发展", "加工", "制造", "两", "二", "三", "四", "五",
        "六", "七", "八", "九",
    ];
    after.starts_with(is_han) && !NOUNS.iter().any(|noun| after.starts_with(noun))
}
