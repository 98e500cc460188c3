//! Who bears an honour, and whether it was granted to whom it stands behind.

use super::WORDS;
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Object};
use crate::text::signs::is_counting;

/// The digits of the code of a county or what is above it.
const COUNTY: usize = 6;

/// Whether a thing of a kind can bear an honour: a firm is no 先进县, a county no 绿色工厂.
pub(in crate::relation) fn bears(bearer: &EntityRef, honour: &Object) -> bool {
    let Object::Literal { value } = honour else { return true };
    let name = value.trim_end_matches('”');
    match bearer.kind {
        EntityType::Company => !WORDS.of_place.end(name),
        // 位于甲园区,是高新技术企业: that is the firm in it.
        EntityType::Park => !WORDS.of_place.end(name) && !name.ends_with("企业"),
        EntityType::Place => {
            // 模范村, 重点镇: a county is neither.
            let county = bearer.code.as_ref().is_some_and(|code| code.as_str().len() == COUNTY);
            let small = name.ends_with(['村', '镇']) || name.ends_with('乡') && !name.ends_with("之乡");
            !(WORDS.of_firm.end(name) || county && small)
        }
        _ => true,
    }
}

/// Whether nothing but adverbs stands between a place and the verb that grants it something: not 甲县|殡葬改革模式|入选.
pub(in crate::relation) fn is_granted_to_it(between: &str) -> bool {
    let mut rest = between;
    // 带领企业|获评
    if let Some(led) = WORDS.lead.without_prefix(rest)
        && let Some(behind) = ["企业", "公司"].iter().find_map(|firm| led.strip_prefix(firm))
    {
        rest = behind;
    }
    // 甲县、乙县等3县
    if let Some(after) = rest.strip_prefix('等') {
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || "两三四五六七八九十个".contains(c));
        rest = rest.trim_start_matches(['县', '市', '区', '旗', '地', '村', '镇', '乡']);
    }
    loop {
        rest = rest.trim_start_matches(is_counting);
        if matches!(rest, "" | "有") || WORDS.verb.begin(rest) {
            return true;
        }
        // 在全省评选中|获评
        if rest.starts_with(['在', '以', '凭', '因', '经']) {
            return !["企业", "公司", "项目"].iter().any(|noun| rest.contains(noun));
        }
        match WORDS.adverb.without_prefix(rest) {
            Some(after) => rest = after,
            None => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_may_be_another_subject() {
        for (between, expected) in [
            ("", true),
            ("连续第三年被评为", true),
            ("等4县获评", true),
            ("在全省评比中获评", true),
            ("石斛种植技术获评", false),
            ("共有6家企业被认定为", false),
        ] {
            assert_eq!(is_granted_to_it(between), expected, "{between}");
        }
    }
}
