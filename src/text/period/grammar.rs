//! The grammar of periods.

use std::sync::LazyLock;

use super::{Anchor, Period, PeriodUse, TimeSpan};
use crate::text::character_set::CharacterSet;
use crate::text::signs::han_digit;
use crate::text::words::Words;

/// One expression at the beginning of a text.
pub(super) struct Expression {
    pub(super) len: usize,
    pub(super) period: Option<Period>,
    pub(super) used: PeriodUse,
}

/// The years that were spoken of before.
#[derive(Clone, Copy)]
pub(super) struct Years {
    /// What the text is about, for a bare 上半年.
    pub(super) topic: Option<i16>,
    /// What was named last, for 当年.
    pub(super) named: Option<i16>,
}

/// What an expression may begin with, as [`begins`] has it.
pub(super) static FIRST: LazyLock<CharacterSet> = LazyLock::new(|| {
    CharacterSet::new("0123456789今去明全常本上下前第首一二三四年“十目如当同近截眼过新".chars())
});

/// Whether an expression may begin `text`, which begins with `first`: a look at its first two characters,
/// because the grammar is asked at every character of a text.
pub(super) fn begins(text: &str, first: char) -> bool {
    if first.is_ascii_digit() {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let next = text[digits..].chars().next().unwrap_or(' ');
        return digits == 4
            || digits <= 2 && matches!(next, '月' | '季' | '个' | '世' | '—' | '-' | '至' | '到' | '~');
    }
    let second = || text[first.len_utf8()..].chars().next().unwrap_or(' ');
    match first {
        '今' | '去' | '明' | '全' | '常' => second() == '年',
        '本' => matches!(second(), '年' | '世'),
        '上' => matches!(second(), '年' | '半' | '一' | '世'),
        '下' => second() == '半',
        '前' => matches!(second(), '年' | '三' | '两') || second().is_ascii_digit(),
        '第' => matches!(second(), '一' | '二' | '三' | '四' | '1'..='4'),
        '首' => matches!(second(), '季' | '三') || second().is_ascii_digit(),
        '一' | '二' | '三' | '四' => matches!(second(), '季' | '个' | '九' | '〇' | '○' | '零'),
        '年' => matches!(second(), '末' | '内' | '度'),
        '“' => second() == '十',
        '十' => matches!(second(), '一' | '二' | '三' | '四' | '五'),
        '目' => second() == '前',
        '如' => second() == '今',
        '当' | '同' => matches!(second(), '年' | '前' | '时'),
        '近' => matches!(second(), '年' | '几'),
        '截' => matches!(second(), '至' | '止'),
        '眼' => second() == '下',
        '过' => second() == '去',
        '新' => second() == '的',
        _ => false,
    }
}

/// Words that end what was said before about time.
static RESETS: LazyLock<Words> = LazyLock::new(|| {
    let words =
        ["如今", "截至目前", "截止目前", "目前", "眼下", "当前", "常年", "近年来", "近几年", "同时期"];
    Words::new(words.map(|word| (word, ())).to_vec())
});

/// Words for a year, with how far it is from that of the text.
static YEARS: LazyLock<Words<i16>> = LazyLock::new(|| {
    Words::new(vec![
        ("过去一年", -1),
        ("过去的一年", -1),
        ("新的一年", 0),
        ("今年", 0),
        ("本年度", 0),
        ("本年", 0),
        ("去年", -1),
        ("上年", -1),
        ("上一年", -1),
        ("前年", -2),
        ("明年", 1),
    ])
});

/// Words for a part of a year.
static PARTS: LazyLock<Words<Part>> = LazyLock::new(|| {
    Words::new(vec![
        ("首三季度", Part::Quarters(3)),
        ("首三季", Part::Quarters(3)),
        ("上半年", Part::Half(1)),
        ("下半年", Part::Half(2)),
        ("前三季度", Part::Quarters(3)),
        ("前三个季度", Part::Quarters(3)),
        ("前两季度", Part::Quarters(2)),
        ("前两个季度", Part::Quarters(2)),
        ("首季度", Part::Quarter(1)),
        ("首季", Part::Quarter(1)),
        ("全年", Part::Year),
        ("年末", Part::Year),
        ("年内", Part::Year),
        ("年度", Part::Year),
    ])
});

