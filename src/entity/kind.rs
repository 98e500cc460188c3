//! What an entity is, and its identifier.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The type of an entity, as the annotation guidelines define them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityType {
    /// An administrative division, a natural feature or a proper region.
    Place,
    /// An enterprise, group, bank or co-operative.
    Company,
    /// A named park, development zone, industrial base or logistics park.
    Park,
    /// A named construction or investment undertaking.
    Project,
    /// A named road, railway, airport, port, dam, power station, reservoir, bridge or pipeline.
    Infrastructure,
    /// A party or government body, agency, school, association or medium.
    Organization,
    /// A sector, industry chain or cluster.
    Industry,
    /// Specific goods or raw materials.
    Product,
}

impl EntityType {
    /// All types, in the order in which they are listed in outputs.
    pub const ALL: [Self; 8] = [
        Self::Place,
        Self::Company,
        Self::Park,
        Self::Project,
        Self::Infrastructure,
        Self::Organization,
        Self::Industry,
        Self::Product,
    ];

    /// The name used in data files, JSON and entity identifiers: `place`, `company` …
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Company => "company",
            Self::Park => "park",
            Self::Project => "project",
            Self::Infrastructure => "infrastructure",
            Self::Organization => "organization",
            Self::Industry => "industry",
            Self::Product => "product",
        }
    }
}

impl fmt::Display for EntityType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no entity type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no entity type (place, company, park, project, infrastructure, organization, industry, product)"
)]
pub struct ParseEntityTypeError(pub String);

impl FromStr for EntityType {
    type Err = ParseEntityTypeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| ParseEntityTypeError(text.to_owned()))
    }
}

/// The stable identifier of an entity: its type, a slash and a readable key, for example
/// `place/530628` or `company/云南能投威信信源有限公司`.
///
/// The graph turns it into an IRI by putting the base in front. Cloning is cheap.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityId(Arc<str>);

impl EntityId {
    /// The identifier of an entity of `kind` with the readable `key`.
    #[must_use]
    pub fn new(kind: EntityType, key: &str) -> Self {
        Self(format!("{kind}/{key}").into())
    }

    /// Reads an identifier as it is written in data files.
    ///
    /// # Errors
    ///
    /// When the part before the first slash is no entity type.
    pub fn parse(text: &str) -> Result<Self, ParseEntityTypeError> {
        let kind = text.split_once('/').map_or(text, |(kind, _)| kind);
        kind.parse::<EntityType>()?;
        if text.len() <= kind.len() + 1 {
            return Err(ParseEntityTypeError(text.to_owned()));
        }
        Ok(Self(text.into()))
    }

    /// The whole identifier, as written in data files.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The type that it names.
    #[must_use]
    pub fn kind(&self) -> Option<EntityType> {
        self.0.split_once('/')?.0.parse().ok()
    }

    /// The part behind the type.
    #[must_use]
    pub fn key(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, key)| key)
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_typed_and_not_empty() {
        assert_eq!(EntityId::parse("place/530628").map(|id| id.key().to_owned()), Ok("530628".to_owned()));
        assert!(EntityId::parse("county/530628").is_err(), "county is no entity type");
        assert!(EntityId::parse("place/").is_err(), "the key must not be empty");
        assert!(EntityId::parse("place").is_err(), "the slash must be there");
    }
}
