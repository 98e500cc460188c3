//! Quantities: numbers with their units.
//!
//! The grammar looks for digits, and for the few Chinese numerals that begin a number, and reads nothing
//! else. Values come out in the unit of their [`Measure`]; a hedge (约, 以上) stays with the value as its
//! [`Bound`].

mod hedge;
mod numeral;
mod range;
mod share;
#[cfg(test)]
mod tests;
mod unit;

use rust_decimal::Decimal;

use super::sentence::is_han;
use super::{NormalizedSpan, NormalizedText};
use crate::text::word_list::word_lists;
use hedge::bounded;
use numeral::{Number, financial_digit, number};
use share::{doubling, fraction, tenths};

word_lists! {
    static WORDS: QuantityWords = "quantity.csv";
    /// Verbs of a round number that has been passed.
    passed,
    /// Nouns of what is only told in money.
    money,
    /// Words between such a noun and the amount.
    money_hedge,
    /// Abbreviations of statistics, behind which a number begins.
    statistic,
}
pub use unit::{Classifier, Measure, Units};

/// How exact a value is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// As written.
    Exact,
    /// 约, 近, 左右.
    About,
    /// 超, 逾, 余, 以上, 不低于.
    AtLeast,
    /// 以下, 不超过, 低于.
    AtMost,
}

/// How a quantity is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// A number and a unit.
    Plain,
    /// 三分之一, 1/3.
    Fraction,
    /// 七成.
    Tenths,
    /// 翻一番: the value is the increase in per cent.
    Doubling,
}

/// 产值|31. 46亿元: where the space stands that slipped in behind the decimal point of a number in a sentence. What counts the
/// items of a list stands at the beginning of a line or behind a mark.
fn slipped_space(before: &str, rest: &str) -> Option<usize> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let fraction = rest[digits..].strip_prefix(". ")?;
    (digits > 0 && before.ends_with(is_han) && fraction.starts_with(|c: char| c.is_ascii_digit()))
        .then_some(digits + 1)
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// From the first digit to the end of the unit and of 以上, 左右 behind it.
    pub span: NormalizedSpan,
    /// The value in the unit of `measure`; of a range the lower one.
    pub value: Decimal,
    /// The upper value of a range.
    pub upper: Option<Decimal>,
    /// What it measures.
    pub measure: Measure,
    /// How exact it is.
    pub bound: Bound,
    /// How it is written.
    pub form: Form,
}

impl Units {
    /// The quantities of `text`, in order and without overlaps.
    #[must_use]
    pub fn quantities(&self, text: &str) -> Vec<Quantity> {
        self.beginning_at(text.char_indices().filter(|(_, c)| FIRST.contains(*c)).map(|(at, _)| at), text)
    }

    /// The quantities of a document, in order and without overlaps.
    #[must_use]
    pub fn quantities_of(&self, text: &NormalizedText) -> Vec<Quantity> {
        self.beginning_at(text.landmarks.figures().iter().copied(), &text.text)
    }

