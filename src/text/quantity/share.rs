//! Quantities that are written without a unit and mean a share: 翻一番, 三分之一, 1/3, 七成.

use rust_decimal::Decimal;

use super::numeral::{self, Number, number};
use super::{Bound, Form, Measure, Quantity};
use crate::text::NormalizedSpan;

/// 翻一番, 翻两番.
pub(super) fn doubling(text: &str, at: usize) -> Option<Quantity> {
    let rest = text.strip_prefix('翻')?;
    let rest = rest.strip_prefix('了').unwrap_or(rest);
    let times = number(rest)?;
    let after = rest[times.len..].strip_prefix('番')?;
    let times = u32::try_from(times.value.trunc()).ok().filter(|times| (1..=6).contains(times))?;
    let value = Decimal::from((2_i64.pow(times) - 1) * 100);
    let span = NormalizedSpan::new(at, at + text.len() - after.len());
    Some(percent(span, value, Form::Doubling))
}

/// 三分之一, 百分之二十, 1/3: a share of the whole, in per cent; `first` is the number that `text` begins with.
pub(super) fn fraction(text: &str, at: usize, first: Option<Number>) -> Option<Quantity> {
    let (value, len) = match text.strip_prefix("百分之") {
        Some(rest) => {
            let found = number(rest)?;
            (found.value, text.len() - rest.len() + found.len)
        }
        None => {
            let first = first?;
            let rest = &text[first.len..];
            let (top, bottom, len) = if let Some(rest) = rest.strip_prefix("分之") {
                let top = number(rest)?;
                (top.value, first.value, text.len() - rest.len() + top.len)
            } else {
                let rest = rest.strip_prefix('/')?;
                let bottom = number(rest).filter(|bottom| !bottom.chinese && bottom.value <= Decimal::TEN)?;
                let len = text.len() - rest.len() + bottom.len;
                if first.chinese || text[len..].starts_with(['/', '%', '月', '日', '号']) {
                    return None;
                }
                (first.value, bottom.value, len)
            };
            if bottom.is_zero() || top >= bottom {
                return None;
            }
            ((top * Decimal::ONE_HUNDRED / bottom).round_dp(1), len)
        }
    };
    let span = NormalizedSpan::new(at, at + len);
    Some(percent(span, value, Form::Fraction))
}

/// A share that is written without %.
fn percent(span: NormalizedSpan, value: Decimal, form: Form) -> Quantity {
    Quantity { span, value, upper: None, measure: Measure::Percent, bound: Bound::Exact, form }
}

/// 七成, 七成五.
pub(super) fn tenths(text: &str, at: usize, first: Number) -> Option<Quantity> {
    let rest = text[first.len..].strip_prefix('成')?;
    if first.value > Decimal::TEN
        || first.value.is_zero()
        || rest.starts_with(['立', '为', '功', '果', '员', '都', '品', '效', '本'])
        || rest.starts_with("不变")
    {
        return None;
    }
    let mut value = first.value * Decimal::TEN;
    let mut len = text.len() - rest.len();
    if let Some((c, digit)) = rest.chars().next().and_then(|c| Some((c, numeral::digit(c)?)))
        && !rest[c.len_utf8()..].starts_with(|c: char| numeral::begins(c) || matches!(c, '个' | '家' | '年'))
    {
        value += Decimal::from(digit);
        len += c.len_utf8();
    }
    let span = NormalizedSpan::new(at, at + len);
    Some(percent(span, value, Form::Tenths))
}
