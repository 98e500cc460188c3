//! Figures of a ranking, which its heading names: 投资增速前三名:甲县增长8%,乙县增长7%.

use super::indicator::cut;
use super::sentence::{Line, Reader};

/// What a ranking is said to be of behind its figure.
const RANKS: [&str; 10] = ["排名", "排行", "居前", "靠前", "居后", "靠后", "较快", "较慢", "较高", "较低"];
/// What rates are called; the word for the change stands at each member.
const RATES: [&str; 5] = ["增长速度", "增长率", "增速", "增幅", "降幅"];
/// The divisions that a ranking is among.
const AMONG: [&str; 14] = [
    "地级市",
    "设区市",
    "市(州)",
    "市州",
    "各市州",
    "各州市",
    "各市",
    "各县",
    "县(市、区)",
    "县(区)",
    "县区",
    "区县",
    "各区",
    "县域",
];

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
        let words = AMONG.iter().find_map(|among| words.strip_prefix(among)).unwrap_or(words);
        let words = RATES.iter().find_map(|rate| words.strip_suffix(rate)).unwrap_or(words);
        Some(cut(words)).filter(|words| !words.is_empty())
    }
}

/// The heading of a ranking without what makes it one: 投资增速|前三名, 产值|排名.
fn without_rank(head: &str) -> Option<&str> {
    let head = head.trim_end_matches(['的', '是', '为']);
    if let Some(rest) = RANKS.iter().find_map(|rank| head.strip_suffix(rank)) {
        return Some(rest);
    }
    let rest = head.strip_suffix(['名', '位'])?;
    let rest = rest.trim_end_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c));
    rest.strip_suffix(['前', '后'])
}
