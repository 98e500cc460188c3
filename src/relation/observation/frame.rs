//! The period and the modality that a passage has from its headings.

use jiff::civil::Date;

use super::clock;
use super::name;
use super::rules::ObservationRules;
use crate::extraction::Modality;
use crate::relation::outline::Outline;
use crate::relation::section::report::{self, Report};
use crate::text::word_list::word_lists;
use crate::text::{Anchor, BlockKind, NormalizedText, Passage, Period, PeriodUse, TimeSpan, periods, signs};

word_lists! {
    static WORDS: FrameWords = "frame.csv";
    /// What reports of work are called.
    report,
    /// Words of a paragraph that turns to what is to be done.
    aim,
    /// What follows the day on which a text was written.
    issued,
    /// What stands before a year that is to come.
    aimed,
    /// What stands before a year up to which something was counted.
    counted,
    /// What stands before a year whose figure has grown from that of another.
    grown,
    /// What stands behind a year where a figure is of a part of it.
    part,
    /// Words that make an aim of the clause behind a year.
    clause_aim,
    /// What a work begins with.
    begun,
    /// Words of a sentence that looks ahead.
    ahead,
    /// What was finished in a year.
    finished,
}

/// What holds for a passage until it says something else itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) period: Option<Period>,
    pub(super) modality: Option<Modality>,
}

/// The frames of all passages.
#[derive(Debug)]
pub(super) struct Frames {
    pub(super) anchor: Anchor,
    /// The date of the document is known, not only guessed.
    pub(super) dated: bool,
    frames: Vec<Frame>,
}

/// A line with at most so many bytes (some forty characters) and without a full stop can be a heading.
const SHORT: usize = 130;

impl Frames {
    pub(super) fn new(rules: &ObservationRules, text: &NormalizedText, outline: &Outline) -> Self {
        let signed = signed_year(text);
        let anchor = Anchor { year: outline.year, topic: None };
        let of_government = outline.report.as_ref();
        let mut frames = Vec::with_capacity(text.passages.len());
        let mut current = Frame::default();
        // A report of work is called after the year to come and tells first of the last.
        let report = text.passages.iter().take(TITLE_LINES).any(|passage| {
            let words = passage.span.of(&text.text);
            words.len() <= report::SHORT && WORDS.report.are_in(words)
        });
        for (at, passage) in text.passages.iter().enumerate() {
            let words = passage.span.of(&text.text);
            let signature = is_at_edge(at, text) && signature(words).is_some();
            if report
                && passage.kind == BlockKind::Paragraph
                // 全年……: which year that is, each passage of a government's report tells by itself.
                && (of_government.is_none() || words.starts_with(|c: char| c.is_ascii_digit()))
                && let Some(frame) = opening_year(words, anchor)
            {
                current = frame;
            }
            // 一、2023年计划执行情况 is a part of the report.
            let title =
                report && at < TITLE_LINES && WORDS.report.are_in(words) && !signs::has_numbered_mark(words);
            if is_heading(passage, words) && !signature && !title {
                let found = periods(words, anchor);
                let found =
                    found.iter().rev().find(|found| found.used == PeriodUse::Time && found.period.is_some());
                if let Some(found) = found {
                    current = Frame { period: found.period, modality: None };
                }
                if let Some(modality) = rules.heading_modality(words) {
                    current.modality = Some(modality);
                }
            }
            frames.push(current);
        }
        let dated = outline.date.is_some() || signed.is_some() || of_government.is_some();
        let told = of_government.map_or(&[][..], Report::told);
        for (frame, year) in frames.iter_mut().zip(told) {
            frame.period = frame.period.or(Some(Period::of(TimeSpan::Year(*year))));
        }
        Self { anchor, dated, frames }
    }

    pub(super) fn of(&self, passage: usize) -> Frame {
        self.frames.get(passage).copied().unwrap_or_default()
    }
}

/// How many passages at the beginning may be the title.
const TITLE_LINES: usize = 4;

/// What a paragraph of a report that begins with a year says for those after it.
fn opening_year(words: &str, anchor: Anchor) -> Option<Frame> {
    let opening = words.split(',').next().filter(|opening| opening.len() <= 40)?;
    let found = periods(opening, anchor);
    let year = found.first().filter(|found| {
        found.span.start == 0
            && found.used == PeriodUse::Time
            && found.period.is_some_and(|period| matches!(period.from, TimeSpan::Year(_)))
    })?;
    // A year that is over has reached its aims.
    let to_come = year.period.zip(anchor.year).is_some_and(|(period, now)| period.from.year() >= now);
    let aims = to_come && WORDS.aim.are_in(words);
    Some(Frame { period: year.period, modality: aims.then_some(Modality::Target) })
}

fn is_heading(passage: &Passage, words: &str) -> bool {
    match passage.kind {
        BlockKind::Title | BlockKind::Heading(_) => true,
        BlockKind::Paragraph => {
            words.len() <= SHORT && !words.contains(['。', ',', ';', '@', '、']) && !words.contains("时间")
        }
        _ => false,
    }
}

/// The year from which a document looks: that of its date, or of who signed it, or else the latest that it names.
pub(in crate::relation) fn year_of(text: &NormalizedText, date: Option<Date>) -> Option<i16> {
    date.map(Date::year)
        .or_else(|| signed_year(text))
        .or_else(|| report::year_of_report(text, None))
        .or_else(|| latest_year(text))
}

/// The year of a line at the beginning or the end that says when the text was written.
fn signed_year(text: &NormalizedText) -> Option<i16> {
    let lines = text.passages.iter().enumerate().filter(|(at, _)| is_at_edge(*at, text));
    lines.map(|(_, passage)| passage.span.of(&text.text)).find_map(signature)
}

