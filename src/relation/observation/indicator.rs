//! The words around a figure that say what it is a figure of.

use std::sync::LazyLock;

use crate::text::words::Words;

/// What may stand before the words of an indicator and is no part of it.
const LEADING: [&str; 64] = [
    "约",
    "终于",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "其",
    "其中",
    "并且",
    "并",
    "且",
    "还",
    "也",
    "同时",
    "另外",
    "此外",
    "现",
    "已",
    "共有",
    "共",
    "有",
    "的",
    "在",
    "将",
    "要",
    "力争",
    "确保",
    "争取",
    "预计",
    "计划",
    "拟",
    "有望",
    "实现",
    "完成",
    "达到",
    "全年",
    "到",
    "至",
    "截至",
    "目前",
    "为",
    "是",
    "使",
    "把",
    "等",
    "每年",
    "该",
    "目标是",
    "从",
    "由",
    "以",
    "我们",
    "届时",
    "全部达产后",
    "达产后",
    "建成后",
    "投产后",
    "下达",
    "提出",
    "据介绍",
    "县里",
    "市里",
    "区里",
];

/// What may stand between an indicator and its figure.
const TRAILING: [&str; 89] = [
    "人民币",
    "累计",
    "破",
    "站上",
    "跨越",
    "迈上",
    "爬升到",
    "爬升至",
    "跃升到",
    "跃升至",
    "攀升到",
    "攀升至",
    "稳定保持在",
    "达到每月",
    "分别达到",
    "分别增长",
    "分别完成",
    "分别实现",
    "分别达",
    "分别为",
    "分别",
    "稳定在",
    "保持在",
    "控制在",
    "提高到",
    "提升到",
    "提升至",
    "提高至",
    "增加到",
    "增长到",
    "增加至",
    "增至",
    "涨到",
    "升至",
    "升到",
    "扩大到",
    "下降到",
    "下降至",
    "降至",
    "降到",
    "突破",
    "超过",
    "接近",
    "达到",
    "实现",
    "完成",
    "首次",
    "预计",
    "可达",
    "不低于",
    "不少于",
    "不超过",
    "不高于",
    "力争",
    "有望",
    "将",
    "要",
    "可",
    "只",
    "仅",
    "达",
    "为",
    "是",
    "有",
    "共",
    "约",
    "近",
    "超",
    "逾",
    "过",
    "了",
    "到",
    "至",
    "计",
    "合计",
    "也",
    "已",
    "、",
    "和",
    "及",
    "并",
    "计划",
    "的",
    "由",
    "从",
    "由目前",
    "从目前",
    "在",
    "均",
];

/// What trailing words of [`TRAILING`] must not be cut off from.
const KEEP: [&str; 15] = [
    "拥有", "合计", "总计", "目的", "人均", "村均", "户均", "年均", "日均", "亩均", "平均", "签约", "合约",
    "节约", "预约",
];

/// What leading words of [`LEADING`] must not be cut off from.
const KEEP_LEADING: [&str; 34] = [
    "约束",
    "约定",
    "其他",
    "其它",
    "完成投资",
    "完成率",
    "到位",
    "到账",
    "到港",
    "到期",
    "在建",
    "在产",
    "在库",
    "在营",
    "有效",
    "有机",
    "有色",
    "有轨",
    "将军",
    "现代",
    "现有",
    "现金",
    "共建",
    "共享",
    "共同",
    "并网",
    "并购",
    "要素",
    "以上",
    "以下",
    "以内",
    "以工代赈",
    "为主",
    "至今",
];

/// The lists, compiled: words are cut around every figure.
struct Lists {
    leading: Words,
    keep_leading: Words,
    trailing: Words,
    keep: Words,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    leading: Words::of(&LEADING),
    keep_leading: Words::of(&KEEP_LEADING),
    trailing: Words::of(&TRAILING),
    keep: Words::of(&KEEP),
});

/// `words` without what only leads to them or on from them; the words of a comparison (同比, 比上年) go too.
pub(super) fn cut(words: &str) -> &str {
    let lists = &*LISTS;
    // 【工业】 is the heading of a paragraph.
    let words = words.rsplit_once('】').map_or(words, |(_, words)| words);
    let mut words = words.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    loop {
        let before = words;
        if lists.keep_leading.without_prefix(words).is_none()
            && let Some(rest) = lists.leading.without_prefix(words)
        {
            words = rest;
        }
        if lists.keep.without_suffix(words).is_none()
            && let Some(rest) = lists.trailing.without_suffix(words)
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

pub(super) const STOPS: [&str; 40] = [
    "加快",
    "稳步",
    "顺利",
    "全面",
    "计划",
    "全部",
    "落户",
    "开工",
    "建成",
    "投产",
    "达到",
    "通过",
    "创建",
    "产值",
    "停产",
    "正在",
    "已",
    "现",
    "均",
    "总投资",
    "预计",
    "成功",
    "完成",
    "实现",
    "进入",
    "入选",
    "入驻",
    "获",
    "被",
    "在",
    "与",
    "将",
    "并",
    "推进",
    "保持",
    "负荷",
    "启动",
    "通车",
    "并网",
    "运营",
];
