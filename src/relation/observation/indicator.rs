//! The words around a figure that say what it is a figure of.

use std::sync::LazyLock;

use crate::relation::word_lists::words_of;
use crate::text::words::Words;

/// What may stand before the words of an indicator and is no part of it.
static LEADING: LazyLock<Words> = LazyLock::new(|| words_of("leading"));

/// What may stand between an indicator and its figure.
static TRAILING: LazyLock<Words> = LazyLock::new(|| words_of("trailing"));

/// What trailing words of [`TRAILING`] must not be cut off from.
static KEEP: LazyLock<Words> = LazyLock::new(|| words_of("keep-trailing"));

/// What leading words of [`LEADING`] must not be cut off from.
static KEEP_LEADING: LazyLock<Words> = LazyLock::new(|| words_of("keep-leading"));

/// `words` without what only leads to them or on from them; the words of a comparison (同比, 比上年) go too.
pub(super) fn cut(words: &str) -> &str {
    // 【工业】 is the heading of a paragraph.
    let words = words.rsplit_once('】').map_or(words, |(_, words)| words);
    let mut words = words.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    loop {
        let before = words;
        if KEEP_LEADING.without_prefix(words).is_none()
            && let Some(rest) = LEADING.without_prefix(words)
        {
            words = rest;
        }
        if KEEP.without_suffix(words).is_none()
            && let Some(rest) = TRAILING.without_suffix(words)
        {
            words = rest;
        }
        words = words.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
        words = words.strip_prefix('“').filter(|rest| !rest.contains('”')).unwrap_or(words);
        words = words.strip_suffix('”').filter(|rest| !rest.contains('“')).unwrap_or(words);
        if words == before {
            return words;
        }
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '/' | '、' | ',' | ';' | ':' | '(' | ')' | '—' | '·' | '*' | '-' | '。')
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

const RISE: [&str; 18] = [
    "增产",
    "增收",
    "递增",
    "回升",
    "上浮",
    "年均增长",
    "增长率",
    "增速",
    "增幅",
    "增长",
    "增加",
    "上升",
    "提高",
    "提升",
    "上涨",
    "攀升",
    "扩大",
    "增",
];
const FALL: [&str; 17] = [
    "减产",
    "减收",
    "下挫",
    "负增长",
    "下降",
    "减少",
    "降低",
    "回落",
    "下滑",
    "缩减",
    "萎缩",
    "缩短",
    "下跌",
    "降幅",
    "收窄",
    "降",
    "减",
];
const HEDGE: [&str; 13] =
    ["超过", "不低于", "分别", "了", "约", "近", "超", "逾", "过", "达到", "达", "为", "在"];
const STEADY: [&str; 4] = ["保持在", "稳定在", "控制在", "均"];
const COMPARED: [&str; 22] = [
    "比年初",
    "较年初",
    "按可比价",
    "同比",
    "按年",
    "环比",
    "比上年同期",
    "较上年同期",
    "比去年同期",
    "较去年同期",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "较同期",
    "比同期",
    "年均",
    "实际",
    "可比",
    "分别",
    "均",
    "名义",
];

/// Reads a change from the words before a figure.
pub(super) fn growth(words: &str) -> Option<Growth> {
    let mut rest = words.trim_end();
    let mut hedges = 0;
    while let Some(shorter) = STEADY.iter().chain(&HEDGE).find_map(|word| rest.strip_suffix(word)) {
        rest = shorter;
        hedges += 1;
        if hedges > 3 {
            return None;
        }
    }
    let found = |list: &[&str]| list.iter().find_map(|word| rest.strip_suffix(word)).map(str::len);
    let (start, negative) = match (found(&FALL), found(&RISE)) {
        (Some(start), _) => (start, true),
        (None, Some(start)) => (start, false),
        (None, None) => return None,
    };
    let mut start = start;
    let verb = start;
    while let Some(shorter) = COMPARED.iter().find_map(|word| words[..start].strip_suffix(word)) {
        start = shorter.len();
    }
    // 新增 names what was added, no rate.
    if words[..start].ends_with('新') {
        return None;
    }
    Some(Growth { negative, start, compared: start < verb })
}

/// `words` up to the first verb or adverb: the noun phrase that a figure before them counts or measures.
pub(super) fn noun_phrase<'t>(words: &'t str, stops: &Words) -> &'t str {
    if NO_NOUNS.iter().any(|word| words.starts_with(word)) {
        return "";
    }
    let end = stops.first(words).map_or(words.len(), |(at, _, ())| at);
    let noun = words[..end].trim_matches(|c: char| c.is_whitespace() || is_mark(c) || c == '的');
    // One character is a conjunction rather.
    if noun.chars().nth(1).is_none() { "" } else { noun }
}

/// What follows a figure and names nothing.
const NO_NOUNS: [&str; 8] = ["大关", "台阶", "关口", "规模", "左右", "水平", "/", "级"];