    /// The quantities that begin at some of the places `first`, which are all that quantities may begin at.
    fn beginning_at(&self, first: impl Iterator<Item = usize>, text: &str) -> Vec<Quantity> {
        let mut out: Vec<Quantity> = Vec::new();
        let mut from = 0;
        for at in first {
            if at < from {
                continue;
            }
            let found = self.at(text, at);
            from = found.as_ref().map_or_else(
                // Where a number is none, none begins with one of its later digits.
                || at + text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_digit()).count(),
                |quantity| quantity.span.end,
            );
            out.extend(found);
        }
        out
    }

    /// The unit that a header names, `(亿元)` or `单位:万吨`: its measure and the factor for its numbers.
    #[must_use]
    pub fn header(&self, text: &str) -> Option<(Measure, Decimal)> {
        let inside = text
            .rsplit_once('(')
            .map(|(_, rest)| rest.trim_end_matches(')'))
            .or_else(|| text.rsplit_once([':', '/']).map(|(_, rest)| rest))?;
        self.bare(inside)
    }

    /// The unit that `text` is, 亿元: its measure and the factor for its numbers.
    #[must_use]
    pub fn bare(&self, text: &str) -> Option<(Measure, Decimal)> {
        let number = format!("1{text}");
        let found = self.at(&number, 0).filter(|quantity| quantity.span.end == number.len())?;
        Some((found.measure, found.value))
    }

    /// The quantity at `at` without the space that stands `space` bytes behind it.
    fn without_space(&self, text: &str, at: usize, space: usize) -> Option<Quantity> {
        /// How many bytes around a quantity tell what it is.
        const NEAR: usize = 96;
        let from = (at.saturating_sub(NEAR)..at).find(|from| text.is_char_boundary(*from)).unwrap_or(at);
        let space = at + space;
        let to = (space + NEAR).min(text.len());
        let to = (to..=text.len()).find(|to| text.is_char_boundary(*to)).unwrap_or(text.len());
        let near = format!("{}{}", &text[from..space], &text[space + 1..to]);
        let found = self.at(&near, at - from)?;
        let end = from + found.span.end;
        let end = if end > space { end + 1 } else { end };
        Some(Quantity { span: NormalizedSpan::new(at, end), ..found })
    }

    /// The quantity at `at`.
    fn at(&self, text: &str, at: usize) -> Option<Quantity> {
        let (before, rest) = text.split_at(at);
        if rest.starts_with('翻') {
            return doubling(rest, at);
        }
        if let Some(space) = slipped_space(before, rest) {
            return self.without_space(text, at, space);
        }
        let first = number(rest);
        if let Some(quantity) = fraction(rest, at, first) {
            return Some(quantity);
        }
        // Inside a name (G240), an ordinal (第3项), a grade, a product (2×66万千瓦) or a date.
        if before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '第' | '×' | '.' | '_'))
            && !is_statistic(before)
        {
            return None;
        }
        if let Some(quantity) = self.between(rest, at) {
            return Some(bounded(quantity, text));
        }
        // What 千亿 begins with is no number.
        let Some(first) = first else { return self.mark(rest, before, at) };
        if let Some(quantity) = tenths(rest, at, first) {
            return Some(bounded(quantity, text));
        }
        let mut len = first.len;
        let first_unit = self.unit(&rest[len..], first);
        if let Some((_, _, unit)) = first_unit {
            len += unit;
        }
        if let Some((quantity, _)) = self.range(rest, at, first, first_unit, len) {
            return Some(bounded(quantity, text));
        }
        let (measure, factor) = match first_unit {
            Some((measure, factor, _)) => (measure, factor),
            None => match self.shared_unit(&rest[len..], first) {
                Some(shared) => shared,
                None => {
                    len += bare_money(&rest[len..], before, first)?;
                    (Measure::Money, Decimal::ONE)
                }
            },
        };
        // 伍 and 陆 are family names too.
        if rest.starts_with(|c| financial_digit(c).is_some()) && measure != Measure::Money {
            return None;
        }
        // 三个, 两家, 一条 and 一吨 are ordinary words.
        if first.chinese
            && (matches!(measure, Measure::Count(_) | Measure::Mu | Measure::Ton)
                && first.value < Decimal::TEN)
        {
            return None;
        }
        let negative = matches!(measure, Measure::Percent)
            && before
                .strip_suffix(['-', '负'])
                .is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_alphanumeric()));
        let value = first.value.checked_mul(factor)?;
        let bound = if first.more { Bound::AtLeast } else { Bound::Exact };
        let value = if negative { -value } else { value };
        let quantity = Quantity {
            span: NormalizedSpan::new(at, at + len),
            value,
            upper: None,
            measure,
            bound,
            form: Form::Plain,
        };
        Some(bounded(quantity, text))
    }

    /// 突破千亿元, 跨越百亿元大关, 近千万元, 百余万元: a round number that has been passed or nearly reached. In 打造千亿元产业 it only
    /// says of what size.
    fn mark(&self, rest: &str, before: &str, at: usize) -> Option<Quantity> {
        const MARKS: [(&str, i64); 6] = [
            ("百亿", 10_000_000_000),
            ("千亿", 100_000_000_000),
            ("万亿", 1_000_000_000_000),
            ("亿", 100_000_000),
            ("千万", 10_000_000),
            ("百万", 1_000_000),
        ];
        /// The same with 余 or 多 in them.
        const MORE: [(&str, i64); 6] = [
            ("百余万", 1_000_000),
            ("百多万", 1_000_000),
            ("千余万", 10_000_000),
            ("千多万", 10_000_000),
            ("百余亿", 10_000_000_000),
            ("千余亿", 100_000_000_000),
        ];
        let begins = |(word, _): &&(&str, i64)| rest.starts_with(word);
        let inside = MORE.iter().find(begins);
        let (word, value) = inside.or_else(|| MARKS.iter().find(begins))?;
        // 千万余元
        let more = usize::from(inside.is_none() && rest[word.len()..].starts_with(['余', '多']));
        let word = &rest[..word.len() + more * '余'.len_utf8()];
        // 总投资上百亿元
        let (before, upwards) = match before.strip_suffix('上') {
            Some(shorter) => (shorter, WORDS.money.end(shorter)),
            None => (before, false),
        };
        let (measure, factor, unit) = match self.at_word(&rest[word.len()..]) {
            Some(found) => found,
            // 销售收入破百亿
            None => {
                let words = WORDS.passed.without_suffix(before)?;
                (WORDS.money.end(words)).then_some((Measure::Money, Decimal::ONE, 0))?
            }
        };
        let after = &rest[word.len() + unit..];
        let ends = after.is_empty()
            || after.starts_with([',', ';', '。', '、', ')', '”'])
            || ["大关", "台阶", "关口"].iter().any(|noun| after.starts_with(noun));
        let passed = upwards
            || inside.is_some()
            || more > 0
            || WORDS.passed.end(before.strip_suffix('了').unwrap_or(before));
        let nearly = before.ends_with(['近', '约']) || before.ends_with("接近");
        // 年产整车近百万辆, 建成逾百万亩果园: what is weighed or counted so may go on.
        let amount = matches!(measure, Measure::Ton | Measure::Mu | Measure::Count(Classifier::Goods))
            && !after.starts_with('级');
        let fits = measure == Measure::Money && ends || amount;
        (fits && (passed || nearly)).then(|| Quantity {
            span: NormalizedSpan::new(at, at + word.len() + unit),
            value: Decimal::from(*value) * factor,
            upper: None,
            measure,
            bound: if passed { Bound::AtLeast } else { Bound::About },
            form: Form::Plain,
        })
    }

    /// The unit behind a number, unless what follows makes it another thing (5000吨级, 1200元/吨).
    fn unit(&self, text: &str, number: Number) -> Option<(Measure, Decimal, usize)> {
        let (measure, factor, len) = self.at_word(text)?;
        let after = &text[len..];
        if after.starts_with('级') || measure == Measure::Money && is_price(after) {
            return None;
        }
        // 方 and 家, 户 … are also ordinary characters (3方面, 8家具).
        let one_of_many = match &text[..len] {
            "方" => after.starts_with(['面', '式', '案', '米']) || number.multiplier < Decimal::from(10_000),
            // 北纬30度, 60度的仰角 are angles and no energy.
            "度" => number.multiplier < Decimal::from(10_000),
            // 26万平,
            "平" => {
                number.multiplier < Decimal::from(10_000)
                    || after.starts_with(|c: char| c.is_alphanumeric() && !matches!(c, '的' | '以' | '左'))
            }
            "项" => after.starts_with("目"),
            "件" => after.starts_with("事"),
            "块" => after.starts_with("钱"),
            _ => false,
        };
        (!one_of_many).then_some((measure, factor, len))
    }

    /// The unit that the last number of an enumeration has for all of them: 6万、8万和9万吨. `rest` begins behind the
    /// first number.
    fn shared_unit(&self, rest: &str, first: Number) -> Option<(Measure, Decimal)> {
        const MOST: usize = 8;
        let mut rest = rest;
        for _ in 0..MOST {
            rest = rest.strip_prefix(['、', '和', '与', '及'])?;
            let next = number(rest).filter(|next| !next.chinese && !first.chinese)?;
            // 10、20和30万吨 leaves it open what 10 is.
            if (next.multiplier > Decimal::ONE) != (first.multiplier > Decimal::ONE) {
                return None;
            }
            rest = &rest[next.len..];
            if let Some((measure, factor, _)) = self.unit(rest, next) {
                let counts = matches!(measure, Measure::Count(_)) && first.multiplier == Decimal::ONE;
                return (!counts).then_some((measure, factor));
            }
        }
        None
    }
}

