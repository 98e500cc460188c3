//! Dates of data files, which may be known by month or year alone.

use std::str::FromStr;

use jiff::civil::Date;

/// A day, a month or a year: `2018-07-02`, `2018-07`, `2018`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl FromStr for Period {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let shape = text.split('-').map(str::len).collect::<Vec<_>>();
        if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return Err(());
        }
        let number = |part: Option<&str>| part.and_then(|part| part.parse::<i16>().ok()).ok_or(());
        let mut parts = text.split('-');
        let year = number(parts.next())?;
        let date = |month: i16, day: i16| {
            let (month, day) = (i8::try_from(month).map_err(drop)?, i8::try_from(day).map_err(drop)?);
            Date::new(year, month, day).map_err(drop)
        };
        match shape.as_slice() {
            [4] => Ok(Self { first: date(1, 1)?, last: date(12, 31)? }),
            [4, 2] => {
                let first = date(number(parts.next())?, 1)?;
                Ok(Self { first, last: first.last_of_month() })
            }
            [4, 2, 2] => {
                let day = date(number(parts.next())?, number(parts.next())?)?;
                Ok(Self { first: day, last: day })
            }
            _ => Err(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_three_precisions() {
        let table = [
            ("2018-07-02", Some(("2018-07-02", "2018-07-02"))),
            ("2020-02", Some(("2020-02-01", "2020-02-29"))),
            ("2016", Some(("2016-01-01", "2016-12-31"))),
            ("2018-7-2", None),
            ("2018/07/02", None),
            ("2018-13-01", None),
            ("2019-02-29", None),
            ("+018", None),
            ("", None),
            ("2018-07-02-01", None),
            ("二〇一八", None),
        ];
        for (text, expected) in table {
            let found = text.parse::<Period>().ok().map(|p| (p.first.to_string(), p.last.to_string()));
            let expected = expected.map(|(first, last)| (first.to_owned(), last.to_owned()));
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
