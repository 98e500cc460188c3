//! The table of units, `gazetteer/units.csv`.

use std::ops::Range;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// `unit,measure,factor,example`; the factor makes the unit that of its measure.
const BUILTIN: &str = include_str!("../../../gazetteer/units.csv");

/// What a quantity measures, with the unit that its value is given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Yuan (CNY).
    Money,
    /// United States dollars.
    Dollar,
    /// Per cent.
    Percent,
    /// Percentage points.
    Point,
    /// Tonnes.
    Ton,
    /// Kilowatts.
    Kilowatt,
    /// Megawatts.
    Megawatt,
    /// Kilowatt hours.
    KilowattHour,
    /// Cubic metres.
    CubicMetre,
    /// Kilometres.
    Kilometre,
    /// Metres, in kilometres: a length where the words say so, and otherwise no figure.
    Metre,
    /// Square metres.
    SquareMetre,
    /// Mu (1/15 hectare).
    Mu,
    /// Hectares.
    Hectare,
    /// Multiples.
    Times,
    /// A number of things, with the class of the measure word.
    Count(Classifier),
    /// Something that is read for what stands beside it (1.2亿欧元,增长5%) and is no figure itself: other foreign
    /// money, visits, containers.
    Ungraded,
}

impl Measure {
    /// Whether it is money of any currency that is read.
    #[must_use]
    pub fn is_money(self) -> bool {
        matches!(self, Self::Money | Self::Dollar)
    }

    /// Whether it is a length.
    #[must_use]
    pub fn is_length(self) -> bool {
        matches!(self, Self::Kilometre | Self::Metre)
    }
}

/// The class of a measure word. What is counted is said by the noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Classifier {
    /// 个, 项: anything.
    General,
    /// 户: households and firms.
    Household,
    /// 家: firms and institutions.
    Enterprise,
    /// 台, 套, 只: goods.
    Goods,
    /// 条: lines, roads, and some goods.
    Line,
    /// 座, 所, 栋: buildings.
    Facility,
}

#[derive(Clone, Debug)]
struct Row {
    word: Box<str>,
    /// `None`: the word only looks like the shorter one that it begins with (个月).
    measure: Option<Measure>,
    factor: Decimal,
}

/// The units, compiled.
#[derive(Clone, Debug)]
pub struct Units {
    /// By first character, and with the same one longer words first.
    rows: Vec<Row>,
    /// Where the rows of each first character are.
    first: FxHashMap<char, Range<usize>>,
}

impl Units {
    /// The built-in table.
    #[must_use]
    pub fn builtin() -> Self {
        Self::new(BUILTIN).0
    }

    /// A table in the form of `gazetteer/units.csv`, and the numbers of the lines that are not of that
    /// form and were left out.
    #[must_use]
    pub fn new(table: &str) -> (Self, Vec<usize>) {
        let (mut rows, mut malformed) = (Vec::new(), Vec::new());
        for (at, line) in table.lines().enumerate().skip(1) {
            match row(line) {
                Some(row) => rows.push(row),
                None if line.is_empty() => {}
                None => malformed.push(at + 1),
            }
        }
        rows.sort_by_key(|row: &Row| (row.word.chars().next(), std::cmp::Reverse(row.word.len())));
        let mut first: FxHashMap<char, Range<usize>> = FxHashMap::default();
        for (at, c) in rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.word.chars().next()?))) {
            first.entry(c).or_insert(at..at).end = at + 1;
        }
        (Self { rows, first }, malformed)
    }

    /// The unit at the beginning of `text`: its measure, the factor to the measure's unit, its length.
    pub(super) fn at_word(&self, text: &str) -> Option<(Measure, Decimal, usize)> {
        let rows = self.first.get(&text.chars().next()?)?;
        let row = self.rows[rows.clone()]
            .iter()
            .find(|row| text.strip_prefix(&*row.word).is_some_and(|rest| stands_alone(&row.word, rest)))?;
        Some((row.measure?, row.factor, row.word.len()))
    }
}

/// Whether a unit of one letter ends where the word does: 5t, but not 5th.
fn stands_alone(word: &str, rest: &str) -> bool {
    word.len() > 1 || !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

fn row(line: &str) -> Option<Row> {
    let mut cells = line.split(',');
    let (word, measure, factor) = (cells.next()?, cells.next()?, cells.next()?);
    let measure = match measure {
        "money" => Measure::Money,
        "dollar" => Measure::Dollar,
        "percent" => Measure::Percent,
        "point" => Measure::Point,
        "ton" => Measure::Ton,
        "kW" => Measure::Kilowatt,
        "MW" => Measure::Megawatt,
        "kWh" => Measure::KilowattHour,
        "m3" => Measure::CubicMetre,
        "km" => Measure::Kilometre,
        "metre" => Measure::Metre,
        "m2" => Measure::SquareMetre,
        "ungraded" => Measure::Ungraded,
        "mu" => Measure::Mu,
        "ha" => Measure::Hectare,
        "times" => Measure::Times,
        "count-general" => Measure::Count(Classifier::General),
        "count-household" => Measure::Count(Classifier::Household),
        "count-enterprise" => Measure::Count(Classifier::Enterprise),
        "count-goods" => Measure::Count(Classifier::Goods),
        "count-line" => Measure::Count(Classifier::Line),
        "count-facility" => Measure::Count(Classifier::Facility),
        "none" => return Some(Row { word: word.into(), measure: None, factor: factor.parse().ok()? }),
        _ => return None,
    };
    Some(Row { word: word.into(), measure: Some(measure), factor: factor.parse().ok()? })
}
