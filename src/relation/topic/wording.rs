//! What the words of a clause say of its subject when no name in it does.

use super::WORDS;
use crate::relation::observation::subject::time::time_prefix;

/// Whether a clause begins with the name of a project that nothing knows: 某某悬架项目计划总投资8亿元.
pub(super) fn has_unknown_work(words: &str) -> bool {
    /// How many characters a name has.
    const NAME: std::ops::RangeInclusive<usize> = 4..=40;
    let Some((name, behind)) = words.split_once("项目") else { return false };
    let behind = behind.trim_start_matches(['也', '均', '已', '亦', '同']);
    NAME.contains(&name.chars().count()) && WORDS.told.begin(behind) && !WORDS.no_name.are_in(name)
}

/// The first characters of what [`is_collective`] looks for.
pub(super) const COLLECTIVE: [char; 3] = ['项', '企', '工'];

/// Whether the subject of a clause is a number of works or firms, or all or the rest of them: 开业的3个项目,
/// 已签约的重大项目共5个, 其余项目均…….
pub(super) fn is_collective(words: &str) -> bool {
    collective_noun(words).is_some()
}

/// Where the noun of such a subject stands and ends.
pub(in crate::relation) fn collective_noun(words: &str) -> Option<(usize, usize)> {
    /// The longest such subject before its noun, in bytes.
    const LONG: usize = 54;
    let opening = time_prefix(words);
    let words = &words[opening..];
    let (at, noun, ()) = WORDS.collective_noun.first(words)?;
    let (before, behind) = (&words[..at], &words[at + noun.len()..]);
    let all = || WORDS.collective.begin(before) || WORDS.collective.end(before);
    let counted = || {
        let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百几多".contains(c);
        let counts = |(at, classifier): (usize, char)| {
            // 十大|项目, but 第一大|项目
            matches!(classifier, '个' | '家' | '批' | '条' | '户' | '大')
                && before[..at].ends_with(number)
                && !before[..at].trim_end_matches(number).ends_with('第')
                && !before[at + classifier.len_utf8()..].contains(',')
        };
        before.char_indices().any(counts) || {
            // 路基工程90% is no number of works.
            let number = behind.trim_start_matches(['共', '有', '计', '达']);
            let unit = number.trim_start_matches(|c: char| c.is_ascii_digit() || "多余".contains(c));
            unit.len() < number.len()
                && unit.starts_with(['个', '家', '项', '条', '批', '户', '座', ',', '。', ';', '('])
        }
    };
    // 引进了3个项目 is what somebody does.
    let told = at <= LONG && !WORDS.has_some.begin(before) && !before.ends_with(['是', '为']);
    (told && (all() || counted())).then_some((opening + at, opening + at + noun.len()))
}

/// Whether a clause is told of a part of what was named: 其余2个正在建设, 9个已经投产.
pub(super) fn is_of_rest(words: &str) -> bool {
    let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = number.len() < words.len();
    WORDS.rest.begin(words)
        || counted
            && number
                .strip_prefix(['个', '家', '条', '座', '项', '户', '处'])
                .is_some_and(|told| WORDS.rest_told.begin(told))
}

/// Whether a line is a field of a form: 建设单位:甲公司.
pub(super) fn is_field(line: &str) -> bool {
    let number = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '(' | ')' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '、' | '.'
            )
    };
    let line = line.trim_start_matches(number);
    WORDS.field.without_prefix(line).is_some_and(|rest| rest.starts_with([':', '(']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::landmark::is_noted;

    #[test]
    fn what_is_looked_for_only_behind_landmarks_is_found_there() {
        assert!(COLLECTIVE.into_iter().chain(['项']).all(is_noted));
        for noun in WORDS.collective_noun.iter() {
            assert!(noun.starts_with(COLLECTIVE), "{noun} would not be found");
        }
    }
}
