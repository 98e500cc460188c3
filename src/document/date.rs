//! The day that a document gives itself, in the ways in which people and programs write it.

use std::ops::Range;

use jiff::civil::Date;

use crate::text::signs::han_digit;

/// The first date in a text, and where it stands: `2023年7月11日`, `2023-07-11`, `2023/7/11`, `2023.7.11`,
/// `二〇二三年七月十一日` and, as feeds have it, `Tue, 11 Jul 2023` (RFC 2822).
pub(super) fn find_date(text: &str) -> Option<(Date, Range<usize>)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let found = match digits {
            0 if rest.starts_with(['一', '二']) => in_characters(rest),
            1 | 2 => day_first(rest),
            4 => year_first(rest),
            _ => None,
        };
        if let Some((date, len)) = found {
            return Some((date, at..at + len));
        }
        at += digits.max(rest.chars().next().map_or(1, char::len_utf8));
    }
    None
}

/// A day of the calendar, of a year that documents come from.
pub(super) fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    if !(1900..=2100).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The date that `text` begins with, after four digits that may be a year, and its length.
fn year_first(text: &str) -> Option<(Date, usize)> {
    let (year, rest) = text.split_at(4);
    let marks = [("年", "月", "日"), ("-", "-", ""), ("/", "/", ""), (".", ".", "")];
    marks.iter().find_map(|(after_year, after_month, after_day)| {
        let rest = rest.trim_start_matches(' ').strip_prefix(after_year)?;
        let (month, rest) = number(rest)?;
        let (day, rest) = number(rest.strip_prefix(after_month)?)?;
        let rest = rest.strip_prefix(after_day)?;
        Some((civil(year.parse().ok()?, month, day)?, text.len() - rest.len()))
    })
}

/// `11 Jul 2023`, the date of [RFC 2822](https://www.rfc-editor.org/rfc/rfc2822#section-3.3), and its length.
fn day_first(text: &str) -> Option<(Date, usize)> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = text.splitn(3, ' ');
    let (day, name, rest) = (words.next()?, words.next()?, words.next()?);
    let month = (1..).zip(MONTHS).find(|(_, month)| *month == name)?.0;
    let year = rest.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let more = rest[year.len()..].starts_with(|c: char| c.is_ascii_digit());
    let date = civil(year.parse().ok()?, month, day.parse().ok()?).filter(|_| !more)?;
    Some((date, text.len() - rest.len() + year.len()))
}

/// `二〇二三年七月十一日`, also with ○, О or 零, and its length.
fn in_characters(text: &str) -> Option<(Date, usize)> {
    let (year, rest) = text.split_once('年')?;
    if year.chars().count() != 4 {
        return None;
    }
    let digit = |c: char| match c {
        '〇' | '○' | '零' | 'О' | 'O' => Some(0),
        c => han_digit(c),
    };
    let year = year.chars().try_fold(0, |year, c| Some(year * 10 + digit(c)?))?;
    let (month, rest) = rest.split_once('月')?;
    let (day, rest) = rest.split_once('日')?;
    Some((civil(year, tens(month)?, tens(day)?)?, text.len() - rest.len()))
}

/// The value of 七, 十, 十一, 二十 or 二十一.
fn tens(characters: &str) -> Option<u32> {
    let one = |characters: &str| {
        let mut characters = characters.chars();
        let digit = han_digit(characters.next()?)?;
        characters.next().is_none().then_some(digit)
    };
    let Some((before, after)) = characters.split_once('十') else { return one(characters) };
    let before = if before.is_empty() { 1 } else { one(before)? };
    let after = if after.is_empty() { 0 } else { one(after)? };
    Some(before * 10 + after)
}

/// One or two digits, perhaps between blanks.
fn number(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start_matches(' ');
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(..digits).filter(|_| matches!(digits, 1 | 2))?.parse().ok()?;
    Some((number, text[digits..].trim_start_matches(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (line, expected) in [
            ("2023年7月11日", "2023-07-11"),
            ("2023 年 7 月 11 日", "2023-07-11"),
            ("发布于2023-07-11 10:00", "2023-07-11"),
            ("2023/7/1", "2023-07-01"),
            ("2023.07.01", "2023-07-01"),
            ("编号120230711，2023年2月30日，2024年2月29日", "2024-02-29"),
            ("Tue, 11 Jul 2023 00:20:28 GMT", "2023-07-11"),
            ("1 Jan 2024", "2024-01-01"),
            ("11 Jul 20235", ""),
            ("31 Feb 2023", ""),
            ("二〇二三年七月十一日", "2023-07-11"),
            ("青石县人民政府　二○二三年十二月三十一日印发", "2023-12-31"),
            ("一九九八年十月二十日", "1998-10-20"),
            ("二〇二三年七月", ""),
            ("二三年七月十一日", ""),
            ("二〇二三年十三月一日", ""),
            ("2023年7月", ""),
            ("3.5.2023", ""),
            ("", ""),
        ] {
            let found = find_date(line).map(|(date, _)| date.to_string()).unwrap_or_default();
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn where_a_date_stands() {
        for (line, expected) in [
            ("日期：Tue, 11 Jul 2023 00:20", "11 Jul 2023"),
            ("签发：二〇二三年七月十一日。", "二〇二三年七月十一日"),
            ("青石（2023年7月11日）", "2023年7月11日"),
        ] {
            let found = find_date(line).map(|(_, range)| &line[range]);
            assert_eq!(found, Some(expected), "{line}");
        }
    }
}
