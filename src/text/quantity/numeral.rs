//! Numbers as they are written: `1,036`, `46.8万`, 三百二十, 两亿五千万, 半.

use rust_decimal::Decimal;

use crate::text::signs::han_digit;

/// A number and what was behind its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// Its value, multipliers included.
    pub(super) value: Decimal,
    /// Its length in bytes.
    pub(super) len: usize,
    /// 万, 亿 … as a factor; 1 without one.
    pub(super) multiplier: Decimal,
    /// Written in Chinese characters.
    pub(super) chinese: bool,
    /// 余, 多, 来 stand inside: the number is a lower bound.
    pub(super) more: bool,
    /// 30个亿: what is counted in hundreds of millions is money.
    pub(super) of_money: bool,
}

/// The number at the beginning of `text`.
pub(super) fn number(text: &str) -> Option<Number> {
    if text.as_bytes().first()?.is_ascii_digit() { arabic(text) } else { chinese(text) }
}

fn arabic(text: &str) -> Option<Number> {
    let digits_len = arabic_len(text.as_bytes());
    let mut value = decimal(&text[..digits_len])?;
    let mut len = digits_len;
    let mut more = skip_more(text, &mut len);
    let mut multiplier = multiplier(text, &mut len);
    // 3万|多|亿
    if multiplier > Decimal::ONE
        && text[len..].starts_with(['多', '余'])
        && text[len + '多'.len_utf8()..].starts_with('亿')
    {
        more = true;
        len += "多亿".len();
        multiplier *= Decimal::from(100_000_000);
    }
    let of_money = multiplier == Decimal::ONE && counts_money(&text[len..]);
    if of_money {
        multiplier = Decimal::from(100_000_000);
        len += "个亿".len();
    }
    value = value.checked_mul(multiplier)?;
    // 1亿2000万: what follows a multiplier and ends with a smaller one is added.
    if multiplier >= Decimal::from(100_000_000) && text[len..].starts_with(|c: char| c.is_ascii_digit()) {
        let rest = arabic(&text[len..])?;
        if rest.multiplier == Decimal::from(10_000) && rest.value < multiplier {
            value = value.checked_add(rest.value)?;
            len += rest.len;
            multiplier = rest.multiplier;
        }
    }
    more |= skip_more(text, &mut len);
    Some(Number { value, len, multiplier, chinese: false, more, of_money })
}

/// The value of digits with thousands separators and a fraction.
fn decimal(digits: &str) -> Option<Decimal> {
    /// No number of so many digits is too large for the integer.
    const SHORT: usize = 18;
    /// More are no number that anyone writes.
    const MOST: usize = 32;
    if digits.len() > SHORT {
        let digits = digits.replace(',', "");
        return digits.parse().ok().filter(|_| digits.len() <= MOST);
    }
    let point = digits.find('.');
    let number = digits.bytes().filter(u8::is_ascii_digit);
    let number = number.fold(0, |number, digit| 10 * number + i64::from(digit - b'0'));
    let scale = point.map_or(0, |point| digits.len() - point - 1);
    Some(Decimal::new(number, u32::try_from(scale).ok()?))
}

/// The length of digits with thousands separators and a fraction.
fn arabic_len(bytes: &[u8]) -> usize {
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut len = digits(0);
    if len <= 3 {
        while bytes.get(len) == Some(&b',') && digits(len + 1) == 3 {
            len += 4;
        }
    }
    if bytes.get(len) == Some(&b'.') && digits(len + 1) > 0 {
        len += 1 + digits(len + 1);
    }
    len
}

/// 30|个亿, 30|个亿元,; but 30|个亿元企业 counts firms.
fn counts_money(behind: &str) -> bool {
    let behind = behind.strip_prefix("个亿");
    // 50个亿元,
    let ends = |behind: &str| behind.chars().next().is_none_or(|c| !c.is_alphanumeric());
    let behind = behind.map(|behind| behind.strip_prefix('元').filter(|rest| ends(rest)).unwrap_or(behind));
    behind.is_some_and(|behind| !behind.starts_with(['元', '级', '吨', '美']) && !behind.starts_with("产值"))
}

/// 余, 多 and 来 behind digits or a multiplier.
fn skip_more(text: &str, len: &mut usize) -> bool {
    let found = text[*len..].chars().next().filter(|c| matches!(c, '余' | '多' | '来'));
    *len += found.map_or(0, char::len_utf8);
    found.is_some()
}

