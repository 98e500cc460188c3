//! Reports of governments: they are called after the year in which they are given, look back on the year before and then
//! ahead to their own.

use jiff::civil::Date;

use super::intent::intents;
use super::plan::tells_reached;
use crate::text::word_list::word_lists;
use crate::text::{NormalizedText, Sentence};

word_lists! {
    static WORDS: ReportWords = "report.csv";
    /// What such reports are called, behind their year.
    called,
    /// What a line says of the meeting at which one was given.
    meeting,
}

/// How many passages at the beginning may be the title.
const TITLE_LINES: usize = 6;

/// The longest line that can be a title, in bytes (some eighty characters): 关于青石县2017年……执行情况与2018年……计划草案的报告.
pub(in crate::relation) const SHORT: usize = 240;

/// Whether a document is such a report by its title.
pub(in crate::relation) fn is_report(text: &NormalizedText) -> bool {
    opening(text).any(|words| WORDS.called.are_in(words))
}

/// The year of such a report: that of its title (青石县2021年政府工作报告, 2018政府工作报告), or of the meeting at which it was given
/// (——2018年1月10日在青石县……会议上), or else of its date, `date`, in the first months of a year.
pub(in crate::relation) fn year_of_report(text: &NormalizedText, date: Option<Date>) -> Option<i16> {
    /// The last month in which one is given.
    const LATEST: i8 = 4;
    let (title, at) = opening(text).find_map(|words| Some((words, WORDS.called.first(words)?.0)))?;
    // 2021年度政府工作报告 is about that year.
    if title.contains("年度") {
        return None;
    }
    let meeting = || {
        let lines = opening(text).filter(|words| WORDS.meeting.are_in(words));
        lines.filter_map(|words| year_before(words, words.find('年')?)).next()
    };
    let dated = || date.filter(|date| date.month() <= LATEST).map(Date::year);
    year_before(title, at).or_else(meeting).or_else(dated)
}

/// The lines that may be the title or say where the report was given.
fn opening(text: &NormalizedText) -> impl Iterator<Item = &str> {
    let lines = text.passages.iter().take(TITLE_LINES).map(|passage| passage.span.of(&text.text));
    lines.filter(|words| words.len() <= SHORT && !words.contains(['。', ',']))
}

/// The year whose digits end the words before byte `at`, but for what is no digit: 青石县|2021|年.
fn year_before(words: &str, at: usize) -> Option<i16> {
    let before = words[..at].trim_end_matches(|c: char| !c.is_ascii_digit());
    let year = before.get(before.len().checked_sub(4)?..)?.parse().ok()?;
    (1990..=2100).contains(&year).then_some(year)
}

/// Such a report: the years that it tells of.
pub(in crate::relation) struct Report {
    /// The year in which it is given.
    year: i16,
    /// By passage: the year that it tells of where it says no other.
    told: Vec<i16>,
}

impl Report {
    /// The report that a document is: it tells of the year before, and of its own from where on its sentences tell what is
    /// to be done.
    pub(in crate::relation) fn of(
        text: &NormalizedText,
        sentences: &[Sentence],
        date: Option<Date>,
    ) -> Option<Self> {
        let year = year_of_report(text, date)?;
        let intended = intents(text, sentences, false);
        let mut told = Vec::with_capacity(text.passages.len());
        let mut now = year - 1;
        let mut next = 0;
        for at in 0..text.passages.len() {
            let from = next;
            next += sentences[from..].iter().take_while(|sentence| sentence.passage <= at).count();
            let reached = |sentence: &Sentence| tells_reached(sentence.span.of(&text.text));
            now = match () {
                () if intended[from..next].contains(&true) => year,
                () if sentences[from..next].iter().any(reached) => year - 1,
                () => now,
            };
            told.push(now);
        }
        Some(Self { year, told })
    }

    /// The year that each passage tells of where it says no other.
    pub(in crate::relation) fn told(&self) -> &[i16] {
        &self.told
    }

    /// Whether passage number `passage` tells of the year before.
    pub(super) fn looks_back(&self, passage: usize) -> bool {
        self.told.get(passage).is_some_and(|told| *told < self.year)
    }
}
