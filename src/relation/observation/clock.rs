//! The times that a sentence speaks of, and what of them carries over to the next one.

use super::sentence::Reader;
use crate::text::word_list::word_lists;
use crate::text::{Anchor, NormalizedSpan, PeriodFound, PeriodUse, Sentence, TimeSpan, periods};

word_lists! {
    static WORDS: ClockWords = "clock.csv";
    /// Words before the time at which something began that is still there.
    founded,
    /// Verbs of what happens once.
    event,
    /// What happens to a firm, a park or a county once, whatever the year.
    once,
    /// Words with which a passage goes on with the figures of the one before it.
    goes_on,
}

impl Reader<'_> {
    /// Reads the time from the sentences without figures before sentence `at`.
    pub(super) fn catch_up(&mut self, at: usize, passage: usize) {
        if self.passage != passage {
            // What a heading says of time begins anew.
            let before = self.frames.of(self.passage).period;
            if self.passage != usize::MAX && self.frames.of(passage).period != before {
                self.year = None;
            }
            let words =
                self.source.text.passages.get(passage).map(|passage| passage.span.of(&self.source.text.text));
            let next = self.passage.checked_add(1) == Some(passage);
            self.passage = passage;
            self.carried =
                self.carried.filter(|_| next && words.is_some_and(|words| WORDS.goes_on.begin(words)));
            self.last = None;
            self.count = None;
            // 重点项目96个。⏎按县区分:甲区21个
            if !next || !words.is_some_and(breaks_down) {
                self.whole = None;
            }
            self.projects.set(None);
            self.placed.take();
        }
        let first = self.source.sentences[..at]
            .iter()
            .rposition(|sentence| sentence.passage != passage)
            .map_or(0, |at| at + 1);
        // Without a date the year named last is that of a bare 上半年, though no figure stood beside it.
        if !self.frames.dated {
            for sentence in &self.source.sentences[self.unread.min(first)..first] {
                let times = self.times(sentence);
                let past = |year: &i16| self.frames.anchor.year.is_none_or(|now| *year <= now);
                let named = times.iter().rev().find(|time| carries(time, &self.source.text.text));
                let year = named.and_then(|time| time.period).map(|period| period.from.year());
                self.year = year.filter(past).or(self.year);
            }
        }
        for sentence in &self.source.sentences[first.max(self.unread)..at] {
            let times = self.times(sentence);
            if let Some(last) = times.iter().rev().find(|time| carries(time, &self.source.text.text)) {
                self.carried = Some(last.period);
            }
        }
    }

    pub(super) fn times(&self, sentence: &Sentence) -> Vec<PeriodFound> {
        // A bare 上半年 belongs to the year that the passage, the ones before it, or its heading speaks of.
        let framed = self.frames.of(sentence.passage).period.map(|period| period.from.year());
        let carried = self.carried.flatten().map(|period| period.to.unwrap_or(period.from).year());
        // Plans for years to come set no topic.
        let past = |year: &i16| self.frames.anchor.year.is_none_or(|now| *year <= now);
        let topic = carried.filter(past).or(self.year.filter(past).filter(|_| !self.frames.dated)).or(framed);
        let anchor = Anchor { topic, ..self.frames.anchor };
        let mut found = periods(sentence.span.of(&self.source.text.text), anchor);
        let words = sentence.span.of(&self.source.text.text);
        for time in &mut found {
            let after = &words[time.span.end..];
            if is_event(time, self.frames.anchor.year, after) || is_base(&words[..time.span.start], after) {
                time.used = PeriodUse::Event;
            }
            time.span = NormalizedSpan::new(
                time.span.start + sentence.span.start,
                time.span.end + sentence.span.start,
            );
        }
        found
    }
}

/// Whether a passage begins with how what was counted is made up: 从地域看, 按行业分.
pub(super) fn breaks_down(words: &str) -> bool {
    let clause = words.split([',', ':', '。']).next().unwrap_or(words);
    clause.starts_with(['从', '按', '分']) && clause.ends_with(['看', '分'])
}

/// Whether a time holds for the next sentence too: not that of what something rose from, 由上年的3亿元.
pub(super) fn carries(time: &PeriodFound, text: &str) -> bool {
    let before = &text[..time.span.start];
    // 与2017年计划持平 compares.
    let compares = before.ends_with(['与', '比', '较', '同']);
    let start = before.ends_with(['由', '从']) && text[time.span.end..].starts_with('的');
    let holds = matches!(time.used, PeriodUse::Time | PeriodUse::Reset);
    holds && !compares && !start && !is_founding(before)
}

/// Whether the words before a time make it that of a beginning, which no figure is of: 公司创立于|2008年,占地60亩.
pub(super) fn is_founding(before: &str) -> bool {
    WORDS.founded.end(before)
}

/// Whether the clause behind a year tells what happens to a firm, a park or a county once: 2006年|批准设立.
pub(super) fn happened_once(after: &str) -> bool {
    let clause = after.split([',', ';', '。', ':']).next().unwrap_or(after);
    WORDS.once.are_in(clause)
}

/// Whether the words around a time make it that of what something grew from: 在|2012年|提高2个百分点的基础上.
fn is_base(before: &str, after: &str) -> bool {
    before.ends_with('在')
        && after.split([',', '。', ';']).next().is_some_and(|clause| clause.contains("基础上"))
}

/// Whether `time` is when something happened that the words behind it tell: 今年5月开工,总投资3亿元. Of a whole year that is
/// told only where it happens once: 2006年批准设立,现有企业85家, but 2023年建成投产,产值3亿元.
fn is_event(time: &PeriodFound, now: Option<i16>, after: &str) -> bool {
    let Some(period) = time.period.filter(|period| period.to.is_none()) else { return false };
    let to_come = now.is_some_and(|now| period.from.year() > now);
    let short = to_come || !matches!(period.from, TimeSpan::Year(_));
    let clause = after.split([',', ';', '。', ':']).next().unwrap_or(after);
    time.used == PeriodUse::Time
        && !clause.contains(|c: char| c.is_ascii_digit())
        && (short && WORDS.event.are_in(clause) || happened_once(clause))
}
