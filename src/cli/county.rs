//! Finds the county that a user names: in the graph, or else in the gazetteer.
//!
//! A county that exists but that no document speaks of is an empty answer; one that doesn't exist
//! is a mistake of the user's, which must not look like an empty answer.

use super::error::{CliError, Result};
use super::lookup;
use super::messages::say;
use super::sources::GazetteerArgs;
use super::terminal::Terminal;
use crate::entity::{EntityId, EntityType, PlaceLevel};
use crate::gazetteer::{Entity, Gazetteer};
use crate::graph::GraphStore;
use crate::query::QueryError;
use crate::text::Normalizer;

/// How many names a message suggests.
const SUGGESTIONS: usize = 5;

/// What a name of a county stands for.
pub(crate) enum County {
    /// A place that documents of the graph speak of.
    InGraph(EntityId),
    /// A place that no document speaks of; its name.
    Unmentioned(String),
}

/// The place of that name, code or identifier.
pub(crate) fn find(
    graph: &GraphStore,
    value: &str,
    gazetteer: &GazetteerArgs,
    terminal: &Terminal,
) -> Result<County> {
    match lookup::entity(graph, "county", Some(EntityType::Place), value) {
        Ok(id) => Ok(County::InGraph(id)),
        Err(QueryError::NoMatch { suggestions, .. }) => {
            let gazetteer = gazetteer.load(terminal)?;
            match in_gazetteer(&gazetteer, value) {
                Some(place) => Ok(County::Unmentioned(place.name.to_string())),
                None => Err(unknown(value, &gazetteer, suggestions, terminal)),
            }
        }
        Err(error) => Err(error.into()),
    }
}

fn in_gazetteer<'g>(gazetteer: &'g Gazetteer, value: &str) -> Option<&'g Entity> {
    let name = Normalizer::builtin().normalize_str(value);
    let named = gazetteer.named(&name).map(|entity| gazetteer.entity(entity));
    let coded = gazetteer.entities().map(|(_, entity)| entity).filter(|entity| {
        entity.id.as_str() == value || entity.code.as_ref().is_some_and(|code| code.as_str() == value)
    });
    named.chain(coded).find(|entity| entity.kind == EntityType::Place)
}

fn unknown(
    value: &str,
    gazetteer: &Gazetteer,
    in_graph: Vec<(String, String)>,
    terminal: &Terminal,
) -> CliError {
    let mut names: Vec<String> = in_graph.into_iter().map(|(name, id)| format!("{name} ({id})")).collect();
    if names.is_empty() {
        names = alike(value, gazetteer);
    }
    names.truncate(SUGGESTIONS);
    let error = CliError::user(say!(
        "no county or other place is called {value:?}",
        "没有名为“{value}”的县或其他地方"
    ));
    if names.is_empty() {
        return error.hint(say!(
            "give a name such as 彝良县 or a code such as 530628",
            "请给出名称（如 彝良县）或行政区划代码（如 530628）"
        ));
    }
    let list = terminal.lang.list(&names);
    error.hint(say!("did you mean {list}?", "您是否要找 {list}？"))
}

/// The counties of today whose names share the most characters with `value`, at least half.
fn alike(value: &str, gazetteer: &Gazetteer) -> Vec<String> {
    let length = value.chars().count();
    let mut found: Vec<(usize, String)> = gazetteer
        .entities()
        .map(|(_, entity)| entity)
        .filter(|entity| entity.level == Some(PlaceLevel::County) && !entity.validity.has_ended())
        .filter_map(|entity| {
            let common = value.chars().filter(|c| entity.name.contains(*c)).count();
            let whole = length.max(entity.name.chars().count());
            // Every name ends in 县, 市 or 区, so one more character has to be the same.
            (2 * common >= whole && common >= 2)
                .then(|| (whole - common, format!("{} ({})", entity.name, entity.id.key())))
        })
        .collect();
    found.sort();
    found.into_iter().map(|(_, name)| name).collect()
}
