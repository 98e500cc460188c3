//! Administrative levels and division codes.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The level of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceLevel {
    /// A sovereign state.
    Country,
    /// 省, 自治区, 直辖市, 特别行政区.
    Province,
    /// 地级市, 自治州, 地区, 盟.
    Prefecture,
    /// 县, 市辖区, 县级市, 旗.
    County,
    /// 镇, 乡, 街道, 苏木.
    Township,
    /// 村, 社区, 村民小组.
    Village,
    /// A city abroad.
    City,
    /// A river, mountain, lake or proper region.
    Feature,
}

impl PlaceLevel {
    /// All levels.
    pub const ALL: [Self; 8] = [
        Self::Country,
        Self::Province,
        Self::Prefecture,
        Self::County,
        Self::Township,
        Self::Village,
        Self::City,
        Self::Feature,
    ];

    /// The name used in data files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Province => "province",
            Self::Prefecture => "prefecture",
            Self::County => "county",
            Self::Township => "township",
            Self::Village => "village",
            Self::City => "city",
            Self::Feature => "feature",
        }
    }

    /// Whether this level belongs to the administrative tree of China.
    #[must_use]
    pub fn is_division(self) -> bool {
        matches!(self, Self::Province | Self::Prefecture | Self::County | Self::Township | Self::Village)
    }
}

impl fmt::Display for PlaceLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for PlaceLevel {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|level| level.as_str() == text).ok_or_else(|| text.to_owned())
    }
}

/// A code of GB/T 2260 (six digits, province to county) or of the statistical extension to
/// townships (nine digits).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DivisionCode(Arc<str>);

impl DivisionCode {
    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DivisionCode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if matches!(text.len(), 6 | 9) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text.into()))
        } else {
            Err(text.to_owned())
        }
    }
}

impl fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
