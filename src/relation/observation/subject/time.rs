//! Words of time around what a figure is of.

/// The length of the words of time that `words` begin with: 去年, 1至8月, 截至目前.
#[inline]
pub(in crate::relation) fn time_prefix(words: &str) -> usize {
    let more =
        |c: char| matches!(c, '目' | '其' | '中' | '个' | '两' | '五' | '六' | '七' | '八' | '九' | '十');
    let fits = |c: char| is_time(c) || more(c);
    if !words.chars().next().is_some_and(fits) {
        return 0;
    }
    let len = words.len() - words.trim_start_matches(fits).len();
    let time = &words[..len];
    let whole = match time.chars().next_back() {
        Some('年' | '月' | '日') => true,
        Some('度' | '前' | '中' | '底' | '来' | '末') => {
            ["季度", "目前", "其中", "月底", "年底", "以来", "年末"].iter().any(|word| time.ends_with(word))
        }
        _ => false,
    };
    if whole { len } else { 0 }
}

/// `words` without an expression of time at its end.
pub(in crate::relation::observation) fn strip_time(words: &str) -> &str {
    let words = words.trim();
    if words.chars().count() > 14 {
        return words;
    }
    if words.chars().all(is_time) { "" } else { words }
}

/// Whether expressions of time are made of `c`.
#[inline]
fn is_time(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(
            c,
            '年' | '月'
                | '日'
                | '季'
                | '度'
                | '至'
                | '—'
                | '-'
                | '底'
                | '末'
                | '第'
                | '一'
                | '二'
                | '三'
                | '四'
                | '前'
                | '上'
                | '下'
                | '半'
                | '以'
                | '来'
                | '今'
                | '去'
                | '到'
                | '全'
                | '截'
                | '份'
                | '初'
        )
}
