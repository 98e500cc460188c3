//! The words around a figure that say what it is a figure of.

use crate::text::signs::{is_counting, is_quoted};
use crate::text::word_list::word_lists;
use crate::text::words::Words;

word_lists! {
    static WORDS: IndicatorWords = "indicator.csv";
    /// What may stand before the words of an indicator and is no part of it.
    leading,
    /// What may stand between an indicator and its figure.
    trailing,
    /// What trailing words of `WORDS.trailing` must not be cut off from.
    keep_trailing,
    /// What leading words of `WORDS.leading` must not be cut off from.
    keep_leading,
    /// What leads to the items of an enumeration, each with figures of its own.
    listing,
    /// What 和 before the last item of one stands before.
    joined,
    /// Words of a rise.
    rise,
    /// Words of a fall.
    fall,
    /// What may stand between such a word and its figure.
    hedge,
    /// What may stand before it and says with what the figure is compared.
    compared,
    /// What stands before a rate whose noun follows it: 保持|20%以上增长.
    keeps,
    /// What stands before that and tells for how long, or how steadily.
    keeping,
    /// What stands between the rate and its noun.
    before_rise,
    /// Nouns of a rise, behind its rate.
    rise_noun,
    /// What follows a figure and names nothing.
    no_noun,
    /// Verbs and adverbs, which end the noun phrase that a figure counts.
    stop,
}

/// `words` without what only leads to them or on from them; the words of a comparison (同比, 比上年) go too.
pub(super) fn cut(words: &str) -> &str {
    // 【工业】 is the heading of a paragraph.
    let words = words.rsplit_once('】').map_or(words, |(_, words)| words);
    let words =
        WORDS.listing.last(words, |_, _| true).map_or(words, |(at, word, ())| &words[at + word.len()..]);
    let mut words = words.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    let joined = words.strip_prefix(['和', '及', '与']).filter(|rest| WORDS.joined.begin(rest));
    words = joined.unwrap_or(words);
    // (该)项目|占地80亩
    words = words.trim_start_matches('该');
    words = words.strip_prefix("项目").filter(|rest| WORDS.joined.begin(rest)).unwrap_or(words);
    loop {
        let before = words;
        if WORDS.keep_leading.without_prefix(words).is_none()
            && let Some(rest) = WORDS.leading.without_prefix(words)
        {
            words = rest;
        }
        if WORDS.keep_trailing.without_suffix(words).is_none()
            && let Some(rest) = WORDS.trailing.without_suffix(words)
        {
            words = rest;
        }
        words = words.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
        words = words.strip_prefix('“').filter(|rest| !rest.contains('”')).unwrap_or(words);
        // (“甲)”项目总投资
        words = words.strip_prefix('”').filter(|rest| !rest.contains('“')).unwrap_or(words);
        words = words.strip_suffix('”').filter(|rest| !rest.contains('“')).unwrap_or(words);
        if words == before {
            return words;
        }
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '/' | '、' | ',' | ';' | ':' | '(' | ')' | '—' | '·' | '*' | '-' | '。')
        // Arrows, boxes, stars, ticks and pictures: ✅企业所得税.
        || matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

/// How a figure with the words `words` before it states a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Growth {
    /// Negative for a decrease.
    pub(super) negative: bool,
    /// Where the words of the change begin.
    pub(super) start: usize,
    /// Whether they say with what it is compared: 同比增加.
    pub(super) compared: bool,
}

/// Reads a change from the words before a figure.
pub(super) fn growth(words: &str) -> Option<Growth> {
    // 同比增长-0.8%: the sign belongs to the figure.
    let words = words.trim_end();
    let signed = words.strip_suffix(['-', '−', '+', '↑', '↓']).unwrap_or(words);
    // 同比+9.2%, 同比↓3%
    if signed.len() < words.len()
        && let Some(before) = WORDS.compared.without_suffix(signed)
    {
        return Some(Growth { negative: words.ends_with('↓'), start: before.len(), compared: true });
    }
    let words = signed;
    let mut rest = words;
    let mut hedges = 0;
    while let Some(shorter) = WORDS.hedge.without_suffix(rest) {
        rest = shorter;
        hedges += 1;
        if hedges > 3 {
            return None;
        }
    }
    let found = |list: &Words| list.without_suffix(rest).map(str::len);
    let (start, negative) = match (found(&WORDS.fall), found(&WORDS.rise)) {
        (Some(start), _) => (start, true),
        (None, Some(start)) => (start, false),
        (None, None) => return None,
    };
    let verb = start;
    let start = without_comparison(&words[..verb]).len();
    // 新增 names what was added, no rate.
    if words[..start].ends_with('新') {
        return None;
    }
    Some(Growth { negative, start, compared: start < verb })
}

/// Reads a change whose noun stands behind its rate: 连续三年保持|20%以上|增长, 以|20%|的速度增长.
pub(super) fn growth_behind(words: &str, behind: &str) -> Option<Growth> {
    let mut noun = behind;
    while let Some(shorter) = WORDS.before_rise.without_prefix(noun) {
        noun = shorter;
    }
    // 由20%|增长到30%
    let after = WORDS.rise_noun.without_prefix(noun)?;
    if after.starts_with(['到', '至', '为', '了']) {
        return None;
    }
    let mut rest = WORDS.keeps.without_suffix(words.trim_end())?;
    while let Some(shorter) = WORDS.keeping.without_suffix(rest).or_else(|| without_years(rest)) {
        rest = shorter;
    }
    Some(Growth { negative: false, start: rest.len(), compared: true })
}

/// 连续三年, 近5年
fn without_years(words: &str) -> Option<&str> {
    let number = words.strip_suffix('年').or_else(|| words.strip_suffix("个月"))?;
    let rest = number.trim_end_matches(is_counting);
    (rest.len() < number.len()).then_some(rest)
}

/// `words` without what they say at their end of the figure compared with: 产值 of 产值同比.
pub(super) fn without_comparison(mut words: &str) -> &str {
    while let Some(shorter) = WORDS.compared.without_suffix(words) {
        words = shorter;
    }
    words
}

/// `words` up to the first verb or adverb: the noun phrase that a figure before them counts or measures.
pub(super) fn noun_phrase(words: &str) -> &str {
    if WORDS.no_noun.begin(words) {
        return "";
    }
    // “领航计划”试点企业: the words of a name end nothing.
    let mut stops = WORDS.stop.all(words);
    let end = stops
        .find(|(at, stop, ())| !is_quoted(&words[..*at], &words[at + stop.len()..]))
        .map_or(words.len(), |(at, _, ())| at);
    let noun = words[..end].trim_matches(|c: char| c.is_whitespace() || is_mark(c) || c == '的');
    // 产业区和|45平方公里的农业区
    let noun = if end == words.len() { noun.trim_end_matches(['和', '与', '及']) } else { noun };
    // One character is a conjunction rather.
    if noun.chars().nth(1).is_none() { "" } else { noun }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_leading_words_are_no_part_of_an_indicator() {
        for (words, expected) in [
            ("✅企业所得税", "企业所得税"),
            ("💰 总投资额:", "总投资额"),
            ("★产值", "产值"),
            ("💵", ""),
            ("配套建有厂房面积", "厂房面积"),
            ("开工项目包括总投资", "总投资"),
            ("和总投资", "总投资"),
            ("和平路长度", "和平路长度"),
        ] {
            assert_eq!(cut(words), expected, "{words}");
        }
    }
}
