//! Measures as units of the contract.

use rust_decimal::Decimal;

use crate::extraction::Unit;
use crate::text::{Classifier, Measure};

/// The unit of a measure; `None` for counts, whose unit is said by what is counted.
pub(super) fn unit(measure: Measure) -> Option<Unit> {
    Some(match measure {
        Measure::Money => Unit::CNY,
        Measure::Dollar => Unit::USD,
        Measure::Percent | Measure::Point => Unit::Percent,
        Measure::Ton => Unit::Ton,
        Measure::Kilowatt => Unit::KW,
        Measure::Megawatt => Unit::MW,
        Measure::KilowattHour => Unit::KWh,
        Measure::CubicMetre => Unit::M3,
        Measure::Kilometre | Measure::Metre => Unit::Km,
        Measure::SquareMetre => Unit::M2,
        Measure::Mu => Unit::Mu,
        Measure::Hectare => Unit::Ha,
        Measure::Times => Unit::Times,
        Measure::Count(_) | Measure::Ungraded => return None,
    })
}

/// The unit of an amount, of goods that are counted too: 5万只.
pub(super) fn amount(measure: Measure) -> Option<Unit> {
    match measure {
        Measure::Count(Classifier::Goods) => Some(Unit::Item),
        measure => unit(measure),
    }
}

/// A growth of so many times (增长1.2倍) in per cent.
pub(super) fn as_percent(value: Decimal, measure: Measure) -> Decimal {
    if measure == Measure::Times { value * Decimal::ONE_HUNDRED } else { value }
}
