//! When a stage was reached: 去年6月 of 甲项目去年6月投产.

use crate::text::word_list::word_lists;
use crate::text::{Anchor, NormalizedSpan, Period, PeriodFound, PeriodUse, periods};

word_lists! {
    static WORDS: ReachedWords = "reached.csv";
    /// Words of a cell whose time is still to come.
    coming,
}

/// The time that the clause of a match names, or the clause of time right before it (去年6月,甲项目投产). `sentence` begins the
/// sentence of the match `span`; `year` is that from which the document looks.
pub(super) fn reached(
    text: &str,
    sentence: usize,
    span: NormalizedSpan,
    year: Option<i16>,
) -> Option<Period> {
    let anchor = Anchor { year, topic: None };
    // 投产于2023年6月
    let behind = text[span.end..]
        .strip_prefix('于')
        .map(|words| words.split([',', ';', '。']).next().unwrap_or(words));
    if let Some(found) = behind.and_then(|words| periods(words, anchor).first().copied()) {
        return found.period.filter(|_| found.span.start == 0);
    }
    let words = &text[sentence..span.end];
    let clause = words.rfind([',', ';', ':']).map_or(0, |at| at + 1);
    let found = periods(words, anchor);
    let says = |found: &&PeriodFound| {
        let (before, after) = (&words[..found.span.start], &words[found.span.end..]);
        matches!(found.used, PeriodUse::Time | PeriodUse::Event)
            && found.period.is_some()
            && !before.ends_with("截至")
            && !after.starts_with('前')
            && !after.starts_with("底前")
            && !after.starts_with("末前")
    };
    let own = found.iter().rev().filter(says).find(|found| found.span.start >= clause);
    let before = || {
        found.iter().rev().filter(says).find(|found| {
            let opens = found.span.start == 0 || words[..found.span.start].ends_with([',', ';', ':']);
            opens && &words[found.span.end..clause] == ","
        })
    };
    own.or_else(before).and_then(|found| found.period)
}

/// The time that a cell of a table names: 6月已投产.
pub(super) fn in_cell(words: &str, year: Option<i16>) -> Option<Period> {
    let coming = WORDS.coming.are_in(words);
    let found = periods(words, Anchor { year, topic: None });
    found.into_iter().filter(|_| !coming).find_map(|found| found.period)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_stands_in_the_clause_or_right_before_it() {
        for (text, end, expected) in [
            ("甲项目去年6月投产", "投产", Some("2023-06")),
            ("2022年3月,甲项目开工", "开工", Some("2022-03")),
            ("甲项目2022年签约,今年5月开工", "开工", Some("2024-05")),
            ("甲项目2022年签约,现已开工", "开工", None),
            ("甲项目投产于2021年", "投产", Some("2021")),
            ("截至6月底,甲项目已投产", "投产", None),
            ("甲项目投产", "投产", None),
        ] {
            let end = text.rfind(end).map_or(0, |at| at + end.len());
            let found = reached(text, 0, NormalizedSpan::new(0, end), Some(2024));
            assert_eq!(found.map(|period| period.to_string()).as_deref(), expected, "{text}");
        }
    }
}
