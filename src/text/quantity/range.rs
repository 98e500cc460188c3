//! Quantities that lie between two numbers: 30亿至50亿元, 七八百万件.

use rust_decimal::Decimal;

use super::numeral::{Number, number};
use super::unit::Units;
use super::{Bound, Form, Measure, Quantity};
use crate::text::NormalizedSpan;
use crate::text::signs::han_digit;

impl Units {
    /// 七八百万件: two digits that follow each other leave the number open between both.
    pub(super) fn between(&self, rest: &str, at: usize) -> Option<Quantity> {
        let mut signs = rest.chars();
        let (low, high) = (han_digit(signs.next()?)?, han_digit(signs.next()?)?);
        let round = |c: char| matches!(c, '十' | '百' | '千' | '万' | '亿');
        if high != low + 1 || !signs.next().is_some_and(round) {
            return None;
        }
        let upper_text = &rest['一'.len_utf8()..];
        let upper = number(upper_text)?;
        let whole = upper_text[..upper.len].chars().skip(1).all(round);
        let (measure, factor, unit) = self.unit(&upper_text[upper.len..], upper).filter(|_| whole)?;
        let upper_value = upper.value.checked_mul(factor)?;
        Some(Quantity {
            span: NormalizedSpan::new(at, at + '一'.len_utf8() + upper.len + unit),
            value: upper_value.checked_mul(Decimal::from(low))?.checked_div(Decimal::from(high))?,
            upper: Some(upper_value),
            measure,
            bound: Bound::Exact,
            form: Form::Plain,
        })
    }

    /// 30亿至50亿元, 10—15%, 70亿元至75亿元, 3到5个: `len` is the length up to the sign between both.
    pub(super) fn range(
        &self,
        rest: &str,
        at: usize,
        first: Number,
        first_unit: Option<(Measure, Decimal, usize)>,
        len: usize,
    ) -> Option<(Quantity, usize)> {
        let sign = rest[len..].chars().next().filter(|c| matches!(c, '至' | '到' | '—' | '-' | '~' | '–'))?;
        let start = len + sign.len_utf8();
        let second_text = &rest[start..];
        let second = number(second_text).filter(|second| !first.chinese || second.chinese)?;
        let (measure, factor, unit_len) = self.unit(&second_text[second.len..], second)?;
        let lower = match first_unit {
            Some((first_measure, factor, _)) if first_measure == measure => {
                first.value.checked_mul(factor)?
            }
            Some(_) => return None,
            // 10—15亿元: the multiplier and the unit belong to both.
            None if first.multiplier == Decimal::ONE => {
                first.value.checked_mul(second.multiplier)?.checked_mul(factor)?
            }
            None => first.value.checked_mul(factor)?,
        };
        let upper = second.value.checked_mul(factor)?;
        if lower >= upper {
            return None;
        }
        let end = start + second.len + unit_len;
        let span = NormalizedSpan::new(at, at + end);
        let quantity = Quantity {
            span,
            value: lower,
            upper: Some(upper),
            measure,
            bound: Bound::Exact,
            form: Form::Plain,
        };
        Some((quantity, end))
    }
}