/// Whether passage number `at` is one of the first or the last.
fn is_at_edge(at: usize, text: &NormalizedText) -> bool {
    at < 4 || at + 2 >= text.passages.len()
}

/// The year of a short line that says who wrote the text and when: 县统计局 2024年7月.
fn signature(words: &str) -> Option<i16> {
    if words.len() > SHORT || words.contains(['。', '，', ',']) {
        return None;
    }
    let words = words.trim_end_matches(')');
    let words = WORDS.issued.without_suffix(words).unwrap_or(words);
    let words = words.strip_suffix(['月', '日'])?;
    let at = words.rfind('年')?;
    let rest = &words[at + '年'.len_utf8()..];
    let digits = words.get(at.checked_sub(4)?..at)?;
    let month = rest.chars().all(|c| c.is_ascii_digit() || c == '月');
    digits.parse::<i16>().ok().filter(|year| month && (1990..=2100).contains(year))
}

/// The latest year that the text speaks of without aiming at it: when no date is known, the text was
/// written then.
fn latest_year(text: &NormalizedText) -> Option<i16> {
    let (marks, text) = (text.landmarks.all(), &*text.text);
    let mut latest = None;
    for at in marks.iter().filter(|mark| mark.character == '年').map(|mark| mark.at) {
        // 2011半年报
        let end = text[..at].strip_suffix('半').map_or(at, str::len);
        let Some(from) = end.checked_sub(4) else { continue };
        let Some(digits) = text.get(from..end) else { continue };
        let before = &text[..from];
        let after = &text[at + '年'.len_utf8()..];
        let year = digits.parse::<i16>().ok().filter(|year| (1990..=2100).contains(year));
        // 截至2021年底, 从8亿元增加到2021年的12亿元: what is counted up to then is over.
        let counted = WORDS.counted.end(before) || WORDS.grown.end(before) && after.starts_with('的');
        let aimed = !counted
            && (before.ends_with(['到', '至', '—', '-'])
                || WORDS.aimed.end(before)
                || after.starts_with('前')
                || (after.starts_with(['底', '末']) || is_completion(after)) && !is_told(text, at));
        // 2019年落户甲县: nobody writes of it only then.
        let of_history = !after.starts_with(|c: char| c.is_ascii_digit()) && clock::happened_once(after);
        let whole = !before.ends_with(|c: char| c.is_ascii_digit());
        if let Some(year) = year.filter(|_| !aimed && !of_history && whole) {
            latest = latest.max(Some(year));
        }
    }
    // A year that is over is told of in the next.
    let years = marks.iter().filter(|mark| mark.character == '年').map(|mark| mark.at);
    latest.map(|latest| if is_over(text, years, latest) { latest + 1 } else { latest })
}

/// Whether a text that speaks of 今年 or 去年 has figures of all of `year`, or tells what was finished in it, and nothing of a
/// part of it but its last month, nor an aim; `years` are the places of 年.
fn is_over(text: &str, mut years: impl Iterator<Item = usize> + Clone, year: i16) -> bool {
    if !years.clone().any(|at| text[..at].ends_with(['今', '去'])) {
        return false;
    }
    let mut over = false;
    let year = year.to_string();
    for at in years.by_ref() {
        let Some(before) = text[..at].strip_suffix(&year) else { continue };
        // 将于2011年投资20亿元 tells nothing of it.
        if WORDS.aimed.end(before) {
            continue;
        }
        let after = &text[at + '年'.len_utf8()..];
        let clause = after.split([',', ';', '。']).next().unwrap_or(after);
        let month = after.bytes().take_while(u8::is_ascii_digit).count();
        let part = month > 0 && after[month..].starts_with('月') && &after[..month] != "12";
        // 2011年是开局之年
        let aim = WORDS.part.begin(after) || WORDS.clause_aim.are_in(clause) || after.starts_with('是');
        if part || aim {
            return false;
        }
        let figures = clause.contains(|c: char| c.is_ascii_digit()) && clause.contains(['亿', '万', '%']);
        // 一期于2010年投产: of the year that runs it would be told as of 今年.
        let finished = before.ends_with('于') && WORDS.finished.are_in(clause);
        // 截至2010年底
        let counted = WORDS.counted.end(before) && after.starts_with(['底', '末']);
        over |= month == 0 && (figures || finished || counted);
    }
    over
}

/// Whether the year before byte `at` is one of a history: of something that began in another year, 2020年3月开工,|2021年|6月投产,
/// or in which it is told to have come, 于|2021年|投产. A sentence that looks ahead tells none.
fn is_told(text: &str, at: usize) -> bool {
    const ENDS: [char; 4] = ['。', ';', '!', '\n'];
    let start =
        text[..at].rfind(ENDS).map_or(0, |end| end + text[end..].chars().next().map_or(0, char::len_utf8));
    let end = text[at..].find(ENDS).map_or(text.len(), |end| at + end);
    let clauses = &text[start..at];
    let begun = || {
        clauses.rsplit(',').skip(1).any(|clause| {
            // 年产3万吨光伏玻璃项目|2020年|3月开工
            let mut years = clause.match_indices('年').map(|(year, _)| year);
            let year = years.find(|year| clause[..*year].ends_with(|c: char| c.is_ascii_digit()));
            year.is_some_and(|year| WORDS.begun.are_in(&clause[year..]))
        })
    };
    let then = || clauses.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with('于');
    (then() || begun()) && !WORDS.ahead.are_in(&text[start..end])
}

/// Whether the words behind a year say that something is finished then: 2027年6月建成.
fn is_completion(after: &str) -> bool {
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || "月上下半年初底".contains(c));
    name::WORDS.built.begin(rest)
}