/// The expression that `text` begins with; `year` is the year that was named last.
pub(super) fn expression(text: &str, anchor: Anchor, years_before: Years) -> Option<Expression> {
    if let Some((word, ())) = RESETS.beginning(text) {
        return Some(Expression { len: word.len(), period: None, used: PeriodUse::Reset });
    }
    plan(text).or_else(|| century(text)).or_else(|| years(text)).or_else(|| dated(text, anchor, years_before))
}

/// 2022年, 今年 …, with what narrows it down; or that alone.
fn dated(text: &str, anchor: Anchor, before: Years) -> Option<Expression> {
    let named = year_name(text, anchor, before.named);
    let (len, base) = named.unwrap_or((0, before.topic));
    let rest = &text[len..];
    let rest = rest.strip_prefix('的').filter(|_| named.is_some()).unwrap_or(rest);
    if let Some((part, used, make)) = part(rest, named.is_some()) {
        let len = text.len() - rest.len() + part;
        return Some(Expression { len, period: base.map(|year| make.of(year)), used });
    }
    named?;
    let rest = &text[len..];
    if let Some(after) = rest.strip_prefix("以来") {
        let period = base.and_then(|from| Some((from, anchor.year?))).filter(|(from, to)| from <= to);
        let period = period.map(|(from, to)| Period::between(TimeSpan::Year(from), TimeSpan::Year(to)));
        let period = period.or_else(|| base.map(|year| Period::of(TimeSpan::Year(year))));
        return Some(Expression { len: text.len() - after.len(), period, used: PeriodUse::Time });
    }
    let end = ["年底", "年末", "年初", "底", "末", "初", "度", "内"];
    let tail = end
        .iter()
        .find(|word| rest.starts_with(**word) && !rest.starts_with("度假"))
        .map_or(0, |word| word.len());
    let used = if rest[tail..].starts_with('前') && !rest[tail..].starts_with("前三") {
        PeriodUse::Event
    } else {
        PeriodUse::Time
    };
    Some(Expression { len: len + tail, period: base.map(|year| Period::of(TimeSpan::Year(year))), used })
}

/// A year by its number or by a word; the length, and the year if it is known.
fn year_name(text: &str, anchor: Anchor, last: Option<i16>) -> Option<(usize, Option<i16>)> {
    if let Some((word, shift)) = YEARS.beginning(text) {
        return Some((word.len(), anchor.year.map(|year| year + shift)));
    }
    if text.starts_with("同年") || text.starts_with("当年") {
        return Some(("同年".len(), last));
    }
    let (year, len) = four_digits(text).or_else(|| four_characters(text))?;
    let Some(after) = text[len..].strip_prefix('年') else {
        // 2011半年报, 2022中国品牌价值评价
        let bare = BEHIND_BARE_YEAR.iter().any(|word| text[len..].starts_with(word));
        return bare.then_some((len, Some(year)));
    };
    // 2000年产 is a year; 2000年历史 is no date.
    (!after.starts_with("历史") && !after.starts_with("前的")).then_some((len + '年'.len_utf8(), Some(year)))
}

/// What follows the number of a year that has no 年.
const BEHIND_BARE_YEAR: [&str; 13] = [
    "上半年",
    "下半年",
    "半年报",
    "一季",
    "二季",
    "三季",
    "四季",
    "第一季",
    "第三季",
    "前三季",
    "中国",
    "全国",
    "全球",
];

fn four_digits(text: &str) -> Option<(i16, usize)> {
    let digits = text.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let year: i16 = digits.parse().ok()?;
    let more = text[4..].starts_with(|c: char| c.is_ascii_digit() || c == '.');
    ((1900..=2100).contains(&year) && !more).then_some((year, 4))
}