/// The product of the multipliers at `len`, which moves behind them; 万亿 is 10^12.
fn multiplier(text: &str, len: &mut usize) -> Decimal {
    let mut product = Decimal::ONE;
    // More than three (百万亿) is no number that anyone writes.
    for _ in 0..3 {
        let Some(c) = text[*len..].chars().next() else { break };
        let factor = match c {
            '百' | '佰' => 100,
            '千' | '仟' => 1_000,
            '万' => 10_000,
            '亿' => 100_000_000_i64,
            _ => break,
        };
        // 千瓦, 千米 and 千伏 are units.
        let after = &text[*len + c.len_utf8()..];
        if c == '千' && after.starts_with(['瓦', '米', '伏', '克', '卡'])
            || c == '百' && after.starts_with("分点")
        {
            break;
        }
        product *= Decimal::from(factor);
        *len += c.len_utf8();
    }
    product
}

/// The value of a digit in Chinese characters, zero and 两 among them.
pub(super) fn digit(c: char) -> Option<i64> {
    match c {
        '〇' | '零' => Some(0),
        '两' => Some(2),
        _ => han_digit(c).or_else(|| financial_digit(c)).map(i64::from),
    }
}

/// The value of a digit as banks and registers of firms write it, so that nobody can change it: 注册资本伍佰万元.
pub(super) fn financial_digit(c: char) -> Option<u32> {
    Some(match c {
        '壹' => 1,
        '贰' => 2,
        '叁' => 3,
        '肆' => 4,
        '伍' => 5,
        '陆' => 6,
        '柒' => 7,
        '捌' => 8,
        '玖' => 9,
        _ => return None,
    })
}

/// Whether a number in Chinese characters may begin with `c`; 千亿 and 百万 are words of size.
pub(super) fn begins(c: char) -> bool {
    digit(c).is_some() || matches!(c, '十' | '半')
}

fn chinese(text: &str) -> Option<Number> {
    if !text.starts_with(begins) {
        return None;
    }
    let (mut total, mut section, mut current): (i64, i64, Option<i64>) = (0, 0, None);
    let (mut len, mut more, mut multiplier) = (0, false, Decimal::ONE);
    let mut chars = text.char_indices().take(24).peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        if let Some(value) = digit(c) {
            // 二〇二五 is a year or a telephone number.
            if current.is_some_and(|current| current != 0) {
                return None;
            }
            current = Some(value);
        } else {
            let weight = match c {
                '十' | '拾' => 10,
                '佰' => 100,
                '仟' => 1_000,
                '百' if next != Some('分') => 100,
                '千' if !matches!(next, Some('瓦' | '米' | '伏' | '克' | '卡')) => 1_000,
                '万' => 10_000,
                '亿' => 100_000_000,
                '半' if at == 0 => {
                    let value = Decimal::new(5, 1);
                    return Some(Number {
                        value,
                        len: c.len_utf8(),
                        multiplier: Decimal::ONE,
                        chinese: true,
                        more,
                        of_money: false,
                    });
                }
                '多' | '余' | '来' if at > 0 && !more => {
                    more = true;
                    len = at + c.len_utf8();
                    continue;
                }
                '点' if current.is_some() => {
                    return chinese_fraction(text, at, total + section + current.unwrap_or(0));
                }
                _ => break,
            };
            if weight >= 10_000 {
                if at == 0 {
                    return None;
                }
                section += current.take().unwrap_or(0);
                // 三千 亿: everything before 亿 is multiplied by it.
                let sum = if weight > 10_000 { std::mem::take(&mut total) + section } else { section };
                total += sum.max(1) * weight;
                section = 0;
                multiplier = Decimal::from(weight);
            } else {
                section += current.take().unwrap_or(1) * weight;
            }
        }
        len = at + c.len_utf8();
    }
    let mut value = Decimal::from(total + section + current.unwrap_or(0));
    let of_money = len > 0 && multiplier == Decimal::ONE && counts_money(&text[len..]);
    if of_money {
        multiplier = Decimal::from(100_000_000);
        value *= multiplier;
        len += "个亿".len();
    }
    (len > 0).then_some(Number { value, len, multiplier, chinese: true, more, of_money })
}

/// 三点五: the digits behind 点.
fn chinese_fraction(text: &str, point: usize, whole: i64) -> Option<Number> {
    let mut value = Decimal::from(whole);
    let (mut len, mut scale) = (point + '点'.len_utf8(), 1);
    while let Some((c, found)) = text[len..].chars().next().and_then(|c| Some((c, digit(c)?))) {
        value += Decimal::new(found, scale);
        scale += 1;
        len += c.len_utf8();
        if scale > 8 {
            return None;
        }
    }
    if scale == 1 {
        return None;
    }
    let multiplier = multiplier(text, &mut len);
    Some(Number { value: value * multiplier, len, multiplier, chinese: true, more: false, of_money: false })
}
