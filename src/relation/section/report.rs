//! Reports of governments: they are called after the year in which they are given, look back on the year before and then
//! ahead to their own.

use super::intent::intents;
use super::plan::tells_reached;
use crate::text::word_list::word_lists;
use crate::text::{NormalizedText, Sentence};

word_lists! {
    static WORDS: ReportWords = "report.csv";
    /// What such reports are called, behind their year.
    called,
}

/// How many passages at the beginning may be the title.
const TITLE_LINES: usize = 4;

/// The longest line that can be a title, in bytes (some forty characters).
const SHORT: usize = 130;

/// The year that the title of such a report names: 青石县2021年政府工作报告, 2018政府工作报告.
pub(in crate::relation) fn year_of_report(text: &NormalizedText) -> Option<i16> {
    let titles = text.passages.iter().take(TITLE_LINES).map(|passage| passage.span.of(&text.text));
    titles.filter(|words| words.len() <= SHORT && !words.contains(['。', ','])).find_map(|words| {
        let (at, ..) = WORDS.called.first(words)?;
        let before = words[..at].trim_end_matches(|c: char| !c.is_ascii_digit());
        let year = before.get(before.len().checked_sub(4)?..)?.parse().ok()?;
        // 2021年度政府工作报告 is about that year.
        let about = words[before.len()..].starts_with("年度");
        ((1990..=2100).contains(&year) && !about).then_some(year)
    })
}

/// The year that each passage of such a report tells of where it says no other: the one before, and its own from where on
/// its sentences tell what is to be done.
pub(in crate::relation) fn years(text: &NormalizedText, sentences: &[Sentence]) -> Option<Vec<i16>> {
    let year = year_of_report(text)?;
    let intended = intents(text, sentences, false);
    let mut years = vec![year - 1; text.passages.len()];
    let mut now = year - 1;
    let mut next = 0;
    for (at, told) in years.iter_mut().enumerate() {
        let from = next;
        next += sentences[from..].iter().take_while(|sentence| sentence.passage <= at).count();
        let inside = from..next;
        let reached = || sentences[inside.clone()].iter().any(|one| tells_reached(one.span.of(&text.text)));
        now = match () {
            () if intended[inside.clone()].contains(&true) => year,
            () if reached() => year - 1,
            () => now,
        };
        *told = now;
    }
    Some(years)
}

/// By sentence of such a report: whether its passage looks back.
pub(super) fn looking_back(text: &NormalizedText, sentences: &[Sentence]) -> Vec<bool> {
    let (Some(year), Some(years)) = (year_of_report(text), years(text, sentences)) else { return Vec::new() };
    let before = |sentence: &Sentence| years.get(sentence.passage).is_some_and(|told| *told < year);
    sentences.iter().map(before).collect()
}
