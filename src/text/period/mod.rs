//! Periods of time as texts name them: 2022年, 去年, 上半年, 1—5月, “十四五”末.
//!
//! They are resolved against the [`Anchor`] of the document. A bare 上半年 belongs to the year that the
//! text named last, or else to the year of the anchor.

mod grammar;
#[cfg(test)]
mod tests;

use std::fmt;

use super::NormalizedSpan;
use grammar::{Expression, Years, expression};

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeSpan {
    /// A year.
    Year(i16),
    /// A half of a year, 1 or 2.
    Half(i16, u8),
    /// A quarter, 1 to 4.
    Quarter(i16, u8),
    /// A month, 1 to 12.
    Month(i16, u8),
}

impl TimeSpan {
    /// The year it lies in.
    #[must_use]
    pub fn year(self) -> i16 {
        match self {
            Self::Year(year) | Self::Half(year, _) | Self::Quarter(year, _) | Self::Month(year, _) => year,
        }
    }
}

impl fmt::Display for TimeSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
        }
    }
}

/// A stretch of time, or all from the first to the last of two; written `2022`, `2023-H1`, `2023-Q1`,
/// `2023-06` or `2022/2023`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    /// The first.
    pub from: TimeSpan,
    /// The last, of a range.
    pub to: Option<TimeSpan>,
}

impl Period {
    /// One stretch.
    #[must_use]
    pub fn of(span: TimeSpan) -> Self {
        Self { from: span, to: None }
    }

    /// From one to another; the same twice is that one.
    #[must_use]
    pub fn between(from: TimeSpan, to: TimeSpan) -> Self {
        Self { from, to: (from != to).then_some(to) }
    }

    /// The months `first` to `last` of a year, as a half or a quarter where they make one.
    #[must_use]
    pub fn months(year: i16, first: u8, last: u8) -> Self {
        match (first, last) {
            (1, 12) => Self::of(TimeSpan::Year(year)),
            (1, 6) => Self::of(TimeSpan::Half(year, 1)),
            (7, 12) => Self::of(TimeSpan::Half(year, 2)),
            (1, 3) => Self::of(TimeSpan::Quarter(year, 1)),
            (4, 6) => Self::of(TimeSpan::Quarter(year, 2)),
            (7, 9) => Self::of(TimeSpan::Quarter(year, 3)),
            (10, 12) => Self::of(TimeSpan::Quarter(year, 4)),
            (1, 9) => Self::between(TimeSpan::Quarter(year, 1), TimeSpan::Quarter(year, 3)),
            _ => Self::between(TimeSpan::Month(year, first), TimeSpan::Month(year, last)),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.from.fmt(f)?;
        self.to.map_or(Ok(()), |to| write!(f, "/{to}"))
    }
}

/// When a document was written, as far as known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The year, for 今年 and 去年.
    pub year: Option<i16>,
    /// The year that the text before spoke of, for a bare 上半年 or 全年.
    pub topic: Option<i16>,
}

/// What an expression of time is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodUse {
    /// It says when.
    Time,
    /// It is what something is compared with: 比2021年, 去年同期.
    Base,
    /// It is a day or a date to come, on which something happens: 3月18日, 6月底前.
    Event,
    /// It ends what was said before about time: 目前, 常年.
    Reset,
}

/// An expression of time in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeriodFound {
    /// Where it stands.
    pub span: NormalizedSpan,
    /// What it means; `None` when that hangs on a year that is not known.
    pub period: Option<Period>,
    /// What it is used for.
    pub used: PeriodUse,
}

/// The expressions of time in `text`, in order.
#[must_use]
pub fn periods(text: &str, anchor: Anchor) -> Vec<PeriodFound> {
    let mut out = Vec::new();
    let mut year = anchor.topic.or(anchor.year);
    // The year of whatever was named last, for 当年: a day (2023年8月18日投产,当年产煤……) counts too.
    let mut named = year;
    let mut first = grammar::FIRST.find(text);
    while let Some((at, c)) = first.next() {
        // In 三年内 and 5年末 the 年 belongs to a number.
        let counted = c == '年'
            && text[..at].ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十两几多".contains(c));
        let found = if !counted
            && grammar::begins(&text[at..], c)
            && !(c.is_ascii_digit() && text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.'))
        {
            expression(&text[at..], anchor, Years { topic: year, named })
        } else {
            None
        };
        let Some(Expression { len, period, used }) = found else { continue };
        let compared = matches!(used, PeriodUse::Time | PeriodUse::Reset);
        let used =
            if compared && is_base(used, &text[..at], &text[at + len..]) { PeriodUse::Base } else { used };
        if matches!(used, PeriodUse::Time | PeriodUse::Event)
            && let Some(period) = period
        {
            named = Some(period.to.unwrap_or(period.from).year());
            if used == PeriodUse::Time {
                year = named;
            }
        }
        // What holds now is of the year of the text: 2021年建厂,如今……,上半年…….
        if used == PeriodUse::Reset {
            year = anchor.topic.or(anchor.year);
        }
        out.push(PeriodFound { span: NormalizedSpan::new(at, at + len), period, used });
        first.go_on(at + len);
    }
    out
}

/// Whether the expression between the two texts is what something is compared with.
fn is_base(used: PeriodUse, before: &str, after: &str) -> bool {
    before.ends_with(['比', '较', '是', '超']) && !before.ends_with("占比")
        || used == PeriodUse::Reset && before.ends_with(['由', '从'])
        || after.starts_with("同期")
        || after.starts_with("相比")
        || after.starts_with("水平")
        || after.starts_with("的基础上")
}