/// 二〇二三, also with ○ or 零.
fn four_characters(text: &str) -> Option<(i16, usize)> {
    let (mut year, mut len, mut count) = (0, 0, 0);
    for c in text.chars().take(4) {
        let digit = match c {
            '〇' | '○' | '零' => 0,
            c => i16::try_from(han_digit(c)?).ok()?,
        };
        year = year * 10 + digit;
        len += c.len_utf8();
        count += 1;
    }
    (count == 4 && (1900..=2100).contains(&year)).then_some((year, len))
}

/// A part of a year.
#[derive(Clone, Copy, Debug)]
enum Part {
    Year,
    Half(u8),
    Quarter(u8),
    /// The first quarters of the year.
    Quarters(u8),
    Months(u8, u8),
}

impl Part {
    fn of(self, year: i16) -> Period {
        match self {
            Self::Year => Period::of(TimeSpan::Year(year)),
            Self::Half(half) => Period::of(TimeSpan::Half(year, half)),
            Self::Quarter(quarter) => Period::of(TimeSpan::Quarter(year, quarter)),
            Self::Quarters(last) => Period::months(year, 1, last * 3),
            Self::Months(first, last) if first == last => Period::of(TimeSpan::Month(year, first)),
            Self::Months(first, last) => Period::months(year, first, last),
        }
    }
}

/// A part of a year: 上半年, 一季度, 前三季度, 1—5月; `after_year`: behind the name of a year.
fn part(text: &str, after_year: bool) -> Option<(usize, PeriodUse, Part)> {
    if let Some((word, part)) = PARTS.beginning(text) {
        // 年度投资, 年度计划 name no year.
        let vague = word == "年度" && !after_year;
        return (!vague).then_some((word.len(), PeriodUse::Time, part));
    }
    first_months(text).or_else(|| quarter(text)).or_else(|| months(text))
}

/// 前8个月.
fn first_months(text: &str) -> Option<(usize, PeriodUse, Part)> {
    let rest = text.strip_prefix(['前', '首'])?;
    let (last, len) = month(rest)?;
    let after = rest[len..].strip_prefix("个月")?;
    Some((text.len() - after.len(), PeriodUse::Time, Part::Months(1, last)))
}

/// 一季度, 第二季度, 3季度.
fn quarter(text: &str) -> Option<(usize, PeriodUse, Part)> {
    let rest = text.strip_prefix('第').unwrap_or(text);
    let first = rest.chars().next()?;
    let number = match first {
        '一' | '1' => 1,
        '二' | '2' => 2,
        '三' | '3' => 3,
        '四' | '4' => 4,
        _ => return None,
    };
    let after = &rest[first.len_utf8()..];
    let after = after.strip_prefix('个').unwrap_or(after).strip_prefix("季度")?;
    Some((text.len() - after.len(), PeriodUse::Time, Part::Quarter(number)))
}

/// 6月, 1—5月, 1至6月份; a day is an event.
fn months(text: &str) -> Option<(usize, PeriodUse, Part)> {
    let (first, len) = month(text)?;
    let (mut last, mut len) = (first, len);
    let rest = &text[len..];
    let after_month = rest.strip_prefix('月').unwrap_or(rest);
    if let Some(after) = after_month.strip_prefix(['—', '-', '至', '到', '~'])
        && let Some((second, second_len)) = month(after).filter(|(second, _)| *second > first)
    {
        last = second;
        len = text.len() - after.len() + second_len;
    }
    let rest = text[len..].strip_prefix('月')?;
    let rest = rest.strip_prefix('份').unwrap_or(rest);
    let day = rest.bytes().take_while(u8::is_ascii_digit).count();
    if day > 0 && rest[day..].starts_with(['日', '号']) {
        let len = text.len() - rest.len() + day + '日'.len_utf8();
        return Some((len, PeriodUse::Event, Part::Months(first, last)));
    }
    let tail = ["底", "末", "初", "上旬", "中旬", "下旬"].iter().find(|word| rest.starts_with(**word));
    let rest = &rest[tail.map_or(0, |word| word.len())..];
    let used = if rest.starts_with('前') { PeriodUse::Event } else { PeriodUse::Time };
    Some((text.len() - rest.len(), used, Part::Months(first, last)))
}

