//! Coordinated figures: 甲、乙分别达5亿元和3亿元.

use super::indicator::growth;
use super::subject::Candidate;
use crate::extraction::EntityRef;
use crate::text::word_list::word_lists;
use crate::text::{NormalizedSpan, Period, PeriodFound, PeriodUse};

word_lists! {
    static WORDS: SeriesWords = "series.csv";
    /// What members of an enumeration end with that are indicators by themselves.
    whole,
    /// What stands behind the last one and says with what all are compared.
    compared,
    /// Nouns of fields that stand between the last one and the indicator that all share.
    field,
}

/// What the figures of a series are of, in order.
#[derive(Clone, Debug)]
pub(super) enum Members {
    /// Entities.
    Subjects(Vec<EntityRef>),
    /// The beginnings of the indicators; their common end follows.
    Words(Vec<String>),
    /// The times of figures of one thing: 2022年和2023年分别达.
    Periods(Vec<Option<Period>>),
    /// Works that no mentions are.
    Unknown,
}

/// How many figures follow each other with only 、, 和 or `,` and a word of change between them, from the first of `gaps`: the
/// texts between them.
pub(super) fn length<'t>(gaps: impl Iterator<Item = &'t str>) -> usize {
    let joins = |gap: &&str| {
        // The sign of 3.1%、-0.8%.
        let joint = gap.strip_suffix(change_of(gap)).unwrap_or(gap).trim_end_matches(['-', '−', '负']);
        matches!(joint, "、" | "和" | "," | "及" | "与" | "以及")
    };
    1 + gaps.take_while(joins).count()
}

/// The word of change at the end of `gap`: 下降 of 和下降.
pub(super) fn change_of(gap: &str) -> &str {
    growth(gap).map_or("", |growth| &gap[growth.start..])
}

/// The `count` last candidates of the words before 分别 that are enumerated.
pub(super) fn subjects(
    candidates: &[Candidate],
    words: NormalizedSpan,
    count: usize,
) -> Option<Vec<EntityRef>> {
    let to = candidates.partition_point(|candidate| candidate.span.end <= words.end);
    let inside = candidates[..to]
        .iter()
        .skip_while(|candidate| candidate.span.start < words.start)
        .collect::<Vec<_>>();
    let listed: Vec<&Candidate> =
        inside.into_iter().rev().take_while(|candidate| candidate.listed).take(count).collect();
    (count > 1 && listed.len() == count)
        .then(|| listed.into_iter().rev().map(|candidate| candidate.entity.clone()).collect())
}

/// The `count` last of the times before `end`, when they are enumerated.
pub(super) fn periods(
    times: &[PeriodFound],
    text: &str,
    end: usize,
    count: usize,
) -> Option<Vec<Option<Period>>> {
    let before: Vec<&PeriodFound> =
        times.iter().filter(|time| time.used == PeriodUse::Time && time.span.end <= end).collect();
    let listed = before.get(before.len().checked_sub(count)?..)?;
    let joined = |pair: &[&PeriodFound]| match pair {
        [a, b] => {
            let gap = text.get(a.span.end..b.span.start);
            gap.is_some_and(|gap| matches!(gap, "、" | "和" | "及" | "与" | "以及"))
        }
        _ => false,
    };
    (count > 1 && listed.windows(2).all(joined)).then(|| listed.iter().map(|time| time.period).collect())
}

/// The places of 甲、乙、丙三地 that all have the figure, none when it is one of them together; `rate`: it is one that is
/// not added up.
pub(super) fn all_of(
    candidates: &[Candidate],
    text: &str,
    clause: NormalizedSpan,
    rate: bool,
) -> Option<Vec<EntityRef>> {
    let inside: Vec<&Candidate> =
        candidates.iter().filter(|candidate| clause.contains(candidate.span)).collect();
    let last = inside.last()?;
    let after = &text[last.span.end..clause.end];
    let together = ["两", "二", "三", "四", "五", "六", "2", "3", "4", "5", "6"]
        .iter()
        .filter_map(|number| after.strip_prefix(number))
        .any(|rest| rest.starts_with(['地', '县', '市', '区', '个', '州', '园', '家']));
    let listed: Vec<&&Candidate> = inside.iter().rev().take_while(|candidate| candidate.listed).collect();
    if !together || listed.len() < 2 {
        return None;
    }
    // An amount without 均 is rather their sum, which is of none of them.
    if !rate && !["均", "各", "都"].iter().any(|word| after.contains(word)) {
        return Some(Vec::new());
    }
    Some(listed.into_iter().rev().map(|candidate| candidate.entity.clone()).collect())
}

/// The members of an enumeration in words and their common end: 黄桃、茶叶种植面积 gives 黄桃, 茶叶 with 种植面积
/// left on the last, which the others get too. What has an end of its own gets none (营业收入、利润总额); of 民营企业实现营业收入、利润
/// all have the beginning. `trades`: the last one ends with the name of a sector or of goods, and there is no common end.
pub(super) fn words(indicator: &str, count: usize, trades: bool) -> Option<Vec<String>> {
    let indicator = WORDS.compared.without_suffix(indicator).unwrap_or(indicator);
    let (of_whom, listed) = indicator
        .split_once("实现")
        .filter(|(of_whom, _)| !of_whom.contains(['、', '和']))
        .unwrap_or(("", indicator));
    let parts: Vec<&str> = listed.split(['、', '和']).filter(|part| !part.is_empty()).collect();
    if count < 2 || parts.len() != count {
        return None;
    }
    let (last, others) = parts.split_last()?;
    let whole = trades || others.iter().any(|part| WORDS.whole.end(part));
    let tail: String = if whole { String::new() } else { last.chars().skip(own_length(last)).collect() };
    let others = others.iter().map(|part| format!("{of_whom}{part}{tail}"));
    Some(others.chain([format!("{of_whom}{last}")]).collect())
}

/// How many characters of the last member are its own: 装备制造|产业增加值.
fn own_length(last: &str) -> usize {
    let own = WORDS.whole.without_suffix(last).map(|own| WORDS.field.without_suffix(own).unwrap_or(own));
    if let Some(own) = own.map(|own| own.chars().count()).filter(|own| *own >= 2) {
        return own;
    }
    // How much else is common to all cannot be told; the longest end of two to six characters that leaves it two is taken.
    let length = last.chars().count();
    if length > 5 { 2 } else { length.saturating_sub(2).max(1) }
}
