//! Identifiers and types of the things that documents speak of.

mod kind;
mod place;

pub use kind::{EntityId, EntityType, ParseEntityTypeError};
pub use place::{DivisionCode, PlaceLevel};