fn month(text: &str) -> Option<(u8, usize)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let month: u8 = text.get(..len)?.parse().ok()?;
    ((1..=12).contains(&month) && len <= 2).then_some((month, len))
}

/// 2020—2022年.
fn years(text: &str) -> Option<Expression> {
    let (from, len) = four_digits(text)?;
    let rest = text[len..].strip_prefix('年').unwrap_or(&text[len..]);
    let rest = rest.strip_prefix(['—', '-', '至', '到', '~'])?;
    let (to, len) = four_digits(rest)?;
    let after = rest[len..].strip_prefix('年')?;
    let period = (from < to).then(|| Period::between(TimeSpan::Year(from), TimeSpan::Year(to)))?;
    Some(Expression { len: text.len() - after.len(), period: Some(period), used: PeriodUse::Time })
}

/// “十四五”期间, “十四五”末; the names of plans (“十四五”规划) are no time.
fn plan(text: &str) -> Option<Expression> {
    let rest = text.strip_prefix('“').unwrap_or(text);
    let rest = rest.strip_prefix('十')?;
    let number = rest.chars().next()?;
    let first = match number {
        '一' => 2006,
        '二' => 2011,
        '三' => 2016,
        '四' => 2021,
        '五' => 2026,
        _ => return None,
    };
    let rest = rest[number.len_utf8()..].strip_prefix('五')?;
    let rest = rest.strip_prefix('”').unwrap_or(rest);
    let (from, to) = (TimeSpan::Year(first), TimeSpan::Year(first + 4));
    let words: [(&str, Period); 9] = [
        ("期末", Period::of(to)),
        ("末期", Period::of(to)),
        ("末", Period::of(to)),
        ("初期", Period::of(from)),
        ("初", Period::of(from)),
        ("以来", Period::between(from, to)),
        ("期间", Period::between(from, to)),
        ("时期", Period::between(from, to)),
        ("期内", Period::between(from, to)),
    ];
    let (word, period) = words.iter().find(|(word, _)| rest.starts_with(word))?;
    Some(Expression {
        len: text.len() - rest.len() + word.len(),
        period: Some(*period),
        used: PeriodUse::Time,
    })
}

/// 本世纪初, 上世纪90年代, 20世纪八十年代.
fn century(text: &str) -> Option<Expression> {
    let decade = |from: i16| Some(Period::between(TimeSpan::Year(from), TimeSpan::Year(from + 9)));
    if text.starts_with("本世纪初") {
        return Some(Expression { len: "本世纪初".len(), period: decade(2000), used: PeriodUse::Time });
    }
    let rest = text.strip_prefix("上世纪").or_else(|| text.strip_prefix("20世纪"))?;
    const DECADES: [(&str, i16); 12] = [
        ("50", 1950),
        ("60", 1960),
        ("70", 1970),
        ("80", 1980),
        ("90", 1990),
        ("五十", 1950),
        ("六十", 1960),
        ("七十", 1970),
        ("八十", 1980),
        ("九十", 1990),
        ("三十", 1930),
        ("四十", 1940),
    ];
    let (word, from) = DECADES.iter().find(|(word, _)| rest.starts_with(word))?;
    let after = rest[word.len()..].strip_prefix("年代")?;
    Some(Expression { len: text.len() - after.len(), period: decade(*from), used: PeriodUse::Time })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_begin_an_expression_is_looked_for() {
        let seconds = "年世半一三两二四1季个九〇○零末内度十五前今时几至止下去的月";
        for first in (char::MIN..=char::MAX).filter(|c| !FIRST.has(*c)) {
            for second in seconds.chars() {
                let text = String::from_iter([first, second]);
                assert!(!begins(&text, first), "{text} would never be found");
            }
        }
    }
}
