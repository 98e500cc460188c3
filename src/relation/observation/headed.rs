//! Figures of a ranking, which its heading names: 投资增速前三名:甲县增长8%,乙县增长7%.

use super::indicator::cut;
use super::sentence::{Line, Reader};
use crate::text::signs::is_counting;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: HeadedWords = "headed.csv";
    /// What a ranking is said to be of behind its figure.
    rank,
    /// What rates are called; the word for the change stands at each member.
    rate,
    /// The divisions that a ranking is among.
    among,
}

impl Reader<'_> {
    /// The words for the figure at `position` in the heading of the ranking that its sentence is.
    pub(super) fn headed(&self, frame: &Line<'_>, position: usize) -> Option<&str> {
        let text = &self.source.text.text;
        let before = text.get(frame.sentence.span.start..position)?;
        let head = &before[..before.find(':')?];
        let ranked = without_rank(head)?;
        // 1—7月|投资增速: what stands before the time only says among whom.
        let end = frame.sentence.span.start + ranked.len();
        let time = frame.times.iter().rev().find(|time| time.span.end <= end);
        let words = time.map_or(ranked, |time| &ranked[time.span.end - frame.sentence.span.start..]);
        let words = words.rsplit([',', ';', '。']).next().unwrap_or(words);
        let words = words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '(' | '、'));
        let words = WORDS.among.without_prefix(words).unwrap_or(words);
        let words = WORDS.rate.without_suffix(words).unwrap_or(words);
        Some(cut(words)).filter(|words| !words.is_empty())
    }
}

/// The heading of a ranking without what makes it one: 投资增速|前三名, 产值|排名.
fn without_rank(head: &str) -> Option<&str> {
    let head = head.trim_end_matches(['的', '是', '为']);
    if let Some(rest) = WORDS.rank.without_suffix(head) {
        return Some(rest);
    }
    let rest = head.strip_suffix(['名', '位'])?;
    let rest = rest.trim_end_matches(is_counting);
    rest.strip_suffix(['前', '后'])
}
