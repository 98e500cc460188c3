//! Heads: the nouns at the right end of a name that tell what it names (有限公司, 产业园, 高速).

use std::str::FromStr;

use crate::entity::EntityType;

/// How the words to the left of a head make a name with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Grammar {
    /// A full company name: place, brand, trades, legal form.
    LegalForm,
    /// A short company name: a brand and 集团, 公司, 厂.
    CompanyTail,
    /// A brand and one trade word: 望变电气.
    BrandTrade,
    /// A bank or its branch.
    Bank,
    /// A park: an industry before it is enough.
    Park,
    /// A zone or base: only a place, a firm or a brand makes it a name.
    Zone,
    /// A project.
    Project,
    /// A phase of a project.
    Phase,
    /// A road, railway or pipeline.
    Route,
    /// An airport, port, station, bridge or reservoir.
    Facility,
    /// A body of the party or the state: needs the place that it governs.
    Office,
    /// A school, hospital, institute, association or medium.
    Institution,
    /// A sector or chain of industry.
    Sector,
    /// A village or community behind its township or county.
    Settlement,
    /// A reserve or scenic area.
    Feature,
    /// A numbered line of a metro.
    Line,
    /// A street.
    Street,
    /// A river, lake, mountain or island.
    Water,
    /// Goods that need a modifier to be named: 模块, 连接器.
    Goods,
    /// A dish, breed or brand of goods that is called after a place: 兰州拉面.
    Dish,
    /// A building: needs the firm or brand that it is called after.
    Building,
    /// A factory that is called after its town.
    Factory,
    /// A hotel, square or market: needs its own name, and a stage that it has reached.
    Venue,
    /// A shop, house or brand that is called after a place and names neither it nor anything of interest: 北京饭庄.
    Sign,
}

impl FromStr for Grammar {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "legal-form" => Self::LegalForm,
            "company-tail" => Self::CompanyTail,
            "brand-trade" => Self::BrandTrade,
            "bank" => Self::Bank,
            "park" => Self::Park,
            "zone" => Self::Zone,
            "project" => Self::Project,
            "phase" => Self::Phase,
            "route" => Self::Route,
            "facility" => Self::Facility,
            "office" => Self::Office,
            "institution" => Self::Institution,
            "sector" => Self::Sector,
            "settlement" => Self::Settlement,
            "feature" => Self::Feature,
            "line" => Self::Line,
            "street" => Self::Street,
            "water" => Self::Water,
            "goods" => Self::Goods,
            "dish" => Self::Dish,
            "building" => Self::Building,
            "factory" => Self::Factory,
            "venue" => Self::Venue,
            "sign" => Self::Sign,
            _ => return Err(text.to_owned()),
        })
    }
}

/// One head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// What a name with this head names.
    pub(crate) kind: EntityType,
    /// How the name is made.
    pub(crate) grammar: Grammar,
}

/// What a word means for the left boundary of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Boundary {
    /// Cannot stand inside a name.
    Stop,
    /// Announces a name and does not belong to it: 龙头企业, 董事长.
    Role,
    /// Ordinary in company names although it may be a verb elsewhere.
    Trade,
    /// A verb that names an activity inside project and park names.
    Nominal,
    /// May stand inside a name but does not make one: 重大, 现代.
    Generic,
    /// Part of a brand in a full company name; elsewhere it ends a name: 中, 达.
    Weak,
    /// A trade in a full company name; elsewhere a verb that ends a name: 包装, 服务.
    TradeVerb,
}

impl FromStr for Boundary {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "stop" => Self::Stop,
            "role" => Self::Role,
            "trade" => Self::Trade,
            "nominal" => Self::Nominal,
            "generic" => Self::Generic,
            "weak" => Self::Weak,
            _ => return Err(text.to_owned()),
        })
    }
}