/// 35元|/斤, 8元|钱一斤, 30元|一罐: what stands behind the price of goods.
fn is_price(behind: &str) -> bool {
    let behind = behind.strip_prefix('钱').unwrap_or(behind);
    behind.starts_with('/')
        || behind.strip_prefix(['一', '每']).is_some_and(|unit| {
            unit.starts_with([
                '斤', '个', '只', '罐', '瓶', '盒', '袋', '张', '枚', '碗', '份', '晚', '位', '间',
            ]) || unit.starts_with("公斤")
                || unit.starts_with("千克")
        })
}

/// 总投资50亿的, 产值达5亿,: the length of what stands for the unit that an amount of money lacks, mostly nothing.
fn bare_money(rest: &str, before: &str, number: Number) -> Option<usize> {
    if number.of_money {
        return Some(0);
    }
    let large = number.multiplier >= Decimal::from(10_000) && !number.chinese;
    let ends = |rest: &str| {
        rest.chars().next().is_none_or(|c| matches!(c, ',' | ';' | '。' | '、' | ')' | '的' | '\n'))
            || rest.starts_with("以上")
            || rest.starts_with("左右")
    };
    let mut before = before;
    while let Some(shorter) = WORDS.money_hedge.without_suffix(before) {
        before = shorter;
    }
    (large && ends(rest) && WORDS.money.end(before)).then_some(0)
}

/// What a quantity may begin with: what a number begins with, 翻一番, and words of size (百亿).
pub(super) const FIRST: &str = "0123456789〇零一二两三四五六七八九十半翻百千万亿壹贰叁肆伍陆柒捌玖";

/// Whether `words` end with the abbreviation of a statistic, behind which a number begins: GDP|4402亿元, but not G|240.
fn is_statistic(words: &str) -> bool {
    let before = WORDS.statistic.without_suffix(words);
    before.is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_alphanumeric()))
}
